"""Lines become paragraphs: wrapped ones are joined, others stay apart."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.reading.plain import plain_blocks, wrap_width

FIRST = (
    "Carpania's dailies gave most of their front pages to the closing of the border crossing at Tresk, which the "
    "Morning Post called a technical pause. The independent weekly Lanterna said that it was the first move of a trade "
    "war."
)
SECOND = (
    "The ministry did not answer the paper's questions, of which there were 12. The president did not either, though "
    "he was asked twice on the steps of parliament, once in the presence of his own spokesman."
)


def texts(text: str) -> list[str]:
    return [block.text for block in plain_blocks(text, lambda _: False)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in plain_blocks(text, lambda _: False)]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100, 120])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in (FIRST, SECOND, FIRST))
    assert texts(text) == [FIRST, SECOND, FIRST]


def test_wrapped_paragraphs_without_blank_lines_are_told_apart_by_their_indentation() -> None:
    text = "\n".join(textwrap.fill(paragraph, 72, initial_indent="   ") for paragraph in (FIRST, SECOND, FIRST))
    assert texts(text) == [FIRST, SECOND, FIRST]


def test_a_line_a_paragraph_stays_so() -> None:
    assert texts(f"{FIRST}\n{SECOND}\nTalks\n{FIRST}") == [FIRST, SECOND, "Talks", FIRST]


def test_short_lines_are_not_joined() -> None:
    lines = ["Vestmark Press Review", "By Anna Petrova", "3 May 2024", "Orlo"]
    assert texts("\n".join(lines)) == lines


def test_a_sentence_a_line_is_not_wrapping() -> None:
    lines = [
        f"The minister of {name} said on Monday that the dam would be finished soon."
        for name in ("war", "finance", "trade")
    ]
    assert texts("\n".join(lines)) == lines


def test_a_line_that_stands_alone_is_not_joined() -> None:
    text = textwrap.fill(FIRST, 72) + "\nPublished by the Forum of Carpanian Journalists and Editors of Tresk and"
    assert texts(text)[-1].startswith("Lanterna") is False
    blocks = plain_blocks(text, lambda line: line.startswith("Published by"))
    assert blocks[-1].text == "Published by the Forum of Carpanian Journalists and Editors of Tresk and"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("the weekly pre-\ndicted it. They predicted it.", "the weekly predicted it. They predicted it."),
        ("the well-\nknown weekly", "the well-known weekly"),
        ("the NATO-\nRussia council", "the NATO-Russia council"),
        ("short-\nand long-term", "short- and long-term"),
    ],
)
def test_hyphens_at_the_end_of_a_line(lines: str, joined: str) -> None:
    filler = textwrap.fill(FIRST, 50)
    first, second = lines.split("\n")
    text = f"{filler}\n\nIt was on this very day in spring that {first}\n{second}"
    assert texts(text)[-1] == f"It was on this very day in spring that {joined}"


def test_lists_lose_their_bullets_and_keep_their_numbers() -> None:
    assert kinds("• one\n- two\n* three\n1. four\n2) five\na) six") == [
        ("item", "one"),
        ("item", "two"),
        ("item", "three"),
        ("item", "1. four"),
        ("item", "2) five"),
        ("item", "a) six"),
    ]


def test_wrapped_items_are_joined() -> None:
    text = textwrap.fill(FIRST, 60, initial_indent="* ", subsequent_indent="  ")
    assert kinds(f"{text}\n{text}") == [("item", FIRST)] * 2


def test_quoted_lines_are_quotations() -> None:
    assert kinds("> The mayor has not been seen,\n> and the bridge is closed.\n>\n> Nobody knows.") == [
        ("quote", "The mayor has not been seen, and the bridge is closed."),
        ("quote", "Nobody knows."),
    ]


def test_underlined_and_hashed_lines_are_headings() -> None:
    text = "Notes\n=====\n\nPolitics\n--------\nThe cabinet met.\n\n## Economy ##\nThe bank met."
    found = [(block.text, block.level) for block in plain_blocks(text, lambda _: False) if block.kind == "heading"]
    assert found == [("Notes", 1), ("Politics", 2), ("Economy", 2)]


def test_rules_are_blank_lines() -> None:
    assert texts("The cabinet met.\n---\nThe bank met.\n\n* * *\n\n_____\nThe end.") == [
        "The cabinet met.",
        "The bank met.",
        "The end.",
    ]


def test_page_numbers_go_and_the_sentence_that_they_cut_is_whole() -> None:
    before, after = FIRST[:160].rsplit(" ", 1)[0], FIRST[len(FIRST[:160].rsplit(" ", 1)[0]) + 1 :]
    assert after[0].islower()
    assert texts(f"{before}\n\n1\n\n{after}\n\n2\n\n{SECOND}") == [FIRST, SECOND]
    assert texts(f"{FIRST}\n\n- 7 -\n\n{SECOND}\n\nPage 8 of 9") == [FIRST, SECOND]


def test_figures_that_do_not_count_up_are_text() -> None:
    assert texts(f"{FIRST}\n\n44\n\n{SECOND}\n\n12\n\n2021") == [FIRST, "44", SECOND, "12", "2021"]


def test_blanks_inside_lines_are_single() -> None:
    assert texts("The   dam\tbroke.  ") == ["The dam broke."]


def test_a_text_without_wrapping_has_no_width() -> None:
    assert wrap_width([]) is None


@given(st.text(max_size=300))
def test_no_block_is_empty_or_has_breaks(text: str) -> None:
    for block in plain_blocks(text, lambda _: False):
        assert block.text == " ".join(block.text.split())
        assert block.text


@given(st.text(alphabet="ab \n.-A>", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    joined = "".join(texts(text))
    assert [c for c in joined if c.isalpha()] == [c for c in text if c.isalpha()]
