"""A process of its own that imports a corpus and is killed on the way."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import mediaqa.transferring
from mediaqa import Corpus
from tests.dying import die_before_call
from tests.scripted import ScriptedEmbedder


def import_and_die(folder: str, file: str, calls: str) -> None:
    mediaqa.transferring.BATCH_PASSAGES = 1  # a commit for each report
    with Corpus.open(folder, embedding=ScriptedEmbedder("one")) as corpus:
        die_before_call(int(calls))
        corpus.import_from(file)


if __name__ == "__main__":
    import_and_die(*sys.argv[1:])
