"""The commands that change a corpus, look after it, or move it."""

import typer

import mediaqa.arguments as given
from mediaqa.cli.app import app
from mediaqa.opening import opened_corpus, tell_where_text_goes


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
