"""The language of a text, by its script and its commonest words."""

import re

from mediaqa.reading.wording import word_set
from mediaqa.values import Language

SAMPLE = 3_000
"""How many characters are looked at."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = word_set("the and of to that with for was by from it which said has have are were this not would")
_RUSSIAN = word_set("и в не на что с по это как из для его также к но от был были о при за до или они который")
_RUSSIAN_ALONE = re.compile("[ыэё]")
# In Russian the hard sign stands before a vowel; in Bulgarian it is one.
_OTHER_CYRILLIC = re.compile("[іїєґўљњћђјџѓќ]|ъ[бвгджзклмнпрстфхцчшщ]")


def detect_language(text: str) -> Language | None:
    """Return ``"en"`` or ``"ru"`` when the text is plainly that, else ``None``."""
    sample = text[:SAMPLE].lower()
    words = _WORD.findall(sample)
    if not words:
        return None
    cyrillic = sum("а" <= word[0] <= "ё" for word in words)
    if cyrillic * 2 > len(words):
        return "ru" if _is_russian(sample, words) else None
    common = sum(word in _ENGLISH for word in words)
    return "en" if common >= 0.08 * len(words) else None


def _is_russian(sample: str, words: list[str]) -> bool:
    """Tell Russian from its neighbours, which share words and letters with it."""
    own = len(_RUSSIAN_ALONE.findall(sample))
    foreign = len(_OTHER_CYRILLIC.findall(sample))
    return foreign * 3 <= own and (own > 0 or any(word in _RUSSIAN for word in words[:12]))
