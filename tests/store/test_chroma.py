"""The seam to Chroma: its errors, its environment, its rows."""

import inspect
from pathlib import Path

import chromadb.errors
import numpy as np
import pytest

from mediaqa.errors import StoreError
from mediaqa.store.chroma import Client, Row, chroma_errors

ERROR_CLASSES = [
    error
    for _, error in inspect.getmembers(chromadb.errors, inspect.isclass)
    if issubclass(error, chromadb.errors.ChromaError) and not inspect.isabstract(error)
]


def vectors(*rows: tuple[float, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.asarray(rows, dtype=np.float32)


@pytest.fixture
def client(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = Client(tmp_path / "chroma")
    yield opened
    opened.close()


@pytest.mark.parametrize("error", ERROR_CLASSES)
def test_every_error_of_chroma_leaves_as_ours(error: type[Exception]) -> None:
    with pytest.raises(StoreError, match="reading: why") as raised, chroma_errors("reading"):
        raise error("why")
    assert isinstance(raised.value.__cause__, error)


def test_the_list_of_chromas_errors_is_not_empty() -> None:
    assert len(ERROR_CLASSES) > 10


def test_opening_a_file_as_a_folder_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="file"):
        Client(tmp_path / "file")


def test_rows_come_back_as_they_went_in(client: Client) -> None:
    passages = client.create_generation(1, {"state": "live"}).passages
    passages.upsert([Row("a", "words", {"detail": "{}"}), Row("b", "more", {"detail": "[]"})], vectors((1, 0), (0, 1)))
    assert passages.rows(["b", "a", "absent"]) == {
        "a": Row("a", "words", {"detail": "{}"}),
        "b": Row("b", "more", {"detail": "[]"}),
    }
    (found,) = passages.nearest(vectors((0.6, 0.8)), 2)
    assert [id_ for id_, _ in found] == ["b", "a"]
    assert [cosine for _, cosine in found] == pytest.approx([0.8, 0.6])
    assert passages.vectors(["a"])["a"].tolist() == [1, 0]
    assert sorted(passages.ids()) == ["a", "b"]


def test_unknown_ids_are_passed_over_when_deleting_and_fail_when_querying(client: Client) -> None:
    passages = client.create_generation(1, {"state": "live"}).passages
    passages.upsert([Row("a", "words", {"detail": "{}"})], vectors((1, 0)))
    passages.delete(["absent"])
    assert passages.ids() == ["a"]
    with pytest.raises(StoreError):
        passages.nearest(vectors((1, 0)), 1, ids=["a", "absent"])


def test_rows_since_a_revision(client: Client) -> None:
    reports = client.create_generation(1, {"state": "live"}).reports
    rows = [Row(f"r{number}", "{}", {"revision": number}) for number in (1, 2, 3)]
    reports.upsert(rows, vectors((1, 0), (1, 0), (1, 0)))
    assert sorted(reports.rows_since(0)) == ["r1", "r2", "r3"]
    assert sorted(reports.rows_since(2)) == ["r3"]
    assert reports.rows_since(3) == {}


def test_generation_is_described_and_dropped(client: Client) -> None:
    client.create_generation(1, {"state": "live"})
    client.create_generation(2, {"state": "building"})
    assert {number: reports.metadata["state"] for number, reports in client.generations().items()} == {
        1: "live",
        2: "building",
    }
    client.generation(2).reports.describe({"state": "live"})
    client.drop_generation(1)
    assert {number: reports.metadata["state"] for number, reports in client.generations().items()} == {2: "live"}


def test_half_made_generation_is_taken_over(client: Client) -> None:
    client.create_generation(1, {"state": "live"})
    client._client.delete_collection("reports-1")
    assert client.generations() == {}
    client.create_generation(1, {"state": "live"}).touch()
    assert list(client.generations()) == [1]


def test_hosts_environment_does_not_reach_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("ALLOW_RESET=true\nCHROMA_SERVER_HOST=elsewhere\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "true")
    monkeypatch.setenv("CHROMA_OTEL_COLLECTION_ENDPOINT", "somewhere")
    client = Client(tmp_path / "chroma")
    settings = client._client.get_settings()
    client.close()
    assert settings.anonymized_telemetry is False
    assert settings.allow_reset is False
    assert settings.chroma_server_host is None
    assert not settings.chroma_otel_collection_endpoint
