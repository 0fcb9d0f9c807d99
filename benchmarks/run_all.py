"""Run every benchmark, one after the other, and print their tables."""

import runpy
import sys
from pathlib import Path

NAMES = (
    "importing",
    "indexing",
    "searching",
    "retrieval",
    "abstention",
    "verification",
    "streaming",
    "sentences",
    "reading",
    "attribution",
    "installing",
)


def main() -> None:
    """Run those that are named on the command line, or all."""
    for name in sys.argv[1:] or NAMES:
        sys.argv = [name]
        try:
            runpy.run_path(str(Path(__file__).with_name(f"{name}.py")), run_name="__main__")
        except SystemExit as stopped:
            if stopped.code:
                print(f"\n{name}: {stopped.code}")


if __name__ == "__main__":
    main()
