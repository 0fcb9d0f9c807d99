"""Running headers, footers and page numbers: what stands at the same height of several pages and says the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediaqa.reading.pdf.lines import Line, rows

EDGE_ROWS = 3
"""Furniture is among so many rows at the top or at the bottom of a page."""

SAME_HEIGHT = 4.0
"""Rows of two pages stand at one height when they differ by no more points."""

LONGEST = 160
"""No running title is longer, in characters."""

FEW_PAGES = 10
"""In a file of no more pages two that agree are enough, in a longer one it takes three."""

_NUMBER = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"[ivxlc]{1,7}|[IVXLC]{1,7}")
_PAGE_NUMBER = re.compile(
    r"(?P<label>[-–—\[(|·•/]+ ?|(?:page|pg\.?|p\.|стр\.?|страница|с\.|seite) ?)?(?P<number>\d{1,4}|[ivxlc]{1,7})"
    r"(?P<of> ?(?:of|/|из|von) ?\d{1,4})?(?P<end> ?[-–—\])|·•/]+)?",
    re.IGNORECASE,
)
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Edge(NamedTuple):
    """A piece of a row at the top or the bottom of a page.

    ``rank`` counts the rows from the edge, and ``apart`` tells that there is space between its row and the next.
    """

    page: int
    side: str
    line: Line
    rank: int
    apart: bool


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pieces of each page without those that are its furniture."""
    edges = [edge for number, lines in enumerate(pages, 1) for edge in _edges(number, lines)]
    enough = 2 if len(pages) <= FEW_PAGES else 3
    found = _repeated(edges, enough)
    found |= {i for i, edge in enumerate(edges) if _is_sure_number(edge)}
    found |= _in_their_places(edges, found)
    found |= _repeats_title(pages, edges)
    found = _apart_from_text(edges, found)
    dropped: dict[int, set[int]] = defaultdict(set)
    for i in found:
        dropped[edges[i].page].add(id(edges[i].line))
    return [[line for line in lines if id(line) not in dropped[number]] for number, lines in enumerate(pages, 1)]


def _edges(number: int, lines: Sequence[Line]) -> Iterator[_Edge]:
    page = rows(lines)
    for i, row in enumerate(page[:EDGE_ROWS]):
        apart = len(page) > i + 1 and _is_apart(row, page[i + 1])
        yield from (_Edge(number, "top", line, i, apart) for line in row)
    for i, row in enumerate(page[::-1][:EDGE_ROWS]):
        above = len(page) - 2 - i
        apart = above >= 0 and _is_apart(page[above], row)
        yield from (_Edge(number, "bottom", line, i, apart) for line in row)


def _is_apart(row: Sequence[Line], below: Sequence[Line]) -> bool:
    return below[0].base - row[0].base > 1.6 * max(row[0].size, below[0].size)


def _repeated(edges: Sequence[_Edge], enough: int) -> set[int]:
    """Return the places of pieces that say the same at one height of enough pages, the page's own number aside."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, edge in enumerate(edges):
        if len(edge.line.text) <= LONGEST:
            for key in _keys(edge):
                alike[edge.side, key].append(i)
    found: set[int] = set()
    for places in alike.values():
        if len(places) >= enough:
            found.update(*_at_one_height(edges, places, enough))
    return found


def _keys(edge: _Edge) -> set[str]:
    """Return a text as it is, and with its first or last number as the distance from the page's."""
    text = "".join(edge.line.text.casefold().split())
    numbers = list(_NUMBER.finditer(text))
    keys = {text} if not text.isdecimal() else set()
    for match in numbers[:1] + numbers[-1:]:
        keys.add(f"{text[: match.start()]}#{int(match[0]) - edge.page}#{text[match.end() :]}")
    if _ROMAN.fullmatch(edge.line.text):
        keys.add(f"#{_roman(text) - edge.page}#roman")
    return keys


def _at_one_height(edges: Sequence[_Edge], places: Sequence[int], enough: int) -> Iterator[list[int]]:
    places = sorted(places, key=lambda i: edges[i].line.base)
    start = 0
    for stop in range(1, len(places) + 1):
        if stop < len(places) and edges[places[stop]].line.base - edges[places[stop - 1]].line.base <= SAME_HEIGHT:
            continue
        if len({edges[i].page for i in places[start:stop]}) >= enough:
            yield list(places[start:stop])
        start = stop


def _is_sure_number(edge: _Edge) -> bool:
    """Whether a piece is a page number beyond doubt, without a look at other pages."""
    match = _PAGE_NUMBER.fullmatch(edge.line.text)
    if not match or edge.rank:
        return False
    if match["of"] or (match["label"] and (match["end"] or match["label"][0].isalpha())):
        return True
    return edge.side == "bottom" and edge.apart and match["number"] == str(edge.page)


def _in_their_places(edges: Sequence[_Edge], found: set[int]) -> set[int]:
    """Return what stands where on most pages furniture does: a running title that changes with the chapter."""
    slots: dict[tuple[str, int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, edge in enumerate(edges):
        slots[_slot(edge)][edge.page].append(i)
    more: set[int] = set()
    for pages in slots.values():
        furnished = sum(any(i in found for i in places) for places in pages.values())
        if furnished >= 3 and furnished * 2 > len(pages):
            more.update(i for places in pages.values() for i in places if len(edges[i].line.text) <= LONGEST)
    return more


def _apart_from_text(edges: Sequence[_Edge], found: set[int]) -> set[int]:
    """Return those of the places found that stand outside of a space, and are together no longer than furniture is."""
    sides: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i in sorted(found):
        sides[edges[i].page, edges[i].side].append(i)
    kept: set[int] = set()
    for places in sides.values():
        spaces = sorted({edges[i].rank for i in places if edges[i].apart}, reverse=True)
        outer = ([i for i in places if edges[i].rank <= space] for space in spaces)
        kept.update(next((few for few in outer if sum(len(edges[i].line.text) for i in few) <= LONGEST), ()))
    return kept


def _slot(edge: _Edge) -> tuple[str, int, int]:
    return edge.side, round(edge.line.base / SAME_HEIGHT), round(edge.line.size)


def _repeats_title(pages: Sequence[Sequence[Line]], edges: Sequence[_Edge]) -> set[int]:
    """Return the places of top lines that say in smaller type what the first page says in larger type."""
    first = next((lines for lines in pages if lines), ())
    titles = {(line.text.casefold(), line.size) for line in first}
    largest = Counter[str]()
    for text, size in titles:
        largest[text] = max(largest[text], round(size))
    return {
        i
        for i, edge in enumerate(edges)
        if edge.page > 1 and not edge.rank and edge.apart and largest[edge.line.text.casefold()] > edge.line.size * 1.1
    }


def _roman(text: str) -> int:
    values = [_DIGITS[letter] for letter in text.casefold()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
