"""Footnotes: small type at the foot of a column that begins with a mark, and the raised marks that point to it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.reading.blocks import ends_sentence
from mediaqa.reading.pdf.columns import Region
from mediaqa.reading.pdf.lines import Line

SMALLER = 0.94
"""The type of a footnote is at most this share of the text's."""

_NOTE = re.compile(r"\(?(?P<mark>\d{1,3}|[*∗†‡§¶]{1,3})(?:[.)]\s*|\s+|(?<=\D))(?=[^\s\d.,)%])")
_FIGURES = re.compile(r"\d+|[*∗†‡§¶]+")
_ENDNOTES = re.compile(
    r"(?:\d{1,2}\.? |[ivx]+\. )?(?:end ?notes?|notes(?: and references)?|references|footnotes|примечания|сноски|"
    r"источники|литература)",
    re.IGNORECASE,
)
_ENDNOTE = re.compile(r"\[?(\d{1,3})(?:[\].)]|\s)")


class Note(NamedTuple):
    """A footnote: its mark (``""``: it goes on from the page before) and its lines."""

    mark: str
    lines: list[Line]


class Footed(NamedTuple):
    """The regions of a page without its footnotes, and these."""

    regions: list[Region]
    notes: list[Note]


def take_footnotes(regions: Sequence[Region], body: float, before: Note | None) -> Footed:
    """Take the footnotes out of a page; ``body`` is the size of the text, ``before`` the last note of the page before.

    A note that goes on from there comes first.
    """
    kept: list[Region] = []
    notes: list[Note] = []
    for region in regions:
        start = _start(region.lines, body, notes[-1] if notes else before)
        if start < len(region.lines):
            notes += _split(region.lines[start:], goes_on=not _mark(region.lines[start]))
        if start:
            kept.append(region._replace(lines=region.lines[:start]))
    return Footed(kept, notes)


def endnote_marks(lines: Sequence[Line]) -> set[str]:
    """Return the numbers of the notes that stand together under a heading at the end of the document."""
    start = next((i for i in range(len(lines) - 1, -1, -1) if _ENDNOTES.fullmatch(lines[i].text.rstrip(":"))), None)
    if start is None:
        return set()
    return {match[1] for line in lines[start + 1 :] if (match := _ENDNOTE.match(line.text))}


def without_marks(line: Line, marks: set[str]) -> Line:
    """Return a line of running text without the raised marks of known notes."""
    gone = [span for span in line.marks if set(_FIGURES.findall(line.text[slice(*span)])) <= marks]
    text = line.text
    for start, end in reversed(gone):
        before, after = text[:start], text[end:]
        if not after.strip() or after.lstrip()[0] in ".,;:!?)]»”":
            before, after = before.rstrip(), after.lstrip()
        text = before.rstrip() + after if after.startswith(" ") else before + after
    return line._replace(text=text.strip(), marks=()) if gone and text.strip() else line


def _start(lines: Sequence[Line], body: float, before: Note | None) -> int:
    """Return the place of the first line of footnotes at the end of a column, or the number of lines."""
    small = len(lines)
    while small and lines[small - 1].size <= SMALLER * body:
        small -= 1
    first = next((i for i in range(small, len(lines)) if _begins_notes(lines, i, small)), len(lines))
    if first > small and before is not None and _goes_on(before, lines[small]):
        return small
    return first


def _begins_notes(lines: Sequence[Line], i: int, small: int) -> bool:
    """Whether a line in small type begins the first note: its mark is raised, or space or larger type is above it."""
    if not _mark(lines[i]) or _is_spread(lines[i]):
        return False
    if any(start == 0 for start, _ in lines[i].marks) or not lines[i].text[0].isdecimal():
        return True
    if i == small:
        return small > 0
    return lines[i].base - lines[i - 1].base > 1.8 * lines[i].size


def _is_spread(line: Line) -> bool:
    """Whether a line falls into parts, as one of a table of contents does."""
    return any(b.left - a.right > 2 * line.size for a, b in pairwise(line.cells))


def _goes_on(note: Note, line: Line) -> bool:
    last = note.lines[-1]
    return abs(last.size - line.size) < 0.3 and (not ends_sentence(last.text) or line.text[:1].islower())


def _mark(line: Line) -> str:
    """Return the mark with which a line begins, or ``""``."""
    match = _NOTE.match(line.text)
    return match["mark"] if match else ""


def _split(lines: Sequence[Line], *, goes_on: bool) -> Iterator[Note]:
    note = Note("" if goes_on else _mark(lines[0]), [lines[0]])
    for line in lines[1:]:
        if (mark := _mark(line)) and _follows(note, mark, line):
            yield note
            note = Note(mark, [line])
        else:
            note.lines.append(line)
    yield note


def _follows(note: Note, mark: str, line: Line) -> bool:
    """Whether a line that begins with a mark begins a note, and is not one that begins with a figure by chance."""
    if not mark.isdecimal() or any(start == 0 for start, _ in line.marks):
        return True
    return not note.mark.isdecimal() or int(mark) == int(note.mark) + 1
