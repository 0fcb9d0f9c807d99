"""Pages of another reader become blocks with their pages."""

import pytest

from mediaqa.errors import UnsupportedFormatError
from mediaqa.reading.blocks import Block, PageStart
from mediaqa.reading.documents import read_pages
from mediaqa.reading.pages import PageText, page_blocks
from mediaqa.values import Overrides

GATE = "Sarn shut the harbour gate on Monday. Nobody at the port knew why it had done so."


def blocks(*texts: str, numbered: bool = True) -> list[Block]:
    pages = [PageText(n if numbered else None, text) for n, text in enumerate(texts, 1)]
    return page_blocks(pages, lambda _: False)


def test_sentence_that_runs_over_a_page_is_one_and_has_both_pages() -> None:
    (block,) = blocks("The council of Vesk met and", "decided nothing at all.")
    assert block.text == "The council of Vesk met and decided nothing at all."
    assert block.pages == (PageStart(0, 1), PageStart(28, 2))


def test_word_that_is_parted_by_the_end_of_a_page_is_joined_where_the_text_has_it_whole() -> None:
    (block,) = blocks("The gate opened late. Then the ga-", "te was shut again.")
    assert block.text == "The gate opened late. Then the gate was shut again."
    assert block.pages == (PageStart(0, 1), PageStart(33, 2))


def test_page_that_begins_with_a_sentence_begins_a_paragraph() -> None:
    assert [block.text for block in blocks("The council met and", "Vesk shut the gate.")] == [
        "The council met and",
        "Vesk shut the gate.",
    ]


def test_running_title_stays_on_the_first_page_and_numbers_go() -> None:
    texts = (f"Sarn Press Review\n{n}\n{text}" for n, text in enumerate((GATE, "It", "stood open on Friday."), 1))
    assert [(block.text, [page.number for page in block.pages]) for block in blocks(*texts)] == [
        ("Sarn Press Review", [1]),
        (GATE, [1]),
        ("It stood open on Friday.", [2, 3]),
    ]


def test_what_two_parts_without_pages_begin_with_stays() -> None:
    assert [block.text for block in blocks(f"Gate\n\n{GATE}", f"Gate\n\n{GATE}", numbered=False)] == [
        *("Gate", GATE),
        *("Gate", GATE),
    ]


@pytest.mark.parametrize("text", ["<!DOCTYPE html><p>Gate</p>", "\n<html lang='en'><p>Gate</p></html>"])
def test_source_of_a_web_page_is_refused(text: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"^gate: holds the source of a web page"):
        read_pages([PageText(None, text)], source="gate", overrides=Overrides())
