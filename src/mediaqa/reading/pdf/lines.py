"""Words become pieces of lines in the order of the file; where they stand decides later what is one line."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.reading.cleaning import settle
from mediaqa.reading.pdf.words import Word

WIDE = 1.0
"""Words further apart than the type's size are not certain to be of one line: a gutter or a cell may lie between."""

GLUED = 0.1
"""Pieces of a word nearer than this, in sizes, have no blank between."""

SMALL = 0.85
"""Raised marks are set in type of this share of the line's size at most."""

INITIAL = 1.8
"""A letter of so many times the size of what follows is an initial that reaches down into the text."""

SOFT_HYPHENS = "\N{SOFT HYPHEN}\N{HYPHEN}"
"""What else may stand for a hyphen at the end of a line."""

_MARK = re.compile(r"\(?(?:\d{1,3}|[*∗†‡§¶]{1,3})(?:[,–-](?:\d{1,3}|[*∗†‡§¶]{1,3}))*[),]?|,")
_LEADERS = re.compile(r"\s?(?:\.\s?){5,}|\s(?:\. ){2,}(?=\d{1,4}$)")
_WORDS_OF_ONE_LETTER = frozenset("AIOАВИКОСУЯ")
_RAISED_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,3}$")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_DEBRIS = re.compile("[\x00-\x1f\x7f-\x9f\ufffd-\uffff\ue000-\uf8ff]")
_BULLETS = re.compile("^[\ue000-\uf8ff]$")


class Line(NamedTuple):
    """A line of text, or a piece of one; lengths are points, ``base`` counts downwards.

    ``first`` is the width of its first word, ``marks`` are the spans of raised reference marks in its text, ``cells``
    the pieces that stand wide apart, if it has more than one.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    marks: tuple[tuple[int, int], ...] = ()
    cells: tuple["Line", ...] = ()

    @property
    def width(self) -> float:
        """How long the line is."""
        return self.right - self.left


def pieces(words: Iterable[Word]) -> list[Line]:
    """Return runs of words that certainly belong to one line, in the order of the file."""
    found: list[list[Word]] = []
    for word in words:
        if found and _goes_on(found[-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return [line for run in found if (line := _line(run)).text]


def _without_leaders(line: Line) -> Line:
    """Return a line of a table of contents with one sign for the dots that lead to its page."""
    text = _LEADERS.sub(" … ", line.text)
    return line._replace(text=text.strip() or "…", marks=()) if text != line.text else line


def join_pieces(row: Sequence[Line]) -> Line:
    """Return one line of pieces that stand beside each other, from left to right."""
    if len(row) == 1:
        return row[0]
    text, marks, right = row[0].text, list(row[0].marks), row[0].right
    marked = _MARK.fullmatch(text) is not None and row[0].base < row[1].base - 0.12 * row[1].size
    marks += [(0, len(text))] if marked else []
    for i, (before, piece) in enumerate(pairwise(row)):
        blank = "" if piece.left - right < GLUED * before.size and not (marked and i == 0) else " "
        place = len(text) + len(blank)
        marks += [(start + place, end + place) for start, end in piece.marks]
        text += blank + piece.text
        right = max(right, piece.right)
    main = max(row, key=lambda piece: len(piece.text))
    apart = any(after.left - before.right > WIDE * main.size for before, after in pairwise(row))
    bold = all(piece.bold for piece in row)
    return Line(
        text, row[0].left, right, main.base, main.size, bold, row[0].first, tuple(marks), tuple(row) if apart else ()
    )


def rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the pieces that stand at one height together, from the top, each row from left to right."""
    found: list[list[Line]] = []
    main: Line | None = None
    for line in sorted(lines, key=lambda line: line.base):
        if main is not None and line.base - main.base <= _height(main, line):
            found[-1].append(line)
            main = line if line.size > main.size or _MARK.fullmatch(main.text) else main
        else:
            found.append([line])
            main = line
    for row in found:
        row.sort(key=lambda line: line.left)
    return found


def _height(main: Line, line: Line) -> float:
    """Return how far below a piece another of the same row may stand; a mark may stand at the height of capitals."""
    if _MARK.fullmatch(main.text) and -0.1 < line.left - main.right < line.size:
        return 0.6 * line.size
    return _reach(main.size, line.size)


