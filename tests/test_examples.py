"""Every example runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

EXAMPLES = ROOT / "examples"
ARGUMENTS = {"your_own_folder.py": [str(SAMPLES), "Who blamed Brussels for the break?"]}


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.py")))
def test_example_runs_and_answers(example: str, tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLES / example), *ARGUMENTS.get(example, [])]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "said by  diplomats in Moscow, in Severny Telegraf" in done.stdout
