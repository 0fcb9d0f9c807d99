"""What a text negates, and what it only holds possible: each cue word with the words that it bears on."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from mediaqa.wording import Lexicon, Word, language_of, lexicon, plain, words

NARROW = 4
"""Words after "not", "may" and the like that they bear on at most."""
WIDE = 14
"""Words after "denied", "refused", "whether" and the like that they bear on at most."""

_MARK = re.compile(r"[,;:()\n]|\s[—–-]\s|[.!?][\"'”’»]*\s")


class Scope(NamedTuple):
    """A cue and what it bears on, as places in ``words(text)``.

    ``head`` is the first of ``places`` that carries meaning: what is negated, or held possible, before all else.
    ``is_wide`` tells a cue that bears on a whole clause.
    """

    cue: int
    head: int
    places: frozenset[int]
    is_wide: bool


class Reading(NamedTuple):
    """The words of a text, and the scopes in it."""

    words: tuple[Word, ...]
    negations: tuple[Scope, ...]
    hedges: tuple[Scope, ...]

    def negates(self, place: int) -> bool:
        """Whether a word stands under a negation."""
        return any(place in scope.places for scope in self.negations)

    def hedges_on(self, place: int) -> bool:
        """Whether a word stands under a word like "may" or "whether"."""
        return any(place in scope.places for scope in self.hedges)


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Return what a text negates and what it hedges. A negation of a negation is none."""
    lists, found = lexicon(language_of(text)), words(text)
    low = [plain(word.text) for word in found]
    negations = list(_scopes(text, found, low, lists, kind="negation"))
    odd = [scope for scope in negations if not any(scope.cue in other.places for other in negations)]
    even = {place for scope in negations if scope not in odd for place in scope.places}
    kept = [scope._replace(places=scope.places - even) for scope in odd]
    return Reading(found, tuple(s for s in kept if s.places), tuple(_scopes(text, found, low, lists, kind="hedge")))


def _scopes(
    text: str, found: Sequence[Word], low: Sequence[str], lists: Lexicon, *, kind: Literal["negation", "hedge"]
) -> Iterator[Scope]:
    narrow, wide = (lists.negations, lists.refusals) if kind == "negation" else (lists.hedges, lists.proposals)
    single, double = _alone_and_in_pairs(wide, lists)
    for index, word in enumerate(low):
        stem = lists.stem(word)
        is_wide = stem in single or (stem, low[index + 1] if index + 1 < len(low) else "") in double
        if word == "may" and index and found[index].text == "May":
            continue  # the month
        if not (is_wide or word in narrow or (kind == "negation" and word.endswith("n't"))):
            continue
        if low[index] in {"consider", "considers", "considered"} and not _is_weighed(low, index):
            continue  # "considers it a mistake" is an opinion
        places = _after(text, found, low, index, WIDE if is_wide else NARROW, lists)
        if not places and is_wide:
            places = _before(text, found, low, index, lists)
        if places:
            yield Scope(index, places[0], frozenset(places), is_wide)


def _after(text: str, found: Sequence[Word], low: Sequence[str], cue: int, most: int, lists: Lexicon) -> list[int]:
    """Return the words of meaning that follow a cue in its clause."""
    places: list[int] = []
    for index in range(cue + 1, min(len(found), cue + 1 + 2 * most)):
        gap = text[found[index - 1].end : found[index].start]
        is_contrast = low[index] in lists.contrasts and not (low[index] == "yet" and index == cue + 1)  # "not yet"
        if is_contrast or _MARK.search(gap) or len(places) == most:
            break
        if low[index] in {"longer", "more"} and index == cue + 1:
            continue  # "no longer"
        if low[index] not in lists.stopwords or low[index] in lists.refusals:
            places.append(index)
    return places


def _before(text: str, found: Sequence[Word], low: Sequence[str], cue: int, lists: Lexicon) -> list[int]:
    """Return the words of meaning that a cue at the end of its sentence bears on: "the code was stolen, X suspects"."""
    comma = next((at for at in range(cue, max(0, cue - 8), -1) if "," in text[found[at - 1].end : found[at].start]), 0)
    places: list[int] = []
    for index in range(comma - 1, max(-1, comma - 1 - 2 * WIDE), -1):
        if low[index] not in lists.stopwords:
            places.append(index)
        if index and _MARK.search(text[found[index - 1].end : found[index].start]):
            break
    return places[::-1][:WIDE]


def _is_weighed(low: Sequence[str], cue: int) -> bool:
    return any(word.endswith("ing") or word in {"whether", "if", "to"} for word in low[cue + 1 : cue + 3])


@lru_cache(maxsize=64)
def _alone_and_in_pairs(listed: frozenset[str], lists: Lexicon) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the stems of listed words, and the pairs of listed pairs ("turn_down": the first by its stem)."""
    pairs = frozenset((lists.stem(first), second) for first, _, second in (w.partition("_") for w in listed) if second)
    return frozenset(lists.stem(word) for word in listed if "_" not in word), pairs
