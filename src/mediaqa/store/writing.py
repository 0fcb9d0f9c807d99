"""How a commit goes, all of it under the corpus lock.

1. The journal notes which rows are about to be written and dropped.
2. Passages, then statements, then the reports' records are written. A report is live from the moment its record is
   there, and not before: readers drop every row that no live record names.
3. The rows of the versions that were replaced are deleted.
4. The revision grows, and the journal is struck out.

A process that is killed on the way leaves its journal; the next writer deletes what it names and no record holds,
and gives live passages that it had overwritten their own context again.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from mediaqa.contexts import contexts
from mediaqa.store.chroma import Collection, Generation, Row, Vectors
from mediaqa.store.connection import Connection
from mediaqa.store.locking import Gate, Journal, Ledger
from mediaqa.store.records import (
    Entry,
    Record,
    Snapshot,
    passage_detail,
    passage_from,
    record_document,
    statement_detail,
)
from mediaqa.values import Passage, Section, Statement


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
        replaced = [was for record in records if (was := before.by_source.get(record.info.source)) is not None]
        dropped = rows_of(replaced, kept_by=records)
        self._ledger.begin(_joined(rows_of(records), dropped))
        write_entries(self.connection.generation, entries, records)
        self._finish(before.after(records, revision), dropped)
        return records

    def remove(self, records: Sequence[Record]) -> None:
        """Take reports away: first their records say so, then their rows go."""
        before, revision = self.snapshot, self.connection.next_revision
        gone = [Record(info=r.info, revision=revision, state="removed", replaces=r.id) for r in records]
        dropped = rows_of(records)
        self._ledger.begin(dropped)
        write_removed(self.connection.generation, gone)
        self._finish(before.after(gone, revision), dropped)

    def sweep(self) -> None:
        """Delete what a writer that did not finish has left, if one has."""
        journal = self._ledger.journal()
        if journal is None:
            return
        self._heal({id_.partition(":")[0] for id_ in journal.passages if self.snapshot.shows(id_)})
        live = self.snapshot.live.values()
        statements = {id_ for record in live for id_ in record.statement_ids}
        orphans = Journal(
            passages=tuple(id_ for id_ in journal.passages if not self.snapshot.shows(id_)),
            statements=tuple(id_ for id_ in journal.statements if id_ not in statements),
        )
        self._finish(self.snapshot, orphans)

    def _heal(self, reports: AbstractSet[str]) -> None:
        """Give the passages of live reports, which an unfinished commit may have overwritten, their own context again.

        A commit that changes only what is known of a report writes rows of the same ids. The record loses its
        fingerprint, so that the next time its source is added everything is made anew, the vectors too.
        """
        generation = self.connection.generation
        for report in sorted(reports):
            record = self.snapshot.live[report]
            healed = list(_out_of_context(record, generation.passages.rows(record.passage_ids).values()))
            if not healed:
                continue
            revision = self.connection.next_revision
            changed = record.model_copy(update={"fingerprint": "", "revision": revision})
            generation.passages.revise(healed)
            generation.reports.revise([_record_row(changed)])
            with self._gate.exclusive():
                self.connection.publish(self.snapshot.after([changed], revision))

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
    passages = [_passage_row(passage) for entry in entries for passage in entry.passages]
    generation.passages.upsert(passages, np.concatenate([entry.passage_vectors for entry in entries]))
    _write_statements(generation.statements, entries)
    leads = np.stack([entry.lead_vector for entry in entries])
    generation.reports.upsert([_record_row(record) for record in records], leads)


def write_removed(generation: Generation, records: Sequence[Record]) -> None:
    """Write the records of removed reports, which tell the lexical index to let go of them."""
    # Such a report has no text, and so no vector of its own; Chroma wants one of the right length.
    vectors: Vectors = np.zeros((len(records), int(generation.reports.metadata["dimension"])), dtype=np.float32)
    vectors[:, 0] = 1.0
    generation.reports.upsert([_record_row(record) for record in records], vectors)


def delete_rows(generation: Generation, rows: Journal) -> None:
    """Delete passages and statements by id."""
    generation.passages.delete(rows.passages)
    generation.statements.delete(rows.statements)


def _committed(entry: Entry, before: Snapshot, revision: int) -> Record:
    was = before.by_source.get(entry.record.info.source)
    return entry.record.model_copy(
        update={
            "info": entry.record.info.model_copy(update={"passage_count": len(entry.passages)}),
            "bounds": (*(passage.start for passage in entry.passages), entry.passages[-1].end),
            "statement_ids": tuple(statement.id for statement in entry.statements),
            "revision": revision,
            "replaces": was.id if was is not None and was.state == "live" else None,
        }
    )


def rows_of(records: Sequence[Record], *, kept_by: Sequence[Record] = ()) -> Journal:
    """Return the rows that ``records`` name and those of ``kept_by`` do not."""
    passages = {id_ for record in kept_by for id_ in record.passage_ids}
    statements = {id_ for record in kept_by for id_ in record.statement_ids}
    return Journal(
        passages=tuple(id_ for record in records for id_ in record.passage_ids if id_ not in passages),
        statements=tuple(id_ for record in records for id_ in record.statement_ids if id_ not in statements),
    )


def _joined(first: Journal, second: Journal) -> Journal:
    return Journal(passages=first.passages + second.passages, statements=first.statements + second.statements)


def _record_row(record: Record) -> Row:
    metadata: dict[str, str | int] = {
        "source": record.info.source,
        "report_id": record.id,
        "revision": record.revision,
        "state": record.state,
    }
    return Row(record.row_id, record_document(record), metadata)


def _out_of_context(record: Record, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield, mended, each row whose context is not the one that its report, as the record has it, gives it."""
    sections = record.sections or (Section(title=None, level=0, start=0, end=record.bounds[-1]),)
    given = list(contexts(Record(info=record.info).report(""), sections))
    ends = [section.end for section in sections]
    for row in rows:
        passage = passage_from(row.id, row.text, str(row.metadata["detail"]))
        place = bisect.bisect_right(ends, passage.start)
        if place < len(given) and given[place] != passage.context:
            yield _passage_row(passage.model_copy(update={"context": given[place]}))


def _passage_row(passage: Passage) -> Row:
    return Row(passage.id, passage.text, {"detail": passage_detail(passage)})


def _write_statements(collection: Collection, entries: Sequence[Entry]) -> None:
    rows = [_statement_row(statement) for entry in entries for statement in entry.statements]
    if rows:
        vectors = [v for entry in entries if (v := entry.statement_vectors) is not None]
        collection.upsert(rows, np.concatenate(vectors))


def _statement_row(statement: Statement) -> Row:
    metadata = {"report_id": statement.report_id, "detail": statement_detail(statement)}
    return Row(statement.id, statement.content, metadata)
