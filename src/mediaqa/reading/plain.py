"""Plain text becomes blocks: lines wrapped at a width are joined again, other lines stay apart."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from mediaqa.reading.blocks import Block, Kind, ends_sentence, has_letters

WIDEST = 132
"""No file is wrapped at more columns: a text of longer lines has one paragraph a line."""

NARROWEST = 40
"""Nor at fewer: shorter lines are verses, addresses, names."""

TAB = 4

LineKind = Literal["blank", "rule", "text", "quote", "item", "heading"]

_BULLET = re.compile(r"(?:[•·▪◦‣●○■□➢➤✓*+–-]|\(?\d{1,2}[.)]|\(?[a-zа-я]\)) +(?=\S)")
_QUOTED = re.compile(r"(?:> ?)+")
_HASHES = re.compile(r"(#{1,6}) +(?=\S)(.*?)(?: +#+)?")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_PAGE_NUMBER = re.compile(
    r"\d{1,3}|[-–—] ?\d{1,3} ?[-–—]|(?:page|p\.|стр\.|страница) ?\d{1,3}(?: ?(?:of|/|из) ?\d{1,3})?", re.IGNORECASE
)
_WORD = re.compile(r"\w+(?:-\w+)*")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_SUSPENDED = re.compile(r"(?:and|or|to|и|или)\b|\W")


class Line(NamedTuple):
    """One line: its words with single blanks between, and how it begins."""

    text: str
    kind: LineKind
    indent: int = 0
    level: int = 0


Splits = Callable[[str], bool]
"""Whether a line stands for itself (metadata, chrome) and must not be joined to its neighbours."""


def plain_blocks(text: str, stands_alone: Splits) -> list[Block]:
    """Return the blocks of a plain text whose characters are settled."""
    lines = _underlined(_without_page_numbers([_line(raw) for raw in text.split("\n")]))
    width, vocabulary = wrap_width(lines), Vocabulary(text)
    groups = [(group, n == 0) for run in _runs(lines) for n, group in enumerate(_groups(run, width, stands_alone))]
    step = _first_line_indent([group for group, _ in groups])
    return [_block(group, gap, step, vocabulary) for group, gap in groups]


def wrap_width(lines: list[Line]) -> int | None:
    """Return the column at which the lines are wrapped, or ``None`` when each is a paragraph of its own.

    In wrapped text many lines go on with a small letter, few end with a sentence, and most are about as long as the
    longest; an odd longer line does not count.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.kind != "blank" and b.kind == "text"]
    long = sum(len(line.text) for line in lines if len(line.text) > WIDEST)
    if not pairs or long > 0.3 * sum(len(line.text) for line in lines):
        return None
    going_on = [(a, b) for a, b in pairs if b.text[:1].islower() and not ends_sentence(a.text)]
    if len(going_on) < 0.2 * len(pairs):
        return None
    lengths = sorted(a.indent + len(a.text) for a, _ in going_on if len(a.text) <= WIDEST)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    return width if width >= NARROWEST else None


