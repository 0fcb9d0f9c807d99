"""Who said what in news that nobody here wrote: statements against the annotations of PolNeAR, and words a second.

``../shared/bench`` holds the articles, the annotations and the scorer; without it the script says so and stops. The
rules were written while reading 53 of the 84 annotated articles; the other 31 (those whose id's SHA-256 is divisible by
three) were set aside before. Nothing of the articles is in the project, and nothing is trained on them.
"""

import datetime as dt
import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from common import NEWS, table
from mediaqa.statements import find_statements
from mediaqa.values import Report, Statement

BENCH = NEWS.parent
SCORER = BENCH / "attribution_score.py"
ANNOTATIONS = BENCH / "attributions.jsonl"
PARTS = 3
HEAD = ["system", "recall", "precision", "F1", "strict F1", "speaker (named)", "direct F1", "indirect F1", "words/s"]
REFERENCES = [
    ["textacy direct quotations (spaCy)", ".192", ".577", ".288", ".288", ".930 (.914)", ".643", ".026", "3.9k"],
    [
        "Gender Gap Tracker (rules on spaCy's parser)",
        ".379",
        ".634",
        ".475",
        ".455",
        ".837 (.824)",
        ".523",
        ".419",
        "5.2k",
    ],
    ["BBC Citron, its models, cues retrained", ".377", ".770", ".506", ".448", ".879 (.856)", ".616", ".427", "2.5k"],
    ["BBC Citron retrained on this corpus", ".496", ".730", ".591", ".530", ".886 (.868)", ".670", ".536", "2.5k"],
    [
        "a CRF trained on this corpus, simple linking",
        ".629",
        ".724",
        ".673",
        ".609",
        ".825 (.799)",
        ".825",
        ".595",
        "55k",
    ],
    ["one human annotator against another", ".799", ".772", ".785", ".763", ".923", ".98", ".73", ""],
]
"""Others on the test part of the corpus, by the same scorer."""
Row = dict[str, Any]


def rows_of(path: Any) -> list[Row]:
    """Return the lines of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer() -> ModuleType:
    """Load the scorer that lies beside the articles."""
    spec = importlib.util.spec_from_file_location("attribution_score", SCORER)
    if spec is None or spec.loader is None:
        raise ImportError(f"{SCORER}: no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report_of(row: Row) -> Report:
    """Return an article as a report."""
    return Report(
        id=hashlib.sha256(row["id"].encode()).hexdigest()[:16],
        source=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        published_on=dt.date.fromisoformat(row["date"]),
        text=row["text"],
        language="en",
    )


def set_aside(article: str) -> bool:
    """Say whether an article is one of those that nobody looked at."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % PARTS == 0


def predictions(row: Row, rules: ModuleType) -> Iterator[Row]:
    """Yield the statements of an article as the scorer reads them: one for all speakers of the same words.

    The speaker is the name; a voice without one is given as its words beside the cue ("they", "who"), as annotated.
    """
    found: dict[tuple[int, int, object], list[Statement]] = {}
    for statement in find_statements(report_of(row)):
        found.setdefault((statement.start, statement.end, statement.cue_span or statement.id), []).append(statement)
    for same in found.values():
        first = same[0]
        names = [s.speaker if rules.is_name(s.speaker) else s.speaker_as_written or s.speaker for s in same]
        parts = first.parts or ((first.start, first.end),)
        speaker = " and ".join(name for name in names if name) or None
        yield {"article": row["id"], "speaker": speaker, "content": [list(part) for part in parts]}


def score(articles: Sequence[Row], gold: Sequence[Row], rules: ModuleType) -> Row:
    """Score our statements in some articles."""
    ids = {row["id"] for row in articles}
    texts = {row["id"]: row["text"] for row in articles}
    ours = [prediction for row in articles for prediction in predictions(row, rules)]
    result: Row = rules.score([row for row in gold if row["article"] in ids], ours, texts)
    return result


def words_a_second(articles: Sequence[Row]) -> float:
    """Return how many words of all articles are read in a second of processor time."""
    reports = [report_of(row) for row in articles]
    start = time.process_time()
    for report in reports:
        find_statements(report)
    return sum(len(report.text.split()) for report in reports) / (time.process_time() - start)


def line(name: str, result: Row, speed: str) -> list[str]:
    """Return one line of the table of systems."""
    accuracy = f"{result['speaker_accuracy']:.3f} ({result['speaker_accuracy_named']:.3f})"
    figures = [result["recall"], result["precision"], result["f1"], result["strict"]["f1"]]
    kinds = [result["direct"]["f1"], result["indirect"]["f1"]]
    return [name, *(f"{figure:.3f}" for figure in figures), accuracy, *(f"{figure:.3f}" for figure in kinds), speed]


def main() -> None:
    """Print the tables."""
    if not (SCORER.exists() and ANNOTATIONS.exists()):
        sys.exit(f"skipped: {BENCH} is not on this machine")
    rules, gold, news = scorer(), rows_of(ANNOTATIONS), rows_of(NEWS)
    annotated = {row["article"] for row in gold}
    every = [row for row in news if row["id"] in annotated]
    parts = {
        "all": every,
        "read while writing": [row for row in every if not set_aside(row["id"])],
        "set aside": [row for row in every if set_aside(row["id"])],
    }
    results = {name: score(articles, gold, rules) for name, articles in parts.items()}
    speed = f"{words_a_second(news) / 1000:.0f}k"
    ours = [line(f"mediaqa, {name} ({len(parts[name])} articles)", result, speed) for name, result in results.items()]
    table("Who said what (PolNeAR)", HEAD, [*REFERENCES, *ours])
    kinds = [
        [name, kind, part["n"], part["statements"], *(f"{part[key]:.3f}" for key in ("recall", "precision", "f1"))]
        for name, result in results.items()
        for kind in ("direct", "mixed", "indirect")
        for part in [result[kind]]
    ]
    table("By kind", ["articles", "kind", "annotated", "found", "recall", "precision", "F1"], kinds)


if __name__ == "__main__":
    main()
