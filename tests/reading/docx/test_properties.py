"""What the properties of a file say of a report, and what they only seem to say."""

import docx
import pytest

from mediaqa.reading import read_document
from mediaqa.reading.dates import DateReading
from mediaqa.reading.docx import parse_docx
from mediaqa.reading.metadata import Rank
from mediaqa.values import Overrides
from tests.reading.docx.making import CONTENT_TYPES, PROSE, RELATIONS, document, p, saved, zipped

VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def facts(**core: str) -> dict[str, object]:
    made = docx.Document()
    made.add_paragraph(PROSE)
    for name, value in ({"author": "", "title": ""} | core).items():
        setattr(made.core_properties, name, value)
    return {fact.field: fact.value for fact in parse_docx(saved(made), "report.docx").facts}


def custom(**values: str) -> bytes:
    held = "".join(f'<property name="{name.replace("_", " ")}">{value}</property>' for name, value in values.items())
    part = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VT}">{held}</Properties>'
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document(p(PROSE)),
            "docProps/custom.xml": part,
        }
    )  # fmt: skip


def test_the_core_properties_are_read() -> None:
    assert facts(
        title="The Dam of Sarn", author="Anna Fink; Julian Waller", keywords="dam, Sarn; floods", language="en-GB"
    ) == {
        "title": "The Dam of Sarn", "authors": ("Anna Fink", "Julian Waller"), "tags": ("dam", "Sarn", "floods"),
        "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    "author",
    ["python-docx", "Microsoft Office User", "user", "admin", "Admin", "Unknown", "", "Пользователь", "afink",
     "SARN\\anna", "anna@vesk.example", "PC-7", "HP"],
)  # fmt: skip
def test_nobody_is_no_author(author: str) -> None:
    assert facts(author=author) == {}


@pytest.mark.parametrize(
    "title",
    ["Word Document", "Document1", "Документ 2", "untitled", "Без названия", "digest_07.docx",
     "Microsoft Word - digest", "digest_final_2", "C:\\reports\\digest", "12.05.2021", "Title", " "],
)  # fmt: skip
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert facts(title=title) == {}


def test_company_and_days_of_the_file_are_not_the_reports() -> None:
    assert facts(category="Reports", subject="Dams", comments="Draft") == {}


def test_a_paragraph_in_the_style_of_a_title_wins_over_the_property() -> None:
    made = docx.Document()
    made.core_properties.title = "Sarn Press Digest 6"
    made.core_properties.author = "Anna Fink"
    made.add_heading("Sarn Press Digest", 0)
    made.add_heading("The dam", 1)
    made.add_paragraph(PROSE)
    made.add_heading("The port", 1)
    made.add_paragraph(PROSE)
    report = read_document(saved(made), source="x.docx", name="x.docx", overrides=Overrides())
    assert (report.title, report.authors) == ("Sarn Press Digest", ("Anna Fink",))
    assert report.origins == {"title": "text", "authors": "document properties", "language": "text"}
    assert report.text == f"The dam\n\n{PROSE}\n\nThe port\n\n{PROSE}"
    assert report.format == "docx"


def test_a_language_that_the_text_plainly_has_not_is_passed_over() -> None:
    made = docx.Document()
    made.add_paragraph("Власти Веска всю неделю защищали плотину и порт, и об этом пишет газета.")
    made.core_properties.author = ""
    for language, known in (("en-US", ()), ("ru-RU", ("ru",))):
        made.core_properties.language = language
        assert tuple(fact.value for fact in parse_docx(saved(made), "report.docx").facts) == known


def test_custom_properties_are_read_by_their_labels() -> None:
    data = custom(
        Publisher="<vt:lpwstr>Vesk Institute</vt:lpwstr>",
        Document_number="<vt:lpwstr>VI-2021/7</vt:lpwstr>",
        Publication_date="<vt:filetime>2021-10-24T10:00:00Z</vt:filetime>",
        Client="<vt:lpwstr>Nobody</vt:lpwstr>",
        Pages="<vt:i4>7</vt:i4>",
    )
    found = parse_docx(data, "report.docx").facts
    assert {fact.field: fact.value for fact in found if fact.field != "date"} == {
        "publisher": "Vesk Institute", "document_number": "VI-2021/7", "page_count": 7,
    }  # fmt: skip
    days = [fact.value for fact in found if fact.field == "date"]
    assert [str(day.day) for day in days if isinstance(day, DateReading)] == ["2021-10-24"]
    assert {fact.rank for fact in found} == {Rank.PROPERTIES}


def test_core_properties_that_are_something_else_are_passed_over() -> None:
    for core in ("<a/>", "<a>cut off"):
        members = {"_rels/.rels": RELATIONS, "word/document.xml": document(p(PROSE)), "docProps/core.xml": core}
        assert parse_docx(zipped(members), "report.docx").facts == ()
