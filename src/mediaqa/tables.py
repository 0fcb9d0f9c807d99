"""Statements and voices as tables, in the forms that analysts paste: plain text, CSV, Markdown."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mediaqa.rendering import escaped, folded, printable

if TYPE_CHECKING:
    from mediaqa.voices import StatementHit, Voice

BESIDE, NEAR = 3, 40
"""Characters between a cue and what it introduces, at most, for the two to be read as one: "denied that …"; and for the
words between to be left out: "denied … that"."""

_FORMULA = re.compile(r"[=+\-@\t\r]")


class Table(NamedTuple):
    """Rows of text under the names of their columns. ``widest`` is the column that gets the most room."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widest: str


def statements_table(hits: "Sequence[StatementHit]") -> Table:
    """Return statements as they are read: who, where, when, what they say, and what shows the place."""
    rows = ((hit.voice or "", hit.outlet or "", _day(hit), said(hit), _where(hit)) for hit in hits)
    return Table(("speaker", "outlet", "date", "what they say", "where"), tuple(rows), "what they say")


def statements_sheet(hits: "Sequence[StatementHit]") -> Table:
    """Return statements as a spreadsheet takes them: all that is known of each, and its words as they stand."""
    columns = (
        "speaker", "speaker as written", "outlet", "date", "date as written", "stance", "directness", "cue", "content",
        "through", "report", "published", "report id", "start", "end", "section", "page", "link", "score", "also in",
    )  # fmt: skip
    return Table(columns, tuple(tuple(map(_cell, _facts(hit))) for hit in hits), "content")


def voices_table(voices: "Sequence[Voice]") -> Table:
    """Return voices with their counts."""
    rows = (
        (
            voice.name,
            voice.kind,
            str(voice.statements),
            str(voice.reports),
            _cell(voice.first),
            _cell(voice.last),
            ", ".join(voice.variants),
        )
        for voice in voices
    )
    return Table(("voice", "kind", "statements", "reports", "first", "last", "also"), tuple(rows), "voice")


def said(hit: "StatementHit") -> str:
    """Return what is said on one line, led in by its cue where that stands before it: "denied that …"."""
    gap = hit.start - hit.cue_span.end if hit.cue_span else -1
    if 0 <= gap <= NEAR:
        between = " …" if gap > BESIDE else ":" if hit.directness == "direct" and gap > 1 else ""
        return folded(f"{hit.cue}{between} {hit.content}")
    return folded(hit.content if hit.stance == "asserts" else f"({hit.stance}) {hit.content}")


def plain_lines(table: Table) -> Iterator[str]:
    """Yield a table line by line, its columns aligned but for the widest and what follows it."""
    rows = [table.columns, *([printable(folded(cell)) for cell in row] for row in table.rows)]
    aligned = table.columns.index(table.widest)
    aligned = len(table.columns) - 1 if aligned == 0 else aligned
    widths = [max(len(row[at]) for row in rows) for at in range(aligned)]
    for row in rows:
        cells = [*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), *row[aligned:]]
        yield " | ".join(cells).rstrip()


def csv_text(table: Table) -> str:
    """Return a table as CSV. What a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([table.columns, *(map(_harmless, row) for row in table.rows)])
    return text.getvalue()


def markdown_text(table: Table) -> str:
    """Return a table in Markdown; the words of the reports are escaped, so they read verbatim."""
    rows = [table.columns, tuple("---" for _ in table.columns), *(map(_markdown, row) for row in table.rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _day(hit: "StatementHit") -> str:
    return hit.stated_on.isoformat() if hit.stated_on else hit.stated_as_written or ""


def _where(hit: "StatementHit") -> str:
    return f"{hit.report.id} --at {hit.start}-{hit.end}"


def _facts(hit: "StatementHit") -> Iterable[object]:
    report = hit.report
    also = "; ".join(f"{other.report.id} --at {other.start}-{other.end}" for other in hit.also)
    return (
        hit.voice, hit.speaker_as_written, hit.outlet, hit.stated_on, hit.stated_as_written, hit.stance,
        hit.directness, hit.cue, hit.content, " > ".join(hit.chain), report.title,
        report.published_on or report.published_as_written, report.id, hit.start, hit.end, hit.section, hit.page,
        hit.link, hit.score, also,
    )  # fmt: skip


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _harmless(cell: str) -> str:
    cell = printable(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _markdown(cell: str) -> str:
    return escaped(folded(cell))
