"""Words and how they stand for each other: stems, families, names in other forms. Knows no question and no report.

The word lists are TOML files in ``lexicons/``, one a language, made to be extended.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from mediaqa.values import Language


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that lists them with blanks between."""
    return frozenset(text.split())


_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?:s|t|re|ve|ll|m|d)\b)?", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfglmnprstz])\1$")
_RU_ENDING = re.compile(
    r"(?:иями|ями|ами|иях|ях|ах|ого|его|ому|ему|ыми|ими|ией|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ом|ем|ов|ев"
    r"|ала|али|ало|ать|ала|ила|или|ило|ить|ает|яет|ают|яют|ует|уют|ал|ил|ел|ут|ют|ят|ит|ия|ию|ии|ью|ь|а|я|о|е|ы|и|у|ю|й)$"
)
_SUFFIXES = word_set(
    """
    a abl acy al ally anc ancy ant ary at ation ativ ator e ee enc ency ent er ery ful ial ian ibl ic ical ing ion
    ionist ish ism ist istic ition itor ity iv ivity ization isation iz is ly ment nes or ory ou ship th ty ur y
    """
) | {""}
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = [*"abvgdee", "zh", *"ziiklmnoprstuf", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"]
_TRANSLITERATION = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)))
_PHRASE_GAP = 3
"""Words from the first to the last word of a phrase at most: "threw them out"."""
_SETS = word_set(
    """
    aimed_verbs stopwords light numbers denials weak_cues things cue_nouns voice_nouns piece_nouns outlet_words titles
    collectives personal pronouns boundaries fillers be_forms openers negations refusals absences grants withholds
    hedges proposals universals partitives relative_times limits contrasts articles
    """
)
_NO_PLURALS = word_set("news series species politics economics physics headquarters")
_MIN_PREFIX = 4
"""Letters that two words of one derivation share at least (close, closure)."""


Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Fixed phrases by their first word, longer ones first."""


STAND_IN = 0.7
"""How well a capital stands for its country."""


class Word(NamedTuple):
    """A word of a text with its place there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The word lists of one language. Families and names are looked up by stem and by case-folded word."""

    language: Language
    aimed_verbs: frozenset[str]
    stopwords: frozenset[str]
    light: frozenset[str]
    numbers: frozenset[str]
    irregular: dict[str, str]
    cues: dict[str, str]
    denials: frozenset[str]
    weak_cues: frozenset[str]
    things: frozenset[str]
    boundaries: frozenset[str]
    fillers: frozenset[str]
    be_forms: frozenset[str]
    openers: frozenset[str]
    before_voice: Phrases
    before_outlet: Phrases
    cue_nouns: frozenset[str]
    voice_nouns: frozenset[str]
    piece_nouns: frozenset[str]
    outlet_words: frozenset[str]
    outlets: frozenset[str]
    titles: frozenset[str]
    collectives: frozenset[str]
    personal: frozenset[str]
    pronouns: frozenset[str]
    negations: frozenset[str]
    refusals: frozenset[str]
    absences: frozenset[str]
    grants: frozenset[str]
    withholds: frozenset[str]
    hedges: frozenset[str]
    proposals: frozenset[str]
    universals: frozenset[str]
    partitives: frozenset[str]
    relative_times: frozenset[str]
    limits: frozenset[str]
    contrasts: frozenset[str]
    articles: frozenset[str]
    number_values: dict[str, int]
    families: dict[str, frozenset[int]] = field(default_factory=dict)
    phrases: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    names: dict[str, dict[int, float]] = field(default_factory=dict)

    def denies(self, text: str) -> bool:
        """Whether a text holds a verb by which a voice disputes what it speaks of, in any of its forms."""
        return any(self.cues.get(plain(word.text)) in self.denials for word in words(text))

    def stem(self, word: str) -> str:
        """Return the stem under which the forms of a word meet."""
        return _stem(word, self.language)


def language_of(text: str) -> Language:
    """Return the language whose word lists fit a text, by its script."""
    cyrillic = len(re.findall(r"[а-яёА-ЯЁ]", text))
    return "ru" if 2 * cyrillic > len(re.findall(r"[^\W\d_]", text)) else "en"


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[Word, ...]:
    """Return the words and numbers of a text; a hyphen separates, dots of an acronym do not."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=16384)
