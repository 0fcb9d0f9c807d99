"""Where the command line's output goes: a terminal, with styles and a width, or a pipe, as plain lines.

Data goes to stdout; progress and notes go to stderr. Rich is imported for a terminal alone.
"""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mediaqa.labels import labels_of
from mediaqa.rendering import (
    ALSO_SHOWN,
    Line,
    Role,
    answer_lines,
    claim_lines,
    describe,
    folded,
    place_of,
    printable,
    proof_lines,
    wrapped,
)

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from mediaqa.answers import Answer
    from mediaqa.errors import MediaQAError
    from mediaqa.events import Event
    from mediaqa.outcomes import AddResult, CheckResult, ExportResult, OnProgress, Progress
    from mediaqa.tables import Table
    from mediaqa.values import Hit, Passage, Report, ReportInfo, Span

WIDEST = 100
"""Columns that a line is let grow to: longer ones are hard to read, however wide the terminal."""

SURROUNDINGS = 600
"""Characters shown on each side of a cited span, at least: a paragraph or so."""

PATIENCE = 0.5
"""Seconds that work may take before a progress bar appears."""

WARNINGS_SHOWN = 20

STYLES = {"answer": "", "heading": "bold", "quote": "bold green", "detail": "cyan", "note": "italic", "blank": ""}
DIM = "dim"
CITED = "reverse"
OPENING, CLOSING = "⟦", "⟧"
_STAGES = {name: name.capitalize() for name in ("reading", "checking", "embedding", "exporting", "importing")}


def terminal_width() -> int | None:
    """Return the columns to fill on stdout; ``None`` in a pipe, where nothing is wrapped."""
    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else None


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines on stdout, each in the style of its role where there is a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    from rich.text import Text

    console = _console()
    for line in lines:
        text = Text.assemble((line.before, DIM), (line.text, STYLES[line.role]))
        console.print(text, soft_wrap=True)


def print_answer(events: "Iterable[Event]", *, as_made: bool, show: str) -> "Answer":
    """Print an answer and return it: with ``as_made`` each claim as soon as it is proved, then the rest; else whole."""
    from mediaqa.events import ClaimVerified, Retrying, answer_of

    width, printed = terminal_width(), False

    def shown() -> "Iterator[Event]":
        nonlocal printed
        for event in events:
            if isinstance(event, ClaimVerified) and as_made:
                print_lines(claim_lines(event.claim, width=width))
                sys.stdout.flush()
                printed = True
            elif isinstance(event, Retrying):
                print_note("note: nothing of the reply could be proved; the model is asked once more")
            yield event

    answer = answer_of(shown())
    print_lines((proof_lines if printed else answer_lines)(answer, width=width, show=show))
    return answer


def print_table(table: "Table", form: str) -> None:
    """Print a table on stdout: as ``csv``, as ``markdown``, or as a ``table`` to read."""
    from mediaqa.tables import csv_text, markdown_text, plain_lines

    if form != "table":
        sys.stdout.write((csv_text if form == "csv" else markdown_text)(table))
        return
    if not table.rows:
        return
    if not sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line in plain_lines(table))
        return
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in table.columns:
        drawn.add_column(column, overflow="fold", ratio=3 if column == table.widest else 1)
    for row in table.rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    _console().print(drawn)


def print_text(text: str) -> None:
    """Print one line of data on stdout."""
    sys.stdout.write(f"{printable(text)}\n")


def print_json(value: "BaseModel | Sequence[BaseModel] | dict[str, object]") -> None:
    """Print one JSON document on stdout."""
    sys.stdout.write(json.dumps(_jsonable(value), ensure_ascii=False, indent=2) + "\n")


def print_note(text: str) -> None:
    """Print one line on stderr."""
    sys.stderr.write(f"mediaqa: {folded(printable(text))}\n")


def print_error(error: "MediaQAError") -> None:
    """Print a known error as one line on stderr, with what to do about it."""
    print_note(_with_hint(str(error), error.hint))


