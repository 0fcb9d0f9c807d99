"""An index that Chroma was rewriting when its process was killed."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mediaqa.errors import StoreError
from mediaqa.store.chroma import Client, Generation
from mediaqa.store.guarding import IndexGuard
from tests.store import guard_worker
from tests.store.guard_worker import STEP, drawn, write

ROWS = 4 * STEP


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guard") / "chroma"
    client = Client(folder)
    passages = client.create_generation(1, {"state": "live"}).passages
    for start in range(0, ROWS, STEP):
        write(passages, start)
    client.close()
    return folder


def assert_whole(generation: Generation) -> int:
    """Every row is found by its own vector; return how many there are."""
    ids = {int(id_) for id_ in generation.passages.ids()}
    assert ids == set(range(len(ids)))
    for start in range(0, len(ids), STEP):
        found = generation.passages.nearest(drawn(start), 1)
        assert [near[0][0] for near in found] == [str(start + i) for i in range(STEP)]
    return len(ids)


def header_of(folder: Path) -> Path:
    (header,) = folder.glob("*/header.bin")
    return header


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_an_index_is_rewritten_loses_nothing(prepared: Path, tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(prepared, folder)
    header = header_of(folder)
    before = header.stat().st_mtime_ns
    with subprocess.Popen(
        [sys.executable, guard_worker.__file__, str(folder)], stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        while header.stat().st_mtime_ns == before and worker.poll() is None:
            pass
        time.sleep(random.Random(seed).random() * 0.03)
        worker.kill()
    client = Client(folder)
    generation = client.generation(1)
    generation.touch()
    assert assert_whole(generation) >= ROWS
    client.close()
    assert not (tmp_path / "guard").exists()


def test_index_that_was_being_rewritten_is_put_back(prepared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(prepared, folder)
    client = Client(folder)
    collection = client.generation(1).passages._inner.id
    guard = IndexGuard(folder)
    with pytest.raises(ZeroDivisionError), guard.rewriting(str(collection), STEP):
        raise ZeroDivisionError
    client.close()
    for name in ("header.bin", "index_metadata.pickle"):
        (header_of(folder).parent / name).write_bytes(b"torn")
    again = Client(folder)
    assert assert_whole(again.generation(1)) == ROWS
    again.close()


def test_finished_rewriting_keeps_no_copy_and_small_writes_make_none(prepared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(prepared, folder)
    client = Client(folder)
    collection = str(client.generation(1).passages._inner.id)
    guard = IndexGuard(folder)
    with guard.rewriting(collection, 10):
        assert not (tmp_path / "guard").exists()
    with guard.rewriting(collection, STEP):
        assert (tmp_path / "guard").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chroma"]
    client.close()


def test_first_index_that_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    client = Client(folder)
    passages = client.create_generation(1, {"state": "live"}).passages
    write_half = passages._inner
    vectors = drawn(0)[:500]
    write_half.upsert(ids=[str(i) for i in range(500)], embeddings=vectors, metadatas=[{"text": "words"}] * 500)
    with pytest.raises(ZeroDivisionError), IndexGuard(folder).rewriting(str(write_half.id), STEP):
        raise ZeroDivisionError
    client.close()
    again = Client(folder)
    found = again.generation(1).passages.nearest(vectors, 1)
    assert [near[0][0] for near in found] == [str(i) for i in range(500)]
    again.close()


def test_folder_that_is_no_chroma_is_named(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    with pytest.raises(StoreError, match="chroma"), IndexGuard(tmp_path / "chroma").rewriting("any", STEP):
        pass
