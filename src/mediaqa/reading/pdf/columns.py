"""The order in which a page is read: columns one after the other, what spans them before and after.

A recursive cut of the page at its white space, as the XY-cut does it (Nagy and Seth 1984, Hierarchical representation
of optically scanned documents); but a page is cut across where a gutter begins and ends, not at the widest gap, so that
a title that stands close over two columns is told from them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.reading.pdf.lines import Line, join_pieces, rows

GUTTER = 7.0
"""The white space between columns is at least so wide, in points."""

PROTRUDING = 3.0
"""A line that does not fit may stand out into a gutter, up to so near to the next column."""

FEWEST_LINES = 2
"""A column has at least so many lines."""

NARROWEST = 0.16
"""A column is at least this share of the width of all."""

SHORTEST = 13
"""The lines of a column have at least so many characters on average; those of a table have fewer."""

FULL = 0.8
"""A line of this share of its column's width is full; two in five of a column are."""

LARGER = 1.12
"""A heading's type is larger than the text's by this factor."""

APART = 1.5
"""White space of so many sizes above and below a heading is not that of a paragraph."""

EDGE = 1.5
"""Two lines begin at one edge when they differ by no more points."""

DEPTH = 12
"""So often a page is cut at most, one cut inside another."""

Row = list[Line]


class Region(NamedTuple):
    """Lines that stand below each other, with the edges of their column."""

    lines: list[Line]
    left: float
    right: float


class _Gutter(NamedTuple):
    """White space that goes down through some rows (from ``start`` before ``stop``), left of ``edge``."""

    edge: float
    start: int
    stop: int
    score: int


def read_order(lines: Sequence[Line]) -> list[Region]:
    """Return the regions of a page in reading order."""
    return [_region(part) for part in _cut(rows(lines), DEPTH)]


def _cut(page: list[Row], depth: int) -> list[list[Row]]:
    """Cut rows where columns stand side by side: what is above, the columns, what is below."""
    gutter = _widest_gutter(page) if depth and len(page) > 1 else None
    if gutter is None:
        return [page] if page else []
    parts = _cut(page[: gutter.start], depth - 1)
    for band in _bands(page[gutter.start : gutter.stop], gutter.edge):
        for column in _sides(band, gutter.edge):
            parts += _cut(rows(column), depth - 1)
    return parts + _cut(page[gutter.stop :], depth - 1)


def _sides(band: Sequence[Row], edge: float) -> tuple[list[Line], list[Line]]:
    left = [line for row in band for line in row if line.left < edge - EDGE]
    return left, [line for row in band for line in row if line.left >= edge - EDGE]


def _widest_gutter(page: list[Row]) -> _Gutter | None:
    """Return the gutter with most text on either side of it, if there is any."""
    start = min(line.left for row in page for line in row)
    width = max(line.right for row in page for line in row) - start
    starts = Counter(round(line.left) for row in page for line in row)
    edges = (left for left in starts if left - start > NARROWEST * width)
    edges = (left for left in edges if starts[left - 1] + starts[left] + starts[left + 1] >= FEWEST_LINES)
    found = [gutter for edge in edges for gutter in _runs(page, edge)]
    for gutter in sorted(found, key=lambda gutter: (-gutter.score, gutter.edge)):
        if all(_is_prose(side, width) for side in _beside(page, gutter)):
            return gutter
    return None


def _runs(page: list[Row], edge: float) -> Iterator[_Gutter]:
    """Yield the runs of rows that no line crosses at an edge and that have text on both sides."""
    start = left = right = 0
    for i, row in enumerate([*page, None]):
        if row is None or any(line.left < edge - EDGE and line.right > edge - PROTRUDING for line in row):
            if min(left, right) >= FEWEST_LINES:
                yield _Gutter(edge, start, i, min(left, right))
            start, left, right = i + 1, 0, 0
            continue
        beside = sum(line.left >= edge - EDGE for line in row)
        right += beside > 0
        left += beside < len(row)


def _beside(page: list[Row], gutter: _Gutter) -> tuple[list[Line], list[Line]]:
    """Return the lines that stand at a gutter, of the columns left and right of it."""
    left, right = _sides(page[gutter.start : gutter.stop], gutter.edge)
    edges = Counter(round(line.left) for line in left)
    common = max(edges, key=lambda edge: (edges[edge], -edge))
    near = [line for line in left if abs(line.left - common) <= EDGE and line.right <= gutter.edge - GUTTER]
    return near, [line for line in right if line.left <= gutter.edge + EDGE]


def _is_prose(column: list[Line], width: float) -> bool:
    """Whether lines that begin at one edge are long and many enough for running text, and end at one edge mostly."""
    if len(column) < FEWEST_LINES or sum(len(line.text) for line in column) < SHORTEST * len(column):
        return False
    own = max(line.width for line in column)
    full = sum(line.width > FULL * own for line in column)
    return own > NARROWEST * width and full * 5 >= len(column) * 2


def _bands(band: list[Row], edge: float) -> list[list[Row]]:
    """Cut the rows of columns before each heading that stands over all of them though it is no longer than one."""
    breaks = _heading_breaks(band, edge)
    return [band[start:end] for start, end in pairwise([0, *breaks, len(band)])]


def _heading_breaks(band: list[Row], edge: float) -> list[int]:
    """Return the places of larger lines with white space above and below through columns that go on below them."""
    sizes = sorted(line.size for row in band for line in row)
    middle = sizes[len(sizes) // 2]
    last = [line.base for line in _sides(band, edge)[1]]
    found = []
    for i in range(1, len(band) - 1):
        line = band[i][0]
        if len(band[i]) > 1 or line.left >= edge - EDGE or line.size < LARGER * middle:
            continue
        apart = min(line.base - band[i - 1][0].base, band[i + 1][0].base - line.base) > APART * middle
        if apart and last[0] < line.base < last[-1]:
            found.append(i)
    return found


def _region(part: list[Row]) -> Region:
    lines = [join_pieces(row) for row in part]
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    shared = (a for a, b in pairwise(lefts) if b - a < EDGE)
    return Region(lines, next(shared, lefts[0]), rights[-2] if len(rights) > 4 else rights[-1])
