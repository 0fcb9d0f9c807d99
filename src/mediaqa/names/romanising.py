"""The normal form in which the romanisations of one Cyrillic name meet, and when it may be used.

Sources: BGN/PCGN romanisation of Russian (1947), Ukrainian (2019) and Belarusian (1979); ALA-LC tables without their
marks; ISO 9:1995 with GOST 7.79-2000; ICAO Doc 9303 (passports); the press forms of German (Duden: tsch, sch, w, j) and
French (tch, ou) where their letters have one reading. What has two stays apart: German s for с and з, French ch for ш,
Ukrainian h for г beside ISO 9 h for х; such names can stand under ``surnames`` in the list, or in an alias file.
"""

import re
import unicodedata
from functools import lru_cache

from mediaqa.names.folding import unmarked
from mediaqa.names.lists import name_lists
from mediaqa.wording import in_latin

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOT_RUSSIAN = re.compile(r"[іїєґў]")
_OTHER_LETTERS = str.maketrans({"і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ё": "е"})
_MARKED = str.maketrans({"š": "sh", "č": "ch", "ž": "zh", "ŝ": "shch", "û": "yu", "â": "ya"})
_GERMAN = (("schtsch", "Q"), ("tsch", "C"), ("sch", "S"), ("ch", "X"), ("tz", "T"), ("z", "T"), ("ss", "s"))
_ENGLISH = (("shch", "Q"), ("tch", "C"), ("ch", "C"), ("sh", "S"), ("zh", "Z"), ("kh", "X"))
_COMMON = (("ts", "T"), ("tz", "T"), ("c", "T"), ("w", "v"), ("x", "ks"), ("ou", "u"), ("j", "i"), ("y", "i"))
_LAST = (
    (re.compile(r"i+"), "i"),  # Zelenskyy, Zelenskiy
    (re.compile(r"i[eo]"), "e"),  # Yeltsin, Dudayev, Fyodorov, Solovyov
    (re.compile(r"(?<=[CQ])ov$"), "ev"),  # Gorbachov; after sh and zh both are names: Kartashov, Kartashev
    (re.compile(r"enka$"), "enko"),  # Lukashenka
)


def is_cyrillic(word: str) -> bool:
    """Whether a word has Cyrillic letters."""
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=131072)
def romanised(word: str) -> str:
    """Return the normal form of a word: "Gorbachev", "Gorbatschow" and "Горбачёв" have the same one.

    Its capitals stand for sounds (C for ч, S for ш, Q for щ, Z for ж, X for х, T for ц); й, ы, и and the y of я and ю
    are one; е, ё and э are one. Letters of Ukrainian and Belarusian make г an h; others are Russian.
    Russian case forms (Федорова of Федоров) are not undone: they are women's names too.
    """
    low = unicodedata.normalize("NFC", word.casefold())
    text = _from_cyrillic(low) if is_cyrillic(low) else unmarked(low.translate(_MARKED))
    text = re.sub(r"[^a-z-]", "", text)
    is_german = "sch" in text or ("w" in text and "v" not in text)
    for letters, sound in (*(_GERMAN if is_german else _ENGLISH), *_COMMON):
        text = text.replace(letters, sound)
    for pattern, sound in _LAST:
        text = pattern.sub(sound, text)
    return text


def _from_cyrillic(low: str) -> str:
    if _NOT_RUSSIAN.search(low):
        low = low.replace("г", "h")
    return in_latin(low.translate(_OTHER_LETTERS))


def looks_slavic(word: str) -> bool:
    """Whether the looser form may stand for a Latin surname, by its ending or letters: "Petrow", not "Busch"."""
    lists, low = name_lists(), unmarked(word)
    if any(letters in low for letters in lists.slavic_letters):
        return True
    is_long = len(low) >= lists.slavic_length
    return is_long and low.endswith(lists.slavic_endings) and low not in lists.not_slavic


@lru_cache(maxsize=131072)
def surname_key(word: str) -> str:
    """Return what the spellings of one surname share: ``~`` and the normal form, or the folded word alone.

    Cyrillic surnames, those that look Slavic and those of the list have the normal form: "Lukaschenko" is Lukashenko,
    but "Brown" is not Braun, "Bush" not Busch.
    """
    low = unmarked(word)
    listed = _listed().get(romanised(word) if is_cyrillic(word) else low)
    if listed:
        return f"~{listed}"
    return f"~{romanised(word)}" if is_cyrillic(word) or looks_slavic(word) else low


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    found = {}
    for group in name_lists().surnames:
        for form in group:
            found[form] = romanised(group[0])
        found[romanised(group[0])] = romanised(group[0])
    return found
