"""Dates in the forms in use; what is not sure stays as written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.reading.dates import is_range, read_date, read_dateline, split_off_date

DAY = dt.date(2021, 10, 24)


@pytest.mark.parametrize(
    "written",
    """10/24/2021;24/10/2021;24.10.2021;24-10-2021;2021-10-24;2021/10/24;2021.10.24;10/24/21;24.10.21
    24 October 2021;24th October, 2021;24th of October 2021;October 24, 2021;October 24th 2021;Oct. 24, 2021
    24-Oct-2021
    Sunday, October 24, 2021;Sun, 24 Oct 2021 10:15:00 +0300;24 October 2021, 10:15;October 24, 2021 at 10:15 a.m. GMT
    2021-10-24T10:15:00Z;2021-10-24 10:15;24 октября 2021 г.;24 октября 2021 года;24 окт. 2021;24 ОКТЯБРЯ 2021
    воскресенье, 24 октября 2021;24 октября 2021 г., 10:15;(24 October 2021);OCTOBER 24, 2021""".replace(
        "\n", ";"
    ).split(";"),
)
def test_usual_forms_are_read(written: str) -> None:
    reading = read_date(written.strip())
    assert reading is not None
    assert reading.day == DAY
    assert reading.problem is None


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("03/04/2021", "the date '03/04/2021' is ambiguous"),
        ("3-4-2021", "the date '3-4-2021' is ambiguous"),
        ("21/10/24", "the date '21/10/24' is ambiguous"),
        ("31 February 2021", "there is no such day as '31 February 2021'"),
        ("29 февраля 2023", "there is no such day as '29 февраля 2023'"),
        ("45/13/2021", "there is no such day as '45/13/2021'"),
        ("0000-00-00", "there is no such day as '0000-00-00'"),
        ("October 2021", "the date 'October 2021' names no day"),
        ("Октябрь 2021 г.", "the date 'Октябрь 2021 г.' names no day"),
    ],
)
def test_doubtful_dates_stay_as_written(written: str, problem: str) -> None:
    assert read_date(written) == (written, None, problem)


def test_equal_day_and_month_are_not_ambiguous() -> None:
    reading = read_date("04/04/2021")
    assert reading is not None
    assert reading.day == dt.date(2021, 4, 4)


def test_points_put_the_day_first() -> None:
    reading = read_date("03.04.2021")
    assert reading is not None
    assert reading.day == dt.date(2021, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "An October 21 article",
        "October 21",
        "2021",
        "24 Foo 2021",
        "18-24 October 2021",
        "October 18 – October 24, 2021",
        "10/11/2021 - 10/24/2021",
        "On 24 October 2021 the talks ended.",
        "1.2.3",
        "",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["18-24 October 2021", "18–24 октября 2021 г.", "October 18 – October 24, 2021", "18 October to 24 October 2021"],
)
def test_spans_of_time_are_known(text: str) -> None:
    assert is_range(text)


@pytest.mark.parametrize("text", ["2021-10-24", "24-10-2021", "24 October 2021", "Talks"])
def test_days_are_no_spans_of_time(text: str) -> None:
    assert not is_range(text)


@pytest.mark.parametrize(
    "line", ["Moscow, 24 October 2021", "г. Москва, 24 октября 2021 г.", "New York, October 24, 2021"]
)
def test_a_dateline_may_name_a_place(line: str) -> None:
    reading = read_dateline(line)
    assert reading is not None
    assert reading.day == DAY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna Fink, 24 October 2021", "Anna Fink"),
        ("the Forum on October 24, 2021", "the Forum"),
        ("Anna Fink | 10/24/2021", "Anna Fink"),
    ],
)
def test_a_date_at_the_end_is_split_off(text: str, words: str) -> None:
    before, reading = split_off_date(text)
    assert before == words
    assert reading is not None
    assert reading.day == DAY


def test_nothing_is_split_off_where_no_date_is() -> None:
    assert split_off_date("Anna Fink of the Forum") == ("Anna Fink of the Forum", None)


@given(st.dates(dt.date(1900, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b %Y"]))
def test_any_day_is_read_back(day: dt.date, form: str) -> None:
    written = day.strftime(form).replace(str(day.year), f"{day.year:04}")
    reading = read_date(written)
    assert reading is not None
    assert (reading.written, reading.day) == (written, day)


@given(st.text(max_size=100))
def test_any_text_is_read_or_not(text: str) -> None:
    reading = read_dateline(text)
    assert reading is None or reading.written in text
