"""The commands that ask a corpus: answers, passages, who says what, and the reports themselves."""

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

import mediaqa.arguments as given
from mediaqa.cli.app import app
from mediaqa.errors import FilterError
from mediaqa.opening import opened_corpus

if TYPE_CHECKING:
    from pydantic import BaseModel

    from mediaqa import Corpus
    from mediaqa.tables import Table
    from mediaqa.values import Report, Span

T = TypeVar("T", bound="BaseModel")


@app.command()
def ask(
    question: given.Question,
    corpus: given.CorpusOption = None,
    limit: given.Limit = None,
    after: given.After = None,
    before: given.Before = None,
    publisher: given.Publisher = None,
    report: given.InReport = None,
    section: given.Section = None,
    speaker: given.Speaker = None,
    outlet: given.Outlet = None,
    tags: given.Tags = None,
    fields: given.Fields = None,
    llm: given.Model = None,
    base_url: given.BaseUrl = None,
    no_llm: given.NoModel = False,
    show_rejected: given.ShowRejected = False,
    as_json: given.JsonOption = False,
) -> None:
    """Ask a question; the answer names its sources and quotes them."""
    from mediaqa.console import print_answer, print_json, print_text
    from mediaqa.events import answer_of

    changes = {"llm_model": llm, "llm_base_url": base_url}
    with opened_corpus(corpus, answers=not no_llm, changes=changes) as opened:
        events = opened.ask_stream(
            question,
            llm=False if no_llm else None,
            limit=limit,
            published_after=after,
            published_before=before,
            publisher=publisher,
            report=report,
            section=section,
            speaker=speaker,
            outlet=outlet,
            tags=tags or (),
            metadata=dict(fields or ()),
        )
        if as_json:
            print_json(answer_of(events))
            return
        composed = not no_llm and opened.settings.names_llm
        answer = print_answer(events, as_made=composed, show=_show_command(corpus))
    for claim in answer.rejected if show_rejected else ():
        print_text(f"rejected ({claim.reason}): {claim.text}{f' — {claim.detail}' if claim.detail else ''}")


@app.command()
def search(
    question: given.Question,
    corpus: given.CorpusOption = None,
    limit: given.Limit = None,
    after: given.After = None,
    before: given.Before = None,
    publisher: given.Publisher = None,
    report: given.InReport = None,
    section: given.Section = None,
    speaker: given.Speaker = None,
    outlet: given.Outlet = None,
    tags: given.Tags = None,
    fields: given.Fields = None,
    neighbours: given.Neighbours = 0,
    as_json: given.JsonOption = False,
) -> None:
    """Find the passages nearest to a question, best first, each with its scores."""
    from mediaqa.console import hits_lines, print_json, print_lines, print_note, terminal_width

    with opened_corpus(corpus) as opened:
        hits = opened.search(
            question,
            limit=limit,
            published_after=after,
            published_before=before,
            publisher=publisher,
            report=report,
            section=section,
            speaker=speaker,
            outlet=outlet,
            tags=tags or (),
            metadata=dict(fields or ()),
            neighbours=neighbours,
        )
    if as_json:
        print_json(hits)
        return
    print_lines(hits_lines(hits, width=terminal_width(), show=_show_command(corpus)))
    if not hits:
        print_note("nothing found")


@app.command()
def statements(
    about: given.About = None,
    speaker: given.Speaker = None,
    outlet: given.Outlet = None,
    stated_after: given.StatedAfter = None,
    stated_before: given.StatedBefore = None,
    stance: given.Stance = None,
    directness: given.Directness = None,
    corpus: given.CorpusOption = None,
    limit: given.Most = None,
    after: given.After = None,
    before: given.Before = None,
    publisher: given.Publisher = None,
    report: given.InReport = None,
    section: given.Section = None,
    tags: given.Tags = None,
    fields: given.Fields = None,
    as_csv: given.CsvOption = False,
    as_markdown: given.MarkdownOption = False,
    as_json: given.JsonOption = False,
) -> None:
    """List who says what: all that a voice says, or what is said about something, the best first."""
    from mediaqa.tables import statements_sheet, statements_table

    form = _form(as_csv=as_csv, as_markdown=as_markdown, as_json=as_json)
    with opened_corpus(corpus, embeds=about is not None) as opened:
        found = opened.statements(
            about,
            speaker=speaker,
            outlet=outlet,
            stated_after=stated_after,
            stated_before=stated_before,
            stance=stance,
            directness=directness,
            limit=limit,
            published_after=after,
            published_before=before,
            publisher=publisher,
            report=report,
            section=section,
            tags=tags or (),
            metadata=dict(fields or ()),
        )
        unknown = [] if found else _unknown_voices(opened, speaker, outlet)
    _print_rows(found, statements_sheet if form == "csv" else statements_table, form, unknown)


