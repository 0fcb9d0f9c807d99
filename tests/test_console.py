import io
import sys
from collections.abc import Callable

import pytest

from mediaqa import console
from mediaqa.outcomes import AddResult, CheckResult, Failure, Problem, Progress
from mediaqa.rendering import Line
from mediaqa.values import Hit, Passage, Report, Section, Span

TEXT = "A first paragraph.\n\nThe boats came home on 11 June. Nobody waited.\n\nA last paragraph."
CITED = Span(20, 51)
REPORT = Report(
    id="0123456789abcdef",
    source="/r/digest.md",
    title="The Narrows",
    publisher="Meridian",
    authors=("Hanna Verbeek", "Tadeus Quill"),
    document_number="SPD-9",
    page_count=5,
    passage_count=1,
    text=TEXT,
    sections=(
        Section(title=None, level=0, start=0, end=20),
        Section(title="Tavren", level=1, start=20, end=len(TEXT)),
    ),
)
PASSAGE = Passage(report_id=REPORT.id, start=20, end=68, text=TEXT[20:68], section="Tavren", page=2)
HIT = Hit(passage=PASSAGE, report=REPORT.info, score=0.8312, dense_score=0.5, lexical_score=None)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    def open_terminal(columns: int = 80, **environment: str) -> Terminal:
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(columns), **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdout", Terminal())
        assert isinstance(sys.stdout, Terminal)
        return sys.stdout

    return open_terminal


def test_a_pipe_has_no_width_and_no_colour(capsys: pytest.CaptureFixture[str]) -> None:
    assert console.terminal_width() is None
    console.print_lines([Line("[1] ", "quoted words", "quote")])
    assert capsys.readouterr().out == "[1] quoted words\n"


def test_a_terminal_is_filled_up_to_a_readable_width(on_terminal: Callable[..., Terminal]) -> None:
    on_terminal(60)
    assert console.terminal_width() == 60
    on_terminal(220)
    assert console.terminal_width() == 100


def test_quotes_are_highlighted_on_a_terminal(on_terminal: Callable[..., Terminal]) -> None:
    screen = on_terminal()
    console.print_lines([Line("[1] ", "quoted words", "quote")])
    assert screen.getvalue() == "\x1b[2m[1] \x1b[0m\x1b[1;32mquoted words\x1b[0m\n"


def test_no_color_is_respected(on_terminal: Callable[..., Terminal]) -> None:
    screen = on_terminal(NO_COLOR="1")
    console.print_lines([Line("[1] ", "quoted words", "quote")])
    assert "32m" not in screen.getvalue()
    assert "quoted words" in screen.getvalue()


def test_words_of_a_report_are_not_read_as_markup(on_terminal: Callable[..., Terminal]) -> None:
    screen = on_terminal()
    console.print_lines([Line("", "[red]not red[/red] :smile:", "answer")])
    assert screen.getvalue() == "[red]not red[/red] :smile:\n"


def test_a_cited_span_is_reversed_on_a_terminal(on_terminal: Callable[..., Terminal]) -> None:
    screen = on_terminal()
    console.print_span(TEXT, Span(0, len(TEXT)), CITED)
    assert "\x1b[7mThe boats came home on 11 June.\x1b[0m" in screen.getvalue()


def test_a_cited_span_is_bracketed_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_span(TEXT, Span(20, 68), CITED)
    assert capsys.readouterr().out == "⟦The boats came home on 11 June.⟧ Nobody waited.\n\n\n"


def test_a_cited_span_is_bracketed_where_reverse_video_is_missing(on_terminal: Callable[..., Terminal]) -> None:
    screen = on_terminal(TERM="dumb")
    console.print_span(TEXT, Span(0, len(TEXT)), CITED)
    assert "⟦The boats came home on 11 June.⟧" in screen.getvalue()


