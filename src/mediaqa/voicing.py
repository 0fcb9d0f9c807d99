"""Whose words stand at a place of a report; above all the voice in effect where a passage begins.

"He continues: …" is worthless without the name that stands a passage above.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from mediaqa.labels import labels_of
from mediaqa.values import ASIDE, Language, Passage, Span, Statement


class StatementsAt:
    """The statements of one report, found by place."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = sorted(statements, key=lambda one: (one.start, one.end))
        self._starts = [one.start for one in self._statements]
        self._farthest = list(accumulate((one.end for one in self._statements), max))  # of all up to each
        cued = [one for one in self._statements if one.cue_span]
        self._by_cue = sorted(cued, key=_cue_start)

    def covering(self, span: Span) -> list[Statement]:
        """Return the statements of which words stand in a span, the outermost first."""
        found = []
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._farthest[at] > span.start:
            one = self._statements[at]
            if any(part.start < span.end and span.start < part.end for part in spans_of(one)):
                found.append(one)
            at -= 1
        return sorted(found, key=_depth)

    def announced(self, span: Span) -> list[Statement]:
        """Return the statements whose cue stands in a span ("He continues:"), the outermost first."""
        first = bisect_left(self._by_cue, span.start, key=_cue_start)
        last = bisect_left(self._by_cue, span.end, key=_cue_start)
        return sorted(self._by_cue[first:last], key=_depth)


def _cue_start(statement: Statement) -> int:
    return statement.cue_span.start if statement.cue_span else -1


def _depth(statement: Statement) -> tuple[int, int, int]:
    return len(statement.chain), statement.start, -statement.end


def spans_of(statement: Statement) -> Sequence[Span]:
    """Return where the words of a statement stand: its parts, or the whole."""
    return statement.parts or (Span(statement.start, statement.end),)


def voice_of(statement: Statement, language: Language | None) -> str | None:
    """Return speaker and outlet of a statement in a few words: "Andrey Kortunov in Kommersant"."""
    if statement.speaker is None or statement.outlet is None or statement.outlet in statement.speaker:
        return statement.speaker
    return f"{statement.speaker} {labels_of(language)['in']} {statement.outlet}"


def with_voices(
    passages: Sequence[Passage], statements: Sequence[Statement], language: Language | None
) -> tuple[Passage, ...]:
    """Return the passages of a report, each with the voice in effect at its beginning in its context.

    That is the outermost voice of its first sentence, where it was named before the passage.
    """
    said = StatementsAt(statements)
    return tuple(_with_voice(passage, said, language) for passage in passages)


def _with_voice(passage: Passage, said: StatementsAt, language: Language | None) -> Passage:
    if not passage.sentences:
        return passage
    first = passage.sentences[0]
    told = said.covering(first) or said.announced(first)
    outer = next((one for one in told if one.speaker), None)
    if outer is None or outer.speaker_span is None or outer.speaker_span.start >= passage.start:
        return passage
    voice = voice_of(outer, language)
    return passage.model_copy(update={"voice": voice, "context": f"{passage.context}{ASIDE}{voice}"})
