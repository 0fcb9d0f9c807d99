"""Scripted stand-ins for tests of the store: a text's vector is drawn from its digest, passages are cut by length."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mediaqa import Corpus
from mediaqa.embedding import EmbeddingIdentity
from mediaqa.store.records import Entry, Record, unversioned
from mediaqa.store.views import View
from mediaqa.values import Passage, Report, Section, report_id

DIMENSION = 16


def describe() -> Mapping[str, str | int]:
    return {"dimension": DIMENSION, "embedding": "{}", "probe": "[]"}


def vector(text: str) -> npt.NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    drawn = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    unit: npt.NDArray[np.float32] = drawn / np.linalg.norm(drawn)
    return unit


def entry(source: str, text: str, *, title: str = "A title", size: int = 20) -> Entry:
    id_ = report_id(source, text)
    report = Report(
        id=id_,
        source=source,
        title=title,
        text=text,
        sections=(Section(title=None, level=0, start=0, end=len(text)),),
    )
    passages = [
        Passage(report_id=id_, start=start, end=min(len(text), start + size), text=text[start : start + size])
        for start in range(0, len(text), size)
    ]
    return Entry(
        record=Record(info=report.info, sections=report.sections),
        passages=passages,
        passage_vectors=np.stack([vector(passage.text) for passage in passages]),
        lead_vector=vector(title),
    )


class ScriptedEmbedder:
    """An embedding model whose vectors are drawn from a digest of the text. ``salt`` makes another of that name."""

    def __init__(self, name: str, *, salt: str = "") -> None:
        self.salt = salt or name
        self.identity = EmbeddingIdentity(class_name="ScriptedEmbedder", name=name, dimension=DIMENSION)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.stack([vector(self.salt + text) for text in texts])

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        return vector(self.salt + text)


def passage_ids(corpus: Corpus) -> set[str]:
    """The id of every live passage."""
    snapshot = corpus._library._store.snapshot()
    return {id_ for record in snapshot.live.values() for id_ in record.passage_ids}


def found_by_own_vector(corpus: Corpus) -> set[str]:
    """The live passages that a query with their own vector returns; counts and ``get`` do not show lost ones."""

    def read(view: View) -> set[str]:
        collection = view.collection("passages")
        found: set[str] = set()
        rows = sorted(row for record in view.snapshot.live.values() for row in record.passage_rows)
        for start in range(0, len(rows), 400):
            vectors = collection.vectors(rows[start : start + 400])
            neighbours = collection.nearest(np.stack(list(vectors.values())), 5)
            found.update(
                unversioned(row)[0] for row, near in zip(vectors, neighbours, strict=True) if row in dict(near)
            )
        return found

    return corpus._library._store.read(read)
