"""The word lists for names: ``lexicons/names.toml``, and from the languages' lists the words that are no person's."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from mediaqa.wording import lexicon, word_set

_NO_PERSON = ("voice_nouns", "collectives", "piece_nouns", "outlet_words", "cue_nouns", "pronouns")


class NameLists(NamedTuple):
    """The words by which names are told apart, case-folded; ``given`` and ``surnames`` keep a group a tuple."""

    given: tuple[tuple[str, ...], ...]
    surnames: tuple[tuple[str, ...], ...]
    slavic_endings: tuple[str, ...]
    slavic_letters: tuple[str, ...]
    slavic_length: int
    not_slavic: frozenset[str]
    patronymic_endings: tuple[str, ...]
    particles: frozenset[str]
    suffixes: frozenset[str]
    small_words: frozenset[str]
    articles: frozenset[str]
    indefinite: frozenset[str]
    standing_outlets: frozenset[str]
    organisations: frozenset[str]
    no_person: frozenset[str]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    voice_nouns: frozenset[str]
    titles: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    """Return the word lists for names."""
    source = files("mediaqa").joinpath("lexicons", "names.toml").read_text(encoding="utf-8")
    lists: dict[str, Any] = tomllib.loads(source)
    languages = (lexicon("en"), lexicon("ru"))
    organisations = word_set(lists["organisations"])
    return NameLists(
        given=_groups(lists["given"]),
        surnames=_groups(lists["surnames"]),
        slavic_endings=tuple(lists["slavic_endings"].split()),
        slavic_letters=tuple(lists["slavic_letters"].split()),
        slavic_length=lists["slavic_length"],
        not_slavic=word_set(lists["not_slavic"]),
        patronymic_endings=tuple(sorted(lists["patronymic_endings"].split(), key=len, reverse=True)),
        particles=word_set(lists["particles"]),
        suffixes=word_set(lists["suffixes"]),
        small_words=word_set(lists["small_words"]),
        articles=word_set(lists["articles"]),
        indefinite=word_set(lists["indefinite"]),
        standing_outlets=word_set(lists["standing_outlets"]),
        organisations=organisations,
        no_person=organisations.union(*(getattr(each, name) for each in languages for name in _NO_PERSON)),
        outlets=frozenset(name.casefold() for each in languages for name in each.outlets),
        outlet_words=frozenset().union(*(each.outlet_words for each in languages)),
        voice_nouns=frozenset().union(*(each.voice_nouns for each in languages)),
        titles=frozenset().union(*(each.titles for each in languages)),
        places=frozenset(name for each in languages for name in each.names),
    )


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.casefold().split()) for line in text.strip().splitlines())
