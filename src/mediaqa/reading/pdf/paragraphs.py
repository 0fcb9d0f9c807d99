"""Lines become paragraphs, by their indentation, the space between them and how far each reaches."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from mediaqa.reading.blocks import ends_sentence
from mediaqa.reading.pdf.columns import Region
from mediaqa.reading.pdf.lines import Line
from mediaqa.reading.pdf.tables import table_rows

SAME_SIZE = 0.08
"""The lines of a paragraph differ in size by no more of it."""

SPACED = 1.3
"""A distance of so many of the usual ones between two lines sets paragraphs apart."""

STEP = 0.35
"""Lines whose beginnings differ by no more sizes begin at one edge."""

BLANK = 0.25
"""A blank is about so wide, in sizes."""

Kind = Literal["text", "item", "row", "note"]

_BULLET = re.compile(r"[•·▪◦‣●○■□➢➤✓∙⁃✔❖►◆★]+\s*(?=\S)|[–—*-]\s+(?=\S)")
_COUNTED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-zа-я]\)|\(?[ivx]{1,4}\))\s+(?=\S)")
_NUMBERED = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*\.?\s+(?=\S)|[IVX]+\.\s")
_CONTENTS = re.compile(r"(?:table of )?contents|in this (?:issue|report)|содержание|оглавление", re.IGNORECASE)
LEADERS = re.compile(r" … (?:\d{1,4}|[ivxlc]{1,7})$")
"""What leads to a page number in a table of contents."""

_SURE_BULLETS = "•▪◦‣●○■□➢➤✓∙⁃✔❖►◆"


class Paragraph(NamedTuple):
    """Lines of one paragraph with the page of each, and the edges of the column in which it begins.

    ``gap`` tells that space stands above it.
    """

    lines: list[Line]
    pages: list[int]
    kind: Kind
    left: float
    right: float
    gap: bool

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.lines[0].size

    @property
    def indent(self) -> float:
        """How far all of its lines stand in, in sizes."""
        return (min(line.left for line in self.lines) - self.left) / self.size


def paragraphs(region: Region, page: int, body: float) -> list[Paragraph]:
    """Return the paragraphs of a region; ``body`` is the size of the document's text."""
    tabular = table_rows(region.lines)
    shape = _Shape(region, body)
    found: list[Paragraph] = []
    contents = False
    for i, line in enumerate(region.lines):
        before = region.lines[i - 1] if i else None
        after = region.lines[i + 1] if i + 1 < len(region.lines) else None
        gap = before is None or shape.is_gap(before, line)
        contents = contents or _CONTENTS.fullmatch(line.text) is not None or LEADERS.search(line.text) is not None
        if i in tabular:
            found.append(_paragraph(_row(line, contents=contents), page, "row", region, gap=gap))
        elif found and found[-1].kind != "row" and shape.goes_on(found[-1], line, after):
            found[-1].lines.append(line)
            found[-1].pages.append(page)
        else:
            kind: Kind = "item" if is_item(line, found[-1] if found else None, shape) else "text"
            found.append(_paragraph(line, page, kind, region, gap=gap))
    return found


def _row(line: Line, *, contents: bool) -> Line:
    """Return a row of a table as one line; in a table of contents dots lead to the page, as if they were printed."""
    cells = [cell.text for cell in line.cells]
    if LEADERS.search(cells[-1]):
        return line._replace(text=" ".join(cells), marks=())
    if contents and cells[-1].isalnum() and len(cells[-1]) <= 5:
        title = " ".join(cells[:-1]).removesuffix(" …").removesuffix("…").rstrip()
        return line._replace(text=f"{title} … {cells[-1]}", marks=())
    return line._replace(text=" | ".join(cells), marks=())


def _paragraph(line: Line, page: int, kind: Kind, region: Region, *, gap: bool) -> Paragraph:
    return Paragraph([line], [page], kind, region.left, region.right, gap)


def bullet(text: str) -> str:
    """Return the sign, without figure or letter, with which an item begins, or ``""``."""
    match = _BULLET.match(text)
    return match[0] if match else ""


def is_item(line: Line, before: Paragraph | None, shape: "_Shape") -> bool:
    """Whether a line begins an item of a list, and not with a dash or a figure of the sentence it goes on."""
    if line.text[0] in _SURE_BULLETS and len(line.text) > 1:
        return True
    match = _BULLET.match(line.text) or _COUNTED.match(line.text)
    if not match or before is None or before.kind != "text":
        return match is not None
    last = before.lines[-1]
    if last.text.endswith((":", ";")) or ends_sentence(last.text):
        return True
    return not line.text[match.end()].islower() and shape.is_short(last, line, by=3.0)


