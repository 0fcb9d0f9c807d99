"""The command line: parse, call, print, exit code.

Heavy imports wait inside the functions, so that ``mediaqa --help`` and a cold ``mediaqa search`` stay quick.
"""

import errno
import io
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

import mediaqa.arguments as given
from mediaqa.errors import FilterError, MediaQAError
from mediaqa.opening import opened_corpus, tell_where_text_goes

if TYPE_CHECKING:
    from mediaqa.values import Report, Span


class _Group(TyperGroup):
    """Turns known errors into one line on stderr and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; its output is flushed here, where Typer still meets a broken pipe in silence."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except MediaQAError as error:
            from mediaqa.console import print_error

            print_error(error)
            raise typer.Exit(1) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            from mediaqa.console import print_note

            print_note(f"the output cannot be written: {error.strerror}")
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python fails once more as it ends
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Group,
    help="Ask questions of media-analysis reports; every answer is proved by quotes.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line. A terminal without our letters gets escapes in their place, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="mediaqa")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"mediaqa {version('mediaqa')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Ask questions of media-analysis reports; every answer is proved by quotes."""


@app.command()
def index(
    paths: given.Paths,
    corpus: given.CorpusOption = None,
    title: given.Title = None,
    series: given.Series = None,
    publisher: given.Issuer = None,
    authors: given.Authors = None,
    date: given.Date = None,
    document_number: given.DocumentNumber = None,
    tags: given.OwnTags = None,
    fields: given.OwnFields = None,
    as_json: given.JsonOption = False,
) -> None:
    """Index reports: files, folders, web addresses. What is already indexed and unchanged is skipped."""
    from mediaqa.console import print_counts, print_json, progress_bar
    from mediaqa.values import Overrides

    overrides = Overrides(
        title=title,
        series=series,
        publisher=publisher,
        authors=tuple(authors) if authors else None,
        published_on=date,
        document_number=document_number,
        tags=tuple(tags) if tags else None,
    )
    with opened_corpus(corpus, create=True) as opened, progress_bar() as on_progress:
        result = opened.add(*paths, overrides=overrides, metadata=dict(fields or ()), on_progress=on_progress)
    print_json(result) if as_json else print_counts(result)
    if result.failed:
        raise typer.Exit(1)


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


@app.command()
def remove(report_id: given.ReportId, corpus: given.CorpusOption = None, as_json: given.JsonOption = False) -> None:
    """Remove a report from the corpus; its file stays where it is."""
    from mediaqa.console import print_json, print_text
    from mediaqa.rendering import describe

    with opened_corpus(corpus, embeds=False) as opened:
        info = opened.remove(report_id)
    print_json(info) if as_json else print_text(f"removed {info.id}  {describe(info)}")


@app.command()
def check(
    repair: given.Repair = False,
    corpus: given.CorpusOption = None,
    as_json: given.JsonOption = False,
) -> None:
    """Check that every passage can be found, every report is whole and the index is in step."""
    from mediaqa.console import print_json, print_verdict, progress_bar

    with opened_corpus(corpus, rescue=repair) as opened, progress_bar() as on_progress:
        result = opened.check(repair=repair, on_progress=on_progress)
    print_json({**result.model_dump(mode="json"), "ok": result.ok}) if as_json else print_verdict(result)
    if not result.ok:
        raise typer.Exit(1)


@app.command()
def reembed(
    embedding: given.Embedding,
    corpus: given.CorpusOption = None,
    as_json: given.JsonOption = False,
) -> None:
    """Change the embedding model: vectors are built beside the old ones, then swapped."""
    from mediaqa import Corpus
    from mediaqa.console import print_json, print_note, print_text, progress_bar
    from mediaqa.errors import EmbeddingMismatchError
    from mediaqa.settings import load_settings

    try:
        with opened_corpus(corpus, embeds=False) as opened, progress_bar() as on_progress:
            tell_where_text_goes(embedding)
            opened.reembed(embedding, on_progress=on_progress)
    except EmbeddingMismatchError:  # its old model is not needed, and may not be at hand
        Corpus.rescue(corpus, settings=load_settings(), embedding=embedding).close()
    print_json({"embedding": embedding}) if as_json else print_text(f"the vectors are now those of {embedding}")
    if embedding != load_settings().embedding:
        print_note(f"note: set MEDIAQA_EMBEDDING={embedding} to use this corpus from now on")


@app.command()
def export(
    file: given.ExportFile,
    no_vectors: given.NoVectors = False,
    corpus: given.CorpusOption = None,
    as_json: given.JsonOption = False,
) -> None:
    """Write the whole corpus into one file: to back it up, to move it, to share it."""
    from mediaqa.console import print_exported, print_json, progress_bar

    with opened_corpus(corpus, embeds=False) as opened, progress_bar() as on_progress:
        result = opened.export(file, vectors=not no_vectors, on_progress=on_progress)
    print_json(result) if as_json else print_exported(result)


@app.command("import")
def import_corpus(file: given.ImportFile, corpus: given.CorpusOption = None, as_json: given.JsonOption = False) -> None:
    """Add the reports of an exported corpus to this one, which is made if it does not exist."""
    from mediaqa.console import print_counts, print_json, print_note, progress_bar

    with opened_corpus(corpus, create=True) as opened, progress_bar() as on_progress:
        result = opened.import_from(file, on_progress=on_progress)
    print_json(result) if as_json else print_counts(result)
    if result.reembedded:
        print_note("note: the file has no vectors of this embedding model; its reports were embedded anew")


def _show_command(corpus: Path | None) -> str:
    """Return the command that shows a citation; it names the corpus when the user had to."""
    return f"mediaqa show --corpus {shlex.quote(str(corpus))}" if corpus else "mediaqa show"


def _span(report: "Report", at: given.At | None) -> "Span | None":
    from mediaqa.values import Span

    if at and at.end > len(report.text):
        hint = f"The text of report {report.id} has {len(report.text)} characters."
        raise FilterError(f"--at {at.start}-{at.end}: there is no such place", hint=hint)
    return Span(*at) if at else None
