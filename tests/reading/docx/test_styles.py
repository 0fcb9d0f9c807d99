"""What a paragraph is: heading, item, quotation, caption, by its style in any language and by its own properties."""

import docx
import pytest

from mediaqa.reading.blocks import Block
from mediaqa.reading.docx import parse_docx
from tests.reading.docx.making import PROSE, blocks, kinds, p, saved, texts, word


def style(name: str, shown: str, inside: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{based}{inside}</w:style>'


def outline(level: int) -> str:
    return f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'


def levels(body: str, **parts: str) -> list[int]:
    return [block.level for block in blocks(word(body, **parts))]


def test_a_document_of_python_docx_is_read_in_its_order() -> None:
    made = docx.Document()
    made.add_heading("The Dam of Sarn", 0)
    made.add_paragraph("A review of the press", style="Subtitle")
    made.add_heading("What the papers said", 1)
    made.add_paragraph(PROSE)
    made.add_paragraph("The dam was old.", style="List Bullet")
    made.add_paragraph("The dam was small.", style="List Number")
    made.add_paragraph("Nobody asked us about the dam.", style="Quote")
    made.add_paragraph("Nobody has ever asked.", style="Intense Quote")
    made.add_heading("Lissander", 3)
    made.add_paragraph("Figure 1. The dam", style="Caption")
    parsed = parse_docx(saved(made), "report.docx")
    assert [(block.kind, block.level, block.text) for block in parsed.blocks] == [
        ("heading", 1, "The Dam of Sarn"),
        ("text", 0, "A review of the press"),
        ("heading", 1, "What the papers said"),
        ("text", 0, PROSE),
        ("item", 0, "The dam was old."),
        ("item", 0, "1. The dam was small."),
        ("quote", 0, "Nobody asked us about the dam."),
        ("quote", 0, "Nobody has ever asked."),
        ("heading", 3, "Lissander"),
        ("text", 0, "Figure 1. The dam"),
    ]
    assert parsed.marked
    assert [block.settled for block in parsed.blocks][-1]


def test_a_document_without_heading_styles_is_not_marked() -> None:
    assert not parse_docx(word(p(PROSE)), "report.docx").marked


@pytest.mark.parametrize(
    ("definition", "level"),
    [
        (style("1", "heading 1", outline(0)), 1),
        (style("1", "Заголовок 2"), 2),
        (style("1", "Überschrift 3"), 3),
        (style("1", "My own", outline(3)), 4),
        (style("1", "My own", base="2") + style("2", "Heading 2"), 2),
        (style("1", "My own", outline(9), base="2") + style("2", "heading 2", outline(1)), 0),
        (style("1", "heading 8", outline(7)), 6),
        (style("1", "My own", base="2") + style("2", "Other", base="1"), 0),
        (style("1", "Subtitle", outline(1)), 0),
        (style("1", "Title"), 1),
    ],
)
def test_the_level_of_a_heading_is_that_of_its_style_or_of_a_base_style(definition: str, level: int) -> None:
    assert levels(p("The dam", style="1"), styles=definition) == [level]


def test_styles_are_known_by_their_ids_where_nothing_defines_them() -> None:
    body = p("The dam", style="Heading2") + p(PROSE, style="Quote") + p("One", style="ListBullet")
    assert kinds(body) == [("heading", "The dam"), ("quote", PROSE), ("item", "One")]


def test_the_outline_level_of_a_paragraph_wins() -> None:
    body = p("The dam", properties='<w:outlineLvl w:val="1"/>')
    assert blocks(word(body)) == [Block("The dam", "heading", 2)]


def test_a_long_paragraph_under_a_headings_style_is_text() -> None:
    assert kinds(p(PROSE * 5, style="Heading1")) == [("text", PROSE * 5)]


def test_entries_of_a_table_of_contents_are_left_out_by_their_styles() -> None:
    styles = style("a", "TOC Heading", base="b") + style("b", "heading 1") + style("c", "toc 2")
    assert texts(p("Contents", style="a") + p("The dam 3", style="c") + p(PROSE), styles=styles) == [PROSE]


@pytest.mark.parametrize("name", ["Цитата", "Выделенная цитата", "Block Text", "Quotations", "Intense Quote"])
def test_styles_of_quotations_are_known_in_english_and_russian(name: str) -> None:
    assert kinds(p(PROSE, style="a5"), styles=style("a5", name)) == [("quote", PROSE)]


@pytest.mark.parametrize(
    ("sides", "indent"),
    [
        ('w:left="720" w:right="720"', 6),
        ('w:start="36pt" w:end="36pt"', 6),
        ('w:left="720"', 0),
        ('w:left="720" w:right="-20"', 0),
        ('w:left="wide" w:right="720"', 0),
    ],
)
def test_indentation_from_both_sides_is_told(sides: str, indent: int) -> None:
    assert blocks(word(p(PROSE, properties=f"<w:ind {sides}/>"))) == [Block(PROSE, indent=indent)]


def test_indentation_is_inherited_side_by_side() -> None:
    styles = style("a", "In", '<w:pPr><w:ind w:left="480"/></w:pPr>', "b") + style(
        "b", "Base", '<w:pPr><w:ind w:left="960" w:right="960"/></w:pPr>'
    )
    assert blocks(word(p(PROSE, style="a"), styles=styles)) == [Block(PROSE, indent=4)]


def test_the_default_style_counts_where_none_is_named() -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:b/></w:rPr></w:style>'
    assert blocks(word(p("The dam"), styles=styles)) == [Block("The dam", strong=True)]
