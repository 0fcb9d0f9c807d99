"""A table of contents is left out; a list that is none is not."""

from mediaqa.reading.blocks import Block
from mediaqa.reading.contents import table_of_contents

PROSE = "The mines are closed on Sundays, wrote the Miner."


def place(*texts: str) -> range:
    return table_of_contents([Block(text) for text in texts])


def test_entries_stand_once_more_below() -> None:
    assert place(
        "The Salt Report", "Contents", "1. The mines", "2. The press", "1. The mines", PROSE, "2. The press", PROSE
    ) == range(1, 4)


def test_entries_lead_to_pages() -> None:
    assert place("Содержание", "Шахты ........ 3", "Печать . . . . 12", "Шахты", PROSE) == range(3)


def test_a_heading_that_lists_nothing_stays() -> None:
    assert place("Contents", PROSE) == range(0)
    assert place("Contents", "Salt, 40 per cent", "Iron, 2 per cent", PROSE) == range(0)
    assert place("The Salt Report", PROSE) == range(0)
