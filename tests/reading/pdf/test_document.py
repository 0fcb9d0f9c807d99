"""A whole file: headings, facts, pages, warnings and errors."""

import contextlib
import threading

import pytest

from mediaqa.errors import DamagedFileError, EmptyReportError, EncryptedFileError, ScannedFileError
from mediaqa.reading.documents import read_document
from mediaqa.reading.metadata import Fact, Rank
from mediaqa.reading.pdf import parse_pdf
from mediaqa.values import Overrides
from tests.reading.pdf.sheets import (
    LEFT,
    LISSANDER,
    SARN,
    VESK,
    Text,
    below,
    column,
    image,
    locked,
    made,
    read,
    texts,
    wrapped,
)


def report() -> list[list[Text]]:
    title = [Text(LEFT, 80, "Vesk and Its Neighbours: A Reading", 20), Text(LEFT, 104, "of the Winter Press", 20)]
    byline = [Text(LEFT, 130, "Anna Petrova", 12), Text(LEFT, 146, "3 May 2021")]
    first = [Text(LEFT, 190, "The government", 14), *wrapped(VESK, y=215)]
    second = [Text(LEFT, 275, "The ministry", 10, "Times-Bold"), *wrapped(SARN, y=295)]
    return [title + byline + first + second, [Text(LEFT, 80, "The opposition", 14), *column([LISSANDER], y=105)]]


def test_headings_have_levels_by_their_type() -> None:
    blocks = read(*report()).blocks
    assert [(block.level, block.text) for block in blocks if block.kind == "heading"] == [
        (1, "Vesk and Its Neighbours: A Reading of the Winter Press"),
        (2, "The government"),
        (3, "The ministry"),
        (2, "The opposition"),
    ]


def test_a_file_in_one_type_has_no_marked_headings() -> None:
    assert read(column([VESK, "The ministry", SARN])).marked is False
    assert read(*report()).marked is True


def test_a_caption_in_bold_type_is_no_heading() -> None:
    page = [*report()[0], Text(LEFT, 400, "Table 1: Papers of Vesk", 10, "Times-Bold"), *column([LISSANDER], y=420)]
    assert "Table 1: Papers of Vesk" not in [block.text for block in read(page).blocks if block.kind == "heading"]


def test_a_report_is_read_from_end_to_end() -> None:
    found = read_document(made(*report()), source="vesk.pdf", name="vesk.pdf", overrides=Overrides())
    assert (found.title, found.authors) == ("Vesk and Its Neighbours: A Reading of the Winter Press", ("Anna Petrova",))
    assert str(found.published_on) == "2021-05-03"
    assert [section.title for section in found.sections] == ["The government", "The ministry", "The opposition"]
    assert [(page.number, found.text[page.start : page.end].strip()[-11:]) for page in found.pages] == [
        (1, "wn spokesman."[-11:]),
        (2, "which year."),
    ]


def test_properties_become_facts() -> None:
    properties = {"Title": "The Press of Vesk", "Author": "Anna Petrova; Boris Kohl", "Keywords": "Vesk, Sarn; dam"}
    assert read(column([VESK]), properties=properties).facts == (
        Fact("page_count", 1, Rank.PROPERTIES),
        Fact("title", "The Press of Vesk", Rank.PROPERTIES),
        Fact("authors", ("Anna Petrova", "Boris Kohl"), Rank.PROPERTIES),
        Fact("tags", ("Vesk", "Sarn", "dam"), Rank.PROPERTIES),
    )


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - press_final.doc",
        "press.pdf",
        "untitled",
        "Untitled 3",
        "Presentation",
        "C:\\press\\vesk",
        "ReportLab PDF Library",
        "--",
    ],
)
def test_titles_of_programs_and_files_are_none(title: str) -> None:
    facts = read(column([VESK]), properties={"Title": title, "Author": "Administrator"}).facts
    assert [fact.field for fact in facts] == ["page_count"]


def test_a_title_of_one_word_counts_when_it_stands_on_the_page() -> None:
    assert read(column([VESK]), properties={"Title": "Lanterna"}).facts[1] == Fact("title", "Lanterna", Rank.PROPERTIES)


