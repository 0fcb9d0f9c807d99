"""The numbers that Word writes before list items and headings, which no text of the document holds."""

import re
from typing import NamedTuple

from mediaqa.reading.docx.markup import VAL, Element, W, switch, value, whole

LARGEST = 3999
"""Greater numbers are written in figures, whatever the format: Roman ones end here."""

LEVELS = 9
"""A list has no more ([ISO/IEC 29500-1] 17.9.6)."""

_PLACE = re.compile("%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Level(NamedTuple):
    """One level of a list. ``text`` is its number's pattern (``%1.%2.``).

    ``restart`` is the level, from 1, that begins the count anew (0: none; ``None``: every higher one).
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


class List(NamedTuple):
    """A list as paragraphs name it: the counters it shares with others, its levels, where it begins anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document; counts the items as they are asked for, in the order of the text."""

    def __init__(self, root: Element | None) -> None:
        self._lists = {} if root is None else _lists(root)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, number: str, depth: int) -> str | None:
        """Return the number of the next item (``2.1.``), ``""`` for a bullet, ``None`` if it is in no list."""
        listed = self._lists.get(number)
        level = listed.levels.get(depth) if listed and 0 <= depth < LEVELS else None
        if listed is None or level is None or level.format == "none":
            return None
        counts = self._count(number, listed, depth)
        return _written(level, listed.levels, counts)

    def _count(self, number: str, listed: List, depth: int) -> dict[int, int]:
        """Count one item. Lists with the same counters go on, unless one says where it begins (17.9.27)."""
        counts = self._counts.setdefault(listed.counters, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update((place, start - 1) for place, start in listed.starts.items())
        for above in range(depth):
            counts.setdefault(above, listed.levels.get(above, Level()).start)
        counts[depth] = counts.get(depth, listed.levels[depth].start - 1) + 1
        for below in [place for place in counts if place > depth]:
            restart = listed.levels.get(below, Level()).restart
            if restart is None or depth < restart:
                del counts[below]
        return counts


def figure(number: int, form: str) -> str | None:
    """Return a number in a format of [ISO/IEC 29500-1] 17.18.59, ``None`` in one that is not known."""
    if form == "decimal" or not 0 < number <= LARGEST:
        return str(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return None


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


def _written(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """Fill in a pattern; ``""`` where it has no number, or one in a format that is not known."""
    parts = _PLACE.split(level.text)
    if len(parts) == 1:
        return ""
    for i in range(1, len(parts), 2):
        place = int(parts[i]) - 1
        own = levels.get(place, Level())
        found = figure(counts.get(place, own.start), "decimal" if level.legal else own.format)
        if found is None:
            return ""
        parts[i] = found
    return "".join(parts).strip()


def _lists(root: Element) -> dict[str, List]:
    abstract = {element.get(f"{W}abstractNumId", ""): element for element in root.findall(f"{W}abstractNum")}
    linked = {name: key for key, element in abstract.items() if (name := value(element, "styleLink"))}
    found: dict[str, List] = {}
    for element in root.findall(f"{W}num"):
        key = value(element, "abstractNumId") or ""
        if key in abstract and (style := value(abstract[key], "numStyleLink")):
            key = linked.get(style, key)
        if key in abstract:
            found[element.get(f"{W}numId", "")] = _list(element, key, abstract[key])
    return found


def _list(element: Element, key: str, abstract: Element) -> List:
    levels = dict(map(_level, abstract.findall(f"{W}lvl")))
    starts: dict[int, int] = {}
    for override in element.findall(f"{W}lvlOverride"):
        place = whole(override.get(f"{W}ilvl")) or 0
        start = whole(value(override, "startOverride"))
        if start is not None:
            starts[place] = start
        levels.update(map(_level, override.findall(f"{W}lvl")))
    return List(key, levels, starts)


def _level(element: Element) -> tuple[int, Level]:
    start = whole(value(element, "start"))
    text = element.find(f"{W}lvlText")
    level = Level(
        start=1 if start is None else start,
        format=value(element, "numFmt") or "decimal",
        text="" if text is None else text.get(VAL, "")[:100],
        restart=whole(value(element, "lvlRestart")),
        legal=switch(element, "isLgl") is True,
    )
    return whole(element.get(f"{W}ilvl")) or 0, level
