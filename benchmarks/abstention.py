"""Answering without a model, and knowing when not to: precision, recall and abstention on questions to the samples.

Right means: an answerable question is answered, and one of the sentences that were written down for it is among the
quotes. The calibration half fitted the weights of ``mediaqa.extracting.relevance``; of the test half only the sums were
looked at. Half of the questions of each cannot be answered, though their people and topics occur.

    python benchmarks/abstention.py [--misses calibration]
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from mediaqa import Answer, Corpus

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "examples" / "reports"
QUESTIONS = ROOT / "tests" / "data" / "questions.json"
KINDS = ("who", "outlet", "number", "date", "what", "yesno")


class Asked(NamedTuple):
    """A question, its answer, the milliseconds it took, and whether the answer is right."""

    entry: dict[str, Any]
    answer: Answer
    milliseconds: float

    @property
    def answerable(self) -> bool:
        """Whether the reports answer it."""
        return bool(self.entry["answerable"])

    @property
    def answered(self) -> bool:
        """Whether mediaqa answered it."""
        return self.answer.status != "not_found"

    @property
    def right(self) -> bool:
        """Whether an expected sentence is among the quotes."""
        quotes = [_folded(citation.quote) for citation in self.answer.citations]
        return any(_folded(words) in quote for words in _expected(self.entry) for quote in quotes)


def main() -> None:
    """Ask every question and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", choices=["calibration", "test"], help="also print what went wrong in this half")
    options = parser.parse_args()
    entries = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, Corpus.open(Path(folder) / "corpus") as corpus:
        corpus.add(SAMPLES)
        corpus.ask("Is anybody there?")
        asked = [_ask(corpus, entry) for entry in entries if entry["split"] != "about"]
    print(f"{'questions':24}{'asked':>6}{'precision':>11}{'recall':>8}{'abstention':>12}{'ms, median':>12}")
    for split in ("calibration", "test"):
        rows = [one for one in asked if one.entry["split"] == split]
        _print_row(split, rows)
        for kind in KINDS:
            _print_row(f"  {kind}", [one for one in rows if one.entry["kind"] == kind])
    if options.misses:
        _print_misses(one for one in asked if one.entry["split"] == options.misses)


def _ask(corpus: Corpus, entry: dict[str, Any]) -> Asked:
    start = time.perf_counter()
    answer = corpus.ask(entry["question"])
    return Asked(entry, answer, 1000 * (time.perf_counter() - start))


def _print_row(name: str, rows: list[Asked]) -> None:
    """Print precision (right of the answered), recall (right of the answerable), abstention (of the unanswerable)."""
    answered = [one for one in rows if one.answered]
    answerable = [one for one in rows if one.answerable]
    silent = [one for one in rows if not one.answerable and not one.answered]
    right = sum(one.right for one in answerable)
    times = sorted(one.milliseconds for one in rows)
    print(
        f"{name:24}{len(rows):6}{_share(right, len(answered)):>11}{_share(right, len(answerable)):>8}"
        f"{_share(len(silent), len(rows) - len(answerable)):>12}{times[len(times) // 2]:12.1f}"
    )


def _print_misses(rows: Iterable[Asked]) -> None:
    for one in rows:
        if one.answered != one.answerable or (one.answerable and not one.right):
            print(f"\n{one.entry['id']} {one.entry['question']}\n  expected: {_expected(one.entry) or 'no answer'}")
            print(f"  {one.answer.status}: {one.answer.text}")


def _expected(entry: dict[str, Any]) -> list[str]:
    wanted = [*entry["expected"], *(words for also in entry.get("also", ()) for words in also["expected"])]
    return [words for alternatives in wanted for words in alternatives]


def _folded(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    main()
