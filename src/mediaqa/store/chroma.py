"""The one module that knows Chroma: a client of one folder, and the three collections of one generation.

Rows go in and come out as plain values. Vectors are always explicit. Every error of Chroma leaves as ``StoreError``.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import chromadb
import chromadb.errors
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client as ChromaClient
from chromadb.api.models.Collection import Collection as ChromaCollection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings

from mediaqa.errors import StoreError
from mediaqa.store.guarding import SYNC_THRESHOLD, IndexGuard

Vectors = npt.NDArray[np.float32]
"""Rows of unit vectors, shape (n, dimension)."""

KINDS = ("passages", "statements", "reports")
"""The collections of one generation, in the order in which they are made: the last one's existence commits it."""

CONFIGURATION = {"hnsw": {"space": "cosine", "sync_threshold": SYNC_THRESHOLD, "max_neighbors": 32}}
STATEMENTS = {"hnsw": {**CONFIGURATION["hnsw"], "ef_construction": 40}}
"""Twice Chroma's 16 neighbours a row: with 16, one row in 2,000 is not among the five nearest of its own vector, and
more after rows were replaced; with 32, none of 20,000. Building takes up to a tenth longer. Statements are three times
as many as passages, and their words find them too: with 40 instead of 100 rows that are looked at for each one's
neighbours, 10,900 take 2.6 s instead of 4.4, and two of them are not found so, instead of one."""

_GENERATION = re.compile(r"reports-([0-9]+)")


KEPT_BITS = 18
"""How many of the 23 bits behind a number's leading one are kept, when vectors are written and when they are read.
Chroma keeps a vector as its direction and its length, and gives back their product, of which the last two or three bits
are not what was written. Without them a vector comes back as it was written, to the bit, and can be written elsewhere
with the same scores. A cosine changes by less than a millionth."""

TEXT = "text"
"""The metadata key of a row's text. As Chroma's own ``document`` the text would also go into a full-text index of its
letters, which nobody here queries and which costs more than everything else: 4,000 passages take 1.1 s and 14 MB
instead of 2.9 s and 23 MB."""


DETAIL, BEFORE_DETAIL = "detail", "\x1f"
"""The key of what else is kept of a row, as JSON, and the mark that parts it from the text, behind which it stands."""


class Row(NamedTuple):
    """One row without its vector. Only ``statements`` have rows without a text."""

    id: str
    text: str = ""
    metadata: Mapping[str, str | int] = MappingProxyType({})

    @property
    def stored(self) -> dict[str, str | int] | None:
        """What Chroma keeps beside the vector: every value costs it as much as a third of the vector."""
        others = dict(self.metadata)
        detail = others.pop(DETAIL, None)
        text = self.text if detail is None else f"{self.text}{BEFORE_DETAIL}{detail}"
        return {TEXT: text, **others} if text or others else None

    @classmethod
    def of(cls, id_: str, stored: Mapping[str, str | int] | None) -> "Row":
        """Return the row of which Chroma keeps that."""
        others = dict(stored or {})
        text = str(others.pop(TEXT, ""))
        if DETAIL not in others and BEFORE_DETAIL in text:
            text, _, others[DETAIL] = text.rpartition(BEFORE_DETAIL)
        return cls(id_, text, others)


@contextlib.contextmanager
def chroma_errors(doing: str) -> Iterator[None]:
    """Turn every error that Chroma raises into ``StoreError``, the cause attached."""
    try:
        yield
    except (chromadb.errors.ChromaError, ValueError, RuntimeError, OSError) as error:
        raise StoreError(f"{doing}: {error}") from error


class Collection:
    """Rows with vectors under ids, found by id or by nearness."""

    def __init__(self, inner: ChromaCollection, batch: int, guard: IndexGuard) -> None:
        self._inner = inner
        self._batch = batch
        self._guard = guard

    @property
    def metadata(self) -> Mapping[str, Any]:
        """What was stored about the collection itself."""
        return self._inner.metadata or {}

    def describe(self, metadata: Mapping[str, str | int]) -> None:
        """Replace what is stored about the collection itself, in one transaction."""
        with chroma_errors("changing a collection"):
            self._inner.modify(metadata=dict(metadata))

    def touch(self) -> None:
        """Load the index and catch it up with the log. The first use of a client does so, and may write."""
        with chroma_errors("loading an index"), self._rewriting(0):
            self._inner.count()

    def upsert(self, rows: Sequence[Row], vectors: Vectors) -> None:
        """Write rows, replacing those with the same ids."""
        vectors = _rounded(vectors)
        with chroma_errors("writing"):
            for start in range(0, len(rows), self._batch):
                part = rows[start : start + self._batch]
                with self._rewriting(len(part)):
                    self._inner.upsert(
                        ids=[row.id for row in part],
                        embeddings=vectors[start : start + self._batch],
                        metadatas=cast("Any", [row.stored for row in part]),
                    )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete the rows with those ids; unknown ids are passed over."""
        with chroma_errors("deleting"):
            for start in range(0, len(ids), self._batch):
                part = list(ids[start : start + self._batch])
                with self._rewriting(len(part)):
                    self._inner.delete(ids=part)

    def rows(self, ids: Sequence[str]) -> dict[str, Row]:
        """Return the rows with those ids, by id; those that do not exist are absent."""
        found: dict[str, Row] = {}
        with chroma_errors("reading"):
            for start in range(0, len(ids), self._batch):
                part = list(ids[start : start + self._batch])
                found.update(_rows(self._inner.get(ids=part, include=["metadatas"])))
        return found

    def rows_since(self, revision: int) -> dict[str, Row]:
        """Return the rows whose metadata ``revision`` is greater."""
        with chroma_errors("reading"):
            where = {"revision": {"$gt": revision}} if revision else None
            return _rows(self._inner.get(where=cast("Any", where), include=["metadatas"]))

    def ids(self) -> list[str]:
        """Return the id of every row."""
        with chroma_errors("reading"):
            return self._inner.get(include=[])["ids"]

    def vectors(self, ids: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Return the vectors under those ids, by id, as they were written.

        One that is missing is absent; one that is lost raises.
        """
        if not ids:
            return {}
        with chroma_errors("reading vectors"):
            result = self._inner.get(ids=list(ids), include=["embeddings"])
        embeddings = np.asarray(result["embeddings"], dtype=np.float32)
        return dict(zip(result["ids"], _rounded(embeddings), strict=True))

    def nearest(
        self, vectors: Vectors, limit: int, *, ids: Sequence[str] | None = None
    ) -> list[list[tuple[str, float]]]:
        """Return, for each vector, up to ``limit`` pairs of id and cosine similarity, the nearest first.

        With ``ids`` only those rows are looked at; an id that is not in the index raises ``StoreError``.
        """
        with chroma_errors("querying"):
            result = self._inner.query(
                query_embeddings=vectors,
                n_results=limit,
                ids=None if ids is None else list(ids),
                include=["distances"],
            )
        distances = cast("list[list[float]]", result["distances"])
        return [
            [(id_, 1.0 - distance) for id_, distance in zip(found, row, strict=True)]
            for found, row in zip(result["ids"], distances, strict=True)
        ]

    def _rewriting(self, rows: int) -> contextlib.AbstractContextManager[None]:
        return self._guard.rewriting(str(self._inner.id), rows)


