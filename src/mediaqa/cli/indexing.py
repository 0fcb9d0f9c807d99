"""The command that puts reports into a corpus."""

import typer

import mediaqa.arguments as given
from mediaqa.cli.app import app
from mediaqa.opening import opened_corpus


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
