"""Noun phrases around a cue, without a parser: which words beside it name the voice."""

from typing import NamedTuple

from mediaqa.statements.grammar import Is
from mediaqa.statements.texts import Words

_STOPS = (
    Is.CONJUNCTION | Is.SUBORDINATOR | Is.AUXILIARY | Is.ADVERB | Is.PRONOUN | Is.RELATIVE | Is.MARK | Is.PREPOSITION
)
_LONGEST = 16
"""Words of one noun phrase without its prepositions, at most."""
_TERM = 6
"""Words and marks of a quoted term inside a noun phrase: fewer than these."""
_ASIDES = 4
"""Commas between a voice and its cue, at most."""
_TIME_OPENERS = frozenset({"last", "next", "this", "early", "late"})
_INSIDE = frozenset({"&", "-", "/", "%"})


class Phrase(NamedTuple):
    """A run of tokens that names something; ``head`` is the end of the part before its first preposition."""

    start: int
    end: int
    head: int


def phrase_before(words: Words, end: int, first: int) -> Phrase | None:
    """Return the noun phrase whose last token is before ``end``, not reaching before ``first``."""
    if end <= first:
        return None
    if words.flags[end - 1] & Is.PRONOUN:
        return Phrase(end - 1, end, end)
    if words.texts[end - 1] == ")":
        end = _before_bracket(words, end, first)
    start = _base_start(words, end, first)
    if start is None:
        return None
    head = end
    while (
        start - 1 > first
        and words.flags[start - 1] & Is.PREPOSITION
        and words.lows[start - 1] in words.lists.lists["attaching"]
    ):
        left = _base_start(words, start - 1, first)
        if left is None or not _may_have_complement(words, start - 1):
            break
        start, head = left, start - 1
    return _joined(words, Phrase(start, end, head), first)


def _before_bracket(words: Words, end: int, first: int) -> int:
    for at in range(end - 2, max(first, end - 12), -1):
        if words.texts[at] == "(":
            return at
    return end


def _base_start(words: Words, end: int, first: int) -> int | None:
    """Return where the noun phrase without prepositions begins that ends before ``end``."""
    start = end
    while start > first and end - start < _LONGEST and _in_base(words, start - 1, end):
        if words.lows[start - 1] == "that":
            break
        start -= 1
        if words.flags[start] & Is.DETERMINER and not (start > first and words.flags[start - 1] & Is.DETERMINER):
            break
        if words.quote[start] >= 0:
            start = words.quotes[words.quote[start]].start
    while start < end and (
        _is_time(words, start) or (words.lows[start] in _TIME_OPENERS and _is_time(words, start + 1))
    ):
        start += 1
    return start if start < end and _is_nominal(words, start, end) else None


def _is_time(words: Words, at: int) -> bool:
    return at < len(words) and bool(words.flags[at] & Is.TIME) and not words.flags[at] & Is.POSSESSIVE


def _in_base(words: Words, at: int, end: int) -> bool:
    flags = words.flags[at]
    if words.quote[at] >= 0 and at + 1 < end:
        quote = words.quotes[words.quote[at]]
        return quote.end - quote.start < _TERM and words.texts[quote.end - 2] not in {",", ".", "!", "?"}
    if flags & (Is.DETERMINER | Is.NUMBER) or (flags & Is.POSSESSIVE and not flags & Is.MARK):
        return True
    if flags & _STOPS:
        return words.texts[at] in _INSIDE
    if (
        words.texts[at].islower()
        and flags & (Is.CUE | Is.VERB)
        and not flags & (Is.VOICE | Is.PIECE | Is.NOUN_CUE | Is.TITLE)
    ):
        if words.lows[at].endswith("ing"):
            return at + 1 < end and at > 0 and bool(words.flags[at - 1] & Is.DETERMINER)
        return at + 1 == end and words.lows[at].endswith("s")
    return True


def _is_nominal(words: Words, start: int, end: int) -> bool:
    last = words.flags[end - 1]
    if last & Is.DETERMINER and not last & Is.VOICE and (end - start == 1 or words.lows[end : end + 1] == ["of"]):
        return words.lows[start] in {"this", "that", "one"} or words.lows[end : end + 1] == ["of"]
    return not last & Is.MARK and any(words.flags[at] & Is.WORD for at in range(start, end))


def _may_have_complement(words: Words, end: int) -> bool:
    """Say whether what follows a preposition belongs to the noun before it: "a spokesman for X", "most of them"."""
    last = words.flags[end - 1]
    return (
        bool(last & (Is.VOICE | Is.PIECE | Is.NOUN_CUE | Is.NAME | Is.NUMBER | Is.DETERMINER))
        or words.lows[end - 1] in words.lists.stance_nouns
    )


