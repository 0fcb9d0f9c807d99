import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from typing import Any, ClassVar, Self

import pytest
from typer.testing import CliRunner, Result

import mediaqa
from mediaqa.answers import Answer, Citation, Claim, RejectedClaim
from mediaqa.cli import app
from mediaqa.console import print_answer
from mediaqa.errors import MissingPathError, ReportNotFoundError
from mediaqa.events import ClaimVerified, Done, Event, Retrying, told
from mediaqa.outcomes import AddResult, CheckResult, Failure, Problem
from mediaqa.settings import Settings
from mediaqa.values import Overrides, Report, ReportInfo

TEXT = "The boats came home on 11 June.\n\nNobody waited."
REPORT = Report(id="0123456789abcdef", source="/r/a.md", title="The Narrows", publisher="Meridian", text=TEXT)
ANSWER = Answer(question="Who waited?", kind="quoted", status="not_found", text="The reports do not say.")
COMMANDS = [
    "index",
    "ask",
    "search",
    "statements",
    "voices",
    "reports",
    "show",
    "remove",
    "check",
    "reembed",
    "export",
    "import",
]
FILTERS: dict[str, object] = {
    "limit": None, "published_after": None, "published_before": None, "publisher": None, "report": None,
    "section": None, "speaker": None, "outlet": None, "tags": (), "metadata": {},
}  # fmt: skip


class Scripted:
    """A corpus that records how it is called and gives what the test laid ready."""

    settings: Settings
    calls: ClassVar[list[tuple[str, tuple[Any, ...], dict[str, Any]]]] = []
    gives: ClassVar[dict[str, Any]] = {}

    @classmethod
    def open(cls, *args: Any, **more: Any) -> Self:
        cls.calls.append(("open", args, more))
        opened = cls()
        opened.settings = more["settings"]
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.calls.append(("close", (), {}))

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            self.calls.append((name, args, more))
            if isinstance(self.gives[name], BaseException):
                raise self.gives[name]
            return self.gives[name]

        return call


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MEDIAQA_CORPUS", "MEDIAQA_EMBEDDING", "MEDIAQA_LLM_MODEL", "MEDIAQA_LLM_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(mediaqa, "Corpus", Scripted, raising=False)
    Scripted.calls.clear()
    Scripted.gives.clear()


def run(*args: str, **gives: Any) -> Result:
    if isinstance(gives.get("ask"), Answer):
        gives["ask"] = list(told(gives["ask"]))
    Scripted.gives.update({"ask_stream" if name == "ask" else name: given for name, given in gives.items()})
    return CliRunner().invoke(app, args, prog_name="mediaqa")