def keys(text: str, language: Language) -> tuple[str, ...]:
    """Return what stands in a text: its plain words, and the phrases of the word lists by their stems."""
    lists = lexicon(language)
    found = [plain(word.text) for word in words(text)]
    stems = [lists.stem(word) for word in found]
    phrases = [
        key
        for index, stem in enumerate(stems)
        for last, key in lists.phrases.get(stem, ())
        if last in stems[index + 1 : index + 1 + _PHRASE_GAP]
    ]
    return (*found, *phrases)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return the word without case, possessive ending and typographic apostrophe."""
    return re.sub(r"'s?$", "", word.casefold().replace("’", "'"))


def in_latin(word: str) -> str:
    """Return a word in Latin letters, as a name is compared across scripts."""
    return word.translate(_TRANSLITERATION)


def derived(first: str, second: str) -> bool:
    """Say whether two stems differ by a derivational ending alone (diplomat, diplomacy)."""
    shared = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        shared += 1
    if shared < _MIN_PREFIX:
        return False
    return any(
        first[cut:] in _SUFFIXES and second[cut:] in _SUFFIXES
        for cut in range(shared, max(_MIN_PREFIX, shared - 2) - 1, -1)
    )


@lru_cache(maxsize=64)
def stems_of(listed: frozenset[str], lists: Lexicon) -> frozenset[str]:
    """Return the stems of listed words."""
    return frozenset(map(lists.stem, listed))


@lru_cache(maxsize=4)
def lexicon(language: Language) -> Lexicon:
    """Return the word lists of a language."""
    source = files("mediaqa").joinpath("lexicons", f"{language}.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = tomllib.loads(source)
    irregular = {form: forms[0] for forms in _lines(lists["irregular"]) for form in forms[1:]}
    irregular |= {form: forms[0] for forms in _lines(lists["cue_forms"]) for form in forms[1:]}
    families, phrases = _families(lists["families"], irregular, language)
    return Lexicon(
        language=language,
        irregular=irregular,
        cues=_cues(lists),
        outlets=frozenset(lists["outlets"].strip().splitlines()),
        families=families,
        phrases=phrases,
        names=_names(lists["names"]),
        number_values={form: int(forms[0]) for forms in _lines(lists["number_values"]) for form in forms[1:]},
        before_voice=_phrases(lists["before_voice"]),
        before_outlet=_phrases(lists["before_outlet"]),
        **{name: frozenset(lists[name].casefold().split()) for name in _SETS},
    )


def _lines(text: str) -> Iterator[list[str]]:
    for line in text.casefold().strip().splitlines():
        if line.strip():
            yield line.split()


def _phrases(text: str) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for parts in _lines(text):
        found.setdefault(parts[0], []).append(tuple(parts))
    return {first: tuple(sorted(same, key=len, reverse=True)) for first, same in found.items()}


def _cues(lists: dict[str, str]) -> dict[str, str]:
    cues = {form: base for base in lists["cue_verbs"].split() for form in _forms(base)}
    return cues | {form: forms[0] for forms in _lines(lists["cue_forms"]) for form in forms}


def _forms(base: str) -> Iterable[str]:
    if re.search(r"[^aeiou]y$", base):
        return base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    if base.endswith("e"):
        return base, f"{base}s", f"{base}d", f"{base[:-1]}ing"
    s = "es" if re.search(r"(s|sh|ch|x|z)$", base) else "s"
    root = base + base[-1] if base in {"admit", "quip"} else base
    return base, f"{base}{s}", f"{root}ed", f"{root}ing"


def _families(
    text: str, irregular: dict[str, str], language: Language
) -> tuple[dict[str, frozenset[int]], dict[str, tuple[tuple[str, str], ...]]]:
    members: dict[str, set[int]] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    for number, entries in enumerate(_lines(text)):
        for entry in entries:
            stems = [_stem_by(part, irregular, language) for part in entry.split("_")]
            key = "_".join(stems)
            members.setdefault(key, set()).add(number)
            if len(stems) > 1:
                phrases.setdefault(stems[0], []).append((stems[-1], key))
    return {k: frozenset(v) for k, v in members.items()}, {k: tuple(v) for k, v in phrases.items()}


def _names(text: str) -> dict[str, dict[int, float]]:
    names: dict[str, dict[int, float]] = {}
    for number, line in enumerate(text.casefold().strip().splitlines()):
        same, _, looser = line.partition("~")
        for name in same.split():
            names.setdefault(name.replace("_", " "), {})[number] = 1.0
        for name in looser.split():
            names.setdefault(name.replace("_", " "), {})[number] = STAND_IN
    return names


@lru_cache(maxsize=65536)
def _stem(word: str, language: Language) -> str:
    return _stem_by(word, lexicon(language).irregular, language)


def _stem_by(word: str, irregular: dict[str, str], language: Language) -> str:
    low = plain(word)
    low = irregular.get(low, low)
    if language == "ru":
        return _russian_stem(low.replace("ё", "е"))
    return _english_stem(low)


def _russian_stem(word: str) -> str:
    if len(word) < _MIN_PREFIX:
        return word
    word = re.sub(r"(?:ся|сь)$", "", word)
    cut = _RU_ENDING.sub("", word)
    return cut if len(cut) > 2 else word


def _english_stem(word: str) -> str:
    if len(word) < _MIN_PREFIX:
        return word
    word = _without_plural(word)
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 1 and _VOWEL.search(root) and not word.endswith("eed"):
            word = f"{root[:-1]}y" if ending == "ed" and root.endswith("i") else root
            break
    word = _DOUBLED.sub(r"\1", word)
    word = re.sub(r"our(?=s?$)", "or", word) if len(word) > _MIN_PREFIX + 1 else word
    return word[:-1] if word.endswith("e") and len(word) > _MIN_PREFIX - 1 else word


def _without_plural(word: str) -> str:
    if word in _NO_PLURALS:
        return word
    if word.endswith("ies") and len(word) > _MIN_PREFIX:
        return f"{word[:-3]}y"
    if re.search(r"(?:s|sh|ch|x|z)es$", word):
        return word[:-2]
    if word.endswith("s") and not re.search(r"(?:s|u|i)s$", word):
        return word[:-1]
    return word
