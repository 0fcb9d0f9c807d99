"""Names in noun phrases: where they begin and end, and what is no part of them."""

from typing import NamedTuple

from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase
from mediaqa.statements.texts import Words
from mediaqa.wording import word_set

_NAME_INSIDE = word_set("of de la van von der al bin del di le for and &")
_OFFICE = 2
"""Capitalised words behind "Secretary of" that can be the office alone: more hold a name."""


class Voice(NamedTuple):
    """Who speaks: the fullest name, the place of the last naming, the sex where words tell it, and the kind.

    The kind is "person", "name" (a name of which nothing more is known), "body" (one that speaks as it), "many" or
    "piece" (a text).
    """

    name: str
    start: int
    end: int
    sex: str = ""
    kind: str = "person"


def name_behind(words: Words, phrase: Phrase) -> tuple[int, int] | None:
    """Return the name at the end of "secretary of state | Ada Brenn", "Secretary of State | Ada Brenn"."""
    start = phrase.end
    while start > phrase.head + 1 and words.flags[start - 1] & Is.NAME and not words.flags[start - 1] & Is.POSSESSIVE:
        start -= 1
    length = phrase.end - start
    if start == phrase.head + 1 and length > _OFFICE and words.flags[phrase.head - 1] & Is.TITLE:
        return start + 1, phrase.end
    noun = words.texts[start - 1].islower() and not words.flags[start - 1] & (Is.PREPOSITION | Is.DETERMINER)
    return (start, phrase.end) if start > phrase.head + 1 and length > 1 and noun else None


def is_described(words: Words, phrase: Phrase, name: tuple[int, int]) -> bool:
    """Say whether the capital of a one-word name is only that of a sentence's beginning, or of a common noun."""
    start, end = name
    return end - start == 1 and bool(words.flags[start] & Is.VOICE) and (start > phrase.start or phrase.end > end)


def plain_name(words: Words, start: int, end: int) -> str:
    """Return the words of a name on one line, without a possessive ending."""
    return plain_word(words.words(start, end))


def plain_word(text: str) -> str:
    """Return words without a possessive ending."""
    return text[:-2] if text.endswith(("'s", "’s")) else text[:-1] if text.endswith(("s'", "s’")) else text


def name_in(words: Words, phrase: Phrase) -> tuple[int, int] | None:
    """Return the name at the end of a noun phrase's first part: "Vesk spokesman | Jon Miller"."""
    end = phrase.head
    start = end
    while (
        start > phrase.start
        and words.flags[start - 1] & Is.NAME
        and (start == end or not words.flags[start - 1] & Is.POSSESSIVE)
    ):
        start -= 1
        if start - 1 > phrase.start and words.lows[start - 1] in _NAME_INSIDE and words.flags[start - 2] & Is.NAME:
            start -= 1
    return (start, end) if start < end else None


def place_of(words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a name, without a possessive ending."""
    place = words.starts[start]
    return place, place + len(plain_word(words.source[place : words.ends[end - 1]]))
