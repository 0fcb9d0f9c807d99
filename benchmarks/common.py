"""What the benchmarks share: texts, timings, tables."""

import itertools
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "bench" / "news.jsonl"
SAMPLES = ROOT / "examples" / "reports"


def articles() -> list[tuple[str, str, str]]:
    """Return (publisher, date, text) of the benchmark's articles, or of the sample reports where it is absent."""
    if NEWS.exists():
        rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
        return [(row["publisher"], row["date"], row["text"]) for row in rows]
    return [("samples", "2021-10-24", path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.iterdir())]


def varied_articles(seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Give the articles again and again, from the second time on with one word in twelve changed for another."""
    found = articles()
    yield from found
    words = [word for _, _, text in found for word in text.split()]
    rng = random.Random(seed)
    for publisher, date, text in itertools.cycle(found):
        lines = [_varied(line, words, rng) for line in text.splitlines()]
        yield publisher, date, "\n".join(lines)


def _varied(line: str, words: Sequence[str], rng: random.Random) -> str:
    return " ".join(rng.choice(words) if rng.random() < 1 / 12 else word for word in line.split(" "))


def write_articles(folder: Path, count: int) -> None:
    """Write ``count`` articles as Markdown files with front matter."""
    folder.mkdir(parents=True)
    for number, (publisher, date, text) in enumerate(itertools.islice(varied_articles(), count)):
        head = f"---\npublisher: {publisher}\ndate: {date}\n---\n\n"
        (folder / f"{number:05}.md").write_text(head + text, encoding="utf-8")


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(ours: Sequence[Callable[[], object]], theirs: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Time pairs of calls one after the other, so that both see the same machine; return both medians, in seconds."""
    pairs = [(seconds(one), seconds(other)) for one, other in zip(ours, theirs, strict=True)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(f'{cell:.3g}' if isinstance(cell, float) else str(cell) for cell in row)} |")
