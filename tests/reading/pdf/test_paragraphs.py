"""Lines become paragraphs: indentation, space, short lines, lists, quotations, pages."""

from mediaqa.reading.blocks import PageStart
from tests.reading.pdf.sheets import (
    LEFT,
    LISSANDER,
    RIGHT,
    SARN,
    TOP,
    VESK,
    Text,
    below,
    block_with,
    column,
    kinds,
    read,
    texts,
    wrapped,
)


def indented(*paragraphs: str) -> list[Text]:
    lines: list[Text] = []
    for words in paragraphs:
        lines += wrapped(words, first=14, y=below(lines) if lines else TOP)
    return lines


def test_space_sets_paragraphs_apart() -> None:
    assert texts(read(column([VESK, SARN, LISSANDER]))) == [VESK, SARN, LISSANDER]


def test_indentation_sets_paragraphs_apart() -> None:
    assert texts(read(indented(VESK, SARN, LISSANDER))) == [VESK, SARN, LISSANDER]


def test_a_short_last_line_sets_paragraphs_apart() -> None:
    paragraphs = [f"{words} Nobody knew why." for words in (VESK, SARN, LISSANDER)]
    assert texts(read(column(paragraphs, gap=0))) == paragraphs


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = wrapped(f"{SARN} {VESK}")
    parsed = read(column([LISSANDER]) + [line._replace(y=line.y + 100) for line in lines[:3]], lines[3:])
    assert texts(parsed) == [LISSANDER, f"{SARN} {VESK}"]
    on_first = len(" ".join(line.words for line in lines[:3])) + 1
    assert parsed.blocks[1].pages == (PageStart(0, 1), PageStart(on_first, 2))


def test_a_paragraph_that_ends_with_the_page_is_not_joined() -> None:
    parsed = read(indented(VESK, SARN), indented(LISSANDER, VESK))
    assert texts(parsed) == [VESK, SARN, LISSANDER, VESK]
    assert [block.pages for block in parsed.blocks] == [(PageStart(0, 1),)] * 2 + [(PageStart(0, 2),)] * 2


def test_a_sentence_goes_on_past_a_table_at_the_top_of_the_page() -> None:
    lines = wrapped(f"{SARN} {VESK}", right=400)
    table = [
        Text(x, TOP + 12 * n, words)
        for n, row in enumerate((("Courier", "12"), ("Lanterna", "9"), ("Morning Post", "31")))
        for x, words in zip((LEFT, 250), row, strict=True)
    ]
    rest = [line._replace(y=line.y + 80) for line in lines[4:]]
    assert rest[0].words.startswith("the Morning Post")
    parsed = read(lines[:4], table + rest)
    assert texts(parsed) == [f"{SARN} {VESK}", "Courier | 12", "Lanterna | 9", "Morning Post | 31"]


def test_items_of_a_list_stand_apart() -> None:
    first = wrapped("• " + VESK, x=LEFT + 12, right=RIGHT)
    second = wrapped("• " + SARN, x=LEFT + 12, y=below(first))
    last = wrapped("2. The dam at Sarn is full.", x=LEFT + 12, y=below(second))
    assert kinds(read([*first, *second, *last])) == [
        ("item", VESK),
        ("item", SARN),
        ("item", "2. The dam at Sarn is full."),
    ]


def test_a_figure_or_a_dash_at_the_beginning_of_a_line_is_no_item() -> None:
    written = (
        "The Courier of Lissander wrote on its first page (and again on page\n"
        "12) that the border would be closed before the end of the winter\n"
        "– as the ministry had said it would be – and that nobody in Vesk\n"
        "had asked why."
    )
    lines = [Text(LEFT, TOP + 12 * i, words) for i, words in enumerate(written.split("\n"))]
    assert texts(read(lines)) == [written.replace("\n", " ")]


def test_a_quotation_keeps_its_indentation() -> None:
    lines = column([VESK])
    lines += wrapped(SARN, x=LEFT + 30, right=RIGHT - 30, y=below(lines, 6))
    lines += wrapped(LISSANDER, y=below(lines, 6))
    assert [(block.text, block.indent > 1) for block in read(lines).blocks] == [
        (VESK, False),
        (SARN, True),
        (LISSANDER, False),
    ]


def test_lines_of_a_bibliography_hang() -> None:
    entries = [
        "Sarn, Anna. The Border and Its Papers: A Study of the Press in Vesk and Lissander since the War. Vesk: Lark",
        "Vesk, Boris. Who Reads What in Sarn: The Audience of the Courier and of the Morning Post. Lissander: North",
    ]
    lines: list[Text] = []
    for entry in entries * 3:
        block = wrapped(f"{entry} Press, 2019.", x=LEFT + 24, first=-24, y=below(lines) if lines else TOP)
        lines += block
    assert texts(read(lines)) == [f"{entry} Press, 2019." for entry in entries * 3]


def test_a_large_initial_belongs_to_its_word() -> None:
    lines = wrapped(VESK[1:], x=LEFT + 24)
    initial = Text(LEFT, lines[1].y, "T", 30)
    rest = [line if i < 2 else line._replace(x=LEFT) for i, line in enumerate(lines)]
    assert texts(read([initial, *rest])) == [VESK]


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    rows = [("Paper", "Articles", "Share"), ("Courier", "12", "40%"), ("Lanterna", "18", "60%")]
    table = [
        Text(x, 300 + 14 * n, words) for n, row in enumerate(rows) for x, words in zip((80, 200, 300), row, strict=True)
    ]
    assert texts(read(column([VESK]) + table)) == [VESK, *(" | ".join(row) for row in rows)]


def test_names_beside_each_other_are_told_apart() -> None:
    names = [Text(LEFT + 20, 120, "Anna Petrova"), Text(LEFT + 240, 120, "Boris Kohl")]
    assert texts(read([*names, *column([VESK], y=160)])) == ["Anna Petrova | Boris Kohl", VESK]


def test_a_paragraph_is_no_heading_and_has_its_gap() -> None:
    parsed = read(column([VESK, SARN]))
    assert [block.gap for block in parsed.blocks] == [True, True]
    assert block_with(parsed, "Sarn did not").kind == "text"
