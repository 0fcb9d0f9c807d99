"""Indexing against the least that any program must do: the same passages embedded and added to a collection.

The bare run is given the passages ready-made: it reads nothing, splits nothing, finds no statements, keeps no records
and has no lexical index. Both runs go in turns, each into a new folder.
"""

import shutil
import tempfile
from functools import partial
from pathlib import Path

import chromadb
from chromadb.config import Settings as ChromaSettings

from common import in_turns, seconds, table, write_articles
from mediaqa import Corpus
from mediaqa.embedding import make_embedder

REPORTS = 600
ROUNDS = 3
BATCH = 1000


def bare(folder: Path, texts: list[str]) -> None:
    """Embed and add, in the same batches."""
    embedder = make_embedder("static", openai_api_key=None)
    client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    collection = client.create_collection("bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        ids = [str(start + i) for i in range(len(part))]
        collection.add(ids=ids, embeddings=embedder.embed(part), documents=part)


def ours(folder: Path, reports: Path) -> None:
    """Index the files."""
    with Corpus.open(folder) as corpus:
        corpus.add(reports)


def embedded_texts(corpus: Corpus) -> list[str]:
    """Return what was embedded of every passage."""
    ids = [id_ for record in corpus._library._store.snapshot().live.values() for id_ in record.passage_ids]
    passages = corpus._library._store.read(lambda view: view.passages(ids))
    return [passages[id_].embedded_text for id_ in ids]


def main() -> None:
    """Print throughput and ratios."""
    work = Path(tempfile.mkdtemp())
    write_articles(work / "reports", REPORTS)
    ours(work / "first", work / "reports")
    with Corpus.open(work / "first") as corpus:
        texts = embedded_texts(corpus)
        again = min(seconds(lambda: corpus.add(work / "reports")) for _ in range(3))
    mine, least = in_turns(
        [partial(ours, work / f"ours{i}", work / "reports") for i in range(ROUNDS)],
        [partial(bare, work / f"bare{i}", texts) for i in range(ROUNDS)],
    )
    rows = [
        ("embedding and `collection.add` alone", f"{least:.2f} s", f"{len(texts) / least:.0f}", "1"),
        ("`Corpus.add` of files", f"{mine:.2f} s", f"{len(texts) / mine:.0f}", f"{least / mine:.2f} (aim 0.5)"),
        ("`Corpus.add`, unchanged", f"{again:.3f} s", "", f"{mine / again:.0f} times quicker (aim 50)"),
    ]
    table(f"Indexing {REPORTS} reports, {len(texts)} passages", ("", "median", "passages/s", "ratio"), rows)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
