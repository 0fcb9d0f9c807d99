"""The index as it is at one mark: how a question is searched in it."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

import tantivy
from tantivy import DocAddress, Occur, Query

from mediaqa.errors import LexicalIndexError
from mediaqa.lexical.analysis import question_terms
from mediaqa.lexical.fields import FORMAT, SCHEMA, id_of, translated

PAIR_WEIGHT = 0.2
"""The weight of two neighbouring words beside that of single ones: R@5 0.735 instead of 0.716 (313 questions)."""

MAX_TERMS = 64
"""How many words of a question are searched: the rarest."""

FEW_REPORTS = 400
"""With more reports in a filter, hits are sifted instead of searched (5,000 of 14,660: 4 ms instead of 10)."""

SIFT_MARGIN = 2.0
"""How many more hits are sifted than the share of the filter calls for: to look at 320 of them takes 0.15 ms longer
than at 160, to look a second time 1 ms."""

COMMON, LARGE = 0.3, 10_000
"""The share of passages above which a word is not searched for beside rarer ones, in an index of so many passages: on
100,000 a search takes 0.8 ms instead of 1.8, and recall at 5 (313 questions, fused) is 0.754 instead of 0.751."""

MARGIN = 32
"""How many hits beyond the limit are looked at first: ties, and the few that a test turns away."""

Test = Callable[[str], bool]
Scored = tuple[float, DocAddress]


class Snapshot:
    """The index at one mark; it does not change."""

    def __init__(self, mark: int, searcher: tantivy.Searcher) -> None:
        self.mark = mark
        self.searcher = searcher

    def query(self, question: str, sections: Test | None) -> Query | None:
        """Return the query for a question's words and pairs of words, or ``None`` without a word."""
        words, pairs = (self._telling(*some) for some in zip(("words", "pairs"), question_terms(question), strict=True))
        if not words:
            return None
        alone = [Query.term_query(SCHEMA, "words", word, "freq") for word in words]
        beside = [Query.boost_query(Query.term_query(SCHEMA, "pairs", pair, "basic"), PAIR_WEIGHT) for pair in pairs]
        query = Query.boolean_query([(Occur.Should, part) for part in alone + beside])
        if sections is None:
            return query
        return _within("section", [title for title in self._titles if sections(title)], query)

    def best(
        self, query: Query, limit: int, scope: frozenset[str] | None, admits: Test | None, share: float
    ) -> list[tuple[str, float]]:
        """Look at more and more hits, until ``limit`` of them pass and none that ties with the last is left out."""
        reports = None if scope is None else _numbers(scope)
        if reports is not None and len(reports) <= FEW_REPORTS:
            query, reports = _inside(reports, query), None
        count = max(1, self.searcher.num_docs)
        found: list[tuple[str, float]] = []
        expected = math.ceil(SIFT_MARGIN * limit / share) if reports is not None else limit
        for width in sorted({min(width, count) for width in (expected + MARGIN, 16 * limit, count)}):
            if width == count and reports is not None:
                query, reports = _inside(reports, query), None
            hits = self._hits(query, width)
            found = self._passing(hits, limit, reports, admits)
            if len(hits) < width or _settled(found, limit, hits):
                break
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def rarity(self, word: str) -> float:
        """Return the scaled inverse document frequency of all forms of ``word``."""
        words, _ = question_terms(word)
        documents = self.searcher.num_docs
        count = sum(self._counts("words", words).values())
        return _idf(min(count, documents), documents) / _idf(0, documents)

    @cached_property
    def _titles(self) -> list[str]:
        with translated("the lexical index cannot be read"):
            return [title for title, _ in self.searcher.terms_with_prefix("section", "")]

    def _telling(self, field: str, terms: Sequence[str]) -> Sequence[str]:
        """Return the rarest terms, at most ``MAX_TERMS``; in a large index without those that tell little apart."""
        documents = self.searcher.num_docs
        if documents < LARGE and len(terms) <= MAX_TERMS:
            return terms
        counts = self._counts(field, terms)
        rare = [term for term in terms if counts[term] <= COMMON * documents]
        chosen = rare if rare and documents >= LARGE else terms
        if len(chosen) <= MAX_TERMS:
            return chosen
        return sorted((term for term in chosen if counts[term]), key=lambda term: (counts[term], term))[:MAX_TERMS]

    def _counts(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        with translated("the lexical index cannot be read"):
            return {term: self.searcher.doc_freq(field, term) for term in terms}

    def _hits(self, query: Query, width: int) -> list[Scored]:
        with translated("the lexical index cannot be searched"):
            return self.searcher.search(query, width, count=False).hits

    def _passing(
        self, hits: Sequence[Scored], limit: int, reports: frozenset[int] | None, admits: Test | None
    ) -> list[tuple[str, float]]:
        """Return the hits that pass, the best first, at least until ``limit`` are settled."""
        if reports is not None:
            numbers = self._column("report", hits)
            hits = [hit for hit, number in zip(hits, numbers, strict=True) if number in reports]
        found: list[tuple[str, float]] = []
        for start in range(0, len(hits), limit + MARGIN):
            part = hits[start : start + limit + MARGIN]
            columns = [self._column(name, part) for name in ("report", "start", "end")]
            scored = zip(map(id_of, *columns), part, strict=True)
            found += [(id_, _rounded(score)) for id_, (score, _) in scored if admits is None or admits(id_)]
            if _settled(found, limit, part):
                break
        return found

    def _column(self, name: str, hits: Sequence[Scored]) -> list[int]:
        with translated("the lexical index cannot be read"):
            return cast("list[int]", self.searcher.fast_field_values(name, [address for _, address in hits]))


def open_snapshot(files: Path, mark_file: bytes) -> Snapshot | None:
    """Return the index, or ``None`` if it is missing, corrupt or of another format."""
    try:
        state = json.loads(mark_file)
        if state["format"] != FORMAT:
            return None
        with translated("the lexical index cannot be opened"):
            return Snapshot(int(state["mark"]), tantivy.Index.open(str(files)).searcher())
    except (ValueError, TypeError, KeyError, LexicalIndexError):
        return None


def _settled(found: Sequence[tuple[str, float]], limit: int, hits: Sequence[Scored]) -> bool:
    """Whether nothing after ``hits`` can be among the best, not even by a tie."""
    return len(found) >= limit and found[limit - 1][1] > _rounded(hits[-1][0])


@lru_cache(maxsize=32)
def _numbers(reports: frozenset[str]) -> frozenset[int]:
    """Return the reports as the index has them; a filter is asked for again and again, and keeps its hash."""
    return frozenset(int(report, 16) for report in reports)


def _inside(reports: frozenset[int], query: Query) -> Query:
    return _within("report", sorted(reports), query)


def _within(field: str, values: Sequence[int] | Sequence[str], query: Query) -> Query:
    scope = Query.const_score_query(Query.term_set_query(SCHEMA, field, values), 0.0)
    return Query.boolean_query([(Occur.Must, scope), (Occur.Must, query)])


def _rounded(score: float) -> float:
    return round(score, 6)


def _idf(count: int, documents: int) -> float:
    return math.log1p((documents - count + 0.5) / (count + 0.5))
