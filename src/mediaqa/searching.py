"""Search: what each side proposes, fused into one order.

Scores are fused as a convex combination of normalised scores rather than of ranks: on the benchmark of
``benchmarks/retrieval.py`` reciprocal ranks lose eight points of recall at 5 against it (Bruch, Gai and Ingber, "An
Analysis of Fusion Functions for Hybrid Retrieval", 2023, find the same elsewhere).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypedDict, Unpack

from mediaqa.errors import FilterError, QuestionError
from mediaqa.store.records import Record, Snapshot
from mediaqa.values import MetadataValue, Statement

MAX_QUESTION = 10_000
"""Characters of the longest question that is searched for."""

_TEXTS = ("publisher", "report", "section", "speaker", "outlet")
_WAYS = {"stance": ("asserts", "denies", "asks"), "directness": ("direct", "indirect", "mixed")}

PREFERENCE = 0.25
"""The part of a score that goes to passages of a voice that is preferred."""

SCORE_DIGITS = 6
"""Scores are rounded so before they are compared, so that the last bits of a sum never decide an order."""


class Fused(NamedTuple):
    """One passage with its scores: fused in [0, 1], cosine, BM25 (``None``: that side did not propose it)."""

    id: str
    score: float
    dense: float | None
    lexical: float | None


class SearchFilters(TypedDict, total=False):
    """The filters of ``search`` and ``ask``, as a caller writes them.

    Dates are inclusive, as ``date`` or YYYY-MM-DD; a report without a date passes no date filter. ``publisher`` and
    ``section`` match by containment whatever the case, ``report`` is an id or the beginning of one, and every one of
    ``tags`` and of the fields of ``metadata`` must be there, the latter with that value, whatever the case. ``speaker``
    and ``outlet`` admit passages with words that it says or carries: a last name means all who have it, and every form
    of a name that the corpus knows means the same voice. Such a passage may hold other voices too.
    """

    published_after: dt.date | str | None
    published_before: dt.date | str | None
    publisher: str | None
    report: str | None
    section: str | None
    tags: Sequence[str]
    metadata: Mapping[str, MetadataValue] | None
    speaker: str | None
    outlet: str | None


class StatementFilters(SearchFilters, total=False):
    """The filters of ``statements``: those of ``search``, and when and how it was said.

    A statement whose day the text does not tell counts as of its report's. ``stance`` is ``"asserts"``, ``"denies"`` or
    ``"asks"``, ``directness`` ``"direct"``, ``"indirect"`` or ``"mixed"``.
    """

    stated_after: dt.date | str | None
    stated_before: dt.date | str | None
    stance: str | None
    directness: str | None


class Filters(NamedTuple):
    """The same as ``SearchFilters``, read: what a search is restricted to."""

    published_after: dt.date | None = None
    published_before: dt.date | None = None
    publisher: str | None = None
    report: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    speaker: str | None = None
    outlet: str | None = None

    @property
    def name_a_voice(self) -> bool:
        """Whether a speaker or an outlet is asked for."""
        return (self.speaker, self.outlet) != (None, None)

    def found_in(self, snapshot: Snapshot) -> "Filters":
        """Return the same with the whole id of the report. Raises ``ReportNotFoundError``."""
        return self._replace(report=snapshot.find(self.report).id) if self.report else self

    def admit(self, record: Record) -> bool:
        """Whether a report passes (its sections and its voices are looked at elsewhere)."""
        return self._admits_date(record.info.published_on) and self._admits_rest(record)

    def _admits_date(self, published: dt.date | None) -> bool:
        if self.published_after is None and self.published_before is None:
            return True
        if published is None:
            return False
        return (self.published_after or published) <= published <= (self.published_before or published)

    def _admits_rest(self, record: Record) -> bool:
        info = record.info
        return (
            (self.publisher is None or self.publisher.casefold() in (info.publisher or "").casefold())
            and (self.report is None or info.id.startswith(self.report))
            and set(self.tags) <= set(info.tags)
            and all(key in info.metadata and _folded(info.metadata[key]) == value for key, value in self.metadata)
        )


class Request(NamedTuple):
    """How passages are searched for.

    ``prefer_speaker`` names a voice whose words come first, ``statements`` asks for who says what in each hit.
    """

    filters: Filters = Filters()
    limit: int | None = None
    neighbours: int = 0
    prefer_speaker: str | None = None
    statements: bool = False


class Wanted(NamedTuple):
    """The same as ``StatementFilters``, read: which statements are wanted."""

    filters: Filters = Filters()
    stated_after: dt.date | None = None
    stated_before: dt.date | None = None
    stance: str | None = None
    directness: str | None = None

    def admits_day(self, day: dt.date | None) -> bool:
        """Whether a statement of that day passes; one of no known day passes where no day is asked for."""
        if self.stated_after is None and self.stated_before is None:
            return True
        return day is not None and (self.stated_after or day) <= day <= (self.stated_before or day)

    def admits(self, statement: Statement) -> bool:
        """Whether a statement was made so."""
        return self.stance in (None, statement.stance) and self.directness in (None, statement.directness)


def clean_question(question: str) -> str:
    """Return the question as it is searched for. Raises ``QuestionError`` when it is empty or too long."""
    if not isinstance(question, str):
        raise TypeError(f"a question is a str, not {type(question).__name__}")
    cleaned = " ".join(question.encode("utf-8", "replace").decode().split())
    if not cleaned:
        raise QuestionError("the question is empty")
    if len(cleaned) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(cleaned)} characters; the longest that is read has {MAX_QUESTION}")
    return cleaned


def read_filters(**filters: Unpack[SearchFilters]) -> Filters:
    """Return filters as they are applied. Raises ``FilterError`` that names the one that cannot be understood."""
    tags = filters.get("tags", ())
    if isinstance(tags, str):
        raise FilterError(f"tags: {tags!r} is one string", hint="Give a list of tags.")
    dates = {name: _date(filters.get(name), name) for name in ("published_after", "published_before")}
    texts = {name: _text(filters.get(name), name) for name in _TEXTS}
    unknown = sorted(filters.keys() - {*dates, *texts, "tags", "metadata"})
    if unknown:
        raise TypeError(f"unknown filter: {unknown[0]}")
    metadata = _metadata(filters.get("metadata") or {})
    return Filters(**{**dates, **texts, "tags": tuple(tags), "metadata": metadata})  # type: ignore[arg-type]


def read_request(
    *,
    limit: int | None,
    neighbours: int,
    prefer_speaker: str | None,
    statements: bool,
    **filters: Unpack[SearchFilters],
) -> Request:
    """Return how passages are searched for. Raises ``FilterError`` as ``read_filters`` does."""
    preferred = _text(prefer_speaker, "prefer_speaker")
    return Request(read_filters(**filters), limit, neighbours, preferred, statements)


def read_wanted(**filters: Unpack[StatementFilters]) -> Wanted:
    """Return the filters of statements as they are applied. Raises ``FilterError`` as ``read_filters`` does."""
    dates = {name: _date(filters.get(name), name) for name in ("stated_after", "stated_before")}
    ways = {name: _one_of(filters.get(name), name, known) for name, known in _WAYS.items()}
    others = {name: value for name, value in filters.items() if name not in {*dates, *ways}}
    return Wanted(read_filters(**others), **dates, **ways)  # type: ignore[arg-type]


def _one_of(value: object, name: str, known: Sequence[str]) -> str | None:
    if value is None or value in known:
        return _text(value, name)
    raise FilterError(f"{name}: {value!r} is not one of {', '.join(known)}", hint="Choose one, or leave it out.")


def _metadata(fields: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(fields, Mapping):
        raise FilterError(f"metadata: {fields!r} is not a mapping", hint='Write metadata={"desk": "east"}.')
    return tuple(sorted((str(key), _folded(value)) for key, value in fields.items()))


def _folded(value: object) -> str:
    """Return a value as it is compared: what the command line gives as text may be a number."""
    return " ".join(str(value).split()).casefold()


def _date(value: object, name: str) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise FilterError(f"{name}: {value!r} is not a date") from error


def _text(value: object, name: str) -> str | None:
    if isinstance(value, str) and not value.strip() and name in {"speaker", "outlet", "prefer_speaker"}:
        raise FilterError(f"{name}: is empty", hint="Name a voice, or leave it out.")
    if value is None or isinstance(value, str):
        return value
    raise FilterError(f"{name}: {value!r} is not a text")


def fuse(
    dense: Sequence[tuple[str, float]], lexical: Sequence[tuple[str, float]], *, dense_weight: float
) -> list[Fused]:
    """Return what either side proposes, best first; ties break by passage id.

    Each side is scaled so that its best candidate has 1 and its worst 0; a candidate that the other side proposed has
    0. Where no word of the question is known, the score is the bare cosine: the nearest may still be far.
    """
    if not lexical:
        dense_weight, scaled_dense = 1.0, {id_: min(1.0, max(0.0, cosine)) for id_, cosine in dense}
    else:
        dense_weight, scaled_dense = (dense_weight if dense else 0.0), _scaled(dense)
    scaled_lexical = _scaled(lexical)
    cosines, bm25 = dict(dense), dict(lexical)
    fused = [
        Fused(
            id_,
            round(
                dense_weight * scaled_dense.get(id_, 0.0) + (1 - dense_weight) * scaled_lexical.get(id_, 0.0),
                SCORE_DIGITS,
            ),
            cosines.get(id_),
            bm25.get(id_),
        )
        for id_ in {**cosines, **bm25}
    ]
    return sorted(fused, key=lambda one: (-one.score, one.id))


def favoured(fused: Sequence[Fused], preferred: AbstractSet[str]) -> list[Fused]:
    """Return what was fused with those ``preferred`` moved up: others keep three quarters of their score."""
    scored = (
        one._replace(score=round((1 - PREFERENCE) * one.score + PREFERENCE * (one.id in preferred), SCORE_DIGITS))
        for one in fused
    )
    return sorted(scored, key=lambda one: (-one.score, one.id))


def _scaled(scores: Sequence[tuple[str, float]]) -> dict[str, float]:
    if not scores:
        return {}
    worst, best = min(score for _, score in scores), max(score for _, score in scores)
    width = best - worst
    return {id_: (score - worst) / width if width > 0 else 1.0 for id_, score in scores}
