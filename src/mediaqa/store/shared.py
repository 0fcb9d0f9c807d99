"""The store: whole reports in Chroma, each in exactly one version, for many threads and processes at once.

A process whose client is older than the revision file reopens it before it reads or writes, under the corpus lock. A
read that another process overtakes starts again. How a commit goes is told in ``mediaqa.store.writing``.
"""

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from mediaqa.errors import (
    CorpusClosedError,
    CorpusDamagedError,
    CorpusError,
    CorpusForkedError,
    CorpusNotFoundError,
    SettingsError,
    StoreError,
)
from mediaqa.store.chroma import forget_clients_of_parent
from mediaqa.store.connection import Connection, Describe
from mediaqa.store.locking import CorpusLock, Gate, Ledger
from mediaqa.store.records import Record, Snapshot
from mediaqa.store.views import StaleReadError, View
from mediaqa.store.writing import Writer

T = TypeVar("T")

READ_ATTEMPTS = 4
"""How often a read starts again, on a reopened client, after another process changed what it stood on."""

OWN_FILES = frozenset(
    {"chroma", "lexical", "revision", "journal.json", "guard", "guard.old"}
    | {f"{name}.{kind}" for name in ("writer", "rebuild") for kind in ("lock", "turnstile", "json")}
)
"""What a corpus folder holds. Anything else, without a ``chroma`` beside it, means that it is no corpus."""


class Store:
    """One corpus folder in one process, shared by every ``Corpus`` on it. Get it from ``open_store``."""

    def __init__(self, folder: Path, *, lock_timeout: float, terms: object) -> None:
        self.folder = folder
        self.terms = terms
        self.ledger = Ledger(folder)
        self._pid = os.getpid()
        self._gate = Gate()
        self._lock = CorpusLock(folder, timeout=lock_timeout)
        self._rebuild_lock = CorpusLock(folder, timeout=lock_timeout, name="rebuild")
        self._connection = Connection(folder, self.ledger)
        self._opening = threading.Lock()
        self._counting = threading.Lock()
        self._users = 0

    @property
    def in_use(self) -> bool:
        """Whether anybody has it, or is about to."""
        return self._users > 0

    def reserve(self) -> None:
        """Count one more user, before it is open for that user."""
        with self._counting:
            self._users += 1

    def acquire(self, describe: Describe | None) -> None:
        """Open, if nobody has yet. ``describe`` makes the corpus where there is none; ``None`` raises instead."""
        with self._opening:
            if not self._connection.is_open:
                _prepare(self.folder, create=describe is not None)
                with self._lock.exclusive():
                    self._connection.open(describe)

    def release(self) -> None:
        """Close for one user; the last one closes the client."""
        with self._opening:
            with self._counting:
                self._users -= 1
            if not self._users and os.getpid() == self._pid:
                with self._lock.among_threads(), self._gate.exclusive():
                    self._connection.close()

    @property
    def metadata(self) -> Mapping[str, str | int]:
        """What the live generation says about itself: schema, embedding identity, probe vector."""
        return self._connection.generation.reports.metadata

    def snapshot(self) -> Snapshot:
        """Return what is live now."""
        return self.read(lambda view: view.snapshot)

    def known(self, source: str) -> Record | None:
        """Return the record of a source key, live or removed."""
        return self.snapshot().by_source.get(source)

    def read(self, work: Callable[[View], T]) -> T:
        """Return what ``work`` makes of the newest state; it is called again when that state goes away under it."""
        self._check_usable()
        for attempt in range(READ_ATTEMPTS):
            self._refresh(force=attempt > 0)
            lenient = attempt == READ_ATTEMPTS - 1
            with contextlib.suppress(StaleReadError), self._gate.shared():
                return work(View(self._connection.generation, self._connection.snapshot, lenient=lenient))
        raise CorpusDamagedError(f"{self.folder}: rows that a live report names cannot be read")

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Keep other rebuilds away, without keeping writers away."""
        with self._rebuild_lock.exclusive():
            yield

    def reattach(self) -> None:
        """Reopen on the generation that is live now. Call it under ``writing`` only."""
        self._reopen()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the corpus lock and give a writer on the newest state, swept of what killed writers left."""
        self._check_usable()
        with self._lock.exclusive():
            self._check_usable()  # another thread may have closed it meanwhile
            # A journal also means that somebody wrote without telling by a revision.
            if self.ledger.journal() is not None or self._connection.behind:
                self._reopen()
            writer = Writer(self._connection, self.ledger, self._gate)
            writer.sweep()
            yield writer

    def sweep(self) -> bool:
        """Put right what a killed writer left, and say whether there was one."""
        if self.ledger.journal() is None:
            return False
        with self.writing():  # whoever takes the lock to write sweeps first
            return True

    def _refresh(self, *, force: bool) -> None:
        stale = self._connection.seen
        if force or self._connection.behind:
            with self._lock.exclusive():
                self._check_usable()
                if self._connection.behind or (force and self._connection.seen == stale):
                    self._reopen()

    def _reopen(self) -> None:
        with self._gate.exclusive():
            self._connection.reopen()

    def _check_usable(self) -> None:
        if os.getpid() != self._pid:
            raise CorpusForkedError(f"{self.folder}: the corpus was opened in process {self._pid}, before a fork")
        if not self._users:
            raise CorpusClosedError(f"{self.folder}: the corpus is closed")