class Vocabulary:
    """The words of a text, gathered when the first hyphen at a line's end asks for them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(_WORD.findall(self._text.casefold()))
        return word.casefold() in self._words


def join_lines(lines: list[str], vocabulary: Vocabulary) -> str:
    """Join the lines of one paragraph.

    A hyphen between two lines stays, unless the text has the same word without it and not with it.
    """
    parts = [lines[0]]
    for before, after in pairwise(lines):
        if not _HYPHENATED.search(before[-2:]) or _SUSPENDED.match(after):
            parts += (" ", after)
        elif after[0].islower() and _is_one_word(before, after, vocabulary):
            parts[-1] = before[:-1]
            parts.append(after)
        else:
            parts.append(after)
    return "".join(parts)


def _is_one_word(before: str, after: str, vocabulary: Vocabulary) -> bool:
    left = _WORD.findall(before[-41:-1])[-1:]
    right = _WORD.match(after[:40])
    if not left or not right:
        return False
    return left[0] + right[0] in vocabulary and f"{left[0]}-{right[0]}" not in vocabulary


def _line(raw: str) -> Line:
    words = raw.split()
    if not words:
        return Line("", "blank")
    text = " ".join(words)
    lead = raw[: len(raw) - len(raw.lstrip())]
    indent = len(lead) + (TAB - 1) * lead.count("\t")
    if not has_letters(text):
        return Line(text, "rule", indent)
    if len(text) < 20 and _PAGE_NUMBER.fullmatch(text):
        return Line(text, "text", indent)
    first = text[0]
    if first == ">" and (match := _QUOTED.match(text)):
        return Line(text[match.end() :], "quote", indent)
    if first == "#" and (match := _HASHES.fullmatch(text)):
        return Line(match[2], "heading", 0, len(match[1]))
    if match := _BULLET.match(text):
        marked = match[0].rstrip(" ").strip("().").isalnum()
        return Line(text if marked else text[match.end() :], "item", indent)
    return Line(text, "text", indent)


def _underlined(lines: list[Line]) -> list[Line]:
    """Make a heading of a line alone with === or --- below it, and a blank of any other rule."""
    for i, line in enumerate(lines):
        if line.kind != "rule":
            continue
        lines[i] = Line("", "blank")
        above = lines[i - 1] if i else line
        alone = i == 1 or (i > 1 and lines[i - 2].kind == "blank")
        if _UNDERLINE.fullmatch(line.text) and above.kind == "text" and alone and len(above.text) <= 120:
            level = 1 if line.text[0] == "=" else 2
            if not (level == 2 and ends_sentence(above.text)):
                lines[i - 1] = above._replace(kind="heading", level=level, indent=0)
    return lines


def _without_page_numbers(lines: list[Line]) -> list[Line]:
    """Drop page numbers that stand alone (bare figures, if they count up), and close the sentences that they cut."""
    places = [i for i in range(len(lines)) if _is_page_number(lines, i)]
    bare = [int(lines[i].text) for i in places if lines[i].text.isdecimal()]
    if len(bare) < 2 or any(b - a != 1 for a, b in pairwise(bare)):
        places = [i for i in places if not lines[i].text.isdecimal()]
    dropped: set[int] = set()
    for i in places:
        dropped.add(i)
        before = next((k for k in range(i - 1, -1, -1) if lines[k].kind != "blank"), None)
        after = next((k for k in range(i + 1, len(lines)) if lines[k].kind != "blank"), None)
        if before is not None and after is not None and lines[after].text[:1].islower():
            dropped.update(range(before + 1, after))
    return [line for i, line in enumerate(lines) if i not in dropped] if dropped else lines


def _is_page_number(lines: list[Line], i: int) -> bool:
    if not 0 < len(lines[i].text) < 20 or not _PAGE_NUMBER.fullmatch(lines[i].text):
        return False
    return (i == 0 or lines[i - 1].kind == "blank") and (i + 1 == len(lines) or lines[i + 1].kind == "blank")


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines between blank ones."""
    run: list[Line] = []
    for line in lines:
        if line.kind != "blank":
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _groups(run: list[Line], width: int | None, stands_alone: Splits) -> Iterator[list[Line]]:
    group = [run[0]]
    for line in run[1:]:
        if _goes_on(group, line, width, stands_alone):
            group.append(line)
        else:
            yield group
            group = [line]
    yield group


def _goes_on(group: list[Line], line: Line, width: int | None, stands_alone: Splits) -> bool:
    """Whether ``line`` continues the paragraph that ``group`` begins."""
    last = group[-1]
    if group[0].kind == "quote" and line.kind == "quote":
        return bool(line.text) and _fits(last, line, width or NARROWEST)
    if line.kind != "text" or group[0].kind in ("heading", "quote"):
        return _is_figure_in_a_sentence(last, line, width)
    if not _same_margin(group, line) or not _fits(last, line, width):
        return False
    if len(group) == 1 and stands_alone(last.text):
        return False
    return line.text[0].islower() or not stands_alone(line.text)


def _is_figure_in_a_sentence(last: Line, line: Line, width: int | None) -> bool:
    """Whether what looks like a numbered item is a figure that wrapping has put at the line's beginning."""
    figure = line.kind == "item" and line.text[0].isdigit() and last.kind == "text"
    return figure and width is not None and not ends_sentence(last.text) and _fits(last, line, width)


def _same_margin(group: list[Line], line: Line) -> bool:
    """Whether a line's indentation goes on with its paragraph's: the first line may stand further in (or out)."""
    if group[0].kind == "item":
        return line.indent >= group[0].indent
    step = line.indent - group[-1].indent
    return abs(step) <= 1 or (len(group) == 1 and step < 0)


def _fits(last: Line, line: Line, width: int | None) -> bool:
    """Whether the break between two lines is one of wrapping: the next word had no place any more."""
    goes_on = line.text[:1].islower() and not ends_sentence(last.text)
    if width is None:
        return goes_on and len(last.text) >= NARROWEST
    length = last.indent + len(last.text)
    if length > width + 8:
        return False
    if goes_on:
        return length >= 0.5 * width
    return length + 1 + len(line.text.partition(" ")[0]) > 0.87 * width


def _first_line_indent(groups: list[list[Line]]) -> int:
    """Return how far the first lines of most paragraphs stand in: a paragraph of one line stands in as far."""
    steps = [group[0].indent - group[1].indent for group in groups if len(group) > 1 and group[0].kind == "text"]
    inner = sorted(step for step in steps if step > 0)
    return inner[len(inner) // 2] if len(inner) * 2 > len(steps) else 0


def _block(group: list[Line], gap: bool, step: int, vocabulary: Vocabulary) -> Block:
    first = group[0]
    kind: Kind = first.kind if first.kind in ("quote", "item", "heading") else "text"
    text = first.text if len(group) == 1 else join_lines([line.text for line in group], vocabulary)
    indent = min(line.indent for line in group)
    return Block(text, kind, first.level, 0 if len(group) == 1 and indent == step else indent, gap)
