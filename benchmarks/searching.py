"""Search against one raw query: warm on 100,000 passages, cold on 10,000.

The raw query is unfiltered and returns what Chroma returns by default (documents, metadata, distances) for ten rows of
the corpus' own collection. Both are timed in turns with the same questions; the raw one is given its vector.
"""

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from common import articles, in_turns, table, write_articles
from mediaqa import Corpus
from mediaqa.embedding import make_embedder
from mediaqa.searching import SearchFilters

WARM_PASSAGES = 100_000
COLD_PASSAGES = 10_000
QUESTIONS = 150
COLD_RUNS = 7

FILTERS: dict[str, SearchFilters] = {
    "no filter": {},
    "published after 2016-06-01": {"published_after": "2016-06-01"},
    "one publisher": {"publisher": "nyt"},
    "one publisher, one month": {"publisher": "nyt", "published_after": "2016-10-01", "published_before": "2016-10-31"},
    "one report": {"report": ""},
}

BARE = """
import chromadb, sys, json
client = chromadb.PersistentClient(sys.argv[1], settings=chromadb.config.Settings(anonymized_telemetry=False))
collection = client.get_collection("passages-1", embedding_function=None)
print(collection.query(query_embeddings=[json.loads(sys.argv[2])], n_results=10)["ids"])
"""


def questions() -> list[str]:
    """Return short phrases out of the middle of articles."""
    middles = [text.split()[len(text.split()) // 2 :][:9] for _, _, text in articles()]
    return [" ".join(words) for words in middles if len(words) == 9][:QUESTIONS]


def indexed(work: Path, passages: int) -> Path:
    """Return a corpus of about so many passages."""
    per_report = 7
    write_articles(work / "reports", passages // per_report)
    folder = work / "corpus"
    with Corpus.open(folder) as corpus:
        corpus.add(work / "reports")
    return folder


def warm(work: Path) -> None:
    """Print the medians of warm searches."""
    asked = questions()
    embedder = make_embedder("static", openai_api_key=None)
    with Corpus.open(indexed(work, WARM_PASSAGES)) as corpus:
        collection = corpus._library._store.read(lambda view: view.collection("passages"))._inner
        count = collection.count()
        vectors = [embedder.embed_query(question) for question in asked]
        rows = []
        for name, filters in FILTERS.items():
            chosen = filters
            if "report" in filters:
                chosen = {"report": corpus.reports()[0].id}
            for question in asked[:2]:  # from the second question on a filter's vectors are kept
                corpus.search(question, **chosen)
            mine, raw = in_turns(
                [partial(corpus.search, question, **chosen) for question in asked],
                [partial(collection.query, query_embeddings=vector[None, :], n_results=10) for vector in vectors],
            )
            rows.append((name, f"{1000 * mine:.2f} ms", f"{1000 * raw:.2f} ms", f"{mine / raw:.2f}"))
    table(f"Warm search, {count} passages", ("filter", "mediaqa p50", "raw p50", "ratio (aim 2.5)"), rows)


def cold(work: Path) -> None:
    """Print the medians of cold searches, each in a new process."""
    folder = indexed(work, COLD_PASSAGES)
    question = questions()[0]
    vector = str([float(x) for x in make_embedder("static", openai_api_key=None).embed_query(question)])
    mediaqa = [str(Path(sys.executable).with_name("mediaqa")), "search", question, "--corpus", str(folder)]
    bare = [sys.executable, "-c", BARE, str(folder / "chroma"), vector]
    run = {
        name: lambda c=command: subprocess.run(c, check=True, capture_output=True)
        for name, command in (("mediaqa", mediaqa), ("bare", bare))
    }
    mine, raw = in_turns([run["mediaqa"]] * COLD_RUNS, [run["bare"]] * COLD_RUNS)
    rows = [("`mediaqa search`", f"{mine:.2f} s", f"{mine / raw:.2f} (aim 1.5)"), ("bare script", f"{raw:.2f} s", "1")]
    table("Cold search, a new process each", ("", "median", "ratio"), rows)


def main() -> None:
    """Print both tables."""
    for measure in (cold, warm):
        work = Path(tempfile.mkdtemp())
        measure(work)
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
