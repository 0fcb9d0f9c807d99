"""Questions about the reports themselves."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from mediaqa.about import answer_about
from mediaqa.reading import read_file
from mediaqa.values import Overrides, ReportInfo

NARROWS = ReportInfo(
    id="1" * 16,
    source="narrows.md",
    title="Collision in the Narrows",
    series="Sarn Press Digest, No. 7",
    publisher="Meridian Press Observatory",
    authors=("Hanna Verbeek", "Tadeus Quill", "Ivo Tarnow"),
    published_on=dt.date(2021, 3, 26),
    published_as_written="26 March 2021",
    document_number="MPO-7",
    page_count=5,
    language="en",
    origins={"title": "text"},
)
GRAIN = ReportInfo(
    id="2" * 16,
    source="grain.md",
    title="The Grain Ban",
    series="Sarn Press Digest, No. 21",
    authors=("Hanna Verbeek",),
    published_on=dt.date(2022, 8, 26),
    language="en",
    origins={"title": "text"},
)
BARE = ReportInfo(
    id="3" * 16,
    source="analysis.txt",
    title="analysis",
    published_as_written="03/04/2021",
    page_count=1,
    origins={"title": "file name"},
)
ALL = [NARROWS, GRAIN, BARE]
IT = "The report “Collision in the Narrows”"
AUTHORS = "Hanna Verbeek, Tadeus Quill and Ivo Tarnow"
SAMPLES = Path(__file__).parents[1] / "examples" / "reports"
QUESTIONS = Path(__file__).parent / "data" / "questions.json"


def told(question: str, reports: list[ReportInfo]) -> str | None:
    answer = answer_about(question, reports)
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who wrote the report?", f"{IT} was written by {AUTHORS}."),
        ("Who wrote it?", f"{IT} was written by {AUTHORS}."),
        ("Who are its authors?", f"{IT} was written by {AUTHORS}."),
        ("When was it published?", f"{IT} was published on 26 March 2021."),
        ("What is the publication date?", f"{IT} was published on 26 March 2021."),
        ("What is its document number?", f"{IT} has the document number MPO-7."),
        ("Who published the report?", f"{IT} was published by Meridian Press Observatory."),
        ("How many pages does it have?", f"{IT} has 5 pages."),
        ("Which series does the report belong to?", f"{IT} belongs to the series Sarn Press Digest, No. 7."),
        ("What is the title of the report?", "The report is titled “Collision in the Narrows”."),
        ("In which language is the report written?", f"{IT} is written in English."),
        ("How many reports are there?", "There is 1 report."),
        ("Кто написал отчёт?", "Авторы отчёта «Collision in the Narrows»: Hanna Verbeek, Tadeus Quill и Ivo Tarnow."),
        ("Когда опубликован отчёт?", "Отчёт «Collision in the Narrows» опубликован 26 марта 2021."),
        ("Сколько страниц в отчёте?", "Страниц в отчёте «Collision in the Narrows»: 5."),
        ("Сколько всего отчётов?", "Отчётов: 1."),
    ],
)  # fmt: skip
def test_single_report_is_meant(question: str, text: str) -> None:
    answer = answer_about(question, [NARROWS])
    assert answer is not None
    assert answer.text == text
    assert (answer.kind, answer.status, answer.reports) == ("about_corpus", "answered", (NARROWS,))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who wrote the report?", "The report “analysis” names no author."),
        ("Who published the report?", "The report “analysis” names no publisher."),
        ("What is the document number?", "The report “analysis” gives no document number."),
        ("What series does the report belong to?", "The report “analysis” names no series."),
        (
            "What is the title of the report?",
            "The report “analysis” has no title of its own; this is the name of its file.",
        ),
        ("In what language is the report?", "The language of the report “analysis” is not known."),
        ("Кто издал отчёт?", "В отчёте «analysis» издатель не назван."),
    ],
)  # fmt: skip
def test_what_the_metadata_does_not_hold_is_not_stated(question: str, text: str) -> None:
    answer = answer_about(question, [BARE])
    assert answer is not None
    assert answer.text == text
    assert answer.status == "not_found"


def test_ambiguous_date_is_given_as_written() -> None:
    assert told("When was the report published?", [BARE]) == (
        "The report “analysis” gives its date as 03/04/2021; which is the day and which the month is not certain."
    )


def test_one_page_is_singular() -> None:
    assert told("How many pages does the report have?", [BARE]) == "The report “analysis” has 1 page."


@pytest.mark.parametrize(
    ("question", "chosen"),
    [
        ("Who wrote the report on the grain ban?", [GRAIN]),
        ("Who wrote the Narrows report?", [NARROWS]),
        ("When was Sarn Press Digest No. 7 published?", [NARROWS]),
        ("How many pages does the report by Tadeus Quill have?", [NARROWS]),
        ("Who wrote the report of 2022?", [GRAIN]),
        ("Who authored the March report?", [NARROWS]),
        ("Which reports are by Hanna Verbeek?", [NARROWS, GRAIN]),
        ("Which reports do you have from 2021?", [NARROWS]),
        ("Which reports were published after 2021?", [GRAIN]),
        ("Which reports were published before 2022?", [NARROWS]),
        ("Which reports were published since 2021?", [NARROWS, GRAIN]),
        ("Which report is the newest?", [GRAIN]),
        ("Who wrote the oldest report?", [NARROWS]),
        ("List all reports", ALL),
        ("Who wrote the reports?", ALL),
    ],
)
def test_reports_are_chosen_by_their_metadata(question: str, chosen: list[ReportInfo]) -> None:
    answer = answer_about(question, ALL)
    assert answer is not None
    assert list(answer.reports) == chosen


def test_all_reports_are_told_each_by_name() -> None:
    text = told("How many pages do the reports have?", ALL)
    assert text == (
        "The report “Collision in the Narrows” has 5 pages.\n"
        "The report “The Grain Ban” does not say how many pages it has.\n"
        "The report “analysis” has 1 page."
    )


def test_reports_are_listed_with_what_is_known() -> None:
    assert told("Which reports are there?", ALL) == (
        "There are 3 reports:\n"
        "- Collision in the Narrows (Sarn Press Digest, No. 7, Meridian Press Observatory, 26 March 2021)\n"
        "- The Grain Ban (Sarn Press Digest, No. 21, 26 August 2022)\n"
        "- analysis (03/04/2021)"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the article in Kommersant?",
        "When was the mission closed?",
        "Who blamed Brussels?",
        "What does the report say about Kortunov?",
        "How many diplomats were expelled according to the report?",
        "How many reports of violence were there?",
        "How many documents did Nabat publish?",
        "Who wrote the inquiry's report?",
        "Who wrote the police report?",
        "When was the treaty published?",
        "Who issued the order?",
        "Who edited the new law?",
        "What is the report about?",
        "Which reports mention Kortunov?",
        "Who is the author of the article about Stoltenberg?",
        "Кто обвинил Брюссель?",
        "",
    ],
)
def test_question_about_content_is_left_to_others(question: str) -> None:
    assert answer_about(question, ALL) is None
    assert answer_about(question, [NARROWS]) is None


def test_single_report_is_meant_by_what_it_is_about() -> None:
    assert told("Who wrote the report about NATO?", [NARROWS]) is not None
    assert told("Who wrote the report about NATO?", ALL) is None


def test_empty_corpus_has_no_reports() -> None:
    assert told("How many reports are there?", []) == "There are no such reports."
    assert told("Who wrote the report?", []) is None


def date_of(info: ReportInfo) -> str:
    return f"{info.published_on:%-d %B %Y}" if info.published_on else "no date"


@pytest.fixture(scope="module")
def samples() -> dict[str, ReportInfo]:
    return {path.name: read_file(path, Overrides(), max_bytes=1_000_000).info for path in SAMPLES.iterdir()}


@pytest.mark.parametrize("entry", [e for e in json.loads(QUESTIONS.read_text("utf-8")) if e["split"] == "about"])
def test_sample_question_is_answered_from_the_sample_reports(
    entry: dict[str, Any], samples: dict[str, ReportInfo]
) -> None:
    answer = answer_about(entry["question"], list(samples.values()))
    assert answer is not None
    assert {report.source for report in answer.reports} == {
        info.source for name, info in samples.items() if not entry["reports"] or name in entry["reports"]
    }
    told_dates = "".join(str(info.published_on) for info in answer.reports if date_of(info) in answer.text)
    assert all(words in answer.text + told_dates for words in entry["expected"])
