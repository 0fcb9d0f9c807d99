"""What a model is shown: the sentences of the best hits, numbered from 1, with what a reader must know of each."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mediaqa.extracting.lines import Line
from mediaqa.values import Hit
from mediaqa.verifying.stretches import Stretch


class Numbered(NamedTuple):
    """A sentence that the model may choose, where it stands."""

    stretch: Stretch
    line: Line


class Sheet(NamedTuple):
    """The text for the model, and what each of its numbers, from 1, stands for."""

    text: str
    sentences: tuple[Numbered, ...]


def make_sheet(hits: Sequence[Hit], stretches: Sequence[Stretch], budget: int, count: Callable[[str], int]) -> Sheet:
    """Return the sentences of the hits, numbered: whole passages, the best first, until ``budget`` tokens are used.

    At least one passage is shown. Passages of one report stand together in their order, under its line of context.
    """
    kept: set[str] = set()
    used = 0
    for hit in hits:
        cost = count(hit.passage.text) + 4 * len(hit.passage.sentences) + 12
        if kept and used + cost > budget:
            break
        kept.add(hit.passage.id)
        used += cost
    written: list[str] = []
    sentences: list[Numbered] = []
    context = ""
    for stretch in sorted(stretches, key=lambda one: _rank(one, hits)):
        last = None
        for line in stretch.lines:
            if line.passage.id not in kept:
                continue
            if line.passage.context != context or last is None:
                context = line.passage.context
                written.append(f"({_escaped(context)})" if context else "(no title)")
                if voice := _voice_before(line, stretch):
                    written.append(f"(speaker so far: {_escaped(voice)})")
            sentences.append(Numbered(stretch, line))
            written.append(f"[{len(sentences)}] {_escaped(line.text)}")
            last = line
    return Sheet("\n".join(written), tuple(sentences))


def _rank(stretch: Stretch, hits: Sequence[Hit]) -> int:
    ids = {passage.id for passage in stretch.passages}
    return next((rank for rank, hit in enumerate(hits) if hit.passage.id in ids), len(hits))


def _voice_before(line: Line, stretch: Stretch) -> str | None:
    """Return whose words a sentence holds, if that is named only in a sentence that the model does not see."""
    place = line.naming if line.naming is not None else line.lead
    naming = next((one for one in stretch.lines if one.place == place), None) if place is not None else None
    if naming is None or naming.passage.id == line.passage.id:
        return None
    voice = naming.own.speaker if naming.own else naming.topic
    return ", in ".join(filter(None, (voice, naming.outlet))) or None


def _escaped(text: str) -> str:
    """Return a text on one line that cannot be taken for a numbered sentence or for the end of the passages."""
    return " ".join(text.replace("[", "⟦").replace("]", "⟧").replace("===", "").split())
