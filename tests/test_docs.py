"""The documentation: its snippets run, its links lead somewhere, its reference is that of the code.

A snippet under a line ``<!-- not run: why -->`` is not run. In the output of a command ``…`` stands for anything.
"""

import contextlib
import io
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
SNIPPET = re.compile(r"(<!-- not run: [^\n]+ -->\n)?```(python|console)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
MAKE = re.compile(r"\$ make ")
REFERENCE = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))["PAGES"]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def snippets(page: Path) -> list[tuple[str, str]]:
    found = SNIPPET.findall(page.read_text(encoding="utf-8"))
    return [(kind, body) for marked, kind, body in found if not marked and not MAKE.match(body)]


@pytest.mark.parametrize("page", [page for page in PAGES if snippets(page)], ids=name_of)
def test_snippets_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLES, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    for kind, body in snippets(page):
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(body, name_of(page), "exec"), namespace)
        else:
            run_session(body)


def run_session(session: str) -> None:
    for command, shown in re.findall(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", session, re.MULTILINE):
        program, *arguments = shlex.split(command, comments=True)
        assert program == "mediaqa", command
        binary = Path(sys.executable).with_name(program)
        environment = {**os.environ, "COLUMNS": "120"}
        done = subprocess.run([binary, *arguments], capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        assert_shown(shown, done.stdout + done.stderr)


def assert_shown(shown: str, printed: str) -> None:
    parts = [re.escape(" ".join(part.split())).replace(r"\ ", " ") for part in shown.split("…")]
    pattern = r"\s*.*?\s*".join(part for part in parts)
    assert re.fullmatch(rf"\s*{pattern}\s*", " ".join(printed.split()), re.DOTALL), printed


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-") for heading in headings], (
                link
            )


@pytest.mark.parametrize("page", REFERENCE)
def test_reference_is_that_of_the_code(page: str) -> None:
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert written == REFERENCE[page](), "run: python docs/make_reference.py"


def test_every_page_is_in_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    assert {page for page in PAGES if page.is_relative_to(ROOT / "docs")} - {index} == linked
