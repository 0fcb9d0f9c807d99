"""The house: which module may import which, what it costs, and what is public."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mediaqa

SOURCE = Path(mediaqa.__file__).parent

FOREIGN = {
    "chromadb": {"store"},
    "tantivy": {"lexical"},
    "tiktoken": {"tokens"},
    "typer": {"cli", "arguments"},
    "filelock": {"store"},
    "tokenizers": {"embedding"},
    "safetensors": {"embedding"},
    "rapidfuzz": {"verifying"},
    "jiter": {"composing"},
    "openai": {"composing", "embedding"},
    "genai_prices": {"composing"},
    "trafilatura": {"reading"},
    "pypdfium2": {"reading"},
    "docx": {"reading"},
    "lxml": {"reading"},
    "httpx": {"fetching", "composing", "embedding"},
    "httpcore": {"fetching"},
}
"""The modules that may import a foreign package."""


def imports(path: Path, *, at_run_time: bool) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    considered = tree.body if at_run_time else ast.walk(tree)
    nodes = [node for node in considered if isinstance(node, (ast.Import, ast.ImportFrom))]
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in SOURCE.rglob("*.py")
    }


def test_modules_import_without_a_cycle() -> None:
    graph = {
        name: {found for found in imports(path, at_run_time=True) if found in modules() and found != "mediaqa"}
        for name, path in modules().items()
    }
    done: list[str] = []
    while len(done) < len(graph):
        ready = [name for name, needs in graph.items() if name not in done and needs <= set(done)]
        assert ready, f"a cycle among {sorted(set(graph) - set(done))}"
        done += sorted(ready)


@pytest.mark.parametrize("package", FOREIGN)
def test_foreign_package_has_one_home(package: str) -> None:
    homes = {
        name.split(".")[1]
        for name, path in modules().items()
        if any(found == package or found.startswith(f"{package}.") for found in imports(path, at_run_time=False))
    }
    assert homes <= FOREIGN[package]


def test_public_names_are_these() -> None:
    assert mediaqa.__all__ == [
        "AddResult", "Answer", "CheckResult", "Citation", "Claim", "ClaimRejected", "ClaimVerified", "Corpus", "Done",
        "ExportResult", "Hit", "ImportResult", "MediaQAError", "Overrides", "Passage", "Progress", "Report",
        "ReportInfo", "Retrying", "Section", "Settings", "Span", "Statement", "StatementHit", "Voice",
        "read_text", "verify",
    ]  # fmt: skip
    for name in mediaqa.__all__:
        assert getattr(mediaqa, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        mediaqa.nothing_of_that_name  # noqa: B018


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import mediaqa", ["pydantic", "chromadb", "numpy"]),
        ("from mediaqa import Corpus", ["chromadb", "llama_index", "openai", "tantivy", "typer", "rich"]),
        ("import mediaqa.library", ["llama_index", "openai", "typer", "wordllama"]),
    ],
)
def test_importing_pulls_in_nothing_heavy(statement: str, absent: list[str]) -> None:
    code = f"{statement}; import sys; print(*[name for name in {absent!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_library_code_is_silent_and_configures_no_logging() -> None:
    for name, path in modules().items():
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        names = {call.id for call in calls if isinstance(call, ast.Name)}
        attributes = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        assert "print" not in names, name
        assert "basicConfig" not in attributes, name
