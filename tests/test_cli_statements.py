"""``mediaqa statements`` and ``mediaqa voices``: tables to read and to paste."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediaqa import Corpus
from mediaqa.cli import app

REPORT = """---
title: The Gates of Sarn
date: 2023-05-14
---

The engineer Orla Venn, as quoted in the Harbour Post, blames the ministry for the flood | at Sarn. Minister Ilan \
Dace denied on 12 May that the gates had been neglected.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(REPORT, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add(tmp_path / "a.md")
    return tmp_path / "corpus"


def run(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(app, [*args, "--corpus", str(folder)])


def test_statements_are_a_table(folder: Path) -> None:
    head, venn, dace = run(folder, "statements").stdout.splitlines()
    assert head == "speaker   | outlet       | date       | what they say | where"
    assert dace.startswith("Orla Venn | Harbour Post |            | blames the ministry for the flood | at Sarn | ")
    assert venn.startswith("Ilan Dace |              | 2023-05-12 | denied … that the gates had been neglected | ")
    report, _, span = venn.rpartition(" | ")[2].partition(" --at ")
    start, end = map(int, span.split("-"))
    with Corpus.open(folder) as corpus:
        assert corpus.report(report).text[start:end] == "that the gates had been neglected"


def test_about_and_filters_choose(folder: Path) -> None:
    assert run(folder, "statements", "--about", "blamed the ministry").stdout.splitlines()[1].startswith("Orla Venn")
    assert run(folder, "statements", "--stance", "denies", "--json").stdout.count('"content"') == 1
    early = run(folder, "statements", "--stated-before", "2023-05-13").stdout
    assert early == run(folder, "statements", "--speaker", "Dace").stdout


def test_csv_has_every_column_for_a_spreadsheet(folder: Path) -> None:
    head, row = csv.reader(io.StringIO(run(folder, "statements", "--outlet", "Harbour Post", "--csv").stdout))
    told = dict(zip(head, row, strict=True))
    assert (told["speaker"], told["outlet"], told["stance"]) == ("Orla Venn", "Harbour Post", "asserts")
    assert (told["content"], told["report"]) == ("the ministry for the flood | at Sarn", "The Gates of Sarn")


def test_markdown_can_be_pasted(folder: Path) -> None:
    lines = run(folder, "statements", "--speaker", "Venn", "--markdown").stdout.splitlines()
    assert lines[:2] == ["| speaker | outlet | date | what they say | where |", "| --- | --- | --- | --- | --- |"]
    assert lines[2].startswith("| Orla Venn | Harbour Post |  | blames the ministry for the flood \\| at Sarn | ")


def test_json_is_the_list_of_what_python_gives(folder: Path) -> None:
    with Corpus.open(folder) as corpus:
        found = [hit.model_dump(mode="json") for hit in corpus.statements(speaker="Venn")]
        voices = [voice.model_dump(mode="json") for voice in corpus.voices()]
    assert json.loads(run(folder, "statements", "--speaker", "Venn", "--json").stdout) == found
    assert json.loads(run(folder, "voices", "--json").stdout) == voices


def test_voices_are_listed_with_their_counts(folder: Path) -> None:
    lines = [line.split("|") for line in run(folder, "voices").stdout.splitlines()]
    rows = {(cells[0].strip(), cells[1].strip()): cells[2:6] for cells in lines[1:]}
    assert [cell.strip() for cell in rows["Orla Venn", "speaker"]] == ["1", "1", "2023-05-14", "2023-05-14"]
    assert ("Harbour Post", "outlet") in rows


def test_nothing_found_is_said_with_the_names_that_look_alike(folder: Path) -> None:
    result = run(folder, "statements", "--speaker", "Orla Vann")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "mediaqa: no voice is called Orla Vann; did you mean Orla Venn?\n"
    assert "`mediaqa voices` lists them all" in run(folder, "voices", "--speaker", "Xq").stderr
    assert run(folder, "statements", "--about", "herring in vinegar").stderr == "mediaqa: nothing found\n"
    assert run(folder, "statements", "--about", "herring in vinegar", "--json").stdout == "[]\n"


def test_two_forms_at_once_are_refused(folder: Path) -> None:
    result = run(folder, "statements", "--csv", "--json")
    assert result.exit_code == 2
    assert "choose one" in result.stderr