def hits_lines(hits: Sequence["Hit"], *, width: int | None, show: str) -> list[Line]:
    """Return the lines of a list of hits, best first, each with its scores and its neighbours."""
    lines: list[Line] = []
    for rank, hit in enumerate(hits, 1):
        lines += [Line("", "", "blank")] if lines else []
        lines += _hit_lines(f"{rank}. ", hit, width, show)
    return lines


def reports_lines(reports: Iterable["ReportInfo"], *, width: int | None) -> list[Line]:
    """Return for each report what it is, then who wrote it and what it holds, then its near-duplicates."""
    lines: list[Line] = []
    for report in reports:
        before = f"{report.id}  "
        lines += wrapped(describe(report), "answer", width, before)
        lines += wrapped(_facts(report), "detail", width, " " * len(before))
        if report.duplicates:
            same = f"≈ near-duplicate of {', '.join(report.duplicates)}"
            lines += wrapped(same, "note", width, " " * len(before))
    return lines


def show_lines(report: "Report", span: "Span | None", *, width: int | None) -> list[Line]:
    """Return the lines above a shown text: what the report is, and where the span stands."""
    lines = [*wrapped(describe(report), "heading", width), *wrapped(_facts(report), "detail", width)]
    place = _place_at(report, span) if span else ""
    if span:
        where = f"{report.id}:{span.start}-{span.end}"
        lines += wrapped(f"{where}, {place}" if place else where, "detail", width)
    return [*lines, Line("", "", "blank")]


def around(text: str, span: "Span | None") -> "Span":
    """Return the part of a text to show: whole paragraphs, ``SURROUNDINGS`` each side of the span, or all of it."""
    from mediaqa.values import Span

    if span is None:
        return Span(0, len(text))
    start, end = text.rfind("\n", 0, max(span.start - SURROUNDINGS, 0)), text.find("\n", span.end + SURROUNDINGS)
    return Span(start + 1, len(text) if end < 0 else end)


def shown(report: "Report", window: "Span", span: "Span | None") -> dict[str, object]:
    """Return the JSON of ``show``: the report without its text, the part that is shown, and the cited span."""
    cited = {"start": span.start, "end": span.end, "quote": span.of(report.text)} if span else None
    part = {"start": window.start, "end": window.end, "text": window.of(report.text)}
    return {"report": report.info, **part, "at": cited}


def print_span(text: str, window: "Span", span: "Span | None") -> None:
    """Print part of a text with a span marked: in reverse video where the terminal can, else between ⟦ and ⟧."""
    text = printable(text)
    start, end = span or (window.end, window.end)
    before, words, after = text[window.start : start], text[start:end], text[end : window.end]
    console = _console() if sys.stdout.isatty() else None
    if console and console.color_system:
        from rich.text import Text

        console.print(Text.assemble(before, (words, CITED), after), width=terminal_width())
        return
    marked = f"{OPENING}{words}{CLOSING}" if span else ""
    sys.stdout.write(f"{before}{marked}{after}\n")


def print_counts(result: "AddResult") -> None:
    """Print what became of the sources in one line, and what failed or is doubtful on stderr."""
    failed = f"✗ {len(result.failed)} failed" + (" (listed)" if result.failed else "")
    print_text(
        f"✓ {_counted(len(result.added), 'report')}   ↺ {len(result.changed)} changed   "
        f"= {len(result.unchanged)} unchanged   {failed}"
    )
    doubts = [f"{info.title}: {doubt}" for info in result.added + result.changed for doubt in info.warnings]
    for doubt in doubts[:WARNINGS_SHOWN]:
        print_note(f"note: {doubt}")
    if len(doubts) > WARNINGS_SHOWN:
        print_note(f"note: {len(doubts) - WARNINGS_SHOWN} more; --json shows them all")
    for failure in result.failed:
        print_note(f"failed: {_with_hint(failure.error, failure.hint)}")


def print_exported(result: "ExportResult") -> None:
    """Print what was exported in one line."""
    held = f"{_counted(result.reports, 'report')}, {_counted(result.passages, 'passage')}"
    print_text(f"exported to {result.path}: {held}{'' if result.vectors else ', without vectors'}")


