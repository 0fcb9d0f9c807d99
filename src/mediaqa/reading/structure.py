"""The blocks become one text, the sections and pages that tile it, and the places of its quotations."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.reading.blocks import Block
from mediaqa.values import Page, Section, Span


class Assembled(NamedTuple):
    """A text with its structure: sections that tile it, quotations, and pages that tile it (or none)."""

    text: str
    sections: tuple[Section, ...]
    quotations: tuple[Span, ...]
    pages: tuple[Page, ...]


def assemble(blocks: Sequence[Block]) -> Assembled:
    """Join the blocks with one blank line between."""
    text = "\n\n".join(block.text for block in blocks)
    spans: list[Span] = []
    place = 0
    for block in blocks:
        spans.append(Span(place, place + len(block.text)))
        place += len(block.text) + 2
    quotations = tuple(span for block, span in zip(blocks, spans, strict=True) if block.kind == "quote")
    sections = tuple(_sections(blocks, spans, len(text)))
    return Assembled(text, sections, quotations, tuple(_pages(blocks, spans, len(text))))


def _sections(blocks: Sequence[Block], spans: Sequence[Span], length: int) -> Iterable[Section]:
    heads = [(block, span) for block, span in zip(blocks, spans, strict=True) if block.kind == "heading"]
    ends = [span.start for _, span in heads] + [length]
    if ends[0] > 0:
        yield Section(title=None, level=0, start=0, end=ends[0])
    for (block, span), end in zip(heads, ends[1:], strict=True):
        yield Section(title=block.text, level=block.level, start=span.start, end=end, heading=span)


def _pages(blocks: Sequence[Block], spans: Sequence[Span], length: int) -> Iterable[Page]:
    """Yield the spans of pages. A footnote may stand behind text of the next page: a page can have several."""
    starts: list[tuple[int, int]] = []
    for block, span in zip(blocks, spans, strict=True):
        for offset, number in block.pages:
            if not starts or starts[-1][1] != number:
                starts.append((span.start + offset if starts else 0, number))
    for (start, number), (end, _) in pairwise([*starts, (length, 0)]):
        yield Page(number=number, start=start, end=end)
