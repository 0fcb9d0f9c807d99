"""The arguments of the commands, and how they are read. Imports nothing heavy: ``--help`` needs them all."""

import datetime as dt
from pathlib import Path
from typing import Annotated, NamedTuple

import typer


class At(NamedTuple):
    """The place that ``--at START-END`` names."""

    start: int
    end: int


class Field(NamedTuple):
    """A field of the caller's own, as ``--meta NAME=VALUE`` gives it."""

    name: str
    value: str


def _at(value: str) -> At:
    start, _, end = value.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise typer.BadParameter(f"{value!r} is not START-END, two numbers of which the second is larger")
    return At(int(start), int(end))


def _date(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date written YYYY-MM-DD") from None


def _field(text: str) -> Field:
    name, _, value = (part.strip() for part in text.partition("="))
    if not (name and value):
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE")
    return Field(name, value)


def _text(value: str) -> str:
    if not value.strip():
        raise typer.BadParameter("is empty; leave the option out to keep what the file says")
    return value


CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="PATH", help="The corpus; else MEDIAQA_CORPUS, else .mediaqa here."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Question = Annotated[str, typer.Argument(help="The question, in quotes.", show_default=False)]
ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="Its id, or the beginning of it.", show_default=False)]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="The most passages to use.")]
After = Annotated[dt.date | None, typer.Option(parser=_date, metavar="DATE", help="Published on or after that day.")]
Before = Annotated[dt.date | None, typer.Option(parser=_date, metavar="DATE", help="Published on or before that day.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="From that publisher.")]
InReport = Annotated[str | None, typer.Option("--report", metavar="ID", help="In that report.")]
Section = Annotated[str | None, typer.Option(metavar="TITLE", help="In the section of that title.")]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="What that voice says, under any of its names.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="What that outlet carries, under any of its names.")]
About = Annotated[str | None, typer.Option(metavar="TEXT", help='What it is about, as in "blamed Brussels".')]
StatedAfter = Annotated[dt.date | None, typer.Option(parser=_date, metavar="DATE", help="Said on or after that day.")]
StatedBefore = Annotated[dt.date | None, typer.Option(parser=_date, metavar="DATE", help="Said on or before that day.")]
Stance = Annotated[str | None, typer.Option(metavar="WORD", help="Only what is said so: asserts, denies or asks.")]
Directness = Annotated[str | None, typer.Option(metavar="WORD", help="Only direct, indirect or mixed quotation.")]
Most = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="The most statements to list.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print comma-separated values with all columns.")]
MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Print a table in Markdown.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="With that tag; may be repeated.")]
Fields = Annotated[
    list[Field] | None,
    typer.Option("--meta", parser=_field, metavar="NAME=VALUE", help="With that field of yours; may be repeated."),
]
Neighbours = Annotated[int, typer.Option(min=0, metavar="N", help="Passages before and after each, to see it in.")]
Series = Annotated[str | None, typer.Option(parser=_text, metavar="NAME", help="The series, likewise.")]
Title = Annotated[
    str | None, typer.Option(parser=_text, metavar="TEXT", help="The title, where you know better than the file.")
]
Issuer = Annotated[
    str | None, typer.Option("--publisher", parser=_text, metavar="NAME", help="The publisher, likewise.")
]
Authors = Annotated[list[str] | None, typer.Option("--author", metavar="NAME", help="An author; may be repeated.")]
Date = Annotated[dt.date | None, typer.Option(parser=_date, metavar="DATE", help="The date, written YYYY-MM-DD.")]
DocumentNumber = Annotated[
    str | None, typer.Option(parser=_text, metavar="TEXT", help="The document number, likewise.")
]
OwnFields = Annotated[
    list[Field] | None,
    typer.Option("--meta", parser=_field, metavar="NAME=VALUE", help="A field of yours; may be repeated."),
]
OwnTags = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="A tag of yours; may be repeated.")]
Model = Annotated[str | None, typer.Option("--llm", metavar="NAME", help="The language model; else MEDIAQA_LLM_MODEL.")]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="An endpoint that speaks OpenAI's protocol.")
]
NoModel = Annotated[bool, typer.Option("--no-llm", help="Answer with sentences of the reports, without a model.")]
ShowRejected = Annotated[bool, typer.Option("--show-rejected", help="Show what could not be proved, and why.")]
Paths = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders, patterns, web addresses.", show_default=False),
]
Place = Annotated[At | None, typer.Option("--at", parser=_at, metavar="START-END", help="The span to mark.")]
Repair = Annotated[bool, typer.Option("--repair", help="Mend what is found.")]
ExportFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="The file to write; compressed if it ends in .gz.", show_default=False)
]
ImportFile = Annotated[Path, typer.Argument(metavar="FILE", help="The exported corpus.", show_default=False)]
NoVectors = Annotated[bool, typer.Option("--no-vectors", help="Leave out the vectors: import makes them anew.")]
Embedding = Annotated[str, typer.Option(metavar="NAME", help="The new embedding model: static or openai.")]
