"""Tables: several rows whose cells stand below each other."""

from collections.abc import Sequence
from itertools import pairwise

from mediaqa.reading.pdf.lines import Line

FEWEST_ROWS = 3
"""So many rows with the same cells below each other are plainly a table."""

ALIGNED = 3.0
"""Cells stand below each other when their left or right edges differ by no more points."""

LONGEST_CELL = 60
"""Most cells of a table have fewer characters; longer ones are prose."""


SPREAD = 2.5
"""Pieces of one line that stand so many sizes apart do so whatever is above and below them."""

SHORTEST_CELL = 4
"""A shorter first piece is the number of a list or of a heading."""


def table_rows(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that are rows of a table."""
    found: set[int] = set()
    start = 0
    while start < len(lines):
        stop = start + 1
        while stop < len(lines) and _is_below(lines[stop - 1], lines[stop]):
            stop += 1
        if stop - start >= FEWEST_ROWS and _is_tabular(lines[start:stop]):
            found.update(range(start, stop))
        else:
            found.update(i for i in range(start, stop) if _is_spread(lines[i]))
        start = stop
    return found


def _is_spread(line: Line) -> bool:
    """Whether the pieces of a line stand too far apart for prose, as names of authors beside each other do."""
    cells = line.cells[len(line.cells) > 2 and len(line.cells[0].text) < SHORTEST_CELL :]
    if len(cells) < 2 or len(cells[0].text) < SHORTEST_CELL:
        return False
    apart = min(after.left - before.right for before, after in pairwise(cells))
    return apart > SPREAD * line.size and all(len(cell.text) < LONGEST_CELL for cell in cells)


def _is_below(above: Line, line: Line) -> bool:
    """Whether a row has its cells under those of the row above."""
    cells, others = line.cells, above.cells
    if len(cells) < 2 or len(others) < 2 or line.base - above.base > 4 * line.size:
        return False
    shared = sum(any(_is_aligned(cell, other) for other in others) for cell in cells)
    return shared >= 2 and shared * 3 >= 2 * min(len(cells), len(others))


def _is_aligned(cell: Line, other: Line) -> bool:
    return abs(cell.left - other.left) <= ALIGNED or abs(cell.right - other.right) <= ALIGNED


def _is_tabular(lines: Sequence[Line]) -> bool:
    """Whether rows hold cells of a table, and not the numbers of a list or two columns of prose."""
    cells = [cell.text for line in lines for cell in line.cells]
    short = sum(len(text) < LONGEST_CELL for text in cells)
    numbers = sum(not any(character.isalpha() for character in line.cells[0].text) for line in lines)
    two = all(len(line.cells) == 2 for line in lines)
    return short * 4 >= 3 * len(cells) and not (two and numbers * 2 > len(lines))
