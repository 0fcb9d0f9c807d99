"""The first rule of joining: which differences of writing never make two names."""

import re
import unicodedata
from functools import lru_cache

from mediaqa.names.lists import name_lists

_APOSTROPHES = "'’‘ʼʹʺ′″`´"
_POSSESSIVE = re.compile(rf"(?<=\w)[{_APOSTROPHES}]s?$", re.IGNORECASE)
_SIGNS = re.compile(rf"[{_APOSTROPHES}\"“”„«»]")
_DASHES = re.compile(r"[‐‑‒–—]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ё": "е"})


@lru_cache(maxsize=262144)
def folded(name: str) -> str:
    """Return the form in which equal names meet, without what writing alone changes.

    That is case, blanks, apostrophes and quotation marks, the marks of Latin letters (and ё), the dots of an acronym,
    a leading article and a trailing possessive: "The  Kremlin's" and "kremlin", "E.U." and "EU". A name of nothing
    else stays as it is.
    """
    words = without_article(_DASHES.sub("-", unowned(name)).split())
    text = _SIGNS.sub("", " ".join(words))
    if _DOTTED.fullmatch(text):
        text = text.replace(".", "")
    return " ".join(unmarked(text).split()) or " ".join(name.split())


def unowned(name: str) -> str:
    """Return a name without blanks around it and without the ending of a possessive: "Kortunov’s", "officials’"."""
    return _POSSESSIVE.sub("", name.strip())


def without_article(words: list[str]) -> list[str]:
    """Return the words of a name without a leading article: "the officials", "a spokesman", but "A Ivanov"."""
    lists = name_lists()
    while len(words) > 1 and (words[0].casefold() in lists.articles or words[0] in lists.indefinite):
        words = words[1:]
    return words


@lru_cache(maxsize=131072)
def unmarked(text: str) -> str:
    """Return a text in small letters, Latin ones without marks: "Gómez" is gomez, but "й" stays "й"."""
    low = text.casefold()
    if low.isascii():
        return low
    low = unicodedata.normalize("NFC", low).translate(_LETTERS)
    return "".join(map(_unmarked_letter, low))


@lru_cache(maxsize=4096)
def _unmarked_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() or unicodedata.combining(letter) else letter