def test_pages_without_text_are_told() -> None:
    assert read(column([VESK]), [image], column([SARN]), [image], [image]).warnings == (
        "pages 2 and 4-5 are images without text",
    )
    assert read(column([VESK]), [image]).warnings == ("page 2 is an image without text",)
    assert read(column([VESK]), []).warnings == ()


def test_a_scanned_file_is_refused() -> None:
    with pytest.raises(ScannedFileError, match=r"^vesk\.pdf: all 3 pages are images without text"):
        read([image], [image], [image])
    with pytest.raises(ScannedFileError, match=r"^vesk\.pdf: the only page is an image without text"):
        read([image])


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyReportError, match=r"^vesk\.pdf: holds no text"):
        read([], [])
    with pytest.raises(EmptyReportError, match=r"^vesk\.pdf: holds no text"):
        parse_pdf(b"", "vesk.pdf")


@pytest.mark.parametrize("data", [b"Vesk", b"%PDF-1.4\n", b"%PDF-1.7" + b"\xff" * 5000, b"PK\x03\x04" * 50])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"^vesk\.pdf: "):
        parse_pdf(data, "vesk.pdf")


def test_a_file_that_is_cut_off_is_refused() -> None:
    data = made(column([VESK, SARN]), column([LISSANDER]))
    with pytest.raises(DamagedFileError, match=r"^vesk\.pdf: the PDF is cut off or corrupt"):
        parse_pdf(data[: len(data) // 3], "vesk.pdf")


def test_a_password_is_told() -> None:
    data = made(column([VESK]), encrypt=locked("sarn"))
    with pytest.raises(EncryptedFileError, match=r"^vesk\.pdf: protected by a password"):
        parse_pdf(data, "vesk.pdf")


def test_a_file_that_anybody_may_open_is_read() -> None:
    assert texts(read(column([VESK]), encrypt=locked("", "sarn"))) == [VESK]


def test_files_are_read_at_the_same_time() -> None:
    data = [made(*[column([words] * 3)] * 5) for words in (VESK, SARN, LISSANDER)]
    found: dict[int, list[str]] = {}

    def work(i: int) -> None:
        found[i] = texts(parse_pdf(data[i], "vesk.pdf"))

    threads = [threading.Thread(target=work, args=(i,)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[i][0] for i in range(3)] == [VESK, SARN, LISSANDER]


@pytest.mark.parametrize("share", range(0, 100, 3))
def test_any_cut_of_a_file_is_read_or_refused(share: int) -> None:
    data = made(*report())
    with contextlib.suppress(DamagedFileError, EmptyReportError):
        assert parse_pdf(data[: len(data) * share // 100], "vesk.pdf").blocks


def test_dots_that_lead_to_a_page_become_one_sign() -> None:
    lines = [Text(LEFT, 100 + 14 * i, f"The border {'. ' * 20}{i}") for i in range(3)]
    assert texts(read(lines + column([VESK], y=below(lines, 20)))) == [*(f"The border … {i}" for i in range(3)), VESK]


def test_a_page_that_cannot_be_read_is_left_out() -> None:
    data = made(column([VESK]), column([SARN]), column([LISSANDER]))
    parsed = parse_pdf(data.replace(b"/Kids [ 4 0 R 5 0 R", b"/Kids [ 4 0 R 0 0 R"), "vesk.pdf")
    assert texts(parsed) == [VESK, LISSANDER]
    assert parsed.warnings == ("page 2 cannot be read",)


def test_a_centred_byline_and_its_institution_are_two_lines() -> None:
    page = [Text(250, 120, "Anna Petrova"), Text(238, 134, "University of Sarn"), *column([VESK, SARN], y=170)]
    assert texts(read(page)) == ["Anna Petrova", "University of Sarn", VESK, SARN]


def test_a_header_and_a_hyphen_between_pages_leave_no_trace() -> None:
    start = "Nobody in Lissander expects the pipeline to be opened soon, said the papers of Vesk and min"
    first = [Text(LEFT, 50, "Vesk Press Review", 8), *column([SARN]), *wrapped(f"{start}-", y=130)]
    rest = "isters who ought to know, among them the one who had signed the treaty with the company."
    second = [Text(LEFT, 50, "Vesk Press Review", 8), *wrapped(rest)]
    assert texts(read(first, second)) == [SARN, f"{start}{rest}"]
