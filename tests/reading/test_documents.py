"""From bytes and text to a report: the errors, what wins, and what the id depends on."""

import datetime as dt
from pathlib import Path

import pytest

from mediaqa.errors import BinaryFileError, EmptyReportError, NoContentError, UnsupportedFormatError
from mediaqa.reading import PIPELINE_VERSION, read_document, read_file, read_text
from mediaqa.values import Overrides, Report, report_id

PROSE = "The government spent the week defending the dam, said the Post."
PAGE = f"Title: The Dam\nBy Anna Fink\n24 October 2021\nPages: 7\n\n{PROSE}"


def read(text: str, *, markdown: bool = False, name: str | None = "report.txt", **overrides: object) -> Report:
    return read_text(text, source="key", overrides=Overrides(**overrides), name=name, markdown=markdown)


def test_the_caller_wins_and_is_named_as_the_origin() -> None:
    report = read(
        PAGE,
        title="Mine",
        series="Mine 2",
        publisher="Us",
        authors=("A", "B"),
        published_on=dt.date(2020, 1, 2),
        document_number="X",
        page_count=3,
        language="ru",
        tags=("t",),
    )
    fields = (
        "title",
        "series",
        "publisher",
        "authors",
        "published_on",
        "document_number",
        "page_count",
        "language",
        "tags",
    )
    assert [getattr(report, field) for field in fields] == [
        "Mine", "Mine 2", "Us", ("A", "B"), dt.date(2020, 1, 2), "X", 3, "ru", ("t",),
    ]  # fmt: skip
    assert {report.origins[field] for field in fields} == {"caller"}


def test_the_text_and_the_id_do_not_depend_on_the_caller() -> None:
    plain, changed = read(PAGE), read(PAGE, title="Mine", authors=("A",), published_on=dt.date(2020, 1, 2))
    assert plain.text == changed.text == PROSE
    assert plain.id == changed.id == report_id("key", PROSE)


def test_a_date_of_the_caller_settles_an_ambiguous_one() -> None:
    text = f"Date: 03/04/2021\n\n{PROSE}"
    doubtful = read(text)
    assert (doubtful.published_on, doubtful.published_as_written) == (None, "03/04/2021")
    assert doubtful.warnings == ("the date '03/04/2021' is ambiguous",)
    settled = read(text, published_on=dt.date(2021, 4, 3))
    assert (settled.published_on, settled.published_as_written) == (dt.date(2021, 4, 3), "03/04/2021")
    assert settled.warnings == ()
    assert settled.origins == {
        "published_as_written": "text", "published_on": "caller", "title": "file name", "language": "text",
    }  # fmt: skip


def test_nothing_is_invented() -> None:
    report = read(PROSE)
    assert report.info.model_dump(exclude={"id", "source", "title", "language", "origins"}) == {
        "series": None, "publisher": None, "authors": (), "published_on": None, "published_as_written": None,
        "document_number": None, "page_count": None, "tags": (), "warnings": (), "passage_count": 0,
        "url": None, "format": "text", "metadata": {}, "duplicates": (),
    }  # fmt: skip
    assert report.origins == {"title": "file name", "language": "text"}
    assert report.pages == ()


def test_dates_in_prose_are_not_the_reports() -> None:
    text = f"An October 21, 2021 article in the Post notes it. It was written on 24 October 2021.\n\n{PROSE}"
    assert read(text).published_as_written is None


@pytest.mark.parametrize("name", ["press-review-2021-10-24.txt", "обзор.md"])
def test_without_a_title_the_file_name_is_it(name: str) -> None:
    report = read(PROSE, name=name)
    assert (report.title, report.origins["title"]) == (name.partition(".")[0], "file name")


def test_a_text_without_a_file_has_its_key_as_title() -> None:
    report = read(PROSE, name=None)
    assert (report.title, report.origins["title"]) == ("key", "caller")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The Dam and Its Critics\nBy Anna Fink\n\n{PROSE}", "The Dam and Its Critics"),
        (f"The Dam and Its Critics\n\n3 May 2024\n\n{PROSE}", "The Dam and Its Critics"),
        (f"Harbour Watch No. 14\nThe Dam and Its Critics\nBy Anna Fink\n\n{PROSE}", "The Dam and Its Critics"),
        (f"Vesk Basin Monitor\n\nAfter the Water\n\nBy Anna Fink\n\n{PROSE}", "After the Water"),
        (f"Centre for Tarn Studies\nAfter the Water\nBy Anna Fink\n\n{PROSE}", "After the Water"),
        (
            f"The Dam and the Press of\nThree Countries\nBy Anna Fink\n\n{PROSE}",
            "The Dam and the Press of Three Countries",
        ),
        (f"Who Pays for the Broken Dam of Orlo?\nBy Anna Fink\n\n{PROSE}", "Who Pays for the Broken Dam of Orlo?"),
        (f"Weekly Digest of the Tarn Press\n\n{PROSE}", "Weekly Digest of the Tarn Press"),
        (f"After the Water\n\nGovernment line\n\n{PROSE}", "After the Water"),
        (f"After the Water\n===============\n\n{PROSE}", "After the Water"),
        (f"Harbour Watch No. 14\n\n{PROSE}", "Harbour Watch No. 14"),
        (
            f"Share\nReport\nTarn in the Press\nThe following is an excerpt from this report:\n{PROSE}",
            "Tarn in the Press",
        ),
    ],
)
def test_a_line_at_the_top_is_the_title(text: str, title: str) -> None:
    report = read(text)
    assert (report.title, report.origins["title"]) == (title, "text")
    assert title not in report.text


