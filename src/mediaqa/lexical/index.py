"""The index in its folder: who may write it, and when it is true."""

import json
import shutil
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy
from tantivy import Query

from mediaqa.errors import LexicalIndexError
from mediaqa.lexical.analysis import analysed
from mediaqa.lexical.fields import FORMAT, SCHEMA, LexicalDocument, copy_of, deleted_share, document_of, translated
from mediaqa.lexical.snapshot import Snapshot, open_snapshot

MAX_DELETED = 0.1
"""The share of deleted documents, which still count in the statistics, above which the index is written anew."""

HEAP_BYTES = 32_000_000
"""Memory of the one indexing thread; tantivy takes no less than 15 MB."""


class LexicalIndex:
    """The index in one folder. Threads and processes may share it; who writes holds a lock that keeps others from it.

    Reading never changes the folder: an index that is missing, corrupt or of another format has the mark 0 and finds
    nothing, until ``update`` writes it anew. What fails in tantivy raises ``LexicalIndexError``.
    """

    def __init__(self, folder: Path) -> None:
        self._files = folder / "index"
        self._mark_file = folder / "mark.json"
        self._lock = threading.Lock()
        self._seen = b""
        self._snapshot: Snapshot | None = None

    @property
    def mark(self) -> int:
        """The revision of the store up to which the index is true; read from disk each time."""
        snapshot = self._newest()
        return snapshot.mark if snapshot else 0

    @property
    def document_count(self) -> int:
        """How many passages can be found."""
        snapshot = self._newest()
        return snapshot.searcher.num_docs if snapshot else 0

    @property
    def deleted_share(self) -> float:
        """The share, in [0, 1], of deleted passages among those that count in the statistics."""
        snapshot = self._newest()
        return deleted_share(snapshot.searcher) if snapshot else 0.0

    def search(
        self,
        question: str,
        *,
        limit: int,
        reports: Collection[str] | None = None,
        share: float = 1.0,
        sections: Callable[[str], bool] | None = None,
        admits: Callable[[str], bool] | None = None,
    ) -> list[tuple[str, float]]:
        """Return at most ``limit`` passage ids with their BM25 scores, the best first, ties by id.

        ``reports`` (ids; about the ``share`` of all passages, in (0, 1], is theirs), ``sections`` (asked about titles)
        and ``admits`` (asked about passage ids; slow if it turns most away) filter without an effect on the scores. A
        question without a word finds nothing; any text is a question, for there is no query language. After an error
        the mark is 0: the next update begins anew.
        """
        snapshot = self._newest()
        if snapshot is None or limit < 1 or (reports is not None and not reports):
            return []
        scope = None if reports is None else frozenset(reports)
        try:
            query = snapshot.query(question, sections)
            return [] if query is None else snapshot.best(query, limit, scope, admits, share)
        except LexicalIndexError:
            with self._lock:
                self._snapshot = None
            raise

    def rarity(self, word: str) -> float:
        """Return the inverse document frequency of ``word``, scaled to [0, 1]: 1 for a word that no passage has."""
        snapshot = self._newest()
        return snapshot.rarity(word) if snapshot else 1.0

    def update(self, *, drop: Iterable[str], add: Iterable[LexicalDocument], mark: int) -> None:
        """Delete what came from the sources in ``drop``, add the documents, and be true up to ``mark``.

        Documents replace the older ones of their source, so an update that was cut short can be repeated. From
        mark 0 it begins with an empty index.
        """
        if mark < 1:
            raise ValueError(f"a mark counts from 1, not {mark}")
        try:
            with translated(f"{self._files}: cannot be written"):
                self._write(drop, add)
                # Only now: whoever is killed before this leaves the old mark, and the same update is made again.
                self._write_mark(mark)
        except LexicalIndexError:
            with suppress(OSError):  # the next update begins anew
                self._mark_file.unlink(missing_ok=True)
            raise

    def clear(self) -> None:
        """Forget everything; the mark is 0."""
        with translated(f"{self._files}: cannot be cleared"):
            self._erase()

    def _write(self, drop: Iterable[str], add: Iterable[LexicalDocument]) -> None:
        if self.mark == 0:
            self._erase()
            self._files.mkdir(parents=True)
        index = tantivy.Index(SCHEMA, str(self._files))
        with _writer(index) as writer:
            _apply(writer, drop, add)
        _compact(index)

    def _write_mark(self, mark: int) -> None:
        # Not synced: tantivy syncs its files, so a crash leaves an older mark than the index's, never a newer one.
        state = {"format": FORMAT, "mark": mark, "written": uuid.uuid4().hex}
        temporary = self._mark_file.with_suffix(".new")
        temporary.write_text(json.dumps(state), encoding="utf-8")
        temporary.replace(self._mark_file)

    def _erase(self) -> None:
        self._mark_file.unlink(missing_ok=True)
        if self._files.exists():
            shutil.rmtree(self._files)

    def _newest(self) -> Snapshot | None:
        """Return the index as of its mark, which another process may have moved since the last look."""
        with self._lock:
            while (seen := self._read_mark()) != self._seen:
                self._snapshot = open_snapshot(self._files, seen)
                self._seen = seen
            return self._snapshot

    def _read_mark(self) -> bytes:
        try:
            return self._mark_file.read_bytes() if (self._files / "meta.json").exists() else b""
        except OSError:
            return b""


def _apply(writer: tantivy.IndexWriter, drop: Iterable[str], add: Iterable[LexicalDocument]) -> None:
    dropped = set(drop)
    for source in dropped:
        writer.delete_documents_by_term("source", source)
    for passage in add:
        if passage.source not in dropped:
            dropped.add(passage.source)
            writer.delete_documents_by_term("source", passage.source)
        words = analysed(f"{passage.context}\n{passage.text}", passage.language)
        writer.add_document(document_of(passage.source, passage.section, passage.place, " ".join(words)))


def _compact(index: tantivy.Index) -> None:
    """Write every document anew, in one commit, when too many deleted ones still count in the statistics."""
    index.reload()
    searcher = index.searcher()
    if deleted_share(searcher) <= MAX_DELETED:
        return
    with _writer(index) as writer:
        writer.delete_documents_by_query(Query.all_query())
        for _, address in searcher.search(Query.all_query(), searcher.num_docs, count=False).hits:
            writer.add_document(copy_of(searcher.doc(address)))


@contextmanager
def _writer(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    """Give a writer; commit what it was given, or nothing after an error."""
    writer = index.writer(HEAP_BYTES, num_threads=1)
    try:
        # What a killed writer left would be in the way of files of the same name.
        writer.garbage_collect_files()
        yield writer
        writer.commit()
    finally:
        # Merges, and lets go of tantivy's own lock, which would else live as long as the error's traceback.
        writer.wait_merging_threads()
