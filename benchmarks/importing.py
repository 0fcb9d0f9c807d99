"""How long the imports take, each in a new process, less the time of an empty one."""

import statistics
import subprocess
import sys

from common import seconds, table

STATEMENTS = {
    "import mediaqa": 0.1,
    "from mediaqa import Corpus": 0.4,
    "import chromadb": None,
}
RUNS = 7


def run(statement: str) -> float:
    """Return the seconds of one process."""
    return seconds(lambda: subprocess.run([sys.executable, "-c", statement], check=True))


def main() -> None:
    """Print the medians."""
    times: dict[str, list[float]] = {statement: [] for statement in ("pass", *STATEMENTS)}
    for _ in range(RUNS):
        for statement, measured in times.items():
            measured.append(run(statement))
    empty = statistics.median(times.pop("pass"))
    rows = [
        (f"`{statement}`", f"{statistics.median(measured) - empty:.3f} s", f"{STATEMENTS[statement] or '-'}")
        for statement, measured in times.items()
    ]
    table("Imports", ("statement", "median", "aim"), rows)


if __name__ == "__main__":
    main()