@pytest.mark.parametrize("heading", ["Government line", "Summary", "Introduction", "Video"])
def test_a_lone_line_over_prose_is_a_heading_and_no_title(heading: str) -> None:
    report = read(f"{heading}\n\n{PROSE}\n\nOpposition line\n\n{PROSE}")
    assert report.title == "report"
    assert [section.title for section in report.sections] == [heading, "Opposition line"]


def test_a_heading_below_the_authors_is_no_title() -> None:
    report = read(
        f"Anna FinkJulian Waller\n\nThe following is an excerpt from this report:\n\nTalks in Velm\n\n{PROSE}"
    )
    assert (report.title, report.authors) == ("report", ("Anna Fink", "Julian Waller"))
    assert report.text == f"Talks in Velm\n\n{PROSE}"


def test_an_introduction_of_an_excerpt_inside_the_text_stays() -> None:
    text = f"{PROSE}\n\nThe following is an excerpt from the report of the ministry:\n\n{PROSE}"
    assert read(text).text == text


def test_markdown_has_its_highest_heading_as_title() -> None:
    report = read(f"# The Dam\n\n{PROSE}\n\n## Critics\n\n{PROSE}", markdown=True)
    assert report.title == "The Dam"
    assert report.text == f"{PROSE}\n\nCritics\n\n{PROSE}"


def test_equal_headings_are_sections_and_none_the_title() -> None:
    report = read(f"# Politics\n\n{PROSE}\n\n# Economy\n\n{PROSE}", markdown=True)
    assert report.title == "report"
    assert [section.title for section in report.sections] == ["Politics", "Economy"]


def test_a_title_with_nothing_below_is_the_text() -> None:
    assert read("# The Dam", markdown=True).text == "The Dam"
    assert read("Deputies rejected the budget.").text == "Deputies rejected the budget."


def test_an_issue_below_its_series_belongs_to_it() -> None:
    report = read(f"TARN MEDIA ANALYSIS\nIssue 14 | March 4, 2022\n\n{PROSE}")
    assert (report.title, report.series) == ("TARN MEDIA ANALYSIS", "TARN MEDIA ANALYSIS, Issue 14")
    assert report.published_on == dt.date(2022, 3, 4)
    report = read(f"Обзор печати\nВыпуск 31 (412), 5–11 августа 2019 г.\n\n{PROSE}")
    assert (report.series, report.published_on) == ("Обзор печати, Выпуск 31 (412), 5–11 августа 2019 г.", None)


def test_the_head_of_a_letter_is_no_title() -> None:
    report = read(f"From: desk@example.org\nTo: list@example.org\nDate: Sun, 24 Oct 2021 10:15:00 +0300\n\n{PROSE}")
    assert (report.title, report.published_on, report.text) == ("report", dt.date(2021, 10, 24), PROSE)


def test_a_byline_below_the_first_sentence_is_found() -> None:
    report = read(f"The Leak\nThree editors explain why they printed it.\nBy Lena Ost\n12 June 2020\n{PROSE}")
    assert (report.title, report.authors, report.published_on) == ("The Leak", ("Lena Ost",), dt.date(2020, 6, 12))
    assert report.text == f"Three editors explain why they printed it.\n\n{PROSE}"


def test_a_name_of_a_label_may_stand_above_its_value() -> None:
    report = read(f"{PROSE}\n\nPublication Date\n10/24/2021\nPages\n15")
    assert (report.published_on, report.page_count, report.text) == (dt.date(2021, 10, 24), 15, PROSE)


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\ufeff", "\u200b\u00a0\u2028", "\0"])
def test_blanks_only_are_refused(text: str) -> None:
    with pytest.raises(EmptyReportError, match="key"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "skip to main content\nHome News Video Search Facebook\nDownload full report\nBack to Orlan Studies",
        "Anna FinkJulian Waller\nPages: 15\nDownload full report",
        "* * *\n---\n...",
        "---\ntitle: The Dam\n---\n",
    ],
)
def test_chrome_and_metadata_only_are_refused(text: str) -> None:
    with pytest.raises(NoContentError, match="key"):
        read(text)


def test_a_file_is_read_once_and_named_in_errors(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(b"\xff\xfe" + f"# Дамба\n\n{PROSE}".encode("utf-16-le"))
    report = read_file(path, Overrides(), max_bytes=1000)
    assert (report.title, report.text, report.source) == ("Дамба", PROSE, str(path))
    path.write_bytes(bytes(range(256)))
    with pytest.raises(BinaryFileError, match=r"report\.md"):
        read_file(path, Overrides(), max_bytes=1000)
    path.write_text("<html><body>x")
    with pytest.raises(UnsupportedFormatError, match=r"report\.md"):
        read_file(path, Overrides(), max_bytes=1000)


def test_a_guessed_encoding_is_told() -> None:
    russian = "Газета «Восток» пишет, что переговоры о порте Велмар продолжатся в марте."
    report = read_document(russian.encode("cp1251"), source="key", name="a.txt", overrides=Overrides())
    assert (report.text, report.language) == (russian, "ru")
    assert report.warnings == ("read as cp1251, the likeliest encoding",)


def test_a_table_of_contents_is_left_out() -> None:
    text = (
        f"The Salt Report\n\nContents\n1. The mines\n2. The press\n\n1. The mines\n\n{PROSE}\n\n2. The press\n\n{PROSE}"
    )
    report = read(text)
    assert report.title == "The Salt Report"
    assert report.text == f"1. The mines\n\n{PROSE}\n\n2. The press\n\n{PROSE}"
    assert [section.title for section in report.sections] == ["1. The mines", "2. The press"]


def test_the_pipeline_has_a_version() -> None:
    assert PIPELINE_VERSION >= 1
