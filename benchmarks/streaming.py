"""How soon a claim leaves after its last character has come, with a scripted model that writes slowly.

python benchmarks/streaming.py
"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mediaqa import ClaimVerified, Corpus
from mediaqa.composing.models import Piece
from mediaqa.composing.prompts import Message

SAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"
QUESTION = "Who blamed Brussels for the break?"
SPEED = 200
"""Characters that the model writes in a second."""


class SlowModel:
    """Says of each of the first sentences that it is a claim, letter by letter; notes when a claim was written."""

    name = "slow"

    def __init__(self) -> None:
        self.written: list[float] = []

    def reply(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any],  # noqa: ARG002
        *,
        streamed: bool = False,  # noqa: ARG002
    ) -> Iterator[Piece]:
        """Write."""
        shown = [line.partition("] ") for line in messages[-1].text.splitlines() if line.startswith("[")]
        claims = [
            {"sentences": [int(number[1:])], "speaker": None, "outlet": None, "date": None, "stance": "supports",
             "claim": text.rpartition(":) ")[2]}
            for number, _, text in shown
        ]  # fmt: skip
        for char in json.dumps({"claims": claims}, ensure_ascii=False):
            time.sleep(1 / SPEED)
            if char == "}":
                self.written.append(time.perf_counter())
            yield Piece(char)


def main() -> None:
    """Print the delays."""
    model = SlowModel()
    with tempfile.TemporaryDirectory() as folder, Corpus.open(Path(folder) / "corpus") as corpus:
        corpus.add(SAMPLES)
        corpus.ask(QUESTION, llm=False)
        delays = [
            1000 * (time.perf_counter() - model.written[-1])
            for event in corpus.ask_stream(QUESTION, llm=model)
            if isinstance(event, ClaimVerified)
        ]
    print(f"{len(delays)} claims, each proved after its last character in ms:")
    print(f"median {statistics.median(delays):.1f}, slowest {max(delays):.1f} (aim 50)")


if __name__ == "__main__":
    main()
