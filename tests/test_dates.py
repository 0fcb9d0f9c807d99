"""Dates as reports write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.dates import DAY, TIME, month_in, resolve_date

REPORT = dt.date(2021, 10, 24)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("October 21", dt.date(2021, 10, 21)),
        ("21 October", dt.date(2021, 10, 21)),
        ("October 21st, 2019", dt.date(2019, 10, 21)),
        ("21 октября 2020", dt.date(2020, 10, 21)),
        ("December 30", dt.date(2020, 12, 30)),
        ("30 February", None),
        ("October", None),
        ("yesterday", None),
    ],
)
def test_day_without_year_is_the_last_one_before_the_report(words: str, date: dt.date | None) -> None:
    assert resolve_date(words, REPORT) == date


def test_day_without_any_year_stays_unresolved() -> None:
    assert resolve_date("October 21", None) is None
    assert resolve_date("October 21, 2021", None) == dt.date(2021, 10, 21)


def test_leap_day_of_a_year_without_one_is_unresolved() -> None:
    assert resolve_date("February 29", dt.date(2021, 1, 3)) is None


@given(st.dates(dt.date(1990, 1, 1), dt.date(2089, 12, 31)), st.integers(0, 300))
def test_resolved_day_is_never_after_the_report(day: dt.date, later: int) -> None:
    report = day + dt.timedelta(days=later)
    assert resolve_date(f"{day.day} {day:%B}", report) == day


@pytest.mark.parametrize("text", ["on 3 May", "May 3, 2020", "3 мая"])
def test_days_are_found(text: str) -> None:
    assert DAY.search(text)


@pytest.mark.parametrize(
    "text", ["in 2014", "at 4:40", "at 2 a.m.", "on Tuesday", "last week", "by spring", "yesterday", "в октябре"]
)
def test_vaguer_times_are_found(text: str) -> None:
    assert TIME.search(text)
    assert not DAY.search(text)


@pytest.mark.parametrize("text", ["twenty to ten", "1.2 miles", "may", "the march of time"])
def test_what_is_no_time_is_not_found(text: str) -> None:
    assert not DAY.search(text)


def test_month_is_read_in_both_languages() -> None:
    assert [month_in(text) for text in ("in October 2021", "21 октября", "in 2021")] == [10, 10, None]
