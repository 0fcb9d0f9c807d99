"""What one line says about its report."""

import datetime as dt

import pytest

from mediaqa.reading.dates import DateReading
from mediaqa.reading.metadata import is_labelled, read_line

DAY = dt.date(2021, 10, 24)


def facts(line: str, *, head: bool = True, after_title: bool = False) -> dict[str, object]:
    read = read_line(line, head=head, after_title=after_title)
    assert read is not None, line
    return {f.field: f.value.day if isinstance(f.value, DateReading) else f.value for f in read.facts}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Publication Date: 10/24/2021", {"date": DAY}),
        ("Published on 24 October 2021", {"date": DAY}),
        ("Published: October 24, 2021 at 10:15 GMT", {"date": DAY}),
        ("Опубликовано 24.10.2021", {"date": DAY}),
        ("Дата публикации: 24 октября 2021 г.", {"date": DAY}),
        ("Document Number: DOP-2021-U-031090-1Rev", {"document_number": "DOP-2021-U-031090-1Rev"}),
        ("Report No. MB-2021-14", {"document_number": "MB-2021-14"}),
        ("Ref. VBM/2022/5", {"document_number": "VBM/2022/5"}),
        ("Номер документа: А-12/3", {"document_number": "А-12/3"}),
        ("Pages: 15", {"page_count": 15}),
        ("15 pages", {"page_count": 15}),
        ("Количество страниц: 15", {"page_count": 15}),
        ("Объём: 15 с.", {"page_count": 15}),
        ("Pages: 12-15", {}),
        ("Publisher: Harbour Institute", {"publisher": "Harbour Institute"}),
        ("Published by Harbour Institute on 24 October 2021", {"publisher": "Harbour Institute", "date": DAY}),
        ("Published 24 October 2021 by Harbour Institute", {"publisher": "Harbour Institute", "date": DAY}),
        ("Издатель: Институт «Норд»", {"publisher": "Институт «Норд»"}),
        ("Authors: Anna Fink; Julian Waller", {"authors": ("Anna Fink", "Julian Waller")}),
        ("Авторы: Иван Петров, эксперт института", {"authors": ("Иван Петров",)}),
        ("Title: Tarn: a study", {"title": "Tarn: a study"}),
        ("Series: Harbour Watch", {"series": "Harbour Watch"}),
        ("Language: Russian", {"language": "ru"}),
        ("Publisher: HI | Date: 24 Oct 2021 | Pages: 15", {"publisher": "HI", "date": DAY, "page_count": 15}),
    ],
)
def test_labelled_lines_are_read_at_both_ends(line: str, expected: dict[str, object]) -> None:
    assert facts(line) == expected
    assert facts(line, head=False) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("24 October 2021", {"date": DAY}),
        ("Moscow, 24 October 2021", {"date": DAY}),
        ("By Anna Fink and Julian Waller", {"authors": ("Anna Fink", "Julian Waller")}),
        ("by Anna Fink | 24 October 2021", {"authors": ("Anna Fink",), "date": DAY}),
        ("By Anna Fink, Russia Studies Program", {"authors": ("Anna Fink",)}),
        ("By the Media Monitoring Unit", {"authors": ("the Media Monitoring Unit",)}),
        ("Подготовил Иван Петров", {"authors": ("Иван Петров",)}),
        ("Anna FinkJulian Waller", {"authors": ("Anna Fink", "Julian Waller")}),
        ("Anna Fink, Julian Waller", {"authors": ("Anna Fink", "Julian Waller")}),
        ("Harbour Watch No. 14", {"series": "Harbour Watch No. 14"}),
        ("Harbour Watch, Vol. 3, No. 4 (24 October 2021)", {"series": "Harbour Watch, Vol. 3, No. 4", "date": DAY}),
        ("Harbour Watch | Issue 14 | October 24, 2021", {"series": "Harbour Watch, Issue 14", "date": DAY}),
        (
            "Arts Letter, no. 14 — October 24, 2021 — by Anna Fink",
            {"series": "Arts Letter, no. 14", "date": DAY, "authors": ("Anna Fink",)},
        ),
        ("Обзор печати, выпуск 8", {"series": "Обзор печати, выпуск 8"}),
        ("Issue 14, 18–24 October 2021", {"issue": "Issue 14, 18–24 October 2021"}),
        ("Working paper 12", {"issue": "Working paper 12"}),
    ],
)
def test_unlabelled_lines_are_read_at_the_beginning_only(line: str, expected: dict[str, object]) -> None:
    assert facts(line) == expected
    late = read_line(line, head=False)
    assert late is None or not {"series", "issue", "authors", "date"} & {fact.field for fact in late.facts}


@pytest.mark.parametrize(
    "line",
    [
        "An October 21 article in the Post notes that officials blame Velm.",
        "Published on 24 October 2021, the report caused a storm.",
        "By expelling diplomats, Velm provoked a crisis",
        "By Land and Sea",
        "By 2030, the ministry wants three dams.",
        "Published in Kommersant",
        "Date: 18–24 October 2021",
        "North Korea and South Africa",
        "Resolution No. 12 and the press",
        "The government of Freedonia spent the week defending the dam.",
        "Trade Talks",
        "Anna Fink, who is an aide to the U.S. mission, said on Friday that the talks would go on.",
        "Maria Lenk, Ivo Kern and Sergei Orlov met in Velm.",
    ],
)
def test_other_lines_say_nothing_about_the_report(line: str) -> None:
    assert read_line(line, head=True, after_title=True) is None


def test_a_date_that_cannot_be_read_is_kept_as_written() -> None:
    read = read_line("Publication Date: spring of 2021", head=True)
    assert read is not None
    assert read.facts[0].value == DateReading("spring of 2021", None, "the date 'spring of 2021' cannot be read")


def test_one_name_alone_signs_only_below_a_title() -> None:
    assert read_line("By Virgil", head=True) is None
    assert facts("By Virgil", after_title=True) == {"authors": ("Virgil",)}


@pytest.mark.parametrize(
    "line", ["Pages: 15", "By Anna Fink", "Anna FinkJulian Waller", "Published on 24 October 2021"]
)
def test_metadata_is_no_part_of_a_paragraph(line: str) -> None:
    assert is_labelled(line)


@pytest.mark.parametrize(
    "line", ["12 May 2021", "the minister said: nothing", "by the end of the year if it was let in"]
)
def test_what_may_stand_in_a_wrapped_paragraph_is_part_of_it(line: str) -> None:
    assert not is_labelled(line)