def _joined(words: Words, phrase: Phrase, first: int) -> Phrase:
    """Take in what stands before "and": "Ada Brenn and the ministry"."""
    at = phrase.start - 1
    if at <= first or words.lows[at] not in {"and", "or", "&", "и"}:
        return phrase
    left = _base_start(words, at, first)
    if left is None or not is_voice(words, Phrase(left, at, at)) or not is_voice(words, phrase):
        return phrase
    return Phrase(left, phrase.end, phrase.head)


def phrase_after(words: Words, start: int, last: int) -> Phrase | None:
    """Return the noun phrase that begins at ``start``, not reaching to ``last``: "according to …", "said …"."""
    end = _base_end(words, start, last)
    if end is None:
        return None
    head = end
    while end + 1 < last and words.flags[end] & Is.PREPOSITION and words.lows[end] in words.lists.lists["attaching"]:
        right = _base_end(words, end + 1, last)
        participle = words.lows[end + 1].endswith("ing") and words.texts[end + 1].islower()
        if (
            right is None
            or participle
            or words.flags[end + 1] & Is.TIME
            or words.lows[right - 1] in words.lists.lists["occasions"]
        ):
            break
        end = right
    return Phrase(start, end, head)


def _base_end(words: Words, start: int, last: int) -> int | None:
    if start < last and words.flags[start] & Is.PRONOUN:
        return start + 1
    end = start
    while end < last and end - start < _LONGEST and _goes_on(words, end, start):
        end += 1
    return end if end > start and _is_nominal(words, start, end) else None


def _goes_on(words: Words, at: int, start: int) -> bool:
    flags = words.flags[at]
    if (flags & Is.TIME and not flags & Is.POSSESSIVE) or words.lows[at] == "whom":
        return False
    if words.quote[at] >= 0 and at > start:
        return words.quotes[words.quote[at]].end - words.quotes[words.quote[at]].start < _TERM
    if words.lows[at] == "and" and at > start:
        return bool(words.flags[at - 1] & Is.NAME and at + 1 < len(words) and words.flags[at + 1] & Is.NAME)
    if flags & Is.DETERMINER and at > start:
        return bool(words.flags[at - 1] & (Is.DETERMINER | Is.PREPOSITION))
    if flags & _STOPS:
        return bool(flags & Is.DETERMINER) or words.texts[at] in _INSIDE
    return not (
        at > start
        and words.texts[at].islower()
        and flags & (Is.CUE | Is.VERB)
        and not flags & (Is.VOICE | Is.PIECE | Is.NOUN_CUE | Is.TITLE)
    )


def is_voice(words: Words, phrase: Phrase) -> bool:
    """Say whether a noun phrase names somebody who can speak."""
    last = phrase.head - 1
    flags = words.flags[last]
    if flags & Is.PRONOUN:
        return True
    if flags & Is.VOICE or words.lows[last] in words.lists.stance_nouns:
        return True
    if flags & Is.NAME and not flags & Is.TIME:
        return True
    return bool(flags & Is.NUMBER) and words.lows[last] in {"percent", "%"}


def is_piece(words: Words, phrase: Phrase) -> bool:
    """Say whether a noun phrase names a text or a finding: "the poll", "an article in Y"."""
    return bool(words.flags[phrase.head - 1] & Is.PIECE)


def over_aside(words: Words, end: int, first: int) -> int:
    """Return the end of what stands before the asides that end at ``end``: "Ann Lee, the director, | said"."""
    at = end
    for _ in range(_ASIDES):
        opening = _aside_opening(words, at, first)
        if opening is None or not _opens_aside(words, opening + 1):
            break
        at = opening
        if at > first and not _follows_aside(words, at, first):
            break
    return at


def _aside_opening(words: Words, end: int, first: int) -> int | None:
    mark = words.texts[end - 1] if words.texts[end - 1] in {",", "—", "–", "―", "--"} else ","
    for at in range(end - 2, first, -1):
        if words.texts[at] == mark and words.quote[at] < 0:
            return at
    return None


def _follows_aside(words: Words, at: int, first: int) -> bool:
    """Say whether the words before a comma are an aside themselves, so that the voice stands further left."""
    opening = _aside_opening(words, at + 1, first)
    return opening is not None and _opens_aside(words, opening + 1)


def _opens_aside(words: Words, at: int) -> bool:
    flags = words.flags[at]
    if flags & (Is.DETERMINER | Is.RELATIVE | Is.NUMBER | Is.POSSESSIVE | Is.PREPOSITION | Is.TITLE | Is.VOICE):
        return not flags & Is.PRONOUN or bool(flags & Is.RELATIVE)
    return (
        words.lows[at].endswith(("ing", "ed"))
        or "-" in words.texts[at]
        or words.lows[at] in {"whose", "former", "then"}
    )
