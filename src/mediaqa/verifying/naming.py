"""Names and their other forms: Russia and Russian, Лофтхус and Lofthus, the BBC and what it is short for."""

import re

from rapidfuzz import fuzz

from mediaqa.extracting.matching import is_demonym
from mediaqa.wording import in_latin, language_of, lexicon, plain, words

TRANSLITERATED = 75.0
"""Likeness, of 100, of two names in different scripts, in Latin letters ("Лофтхус", "Lofthus": 93)."""
_SPELT_OUT = re.compile(r"(?:[A-Z][\w-]+ (?:(?:of|for|and|the) )*)+[A-Z][\w-]+")


def same_name(name: str, text: str) -> bool:
    """Whether a name, or another form of it, stands in a text."""
    return stands(name, text) or stands(name, short_names(text))


def stands(name: str, text: str) -> bool:
    """Whether the last word of a name, in some form, stands in a text."""
    theirs = {plain(word.text) for word in words(text)}
    return any(alike(one, other) for one in name_words(name)[-1:] for other in theirs)


def name_words(name: str) -> list[str]:
    """Return the plain words of a name, without titles where there are others."""
    lists = lexicon(language_of(name))
    found = [plain(word.text) for word in words(name)]
    meant = [word for word in found if word not in lists.stopwords]
    return [word for word in meant if word not in lists.titles] or meant or found


def alike(one: str, other: str) -> bool:
    """Whether two plain words may be one name: by stem, by the lists, as country and people, across scripts."""
    lists = lexicon(language_of(one))
    if lists.stem(one) == lists.stem(other) or lists.names.get(one, {}).keys() & lists.names.get(other, {}).keys():
        return True
    if is_demonym(one, other) or is_demonym(other, one):
        return True
    if one.isascii() == other.isascii():
        return False
    return fuzz.ratio(in_latin(one), in_latin(other)) >= TRANSLITERATED


def is_abbreviated(word: str, spelt: str, short: str) -> bool:
    """Whether a word belongs to a name that one text spells out and the other has by its first letters, or is those."""
    for name in _SPELT_OUT.findall(spelt):
        letters = "".join(re.findall(r"\b[A-Z]", name))
        if len(letters) > 1 and (word in name.split() or word == letters) and re.search(rf"\b{letters}\b", short):
            return True
    return False


def short_names(text: str) -> str:
    """Return the short forms of the names of several words in a text: USA where it has "the United States"."""
    names, low = lexicon(language_of(text)).names, text.casefold()
    groups = {group for name, own in names.items() if " " in name and name in low for group in own}
    return " ".join(name for name, own in names.items() if " " not in name and 1.0 in {own.get(g) for g in groups})
