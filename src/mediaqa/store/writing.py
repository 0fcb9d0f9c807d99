"""How a commit goes, all of it under the corpus lock.

1. The journal notes which rows are about to be written and dropped.
2. Passages, then statements, then the reports' records are written, each as a new row. A report is live from the moment
   its record is there, and not before: readers drop every row that no live record names.
3. The rows of the versions that were replaced are deleted.
4. The revision grows, and the journal is struck out.

A process that is killed on the way leaves its journal; the next writer deletes what it names and no record holds.
"""

import zlib
from collections.abc import Sequence

import numpy as np

from mediaqa.store.chroma import Generation, Row, Vectors
from mediaqa.store.connection import Connection
from mediaqa.store.locking import Gate, Journal, Ledger
from mediaqa.store.records import (
    Entry,
    Record,
    Snapshot,
    passage_detail,
    record_document,
    source_digest,
    statements_detail,
    versioned,
)
from mediaqa.store.said import shortened
from mediaqa.values import Passage, Statement

SPREAD = 1e-3
"""The length of the vector by which each row's is moved, its own way, so that no two are equal. The approximate index
links a row to its nearest, so hundreds of equal rows link to each other alone and cut off what lies behind them: with
900 equal rows among 1,000 others, a third of the others were not found by their own vector; so moved, none to one. A
similarity changes by less than this, and by a ten-thousandth as a rule."""


class Writer:
    """Changes the store, for as long as ``Store.writing`` holds the lock."""

    def __init__(self, connection: Connection, ledger: Ledger, gate: Gate) -> None:
        self.connection = connection
        self._ledger = ledger
        self._gate = gate

    @property
    def snapshot(self) -> Snapshot:
        """What is live now."""
        return self.connection.snapshot

    @property
    def embedding(self) -> str:
        """The identity of the embedding model whose vectors belong here."""
        return str(self.connection.generation.reports.metadata.get("embedding", ""))

    def commit(self, entries: Sequence[Entry]) -> list[Record]:
        """Make each entry the live version of its source; all of an entry or nothing of it. Return their records.

        Each entry has at least one passage, and no two have the same source.
        """
        before, revision = self.snapshot, self.connection.next_revision
        records = [_committed(entry, before, revision) for entry in entries]
        dropped = _replaced(before, records)
        self._ledger.begin(rows_of(records) + dropped)
        write_entries(self.connection.generation, entries, records)
        self._finish(before.after(records, revision), dropped)
        return records

    def remove(self, records: Sequence[Record]) -> None:
        """Take reports away: first their records say so, then their rows go."""
        before, revision = self.snapshot, self.connection.next_revision
        gone = [Record(info=r.info, revision=revision, state="removed", replaces=r.id) for r in records]
        dropped = _replaced(before, gone)
        self._ledger.begin(rows_of(gone) + dropped)
        write_removed(self.connection.generation, gone)
        self._finish(before.after(gone, revision), dropped)

    def sweep(self) -> None:
        """Delete what a writer that did not finish has left, if one has."""
        journal = self._ledger.journal()
        if journal is None:
            return
        self._finish(self.snapshot, orphans_among(journal, self.snapshot))

    def announce(self) -> None:
        """Tell every process that the store has changed, though no report has."""
        with self._gate.exclusive():
            self.connection.publish(self.snapshot)

    def drop(self, orphans: Journal) -> None:
        """Delete rows that no live record names."""
        self._ledger.begin(orphans)
        self._finish(self.snapshot, orphans)

    def _finish(self, after: Snapshot, dropped: Journal) -> None:
        # Alone: no thread of this process may still read the version whose rows go.
        with self._gate.exclusive():
            delete_rows(self.connection.generation, dropped)
            self.connection.publish(after)
        self._ledger.finish()


def write_entries(generation: Generation, entries: Sequence[Entry], records: Sequence[Record]) -> None:
    """Write the rows of entries into a generation, their records last."""
    pairs = list(zip(entries, records, strict=True))
    passages = [_passage_row(passage, record) for entry, record in pairs for passage in entry.passages]
    generation.passages.upsert(passages, np.concatenate([_passage_vectors(entry) for entry in entries]))
    statements = [row for entry, record in pairs for row in _statement_rows(entry.statements, record)]
    if statements:
        vectors = [v for entry in entries if (v := _statement_vectors(entry)) is not None]
        generation.statements.upsert(statements, np.concatenate(vectors))
    leads = np.concatenate([_lead_vector(entry) for entry in entries])
    generation.reports.upsert([_record_row(record) for record in records], leads)