def print_verdict(result: "CheckResult") -> None:
    """Print one line for each problem, then whether the corpus is sound."""
    for problem in result.problems:
        report = f" (report {problem.report_id})" if problem.report_id else ""
        print_text(f"{'repaired' if problem.repaired else 'problem'}: {problem.detail}{report} [{problem.kind}]")
    held = f"{_counted(result.reports, 'report')}, {_counted(result.passages, 'passage')}"
    left = sum(not problem.repaired for problem in result.problems)
    print_text(f"ok: {held}" if result.ok else f"not ok: {_counted(left, 'problem')} in {held}")


@contextmanager
def progress_bar() -> Iterator["OnProgress | None"]:
    """Give a callback that draws a bar on stderr once work takes long; ``None`` where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    try:
        yield _patient(bar.start, bar.add_task, bar.update)
    finally:
        bar.stop()


def _patient(
    start: Callable[[], None], add: Callable[..., int], update: Callable[..., None]
) -> "Callable[[Progress], None]":
    """Return a callback that starts a bar after ``PATIENCE`` and gives each stage a line of its own."""
    began = time.monotonic()
    tasks: dict[str, int] = {}

    def on_progress(step: "Progress") -> None:
        if time.monotonic() - began < PATIENCE:
            return
        if not tasks:
            start()
        if step.stage not in tasks:
            tasks[step.stage] = add(_STAGES[step.stage], total=step.total, rate="")
        rate = f"{step.rate:.1f}/s" if step.rate else ""
        update(tasks[step.stage], completed=step.done, total=step.total, rate=rate)

    return on_progress


def _with_hint(message: str, hint: str) -> str:
    return f"{message if message.endswith(('.', '!', '?')) else message + '.'} {hint}".rstrip()


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _jsonable(value: object) -> object:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {key: _jsonable(part) for key, part in value.items()}
    return [_jsonable(part) for part in value] if isinstance(value, list | tuple) else value


def _hit_lines(before: str, hit: "Hit", width: int | None, show: str) -> Iterator[Line]:
    passage, blank = hit.passage, " " * len(before)
    yield from wrapped(describe(hit.report), "heading", width, before)
    place = place_of(passage.section, passage.page, labels_of(None))
    yield from wrapped(" · ".join(filter(None, (place, _scores(hit)))), "detail", width, blank)
    yield from _passages_lines(hit.before, "answer", width, blank)
    yield from _passages_lines((passage,), "quote", width, blank)
    yield from _passages_lines(hit.after, "answer", width, blank)
    for twin in hit.duplicates[:ALSO_SHOWN]:
        yield from wrapped(f"also in {describe(twin.report)} ({twin.report.id})", "detail", width, blank)
    yield Line(blank, f"{show} {passage.report_id} --at {passage.start}-{passage.end}", "detail")


def _passages_lines(passages: Iterable["Passage"], role: Role, width: int | None, before: str) -> Iterator[Line]:
    for passage in passages:
        for paragraph in passage.text.split("\n\n"):
            yield from wrapped(paragraph, role, width, before)


def _scores(hit: "Hit") -> str:
    sides = (("meaning", hit.dense_score), ("words", hit.lexical_score))
    parts = [f"{name} {score:.2f}" for name, score in sides if score is not None]
    return f"score {hit.score:.2f}" + (f" ({', '.join(parts)})" if parts else "")


def _facts(report: "ReportInfo") -> str:
    passages = _counted(report.passage_count, "passage") if report.passage_count else None
    pages = _counted(report.page_count, "page") if report.page_count else None
    authors = f"by {', '.join(report.authors)}" if report.authors else None
    return " · ".join(filter(None, (authors, report.series, report.document_number, pages, passages)))


def _place_at(report: "Report", span: "Span") -> str:
    section = next((s.title for s in report.sections if s.start <= span.start < s.end), None)
    page = next((p.number for p in report.pages if p.start <= span.start < p.end), None)
    return place_of(section, page, labels_of(None))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
