"""Compare sentence splitters that keep offsets with our rules: accuracy on the hand-written cases, and speed.

``pip install pysbd sentencex syntok blingfire`` first; the ones that are missing are left out. A case counts as right
when every sentence is. Paragraphs are given to the libraries one by one, so that blank lines cost them nothing.
The cases were written beside our rules, which favours them: ``--differences FILE`` prints where ours and sentencex
differ on the ``text`` fields of a file of JSON lines, to be judged by eye.
"""

import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mediaqa.sentences import sentence_spans

CASES = Path(__file__).parents[1] / "tests" / "data" / "sentence_cases.txt"
Splitter = Callable[[str, str], list[str]]


def read_cases() -> Iterator[tuple[str, str, list[str]]]:
    """Yield the language, the text and its sentences of each case."""
    language = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            language = line[3:]
        elif line and not line.startswith("# "):
            marked = line.replace("⏎", "\n")
            yield language, marked.replace("¦", ""), [part.strip() for part in marked.split("¦")]


def rules(_: str, text: str) -> list[str]:
    """Split with our own rules."""
    return [span.of(text) for span in sentence_spans(text)]


def pysbd(module: Any) -> Splitter:
    """Wrap pysbd, one segmenter a language."""
    segmenters = {name: module.Segmenter(language=name, clean=False, char_span=True) for name in ("en", "ru")}
    return lambda language, text: [found.sent for found in segmenters[language].segment(text)]


def sentencex(module: Any) -> Splitter:
    """Wrap sentencex."""
    return lambda language, text: [found["text"] for found in module.get_sentence_boundaries(language, text)]


def syntok(module: Any) -> Splitter:
    """Wrap syntok, whose tokens carry the offsets."""

    def split(_: str, text: str) -> list[str]:
        sentences = [s for paragraph in module.analyze(text) for s in paragraph]
        tokens = [list(sentence) for sentence in sentences]
        return [text[found[0].offset : found[-1].offset + len(found[-1].value)] for found in tokens if found]

    return split


def blingfire(module: Any) -> Splitter:
    """Wrap blingfire."""
    return lambda _, text: [text[a:b] for a, b in module.text_to_sentences_and_offsets(text)[1]]


WRAPPERS: dict[str, tuple[str, Callable[[Any], Splitter]]] = {
    "sentencex": ("sentencex", sentencex),
    "pysbd": ("pysbd", pysbd),
    "syntok": ("syntok.segmenter", syntok),
    "blingfire": ("blingfire", blingfire),
}


def splitters() -> Iterator[tuple[str, Splitter]]:
    """Yield our rules and every library that is installed."""
    yield "rules (mediaqa)", rules
    for name, (module, wrap) in WRAPPERS.items():
        try:
            yield name, wrap(importlib.import_module(module))
        except ImportError:
            print(f"{name} is not installed")


def by_paragraph(split: Splitter, language: str, text: str) -> list[str]:
    """Return the sentences of each paragraph, without blanks around them."""
    found = [sentence.strip() for part in re.split(r"\n\s*\n", text) for sentence in split(language, part)]
    return [sentence for sentence in found if sentence]


def best_time(split: Splitter, text: str) -> float:
    """Return the best of twenty times, in milliseconds for 7,000 characters."""
    times = []
    for _ in range(20):
        begin = time.perf_counter()
        by_paragraph(split, "en", text)
        times.append(time.perf_counter() - begin)
    return min(times) * 1e3 * 7000 / len(text)


def print_table() -> None:
    """Print the share of right cases in each language, and the time."""
    cases = list(read_cases())
    text = "\n\n".join(text for language, text, _ in cases if language == "en")
    print(f"{'splitter':18}{'English':>12}{'Russian':>12}{'ms for 7 KB':>14}")
    for name, split in splitters():
        shares = []
        for wanted in ("en", "ru"):
            right = [by_paragraph(split, wanted, t) == sentences for lang, t, sentences in cases if lang == wanted]
            shares.append(f"{sum(right)}/{len(right)}")
        print(f"{name:18}{shares[0]:>12}{shares[1]:>12}{best_time(split, text):>14.2f}")


def print_differences(path: str) -> None:
    """Print the boundaries that only one of ours and sentencex sees."""
    other = dict(splitters())["sentencex"]
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        for part in re.split(r"\n\s*\n", json.loads(line)["text"]):
            mine, theirs = _bounds(rules("en", part), part), _bounds(other("en", part), part)
            for place in sorted(mine ^ theirs):
                who = "rules    " if place in mine else "sentencex"
                print(f"{who} {part[max(0, place - 50) : place]!r} | {part[place : place + 40]!r}")


def _bounds(sentences: list[str], text: str) -> set[int]:
    bounds, at = set(), 0
    for sentence in sentences:
        at = text.index(sentence.strip(), at) + len(sentence.strip())
        bounds.add(at)
    return bounds


if __name__ == "__main__":
    if sys.argv[1:2] == ["--differences"]:
        print_differences(sys.argv[2])
    else:
        print_table()
