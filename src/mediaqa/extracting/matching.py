"""How far the words of a question stand in a text: the same word, a form of it, a name for the same, a near word."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediaqa.extracting.questions import Term
from mediaqa.wording import Lexicon, derived, in_latin, keys, plain, words

Embed = Callable[[Sequence[str]], NDArray[Any]]
"""Texts to unit vectors, one row each."""
Vector = NDArray[np.float32]

FAMILY, DERIVED = 0.8, 0.9
"""The worth of a word of the same family, and of one of the same derivation."""
NEAR_FROM, NEAR_TO, NEAR = 0.3, 0.7, 0.8
"""Cosines at which a near word begins to count and counts in full, and what it is worth then."""
PLACED = 0.7
"""The strength from which a word is taken for the thing that a question counts."""
_DERIVED_FROM = 0.15
"""A derivation whose vectors are farther apart than this cosine is a chance likeness (import, important)."""
_ENDING = 3
"""Letters by which the forms of an inflected name differ at most."""
_DEMONYMS = frozenset(["n", "an", "ans", "ian", "ians", "i", "is", "ish", "ese", "er", "ers", "ic", "ite", "ites"])
_PREFIX = 3
"""Letters that two forms of a word share at least."""


class Matcher:
    """The strengths, in [0, 1], with which each of some terms stands in each of some texts."""

    def __init__(
        self, terms: Sequence[Term], texts: Sequence[str], lists: Lexicon, embedder: Embed | None = None
    ) -> None:
        self.terms = terms
        self.lists = lists
        self._columns: dict[str, int] = {}
        for text in texts:
            for key in keys(text, lists.language):
                self._columns.setdefault(key, len(self._columns))
        self._stems = {key: key if "_" in key else lists.stem(key) for key in self._columns}
        near = self._near(texts, embedder)
        self._table = np.zeros((len(terms), len(self._columns) + 1), dtype=np.float32)
        alike, names = self._alike(), list(self._columns)
        for row, term in enumerate(terms):
            close = np.flatnonzero(near[row] > NEAR_FROM) if not term.is_name else ()
            for column in {*self._candidates(term, alike), *close}:
                self._table[row, column] = self._strength(term, names[column], float(near[row, column]))

    def strengths(self, text: str) -> Vector:
        """Return the strength of each term in a text made of words of ``texts``."""
        columns = [self._columns[key] for key in keys(text, self.lists.language) if key in self._columns]
        strengths: Vector = self._table[:, columns or [-1]].max(axis=1)
        return strengths

    def places(self, stem: str, text: str) -> list[int]:
        """Return the words of a text that stand for the term of that stem."""
        row = next((index for index, term in enumerate(self.terms) if term.stem == stem), None)
        if row is None:
            return []
        columns = [self._columns.get(plain(word.text), -1) for word in words(text)]
        return [index for index, column in enumerate(columns) if self._table[row, column] > PLACED]

    def _near(self, texts: Sequence[str], embedder: Embed | None) -> Vector:
        """Return the cosines of terms and keys, 0 where unknown: names, numbers, other scripts are no near words."""
        near = np.zeros((len(self.terms), len(self._columns)), dtype=np.float32)
        names = {plain(w.text) for text in texts for w in words(text)[1:] if w.text[0].isupper()}
        unusable = names | self.lists.stopwords
        usable = [key for key in self._columns if key.isascii() and key.isalpha() and key not in unusable]
        rows = [index for index, term in enumerate(self.terms) if not term.is_name and not term.is_number]
        if embedder is None or not usable or not rows:
            return near
        vectors = embedder([*(plain(self.terms[row].word) for row in rows), *usable])
        near[np.ix_(rows, [self._columns[key] for key in usable])] = vectors[: len(rows)] @ vectors[len(rows) :].T
        return near

    def _alike(self) -> dict[object, set[int]]:
        """Return the columns by stem, by first letters, by family and by name group."""
        alike: dict[object, set[int]] = defaultdict(set)
        for key, column in self._columns.items():
            for mark in self._marks(key, self._stems[key]):
                alike[mark].add(column)
        return alike

    def _marks(self, key: str, stem: str) -> Iterator[object]:
        yield stem
        yield "prefix", in_latin(key)[:_PREFIX]
        for family in self.lists.families.get(stem, ()):
            yield "family", family
        for group in self.lists.names.get(key, ()):
            yield "name", group

    def _candidates(self, term: Term, alike: dict[object, set[int]]) -> set[int]:
        return set().union(*(alike.get(mark, set()) for mark in self._marks(plain(term.word), term.stem)))

    def _strength(self, term: Term, key: str, cosine: float) -> float:
        stem = self._stems[key]
        if stem == term.stem:
            return 1.0
        if term.is_number or key[:1].isdigit():
            return 0.0
        alike = self._alias(plain(term.word), key)
        if term.is_name:
            return alike or self._as_name(plain(term.word), key)
        if self._is_derived(term.stem, stem) and not 0 < cosine < _DERIVED_FROM:
            return DERIVED
        families = self.lists.families
        worth = FAMILY if families.get(term.stem, frozenset()) & families.get(stem, frozenset()) else 0.0
        near = NEAR * min(1.0, (cosine - NEAR_FROM) / (NEAR_TO - NEAR_FROM))
        return max(worth, near, alike)

    def _alias(self, name: str, key: str) -> float:
        own, other = self.lists.names.get(name, {}), self.lists.names.get(key, {})
        return max((own[group] * other[group] for group in own.keys() & other.keys()), default=0.0)

    def _as_name(self, name: str, key: str) -> float:
        first, second = in_latin(name), in_latin(key)
        shared = max(len(first), len(second)) - _ENDING
        is_cyrillic = name != first or key != second
        if (
            is_cyrillic
            and shared >= _ENDING
            and first[:shared] == second[:shared]
            and abs(len(first) - len(second)) < _ENDING
        ):
            return 1.0
        return DERIVED if is_demonym(name, key) or is_demonym(key, name) else 0.0

    def _is_derived(self, first: str, second: str) -> bool:
        if self.lists.language == "ru":
            shared = max(5, len(first) - _ENDING, len(second) - _ENDING)
            return first[:shared] == second[:shared]
        return derived(first, second)


def is_demonym(country: str, other: str) -> bool:
    """Say whether one name is made from the other (Kelmar, Kelmari)."""
    root = country[:-1] if country[-1] in "aeoy" else country
    return len(root) >= _ENDING and other.startswith(root) and other[len(root) :] in _DEMONYMS