class Generation(NamedTuple):
    """The three collections that were built together, with one embedding model."""

    number: int
    passages: Collection
    statements: Collection
    reports: Collection

    def collection(self, kind: str) -> Collection:
        """Return a collection by its kind."""
        return {"passages": self.passages, "statements": self.statements, "reports": self.reports}[kind]

    def touch(self) -> None:
        """Load every index now: the first use may write, so it belongs under the lock."""
        for kind in KINDS:
            self.collection(kind).touch()


class Client:
    """Chroma on one folder. Open one a process, under the corpus lock."""

    def __init__(self, folder: Path) -> None:
        self._guard = IndexGuard(folder)
        self._guard.recover()
        with chroma_errors(f"{folder}: opening Chroma"):
            client = chromadb.PersistentClient(path=str(folder), settings=_settings())
            self._client = cast("ChromaClient", client)
            self._batch = self._client.get_max_batch_size()

    def close(self) -> None:
        """Release the folder."""
        with chroma_errors("closing Chroma"):
            self._client.close()

    def generations(self) -> dict[int, Collection]:
        """Return the ``reports`` collection of every generation, by number, finished or not."""
        with chroma_errors("listing collections"):
            names = [collection.name for collection in self._client.list_collections()]
        numbers = sorted(int(match[1]) for name in names if (match := _GENERATION.fullmatch(name)))
        return {number: self._collection("reports", number) for number in numbers}

    def generation(self, number: int) -> Generation:
        """Return a generation that exists."""
        return Generation(number, *(self._collection(kind, number) for kind in KINDS))

    def create_generation(self, number: int, metadata: Mapping[str, str | int]) -> Generation:
        """Make a generation; what a killed process had begun of it is taken over."""
        with chroma_errors("making collections"):
            for kind in KINDS:
                self._client.get_or_create_collection(
                    f"{kind}-{number}",
                    configuration=cast("Any", STATEMENTS if kind == "statements" else CONFIGURATION),
                    metadata=dict(metadata) if kind == "reports" else None,
                    embedding_function=None,
                )
        return self.generation(number)

    def drop_generation(self, number: int) -> None:
        """Delete a generation, or what is left of it."""
        with chroma_errors("deleting collections"):
            names = {collection.name for collection in self._client.list_collections()}
            for kind in reversed(KINDS):
                if f"{kind}-{number}" in names:
                    self._client.delete_collection(f"{kind}-{number}")

    def _collection(self, kind: str, number: int) -> Collection:
        with chroma_errors("opening a collection"):
            inner = self._client.get_collection(f"{kind}-{number}", embedding_function=None)
        return Collection(inner, self._batch, self._guard)


def forget_clients_of_parent() -> None:
    """After a fork, drop the parent's clients: their threads do not exist in this process."""
    SharedSystemClient.clear_system_cache()


def _settings() -> ChromaSettings:
    # Without a prefix and with its default .env file, Chroma would obey variables that are not ours to obey.
    return ChromaSettings(
        _env_file=None,
        _env_prefix=f"MEDIAQA_UNUSED_{os.getpid()}_",
        anonymized_telemetry=False,
    )


def _rounded(vectors: Vectors) -> Vectors:
    """Round each number to ``KEPT_BITS``."""
    step = np.uint32(1 << (23 - KEPT_BITS))
    bits = np.ascontiguousarray(vectors, dtype=np.float32).view(np.uint32)
    rounded: Vectors = ((bits + step // np.uint32(2)) & ~(step - np.uint32(1))).view(np.float32)
    return rounded


def _rows(result: Any) -> dict[str, Row]:
    return {id_: Row.of(id_, stored) for id_, stored in zip(result["ids"], result["metadatas"], strict=True)}