def _prepare(folder: Path, *, create: bool) -> None:
    try:
        exists = (folder / "chroma").is_dir()
        if not create and not exists:
            raise CorpusNotFoundError(f"{folder}: there is no corpus")
        folder.mkdir(parents=True, exist_ok=True)
        foreign = {path.name.removesuffix(".new") for path in folder.iterdir()} - OWN_FILES
    except OSError as error:
        raise StoreError(f"{folder}: cannot hold a corpus: {error}") from error
    if foreign and not exists:
        raise CorpusError(
            f"{folder}: is not a corpus, and holds other files ({min(foreign)})",
            hint="Name a folder that does not exist yet, or an empty one.",
        )


_stores: dict[Path, Store] = {}
_registry_lock = threading.Lock()
_abandoned: list[Store] = []
"""The parent's stores, kept in a forked child so that nothing there closes what its threads no longer serve. Where
there are any, Chroma cannot be used: its threads do not exist here, and the first count of two rows waits for them."""


def open_store(folder: Path, *, describe: Describe | None, lock_timeout: float, terms: object = None) -> Store:
    """Return the one store of a folder in this process, opened for one more user: ``release`` it when done.

    All its users agree on ``terms`` (their settings), or ``SettingsError`` is raised.
    """
    path = Path(os.path.realpath(folder))
    if _abandoned:
        raise CorpusForkedError(f"{path}: a corpus was open in the parent of this process before the fork")
    with _registry_lock:
        store = _stores.get(path)
        if store is None or not store.in_use:
            store = _stores[path] = Store(path, lock_timeout=lock_timeout, terms=terms)
        elif store.terms != terms:
            raise SettingsError(f"{path}: the corpus is open in this process with other settings")
        store.reserve()
    try:
        store.acquire(describe)
    except BaseException:
        store.release()
        raise
    return store


def discard_vector_indexes(folder: Path, *, lock_timeout: float) -> None:
    """Throw away the vector indexes of a corpus that nobody has open, so that Chroma can start without them.

    The texts stay. Every vector is lost afterwards, and a rebuild makes them anew. Raises ``CorpusNotFoundError``
    where no corpus has ever been.
    """
    if not (folder / "chroma").is_dir() or not (folder / "revision").is_file():
        raise CorpusNotFoundError(f"{folder}: there is no corpus")
    with CorpusLock(Path(os.path.realpath(folder)), timeout=lock_timeout).exclusive():
        for index in (path for path in (folder / "chroma").iterdir() if path.is_dir()):
            shutil.rmtree(index)


def _forget_after_fork() -> None:
    global _registry_lock  # noqa: PLW0603 - a lock that another thread held at the fork would never be released
    _registry_lock = threading.Lock()
    _abandoned.extend(_stores.values())
    _stores.clear()
    forget_clients_of_parent()


os.register_at_fork(after_in_child=_forget_after_fork)
