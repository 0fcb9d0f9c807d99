"""Dates as people write them, in English, Russian and figures. Nothing is guessed: 03/04/2021 stays as written."""

import datetime as dt
import re
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января янв",
            "february feb февраль февраля фев февр",
            "march mar март марта мар",
            "april apr апрель апреля апр",
            "may май мая",
            "june jun июнь июня июн",
            "july jul июль июля июл",
            "august aug август августа авг",
            "september sep sept сентябрь сентября сен сент",
            "october oct октябрь октября окт",
            "november nov ноябрь ноября ноя нояб",
            "december dec декабрь декабря дек",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>[a-zа-я]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?|понедельник|вторник|среда|четверг|"
    r"пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)[.,]?\s+"
)
_TIME = (
    r"(?:(?:,?\s+(?:at\s+|в\s+)?|t|\s+[-–—|]\s+)\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?[a-zа-я]{1,4}\)?|[+-]\d{2}:?\d{2})?)?"
)


def _whole(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_WEEKDAY})?{body}(?:\s*(?:г\.?|года))?{_TIME}\.?")


_FORMS = (
    _whole(rf"{_DAY}(?:\s+of)?[\s-]\s*{_MONTH}[,\s-]\s*{_YEAR}"),
    _whole(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}"),
    _whole(rf"{_YEAR},?\s+{_MONTH}\s+{_DAY}"),
    _whole(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"),
)
_FIGURES = _whole(r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{4}|\d{2})")
_MONTH_ONLY = re.compile(rf"{_MONTH},?\s+{_YEAR}(?:\s*(?:г\.?|года))?")
_PLACE = re.compile(r"(?:г\. ?)?[^\W\d_][^\W\d_.'’-]*(?: [^\W\d_][^\W\d_.'’-]*){0,2}, ?")
_RANGE = re.compile(
    r"\d(?:st|nd|rd|th)?\s*(?:-|–|—|to|through|until|по)\s*(?:[a-zа-я]{3,9}\.?\s+)?\d|"
    r"[a-zа-я]\s*(?:–|—|\bto\b|\bthrough\b)\s*(?:[a-zа-я]{3,9}\.?\s+)?\d|\d{4}\s*(?:-|–|—|to|through)\s*[a-zа-я]{3}"
)
MAX_LENGTH = 80
"""No date, with weekday and time, is longer."""


class DateReading(NamedTuple):
    """A date's own words, the day if they name one, and else why they do not."""

    written: str
    day: dt.date | None
    problem: str | None = None


def read_date(text: str) -> DateReading | None:
    """Return the date that ``text`` as a whole is, or ``None`` when it is something else or a range."""
    text = text.strip(" ()[]")
    if not 6 <= len(text) <= MAX_LENGTH or not text[-12:].strip():
        return None
    folded = text.casefold()
    for form in _FORMS:
        if match := form.fullmatch(folded):
            return _named(text, match)
    if match := _FIGURES.fullmatch(folded):
        return _figures(text, match)
    if (match := _MONTH_ONLY.fullmatch(folded)) and match["month"] in _MONTHS:
        return DateReading(text, None, f"the date '{text}' names no day")
    return None


def read_dateline(text: str) -> DateReading | None:
    """Return the date of a line that may begin with a place (``Moscow, 24 October 2021``)."""
    if reading := read_date(text):
        return reading
    place = _PLACE.match(text) if len(text) <= MAX_LENGTH else None
    return read_date(text[place.end() :]) if place else None


def split_off_date(text: str) -> tuple[str, DateReading | None]:
    """Return the words before the date that ``text`` ends with, and the date; all of it and ``None`` without one."""
    words = text.split()
    for n in range(min(6, len(words) - 1), 0, -1):
        if reading := read_date(" ".join(words[-n:])):
            before = words[:-n]
            if before[-1].casefold() in {"on", "от"}:
                before.pop()
            return " ".join(before).rstrip(" ,|–—·-"), reading
    return text, None


def is_range(text: str) -> bool:
    """Whether the text names a span of time rather than a day."""
    return len(text) <= MAX_LENGTH and _RANGE.search(text.casefold()) is not None and not read_date(text)


def _named(text: str, match: re.Match[str]) -> DateReading | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    if number is None:
        return None
    return _reading(text, {(int(match["year"]), number, int(match["day"]))})


def _figures(text: str, match: re.Match[str]) -> DateReading:
    """Read three figures in every order in use; they name a day when only one order makes sense.

    Points are written where the day comes first; with slashes and hyphens either may.
    """
    first, second, third = int(match["first"]), int(match["second"]), int(match["third"])
    short = len(match["third"]) == 2
    year = 2000 + third if short else third
    readings = {(year, second, first)}
    if match["mark"] != ".":
        readings.add((year, first, second))
        if short:
            readings.add((2000 + first, second, third))
    return _reading(text, readings)


def _reading(text: str, readings: set[tuple[int, int, int]]) -> DateReading:
    days = {day for reading in readings if (day := _day(*reading))}
    if len(days) == 1:
        return DateReading(text, days.pop())
    problem = f"the date '{text}' is ambiguous" if days else f"there is no such day as '{text}'"
    return DateReading(text, None, problem)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