def test_a_whole_report_is_shown_without_marks(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_span(TEXT, console.around(TEXT, None), None)
    assert capsys.readouterr().out == f"{TEXT}\n"


def test_surroundings_are_whole_paragraphs() -> None:
    text = "\n".join(f"paragraph {number:03} " + "x" * 88 for number in range(30))
    window = console.around(text, Span(1500, 1510))
    shown = window.of(text)
    assert text[window.start - 1] == "\n"
    assert text[window.end] == "\n"
    assert shown.startswith("paragraph 008")
    assert shown.endswith("x")
    assert window.start <= 1500 - console.SURROUNDINGS
    assert window.end >= 1510 + console.SURROUNDINGS


def test_json_of_show_proves_the_quote() -> None:
    window = console.around(TEXT, CITED)
    shown = console.shown(REPORT, window, CITED)
    assert shown["at"] == {"start": 20, "end": 51, "quote": "The boats came home on 11 June."}
    assert (shown["start"], shown["end"], shown["text"]) == (0, len(TEXT), TEXT)
    assert shown["report"] == REPORT.info


def test_show_begins_with_the_report_and_the_place() -> None:
    assert [str(line) for line in console.show_lines(REPORT, CITED, width=None)] == [
        "The Narrows — Meridian",
        "by Hanna Verbeek, Tadeus Quill · SPD-9 · 5 pages · 1 passage",
        "0123456789abcdef:20-51, Tavren",
        "",
    ]


def test_a_hit_shows_its_place_its_scores_and_its_words() -> None:
    assert [str(line) for line in console.hits_lines([HIT], width=50, show="mediaqa show")] == [
        "1. The Narrows — Meridian",
        "   Tavren, page 2 · score 0.83 (meaning 0.50)",
        "   The boats came home on 11 June. Nobody waited.",
        "   mediaqa show 0123456789abcdef --at 20-68",
    ]


def test_neighbours_stand_around_a_hit_in_another_style() -> None:
    before = PASSAGE.model_copy(update={"start": 0, "end": 20, "text": TEXT[:20]})
    lines = console.hits_lines([HIT.model_copy(update={"before": (before,)})], width=None, show="mediaqa show")
    assert [(line.text, line.role) for line in lines[2:4]] == [
        ("A first paragraph.", "answer"),
        ("The boats came home on 11 June. Nobody waited.", "quote"),
    ]


def test_hits_are_numbered_and_apart() -> None:
    lines = [str(line) for line in console.hits_lines([HIT, HIT], width=None, show="mediaqa show")]
    assert lines[4:6] == ["", "2. The Narrows — Meridian"]


def test_a_report_is_listed_in_two_lines() -> None:
    assert [str(line) for line in console.reports_lines([REPORT.info], width=None)] == [
        "0123456789abcdef  The Narrows — Meridian",
        "                  by Hanna Verbeek, Tadeus Quill · SPD-9 · 5 pages · 1 passage",
    ]


def test_counts_go_to_stdout_and_failures_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = REPORT.info.model_copy(update={"warnings": ("the date is ambiguous",)})
    failure = Failure(source="/r/x.txt", error="/r/x.txt: nothing but blanks", hint="Check it.")
    console.print_counts(AddResult(added=(doubtful,), failed=(failure,)))
    out, err = capsys.readouterr()
    assert out == "✓ 1 report   ↺ 0 changed   = 0 unchanged   ✗ 1 failed (listed)\n"
    assert err.splitlines() == [
        "mediaqa: note: The Narrows: the date is ambiguous",
        "mediaqa: failed: /r/x.txt: nothing but blanks. Check it.",
    ]


def test_doubts_beyond_a_screenful_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = REPORT.info.model_copy(update={"warnings": ("unsure",) * (console.WARNINGS_SHOWN + 3)})
    console.print_counts(AddResult(added=(doubtful,)))
    err = capsys.readouterr().err.splitlines()
    assert len(err) == console.WARNINGS_SHOWN + 1
    assert err[-1] == "mediaqa: note: 3 more; --json shows them all"


def test_verdict_of_a_sound_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_verdict(CheckResult(reports=1, passages=12345))
    assert capsys.readouterr().out == "ok: 1 report, 12,345 passages\n"


def test_verdict_counts_what_is_not_repaired(capsys: pytest.CaptureFixture[str]) -> None:
    problems = (
        Problem(kind="lost_vector", detail="no vector", report_id="ab", repaired=True),
        Problem(kind="orphan_rows", detail="3 rows belong to no report"),
    )
    console.print_verdict(CheckResult(reports=2, passages=9, problems=problems))
    assert capsys.readouterr().out.splitlines() == [
        "repaired: no vector (report ab) [lost_vector]",
        "problem: 3 rows belong to no report [orphan_rows]",
        "not ok: 1 problem in 2 reports, 9 passages",
    ]


def test_notes_are_one_line_and_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_note("two\nlines \x1b[31m")
    assert capsys.readouterr().err == "mediaqa: two lines ␛[31m\n"


def test_progress_is_silent_where_nobody_sees_it() -> None:
    with console.progress_bar() as on_progress:
        assert on_progress is None


def test_a_bar_appears_only_when_work_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with console.progress_bar() as on_progress:
        assert on_progress is not None
        on_progress(Progress(stage="reading", done=1, total=2))
    assert screen.getvalue() == ""
    monkeypatch.setattr(console, "PATIENCE", 0.0)
    with console.progress_bar() as on_progress:
        assert on_progress is not None
        on_progress(Progress(stage="reading", done=1, total=2))
        on_progress(Progress(stage="embedding", done=3, total=4))
    assert "Reading" in screen.getvalue()
    assert "3/4" in screen.getvalue()
