"""The numbers and days in a text, whatever way they are written."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mediaqa.dates import DAY, Day, day_in
from mediaqa.wording import Word, language_of, lexicon, plain, words

_PARTS = {"tenth": 0.1, "hundredth": 0.01, "thousandth": 0.001}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_UNITS = (
    ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "century's"),
    ("metre", "meter", "kilometre", "kilometer", "mile", "foot", "feet", "yard"),
    ("gram", "kilo", "kilogram", "ton", "tonne", "pound"),
)
"""Units that measure the same: six weeks are not six months."""
_MULTIPLES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
              "сотн": 100, "тысяч": 1000, "миллион": 10**6, "миллиард": 10**9, "млн": 10**6, "млрд": 10**9}  # fmt: skip
_NEXT = 3
"""Words after a number among which the thing is that it counts."""


class Number(NamedTuple):
    """A number in a text: its value and its place, and those of the words of meaning before and after, nearest first.

    ``of`` is the word before "of" and the number: "a crew of 19". ``is_part`` says that it counts a part of something:
    "1,200 of its 5,000 workers".
    """

    value: float
    place: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    of: tuple[int, ...] = ()
    is_part: bool = False


@lru_cache(maxsize=2048)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text, those of days left out. "One" is a pronoun, and "a third" no number."""
    lists = lexicon(language_of(text))
    days = [match.span() for match in DAY.finditer(text)]
    found, values = words(text), lists.number_values

    def meant(at: int) -> bool:
        return plain(found[at].text) not in lists.stopwords

    result: list[Number] = []
    index = 0
    while index < len(found):
        word, start = plain(found[index].text), index
        value = _value(word, values)
        if value is None or any(a <= found[index].start < b for a, b in days):
            index += 1
            continue
        total, current = 0.0, value
        while index + 1 < len(found):
            # "two hundred and twelve"
            skipped = index + 2 < len(found) and current >= 100 and plain(found[index + 1].text) == "and"
            following = found[index + 1 + skipped]
            more = ("plus", float(values.get(plain(following.text), 0))) if skipped else None
            more = more if more and more[1] else _further(text, found[index], found[index + 1], values)
            if more is None:
                break
            index += 1 + (more[0] == "plus" and skipped)
            if more[0] == "times":
                current *= more[1]
                if more[1] >= 1000:
                    total, current = total + current, 0.0
            else:
                current += more[1]
        index += 1
        counts = index < len(found) and plain(found[index].text) in lists.numbers  # "one third"
        if (total + current) != 1 or word[:1].isdigit() or index - start > 1 or counts:
            before = tuple(at for at in range(start - 1, max(-1, start - 1 - _NEXT), -1) if meant(at))[:1]
            after = tuple(at for at in range(index, _clause_end(text, found, index)) if meant(at))
            is_part = index < len(found) and plain(found[index].text) == "of"
            of = before if start and plain(found[start - 1].text) == "of" else ()
            result.append(Number(total + current, start, before, after, of, is_part))
    return tuple(result)


def other_unit(one: str, other: str) -> bool:
    """Whether two words are different units of the same measure."""
    first, second = (word.casefold().removesuffix("s") for word in (one, other))
    return first != second and any(first in kind and second in kind for kind in _UNITS)


def _clause_end(text: str, found: Sequence[Word], index: int) -> int:
    """Return the place up to which words can be what a number counts: a few words, within its clause."""
    for at in range(max(1, index), min(len(found), index + _NEXT)):
        if text[found[at - 1].end : found[at].start].strip():
            return at
    return min(len(found), index + _NEXT)


def _value(word: str, values: dict[str, int]) -> float | None:
    if match := re.fullmatch(r"(\d[\d.,]*)(k|m|mn|bn|tn)", word):
        return (_value(match.group(1), values) or 0.0) * _SUFFIXES[match.group(2)]
    if word[:1].isdigit():
        digits = re.sub(r"[,.](?=\d{3}(?:\D|$))", "", word).replace(",", ".")
        try:
            return float(digits)
        except ValueError:
            return None
    return values.get(word, _MULTIPLES.get(word))


def _further(text: str, word: Word, following: Word, values: dict[str, int]) -> tuple[str, float] | None:
    between, low = text[word.end : following.start], plain(following.text)
    if between.strip(" -\u00a0"):
        return None
    if part := _PARTS.get(low.removesuffix("s")):
        return "times", part
    times = next((value for stem, value in _MULTIPLES.items() if low == stem or low.startswith(stem)), None)
    if times:
        return "times", times
    value = values.get(low)
    return ("plus", value) if between == "-" and value is not None and value < 10 else None


@lru_cache(maxsize=2048)
def days(text: str) -> tuple[Day, ...]:
    """Return the days that a text names."""
    return tuple(day for match in DAY.finditer(text) if (day := day_in(match.group())))


def same_day(one: Day, other: Day) -> bool:
    """Whether two days may be one: the same month and day, and the same year where both have one."""
    return one[:2] == other[:2] and (one.year is None or other.year is None or one.year == other.year)


def as_day(date: dt.date) -> Day:
    """Return a date as a day."""
    return Day(date.month, date.day, date.year)
