"""Prompts: found, checked, replaced."""

from pathlib import Path

import pytest

from mediaqa.composing.prompts import load_prompt
from mediaqa.errors import PromptError


def test_the_own_prompt_is_whole_and_its_fixed_part_comes_first() -> None:
    prompt = load_prompt()
    assert "$" not in prompt.system
    filled = prompt.filled("[1] The gate was shut.", "Who shut the gate?")
    assert "[1] The gate was shut." in filled
    assert filled.endswith("Question: Who shut the gate?")
    assert len(prompt.digest) == 16


def test_a_dollar_in_a_report_is_text() -> None:
    assert "It cost $question." in load_prompt().filled("[1] It cost $question.", "How much?")


def test_a_folder_of_ones_own_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("Be brief.\n=== user ===\n$passages\n$question\n", encoding="utf-8")
    prompt = load_prompt(tmp_path)
    assert (prompt.system, prompt.filled("P", "Q")) == ("Be brief.", "P\nQ")
    assert prompt.digest != load_prompt().digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no separator $passages $question", "one line `=== user ===`"),
        ("a\n=== user ===\n$passages", r"the variable $question is missing"),
        ("a\n=== user ===\n$passages $question $context", "unknown or broken variable"),
        ("a\n=== user ===\n$passages $question costs $ 5", "unknown or broken variable"),
    ],
)
def test_a_prompt_with_other_variables_is_refused_by_its_name(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "answer.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError) as error:
        load_prompt(tmp_path)
    assert message in str(error.value)
    assert "answer.md" in str(error.value)


def test_a_missing_prompt_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"absent\.md"):
        load_prompt(tmp_path, "absent")
