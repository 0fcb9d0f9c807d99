"""Footnotes and endnotes: their marks go, and they follow the paragraph that they belong to."""

from mediaqa.reading import read_document
from mediaqa.values import Overrides
from tests.reading.docx.making import PROSE, kinds, p, run, texts, word

FOOTNOTES = (
    f'<w:footnote w:type="separator" w:id="-1">{p("line")}</w:footnote>'
    f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>", " Vesk Post, 3 May.")}</w:footnote>'
    f'<w:footnote w:id="2">{p("Sarn Herald,")}{p("4 May.")}</w:footnote>'
)
ENDNOTES = f'<w:endnote w:id="1">{p("Northlight Weekly.")}</w:endnote>'


def foot(key: int, more: str = "", mark: str = "") -> str:
    return (
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{key}"{more}/>{mark}</w:r>'
    )


def end(key: int) -> str:
    return f'<w:r><w:endnoteReference w:id="{key}"/></w:r>'


def test_notes_follow_their_paragraph_with_their_numbers() -> None:
    body = p("The dam broke", foot(7), " in May.", foot(2)) + p("It was old.", end(1))
    assert kinds(body, footnotes=FOOTNOTES, endnotes=ENDNOTES) == [
        ("text", "The dam broke in May."),
        ("note", "1 Vesk Post, 3 May."),
        ("note", "2 Sarn Herald, 4 May."),
        ("text", "It was old."),
        ("note", "i Northlight Weekly."),
    ]


def test_the_authors_own_mark_goes_with_the_note_and_is_not_counted() -> None:
    body = p("The dam", foot(7, ' w:customMarkFollows="1"', "<w:t>*</w:t>"), " broke.", foot(2))
    assert texts(body, footnotes=FOOTNOTES) == ["The dam broke.", "* Vesk Post, 3 May.", "1 Sarn Herald, 4 May."]


def test_the_form_of_the_numbers_is_that_of_the_document() -> None:
    settings = '<w:endnotePr><w:numFmt w:val="decimal"/><w:numStart w:val="5"/></w:endnotePr>'
    assert texts(p("Old.", end(1)), endnotes=ENDNOTES, settings=settings) == ["Old.", "5 Northlight Weekly."]


def test_notes_in_a_table_follow_their_row() -> None:
    cells = "".join(f"<w:tc>{p(text, *more)}</w:tc>" for text, more in (("Vesk", (foot(7),)), ("10", ())))
    assert kinds(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", footnotes=FOOTNOTES) == [
        ("text", "Vesk | 10"), ("note", "1 Vesk Post, 3 May."),
    ]  # fmt: skip


def test_a_note_that_is_missing_leaves_the_text_alone() -> None:
    assert texts(p("The dam", foot(9), " broke.")) == ["The dam broke."]


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    circle = f'<w:footnote w:id="7">{p("Again", foot(7))}</w:footnote>'
    assert texts(p("The dam", foot(7), " broke.", foot(7)), footnotes=circle) == ["The dam broke.", "1 Again"]


def test_a_deleted_reference_has_no_note() -> None:
    assert texts(p("The dam.", f"<w:del>{foot(7)}</w:del>", run("")), footnotes=FOOTNOTES) == ["The dam."]


def test_notes_are_neither_headings_nor_quotations_of_the_report() -> None:
    quoted = f'<w:footnote w:id="7">{p("“The dam was never safe,” the Post wrote.")}</w:footnote>'
    data = word(p(PROSE, foot(7)) + p(PROSE), footnotes=quoted)
    report = read_document(data, source="report.docx", name="report.docx", overrides=Overrides())
    assert report.text == f"{PROSE}\n\n1 “The dam was never safe,” the Post wrote.\n\n{PROSE}"
    assert report.quotations == ()
