"""Headings, by their type: larger than the text's, or bold, and alone."""

import re
from collections import Counter
from collections.abc import Sequence

from mediaqa.reading.blocks import ends_sentence, has_letters, is_prose
from mediaqa.reading.pdf.lines import Line
from mediaqa.reading.pdf.paragraphs import LEADERS, Paragraph

LARGER = 1.08
"""The type of a heading is larger than the text's by this factor, where it is."""

LONGEST = 200
"""No heading in larger type is longer, in characters."""

LONGEST_BOLD = 110
"""No heading in bold type of the text's size is longer, in characters."""

SMALLEST = 0.9
"""A bold heading's type is at least this share of the text's."""

MOST_LINES = 5
LOWEST = 6

_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|map|photo|source|sources|таблица|табл\.|рисунок|рис\.|источник|график)\s*[\d.:№]",
    re.IGNORECASE,
)

Type = tuple[float, bool]
"""Size, in half points, and whether it is bold."""


def body_size(lines: Sequence[Line]) -> float:
    """Return the size in which the text is set: the largest that is about as common as the commonest.

    Notes and references in small type can be longer than the text itself.
    """
    sizes = Counter[float]()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.text)
    most = max(sizes.values(), default=0)
    return max((size for size in sizes if sizes[size] * 2 >= most), default=10.0)


def is_bold_text(lines: Sequence[Line]) -> bool:
    """Whether bold is so common that it marks nothing."""
    bold = sum(len(line.text) for line in lines if line.bold)
    return bold * 3 > sum(len(line.text) for line in lines)


def heading_levels(found: Sequence[Paragraph], texts: Sequence[str], body: float, *, bold: bool) -> dict[int, int]:
    """Return the level of each paragraph that is a heading, by its place.

    ``bold`` tells that bold type marks headings. Above the first prose only the largest type and those that mark
    headings below do: the others are bylines and dates.
    """
    types = {
        i: kind
        for i, (paragraph, text) in enumerate(zip(found, texts, strict=True))
        if (kind := _type(paragraph, text, body, bold=bold))
    }
    prose = next((i for i, text in enumerate(texts) if is_prose(text) and i not in types), len(texts))
    above = [kind for i, kind in types.items() if i < prose]
    below = {kind for i, kind in types.items() if i > prose}
    known = below | ({max(above)} if above else set())
    last = found[-1] if found else None
    types = {i: kind for i, kind in types.items() if kind in known and found[i] is not last}
    ranks = {kind: rank for rank, kind in enumerate(sorted(set(types.values()), reverse=True), 1)}
    return {i: min(ranks[kind], LOWEST) for i, kind in types.items()}


def _type(paragraph: Paragraph, text: str, body: float, *, bold: bool) -> Type | None:
    """Return the type of a paragraph if it could be a heading's."""
    if paragraph.kind not in ("text", "item") or len(paragraph.lines) > MOST_LINES or not has_letters(text):
        return None
    if _CAPTION.match(text) or LEADERS.search(text) or (is_prose(text) and ends_sentence(text)):
        return None
    is_bold = bold and all(line.bold for line in paragraph.lines)
    if paragraph.size >= LARGER * body:
        return (_rounded(paragraph.size), is_bold) if len(text) <= LONGEST and text[-1] not in ",;" else None
    if not is_bold or paragraph.size < SMALLEST * body or len(text) > LONGEST_BOLD or ends_sentence(text):
        return None
    return None if text.endswith((":", ",", ";")) or text[0].islower() else (_rounded(paragraph.size), True)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
