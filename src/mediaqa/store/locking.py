"""Who may touch the store, and how everybody else learns of it.

Chroma's local client is thread-safe but not process-safe, so three small things stand beside it:

- ``CorpusLock``: one process at a time opens or writes.
- the revision file: a number that grows with each commit, so that other processes know when to reopen.
- the journal: which rows a commit is about to write and to drop, so that the next writer can sweep up after
  one that was killed.

``Gate`` does the same between the threads of one process: many read, or one changes what they stand on.
"""

import contextlib
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import filelock

from mediaqa.errors import CorpusLockedError, StoreError
from mediaqa.values import Value

POLL_SECONDS = 0.01
"""How often a waiting process looks again. Small against a write (tens of milliseconds), cheap against idling."""


class Gate:
    """A lock that many readers share and one writer has alone; a waiting writer goes before new readers."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._readers = 0
        self._writing = False
        self._waiting = 0

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        """Hold the gate together with other readers. Not reentrant."""
        with self._condition:
            self._condition.wait_for(lambda: not self._writing and not self._waiting)
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the gate alone, once the readers that are inside have left."""
        with self._condition:
            self._waiting += 1
            try:
                self._condition.wait_for(lambda: not self._writing and not self._readers)
            finally:  # whoever is interrupted here must not keep readers out for ever
                self._waiting -= 1
                self._condition.notify_all()
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()


class CorpusLock:
    """One process, and in it one thread, at a time.

    Two files: whoever waits for the lock holds the turnstile meanwhile, so a writer that wants the lock again at
    once cannot overtake a reader that is already waiting for it.
    """

    def __init__(self, folder: Path, *, timeout: float, name: str = "writer") -> None:
        self._timeout = timeout
        self._folder = folder
        self._thread_lock = threading.Lock()
        self._turnstile = filelock.FileLock(folder / f"{name}.turnstile", thread_local=False)
        self._lock = filelock.FileLock(folder / f"{name}.lock", thread_local=False)
        self._holder = folder / f"{name}.json"

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the lock; raise ``CorpusLockedError`` that names the holder when that takes too long."""
        deadline = time.monotonic() + self._timeout
        if not self._thread_lock.acquire(timeout=self._timeout):
            raise CorpusLockedError(f"{self._folder}: another thread of this process has been writing for too long")
        try:
            self._acquire(deadline)
            try:
                self._sign()
                yield
            finally:
                self._lock.release()
        finally:
            self._thread_lock.release()

    @contextlib.contextmanager
    def among_threads(self) -> Iterator[None]:
        """Keep the other threads of this process from the lock, without having it; wait for the one that has it."""
        with self._thread_lock:
            yield

    def _acquire(self, deadline: float) -> None:
        try:
            with self._turnstile.acquire(_remaining(deadline), poll_interval=POLL_SECONDS):
                self._lock.acquire(_remaining(deadline), poll_interval=POLL_SECONDS)
        except filelock.Timeout as error:
            raise CorpusLockedError(
                f"{self._folder}: locked for more than {self._timeout:g} s by {self._describe_holder()}"
            ) from error
        except OSError as error:
            raise StoreError(f"{self._folder}: the lock cannot be taken: {error}") from error

    def _sign(self) -> None:
        command = " ".join(Path(part).name if i == 0 else part for i, part in enumerate(sys.argv[:2]))
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "command": command}
        with contextlib.suppress(OSError):  # a courtesy to those who wait; the lock itself is held
            self._holder.write_text(json.dumps(holder), encoding="utf-8")

    def _describe_holder(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {holder['pid']} on {holder['host']} ({holder['command']})"
        except (OSError, ValueError, KeyError):
            return "another process"


def _remaining(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


class Journal(Value):
    """The rows that a commit writes and drops, by collection; what is not live afterwards is swept."""

    passages: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it names any row."""
        return bool(self.passages or self.statements or self.reports)

    def __add__(self, other: "Journal") -> "Journal":
        return Journal(
            passages=self.passages + other.passages,
            statements=self.statements + other.statements,
            reports=self.reports + other.reports,
        )


class Ledger:
    """The revision file and the journal beside one store. Call its writing methods under the lock only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._revision = folder / "revision"
        self._journal = folder / "journal.json"

    def revision(self) -> int:
        """Return the revision of the last commit, 0 before the first.

        A file that is missing or unreadable counts as 0: the next commit writes a greater number than was ever seen.
        """
        try:
            return int(self._revision.read_bytes())
        except (FileNotFoundError, ValueError):
            return 0
        except OSError as error:
            raise StoreError(f"{self._revision}: cannot be read: {error}") from error

    def write_revision(self, revision: int) -> None:
        """Tell every process that the store has changed."""
        self._replace(self._revision, str(revision))

    def journal(self) -> Journal | None:
        """Return what a writer that did not finish was about to do, or ``None``.

        One that cannot be read says only that there was such a writer; ``check`` finds what it may have left.
        """
        try:
            return Journal.model_validate_json(self._journal.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            return Journal()
        except OSError as error:
            raise StoreError(f"{self._journal}: cannot be read: {error}") from error

    def begin(self, journal: Journal) -> None:
        """Note what is about to be written and dropped, durably."""
        self._replace(self._journal, journal.model_dump_json())

    def finish(self) -> None:
        """Strike the note out."""
        self._journal.unlink(missing_ok=True)

    def _replace(self, target: Path, content: str) -> None:
        temporary = target.with_name(target.name + ".new")
        try:
            with temporary.open("w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
            sync_folder(self._folder)
        except OSError as error:
            raise StoreError(f"{target}: cannot be written: {error}") from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: that of a file just renamed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
