"""Files are read in processes that may crash, hang or run out of memory without costing more than their file."""

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediaqa import worker, workers
from mediaqa.errors import CorpusClosedError, EmptyReportError, ReadLimitError
from mediaqa.preparing import Task
from mediaqa.workers import Limits, Workers


def task(source: str = "desk/gate.txt") -> Task:
    return Task(source=source, name="gate.txt", format="text", passage_tokens=160)


@pytest.fixture
def pool() -> Iterator[Workers]:
    pool = Workers(2, Limits(30, 2_000_000_000))
    yield pool
    pool.close()


CRASH = """
    import os, mediaqa.worker as w
    prepare = w.prepare
    w.prepare = lambda task, data: os.kill(os.getpid(), 11) if b"crash" in data else prepare(task, data)
"""
"""A reader that dies of a file with that word."""


def broken(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the processes do something else in place of reading."""
    body = textwrap.dedent(code)
    start = workers.START.replace("main(int", f"exec({body!r}); main(int")
    monkeypatch.setattr(workers, "START", start)


def test_file_is_read_and_split(pool: Workers) -> None:
    prepared = pool.submit(task(), b"The gate was shut.\n\nNobody knew why.").result()
    assert prepared.report.text == "The gate was shut.\n\nNobody knew why."
    assert "".join(passage.text for passage in prepared.passages) == prepared.report.text


def test_error_keeps_its_class_its_words_and_its_hint(pool: Workers) -> None:
    with pytest.raises(EmptyReportError, match=r"^desk/gate\.txt: holds no text") as caught:
        pool.submit(task(), b"  ").result()
    assert caught.value.hint == EmptyReportError.hint


def test_process_is_used_again(pool: Workers) -> None:
    pool.submit(task(), b"The gate was shut.").result()
    start = time.perf_counter()
    for _ in range(20):
        pool.submit(task(), b"The gate was shut.").result()
    assert time.perf_counter() - start < 5  # a process takes most of a second to start


def test_crash_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, CRASH)
    pool = Workers(1, Limits(30, 2_000_000_000))
    with pytest.raises(ReadLimitError, match=r"^bad\.txt: its reader crashed \(signal 11\)"):
        pool.submit(task("bad.txt"), b"crash").result()
    assert pool.submit(task(), b"The gate was shut.").result().report.text == "The gate was shut."
    pool.close()


def test_crash_costs_no_other_file_of_its_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, CRASH)
    pool = Workers(1, Limits(30, 2_000_000_000))
    texts = (b"The gate was shut.", b"crash", b"The bridge was open.")
    read = [pool.submit(task(f"{at}.txt"), text, together=3) for at, text in enumerate(texts)]
    assert read[0].result(timeout=60).report.text == "The gate was shut."
    with pytest.raises(ReadLimitError, match=r"^1\.txt: its reader crashed"):
        read[1].result(timeout=60)
    assert read[2].result(timeout=60).report.text == "The bridge was open."
    pool.close()


def test_endless_reading_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "import time, mediaqa.worker as w; w.prepare = lambda task, data: time.sleep(600)")
    pool = Workers(1, Limits(1.5, 2_000_000_000))
    with pytest.raises(ReadLimitError, match=r"^slow\.txt: takes longer than 1\.5 s to read"):
        pool.submit(task("slow.txt"), b"x").result()
    pool.close()


def test_reading_is_given_up_when_the_pool_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "import time, mediaqa.worker as w; w.prepare = lambda task, data: time.sleep(600)")
    pool = Workers(1, Limits(60, 2_000_000_000))
    begun, waiting = pool.submit(task("slow.txt"), b"x"), pool.submit(task(), b"x")
    gathered = pool.submit(task(), b"x", together=5)
    while not pool._busy:
        time.sleep(0.01)
    start = time.perf_counter()
    pool.close()
    assert time.perf_counter() - start < 10
    with pytest.raises(CorpusClosedError):
        begun.result()
    with pytest.raises(CorpusClosedError):
        waiting.result(timeout=10)
    with pytest.raises(CorpusClosedError):
        gathered.result(timeout=10)


def test_process_that_nobody_waits_for_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    hang = "import re, mediaqa.worker as w; w.LATER = 0.5; w.prepare = lambda *_: re.match('(a*)*b', 'a' * 40)"
    broken(monkeypatch, hang)
    process = workers._Process(Limits(0.5, 2_000_000_000))
    process.send(worker.Bundle(tasks=(task(),)).model_dump_json().encode())
    process.send(b"x")
    assert process._process.wait(30) == -signal.SIGALRM
    process.end()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "import mediaqa.worker as w; w.prepare = lambda task, data: bytearray(4_000_000_000)")
    pool = Workers(1, Limits(30, 1_000_000_000))
    with pytest.raises(ReadLimitError, match=r"^large\.txt: takes more memory than is allowed"):
        pool.submit(task("large.txt"), b"x").result()
    pool.close()


def test_mistake_of_a_reader_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(task: Task, data: bytes) -> None:
        raise ValueError("no\nsuch thing")

    monkeypatch.setattr(worker, "prepare", fail)
    refusal = worker.answer(task("odd.txt"), b"x").refusal
    assert refusal is not None
    assert refusal.message == "odd.txt: cannot be read (ValueError: no such thing)"


def test_what_a_library_prints_does_not_reach_the_replies(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(
        monkeypatch,
        """
        import os, mediaqa.worker as w
        prepare = w.prepare
        w.prepare = lambda task, data: (os.write(1, b"noise"), print("noise", flush=True), prepare(task, data))[2]
        """,
    )
    pool = Workers(1, Limits(30, 2_000_000_000))
    assert pool.submit(task(), b"The gate was shut.").result().report.text == "The gate was shut."
    pool.close()


def test_idle_process_that_ended_is_replaced(pool: Workers) -> None:
    pool.submit(task(), b"The gate was shut.").result()
    pool._idle.queue[0]._process.kill()
    pool._idle.queue[0]._process.wait()
    assert pool.submit(task(), b"The gate was shut.").result().report.text == "The gate was shut."


def test_closed_pool_reads_nothing(pool: Workers) -> None:
    pool.close()
    with pytest.raises(CorpusClosedError):
        pool.submit(task(), b"x")


def test_script_without_a_guard_is_not_run_twice(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom mediaqa import Corpus\nprint('once')\n"
        "with Corpus.open(sys.argv[1]) as corpus:\n"
        "    print(len(corpus.add(*[sys.argv[2]] * 1).added))\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>Gate</h1><p>The gate was shut on Monday, said Orla Venn.</p></body></html>")
    command = [sys.executable, str(script), str(tmp_path / "c"), str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["once", "1"]
