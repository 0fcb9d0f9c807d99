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


def test_bars_lead_to_pages_too_and_titles_have_other_languages() -> None:
    assert place("Inhaltsverzeichnis", "1 | Die Gruben | 5", "1.1 Das Salz … 5", "1 Die Gruben", PROSE) == range(3)
    assert place("Índice general", "1. Las minas … 1", "Prólogo | iv", PROSE) == range(3)


def test_an_entry_may_run_over_lines_and_pages() -> None:
    wrapped = ("The mines of Vesk, their owners and", "what the press says of them … 4", "Table of Contents")
    assert place("Contents", "Salt … 3", *wrapped, "Iron … 9", "The mines", PROSE) == range(6)


def test_a_note_may_stand_between_entries() -> None:
    blocks = [Block("Contents"), Block("Salt … 3"), Block("* Second edition.", "note"), Block("Iron … 9"), Block(PROSE)]
    assert table_of_contents(blocks) == range(4)


def test_running_text_between_ends_it() -> None:
    assert place("Contents", "Salt … 3", "Iron … 9", PROSE, "Copper, 1919 … 12") == range(3)
