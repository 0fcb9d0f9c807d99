"""The sentences that may prove a claim, and what a claim is held against with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mediaqa.extracting.lines import Line
from mediaqa.values import Span
from mediaqa.verifying.claimed import Evidence
from mediaqa.verifying.quotes import Found
from mediaqa.verifying.stretches import Stretch


@dataclass(frozen=True)
class Cited:
    """Sentences that may prove a claim, with the words that are quoted of them."""

    stretch: Stretch
    lines: tuple[Line, ...]
    quotes: tuple[tuple[Span, Found | None], ...]
    relocated: bool

    @cached_property
    def evidence(self) -> Evidence:
        """What the claim is held against."""
        places = {line.place for line in self.lines}
        first, last = min(places), max(places)
        helping = {place for line in self.lines for place in (line.naming, line.lead) if place is not None} - places
        beside = {place for place in range(first - 2, last + 2) if place not in places} | helping
        everywhere = self.stretch.lines
        info = self.lines[0].hit.report
        told = [name for line in self.lines for one in line.told for name in (one.speaker, one.outlet)]
        about = " ".join(filter(None, (info.title, info.publisher, info.series, *info.authors, *dict.fromkeys(told))))
        return Evidence(
            quoted=" ".join(line.text for line in self.lines),
            around=" ".join(line.text for line in everywhere if line.place in beside),
            context=f"{self.lines[0].passage.heading}\n{about}",
            elsewhere=" ".join(self.stretch.text.split()),
            lines=self.lines,
            naming=tuple(line for line in everywhere if line.place in helping),
            report=info,
        )


def cite(stretch: Stretch, lines: Sequence[Line], *, relocated: bool = False) -> Cited:
    """Return whole sentences of a stretch as what may prove a claim."""
    spans = (Span(line.span.start - stretch.start, line.span.end - stretch.start) for line in lines)
    return Cited(stretch, tuple(lines), tuple((span, None) for span in spans), relocated)
