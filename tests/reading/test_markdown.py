"""Markdown loses its marks and keeps its words."""

import pytest

from mediaqa.reading.blocks import Block
from mediaqa.reading.markdown import markdown_blocks


def read(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in markdown_blocks(text, lambda line: line.startswith("Author:"))]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a **bold** and *slanted* and `code` word", "a bold and slanted and code word"),
        (
            "a [link](http://x.y 'title') and <http://a.b> and ![a picture](p.png)",
            "a link and http://a.b and a picture",
        ),
        ("a [reference][r]\n\n[r]: http://x.y", "a reference"),
        (r"an \*escaped\* star &amp; &eacute;", "an *escaped* star & é"),
        ("non&nbsp;breaking, s&shy;oft, zero&#8203;width", "non breaking, soft, zerowidth"),
        ("a<br>b <b>c</b> <!-- d -->", "a b c"),
        ("wrapped\nlines  \nof one", "wrapped lines of one"),
        ("snake_case_word 2*3*4", "snake_case_word 234"),
    ],
)
def test_inline_marks_are_turned_to_plain_words(source: str, words: str) -> None:
    assert read(source) == [("text", words)]


def test_headings_keep_their_levels() -> None:
    text = "# One\n\n### Three *a*\n\nTwo\n---\n\nOne again\n==="
    found = [(block.text, block.level) for block in markdown_blocks(text, lambda _: False)]
    assert found == [("One", 1), ("Three a", 3), ("Two", 2), ("One again", 1)]


def test_endless_heading_is_a_paragraph() -> None:
    line = "The dam of Sarn was old " * 50
    assert read(f"# {line}\n\n# The Dam") == [("text", line.strip()), ("heading", "The Dam")]


def test_quotations_are_marked_paragraph_by_paragraph() -> None:
    text = "> one\n> two\n>\n> three\n>> four\n>\n> - five\n>\n> # six"
    assert read(text) == [("quote", word) for word in ("one two", "three", "four", "five", "six")]


def test_lists_lose_bullets_and_keep_numbers() -> None:
    text = "- one\n- two\n  - three\n\n1. four\n2. five\n\n   six"
    assert read(text) == [("item", word) for word in ("one", "two", "three", "1. four", "2. five", "six")]


def test_tables_become_a_line_a_row() -> None:
    assert read("| paper | day |\n|---|---|\n| Post | *Monday* |") == [
        ("text", "paper | day"),
        ("text", "Post | Monday"),
    ]


def test_lines_that_stand_alone_are_not_joined() -> None:
    assert read("Title\nAuthor: Anna\nThe dam\nbroke.") == [
        ("text", "Title"),
        ("text", "Author: Anna"),
        ("text", "The dam broke."),
    ]


def test_html_loses_its_tags() -> None:
    text = "<div>\n<p>One &amp; two.</p>\n<script>var x = 'three';</script>\n<!-- four -->\n</div>"
    assert read(text) == [("text", "One & two.")]


def test_a_paragraph_all_in_bold_is_known() -> None:
    assert [block.strong for block in markdown_blocks("**a b**\n\n**a** b\n\n__c__", lambda _: False)] == [
        True,
        False,
        True,
    ]


def test_indented_paragraphs_keep_that_they_are_indented() -> None:
    assert markdown_blocks("One.\n\n    Two\n    three.", lambda _: False)[1] == Block("Two three.", indent=4)


def test_text_without_words_gives_nothing() -> None:
    assert read("***\n\n![](x.png)\n\n<!-- a -->\n\n- \n") == []
