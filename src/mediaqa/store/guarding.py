"""A copy of a vector index while Chroma rewrites it.

Chroma keeps an index as five files and rewrites them in place whenever ``SYNC_THRESHOLD`` rows have gathered. A
process that is killed meanwhile leaves files that do not belong together, and the collection cannot be opened any more
(8 of 16 kills aimed at that moment, chromadb 1.5.9, 30,000 rows). What has not reached the files is still in Chroma's
log, and is dropped from it only after the rewrite; so the files as they were before it, put back, lose nothing.

Whether a rewrite was finished is told by the sequence number that Chroma notes for the index as its last step. It is
read here from Chroma's own database, like the length of the log.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mediaqa.errors import StoreError
from mediaqa.values import Value

SYNC_THRESHOLD = 1000
"""Rows after which Chroma rewrites an index: its default, set explicitly where collections are made."""


class Guarded(Value):
    """Which index is being rewritten, and the sequence number up to which its files were true before."""

    segment: str
    synced: int | None


class IndexGuard:
    """Guards the indexes of one Chroma folder. Call it under the corpus lock only."""

    def __init__(self, chroma: Path) -> None:
        self._chroma = chroma
        self._copy = chroma.parent / "guard"
        self._note = self._copy / "guard.json"

    @contextlib.contextmanager
    def rewriting(self, collection: str, rows: int) -> Iterator[None]:
        """Keep a copy of a collection's index while ``rows`` rows are written to it, if that may rewrite the index.

        After an error, as after a kill, the copy stays until ``recover``.
        """
        with _errors(self._chroma):
            guarded, pending = self._state(collection)
            if guarded is None or pending + rows < SYNC_THRESHOLD:
                guarded = None
            else:
                self._keep(guarded)
        yield
        if guarded is not None:
            with _errors(self._chroma):
                self._forget()

    def recover(self) -> None:
        """Before Chroma is opened: put back an index whose rewriting was cut off."""
        with _errors(self._chroma):
            if self._note.exists():
                guarded = self._noted()
                if guarded is not None and self._synced(guarded.segment) == guarded.synced:
                    self._put_back(guarded.segment)
            self._forget()

    def _noted(self) -> Guarded | None:
        """Return what the copy is of; a note that a power cut left unreadable is no note."""
        try:
            return Guarded.model_validate_json(self._note.read_bytes())
        except ValueError:
            return None

    def _keep(self, guarded: Guarded) -> None:
        self._forget()
        fresh = self._copy.with_name("guard.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        if (self._chroma / guarded.segment).is_dir():
            shutil.copytree(self._chroma / guarded.segment, fresh / guarded.segment)
        (fresh / self._note.name).write_text(guarded.model_dump_json(), encoding="utf-8")
        fresh.rename(self._copy)

    def _put_back(self, segment: str) -> None:
        target, fresh = self._chroma / segment, self._chroma / f"{segment}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        if (self._copy / segment).is_dir():
            shutil.copytree(self._copy / segment, fresh)
        shutil.rmtree(target, ignore_errors=True)
        if fresh.is_dir():
            fresh.rename(target)

    def _forget(self) -> None:
        old = self._copy.with_name("guard.old")
        shutil.rmtree(old, ignore_errors=True)
        if self._copy.is_dir():
            self._copy.rename(old)  # at once: half a copy must not look like one
        shutil.rmtree(old, ignore_errors=True)

    def _state(self, collection: str) -> tuple[Guarded | None, int]:
        """Return the collection's index and how many rows, at most, wait in the log for it."""
        with self._database() as database:
            row = database.execute(
                "SELECT s.id, m.seq_id FROM segments s LEFT JOIN max_seq_id m ON m.segment_id = s.id"
                " WHERE s.collection = ? AND s.scope = 'VECTOR'",
                (collection,),
            ).fetchone()
            (newest,) = database.execute("SELECT max(seq_id) FROM embeddings_queue").fetchone()
        if row is None:
            return None, 0
        return Guarded(segment=row[0], synced=row[1]), (newest or 0) - (row[1] or 0)

    def _synced(self, segment: str) -> int | None:
        with self._database() as database:
            row = database.execute("SELECT seq_id FROM max_seq_id WHERE segment_id = ?", (segment,)).fetchone()
        return row[0] if row else None

    @contextlib.contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        path = self._chroma / "chroma.sqlite3"
        with contextlib.closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        ) as database:
            yield database


@contextlib.contextmanager
def _errors(chroma: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, ValueError) as error:
        raise StoreError(f"{chroma}: its index cannot be guarded: {error}") from error