def write_removed(generation: Generation, records: Sequence[Record]) -> None:
    """Write the records of removed reports, which tell the lexical index to let go of them."""
    # Such a report has no text, and so no vector of its own; Chroma wants one of the right length.
    vectors: Vectors = np.zeros((len(records), int(generation.reports.metadata["dimension"])), dtype=np.float32)
    vectors[:, 0] = 1.0
    ids = [source_digest(record.info.source) for record in records]
    generation.reports.upsert([_record_row(record) for record in records], _spread(ids, vectors))


def delete_rows(generation: Generation, rows: Journal) -> None:
    """Delete rows by id."""
    generation.passages.delete(rows.passages)
    generation.statements.delete(rows.statements)
    generation.reports.delete(rows.reports)


def _committed(entry: Entry, before: Snapshot, revision: int) -> Record:
    was = before.by_source.get(entry.record.info.source)
    return entry.record.model_copy(
        update={
            "info": entry.record.info.model_copy(update={"passage_count": len(entry.passages)}),
            "bounds": (*(passage.start for passage in entry.passages), entry.passages[-1].end),
            "said": shortened(entry.statements),
            "revision": revision,
            "replaces": was.id if was is not None and was.state == "live" else None,
        }
    )


def rows_of(records: Sequence[Record]) -> Journal:
    """Return the rows of ``records``: what they name, and their own."""
    return Journal(
        passages=tuple(row for record in records for row in record.passage_rows),
        statements=tuple(row for record in records for row in record.statement_rows),
        reports=tuple(record.row for record in records),
    )


def orphans_among(rows: Journal, snapshot: Snapshot) -> Journal:
    """Return those of ``rows`` that belong to no report as it is now."""
    statements = {row for record in snapshot.live.values() for row in record.statement_rows}
    reports = {record.row for record in snapshot.by_source.values()}
    return Journal(
        passages=tuple(row for row in rows.passages if not snapshot.shows(row)),
        statements=tuple(row for row in rows.statements if row not in statements),
        reports=tuple(row for row in rows.reports if row not in reports),
    )


def _replaced(before: Snapshot, records: Sequence[Record]) -> Journal:
    """Return the rows of what ``records`` replace."""
    return rows_of([was for record in records if (was := before.by_source.get(record.info.source)) is not None])


def _passage_vectors(entry: Entry) -> Vectors:
    return _apart(entry, [passage.id for passage in entry.passages], entry.passage_vectors)


def _statement_vectors(entry: Entry) -> Vectors | None:
    vectors = entry.statement_vectors
    return None if vectors is None else _apart(entry, [statement.id for statement in entry.statements], vectors)


def _lead_vector(entry: Entry) -> Vectors:
    return _apart(entry, [source_digest(entry.record.info.source)], entry.lead_vector[None, :])


def _apart(entry: Entry, ids: Sequence[str], vectors: Vectors) -> Vectors:
    return vectors if entry.moved else _spread(ids, vectors)


def _spread(ids: Sequence[str], vectors: Vectors) -> Vectors:
    """Move each vector by ``SPREAD``, one of 65,535 ways, which its id decides."""
    seeds = np.array([zlib.crc32(id_.encode()) % 0xFFFF + 1 for id_ in ids], dtype=np.float64)
    directions = np.sin(seeds[:, None] * np.sqrt(np.arange(2, vectors.shape[1] + 2)))
    directions *= SPREAD / np.linalg.norm(directions, axis=1, keepdims=True)
    return (vectors + directions).astype(np.float32)


def _record_row(record: Record) -> Row:
    return Row(record.row, record_document(record), {"revision": record.revision})


def _passage_row(passage: Passage, record: Record) -> Row:
    return Row(versioned(passage.id, record.revision), passage.text, {"detail": passage_detail(passage)})


def _statement_rows(statements: Sequence[Statement], record: Record) -> list[Row]:
    """Return a row for each statement; the first one tells of them all.

    A row with text takes Chroma twice as long as one without, and a report's statements are read together.
    """
    rows = [Row(versioned(statement.id, record.revision)) for statement in statements]
    return [rows[0]._replace(text=statements_detail(statements)), *rows[1:]] if rows else []
