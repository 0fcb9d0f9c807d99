"""Recall of passages on questions that nobody here wrote: see the README of the benchmark folder beside the project.

All 924 articles are indexed. A question's gold passage is the one of its article that overlaps the annotated content
most; its rank is its place among the hits, a hit of equal score counting before it.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Sequence

from common import NEWS, table
from mediaqa import Corpus, Hit, Report, Settings

DEPTH = 50
FIRST_WORDS = 600


def reports() -> list[Report]:
    """Return the articles as reports, their text as it is, so that annotated places stay right."""
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    return [
        Report(
            id="",
            source=row["id"],
            title=row["title"] or row["id"],
            publisher=row["publisher"],
            published_on=row["date"] or None,
            language="en",
            text=row["text"],
        )
        for row in rows
    ]


def overlap(start: int, end: int, spans: Sequence[Sequence[int]]) -> int:
    """Return how many characters of ``spans`` lie between ``start`` and ``end``."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans)


def rank_of(gold: tuple[int, int], source: str, hits: Sequence[Hit]) -> int | None:
    """Return the gold passage's rank from 1, or ``None``; ties count against it."""
    for hit in hits:
        if hit.report.source == source and (hit.passage.start, hit.passage.end) == gold:
            return sum(other.score >= hit.score for other in hits)
    return None


def seen_share(source: str, spans: Sequence[Sequence[int]], hits: Sequence[Hit]) -> float:
    """Return the share of the gold content that stands in the first 600 words of the hits."""
    words = found = 0
    for hit in hits:
        words += len(hit.passage.text.split())
        if words > FIRST_WORDS:
            break
        if hit.report.source == source:
            found += overlap(hit.passage.start, hit.passage.end, spans)
    return found / max(1, sum(b - a for a, b in spans))


def evaluated(corpus: Corpus) -> list[tuple[str, int | None, float]]:
    """Return, for each question, its kind, the gold passage's rank, and the share of content seen."""
    snapshot = corpus._library._store.snapshot()
    bounds = {record.info.source: record.bounds for record in snapshot.live.values()}
    outcome = []
    for line in (NEWS.parent / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        spans, source = question["spans"]["content"], question["article"]
        places = list(zip(bounds[source], bounds[source][1:], strict=False))
        gold = max(places, key=lambda place: overlap(place[0], place[1], spans))
        hits = corpus.search(question["question"], limit=DEPTH)
        outcome.append((question["kind"], rank_of(gold, source, hits), seen_share(source, spans, hits)))
    return outcome


def row(name: str, outcome: Sequence[tuple[str, int | None, float]]) -> tuple[object, ...]:
    """Return the figures of one configuration."""

    def recall(depth: int, kind: str = "") -> float:
        ranks = [rank for of, rank, _ in outcome if kind in ("", of)]
        return sum(rank is not None and rank <= depth for rank in ranks) / len(ranks)

    mrr = statistics.mean(1 / rank if rank and rank <= 10 else 0.0 for _, rank, _ in outcome)
    shares = statistics.mean(share for _, _, share in outcome)
    figures = [
        recall(1),
        recall(5),
        recall(10),
        recall(20),
        recall(50),
        mrr,
        recall(5, "who"),
        recall(5, "what"),
        shares,
    ]
    return name, *(f"{figure:.3f}" for figure in figures)


def main() -> None:
    """Print a row for each share of the dense side."""
    if not NEWS.exists():
        sys.exit(f"{NEWS}: the benchmark's articles are not here")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        with Corpus.open(folder + "/corpus") as corpus:
            corpus.add(*reports())
            live = corpus._library._store.snapshot().live.values()
            ids = [id_ for record in live for id_ in record.passage_ids]
            passages = corpus._library._store.read(lambda view: view.passages(ids))
            words = [len(passage.text.split()) for passage in passages.values()]
        for weight in (0.0, 0.2, 0.3, 0.35, 0.4, 0.5, 1.0):
            with Corpus.open(folder + "/corpus", settings=Settings(dense_weight=weight)) as corpus:
                rows.append(row(f"dense share {weight}", evaluated(corpus)))
    head = ("search", "R@1", "R@5", "R@10", "R@20", "R@50", "MRR@10", "who R@5", "what R@5", "content in 600 words")
    table(f"Retrieval, {len(words)} passages of {statistics.mean(words):.1f} words", head, rows)


if __name__ == "__main__":
    main()
