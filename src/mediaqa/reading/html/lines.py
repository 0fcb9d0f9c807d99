"""The words between two block elements become paragraphs: blanks are blanks, two line breaks part paragraphs."""

from typing import NamedTuple

from mediaqa.reading.blocks import has_letters
from mediaqa.reading.chrome import grade
from mediaqa.reading.cleaning import settle
from mediaqa.reading.metadata import is_labelled

EDGE = 60
"""A line among more that stands for itself is one of so many first or last ones."""


class Paragraph(NamedTuple):
    """The words of a paragraph, the shares of them that are links and bold, and whether a blank line stands before."""

    text: str
    linked: float
    bold: float
    gap: bool


class _Line(NamedTuple):
    text: str
    linked: int
    bold: int


class Lines:
    """Gathers words until a block element begins or ends."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._linked = self._bold = 0
        self._lines: list[_Line] = []

    def add(self, text: str, *, linked: bool, bold: bool) -> None:
        """Add the words of a text node as they are."""
        self._words.append(text)
        if linked or bold:
            length = len("".join(text.split()))
            self._linked += linked * length
            self._bold += bold * length

    def end_line(self) -> None:
        """Begin a new line, as ``<br>`` does."""
        self._lines.append(_Line("".join(self._words), self._linked, self._bold))
        self._words, self._linked, self._bold = [], 0, 0

    def take(self) -> list[Paragraph]:
        """Return the paragraphs, and hold nothing any more."""
        if not self._words and not self._lines:
            return []
        self.end_line()
        lines, self._lines = self._lines, []
        settled = [_Line(_settled(text), linked, bold) for text, linked, bold in lines]
        found, gap = [], True
        for group in _groups(settled):
            paragraph = _joined(group, gap=gap)
            if has_letters(paragraph.text):
                found.append(paragraph)
            gap = not group or not group[-1].text
        return found


def _settled(text: str) -> str:
    text = " ".join(text.split())
    return text if text.isascii() and text.isprintable() else " ".join(settle(text).split())


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Part lines where one is empty, and around those that stand for themselves: a byline, a date, a button.

    Such lines stand at the two ends of a text.
    """
    if len(lines) == 1:
        return [lines]
    groups: list[list[_Line]] = [[]]
    for i, line in enumerate(lines):
        alone = not EDGE <= i < len(lines) - EDGE and _stands_alone(line.text)
        if alone and groups[-1]:
            groups.append([])
        groups[-1].append(line)
        if alone or not line.text:
            groups.append([])
    return groups


def _stands_alone(text: str) -> bool:
    return bool(text) and (is_labelled(text) or grade(text) == "chrome")


def _joined(group: list[_Line], *, gap: bool) -> Paragraph:
    text = " ".join(line.text for line in group if line.text)
    length = len(text.replace(" ", "")) or 1
    linked, bold = sum(line.linked for line in group), sum(line.bold for line in group)
    return Paragraph(text, linked / length, bold / length, gap)