def _reach(size: float, other: float) -> float:
    """Return how far apart the feet of letters on one line may be: a smaller piece may be raised or lowered."""
    large, small = max(size, other), min(size, other)
    return 0.25 * small if small > SMALL * large else 0.45 * large


def _goes_on(run: list[Word], word: Word) -> bool:
    last = run[-1]
    size = max(last.size, word.size)
    gap = word.left - last.right
    if not -0.6 * size <= gap <= WIDE * size or last.size > INITIAL * word.size:
        return False
    if last.text == "-" and gap > 0.6 * size:
        return True
    return abs(word.base - run[0].base) <= _reach(run[0].size, word.size)


def _line(run: list[Word]) -> Line:
    main = _main(run)
    text = ""
    marks: list[tuple[int, int]] = []
    for word in run:
        piece, raised = _settled(word.text)
        if not piece:
            continue
        mark = _is_mark(word, main)
        glued = bool(text) and word.glued
        after_mark = bool(marks) and marks[-1][1] == len(text) and marks[-1][0] == 0
        place = len(text) + (not glued and bool(text)) if not after_mark else len(text) + 1
        text = text.ljust(place) + piece
        if mark:
            marks.append((place, len(text)))
        if raised:
            marks.append((len(text), len(text) + len(raised)))
            text += raised
    bold = sum(len(word.text) for word in run if word.bold) * 2 > sum(len(word.text) for word in run)
    first, last = run[0], max(word.right for word in run)
    line = Line(text, first.left, last, main.base, main.size, bold, first.right - first.left, tuple(marks))
    return _without_leaders(line) if "..." in text or ". ." in text else line


def _main(run: list[Word]) -> Word:
    """Return a word of the type in which most of the line is set."""
    if len(run) == 1:
        return run[0]
    letters: dict[float, int] = {}
    for word in run:
        letters[word.size] = letters.get(word.size, 0) + len(word.text)
    size = max(letters, key=lambda size: (letters[size], size))
    return next(word for word in run if word.size == size)


def _is_mark(word: Word, main: Word) -> bool:
    """Whether a word is a reference mark: small and raised above the line's letters."""
    if word.size > SMALL * main.size or main.base - word.base < 0.12 * main.size:
        return False
    return _MARK.fullmatch(word.text) is not None


def _settled(text: str) -> tuple[str, str]:
    """Return a word with its characters settled, and the raised figures at its end apart."""
    if text.isascii():
        return (text, "") if text.isprintable() else (_DEBRIS.sub("", text), "")
    raised = _RAISED.search(text)
    if raised:
        text = text[: raised.start()]
    if text[-1:] in SOFT_HYPHENS:
        text = f"{text[:-1]}-"
    text = "•" if _BULLETS.match(text) else text
    text = settle(_DEBRIS.sub("", text.translate(_LIGATURES)))
    return text, raised[0].translate(_RAISED_FIGURES) if raised else ""


def with_initials(lines: list[Line]) -> list[Line]:
    """Return the pieces with each large initial put before the line that it begins."""
    found = list(lines)
    for i, line in enumerate(lines):
        if len(line.text) > 2 or not line.text.isalpha() or not line.text.isupper():
            continue
        near = [k for k, other in enumerate(found) if _begins_beside(other, line)]
        if near:
            top = min(near, key=lambda k: (found[k].base, found[k].left))
            first = found[top]
            apart = line.text in _WORDS_OF_ONE_LETTER and first.left - line.right > 0.35 * first.size
            blank = " " if apart else ""
            shift = len(line.text) + len(blank)
            marks = tuple((start + shift, end + shift) for start, end in first.marks)
            found[top] = first._replace(text=line.text + blank + first.text, left=line.left, marks=marks)
            found[i] = line._replace(text="")
    return [line for line in found if line.text]


def _begins_beside(other: Line, initial: Line) -> bool:
    """Whether a line begins at the right of an initial that is at least two lines high."""
    gap = other.left - initial.right
    within = initial.base - 0.8 * initial.size < other.base < initial.base - 0.3 * other.size
    return initial.size > INITIAL * other.size and within and -1.0 < gap < other.size
