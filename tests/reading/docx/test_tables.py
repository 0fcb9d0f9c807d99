"""Tables: a block a row, and the cells of those that only lay out a page."""

from tests.reading.docx.making import PROSE, blocks, kinds, p, texts, word


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else cell(p(c)) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_a_table_has_a_block_a_row_that_is_no_heading() -> None:
    body = p("Before.") + table(row("Country", "Dams"), row("Vesk", "10")) + p(PROSE)
    found = blocks(word(body))
    assert [block.text for block in found] == ["Before.", "Country | Dams", "Vesk | 10", PROSE]
    assert [block.settled for block in found] == [False, True, True, False]


def test_merged_cells_are_not_repeated() -> None:
    first = cell(p("Vesk"), properties='<w:vMerge w:val="restart"/>')
    rest = cell(p("Vesk"), properties="<w:vMerge/>")
    wide = cell(p("Together"), properties='<w:gridSpan w:val="2"/>')
    assert texts(table(row(first, "10"), row(rest, "20"), row(wide))) == ["Vesk | 10", "20", "Together"]


def test_paragraphs_in_a_cell_and_nested_tables_are_flattened() -> None:
    inner = table(row("a", "b"), row("c", "d"))
    assert texts(table(row(cell(p("One."), p("Two.")), cell(inner, p(""))))) == ["One. Two. | a | b c | d"]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    held = f"<w:sdt><w:sdtContent>{cell(p('10'))}</w:sdtContent></w:sdt>"
    body = f"<w:tbl><w:sdt><w:sdtContent>{row('Vesk', held)}</w:sdtContent></w:sdt></w:tbl>"
    assert texts(body) == ["Vesk | 10"]


def test_the_prompt_of_an_empty_cell_is_left_out() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{cell(p('Click to enter text.'))}</w:sdtContent></w:sdt>"
    )
    assert texts(table(row("Vesk", prompt, "10"))) == ["Vesk | 10"]


def test_deleted_rows_are_left_out() -> None:
    assert texts(table(row("a", "b"), row("c", "d", properties="<w:del/>"))) == ["a | b"]


def test_a_table_of_one_column_is_its_paragraphs() -> None:
    body = table(row(cell(p("The dam", style="Heading1"), p(PROSE))), row("Sarn."))
    assert kinds(body) == [("heading", "The dam"), ("text", PROSE), ("text", "Sarn.")]


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    long = PROSE * 3
    assert texts(table(row(cell(p(long), p(long)), cell(p("Beside."))))) == [long, long, "Beside."]
