"""Dates as reports write them: where they stand in a text, and which day they name."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from mediaqa.labels import labels_of

_RUSSIAN_MONTHS = tuple(labels_of("ru")["months"].split())
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name: number for number, name in enumerate(_RUSSIAN_MONTHS, 1)
}
_MONTH = "|".join(name.title() if name.isascii() else name for name in _MONTHS)
DAY = re.compile(
    rf"\b(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\b\d{{1,2}} (?:{_MONTH})\b(?:,? \d{{4}}\b)?"
)
"""A day with its month in words, with or without a year."""
_SPAN = r"(?:week|month|year|day|spring|summer|autumn|fall|winter|morning|night|evening)"
_CLOCK = r"\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)"
_PERIODS = (
    _CLOCK,
    r"\b(?:1[6-9]|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    rf"\b(?:{_MONTH})\b|\b(?:январ|феврал|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w+",
    rf"\b(?:last|next|this|previous|same|following) {_SPAN}\b",
    r"\b(?:spring|summer|autumn|winter|yesterday|today|tomorrow|midnight|noon|ago)\b|\bo'clock\b",
    r"\b(?:весной|летом|осенью|зимой|вчера|сегодня|завтра)\b",
)
TIME = re.compile(f"{DAY.pattern}|{'|'.join(_PERIODS)}", re.IGNORECASE)
"""Anything that says when: a day, a year, a weekday, a month, a season, a word like "yesterday"."""


def month_in(words: str) -> int | None:
    """Return the number of the first month that is named in words."""
    return next((_MONTHS[w] for w in re.findall(r"[^\W\d_]+", words.casefold()) if w in _MONTHS), None)


class Day(NamedTuple):
    """A day as date words name it; ``year`` is ``None`` where they leave it out."""

    month: int
    day: int
    year: int | None


def day_in(words: str) -> Day | None:
    """Return the day that date words name, or ``None``."""
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    month = month_in(words)
    day = next((n for n in numbers if n <= 31), None)
    if month is None or day is None:
        return None
    return Day(month, day, next((n for n in numbers if n > 31), None))


def resolve_date(words: str, published_on: dt.date | None) -> dt.date | None:
    """Return the day that date words name: their own year, else the last such day up to the report's date."""
    named = day_in(words)
    if named is None or (named.year is None and published_on is None):
        return None
    year = named.year or (published_on.year if published_on else 0)
    try:
        date = dt.date(year, named.month, named.day)
        if published_on and date > published_on and named.year is None:
            return date.replace(year=year - 1)
    except ValueError:
        return None
    return date
