"""The lexical index follows the store: it is a cache, true up to its own mark."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediaqa.lexical import LexicalDocument, LexicalIndex
from mediaqa.store.locking import CorpusLock
from mediaqa.store.records import Record, Snapshot
from mediaqa.store.shared import Store
from mediaqa.store.views import View

BATCH_PASSAGES = 4000
"""How many passages one update of the index holds in memory."""


class Update(NamedTuple):
    """What brings the index from one mark to the next."""

    sources: list[str]
    documents: list[LexicalDocument]
    mark: int


class LexicalCache:
    """The lexical index of one corpus, kept in step with its store."""

    def __init__(self, store: Store, *, lock_timeout: float) -> None:
        folder = store.folder / "lexical"
        folder.mkdir(exist_ok=True)
        self._store = store
        self._lock = CorpusLock(folder, timeout=lock_timeout)
        # A folder of its own for each corpus that ever stood here: a mark says nothing about another one.
        self.index = LexicalIndex(folder / str(store.metadata["corpus"]))

    def catch_up(self) -> None:
        """Bring the index up to the newest revision of the store; whoever is at it already is waited for."""
        if self.index.mark == self._store.snapshot().revision:
            return
        with self._lock.exclusive():
            if self.index.mark > self._store.snapshot().revision:  # the store was put back to an older state
                self.index.clear()
            while (update := self._store.read(self._next_update)) is not None:
                self.index.update(drop=update.sources, add=update.documents, mark=update.mark)

    def rebuild(self) -> None:
        """Make the index anew from the store."""
        with self._lock.exclusive():
            self.index.clear()
        self.catch_up()

    def _next_update(self, view: View) -> Update | None:
        return _next_update(view, self.index.mark)


def _next_update(view: View, mark: int) -> Update | None:
    records = next(_batches(view.snapshot, mark), None)
    if records is None:
        return None
    live = [record for record in records if record.state == "live"]
    passages = view.passages([id_ for record in live for id_ in record.passage_ids])
    documents = [
        LexicalDocument(
            passage_id=id_,
            report_id=record.id,
            source=record.info.source,
            context=passages[id_].context,
            text=passages[id_].text,
            section=passages[id_].section,
            language=record.info.language,
        )
        for record in live
        for id_ in record.passage_ids
        if id_ in passages
    ]
    return Update([record.info.source for record in records], documents, records[-1].revision)


def _batches(snapshot: Snapshot, mark: int) -> Iterator[Sequence[Record]]:
    """Give the records after ``mark``, the oldest first, whole revisions at a time."""
    changed = sorted(
        (record for record in snapshot.by_source.values() if record.revision > mark),
        key=lambda record: (record.revision, record.info.source),
    )
    batch: list[Record] = []
    size = 0
    for record in changed:
        if size >= BATCH_PASSAGES and record.revision != batch[-1].revision:
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += record.passage_count
    if batch:
        yield batch
