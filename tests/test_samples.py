"""The sample reports and the questions over them agree with each other."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mediaqa.reading import read_file
from mediaqa.values import Overrides

ROOT = Path(__file__).parents[1]
REPORTS = sorted((ROOT / "examples" / "reports").iterdir())
QUESTIONS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "data" / "questions.json").read_text("utf-8"))
PROVED = [question for question in QUESTIONS if question["split"] != "about"]
ANSWERABLE = [question for question in PROVED if question["answerable"]]
SHARED = Path(__file__).parents[2] / "shared" / "reports"


def folded(text: str) -> str:
    return " ".join(text.split())


RAW = {path.name: folded(path.read_text("utf-8")) for path in REPORTS}
TEXTS = {path.name: folded(read_file(path, Overrides(), max_bytes=10**6).text) for path in REPORTS}


def parts(question: dict[str, Any]) -> list[dict[str, Any]]:
    """The question's own report and, when it spans reports, the others with what they must yield."""
    return [question, *question.get("also", ())]


def named_by(question: dict[str, Any]) -> list[str]:
    return question["reports"] if question["split"] == "about" else [part["report"] for part in parts(question)]


def test_the_folder_holds_reports_only() -> None:
    assert {path.suffix for path in REPORTS} == {".txt", ".md"}
    assert len(REPORTS) >= 8


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_has_the_length_of_a_real_one(path: Path) -> None:
    assert 500 <= len(RAW[path.name].split()) <= 1200


def test_one_report_is_in_russian() -> None:
    russian = [name for name, text in TEXTS.items() if len(re.findall("[а-яё]", text)) > len(text) / 2]
    assert russian == ["obzor-severny-svet-2022-10.txt"]


def test_ids_and_questions_are_unique() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS)


def test_splits_are_equal_and_half_answerable() -> None:
    counts = Counter((question["split"], question["answerable"]) for question in PROVED)
    assert set(counts.values()) == {30}
    assert set(counts) == {(split, known) for split in ("calibration", "test") for known in (True, False)}


def test_only_answerable_questions_expect_words() -> None:
    assert [q["id"] for q in PROVED if bool(q["expected"]) != q["answerable"]] == []


def test_every_question_names_existing_reports() -> None:
    assert {name for question in QUESTIONS for name in named_by(question)} == set(TEXTS)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_expected_words_stand_in_exactly_the_report_named(question: dict[str, Any]) -> None:
    for part in parts(question):
        for words in (words for alternatives in part["expected"] for words in alternatives):
            assert [name for name, text in TEXTS.items() if words in text] == [part["report"]], words


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_expected_words_stand_once(question: dict[str, Any]) -> None:
    for part in parts(question):
        for words in (words for alternatives in part["expected"] for words in alternatives):
            assert TEXTS[part["report"]].count(words) == 1, words


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_expected_voices_are_named_in_the_report(question: dict[str, Any]) -> None:
    for name in filter(None, (question["speaker"], question["outlet"])):
        assert name.split()[-1][:6] in TEXTS[question["report"]], name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real report is not beside this checkout")
def test_no_wording_of_a_real_report_is_used() -> None:
    def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}

    real = set().union(*(runs(path.read_text("utf-8", "replace")) for path in SHARED.glob("*.txt")))
    assert real
    assert {name: runs(text) & real for name, text in RAW.items() if runs(text) & real} == {}
