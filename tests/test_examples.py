"""Every example runs, with the network cut off."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.composing.scripted import claims
from tests.conftest import ROOT, SAMPLES
from tests.loopback import failed, said, serving, written
from tests.snippets import OFFLINE

EXAMPLES = ROOT / "examples"
QUESTION = "Who blamed Brussels for the break?"
ARGUMENTS = {"quick_start.py": [], "your_own_folder.py": [str(SAMPLES), QUESTION]}
OF_VOICES = "who_said_what.py"
OF_MODELS = {"chatbot.py", "local_model.py", "any_provider.py"}
REPLY = claims({"sentences": [1], "claim": "Diplomats in Moscow blame Brussels for the break."})


def run(script: Path, *arguments: str, folder: Path, asked: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(OFFLINE), str(script), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, input=asked)


def ask(script: Path, *arguments: str, folder: Path, asked: str = "", **more: str) -> str:
    """Run an example that asks a model over this machine's own network; return what it prints."""
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, input=asked, env={**os.environ, **more}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_is_run() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == {*ARGUMENTS, OF_VOICES, *OF_MODELS}


def test_who_said_what_lists_a_voice_over_reports_and_who_disagrees(tmp_path: Path) -> None:
    done = run(EXAMPLES / OF_VOICES, str(SAMPLES), "Marek Ildan", QUESTION, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    says, _, disagrees = done.stdout.partition(QUESTION)
    assert "- 2021-06-18, Tavren Courier: blames: the Ministry of Fisheries for the missing stern light\n" in says
    titles = {"Collision in the Haldis Narrows", "The Narrows Inquiry and Its Readers", "AFTER THE WATER"}
    assert {title for title in titles if title in says} == titles
    assert "- diplomats in Moscow (Severny Telegraf) against Matvei Rudin (Chetverg)\n" in disagrees
    assert "- Matvei Rudin denied that Brussels alone was to blame\n" in disagrees


@pytest.mark.parametrize("example", sorted(ARGUMENTS))
def test_example_runs_and_answers(example: str, tmp_path: Path) -> None:
    done = run(EXAMPLES / example, *ARGUMENTS[example], folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "said by  diplomats in Moscow, in Severny Telegraf" in done.stdout


def test_chatbot_without_a_model(tmp_path: Path) -> None:
    asked = f"{QUESTION}\nWhat did Sergey Lavrov say about the ferry collision?\n"
    done = run(EXAMPLES / "chatbot.py", str(SAMPLES), folder=tmp_path, asked=asked)
    assert done.returncode == 0, done.stderr
    assert "(diplomats in Moscow, Severny Telegraf)" in done.stdout
    assert "They disagree: " in done.stdout
    assert "  The reports do not say.\n    see " in done.stdout


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_chatbot_with_a_model_shows_evidence_when_that_fails(tmp_path: Path) -> None:
    with serving() as (url, answers):
        answers.given = [(200, {}, written(REPLY)), (401, {}, failed("wrong key"))]
        shown = ask(
            EXAMPLES / "chatbot.py", str(SAMPLES), folder=tmp_path, asked=f"{QUESTION}\n{QUESTION}\n",
            MEDIAQA_LLM_MODEL="m", MEDIAQA_LLM_BASE_URL=url, MEDIAQA_LLM_RETRY="false",
        )  # fmt: skip
    assert "  Diplomats in Moscow blame Brussels for the break. (diplomats in Moscow, Severny Telegraf)\n" in shown
    assert "  No answer: m at http://127.0.0.1:" in shown
    assert "HTTP 401: " in shown
    assert "    see " in shown


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_local_model(tmp_path: Path) -> None:
    with serving() as (url, answers):
        answers.given = [(200, {}, said(REPLY))]
        shown = ask(EXAMPLES / "local_model.py", str(SAMPLES), url, "m", QUESTION, folder=tmp_path)
    assert "Diplomats in Moscow blame Brussels for the break. [1]" in shown
    assert "said by  diplomats in Moscow, in Severny Telegraf" in shown
    assert "\nm: " in shown


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_any_provider(tmp_path: Path) -> None:
    with serving() as (url, answers):
        answers.given = [(200, {}, said(REPLY))]
        options = json.dumps({"model": "gpt-4.1-mini", "api_base": url, "api_key": "none"})
        provider = "llama_index.llms.openai:OpenAI"
        shown = ask(EXAMPLES / "any_provider.py", str(SAMPLES), provider, options, QUESTION, folder=tmp_path)
    assert "said by  diplomats in Moscow, in Severny Telegraf" in shown


def test_example_without_its_arguments_says_what_they_are(tmp_path: Path) -> None:
    done = run(EXAMPLES / "your_own_folder.py", folder=tmp_path)
    assert done.returncode == 1
    assert 'python examples/your_own_folder.py FOLDER "Who said what?"' in done.stderr


def test_network_is_cut_off(tmp_path: Path) -> None:
    script = tmp_path / "leak.py"
    script.write_text("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/', timeout=1)\n")
    done = run(script, folder=tmp_path)
    assert done.returncode == 1
    assert "the network was used" in done.stderr