@app.command()
def voices(
    corpus: given.CorpusOption = None,
    speaker: given.Speaker = None,
    outlet: given.Outlet = None,
    after: given.After = None,
    before: given.Before = None,
    publisher: given.Publisher = None,
    report: given.InReport = None,
    tags: given.Tags = None,
    fields: given.Fields = None,
    as_csv: given.CsvOption = False,
    as_markdown: given.MarkdownOption = False,
    as_json: given.JsonOption = False,
) -> None:
    """List the speakers and the outlets: how much they say or carry, in how many reports, from when to when."""
    from mediaqa.tables import voices_table

    form = _form(as_csv=as_csv, as_markdown=as_markdown, as_json=as_json)
    with opened_corpus(corpus, embeds=False) as opened:
        found = opened.voices(
            speaker=speaker,
            outlet=outlet,
            published_after=after,
            published_before=before,
            publisher=publisher,
            report=report,
            tags=tags or (),
            metadata=dict(fields or ()),
        )
        unknown = [] if found else _unknown_voices(opened, speaker, outlet)
    _print_rows(found, voices_table, form, unknown)


@app.command()
def reports(corpus: given.CorpusOption = None, as_json: given.JsonOption = False) -> None:
    """List what is indexed: title, publisher, date, authors, passages."""
    from mediaqa.console import print_json, print_lines, print_note, reports_lines, terminal_width

    with opened_corpus(corpus, embeds=False) as opened:
        infos = opened.reports()
    if as_json:
        print_json(infos)
        return
    print_lines(reports_lines(infos, width=terminal_width()))
    if not infos:
        print_note("no reports yet; index some with `mediaqa index REPORTS`")


@app.command()
def show(
    report_id: given.ReportId,
    at: given.Place = None,
    corpus: given.CorpusOption = None,
    as_json: given.JsonOption = False,
) -> None:
    """Show a report, or the text around a citation with the cited span marked."""
    from mediaqa.console import around, print_json, print_lines, print_span, show_lines, shown, terminal_width

    with opened_corpus(corpus, embeds=False) as opened:
        report = opened.report(report_id)
    span = _span(report, at)
    window = around(report.text, span)
    if as_json:
        print_json(shown(report, window, span))
        return
    print_lines(show_lines(report, span, width=terminal_width()))
    print_span(report.text, window, span)


def _show_command(corpus: Path | None) -> str:
    """Return the command that shows a citation; it names the corpus when the user had to."""
    return f"mediaqa show --corpus {shlex.quote(str(corpus))}" if corpus else "mediaqa show"


def _span(report: "Report", at: given.At | None) -> "Span | None":
    from mediaqa.values import Span

    if at and at.end > len(report.text):
        hint = f"The text of report {report.id} has {len(report.text)} characters."
        raise FilterError(f"--at {at.start}-{at.end}: there is no such place", hint=hint)
    return Span(*at) if at else None


def _form(*, as_csv: bool, as_markdown: bool, as_json: bool) -> str:
    """Return the one form that is asked for. Raises ``typer.BadParameter`` for several."""
    asked = [name for name, wanted in (("csv", as_csv), ("markdown", as_markdown), ("json", as_json)) if wanted]
    if len(asked) > 1:
        raise typer.BadParameter(f"--{asked[0]} and --{asked[1]} are two forms of one list; choose one")
    return asked[0] if asked else "table"


def _print_rows(found: "Sequence[T]", table: "Callable[[Sequence[T]], Table]", form: str, unknown: list[str]) -> None:
    from mediaqa.console import print_json, print_note, print_table

    if form == "json":
        print_json(found)
    else:
        print_table(table(found), form)
    for note in unknown or ([] if found else ["nothing found"]):
        print_note(note)


def _unknown_voices(opened: "Corpus", *names: str | None) -> list[str]:
    """Return what to say of names that no voice of the corpus has."""
    from difflib import get_close_matches

    notes = []
    for name in filter(None, names):
        if opened.voices(outlet=name):  # which speaks, or carries what others say
            continue
        known = {form: form for voice in opened.voices() for form in (voice.name, *voice.variants)}
        known |= {form.split()[-1]: form for form in known}
        near = dict.fromkeys(known[one] for one in get_close_matches(name, known, 3))
        hint = f"did you mean {', '.join(near)}?" if near else "`mediaqa voices` lists them all."
        notes.append(f"no voice is called {name}; {hint}")
    return notes
