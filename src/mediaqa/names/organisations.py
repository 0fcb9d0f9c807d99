"""The fourth rule of joining: acronyms of organisations, and outlets' short names."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from mediaqa.names.folding import folded, unmarked, unowned, without_article
from mediaqa.names.lists import name_lists
from mediaqa.names.persons import Person, is_first_name, person_of
from mediaqa.wording import language_of

_ACRONYM = re.compile(r"[^\W\d_]{2,8}")
_MAX_WORDS = 9
_LONG = 3
"""Words from which on a name without a word of organisations may have an acronym: two may be a person's."""


def acronym_of(name: str) -> str | None:
    """Return a name that is an acronym in its folded form ("nvo", "eu" of "E.U."), else ``None``."""
    text = "".join(without_article(unowned(name).split())).replace(".", "")
    return folded(text) if _ACRONYM.fullmatch(text) and text.isupper() else None


@lru_cache(maxsize=131072)
def acronyms_for(name: str) -> frozenset[str]:
    """Return the folded acronyms of an organisation's or outlet's name, with and without its small words.

    "Ministry of Foreign Affairs" may be the MFA or the MOFA. Names of persons, of groups ("Russian officials") and of
    pieces have none.
    """
    words = without_article(unowned(name).split())
    if not 2 <= len(words) <= _MAX_WORDS or not _may_have_acronym(name, words):
        return frozenset()
    content = [word for word in words if word.casefold() not in name_lists().small_words]
    every = {"".join(unmarked(word.lstrip("“«\"'"))[:1] for word in some) for some in (content, words)}
    return frozenset(letters for letters in every if len(letters) > 1)


def _may_have_acronym(name: str, words: list[str]) -> bool:
    lists = name_lists()
    capitals = all(word[:1].isupper() or (word in lists.small_words and at > 0) for at, word in enumerate(words))
    is_russian = language_of(name) == "ru" and words[0][:1].isupper()
    if not capitals and not (is_russian and any(unmarked(word) in lists.organisations for word in words)):
        return False
    person = person_of(name)
    return person is None or (len(words) >= _LONG and not _is_surely_one(person, words[0]))


def _is_surely_one(person: Person, first: str) -> bool:
    return "~" in person.last or not person.is_full or is_first_name(first)


def outlets_short_name(name: str) -> str | None:
    """Return a name of one word that may be the short one of an outlet ("Courier"), folded, else ``None``.

    A word that is some outlet's whole name ("Times", "Guardian") is none: the New York Times is another paper.
    """
    low = folded(name)
    lists = name_lists()
    is_one = low in lists.outlet_words and low not in lists.standing_outlets and low not in lists.outlets
    return low if is_one and without_article(unowned(name).split())[0][:1].isupper() else None


def outlets_last_word(name: str) -> str | None:
    """Return the last word of an outlet's longer name ("Tavren Courier"), folded; of no outlet's ``None``."""
    words = without_article(unowned(name).split())
    last = folded(words[-1]) if words else ""
    if last not in name_lists().outlet_words or not 2 <= len(words) <= _MAX_WORDS:
        return None
    small = name_lists().small_words
    return last if all(word[:1].isupper() or word in small for word in words) else None


def only(found: Mapping[str, set[int]], keys: Iterable[str]) -> int | None:
    """Return the one number under some keys, or ``None`` if there is none or more."""
    numbers = {number for key in keys for number in found.get(key, ())}
    return next(iter(numbers)) if len(numbers) == 1 else None