def call(name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    name = "ask_stream" if name == "ask" else name
    (found,) = [(args, more) for called, args, more in Scripted.calls if called == name]
    return found


def test_version() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("mediaqa 0.")


def test_help_lists_the_commands_in_the_order_of_use() -> None:
    listed = run("--help").stdout.split("Commands:\n")[1]
    names = [line.split()[0] for line in listed.splitlines() if line[:3].strip() and line[2] != " "]
    assert names == [*COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_corpus_and_gives_json(command: str) -> None:
    help_text = run(command, "--help").stdout
    assert "--corpus PATH" in help_text
    assert "--json" in help_text
    assert "else MEDIAQA_CORPUS, else .mediaqa here" in " ".join(help_text.split())


@pytest.mark.parametrize(
    "args",
    [
        ("nonsense",),
        ("ask",),
        ("index",),
        ("reembed",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--neighbours", "-1"),
        ("search", "x", "--after", "last week"),
        ("index", "x", "--date", "03/04/2021"),
        ("show", "x", "--at", "9-3"),
        ("show", "x", "--at", "one-two"),
    ],
)
def test_usage_errors_exit_with_2_and_open_nothing(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: mediaqa" in result.stderr
    assert Scripted.calls == []


def test_index_passes_paths_and_what_the_caller_knows_better() -> None:
    result = run(
        "index", "a.md", "folder", "--title", "T", "--series", "S", "--publisher", "P", "--author", "A",
        "--author", "B", "--date", "2021-10-24", "--document-number", "D-1", "--tag", "x", "--tag", "y",
        "--meta", "desk=east", "--meta", "case = 7 = 8",
        add=AddResult(added=(REPORT.info,)),
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "✓ 1 report   ↺ 0 changed   = 0 unchanged   ✗ 0 failed\n")
    overrides = Overrides(
        title="T", series="S", publisher="P", authors=("A", "B"), published_on=dt.date(2021, 10, 24),
        document_number="D-1", tags=("x", "y"),
    )  # fmt: skip
    assert call("add") == (("a.md", "folder"), {
        "overrides": overrides, "metadata": {"desk": "east", "case": "7 = 8"}, "on_progress": None,
    })  # fmt: skip
    assert call("open")[1]["create"] is True


def test_index_without_options_overrides_nothing() -> None:
    run("index", "a.md", add=AddResult())
    assert call("add")[1]["overrides"] == Overrides()


def test_index_exits_with_1_when_a_file_failed() -> None:
    failed = AddResult(added=(REPORT.info,), failed=(Failure(source="b.txt", error="b.txt: empty", hint="Look."),))
    result = run("index", "folder", add=failed)
    assert result.exit_code == 1
    assert result.stdout == "✓ 1 report   ↺ 0 changed   = 0 unchanged   ✗ 1 failed (listed)\n"
    assert result.stderr == "mediaqa: failed: b.txt: empty. Look.\n"


def test_a_known_error_is_one_line_with_a_hint() -> None:
    result = run("index", "a.md", add=MissingPathError("a.md: no such file"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"mediaqa: a.md: no such file. {MissingPathError.hint}\n"


def test_the_corpus_is_closed_after_an_error() -> None:
    run("remove", "ab", remove=ReportNotFoundError("no report ab"))
    assert Scripted.calls[-1][0] == "close"


def test_ctrl_c_exits_with_130_and_closes_the_corpus() -> None:
    result = run("ask", "who?", ask=KeyboardInterrupt())
    assert (result.exit_code, result.output) == (130, "")
    assert Scripted.calls[-1][0] == "close"


def test_a_wrong_setting_is_a_known_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAQA_SEARCH_LIMIT", "many")
    result = run("reports")
    assert result.exit_code == 1
    assert result.stderr.startswith("mediaqa: settings: search_limit: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(("command", "own"), [("ask", {"llm": None}), ("search", {"neighbours": 2})])
def test_filters_reach_the_corpus(command: str, own: dict[str, int]) -> None:
    result = run(
        command, "who?", "--limit", "5", "--after", "2021-10-01", "--before", "2021-12-31", "--publisher", "P",
        "--report", "ab", "--section", "S", "--speaker", "V", "--outlet", "O", "--tag", "x", "--tag", "y",
        "--meta", "desk=east", "--json",
        *(part for name, value in own.items() for part in (f"--{name}", str(value))),
        ask=ANSWER, search=[],
    )  # fmt: skip
    assert result.exit_code == 0
    assert call(command) == (
        ("who?",),
        {
            "limit": 5, "published_after": dt.date(2021, 10, 1), "published_before": dt.date(2021, 12, 31),
            "publisher": "P", "report": "ab", "section": "S", "speaker": "V", "outlet": "O", "tags": ["x", "y"],
            "metadata": {"desk": "east"}, **own,
        },
    )  # fmt: skip
    assert call("open")[1]["create"] is False


@pytest.mark.parametrize(("command", "own"), [("ask", {"llm": None}), ("search", {"neighbours": 0})])
def test_without_options_nothing_is_filtered(command: str, own: dict[str, int]) -> None:
    run(command, "who?", ask=ANSWER, search=[])
    assert call(command) == (("who?",), FILTERS | own)


def test_not_found_is_an_answer_not_an_error() -> None:
    result = run("ask", "Who waited?", ask=ANSWER)
    assert (result.exit_code, result.stdout) == (0, "The reports do not say.\n")


def test_json_of_an_answer_is_the_wire_format() -> None:
    answer = ANSWER.model_copy(update={"text": "Никто не ждал."})
    result = run("ask", "Who waited?", "--json", ask=answer)
    assert Answer.model_validate_json(result.stdout) == answer
    assert "Никто не ждал." in result.stdout


def test_nothing_found_is_said_on_stderr() -> None:
    result = run("search", "x", search=[])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "mediaqa: nothing found\n")
    assert json.loads(run("search", "x", "--json", search=[]).stdout) == []


def test_reports_as_text_and_as_json() -> None:
    assert run("reports", reports=[REPORT.info]).stdout == "0123456789abcdef  The Narrows — Meridian\n"
    listed = json.loads(run("reports", "--json", reports=[REPORT.info]).stdout)
    assert [ReportInfo.model_validate(info) for info in listed] == [REPORT.info]


def test_an_empty_corpus_says_what_to_do() -> None:
    result = run("reports", reports=[])
    assert result.stdout == ""
    assert result.stderr == "mediaqa: no reports yet; index some with `mediaqa index REPORTS`\n"


def test_show_marks_the_cited_span() -> None:
    result = run("show", "0123", "--at", "4-9", report=REPORT)
    assert call("report") == (("0123",), {})
    assert result.stdout == (
        "The Narrows — Meridian\n0123456789abcdef:4-9\n\nThe ⟦boats⟧ came home on 11 June.\n\nNobody waited.\n"
    )


def test_show_as_json_quotes_the_span() -> None:
    shown = json.loads(run("show", "0123", "--at", "4-9", "--json", report=REPORT).stdout)
    assert shown["at"] == {"start": 4, "end": 9, "quote": "boats"}
    assert shown["report"]["id"] == REPORT.id
    assert shown["text"][shown["at"]["start"] - shown["start"] :].startswith("boats")


def test_show_refuses_a_place_beyond_the_text() -> None:
    result = run("show", "0123", "--at", "40-90", report=REPORT)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "mediaqa: --at 40-90: there is no such place. The text of report 0123456789abcdef has 47 characters.\n"
    )


def test_remove_says_what_is_gone() -> None:
    result = run("remove", "0123", remove=REPORT.info)
    assert result.stdout == "removed 0123456789abcdef  The Narrows — Meridian\n"
    assert ReportInfo.model_validate_json(run("remove", "0123", "--json").stdout) == REPORT.info


def test_check_exits_with_1_when_something_is_left_wrong() -> None:
    problem = Problem(kind="lost_vector", detail="no vector")
    wrong = CheckResult(reports=1, passages=2, problems=(problem,))
    assert run("check", check=wrong).exit_code == 1
    assert json.loads(run("check", "--json", check=wrong).stdout)["ok"] is False
    mended = CheckResult(reports=1, passages=2, problems=(problem.model_copy(update={"repaired": True}),))
    Scripted.calls.clear()
    assert run("check", "--repair", check=mended).exit_code == 0
    assert call("check") == ((), {"repair": True, "on_progress": None})


def test_reembed_names_the_service_before_it_gets_text() -> None:
    result = run("reembed", "--embedding", "openai", reembed=None)
    assert (result.exit_code, result.stdout) == (0, "the vectors are now those of openai\n")
    assert result.stderr.splitlines() == [
        "mediaqa: note: text goes to openai to be embedded",
        "mediaqa: note: set MEDIAQA_EMBEDDING=openai to use this corpus from now on",
    ]
    assert call("reembed") == (("openai",), {"on_progress": None})


def test_a_foreign_embedding_is_named_on_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("ask", "who?", ask=ANSWER).stderr == ""
    monkeypatch.setenv("MEDIAQA_EMBEDDING", "openai")
    assert run("ask", "who?", ask=ANSWER).stderr == "mediaqa: note: text goes to openai to be embedded\n"
    assert run("show", "0123", report=REPORT).stderr == ""
    assert run("reembed", "--embedding", "static", reembed=None).stderr.startswith("mediaqa: note: set")
    assert run("reembed", "--embedding", "openai", reembed=None).stderr.count("\n") == 1


def test_the_corpus_is_the_option_or_the_setting_or_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    run("reports", reports=[])
    assert str(call("open")[0][0]) == str(Settings.model_fields["corpus"].default) == ".mediaqa"
    monkeypatch.setenv("MEDIAQA_CORPUS", "/from/environment")
    Scripted.calls.clear()
    run("reports", reports=[])
    assert str(call("open")[0][0]) == "/from/environment"
    Scripted.calls.clear()
    run("reports", "--corpus", "/from/option", reports=[])
    assert str(call("open")[0][0]) == "/from/option"


@pytest.mark.parametrize("option", ["--title", "--series", "--publisher", "--document-number"])
def test_empty_override_is_a_usage_error(option: str) -> None:
    result = run("index", "reports", option, " ")
    assert result.exit_code == 2
    assert "is empty; leave the option out" in " ".join(result.stderr.split())


def test_the_language_model_is_named_before_it_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("ask", "who?", "--llm", "qwen", "--base-url", "http://127.0.0.1:9/v1", ask=ANSWER)
    assert result.stderr == "mediaqa: note: text goes to qwen at http://127.0.0.1:9/v1\n"
    settings = call("open")[1]["settings"]
    assert (settings.llm_model, settings.llm_base_url) == ("qwen", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    note = "mediaqa: note: text goes to gpt-4.1-mini at https://api.openai.com/v1\n"
    assert run("ask", "who?", ask=ANSWER).stderr == note
    Scripted.calls.clear()
    assert run("ask", "who?", "--no-llm", ask=ANSWER).stderr == ""
    assert call("ask")[1]["llm"] is False
    assert run("search", "who?", search=[]).stderr == "mediaqa: nothing found\n"


def test_rejected_claims_are_shown_on_request() -> None:
    rejected = RejectedClaim(text="Nine envoys left.", reason="number", detail="9 is not in the text")
    answer = ANSWER.model_copy(update={"rejected": (rejected,)})
    assert "Nine envoys" not in run("ask", "who?", ask=answer).stdout
    shown = run("ask", "who?", "--show-rejected", ask=answer).stdout.splitlines()
    assert shown[-1] == "rejected (number): Nine envoys left. — 9 is not in the text"


def test_claims_of_a_language_model_are_printed_as_they_are_proved() -> None:
    citation = Citation(number=1, quote="Nobody waited.", report=REPORT.info, start=33, end=47, passage_id="x")
    claims = [Claim(text=text, citations=(citation,)) for text in ("Nobody waited.", "No one was there.")]
    answer = ANSWER.model_copy(
        update={
            "kind": "composed",
            "status": "answered",
            "claims": tuple(claims),
            "text": "Nobody waited. [1] No one was there. [1]",
        }
    )
    seen: list[str] = []
    stdout = io.StringIO()

    def events() -> Iterator[Event]:
        yield Retrying(reasons=("number: nine",))
        for claim in claims:
            yield ClaimVerified(claim=claim)
            seen.append(stdout.getvalue())
        yield Done(answer=answer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stdout)
        printed = print_answer(events(), as_made=True, show="mediaqa show")
    assert printed == answer
    assert seen == ["Nobody waited. [1]\n", "Nobody waited. [1]\nNo one was there. [1]\n"]
    assert stdout.getvalue().splitlines()[2:4] == ["", "Sources"]
    assert stdout.getvalue().count("Nobody waited. [1]") == 1
