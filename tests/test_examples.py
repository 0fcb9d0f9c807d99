"""Every example runs, with the network cut off."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.snippets import OFFLINE

EXAMPLES = ROOT / "examples"
ARGUMENTS = {"your_own_folder.py": [str(SAMPLES), "Who blamed Brussels for the break?"]}


def run(script: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(OFFLINE), str(script), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.py")))
def test_example_runs_and_answers(example: str, tmp_path: Path) -> None:
    done = run(EXAMPLES / example, *ARGUMENTS.get(example, []), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "said by  diplomats in Moscow, in Severny Telegraf" in done.stdout


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
