"""The blocks become one text, the sections that tile it, and the places of its quotations."""

from collections.abc import Iterable, Sequence

from mediaqa.reading.blocks import Block
from mediaqa.values import Section, Span


def assemble(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...], tuple[Span, ...]]:
    """Join the blocks with one blank line between; return the text, the sections that tile it, the quotations."""
    text = "\n\n".join(block.text for block in blocks)
    spans: list[Span] = []
    place = 0
    for block in blocks:
        spans.append(Span(place, place + len(block.text)))
        place += len(block.text) + 2
    quotations = tuple(span for block, span in zip(blocks, spans, strict=True) if block.kind == "quote")
    return text, tuple(_sections(blocks, spans, len(text))), quotations


def _sections(blocks: Sequence[Block], spans: Sequence[Span], length: int) -> Iterable[Section]:
    heads = [(block, span) for block, span in zip(blocks, spans, strict=True) if block.kind == "heading"]
    ends = [span.start for _, span in heads] + [length]
    if ends[0] > 0:
        yield Section(title=None, level=0, start=0, end=ends[0])
    for (block, span), end in zip(heads, ends[1:], strict=True):
        yield Section(title=block.text, level=block.level, start=span.start, end=end, heading=span)
