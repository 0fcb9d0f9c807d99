"""Claims against quotes: how many false ones are caught, and how many true ones are not."""

import json
from collections import Counter
from pathlib import Path

import pytest

from mediaqa import Overrides, read_text
from mediaqa.embedding import StaticEmbedder
from mediaqa.splitting import split
from mediaqa.values import Hit
from mediaqa.verifying.claimed import Evidence
from mediaqa.verifying.stretches import stretches
from mediaqa.verifying.support import checks
from mediaqa.wording import language_of

TABLE = Path(__file__).parents[1] / "data" / "claims.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
EMBED = StaticEmbedder().embed


def evidence_of(row: dict[str, str]) -> Evidence:
    """The evidence of a row as a search would bring it: one passage, the sentence before included."""
    text = f"{row['before']} {row['evidence']}".strip()
    report = read_text(text, source=row["id"], overrides=Overrides(title="A report"))
    passages = split(report, max_tokens=400)
    hits = [
        Hit(passage=p.model_copy(update={"context": row["context"]}), report=report.info, score=1) for p in passages
    ]
    lines = [line for stretch in stretches(hits) for line in stretch.lines]
    begin = report.text.index(row["evidence"][:30])
    quoted = tuple(line for line in lines if line.span.start >= begin)
    naming = tuple(
        line for line in lines if line not in quoted and any(line.place in (q.naming, q.lead) for q in quoted)
    )
    return Evidence(
        quoted=" ".join(line.text for line in quoted),
        around=row["before"],
        context=row["context"],
        elsewhere="",
        lines=quoted,
        naming=naming,
        report=report.info,
    )


def is_caught(row: dict[str, str]) -> bool:
    found = checks(row["claim"], evidence_of(row), speaker=row["speaker"], embedder=EMBED)
    return any(check.result == "fail" for check in found)


def rates(rows: list[dict[str, str]]) -> tuple[float, float]:
    """Detection of false claims, and false rejection of true ones."""
    caught = Counter((row["label"], is_caught(row)) for row in rows)
    return (
        caught["bad", True] / sum(caught["bad", k] for k in (True, False)),
        caught["good", True] / sum(caught["good", k] for k in (True, False)),
    )


def test_the_table_is_whole() -> None:
    counts = Counter((row["label"], row["split"]) for row in ROWS)
    assert counts["bad", "fitted"] == counts["good", "fitted"] == 500
    assert counts["bad", "unseen"] == counts["good", "unseen"] == 100
    assert sum(language_of(row["claim"]) == "ru" for row in ROWS) == 80
    assert len({row["id"] for row in ROWS}) == len({row["claim"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("split_", "detected", "rejected"), [("fitted", 0.73, 0.04), ("unseen", 0.65, 0.16)])
def test_false_claims_are_caught_and_true_ones_are_not(split_: str, detected: float, rejected: float) -> None:
    detection, rejection = rates([row for row in ROWS if row["split"] == split_])
    assert detection >= detected
    assert rejection <= rejected
