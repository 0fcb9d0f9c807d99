"""Which of the statements at a place tells whose words stand there."""

from collections.abc import Sequence

from mediaqa.values import Statement
from mediaqa.wording import language_of, lexicon, plain, word_set, words

_BEFORE_VOICE = word_set("that the a an some many several most что")
"""Words that may stand between the beginning of what an article tells and the voice that opens it."""


def speaking(told: Sequence[Statement]) -> Statement | None:
    """Return the statement of the voice that speaks, of those at one place, the outermost first.

    An article or an outlet hands on to the voice that opens what it tells.
    """
    named = [one for one in told if one.speaker]
    if len(named) > 1 and _hands_on(named[0]) and named[1].chain and not _hands_on(named[1]):
        inner = named[1].speaker_span
        if inner is not None and _opens(named[0].content[: max(0, inner.start - named[0].start)]):
            return named[1]
    return named[0] if named else None


def _opens(before: str) -> bool:
    """Say whether a voice behind these words opens what is told: "that | officials blame", not "that while X"."""
    return {plain(word.text) for word in words(before)} <= _BEFORE_VOICE


def _hands_on(statement: Statement) -> bool:
    """Whether an article or an outlet speaks."""
    speaker = statement.speaker or ""
    nouns = lexicon(language_of(speaker)).piece_nouns
    return speaker == statement.outlet or any(plain(word.text) in nouns for word in words(speaker))
