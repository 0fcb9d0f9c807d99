"""The store against real Chroma and real processes."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mediaqa.errors import (
    CorpusClosedError,
    CorpusDamagedError,
    CorpusError,
    CorpusForkedError,
    CorpusLockedError,
    CorpusNotFoundError,
    ReportNotFoundError,
    SchemaVersionError,
)
from mediaqa.store.chroma import Client
from mediaqa.store.locking import CorpusLock
from mediaqa.store.records import Entry
from mediaqa.store.shared import Store, open_store
from mediaqa.values import Span, Statement
from tests.scripted import DIMENSION, describe, entry, vector

WORKER = Path(__file__).parent / "store_worker.py"


def opened(folder: Path) -> Store:
    return open_store(folder, describe=describe, lock_timeout=30)


def commit(store: Store, *entries: Entry) -> None:
    with store.writing() as writer:
        writer.commit(entries)


def texts(store: Store) -> dict[str, str]:
    def read(view):  # type: ignore[no-untyped-def]
        return {record.info.source: view.report(record.id).text for record in view.snapshot.live.values()}

    return store.read(read)


def found_by_own_vector(store: Store) -> set[str]:
    """The live passages that a query with their own vector returns (counts and ``get`` do not show lost ones)."""

    def read(view):  # type: ignore[no-untyped-def]
        ids = [id_ for record in view.snapshot.live.values() for id_ in record.passage_ids]
        passages = view.passages(ids)
        return {id_ for id_ in ids if id_ in dict(view.nearest(vector(passages[id_].text), 3, None))}

    return store.read(read)


def every_passage(store: Store) -> set[str]:
    return {id_ for record in store.snapshot().live.values() for id_ in record.passage_ids}


def every_row(store: Store) -> set[str]:
    """The rows of live reports, each of which is there."""
    rows = {row for record in store.snapshot().live.values() for row in record.passage_rows}
    assert rows == set(store.read(lambda view: view.collection("passages").ids()))
    return rows


def test_a_committed_report_is_read_back_whole(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "One two three. Four five."), entry("b", "Six."))
    assert texts(store) == {"a": "One two three. Four five.", "b": "Six."}
    assert found_by_own_vector(store) == every_passage(store)
    store.release()
    again = opened(tmp_path / "c")
    assert texts(again) == {"a": "One two three. Four five.", "b": "Six."}
    again.release()


def test_a_new_version_replaces_the_old_one_and_its_rows(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Old words of the first version. " * 4))
    before = every_row(store)
    commit(store, entry("a", "New words."))
    assert texts(store) == {"a": "New words."}
    assert not before & every_row(store)
    (record,) = store.snapshot().live.values()
    assert store.read(lambda view: view.collection("reports").ids()) == [record.row]
    assert record.replaces == next(iter(before)).split(":")[0]
    store.release()


def test_metadata_changes_without_a_new_id(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Same words."))
    before, rows = every_passage(store), every_row(store)
    changed = entry("a", "Same words.", title="Another title")
    commit(store, changed)
    assert every_passage(store) == before
    assert not rows & every_row(store)  # no row is ever written over
    assert [record.info.title for record in store.snapshot().live.values()] == ["Another title"]
    store.release()


def test_another_cut_of_the_same_text_leaves_no_old_passage(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    text = "The same words in another cut. " * 6
    commit(store, entry("a", text, size=20))
    old = every_row(store)
    commit(store, entry("a", text, size=50))
    assert texts(store) == {"a": text}
    assert not old & every_row(store)
    store.release()


def test_a_removed_report_is_gone_and_can_come_back(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Words of a."), entry("b", "Words of b."))
    with store.writing() as writer:
        writer.remove([writer.snapshot.by_source["a"]])
    assert texts(store) == {"b": "Words of b."}
    commit(store, entry("a", "Words of a."))
    assert texts(store) == {"a": "Words of a.", "b": "Words of b."}
    assert found_by_own_vector(store) == every_passage(store)
    store.release()


def test_statements_are_written_and_go_with_their_report(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    first = entry("a", "Orla Venn said that the gate was shut.")
    said = Statement(
        report_id=first.record.id, start=20, end=37, content="the gate was shut", speaker="Orla Venn",
        speaker_span=Span(0, 9),
    )  # fmt: skip
    commit(store, first._replace(statements=(said,), statement_vectors=vector(said.content)[None, :]))
    (record,) = store.snapshot().live.values()
    assert record.statement_ids == [said.id]
    assert store.read(lambda view: view.statements([record])) == {record.id: [said]}
    commit(store, entry("a", "Nothing was said."))
    assert store.read(lambda view: view.collection("statements").ids()) == []
    store.release()


def test_report_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Words."))
    (record,) = store.snapshot().live.values()
    assert store.read(lambda view: view.report(record.id[:6])).id == record.id
    with pytest.raises(ReportNotFoundError, match="no report begins"):
        store.read(lambda view: view.report("zzz"))
    with pytest.raises(ReportNotFoundError):
        store.read(lambda view: view.report(""))
    store.release()


def test_two_opens_share_one_store_and_the_last_release_closes_it(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "c"), opened(tmp_path / "c" / ".." / "c")
    assert first is second
    first.release()
    commit(second, entry("a", "Words."))
    second.release()
    with pytest.raises(CorpusClosedError):
        second.snapshot()


def test_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusNotFoundError, match="absent"):
        open_store(tmp_path / "absent", describe=None, lock_timeout=1)
    assert not (tmp_path / "absent").exists()


def test_folder_with_other_files_is_not_turned_into_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    with pytest.raises(CorpusError, match=r"letter\.txt"):
        opened(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_another_schema_version_is_refused(tmp_path: Path) -> None:
    opened(tmp_path / "c").release()
    client = Client(tmp_path / "c" / "chroma")
    client.generations()[1].describe({"schema": 99, "state": "live"})
    client.close()
    with pytest.raises(SchemaVersionError, match="99"):
        opened(tmp_path / "c")


def test_corpus_from_before_there_were_statements_is_read(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Many words."))
    store.release()
    client = Client(tmp_path / "c" / "chroma")
    reports = client.generations()[1]
    reports.describe({**reports.metadata, "schema": 2})
    client.close()
    store = opened(tmp_path / "c")
    (record,) = store.snapshot().live.values()
    assert store.read(lambda view: (view.report(record.id).text, view.statements([record]))) == ("Many words.", {})
    assert store.metadata["schema"] == 3
    store.release()


def test_torn_index_is_reported_as_damage(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Many words. " * 1500, size=12))
    store.release()
    (id_map,) = (tmp_path / "c" / "chroma").glob("*/index_metadata.pickle")
    id_map.write_bytes(b"torn")
    with pytest.raises(CorpusDamagedError):
        opened(tmp_path / "c")


def test_lock_that_is_held_names_its_holder(tmp_path: Path) -> None:
    opened(tmp_path / "c").release()
    with subprocess.Popen(
        [sys.executable, str(WORKER), "hold", str(tmp_path / "c")], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(CorpusLockedError, match=str(holder.pid)),
            CorpusLock(tmp_path / "c", timeout=0.2).exclusive(),
        ):
            pass
        holder.kill()


def test_use_after_a_fork_is_refused_and_so_is_a_new_opening(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Words."), entry("b", "More words."))
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        try:
            try:
                store.snapshot()
                theirs.send("read through a parent's store")
            except CorpusForkedError:
                try:
                    opened(tmp_path / "c")
                    theirs.send("opened anew")
                except CorpusForkedError:
                    theirs.send("refused twice")
        finally:
            os._exit(0)
    theirs.close()
    assert ours.poll(30)
    assert ours.recv() == "refused twice"
    os.waitpid(child, 0)
    store.release()


def test_twenty_simultaneous_first_openings(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    children = [
        subprocess.Popen([sys.executable, str(WORKER), "open", str(folder)], stderr=subprocess.PIPE, text=True)
        for _ in range(20)
    ]
    errors = [child.communicate()[1] for child in children]
    assert [child.returncode for child in children] == [0] * 20, errors
    store = opened(folder)
    assert len(store.snapshot().live) == 0
    store.release()


@pytest.mark.parametrize("seed", range(4))
def test_killed_between_any_two_calls_nothing_is_lost_or_half_seen(tmp_path: Path, seed: int) -> None:
    """A worker runs random adds, replacements and removals and kills itself before its n-th call to Chroma or to
    the ledger; whatever is then seen is, source by source, the state before or after the step that was cut."""
    rng = random.Random(seed)
    folder = tmp_path / "c"
    state: dict[str, str] = {}
    opened(folder).release()
    for round_ in range(4):
        steps = [_step(rng, round_) for _ in range(3)]
        calls = rng.randrange(1, 24)
        finished = _run_and_kill(folder, steps, calls)
        store = opened(folder)
        seen = texts(store)
        _apply(state, steps[:finished])
        for step in steps[finished : finished + 1]:
            allowed = [dict(state), _apply(dict(state), [step])]
            _assert_each_source_in_one_version(seen, allowed)
        if finished == len(steps):
            assert seen == state
        state = seen
        store.release()
    store = opened(folder)
    final = {f"s{i}": f"Last version of {i}. " * (i + 1) for i in range(6)}
    with store.writing() as writer:
        writer.commit([entry(source, text) for source, text in final.items()])
    assert texts(store) == final
    assert found_by_own_vector(store) == every_passage(store)
    assert every_row(store)
    store.release()


def _step(rng: random.Random, round_: int) -> dict[str, list[list[str]]]:
    changed = rng.sample(range(6), rng.randrange(1, 4))
    if rng.random() < 0.25:
        return {"remove": [[f"s{i}"] for i in changed]}
    return {
        "add": [[f"s{i}", f"Round {round_} of source {i} says {rng.random()}. " * rng.randrange(1, 5)] for i in changed]
    }


def _apply(state: dict[str, str], steps: list[dict[str, list[list[str]]]]) -> dict[str, str]:
    for step in steps:
        for source, *text in step.get("add", []) + step.get("remove", []):
            if text:
                state[source] = text[0]
            else:
                state.pop(source, None)
    return state


def _assert_each_source_in_one_version(seen: dict[str, str], allowed: list[dict[str, str]]) -> None:
    for source in {*seen, *allowed[0], *allowed[1]}:
        assert seen.get(source) in [state.get(source) for state in allowed], source


def _run_and_kill(folder: Path, steps: list[dict[str, list[list[str]]]], calls: int) -> int:
    child = subprocess.run(
        [sys.executable, str(WORKER), "steps", str(folder), json.dumps(steps), str(calls)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert child.returncode in (0, -signal.SIGKILL), child.stderr
    return child.stdout.count("done")


def test_two_writers_in_turns_and_a_reader_lose_nothing(tmp_path: Path) -> None:
    """Each of two long-lived processes writes 1,500 passages, in turns by chance; a third searches all the time."""
    folder = tmp_path / "c"
    opened(folder).release()
    reader = subprocess.Popen(
        [sys.executable, str(WORKER), "search", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    writers = [
        subprocess.Popen([sys.executable, str(WORKER), "write", str(folder), name, "1500"], stderr=subprocess.PIPE)
        for name in ("first", "second")
    ]
    for writer in writers:
        _, error = writer.communicate()
        assert writer.returncode == 0, error.decode()
    told, _ = reader.communicate("stop\n")
    outcome = json.loads(told)
    assert outcome["wrong"] == []
    assert outcome["searches"] > 5
    store = opened(folder)
    assert len(every_passage(store)) == 3000
    assert found_by_own_vector(store) == every_passage(store)
    store.release()


def test_dimension_of_the_scripted_vectors() -> None:
    assert np.linalg.norm(vector("words")) == pytest.approx(1)
    assert vector("words").shape == (DIMENSION,)


def test_lost_database_is_no_new_corpus(tmp_path: Path) -> None:
    store = opened(tmp_path / "c")
    commit(store, entry("a", "Words."))
    store.release()
    (tmp_path / "c" / "chroma" / "chroma.sqlite3").unlink()
    with pytest.raises(CorpusDamagedError, match="has held one"):
        opened(tmp_path / "c")
