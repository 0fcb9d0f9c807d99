"""The command line as users run it: real processes, real pipes, a real terminal."""

import fcntl
import os
import pty
import random
import re
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
MEDIAQA = [sys.executable, "-c", "from mediaqa.cli import main; main()"]
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith("MEDIAQA_")
    and name not in {"OPENAI_API_KEY", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTEST_CURRENT_TEST"}
}


def run(*args: str, corpus: Path) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "MEDIAQA_CORPUS": str(corpus), "PYTHONUTF8": "1"}
    return subprocess.run([*MEDIAQA, *args], capture_output=True, text=True, env=environment, timeout=60)


def run_on_terminal(columns: int, *args: str, corpus: Path, **environment: str) -> str:
    """Run on a terminal of that width; what it shows, with its escape sequences."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    known = {**ENVIRONMENT, "MEDIAQA_CORPUS": str(corpus), "TERM": "xterm-256color", **environment}
    with subprocess.Popen([*MEDIAQA, *args], stdin=theirs, stdout=theirs, stderr=theirs, env=known) as process:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
        os.close(ours)
        assert process.wait(60) == 0, shown.decode()
    return shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other side has gone
        return b""


def visible(shown: str) -> list[str]:
    return re.sub(r"\x1b\[[\d;]*m", "", shown).split("\n")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "corpus"
    indexed = run("index", str(REPORTS), corpus=folder)
    count = len(list(REPORTS.iterdir()))
    told = f"✓ {count} reports   ↺ 0 changed   = 0 unchanged   ✗ 0 failed\n"
    assert (indexed.returncode, indexed.stdout) == (0, told), indexed
    return folder


def test_a_citation_can_be_pasted_and_shows_its_quote(corpus: Path) -> None:
    asked = run("ask", "Who blamed Brussels for the break?", corpus=corpus)
    assert (asked.returncode, asked.stderr) == (0, "")
    quote = re.search(r"^\[1\] “(.*)”$", asked.stdout, re.MULTILINE)
    command = re.search(r"^ +mediaqa (show .*)$", asked.stdout, re.MULTILINE)
    assert quote
    assert command
    shown = run(*shlex.split(command[1]), corpus=corpus)
    assert f"⟦{quote[1]}⟧" in shown.stdout


def test_nothing_is_wrapped_or_coloured_in_a_pipe(corpus: Path) -> None:
    found = run("search", "Who blamed Brussels for the break?", "--limit", "3", corpus=corpus)
    assert "\x1b" not in found.stdout
    assert max(map(len, found.stdout.split("\n"))) > 200


@pytest.mark.parametrize("columns", [60, 140])
def test_an_answer_fits_its_terminal(corpus: Path, columns: int) -> None:
    shown = run_on_terminal(columns, "ask", "Who blamed Brussels for the break?", corpus=corpus)
    assert "\x1b[1;32m" in shown
    lines = visible(shown)
    assert max(len(line) for line in lines if "mediaqa show" not in line) <= columns
    assert "Sources" in lines


def test_no_color_is_respected_and_the_span_still_marked(corpus: Path) -> None:
    report = run("reports", corpus=corpus).stdout.split()[0]
    shown = run_on_terminal(80, "show", report[:6], "--at", "10-20", corpus=corpus, NO_COLOR="1")
    assert "\x1b[7m" in shown
    assert not re.search(r"\x1b\[[\d;]*3\dm", shown)


def test_a_broken_pipe_is_silent(corpus: Path) -> None:
    environment = {**ENVIRONMENT, "MEDIAQA_CORPUS": str(corpus)}
    with subprocess.Popen(
        [*MEDIAQA, "reports"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_missing_corpus_is_one_line_and_makes_no_folder(tmp_path: Path) -> None:
    asked = run("ask", "who?", corpus=tmp_path / "none")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert re.fullmatch(r"mediaqa: .*none.*mediaqa index REPORTS.*\n", asked.stderr)
    assert not (tmp_path / "none").exists()


def test_repair_mends_an_index_that_crashes_whoever_searches_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(60):
        sentences = (f"Gate {number}-{i} was shut for reason {i * number}." for i in range(300))
        (tmp_path / "in" / f"{number}.txt").write_text(" ".join(sentences), encoding="utf-8")
    corpus = tmp_path / "c"
    assert run("index", str(tmp_path / "in"), corpus=corpus).returncode == 0
    written = [path for path in (corpus / "chroma").glob("*/data_level0.bin") if path.parent.name != "guard"]
    scrambled = max(written, key=lambda path: path.stat().st_size)
    scrambled.write_bytes(random.Random(3).randbytes(scrambled.stat().st_size))
    mended = run("check", "--repair", corpus=corpus)
    assert mended.returncode == 0, mended.stderr
    assert run("check", corpus=corpus).stdout.startswith("ok: 60 reports")
    assert "Gate 7-3 was shut" in run("search", "Gate 7-3", "--limit", "3", corpus=corpus).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
@pytest.mark.parametrize("command", [("reports",), ("reports", "--json"), ("search", "gate")])
def test_full_device_is_one_line_on_stderr(corpus: Path, command: tuple[str, ...]) -> None:
    environment = {**ENVIRONMENT, "MEDIAQA_CORPUS": str(corpus)}
    with Path("/dev/full").open("w") as full:
        told = subprocess.run([*MEDIAQA, *command], stdout=full, stderr=subprocess.PIPE, text=True, env=environment)
    assert told.stderr == "mediaqa: the output cannot be written: No space left on device\n"
    assert told.returncode == 1
