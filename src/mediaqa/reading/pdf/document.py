"""From the bytes of a PDF to blocks: the order of the steps."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.errors import DamagedFileError, EmptyReportError, ScannedFileError
from mediaqa.reading.blocks import Block, Kind, PageStart, has_letters
from mediaqa.reading.parsed import Parsed
from mediaqa.reading.pdf.characters import opened, page_count, properties, read_page
from mediaqa.reading.pdf.columns import Region, read_order
from mediaqa.reading.pdf.flow import PageParts, flowing, line_pages, texts_in_runs
from mediaqa.reading.pdf.footnotes import Note, endnote_marks, take_footnotes, without_marks
from mediaqa.reading.pdf.furniture import without_furniture
from mediaqa.reading.pdf.headings import body_size, heading_levels, is_bold_text
from mediaqa.reading.pdf.hyphens import Joiner
from mediaqa.reading.pdf.lines import Line, pieces, with_initials
from mediaqa.reading.pdf.paragraphs import Paragraph, bullet
from mediaqa.reading.pdf.properties import facts_of

BLANK = 0.5
"""A blank of an indentation is about so wide, in sizes of the type."""

_ABSTRACT = re.compile(r"(?:abstract|(?:executive )?summary|аннотация|резюме)[.:—]?", re.IGNORECASE)


class _Scan(NamedTuple):
    """What was read of a file: the pieces of lines of each page, and the pages without text or that cannot be read."""

    pages: list[list[Line]]
    pictured: list[int]
    unread: list[int]
    properties: dict[str, str]


def parse_pdf(data: bytes, source: str) -> Parsed:
    """Return the blocks of a PDF document.

    Raises ``DamagedFileError``, ``EncryptedFileError``, ``ScannedFileError`` and ``EmptyReportError``.
    """
    scan = _scan(data, source)
    _require_text(scan, source)
    pages = without_furniture(scan.pages)
    lines = [line for page in pages for line in page]
    found = _paragraphs(pages, body_size(lines))
    blocks = _blocks(found, body_size(lines), bold=not is_bold_text(lines))
    if not blocks:
        raise EmptyReportError(f"{source}: holds no text")
    first = " ".join(line.text for line in scan.pages[0])
    facts = facts_of(scan.properties, first, len(scan.pages))
    marked = any(block.kind == "heading" for block in blocks)
    return Parsed(blocks, facts, marked=marked, warnings=_warnings(scan))


def _scan(data: bytes, source: str) -> _Scan:
    if not data:
        raise EmptyReportError(f"{source}: holds no text")
    scan = _Scan([], [], [], {})
    with opened(data, source) as document:
        scan.properties.update(properties(document))
        for number in range(1, page_count(document) + 1):
            page = read_page(document, number)
            scan.pages.append(with_initials(pieces(page.words)) if page else [])
            if page is None:
                scan.unread.append(number)
            elif page.pictured:
                scan.pictured.append(number)
    return scan


def _require_text(scan: _Scan, source: str) -> None:
    """Raise the error that says why there is no text, if there is none."""
    if any(has_letters(line.text) for page in scan.pages for line in page):
        return
    if scan.unread and len(scan.unread) == len(scan.pages):
        raise DamagedFileError(f"{source}: no page of the PDF can be read")
    if not scan.pictured:
        raise EmptyReportError(f"{source}: holds no text")
    count = len(scan.pages)
    if count == 1:
        raise ScannedFileError(f"{source}: the only page is an image without text")
    if len(scan.pictured) == count:
        raise ScannedFileError(f"{source}: all {count} pages are images without text")
    raise ScannedFileError(f"{source}: {len(scan.pictured)} of {count} pages are images, and none has text")


def _warnings(scan: _Scan) -> tuple[str, ...]:
    found = []
    if scan.unread:
        found.append(f"{_listed(scan.unread)} cannot be read")
    if scan.pictured:
        are = "are images" if len(scan.pictured) > 1 else "is an image"
        found.append(f"{_listed(scan.pictured)} {are} without text")
    return tuple(found)


def _listed(numbers: Sequence[int]) -> str:
    """Return page numbers as words: "pages 3 and 7-9"."""
    starts = [n for before, n in pairwise([-1, *numbers]) if n != before + 1]
    ends = [n for n, after in pairwise([*numbers, -1]) if after != n + 1]
    runs = [str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True)]
    listed = " and ".join([", ".join(runs[:-1]), runs[-1]] if len(runs) > 1 else runs)
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"


def _paragraphs(pages: Sequence[Sequence[Line]], body: float) -> list[Paragraph]:
    """Return the paragraphs of all pages in reading order, with the notes behind those that they interrupt."""
    footed: list[tuple[list[Region], list[Note]]] = []
    last: Note | None = None
    for lines in pages:
        regions, notes = take_footnotes(read_order(lines), body, last)
        last = notes[-1] if notes else None
        footed.append((regions, notes))
    endnotes = endnote_marks([line for regions, _ in footed for region in regions for line in region.lines])
    parts = []
    for number, (regions, notes) in enumerate(footed, 1):
        marks = endnotes | {note.mark for note in notes}
        parts.append(PageParts(number, [_unmarked(region, marks) for region in regions], notes, body))
    return flowing(parts)


def _unmarked(region: Region, marks: set[str]) -> Region:
    return region._replace(lines=[without_marks(line, marks) if line.marks else line for line in region.lines])


def _blocks(found: Sequence[Paragraph], body: float, *, bold: bool) -> list[Block]:
    runs = texts_in_runs(found)
    joiner = Joiner(runs)
    for paragraph, run in zip(found, runs, strict=True):
        if paragraph.kind == "item":
            run[0] = run[0][len(bullet(run[0])) :] or run[0]
    joined = [joiner.join(run) for run in runs]
    levels = heading_levels(found, [text for text, _ in joined], body, bold=bold)
    blocks = []
    abstract = False
    for i, (paragraph, (text, starts)) in enumerate(zip(found, joined, strict=True)):
        before = found[i - 1] if i else None
        abstract = paragraph.indent > BLANK and (abstract or _is_over_abstract(before))
        places = tuple(PageStart(*place) for place in line_pages(paragraph, starts))
        level = levels.get(i, 0)
        indent = 0 if level or abstract else _indent(paragraph, before)
        kind: Kind = "heading" if level else "text" if paragraph.kind == "row" else paragraph.kind
        blocks.append(Block(text, kind, level, indent, paragraph.gap, pages=places))
    return blocks


def _indent(paragraph: Paragraph, before: Paragraph | None) -> int:
    """Return how far a paragraph of running text stands in, in blanks; none under an item that it goes on with."""
    if paragraph.kind != "text" or len(paragraph.lines) < 2 or _is_centred(paragraph):
        return 0
    if before is not None and before.kind == "item" and before.indent >= paragraph.indent - 1:
        return 0
    return max(round(paragraph.indent / BLANK), 0)


def _is_centred(paragraph: Paragraph) -> bool:
    """Whether the lines of a paragraph stand in as far on the left as on the right, each in its own way."""
    lines = paragraph.lines
    if max(line.left for line in lines) - min(line.left for line in lines) < paragraph.size:
        return False
    return all(abs(line.left + line.right - paragraph.left - paragraph.right) < 2 * line.size for line in lines)


def _is_over_abstract(before: Paragraph | None) -> bool:
    """Whether a line announces an abstract, which stands in as a quotation does."""
    return before is not None and _ABSTRACT.fullmatch(before.lines[-1].text) is not None
