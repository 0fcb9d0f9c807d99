"""The documentation: its snippets run and show what is printed, its links lead somewhere, its reference is the code's.

How snippets are written is told in ``tests/snippets.py``, which also writes them anew.
"""

import re
import runpy
import shutil
from pathlib import Path

import pytest
import typer.main

import mediaqa
from mediaqa import Answer, Citation, Claim, Corpus, Hit, Passage, ReportInfo, Settings, errors
from mediaqa.answers import Check, Conflict, RejectedClaim, Timings, Usage
from mediaqa.cli import app
from mediaqa.searching import SearchFilters
from tests.conftest import ROOT, SAMPLES
from tests.snippets import Step, forget_ids, matches, rewritten, run_page, snippets_of

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
MAY_NEED_MORE = 3
"""Snippets that a page may leave out of the test."""

LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
REFERENCE = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))["PAGES"]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: str) -> str:
    return (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the sample reports, as a page has it."""
    shutil.copytree(SAMPLES, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    forget_ids()
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if snippets_of(page)], ids=name_of)
def test_snippets_run_and_show_what_is_printed(page: Path, folder: Path) -> None:
    for step in run_page(page):
        assert matches(step), f"{step.what}\n{step.printed}\nor: python -m tests.snippets {name_of(page)}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_few_snippets_are_left_out(page: Path) -> None:
    code = [snippet for snippet in snippets_of(page) if snippet.kind in {"python", "console"}]
    assert sum(snippet.mark == "not run" for snippet in code) <= MAY_NEED_MORE


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
    assert text_of(page) == REFERENCE[page](), "run: python docs/make_reference.py"


def test_every_page_is_in_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    assert {page for page in PAGES if page.is_relative_to(ROOT / "docs")} - {index} == linked


def test_every_setting_is_documented_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{field.default}`"
        row = rf"^\| `{name}` \| `(MEDIAQA_{name.upper()}|OPENAI_API_KEY)` \| {re.escape(default)} \|"
        assert re.search(row, text_of("settings.md"), re.MULTILINE), name


def test_every_error_is_documented_with_what_to_do() -> None:
    page = text_of("errors.md")
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.MediaQAError):
            _, _, section = page.partition(f"## {error.__name__}\n")
            assert section, error
            assert error.hint in section.partition("\n## ")[0]


def test_every_command_and_option_is_documented() -> None:
    page = text_of("cli.md")
    for name, command in getattr(typer.main.get_command(app), "commands", {}).items():
        _, _, section = page.partition(f"## mediaqa {name}\n")
        for parameter in command.params:
            argument = parameter.metavar or parameter.opts[0].upper()
            called = parameter.opts[0] if parameter.param_type_name == "option" else argument
            assert f"| `{called}" in section.partition("\n## ")[0], (name, called)


def test_every_public_name_method_and_filter_is_documented() -> None:
    page = text_of("python.md")
    for name in (*mediaqa.__all__, *(f"Corpus.{name}" for name in vars(Corpus) if not name.startswith("_"))):
        twin = name.startswith("Corpus.a") and hasattr(Corpus, name.removeprefix("Corpus.a"))
        assert re.search(
            rf"`{name.removeprefix('Corpus.')}`" if twin else rf"^##+ {re.escape(name)}$", page, re.MULTILINE
        ), name
    for name in SearchFilters.__annotations__:
        assert f"| `{name}` |" in page


@pytest.mark.parametrize(
    "model", [Answer, Claim, Citation, Check, RejectedClaim, Conflict, Usage, Timings, Hit, Passage, ReportInfo]
)
def test_every_field_of_an_answer_is_documented(model: type[Answer]) -> None:
    for field in model.model_fields:
        assert f"`{field}`" in text_of("answer-format.md"), field


def shown(shown: str, printed: str) -> bool:
    return matches(Step(0, "a command", shown, printed))


def test_output_is_compared_with_what_is_shown(folder: Path) -> None:
    assert shown("one\ntwo three\n", "one two\nthree")
    assert not shown("one two\n", "one two three")
    assert shown("one … four\n", "one two three four")
    assert not shown("one … four\n", "one two three")


def test_an_id_stands_for_the_one_that_is_printed_in_its_place(folder: Path) -> None:
    assert shown("removed 0123456789abcdef\n", "removed fedcba9876543210")
    assert shown("show 0123456789abcdef\n", "show fedcba9876543210")
    assert not shown("show 0123456789abcdef\n", "show 0000000000000000")
    assert not shown("show 1111111111111111, 1111111111111111\n", "show 2222222222222222, 3333333333333333")


def test_a_page_is_written_anew_with_what_is_printed(folder: Path) -> None:
    page = folder / "page.md"
    session = "```console\n$ mediaqa index a.txt  # exit 1\n{}\n$ mediaqa index b.txt  # exit 1\nno … file\n```\n"
    page.write_text(session.format("old"))
    assert rewritten(page) == session.format(
        "mediaqa: a.txt: no such file or folder. Check the path; a pattern (notes/*.docx) must match a file."
    )


def test_an_output_below_a_snippet_is_compared_with_what_it_prints(folder: Path) -> None:
    page = folder / "page.md"
    session = "```python\n{}\n```\n\n```text\nshut\n```\n"
    for code, right in (("print('shut')", True), ("print('open')", False), ("pass", False)):
        page.write_text(session.format(code))
        assert [matches(step) for step in run_page(page)] == [right]


def test_a_wrong_exit_code_is_noticed(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("```console\n$ mediaqa check\n…\n```\n")
    with pytest.raises(AssertionError, match="exit 1"):
        list(run_page(page))
