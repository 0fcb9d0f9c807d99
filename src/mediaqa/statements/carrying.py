"""Through whom and when a statement came: the outlet that carried it, and the day on which it was made."""

import datetime as dt
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from mediaqa.dates import DAY, resolve_date
from mediaqa.statements.grammar import Is
from mediaqa.statements.texts import Words
from mediaqa.values import Language
from mediaqa.wording import Lexicon, lexicon, word_set

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NEED_KNOWN = word_set("told to with by for пишет сообщает передаёт передает цитирует с для")
"""Last words of a phrase before an outlet that stand before persons as well: there the outlet must be a known one."""
_LONGEST = 7
"""Words of an outlet's name, with the common nouns before it, at most."""
_DATED = Is.TIME | Is.AUXILIARY
"""A date is no verb: "may"."""
_RELATIVE = word_set("last previous this same following earlier next past")
_PERIODS = word_set("week month year day night weekend spring summer autumn fall winter")
_INSIDE = word_set("of and & the de la le der")


class Said(NamedTuple):
    """The outlet that a stretch of words names as the carrier, and the words of the date."""

    outlet: str | None = None
    date: str | None = None


def outlet_between(
    words: Words,
    first: int,
    last: int,
    language: Language,
    skip: tuple[tuple[int, int], ...] = (),
    short: Collection[str] = (),
) -> str | None:
    """Return the outlet that carries what a sentence tells: "as quoted in Y", "told Y", "an article in Y".

    ``short`` are outlets' names that the report has introduced. "Told the paper" gives the common noun.
    """
    lists = lexicon(language)
    for at in words.listed(_beginnings(language), first, last):
        if words.quote[at] >= 0 or any(a <= at < b for a, b in skip):
            continue
        for phrase in lists.before_outlet.get(words.lows[at], ()):
            end = at + len(phrase)
            if tuple(words.lows[at:end]) == phrase:
                found = _medium_at(words, end, last) or _outlet_at(
                    words, end, last, lists, known=phrase[-1] in _NEED_KNOWN, short=short
                )
                if found:
                    return found
                break
        if words.lows[at] in {"in", "в"} and at + 2 < last and words.flags[at + 1] & Is.DETERMINER:
            near = range(at + 2, min(at + 5, last - 1))
            noun = next((i for i in near if words.lows[i] in lists.outlet_words and words.flags[i + 1] & Is.NAME), None)
            if noun and words.texts[noun].islower():
                return _outlet_at(words, noun + 1, last, lists, known=False)
        if words.lows[at] in lists.piece_nouns and words.lows[at + 1 : at + 2] in (["in"], ["for"], ["в"]):
            found = _outlet_at(words, at + 2, last, lists, known=False)
            if found:
                return found
    return None


@lru_cache(maxsize=4)
def _beginnings(language: Language) -> frozenset[str]:
    """Return the words with which the naming of an outlet can begin."""
    lists = lexicon(language)
    return frozenset(lists.before_outlet) | lists.piece_nouns | {"in", "в"}


def _medium_at(words: Words, at: int, last: int) -> str | None:
    """Return the noun in "told | the paper |", "writes for | the same daily |"."""
    nouns = words.lists.lists["medium_nouns"]
    if at + 1 >= last or not words.flags[at] & Is.DETERMINER:
        return None
    noun = at + 2 if words.lows[at + 1] == "same" and at + 2 < last else at + 1
    named = noun + 1 < last and words.flags[noun + 1] & Is.NAME
    return words.lows[noun] if words.texts[noun].islower() and words.lows[noun] in nouns and not named else None


def _outlet_at(
    words: Words, at: int, last: int, lists: Lexicon, *, known: bool, short: Collection[str] = ()
) -> str | None:
    start = at
    while (
        start < last
        and start - at < 3
        and not words.flags[start] & Is.NAME
        and (
            words.flags[start] & Is.DETERMINER
            or words.lows[start] in lists.outlet_words
            or words.flags[start] & Is.WORD
        )
    ):
        if words.flags[start] & (Is.PRONOUN | Is.AUXILIARY | Is.CUE) and not words.flags[start] & Is.DETERMINER:
            return None
        start += 1
    end = start
    while (
        end < last
        and end - start < _LONGEST
        and (
            words.flags[end] & Is.NAME
            or (end > start and words.lows[end] in _INSIDE and end + 1 < last and words.flags[end + 1] & Is.NAME)
        )
    ):
        if words.flags[end] & Is.TIME:
            break
        end += 1
        if words.flags[end - 1] & Is.POSSESSIVE:
            break
    while end > start and words.lows[end - 1] in _INSIDE:
        end -= 1
    if end == start:
        return None
    name = words.words(start, end).removesuffix("'s").removesuffix("’s")
    article = start > at and words.lows[at] == "the" and words.lows[at - 1] == "by"
    told = article and not words.flags[end - 1] & (Is.VOICE | Is.PIECE | Is.TITLE)
    return name if not known or told or name in short or is_outlet(words, start, end, lists) else None


def is_outlet(words: Words, start: int, end: int, lists: Lexicon) -> bool:
    """Say whether capitalised words are an outlet's name by themselves."""
    name = words.words(start, end).removesuffix("'s").removesuffix("’s")
    if name in words.lists.outlets or name.removeprefix("The ") in words.lists.outlets:
        return True
    return end - start > 1 and bool({words.lows[start], words.lows[end - 1]} & lists.outlet_words)


def date_between(words: Words, first: int, last: int, skip: tuple[tuple[int, int], ...]) -> str | None:
    """Return the words of the first date of a stretch outside the content."""
    for at in range(first, last):
        if words.flags[at] & _DATED == Is.TIME and words.quote[at] < 0 and not any(a <= at < b for a, b in skip):
            return _date_at(words, at, last)
    return None


def _date_at(words: Words, at: int, last: int) -> str:
    low = words.lows[at]
    start, end = at, at + 1
    if low in _WEEKDAYS or low in {"today", "yesterday", "tomorrow", "tonight"}:
        return words.words(start, end)
    if low in _PERIODS or low in {"months", "weeks", "years"}:
        start = at - 1 if at and words.lows[at - 1] in _RELATIVE else at
        return words.words(start, end)
    place = DAY.match(words.source, words.starts[at]) or (DAY.match(words.source, words.starts[at - 1]) if at else None)
    if place:
        return place.group()
    if end < last and words.flags[end] & Is.NUMBER:
        end += 1
    return words.words(start, end)


def day_of(written: str | None, published_on: dt.date | None) -> dt.date | None:
    """Return the day that date words name, counted from the report's date; ``None`` where they name no single day."""
    if written is None:
        return None
    low = written.casefold()
    if published_on is not None:
        if low in _WEEKDAYS:
            return published_on - dt.timedelta(days=(published_on.weekday() - _WEEKDAYS.index(low)) % 7)
        if low in {"today", "tonight", "yesterday"}:
            return published_on - dt.timedelta(days=low == "yesterday")
    return resolve_date(written, published_on)
