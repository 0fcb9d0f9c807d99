"""The second rule of joining: a name read as a person's, and whether two of one last name may be one person."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mediaqa.names.folding import unmarked, unowned
from mediaqa.names.lists import name_lists
from mediaqa.names.romanising import is_cyrillic, romanised, surname_key
from mediaqa.wording import in_latin

_MAX_WORDS = 4
_SIGNS = re.compile(r"['’‘ʼʹʺ′″`´\"“”„«»]")
_INITIAL = re.compile(r"[^\W\d_]{1,2}\.|[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}")
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Given(NamedTuple):
    """A first or middle name. ``starts`` are the forms that an initial may shorten; an initial has none."""

    key: str
    starts: tuple[str, ...] = ()

    def fits(self, other: "Given") -> bool:
        """Whether both can be one name: Yevgeniy and Eugene, "A." and Andrey, "Y." and "Yu."; not Andrey and Alexey."""
        if self.starts and other.starts:
            return self.key == other.key
        if not self.starts and not other.starts:
            return self.key.startswith(other.key) or other.key.startswith(self.key)
        full, initial = (self, other) if self.starts else (other, self)
        return any(form.startswith(initial.key) for form in full.starts)


class Person(NamedTuple):
    """A person's name in parts. ``last`` is compared as it stands; ``given`` is ``None`` where there is none."""

    last: str
    given: Given | None = None
    middles: tuple[Given, ...] = ()
    suffix: str = ""

    @property
    def is_full(self) -> bool:
        """Whether a first name is written out."""
        return self.given is not None and bool(self.given.starts)

    def fits(self, other: "Person") -> bool:
        """Whether two of one last name can be one person.

        First names must fit, and middle names where both have some: "George W. Bush" is not "George H. W. Bush". A
        missing one fits all, as does a missing patronymic. "Jr." or "III" keeps apart from another and, beside a full
        first name, from none: "Robert Kennedy Jr." is not "Robert Kennedy".
        """
        if self.suffix != other.suffix and ((self.suffix and other.suffix) or (self.is_full and other.is_full)):
            return False
        if self.given is None or other.given is None:
            return True
        return self.given.fits(other.given) and all(
            a.fits(b) for a, b in zip(self.middles, other.middles, strict=False)
        )


@lru_cache(maxsize=262144)
def person_of(name: str, *, behind_place: bool = False) -> Person | None:
    """Return a name read as a person's, or ``None`` if it has a word that no person has.

    A person has one to four words with capitals, besides titles before and "Jr." behind, none of which marks an
    organisation or a group; the last one is the last name, with its particles ("von der Leyen"). ``behind_place``
    passes over a country too, as a question may write it ("Russian President Putin").
    """
    words = _parts(unowned(name))
    words = _without_titles(words, behind_place=behind_place)
    suffix = ""
    if len(words) > 1 and unmarked(words[-1].rstrip(".")) in name_lists().suffixes:
        suffix = unmarked(words.pop().rstrip("."))
    first, last = _split(words)
    if not last or not _is_persons([*first, *last]):
        return None
    key = " ".join([*map(unmarked, last[:-1]), surname_key(last[-1])])
    is_slavic = "~" in key
    given = [_given(word, is_slavic=is_slavic) for word in first]
    return Person(key, given[0] if given else None, tuple(given[1:]), suffix)


def _parts(name: str) -> list[str]:
    written = name.split()
    if all(map(str.isalpha, written)):
        return written
    words: list[str] = []
    for each in written:
        word = _SIGNS.sub("", each).rstrip(",")
        words += re.findall(r"[^\W\d_]+\.", word) if _INITIALS.fullmatch(word) else [word]
    return [word for word in words if word]


def _without_titles(words: list[str], *, behind_place: bool) -> list[str]:
    lists = name_lists()
    while len(words) > 1:
        low = unmarked(words[0].rstrip("."))
        is_title = low in lists.titles or (behind_place and (low in lists.voice_nouns or low in lists.places))
        if not is_title or _INITIAL.fullmatch(words[0]):
            break
        words = words[1:]
    return words


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the first names, and the last name with its particles."""
    start = len(words) - 1
    while start > 0 and words[start - 1].casefold() in name_lists().particles:
        start -= 1
    return words[: max(start, 0)], words[max(start, 0) :]


def _is_persons(words: list[str]) -> bool:
    lists = name_lists()
    names = [word for word in words if word.casefold() not in lists.particles]
    lows = [unmarked(word) for word in words]
    if not names or len(names) > _MAX_WORDS or names[-1] != words[-1] or _INITIAL.fullmatch(words[-1]):
        return False
    if " ".join(lows) in lists.outlets or lows[0] in lists.places or lows[-1] in lists.places:
        return False
    return all(map(_is_name, names)) and not any(low in lists.no_person or low in lists.titles for low in lows)


def _is_name(word: str) -> bool:
    if _INITIAL.fullmatch(word):
        return word[0].isupper()
    return _NAME.fullmatch(word) is not None and word[0].isupper() and not word.isupper()


@lru_cache(maxsize=131072)
def _given(word: str, *, is_slavic: bool) -> Given:
    """Return a first or middle name, under one key with its equivalents; a patronymic under that of its father."""
    low = unmarked(word)
    if _INITIAL.fullmatch(word):
        return Given(in_latin(low.rstrip(".")))
    is_slavic = is_slavic or is_cyrillic(word)
    ending = next((end for end in name_lists().patronymic_endings if low.endswith(end)), "")
    base = low.removesuffix(ending) if is_slavic and len(low) > len(ending) + 1 else low
    father = "'s child" if base != low else ""
    group = _equivalents().get(base) or (_equivalents().get(f"~{romanised(base)}") if is_slavic else None)
    if group:
        return Given(group[0] + father, tuple(sorted({*group, in_latin(low)})))
    key = f"~{romanised(base)}" if is_slavic else base
    return Given(key + father, tuple(sorted({in_latin(low), key.removeprefix("~")})))


def is_first_name(word: str) -> bool:
    """Whether a word is known as a first name."""
    return unmarked(word) in _equivalents()


@lru_cache(maxsize=1)
def _equivalents() -> dict[str, tuple[str, ...]]:
    """Return the groups of first names by each form, and by its normal form for Cyrillic and Slavic names."""
    groups = name_lists().given
    exact = {form: group for group in groups for form in group}
    loose: dict[str, set[tuple[str, ...]]] = {}
    for form, group in exact.items():
        loose.setdefault(f"~{romanised(form)}", set()).add(group)
    return exact | {form: next(iter(found)) for form, found in loose.items() if len(found) == 1}


def agree(persons: Iterable[Person]) -> bool:
    """Whether all of some persons of one last name can be one."""
    found = list(persons)
    if len({person.given.key for person in found if person.given and person.is_full}) > 1:
        return False
    return all(a.fits(b) for at, a in enumerate(found) for b in found[at + 1 :])
