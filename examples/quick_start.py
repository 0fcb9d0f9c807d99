"""Index the sample reports, ask two questions, and check every quote at its place."""

import tempfile
from pathlib import Path

from mediaqa import Corpus

REPORTS = Path(__file__).parent / "reports"


def main() -> None:
    """Print an answer with its sources, and what it looks like when the reports do not say."""
    with tempfile.TemporaryDirectory() as folder, Corpus.open(Path(folder) / "corpus") as corpus:
        result = corpus.add(REPORTS)
        print(f"{len(result.added)} reports indexed\n")

        answer = corpus.ask("Who blamed Brussels for the break?")
        print(answer)
        for citation in answer.citations:
            text = corpus.report(citation.report.id).text
            assert text[citation.start : citation.end] == citation.quote

        print("\n---\n")
        print(corpus.ask("What did Sergey Lavrov say about the ferry collision?").text)


if __name__ == "__main__":
    main()
