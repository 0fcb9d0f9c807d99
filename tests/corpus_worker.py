"""A process of its own for the tests of the corpus."""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mediaqa import Corpus
from tests.dying import die_before_call
from tests.scripted import ScriptedEmbedder


def ask(folder: str, question: str) -> None:
    with Corpus.open(folder) as corpus:
        print(corpus.ask(question).model_dump_json(exclude={"timings"}))


def add(folder: str, *paths: str) -> None:
    with Corpus.open(folder, embedding=ScriptedEmbedder("one")) as corpus:
        corpus.add(*paths)


def reembed(folder: str, calls: str) -> None:
    with Corpus.open(folder, embedding=ScriptedEmbedder("one")) as corpus:
        die_before_call(int(calls))
        corpus.reembed(ScriptedEmbedder("two"))


def index(folder: str, reports: str, gone: str, calls: str) -> None:
    with Corpus.open(folder) as corpus:
        die_before_call(int(calls))
        for info in corpus.reports():
            if Path(info.source).name == f"{gone}.txt":
                corpus.remove(info.id)
        corpus.add(reports)


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {"ask": ask, "add": add, "reembed": reembed, "index": index}
    commands[sys.argv[1]](*sys.argv[2:])
