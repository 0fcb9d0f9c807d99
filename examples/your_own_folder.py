"""Index a folder of your own, see what became of each file, and ask what you like.

python examples/your_own_folder.py FOLDER "Who said what?"
"""

import sys

from mediaqa import Corpus


def main(folder: str, question: str) -> None:
    """Keep the corpus in ``.mediaqa`` in the working directory; only changed files are read again."""
    with Corpus.open() as corpus:
        result = corpus.add(folder)
        for info in result.added + result.changed:
            print(f"{info.title}: {info.passage_count} passages, published {info.published_on or 'at an unknown date'}")
        for failure in result.failed:
            print(f"not read: {failure.source}: {failure.error}. {failure.hint}")
        print(f"{len(result.unchanged)} unchanged\n")

        answer = corpus.ask(question)
        print(answer)
        for claim in answer.claims:
            print(f"- {claim.speaker or 'nobody named'} | {claim.outlet or 'no outlet'} | {claim.text}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
