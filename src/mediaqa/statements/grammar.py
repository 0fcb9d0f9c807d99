"""The word lists by which statements are found, ready to be looked up: one file a language, ``statements_xx.toml``."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mediaqa.statements.own_words import OUTLETS, OwnWords, package_lists
from mediaqa.values import Language
from mediaqa.wording import lexicon, word_set

DOUBLING = word_set("admit quip pan rip tag plot slam slap brag nag rebut opt chat refer plug plan pin beg")
"""Verbs that double their last letter before -ed and -ing."""


class Is:
    """What a word or mark can be, as bits: a word may be several things.

    Plain integers: an ``enum.IntFlag`` makes the whole extraction three times slower.
    """

    DETERMINER = 1
    PREPOSITION = 2
    CONJUNCTION = 4
    SUBORDINATOR = 8
    AUXILIARY = 16
    NEGATION = 32
    ADVERB = 64
    PRONOUN = 128
    RELATIVE = 256
    POSSESSIVE = 512
    NAME = 1024
    NUMBER = 2048
    WORD = 4096
    MARK = 8192
    CUE = 16384
    VERB = 32768
    TIME = 65536
    NOUN_CUE = 131072
    VOICE = 262144
    PIECE = 524288
    ADJECTIVE = 1 << 20
    CARRIER = 1 << 21
    TITLE = 1 << 22
    BE = 1 << 23


class Form(NamedTuple):
    """One form of a verb: its base and whether it is the base, "-s", "-ed" (past or participle) or "-ing" form."""

    base: str
    kinds: frozenset[str]


FRAMES = ("clause", "sure", "clause_marked", "infinitive", "directed", "addressed", "object", "described", "shows")
"""What may follow a verb; see the comments in the word lists."""

_SMALL = {
    "determiners": Is.DETERMINER,
    "prepositions": Is.PREPOSITION,
    "conjunctions": Is.CONJUNCTION,
    "subordinators": Is.SUBORDINATOR,
    "auxiliaries": Is.AUXILIARY,
    "negations": Is.NEGATION,
    "adverbs": Is.ADVERB,
    "subject_pronouns": Is.PRONOUN,
    "relatives": Is.RELATIVE,
    "possessives": Is.POSSESSIVE,
    "times": Is.TIME,
    "adjectives": Is.ADJECTIVE,
    "titles": Is.TITLE,
    "be_forms": Is.BE,
}


class Grammar:
    """The word lists of one language. ``outlets`` are the names that are outlets' by themselves."""

    def __init__(self, lists: dict[str, str], language: Language, outlets: str = "") -> None:
        self.language = language
        self.outlets = lexicon(language).outlets | frozenset(filter(None, map(str.strip, outlets.splitlines())))
        self.lists = {key: frozenset(value.split()) for key, value in lists.items() if "/" not in value}
        self.before_voice = _phrases(lists["before_voice"].strip().splitlines())
        irregular = _irregular(language)
        self.frames = {name: self.lists[name] for name in FRAMES}
        self.joints = {first: frozenset(w for p in same for w in p[1:]) for first, same in _by_bar(lists["joints"])}
        self.particles = dict(_by_bar(lists["particles"]))
        bases = frozenset[str]().union(*self.frames.values()) | frozenset(self.particles)
        self.forms = _all_forms(bases, irregular) | _known_forms(bases, language)
        self.other_forms = _all_forms(self.lists["other_verbs"], irregular)
        self.carriers = _all_forms(self.lists["carriers"], irregular)
        self.voices = _with_plurals(self.lists["voices"]) | lexicon(language).voice_nouns
        self.short_titles = {first: same[0][1] for first, same in _by_bar(lists["short_titles"])}
        known = self.lists["voices"] | lexicon(language).voice_nouns
        self.persons = (known | self.lists["titles"]) - lexicon(language).collectives - self.lists["bodies"]
        self.pieces = _with_plurals(self.lists["pieces"])
        self.nouns = _with_plurals(self.lists["nouns"])
        self.stance_nouns = _with_plurals(self.lists["stance_nouns"])
        self.nouns_marked = _with_plurals(self.lists["nouns_marked"])
        self.flags = self._flags()
        self.known: dict[str, tuple[str, int]] = {}  # what words seen so far can be

    def _flags(self) -> dict[str, int]:
        flags: dict[str, int] = {}
        groups: list[tuple[Iterable[str], int]] = [(self.lists[name], flag) for name, flag in _SMALL.items()]
        groups += [(self.forms, Is.CUE), (self.other_forms, Is.VERB), (self.carriers, Is.CARRIER)]
        groups += [(self.voices, Is.VOICE), (self.pieces, Is.PIECE), (self.nouns, Is.NOUN_CUE)]
        for words, flag in groups:
            for word in words:
                flags[word] = flags.get(word, 0) | flag
        return flags


@lru_cache(maxsize=8)
def grammar(language: Language, own: OwnWords = ()) -> Grammar:
    """Return the word lists of a language, with the user's own words."""
    lists = package_lists(language)
    mine = {name: words for its, name, words in own if its == language}
    outlets = mine.pop(OUTLETS, "")
    return Grammar({name: f"{words}\n{mine.get(name, '')}" for name, words in lists.items()}, language, outlets)


def _by_bar(text: str) -> Iterable[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Return the phrases that bars and line ends part, by their first words."""
    return _phrases(text.replace("\n", "/").split("/")).items()


def _phrases(lines: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        words = tuple(line.split())
        if words:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(same, key=len, reverse=True)) for first, same in found.items()}


def _irregular(language: Language) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for form, base in lexicon(language).irregular.items():
        forms.setdefault(base, []).append(form)
    return forms


def _known_forms(bases: frozenset[str], language: Language) -> dict[str, Form]:
    """Return the forms that the word lists of attribution give, for a language whose forms are not made by rule."""
    if language == "en":
        return {}
    return {form: Form(base, frozenset({"ed"})) for form, base in lexicon(language).cues.items() if base in bases}


def _all_forms(bases: frozenset[str], irregular: dict[str, list[str]]) -> dict[str, Form]:
    kinds: dict[str, tuple[str, set[str]]] = {}
    for base in sorted(bases):
        for form, kind in _forms(base, irregular.get(base, [])):
            kinds.setdefault(form, (base, set()))[1].add(kind)
    return {form: Form(base, frozenset(found)) for form, (base, found) in kinds.items()}


def _forms(base: str, irregular: list[str]) -> list[tuple[str, str]]:
    root = base + base[-1] if base in DOUBLING else base
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else root
    past = [form for form in irregular if not form.endswith(("ing", "s")) or form == "was"]
    regular = f"{base[:-1]}ied" if re.search(r"[^aeiou]y$", base) else f"{base}d" if base.endswith("e") else f"{root}ed"
    third = (
        f"{base[:-1]}ies"
        if re.search(r"[^aeiou]y$", base)
        else f"{base}es"
        if re.search(r"(?:s|sh|ch|x|z|o)$", base)
        else f"{base}s"
    )
    ing = next((form for form in irregular if form.endswith("ing")), f"{stem}ing")
    return [(base, "base"), (third, "s"), (ing, "ing"), *((form, "ed") for form in past or [regular])]


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {
        f"{w[:-1]}ies" if re.search(r"[^aeiou]y$", w) else f"{w}es" if re.search(r"(?:s|sh|ch|x|z)$", w) else f"{w}s"
        for w in words
    }
