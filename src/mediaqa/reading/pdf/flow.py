"""Paragraphs go on over columns and pages; the footnotes of a page follow the paragraph that they interrupt."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mediaqa.reading.blocks import ends_sentence
from mediaqa.reading.pdf.columns import Region
from mediaqa.reading.pdf.footnotes import Note
from mediaqa.reading.pdf.paragraphs import Paragraph, goes_on_in_words, is_numbered, paragraphs

STANDS_IN = 0.5
"""A line stands in, or ends before the edge of its column, from so many sizes."""

INTERLUDE = 3
"""So many paragraphs (a table's, a caption) at the top of a column may stand before the rest of a sentence."""

LONG = 0.4
"""A line that its sentence leaves is at least this share of its column's width."""


class PageParts:
    """The paragraphs and the notes of one page, in order."""

    def __init__(self, number: int, regions: Sequence[Region], notes: Sequence[Note], body: float) -> None:
        self.regions = [paragraphs(region, number, body) for region in regions]
        self.notes = [_note(note, number) for note in notes]


def flowing(pages: Iterable[PageParts]) -> list[Paragraph]:
    """Return the paragraphs of all pages in order, those that go on joined."""
    pages = list(pages)
    flow = _Flow(indented=_is_indented([p for page in pages for region in page.regions for p in region]))
    for page in pages:
        for region in page.regions:
            flow.add(region)
        flow.add_notes(page.notes)
    return flow.found


class _Flow:
    def __init__(self, *, indented: bool) -> None:
        self.found: list[Paragraph] = []
        self._indented = indented
        self._last: Paragraph | None = None
        self._note: Paragraph | None = None

    def add(self, region: list[Paragraph]) -> None:
        """Add the paragraphs of a column; the first that continues the last one of the text is joined to it."""
        rest = self._continuation(region)
        if rest is not None and self._last is not None:
            self._last.lines.extend(region[rest].lines)
            self._last.pages.extend(region[rest].pages)
        self.found += [paragraph for i, paragraph in enumerate(region) if i != rest]
        text = [paragraph for i, paragraph in enumerate(region) if i != rest and paragraph.kind in ("text", "item")]
        if rest is None or rest + 1 < len(region):
            self._last = text[-1] if text else self._last

    def add_notes(self, notes: Sequence[Paragraph]) -> None:
        """Add the notes of a page; one without a mark goes on from the page before."""
        for note in notes:
            if self._note is not None and not is_numbered(note.lines[0]):
                self._note.lines.extend(note.lines)
                self._note.pages.extend(note.pages)
            else:
                self.found.append(note)
                self._note = note

    def _continuation(self, region: Sequence[Paragraph]) -> int | None:
        if self._last is None or not region:
            return None
        if self._joins(self._last, region[0]):
            return 0
        for i, paragraph in enumerate(region[1 : INTERLUDE + 1], 1):
            if paragraph.kind == "text":
                before = self._last.lines[-1]
                full = before.width >= LONG * (self._last.right - self._last.left)
                below = full and _is_like(self._last, paragraph) and not ends_sentence(region[i - 1].lines[-1].text)
                if below and goes_on_in_words(before.text, paragraph.lines[0].text):
                    return i
        return None

    def _joins(self, last: Paragraph, paragraph: Paragraph) -> bool:
        before, line = last.lines[-1], paragraph.lines[0]
        if paragraph.kind != "text" or not _is_like(last, paragraph):
            return False
        if goes_on_in_words(before.text, line.text):
            return before.width >= LONG * (last.right - last.left) or before.text.endswith("-")
        ends, reach = ends_sentence(before.text), last.right - before.right
        if line.left - paragraph.left > STANDS_IN * line.size or (ends and not self._indented):
            return False
        full = reach < (STANDS_IN * before.size if ends else line.first + before.size)
        return full and before.width > LONG * (last.right - last.left) and len(before.text) > 20


def _is_like(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs are set in one type."""
    return abs(one.size - other.size) < 0.05 * one.size and one.lines[-1].bold == other.lines[0].bold


def _is_indented(found: Sequence[Paragraph]) -> bool:
    """Whether most paragraphs begin with a line that stands in, so that one that does not is none's beginning."""
    steps = [a.left - b.left for p in found if p.kind == "text" and len(p.lines) > 2 for a, b in [p.lines[:2]]]
    return sum(step > STANDS_IN * 8 for step in steps) * 2 > len(steps)


def _note(note: Note, page: int) -> Paragraph:
    left, right = min(line.left for line in note.lines), max(line.right for line in note.lines)
    return Paragraph(list(note.lines), [page] * len(note.lines), "note", left, right, gap=True)


def texts_in_runs(found: Sequence[Paragraph]) -> list[list[str]]:
    """Return the lines of each paragraph as text."""
    return [[line.text for line in paragraph.lines] for paragraph in found]


def line_pages(paragraph: Paragraph, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return where in a paragraph's text each page begins, with its number; ``starts`` are those of its lines."""
    numbers = list(zip(starts, paragraph.pages, strict=True))
    return numbers[:1] + [after for before, after in pairwise(numbers) if after[1] != before[1]]
