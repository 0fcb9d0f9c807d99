"""Prompts: found, checked, replaced."""

import json
from pathlib import Path

import pytest

from mediaqa.composing.prompts import Message, load_prompt
from mediaqa.composing.replies import Draft, ReplyReader
from mediaqa.errors import PromptError


def test_the_own_prompt_is_whole_and_its_fixed_part_comes_first() -> None:
    prompt = load_prompt()
    assert [message.role for message in prompt.fixed] == ["system", "user", "assistant", "user", "assistant"]
    assert all("$" not in message.text for message in prompt.fixed)
    *fixed, last = prompt.filled(passages="[1] The gate was shut.", question="Who shut the gate?")
    assert tuple(fixed) == prompt.fixed
    assert last == Message("user", "[1] The gate was shut.\n\nQuestion: Who shut the gate?")
    assert len(prompt.digest) == 16


def test_the_replies_of_its_examples_have_the_form_that_is_asked_for() -> None:
    replies = [message.text for message in load_prompt().fixed if message.role == "assistant"]
    read = [ReplyReader().feed(reply) for reply in replies]
    assert all(isinstance(one, Draft) for drafts in read for one in drafts)
    assert [] in read  # one of them declines


def test_the_judges_prompt_holds_verdicts() -> None:
    (message,) = [message for message in load_prompt(name="judge").fixed if message.role == "assistant"]
    assert json.loads(message.text)["verdicts"][1] == {"claim": 2, "supported": False}


def test_a_dollar_in_a_report_is_text() -> None:
    *_, last = load_prompt().filled(passages="[1] It cost $question.", question="How much?")
    assert "It cost $question." in last.text


def test_a_folder_of_ones_own_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("Be brief.\n=== user ===\n$passages\n$question\n", encoding="utf-8")
    prompt = load_prompt(tmp_path)
    assert prompt.filled(passages="P", question="Q") == [Message("system", "Be brief."), Message("user", "P\nQ")]
    assert prompt.digest != load_prompt().digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no separator $passages $question", "at last `=== user ===`"),
        ("a\n=== user ===\n1\n=== user ===\n$passages $question", "in turns"),
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


def test_a_folder_without_a_prompt_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"there is no prompt: answer\.md or judge\.md"):
        load_prompt(tmp_path)


def test_a_folder_replaces_only_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "judge.md").write_text("Be strict.\n=== user ===\n$claims\n", encoding="utf-8")
    assert load_prompt(tmp_path).digest == load_prompt().digest
    assert load_prompt(tmp_path, "judge").fixed == (Message("system", "Be strict."),)
