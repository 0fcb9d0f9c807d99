"""The text of the hits as it runs on in its report: what a claim can be proved by."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mediaqa.extracting.lines import Line, lines
from mediaqa.values import Hit, Passage, Span
from mediaqa.wording import plain, words


@dataclass(frozen=True, eq=False)
class Stretch:
    """Passages that follow each other in one report. Spans count from the beginning of ``text``.

    ``run`` are the lines among which those of the stretch have their places: its own, and more where a passage without
    a sentence parts them.
    """

    passages: tuple[Passage, ...]
    lines: tuple[Line, ...]
    run: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """The words, as they stand in the report."""
        return "".join(passage.text for passage in self.passages)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The plain words of the text."""
        return frozenset(plain(word.text) for word in words(self.text))

    @property
    def start(self) -> int:
        """Where in the report it begins."""
        return self.passages[0].start

    def place_of(self, passage: str) -> Span | None:
        """Return where one of its passages stands in it."""
        found = next((one for one in self.passages if one.id == passage), None)
        return Span(found.start - self.start, found.end - self.start) if found else None

    def lines_at(self, span: Span) -> list[Line]:
        """Return the sentences of which a span holds words."""
        first, last = self.start + span.start, self.start + span.end
        return [line for line in self.lines if line.span.start < last and first < line.span.end]


def stretches(hits: Sequence[Hit]) -> list[Stretch]:
    """Return the text of the hits and of the neighbours that came with them, each once, in stretches."""
    found = []
    for run in lines(hits):
        passages: list[Passage] = []
        for passage in {line.passage.id: line.passage for line in run}.values():
            if passages and passages[-1].end != passage.start:  # one between them has no sentence
                found.append(_stretch(passages, run))
                passages = []
            passages.append(passage)
        found.append(_stretch(passages, run))
    return found


def _stretch(passages: Sequence[Passage], run: Sequence[Line]) -> Stretch:
    ids = {passage.id for passage in passages}
    return Stretch(tuple(passages), tuple(line for line in run if line.passage.id in ids), tuple(run))
