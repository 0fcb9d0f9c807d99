"""Bulk: many sources, some bad, read ahead in other processes, interrupted and gone on with."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediaqa import Corpus, Overrides, Progress, Report, adding, worker, workers
from mediaqa.adding import MANY, SMALL
from mediaqa.errors import FilterError, InputError, MissingPathError, NoReportsError, ReadError
from mediaqa.preparing import Prepared, Task, prepare
from mediaqa.store.records import Record

PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"

INDEX = """
import sys
from mediaqa import Corpus
with Corpus.open(sys.argv[1]) as corpus:
    corpus.add(sys.argv[2])
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "corpus") as opened:
        yield opened


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_many(folder: Path, count: int) -> None:
    for number in range(count):
        write(
            folder / f"{number:04}.txt", f"Gate {number} of Vesk was shut on Monday. Keeper {number * 7} had the key."
        )


def test_many_files_are_read_in_other_processes_and_committed_in_order(corpus: Corpus, tmp_path: Path) -> None:
    write_many(tmp_path / "in", MANY + 20)
    write(tmp_path / "in" / "0007.txt", " ")
    told: list[Progress] = []
    result = corpus.add(tmp_path / "in", on_progress=told.append)
    assert [Path(info.source).stem for info in result.added] == [f"{n:04}" for n in range(MANY + 20) if n != 7]
    assert [Path(failure.source).name for failure in result.failed] == ["0007.txt"]
    done = [progress.done for progress in told]
    assert done == sorted(done)
    assert (told[-1].done, told[-1].total) == (MANY + 20, MANY + 20)
    assert told[-1].rate
    assert told[-1].seconds_left == 0
    (hit, *_) = corpus.search("keeper 70 gate 10", limit=1)
    assert hit.passage.text.startswith("Gate 10 ")


def test_files_that_gather_are_read_once_many_texts_wait_behind_them(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "AHEAD", 5)
    write_many(tmp_path / "in", 2)
    texts = [Report(id="", source=f"desk/{n}", title=f"Bridge {n}", text=f"Bridge {n} was open.") for n in range(MANY)]
    result = asyncio.run(asyncio.wait_for(corpus.aadd(tmp_path / "in", texts), 60))
    assert len(result.added) == MANY + 2


def test_few_and_many_make_the_same_reports(tmp_path: Path) -> None:
    write_many(tmp_path / "in", MANY)

    def records(corpus: Corpus) -> dict[str, Record]:
        live = corpus._library._store.snapshot().live
        return {id_: record.model_copy(update={"revision": 0}) for id_, record in live.items()}

    with Corpus.open(tmp_path / "many") as many, Corpus.open(tmp_path / "few") as few:
        many.add(tmp_path / "in")
        for path in sorted((tmp_path / "in").iterdir()):
            few.add(path)
        assert records(many) == records(few)


def test_killed_indexing_goes_on_where_it_was(tmp_path: Path) -> None:
    write_many(tmp_path / "in", 1500)
    command = [sys.executable, "-c", INDEX, str(tmp_path / "corpus"), str(tmp_path / "in")]
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 90
    while _committed(tmp_path / "corpus") < 1 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.wait()
    with Corpus.open(tmp_path / "corpus") as corpus:
        before = len(corpus.reports())
        result = corpus.add(tmp_path / "in")
        assert before >= 1
        assert len(result.unchanged) == before
        assert len(result.added) == 1500 - before
        assert corpus.check().ok


