"""How many false claims the checks catch, and how many true ones they reject: a table by kind of claim.

The pairs of claims and quotes stand in ``tests/data/claims.jsonl``. Those marked "fitted" were read while the checks
were written; those marked "unseen" were not.
"""

import json
import sys
from collections import defaultdict

from common import ROOT

sys.path.insert(0, str(ROOT))

from tests.verifying.test_support import is_caught

TABLE = ROOT / "tests" / "data" / "claims.jsonl"


def main() -> None:
    """Print the table."""
    found: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        caught = is_caught(row)
        found[row["label"], row["kind"], row["split"]].append(caught)
        found[row["label"], "all", row["split"]].append(caught)
    for label, what in (("bad", "false claims caught"), ("good", "true claims rejected")):
        print(f"\n| {what} | fitted | unseen |\n| --- | --- | --- |")
        for kind in sorted({kind for one, kind, _ in found if one == label}, key=lambda kind: (kind == "all", kind)):
            cells = (found[label, kind, split] for split in ("fitted", "unseen"))
            print(f"| {kind} | {' | '.join(f'{sum(cell)} of {len(cell)}' for cell in cells)} |")


if __name__ == "__main__":
    main()
