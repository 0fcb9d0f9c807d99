"""``mediaqa export`` and ``mediaqa import`` on real corpora."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediaqa import Corpus, Progress
from mediaqa.cli import app
from mediaqa.console import _STAGES

TEXT = "Gate 3 of Sarn was shut at noon. Orla Venn said that nobody had the key."


def run(*args: str) -> Result:
    return CliRunner().invoke(app, args, prog_name="mediaqa")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one indexed report."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gate.txt").write_text(TEXT, encoding="utf-8")
    assert run("index", "gate.txt").exit_code == 0
    return tmp_path


def test_corpus_is_exported_and_imported_into_another() -> None:
    result = run("export", "corpus.jsonl")
    assert (result.exit_code, result.stdout) == (0, "exported to corpus.jsonl: 1 report, 1 passage\n")
    result = run("import", "corpus.jsonl", "--corpus", "other")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 report " in result.stdout
    assert run("reports", "--corpus", "other").stdout == run("reports").stdout
    found = [run("search", "who had the key?", "--json", *more).stdout for more in ((), ("--corpus", "other"))]
    assert found[0] == found[1]
    assert "1 unchanged" in run("import", "corpus.jsonl").stdout


def test_without_vectors_the_import_says_that_it_embeds_anew() -> None:
    result = run("export", "texts.jsonl.gz", "--no-vectors")
    assert result.stdout == "exported to texts.jsonl.gz: 1 report, 1 passage, without vectors\n"
    result = run("import", "texts.jsonl.gz", "--corpus", "other")
    assert result.stderr == (
        "mediaqa: note: the file has no vectors of this embedding model; its reports were embedded anew\n"
    )


def test_results_are_printed_as_json() -> None:
    told = json.loads(run("export", "corpus.jsonl", "--json").stdout)
    assert told == {"path": "corpus.jsonl", "reports": 1, "passages": 1, "vectors": True}
    imported = json.loads(run("import", "corpus.jsonl", "--corpus", "other", "--json").stdout)
    assert [info["title"] for info in imported["added"]] == [Corpus.open("other").reports()[0].title]
    assert imported["reembedded"] is False


def test_what_cannot_be_done_is_one_line_and_exit_code_1(folder: Path) -> None:
    result = run("export", "absent/corpus.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "mediaqa: absent/corpus.jsonl: cannot be written: No such file or directory."
        " Check the path, the disk and its permissions.\n"
    )
    assert run("export", "corpus.jsonl").exit_code == 0
    exported = (folder / "corpus.jsonl").read_bytes()
    (folder / "corpus.jsonl").write_bytes(exported[:-9])
    result = run("import", "corpus.jsonl", "--corpus", "other")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "mediaqa: corpus.jsonl:3: ends before its last line. Export the corpus again with `mediaqa export`.\n"
    )
    assert run("export", "corpus.jsonl", "--corpus", "nowhere").exit_code == 1


def test_every_stage_has_a_name_on_the_screen() -> None:
    stages = Progress.model_fields["stage"].annotation.__args__  # type: ignore[union-attr]
    assert set(stages) == set(_STAGES)