class _Shape:
    """What is usual in a region: the distance of its lines, and where those that begin at one edge end."""

    def __init__(self, region: Region, body: float) -> None:
        self._region = region
        self._body = body
        lines = region.lines
        gaps = sorted(
            b.base - a.base
            for a, b in pairwise(lines)
            if _same_size(a, b) and 0.8 * a.size < b.base - a.base < 2.6 * a.size
        )
        self._leading = gaps[len(gaps) // 3] / max(_middle([line.size for line in lines]), 1.0) if gaps else 1.2
        self._edges = dict(_right_edges(region))
        self._hanging = _hangs(region)

    def is_gap(self, before: Line, line: Line) -> bool:
        """Whether there is more space between two lines than usual."""
        return line.base - before.base > SPACED * self._leading * min(before.size, line.size)

    def is_short(self, last: Line, line: Line, by: float = 0.05) -> bool:
        """Whether a line ends though the first word of the next had place in it, and ``by`` sizes more."""
        right = self._edges.get(round(last.left / 2), self._region.right)
        return last.right + BLANK * last.size + line.first <= right - by * last.size

    def goes_on(self, paragraph: Paragraph, line: Line, after: Line | None) -> bool:
        """Whether a line continues a paragraph; ``after`` is the line below it."""
        last = paragraph.lines[-1]
        lower = goes_on_in_words(last.text, line.text) and not last.text.endswith((":", ";"))
        if self._is_apart(paragraph, line, lower=lower) or is_item(line, paragraph, self):
            return False
        if LEADERS.search(last.text) or (last.bold != line.bold and self.is_short(last, line)):
            return False
        if self._is_display(last):
            return last.bold == line.bold and not _NUMBERED.match(line.text)
        if _is_centred(last, self._region) and _is_centred(line, self._region):
            return lower
        return self._is_in_place(paragraph, line, after, lower=lower) and (lower or not self.is_short(last, line))

    def _is_apart(self, paragraph: Paragraph, line: Line, *, lower: bool) -> bool:
        """Whether size or space sets a line apart; a line of a sentence may be mostly in a type of another size."""
        last = paragraph.lines[-1]
        if not _same_size(last, line, 2.5 * SAME_SIZE if lower else SAME_SIZE) or self.is_gap(last, line):
            return True
        if len(paragraph.lines) == 1:
            return False
        return line.base - last.base > 1.25 * (last.base - paragraph.lines[-2].base)

    def _is_display(self, line: Line) -> bool:
        """Whether a line is set in larger type than the text: a title, whose lines belong together."""
        return line.size > 1.08 * self._body

    def _is_in_place(self, paragraph: Paragraph, line: Line, after: Line | None, *, lower: bool) -> bool:
        """Whether a line begins where the next one of a paragraph may."""
        last = paragraph.lines[-1]
        step = (line.left - last.left) / line.size
        if abs(step) <= STEP:
            return True
        if step < 0 and lower:
            return step > -6
        if len(paragraph.lines) > 1 or step < 0:
            return step < 0 and len(paragraph.lines) == 1 and paragraph.kind != "item"
        if paragraph.kind == "item" or self._hanging:
            return step < 6
        below = after is not None and abs(after.left - line.left) <= STEP * line.size and _same_size(after, line)
        return lower or below or not ends_sentence(last.text)


def goes_on_in_words(before: str, after: str) -> bool:
    """Whether a sentence goes on, by its words: no stop, and then a small letter."""
    return after.lstrip("([“\"'‘«„–—- ")[:1].islower() and not ends_sentence(before)


def _same_size(one: Line, other: Line, share: float = SAME_SIZE) -> bool:
    return abs(one.size - other.size) <= share * max(one.size, other.size)


def _is_centred(line: Line, region: Region) -> bool:
    left, right = line.left - region.left, region.right - line.right
    return left > line.size and abs(left - right) < max(0.15 * (left + right), 2.0)


def _right_edges(region: Region) -> Iterator[tuple[int, float]]:
    """Yield where lines end that begin at one edge, if most of them end near there."""
    rights: dict[int, list[float]] = {}
    for line in region.lines:
        rights.setdefault(round(line.left / 2), []).append(line.right)
    for edge, found in rights.items():
        end = max(found)
        full = sum(right - edge * 2 > 0.9 * (end - edge * 2) for right in found)
        if len(found) > 2 and full * 2 > len(found):
            yield edge, end


def _hangs(region: Region) -> bool:
    """Whether the first lines of paragraphs stand out, as in a bibliography, and not in."""
    at_edge = [abs(line.left - region.left) <= STEP * line.size for line in region.lines]
    inside = len(at_edge) - sum(at_edge)
    out = sum(a and not b for a, b in pairwise(at_edge))
    return out > 2 and inside >= 0.35 * len(at_edge) and out >= 0.5 * sum(at_edge)


def _middle(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def is_numbered(line: Line) -> bool:
    """Whether a line begins with a figure or a mark, as a note does."""
    return re.match(r"\(?(?:\d{1,3}|[*∗†‡§¶]{1,3})", line.text) is not None
