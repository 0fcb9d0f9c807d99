"""The lock, the ledger and the gate."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from mediaqa.errors import CorpusLockedError, StoreError
from mediaqa.store.locking import CorpusLock, Gate, Journal, Ledger


def started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_readers_share_the_gate_and_a_writer_waits_for_them() -> None:
    gate, order = Gate(), list[str]()
    inside, leave = threading.Barrier(3), threading.Event()

    def read() -> None:
        with gate.shared():
            inside.wait(5)
            leave.wait(5)
            order.append("read")

    def write() -> None:
        with gate.exclusive():
            order.append("written")

    readers = [started(read), started(read)]
    inside.wait(5)
    writer = started(write)
    time.sleep(0.05)
    assert order == []
    leave.set()
    for thread in [*readers, writer]:
        thread.join(5)
    assert order == ["read", "read", "written"]


def test_new_readers_wait_behind_a_waiting_writer() -> None:
    gate, order = Gate(), list[str]()
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with gate.shared():
            entered.set()
            leave.wait(5)

    def write() -> None:
        with gate.exclusive():
            order.append("written")

    def late() -> None:
        with gate.shared():
            order.append("read")

    threads = [started(first)]
    entered.wait(5)
    threads.append(started(write))
    time.sleep(0.05)
    threads.append(started(late))
    time.sleep(0.05)
    leave.set()
    for thread in threads:
        thread.join(5)
    assert order == ["written", "read"]


def test_gate_opens_again_after_an_error() -> None:
    gate = Gate()
    for hold in (gate.shared, gate.exclusive):
        with pytest.raises(ZeroDivisionError), hold():
            raise ZeroDivisionError
    with gate.exclusive():
        pass


@contextmanager
def held_elsewhere(hold: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Let another thread hold something meanwhile."""
    held, leave = threading.Event(), threading.Event()

    def work() -> None:
        with hold():
            held.set()
            leave.wait(5)

    thread = started(work)
    held.wait(5)
    yield
    leave.set()
    thread.join(5)


def test_lock_held_by_another_thread_is_waited_for_and_then_refused(tmp_path: Path) -> None:
    lock = CorpusLock(tmp_path, timeout=0.1)
    with (
        held_elsewhere(lock.exclusive),
        pytest.raises(CorpusLockedError, match="another thread"),
        lock.exclusive(),
    ):
        pass
    with lock.exclusive():
        pass


def test_whoever_waits_goes_before_whoever_comes_back(tmp_path: Path) -> None:
    """Two locks on one folder stand for two processes: the first takes the lock again and again."""
    busy, waiting = CorpusLock(tmp_path, timeout=5), CorpusLock(tmp_path, timeout=5)
    got, rounds = threading.Event(), 0

    def wait() -> None:
        with waiting.exclusive():
            got.set()

    with busy.exclusive():
        thread = started(wait)
        time.sleep(0.1)
    while not got.is_set() and rounds < 100:
        with busy.exclusive():
            rounds += 1
            time.sleep(0.005)
    thread.join(5)
    assert got.is_set()
    assert rounds <= 2


def test_locks_of_different_names_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with CorpusLock(tmp_path, timeout=0).exclusive(), CorpusLock(tmp_path, timeout=0, name="rebuild").exclusive():
        pass


def test_lock_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("no folder")
    with pytest.raises(StoreError, match="letter"), CorpusLock(tmp_path / "letter", timeout=0).exclusive():
        pass


def test_revision_grows_from_nothing_and_survives(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.revision() == 0
    ledger.write_revision(7)
    assert Ledger(tmp_path).revision() == 7
    assert sorted(path.name for path in tmp_path.iterdir()) == ["revision"]


def test_broken_revision_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "revision").write_text("seven")
    assert Ledger(tmp_path).revision() == 0


def test_journal_is_there_until_it_is_struck_out(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.journal() is None
    ledger.begin(Journal(passages=("a:0-1",), statements=("a:0-1/5",)))
    assert Ledger(tmp_path).journal() == Journal(passages=("a:0-1",), statements=("a:0-1/5",))
    ledger.finish()
    assert ledger.journal() is None
    ledger.finish()


def test_broken_journal_still_says_that_a_writer_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / "journal.json").write_text("{")
    assert Ledger(tmp_path).journal() == Journal()


def test_writer_that_is_interrupted_while_it_waits_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()

    def interrupted(_: Callable[[], bool]) -> bool:
        raise KeyboardInterrupt

    with held_elsewhere(gate.shared):
        with monkeypatch.context() as patched:
            patched.setattr(gate._condition, "wait_for", interrupted)
            with pytest.raises(KeyboardInterrupt), gate.exclusive():
                pass
        second = started(lambda: gate.shared().__enter__())
        second.join(5)
        assert not second.is_alive()
