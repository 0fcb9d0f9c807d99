"""Reading from one state of the store: passages, vectors, nearness, whole reports; nothing that is not live."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from mediaqa.errors import CorpusDamagedError, StoreError
from mediaqa.store.chroma import Collection, Generation, Row, Vectors
from mediaqa.store.records import Record, Snapshot, passage_from, place_of, statements_from, unversioned
from mediaqa.values import Passage, Report, Statement

T = TypeVar("T")

FEW_PASSAGES = 200
"""Up to so many passages, their vectors are read and compared one by one at once. On 100,000 passages that takes 3.6 ms
for 200, where a query restricted to 60 ids takes 50 ms and one restricted to 2,000 takes 9 ms."""

KEPT_BYTES = 16_000_000
"""From the second question on, the vectors of a filter's passages are kept and compared, up to so many bytes: for
15,000 passages of 256 dimensions a millisecond a question, after 0.3 s once."""

OVERFETCH_LIMIT = 1200
"""Up to so many neighbours are fetched and filtered (6 ms); past that a query restricted to ids is quicker."""

TOO_FEW = 0.25
"""When less than this share of the neighbours asked for is admitted, what the filter admits is far from the question:
then ``OVERFETCH_LIMIT`` are fetched."""

VECTORS_AT_ONCE = 1000
"""How many vectors are asked of Chroma in one call."""

TIE = 1e-6
"""Cosines that differ by less are equal: the order between them is that of the ids."""


class StaleReadError(Exception):
    """Another process changed the store under a read; the read starts again. Never leaves the store."""


@dataclass
class Scope:
    """The part of one snapshot that a filter admits, and its vectors if kept.

    That are live reports, or sections of them, or only ``passages``. ``share`` is that of its passages among all, in
    (0, 1]. ``dimension`` is that of the vectors.
    """

    reports: frozenset[str]
    passage_count: int
    share: float
    dimension: int
    section: str | None = None
    passages: frozenset[str] | None = None
    asked: int = 0
    vectors: tuple[list[str], Vectors] | None = None

    def names(self, report: str, passage: str) -> bool:
        """Whether a passage of a report is in it, its section aside."""
        return report in self.reports and (self.passages is None or passage in self.passages)

    def worth_keeping(self) -> bool:
        """Count one more question; tell whether the vectors are few, or asked for again and not too many."""
        self.asked += 1
        kept = self.asked > 1 and 4 * self.dimension * self.passage_count <= KEPT_BYTES
        return kept or self.passage_count <= FEW_PASSAGES


class View:
    """What one read sees: one generation at one snapshot.

    A row that is live and cannot be read means that another process has moved on: the read is stale. A ``lenient``
    view leaves such rows out instead.
    """

    def __init__(self, generation: Generation, snapshot: Snapshot, *, lenient: bool = False) -> None:
        self.snapshot = snapshot
        self._generation = generation
        self._lenient = lenient

    @property
    def embedding(self) -> str:
        """The identity of the embedding model that made the vectors, as it was stored."""
        return str(self._generation.reports.metadata.get("embedding", ""))

    def collection(self, kind: str) -> Collection:
        """Return ``passages``, ``statements`` or ``reports`` as they are, dead rows included."""
        return self._generation.collection(kind)

    def report(self, report_id: str) -> Report:
        """Return a live report, whole: its passages joined are its text."""
        record = self.snapshot.find(report_id)
        ids = record.passage_ids
        passages = self.passages(ids)
        if len(passages) != len(ids):
            raise CorpusDamagedError(f"{record.info.source}: {len(ids) - len(passages)} passages are missing")
        return record.report("".join(passages[id_].text for id_ in ids))

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Return live passages by id."""
        found = self._rows(self._generation.passages, [self.snapshot.passage_row(id_) for id_ in ids])
        return {id_: passage_from(id_, row.text, str(row.metadata["detail"])) for id_, row in found.items()}

    def statements(self, records: Sequence[Record]) -> dict[str, list[Statement]]:
        """Return the statements of live reports that have some, by report id, in order."""
        first = {record.first_statement_row: record.id for record in records if record.said}
        found = self._guarded(lambda: self._generation.statements.rows(list(first)))
        if len(found) < len(first) and not self._lenient:
            raise StaleReadError
        return {first[row]: statements_from(found[row].text) for row in first if row in found}

    def vectors(self, kind: str, rows: Sequence[str]) -> list[npt.NDArray[np.float32]]:
        """Return the vectors of live rows of that kind of collection, in that order, as they were written."""
        collection, found = self._generation.collection(kind), dict[str, npt.NDArray[np.float32]]()
        for start in range(0, len(rows), VECTORS_AT_ONCE):
            part = rows[start : start + VECTORS_AT_ONCE]
            found.update(self._guarded(lambda part=part: collection.vectors(part)))  # type: ignore[misc]
        if missing := len(rows) - len(found):
            if not self._lenient:
                raise StaleReadError
            raise CorpusDamagedError(f"{missing} of {len(rows)} vectors are missing")
        return [found[row] for row in rows]

    def _rows(self, collection: Collection, rows: Sequence[str]) -> dict[str, Row]:
        """Return rows in that order, by what they are the rows of."""
        found = self._guarded(lambda: collection.rows(rows))
        if len(found) < len(set(rows)) and not self._lenient:
            raise StaleReadError
        return {unversioned(row)[0]: found[row] for row in rows if row in found}

    def nearest(self, vector: npt.NDArray[np.float32], limit: int, scope: Scope | None) -> list[tuple[str, float]]:
        """Return up to ``limit`` live passages in ``scope`` with their cosine similarity, the nearest first."""
        if not (self.snapshot.passage_count if scope is None else scope.passage_count):
            return []
        admitted = self._admitted(self._candidates(vector, limit, scope), scope)
        # Without a filter only the dead rows of a killed writer are turned away.
        share, count = (1.0, self.snapshot.passage_count) if scope is None else (TOO_FEW, scope.passage_count)
        if len(admitted) < share * min(limit, count):
            admitted = self._admitted(self._fetched(vector, OVERFETCH_LIMIT), scope)
        return sorted(admitted, key=lambda pair: (-round(pair[1], 6), pair[0]))[:limit]

    def nearest_statements(
        self, vector: npt.NDArray[np.float32], limit: int, rows: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        """Return the ids of up to ``limit`` statements of live reports with their cosine similarity, the nearest first.

        ``rows``, if given, are the only ones that are looked at.
        """
        collection = self._generation.statements
        if rows is not None and len(rows) <= FEW_PASSAGES:
            scores = np.stack(self.vectors("statements", rows)) @ vector if rows else np.empty(0)
            found = list(zip(rows, map(float, scores), strict=True))
        else:
            found = self._guarded(lambda: collection.nearest(vector[None, :], limit, ids=rows)[0])
        rows_found = [(*unversioned(row), score) for row, score in found]
        named = [(id_, score) for id_, revision, score in rows_found if self._is_live(id_, revision)]
        return sorted(named, key=lambda pair: (-round(pair[1], 6), pair[0]))[:limit]

    def _is_live(self, statement: str, revision: int) -> bool:
        record = self.snapshot.live.get(statement.rpartition(":")[0])
        return record is not None and record.revision == revision

    def _admitted(self, found: Sequence[tuple[str, float]], scope: Scope | None) -> list[tuple[str, float]]:
        """Return the passages of those rows that are live and in ``scope``."""
        admitted = []
        for row, score in found:
            passage, revision = unversioned(row)
            if self.admits(passage, scope, revision):
                admitted.append((passage, score))
        return admitted

    def admits(self, passage: str, scope: Scope | None, revision: int | None = None) -> bool:
        """Whether a passage is live, in ``scope``, and of that revision if one is given."""
        report, start, end = place_of(passage)
        if scope is not None and not scope.names(report, passage):
            return False
        record = self.snapshot.live.get(report)
        if record is None or revision not in (None, record.revision) or not record.holds(start, end):
            return False
        return scope is None or scope.section is None or in_section(record.section_at(start), scope.section)

    def scope(
        self, admits: Callable[[Record], bool], section: str | None, passages: frozenset[str] | None = None
    ) -> Scope:
        """Return the scope of the live reports that ``admits``, and of those of their sections named ``section``.

        ``passages``, if given, are the only ones.
        """
        records = [record for record in self.snapshot.live.values() if admits(record)]
        if passages is None:
            count = sum(_count(record, section) for record in records)
        else:
            reports = {place_of(passage)[0] for passage in passages}
            records, count = [record for record in records if record.id in reports], len(passages)
        dimension = int(self._generation.reports.metadata["dimension"])
        share = max(1, count) / max(1, self.snapshot.passage_count)
        return Scope(frozenset(record.id for record in records), count, share, dimension, section, passages)

    def _candidates(self, vector: npt.NDArray[np.float32], limit: int, scope: Scope | None) -> list[tuple[str, float]]:
        if scope is None:
            wanted = limit
        elif scope.worth_keeping():
            return self._compared(vector, limit, scope)
        else:
            wanted = math.ceil(min(limit, scope.passage_count) / scope.share)
            if wanted > OVERFETCH_LIMIT:
                return self._restricted(vector, limit, scope)
        return self._fetched(vector, wanted)

    def _fetched(self, vector: npt.NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        count = min(count, self.snapshot.passage_count)
        return self._guarded(lambda: self._generation.passages.nearest(vector[None, :], count)[0])

    def _compared(self, vector: npt.NDArray[np.float32], limit: int, scope: Scope) -> list[tuple[str, float]]:
        if scope.vectors is None:
            vectors = self._guarded(lambda: self._generation.passages.vectors(self._rows_in(scope)))
            if not vectors:
                return []
            scope.vectors = list(vectors), np.stack(list(vectors.values()))
        ids, matrix = scope.vectors
        scores = matrix @ vector
        if limit < len(ids):
            nearest = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit] - TIE)
        else:
            nearest = np.arange(len(ids))
        return [(ids[place], float(scores[place])) for place in nearest]

    def _restricted(self, vector: npt.NDArray[np.float32], limit: int, scope: Scope) -> list[tuple[str, float]]:
        rows = self._rows_in(scope)
        return self._guarded(lambda: self._generation.passages.nearest(vector[None, :], limit, ids=rows)[0])

    def _rows_in(self, scope: Scope) -> list[str]:
        live = self.snapshot.live
        rows = [row for report in sorted(scope.reports) for row in live[report].passage_rows]
        if scope.section is None and scope.passages is None:
            return rows
        return [row for row in rows if self.admits(unversioned(row)[0], scope)]

    def _guarded(self, work: Callable[[], T]) -> T:
        # Asked for ids or collections that another process has deleted, Chroma fails as a whole.
        try:
            return work()
        except StoreError as error:
            if self._lenient:
                raise
            raise StaleReadError from error


def in_section(title: str | None, wanted: str) -> bool:
    """Whether a section's title is the wanted one, or contains it, whatever the case."""
    return title is not None and wanted.casefold() in title.casefold()


def _count(record: Record, section: str | None) -> int:
    if section is None:
        return record.passage_count
    return sum(in_section(record.section_at(start), section) for start in record.bounds[:-1])
