"""The numbers of list items, as Word counts them."""

import pytest

from mediaqa.reading.docx.numbering import figure
from tests.reading.docx.making import kinds, p, texts


def level(depth: int, text: str, form: str = "decimal", more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>'


def listed(number: str, abstract: str, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def abstract(key: str, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def item(text: str, number: str = "1", depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
PLAIN = abstract("0", level(0, "%1."), level(1, "%1.%2."), level(2, "•", "bullet")) + listed("1", "0")


def test_items_are_counted_and_bullets_have_no_mark() -> None:
    assert kinds(item("dam") + item("port") + item("lake", depth=2), numbering=PLAIN) == [
        ("item", "1. dam"), ("item", "2. port"), ("item", "lake"),
    ]  # fmt: skip


def test_deeper_levels_begin_anew_under_each_item() -> None:
    body = item("a") + item("b", depth=1) + item("c", depth=1) + item("d") + item("e", depth=1)
    assert texts(body, numbering=PLAIN) == ["1. a", "1.1. b", "1.2. c", "2. d", "2.1. e"]


def test_a_level_that_says_so_goes_on() -> None:
    numbering = abstract("0", level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + listed("1", "0")
    body = item("a") + item("b", depth=1) + item("c") + item("d", depth=1)
    assert texts(body, numbering=numbering) == ["1. a", "1) b", "2. c", "2) d"]


def test_a_deeper_item_without_one_above_counts_from_the_start() -> None:
    assert texts(item("a", depth=1), numbering=PLAIN) == ["1.1. a"]


def test_lists_that_share_their_levels_go_on_unless_one_begins_anew() -> None:
    numbering = PLAIN + listed("2", "0") + listed("3", "0", RESTART)
    body = item("a") + item("b", "2") + p("Between.") + item("c", "3") + item("d", "3") + item("e")
    assert texts(body, numbering=numbering) == ["1. a", "2. b", "Between.", "1. c", "2. d", "3. e"]


def test_numbers_in_letters_and_roman_figures_are_written() -> None:
    numbering = abstract("0", level(0, "%1)", "lowerLetter"), level(1, "(%2)", "upperRoman")) + listed("1", "0")
    assert texts(item("a") + item("b") + item("c", depth=1), numbering=numbering) == ["a) a", "b) b", "(I) c"]


def test_numbers_in_an_unknown_format_are_left_out() -> None:
    numbering = abstract("0", level(0, "%1.", "chicago")) + listed("1", "0")
    assert kinds(item("dam"), numbering=numbering) == [("item", "dam")]


def test_a_list_without_numbers_is_plain_text() -> None:
    numbering = abstract("0", level(0, "", "none")) + listed("1", "0")
    assert kinds(item("dam") + item("port", "0"), numbering=numbering) == [("text", "dam"), ("text", "port")]


def test_a_numbered_heading_has_its_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr>'
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert kinds(p("The dam", style="Heading2"), styles=styles, numbering=PLAIN) == [("heading", "1.1. The dam")]


def test_an_empty_item_counts_unless_it_is_deleted() -> None:
    gone = '<w:rPr><w:del/></w:rPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert texts(item("") + p("", properties=gone) + item("dam"), numbering=PLAIN) == ["2. dam"]


def test_a_list_may_be_defined_by_a_style_of_lists() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Own"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Own"/>{level(0, "%1.")}</w:abstractNum>'
        f"{listed('1', '0')}"
    )
    assert texts(item("dam"), numbering=numbering) == ["1. dam"]


def test_items_are_read_where_the_numbering_is_missing() -> None:
    assert texts(item("dam")) == ["dam"]


def test_nonsense_in_the_numbering_counts_as_absent() -> None:
    numbering = '<w:num/><w:num w:numId="1"><w:abstractNumId w:val="x"/></w:num><w:abstractNum/>'
    assert texts(item("dam"), numbering=numbering) == ["dam"]


def test_a_level_that_no_list_has_is_none() -> None:
    numbering = abstract("0", level(999_999_999, "%1.")) + listed("1", "0")
    assert kinds(item("dam", depth=999_999_999), numbering=numbering) == [("text", "dam")]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (28, "lowerLetter", "bb"), (3, "upperLetter", "C"),
        (1994, "upperRoman", "MCMXCIV"), (4, "lowerRoman", "iv"), (0, "lowerRoman", "0"), (9999, "upperRoman", "9999"),
        (4, "hebrew1", None),
    ],
)  # fmt: skip
def test_figures_are_written_in_the_format(number: int, form: str, written: str | None) -> None:
    assert figure(number, form) == written
