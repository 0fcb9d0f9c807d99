"""The snippets of the documentation: found, run, compared, and written anew.

Each page runs in a folder of its own that holds the sample reports as ``reports``, its snippets in their order:

- ``python`` runs; names stay known down the page. A ``text`` right below it is what it prints.
- ``console`` runs each command after ``$`` (``mediaqa``, ``python``) and compares what is shown below it with stdout
  followed by stderr. ``# exit 1`` behind a command is its exit code, 0 otherwise. Of ``make`` it is only looked whether
  the Makefile has that target: the targets make environments.
- ``<!-- file: NAME -->`` above a snippet saves it under that name instead; ``<!-- not run: why -->`` leaves it out.

In what is shown ``…`` stands for anything, blanks and line ends do not count, and the id of a report stands for the one
that is printed in its place: ids depend on where the files lie.

``python -m tests.snippets PAGE…`` writes what the commands print today into the pages.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from mediaqa.cli import app

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "examples" / "reports"
OFFLINE = Path(__file__).with_name("offline.py")
COLUMNS = 100
"""Width of the terminal that the pages show."""

_SNIPPET = re.compile(r"(?:<!-- (not run|file): ([^\n]+) -->\n)?```(\w+)\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
_EXIT = re.compile(r"# exit (\d)$")
_ID = re.compile(r"\b[0-9a-f]{16}\b")


class Snippet(NamedTuple):
    """A fenced block: its kind, its lines, where they begin in the page, what its mark says.

    ``shows`` tells that nothing but blanks parts it from the block above.
    """

    kind: str
    body: str
    start: int
    mark: str
    value: str
    shows: bool


class Step(NamedTuple):
    """What was run: where its output is shown, what is shown, and what was printed."""

    start: int
    what: str
    shown: str
    printed: str


def snippets_of(page: Path) -> list[Snippet]:
    """Return the snippets of a page that are code, output or files."""
    text, end = page.read_text(encoding="utf-8"), 0
    found = []
    for match in _SNIPPET.finditer(text):
        shows = not text[end : match.start()].strip()
        found.append(Snippet(match[3], match[4], match.start(4), match[1] or "", match[2] or "", shows))
        end = match.end()
    return found


def run_page(page: Path) -> Iterator[Step]:
    """Run a page in the working directory; yield each step that may show an output."""
    names: dict[str, object] = {}
    printed: str | None = None
    for snippet in snippets_of(page):
        before, printed = printed, None
        if snippet.mark == "file":
            Path(snippet.value).write_text(snippet.body, encoding="utf-8")
        elif snippet.mark:
            continue
        elif snippet.kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(snippet.body, str(page), "exec"), names)
            printed = out.getvalue()
        elif snippet.kind == "text" and snippet.shows and before is not None:
            yield Step(snippet.start, "the snippet above", snippet.body, before)
        elif snippet.kind == "console":
            yield from _session(snippet)


_known: dict[str, str] = {}
"""The ids of the page that is running, as it writes them, and those that were printed in their place."""


def _session(snippet: Snippet) -> Iterator[Step]:
    for command in _COMMAND.finditer(snippet.body):
        wanted = _EXIT.search(command[1])
        code, printed = _run(shlex.split(_ID.sub(lambda id_: _known[id_[0]], command[1]), comments=True))
        assert code == int(wanted[1] if wanted else 0), f"{command[1]}: exit {code}\n{printed}"
        yield Step(snippet.start + command.start(2), command[1], command[2], printed)


def _run(words: list[str]) -> tuple[int, str]:
    program, *arguments = words
    if program == "make":
        assert re.search(rf"^{arguments[0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), arguments
        return 0, ""
    if program == "python":
        command = [sys.executable, str(OFFLINE), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr
    assert program == "mediaqa", f"{program} is not run here"
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch("mediaqa.console.terminal_width", return_value=COLUMNS),
        contextlib.suppress(SystemExit),
    ):
        try:
            app(arguments, prog_name="mediaqa")
        except SystemExit as exit_:
            return int(exit_.code or 0), out.getvalue() + err.getvalue()
    raise AssertionError("the command line always exits")


def matches(step: Step) -> bool:
    """Say whether the page shows what was printed, and learn its ids."""
    pattern, ids = "", dict[str, str]()
    for part in re.split(rf"(…|{_ID.pattern})", _folded(step.shown)):
        if part == "…":
            pattern += ".*?"
        elif _ID.fullmatch(part):
            pattern += _known.get(part) or (f"(?P={ids[part]})" if part in ids else f"(?P<id{len(ids)}>{_ID.pattern})")
            ids.setdefault(part, f"id{len(ids)}")
        else:
            pattern += re.escape(part).replace(r"\ ", " ?" if "…" in step.shown else " ")
    found = re.fullmatch(pattern, _folded(step.printed), re.DOTALL)
    if found:
        _known.update({id_: found[group] for id_, group in ids.items() if id_ not in _known})
    return found is not None


def forget_ids() -> None:
    """Begin another page."""
    _known.clear()


def _folded(text: str) -> str:
    return " ".join(text.split())


def rewritten(page: Path) -> str:
    """Return a page with what its commands print today; what is shown in part is told and left as it is."""
    text, moved = page.read_text(encoding="utf-8"), 0
    for step in run_page(page):
        if matches(step) or not step.shown.strip():
            continue
        if "…" in step.shown:
            print(f"{page}: shown in part, edit by hand: {step.what}\n{step.printed}", file=sys.stderr)
            continue
        shown_as = {printed: written for written, printed in _known.items()}
        fresh = _ID.sub(lambda id_, known=shown_as: known.get(id_[0], id_[0]), step.printed).rstrip() + "\n"  # type: ignore[misc]
        _known.update({id_: id_ for id_ in _ID.findall(step.printed) if id_ not in shown_as})
        start = step.start + moved
        text = text[:start] + fresh + text[start + len(step.shown) :]
        moved += len(fresh) - len(step.shown)
    return text


def main() -> None:
    """Rewrite the pages that are named."""
    for name in [name for name in os.environ if name.startswith("MEDIAQA_") or name == "OPENAI_API_KEY"]:
        del os.environ[name]
    for page in [Path(name).resolve() for name in sys.argv[1:]]:
        forget_ids()
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            shutil.copytree(SAMPLES, "reports")
            page.write_text(rewritten(page), encoding="utf-8")


if __name__ == "__main__":
    main()
