"""A whole corpus embedded anew: built beside the live one while others go on, then swapped in by one write.

The new generation is filled a batch at a time; the lock is held for each batch only. What others commit meanwhile is
copied again. Statements that are lost are found anew in the text. The swap is a single change of the new collection's
metadata, after which the old generation goes.
"""

import contextlib
from collections.abc import Mapping, Sequence

from mediaqa.embedding import Embedder
from mediaqa.entries import Unembedded, embedded
from mediaqa.errors import CorpusDamagedError
from mediaqa.outcomes import OnProgress, Progress
from mediaqa.statements import STATEMENTS_VERSION, find_statements
from mediaqa.store.chroma import Generation
from mediaqa.store.connection import generation_metadata
from mediaqa.store.locking import Journal
from mediaqa.store.records import Record, Snapshot
from mediaqa.store.said import in_order, shortened
from mediaqa.store.shared import Store
from mediaqa.store.views import View
from mediaqa.store.writing import Writer, delete_rows, rows_of, write_entries, write_removed
from mediaqa.values import Passage

BATCH_PASSAGES = 1000
"""How many passages are embedded and copied at once."""


def rebuild(
    store: Store, embedder: Embedder, identity: Mapping[str, str | int], on_progress: OnProgress | None = None
) -> None:
    """Embed every report with ``embedder`` into a new generation, described by ``identity``, and make it live."""
    with store.rebuilding():
        Rebuild(store, embedder, identity, on_progress).run()


class Rebuild:
    """One rebuild: what has been copied so far, by source."""

    def __init__(
        self, store: Store, embedder: Embedder, identity: Mapping[str, str | int], on_progress: OnProgress | None
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._metadata = generation_metadata(identity, state="building")
        self._on_progress = on_progress
        self._copied: dict[str, Record] = {}
        self._number = 0

    def run(self) -> None:
        """Copy until nothing is missing, then swap."""
        with self._store.writing() as writer:
            self._begin(writer)
        while not self._swapped():
            self._copy_next()

    def _begin(self, writer: Writer) -> None:
        client, live = writer.connection.client, writer.connection.generation.number
        for number in client.generations():
            if number != live:
                client.drop_generation(number)
        self._number = live + 1
        client.create_generation(self._number, self._metadata).touch()

    def _missing(self, snapshot: Snapshot) -> list[Record]:
        copied = {source: record.revision for source, record in self._copied.items()}
        return [record for source, record in snapshot.by_source.items() if copied.get(source) != record.revision]

    def _copy_next(self) -> None:
        batch = self._store.read(self._next_batch)
        live = [report for report in batch if report.record.state == "live"]
        removed = [report.record for report in batch if report.record.state == "removed"]
        entries = embedded(live, self._embedder) if live else []
        with self._store.writing() as writer:
            building = writer.connection.client.generation(self._number)
            records = [report.record for report in batch]
            self._drop_copies(building, records)
            if entries:
                write_entries(building, entries, [entry.record for entry in entries])
            if removed:
                write_removed(building, removed)
        self._copied.update({record.info.source: record for record in records})
        if self._on_progress is not None:
            total = len(self._store.snapshot().by_source)
            self._on_progress(Progress(stage="embedding", done=min(len(self._copied), total), total=total))

    def _next_batch(self, view: View) -> list[Unembedded]:
        batch: list[Unembedded] = []
        size = 0
        for record in self._missing(view.snapshot):
            if batch and size + record.passage_count > BATCH_PASSAGES:
                break
            passages = view.passages(record.passage_ids)
            if missing := record.passage_count - len(passages):
                raise CorpusDamagedError(f"{record.info.source}: {missing} passages are missing")
            whole = [passages[id_] for id_ in record.passage_ids]
            batch.append(_with_statements(view, record, whole))
            size += record.passage_count
        return batch

    def _drop_copies(self, building: Generation, records: Sequence[Record]) -> None:
        stale = [copy for record in records if (copy := self._copied.get(record.info.source)) is not None]
        delete_rows(building, rows_of(stale))

    def _swapped(self) -> bool:
        with self._store.writing() as writer:
            if self._missing(writer.snapshot):
                return False
            client, old = writer.connection.client, writer.connection.generation.number
            self._store.ledger.begin(Journal())  # should this process die here, the next writer reopens
            client.generation(self._number).reports.describe({**self._metadata, "state": "live"})
            self._store.reattach()
            writer.announce()
            self._store.ledger.finish()
            writer.connection.client.drop_generation(old)
        return True


def _with_statements(view: View, record: Record, passages: Sequence[Passage]) -> Unembedded:
    """Return a report with its statements; those that are lost, or were never looked for, are found in its text."""
    with contextlib.suppress(CorpusDamagedError):
        kept = view.statements([record]).get(record.id, [])
        if record.attribution and [statement.id for statement in kept] == record.statement_ids:
            return Unembedded(record, passages, kept)
    found = in_order(find_statements(record.report("".join(passage.text for passage in passages))))
    changes = {"said": shortened(found), "attribution": STATEMENTS_VERSION}
    return Unembedded(record.model_copy(update=changes), passages, found)