def test_interrupted_indexing_keeps_what_was_committed(tmp_path: Path) -> None:
    write_many(tmp_path / "in", 1500)
    command = [sys.executable, "-c", INDEX, str(tmp_path / "corpus"), str(tmp_path / "in")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 90
    while _committed(tmp_path / "corpus") < 1 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in told
    assert not _processes_of(process.pid)
    with Corpus.open(tmp_path / "corpus") as corpus:
        assert corpus.reports()
        assert corpus.check().ok


def _committed(folder: Path) -> int:
    try:
        return int((folder / "revision").read_text().strip() or 0)
    except (OSError, ValueError):
        return 0


def _processes_of(parent: int) -> list[str]:
    """Return the processes whose parent is that one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(stat.parent.name)
    return found


def test_pattern_is_expanded(corpus: Corpus, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.png", "deep/d.txt"):
        write(tmp_path / "in" / name, f"The gate of {name} was shut on Monday.")
    assert len(corpus.add(f"{tmp_path}/in/*").added) == 3  # a folder that matches is read too
    with pytest.raises(MissingPathError, match=r"in/\*\.pdf: no file matches"):
        corpus.add(f"{tmp_path}/in/*.pdf")
    with pytest.raises(NoReportsError, match=r"in/\*\.png: no report matches"):
        corpus.add(f"{tmp_path}/in/*.png")


def test_pattern_for_any_folder_ends_where_links_lead_in_circles(corpus: Corpus, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "The north gate was shut.")
    write(tmp_path / "in" / "deep" / "b.txt", "The south gate was shut.")
    for name in ("one", "two"):
        (tmp_path / "in" / "deep" / name).symlink_to("..")
    for pattern in ("in/**/*.txt", "in/**", "**/in/**/*.*"):
        result = corpus.add(f"{tmp_path}/{pattern}")
        assert {Path(info.source).name for info in (*result.added, *result.unchanged)} == {"a.txt", "b.txt"}
    with pytest.raises(MissingPathError, match="no file matches"):
        corpus.add(f"{tmp_path}/in/**/*.pdf")


def test_file_whose_name_looks_like_a_pattern_is_itself(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "gate [1].txt", "The gate was shut on Monday.")
    assert len(corpus.add(str(path)).added) == 1


def test_lists_and_series_of_sources_are_opened(corpus: Corpus, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.txt", f"Gate {n} was shut.") for n in range(3)]
    assert len(corpus.add(paths[:2], (path for path in paths[2:])).added) == 3


def test_name_with_a_newline_is_told_on_one_line(corpus: Corpus, tmp_path: Path) -> None:
    good = write(tmp_path / "in" / "a.txt", "The gate was shut.")
    write(good.with_name("bad\nname\u202e.txt"), " ")
    (failure,) = corpus.add(tmp_path / "in").failed
    assert failure.source.endswith("bad\\nname\\u202e.txt")
    assert "\n" not in failure.error


@pytest.mark.parametrize("ending", [b".txt", b".html"])
def test_name_that_is_no_text_is_read_in_any_process(corpus: Corpus, tmp_path: Path, ending: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/gate\xff" + ending))
    try:
        write(path, PAGE.format("", "The gate was shut on Monday, said Orla Venn."))
    except OSError:
        pytest.skip("names are text here")
    if ending == b".txt":
        write(path, "The gate was shut on Monday, said Orla Venn.")
    (info,) = corpus.add(path).added
    assert (info.title, info.source) == ("gate\N{REPLACEMENT CHARACTER}", f"{tmp_path}/gate\\xff{ending.decode()}")


def test_mistake_of_a_reader_costs_one_text(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(task: Task, data: bytes) -> Prepared:
        if b"north" in data:
            raise OverflowError("too large")
        return prepare(task, data)

    monkeypatch.setattr(worker, "prepare", fail)
    write(tmp_path / "in" / "a.txt", "The north gate was shut.")
    write(tmp_path / "in" / "b.txt", "The south gate was shut.")
    result = corpus.add(tmp_path / "in")
    assert [failure.error for failure in result.failed] == [
        f"{tmp_path}/in/a.txt: cannot be read (OverflowError: too large)"
    ]
    assert len(result.added) == 1


def test_long_text_is_read_in_another_process(corpus: Corpus, tmp_path: Path) -> None:
    small = write(tmp_path / "small.txt", "The gate was shut.\n\n" * (SMALL // 20))
    corpus.add(small)
    assert not corpus._library._workers._idle.queue  # type: ignore[union-attr]
    corpus.add(write(tmp_path / "long.txt", "The gate was shut.\n\n" * (SMALL // 20 + 1)))
    assert len(corpus._library._workers._idle.queue) == 1  # type: ignore[union-attr]


def test_own_fields_filter_search_and_answers(corpus: Corpus, tmp_path: Path) -> None:
    east = write(tmp_path / "east.txt", "Orla Venn said that the gate was shut.")
    west = write(tmp_path / "west.txt", "Lev Orlov said that the gate was open.")
    corpus.add(east, metadata={"desk": "East", "year": 2021, "final": True}, tags=["gate"])
    corpus.add(west, overrides=Overrides(metadata={"desk": "west"}, tags=("quay",)), metadata={"year": 2022})
    assert [hit.report.metadata["desk"] for hit in corpus.search("gate", metadata={"desk": "east"})] == ["East"]
    assert [hit.report.metadata["desk"] for hit in corpus.search("gate", metadata={"year": "2022"})] == ["west"]
    assert corpus.search("gate", metadata={"desk": "east", "year": 2022}) == []
    assert [hit.report.tags for hit in corpus.search("gate", tags=["gate"])] == [("gate",)]
    answer = corpus.ask("What did they say of the gate?", llm=False, metadata={"final": True})
    assert [claim.speaker for claim in answer.claims] == ["Orla Venn"]
    with pytest.raises(FilterError, match="metadata: 'desk' is not a mapping"):
        corpus.search("gate", metadata="desk")  # type: ignore[arg-type]


def test_other_fields_make_an_indexed_file_changed(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The gate was shut.")
    corpus.add(path, metadata={"desk": "east"})
    assert len(corpus.add(path, metadata={"desk": "east"}).unchanged) == 1
    assert len(corpus.add(path, metadata={"desk": "west"}).changed) == 1


@pytest.mark.parametrize("metadata", [{"desk": ["east"]}, {"desk": None}, {3: "east"}])
def test_fields_of_other_kinds_are_refused(corpus: Corpus, tmp_path: Path, metadata: dict[str, str]) -> None:
    path = write(tmp_path / "a.txt", "The gate was shut.")
    with pytest.raises(TypeError, match="a field is a text, a number or a truth value"):
        corpus.add(path, metadata=metadata)
    with pytest.raises(TypeError, match="not one text"):
        corpus.add(path, tags="gate")


@pytest.mark.parametrize("fields", [{"title": "\ud800"}, {"tags": ("\udcff",)}, {"metadata": {"desk": 10**5000}}])
def test_field_that_could_not_be_read_again_is_refused(
    corpus: Corpus, tmp_path: Path, fields: dict[str, object]
) -> None:
    path = write(tmp_path / "a.txt", "The gate was shut.")
    with pytest.raises(InputError, match=r"half of a letter .* or a number of thousands of digits"):
        corpus.add(path, overrides=Overrides.model_validate(fields))
    report = Report(id="", source="desk/1", text="The gate was shut.", **({"title": "Gate"} | fields))
    with pytest.raises(ReadError, match=r"^desk/1: holds half of a letter"):
        corpus.add(report)
    result = corpus.add(report, path)
    assert ([failure.source for failure in result.failed], len(result.added)) == (["desk/1"], 1)


def test_cancelled_adding_waits_for_no_reader(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "START", "import time; time.sleep(60) #" + workers.START)
    page = write(tmp_path / "gate.html", PAGE.format("Gate shut", "The gate was shut."))

    async def cancelled() -> None:
        adding = asyncio.create_task(corpus.aadd(page))
        await asyncio.sleep(1)
        adding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await adding

    asyncio.run(cancelled())
    start = time.perf_counter()
    corpus.close()
    assert time.perf_counter() - start < 10


def test_page_is_read_in_another_process(corpus: Corpus, tmp_path: Path) -> None:
    page = write(tmp_path / "gate.html", PAGE.format("Gate shut", "The gate was shut on Monday, said Orla Venn."))
    (info,) = corpus.add(page).added
    assert (info.title, info.format) == ("Gate shut", "html")
    assert os.getpid() not in [one._process.pid for one in list(corpus._library._workers._idle.queue)]  # type: ignore[union-attr]
    assert len(corpus._library._workers._idle.queue) == 1  # type: ignore[union-attr]
