"""From text to ``Report``: the order of the steps, and which source of a fact wins."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from mediaqa.errors import EmptyReportError, NoContentError
from mediaqa.reading.blocks import Block
from mediaqa.reading.chrome import grade, spread, strip_chrome
from mediaqa.reading.cleaning import encodable, settle
from mediaqa.reading.contents import table_of_contents
from mediaqa.reading.dates import DateReading
from mediaqa.reading.decoding import decode
from mediaqa.reading.edges import Edges, read_edges
from mediaqa.reading.files import is_markdown_name
from mediaqa.reading.front_matter import take_front_matter
from mediaqa.reading.headings import mark_headings
from mediaqa.reading.language import detect_language
from mediaqa.reading.markdown import markdown_blocks
from mediaqa.reading.metadata import Fact, Rank, is_labelled
from mediaqa.reading.plain import plain_blocks
from mediaqa.reading.quotations import mark_quotations
from mediaqa.reading.structure import assemble
from mediaqa.values import Overrides, Report, report_id

SPACED_SHARE = 4
"""Paragraphs stand between blank lines when at least one in so many does."""

_ORIGINS = {Rank.FRONT_MATTER: "front matter"}


NO_OVERRIDES = Overrides()


def read_document(data: bytes, *, source: str, name: str, overrides: Overrides) -> Report:
    """Return the report that the bytes of the file ``name`` hold; ``source`` becomes its key.

    Raises ``EmptyReportError``, ``NoContentError``, ``BinaryFileError`` and ``UnsupportedFormatError``.
    """
    decoded = decode(data, source)
    report = read_text(decoded.text, source=source, overrides=overrides, name=name, markdown=is_markdown_name(name))
    if decoded.warning is None:
        return report
    return report.model_copy(update={"warnings": (decoded.warning, *report.warnings)})


def read_text(
    text: str, *, source: str, overrides: Overrides = NO_OVERRIDES, name: str | None = None, markdown: bool = False
) -> Report:
    """Return the report in ``text``; ``name`` is that of its file, and its title if it has no other.

    The text of the report does not depend on ``overrides``, so neither does its id. Raises ``EmptyReportError`` and
    ``NoContentError``.
    """
    settled = settle(text)
    if not settled.strip():
        raise EmptyReportError(f"{source}: holds no text")
    front, body = take_front_matter(settled)
    blocks = (markdown_blocks if markdown else plain_blocks)(body, _stands_alone)
    listed = table_of_contents(blocks)
    blocks = [block for i, block in enumerate(blocks) if i not in listed] if listed else blocks
    grades = spread(blocks, [grade(block.text) for block in blocks])
    title = next((str(fact.value) for fact in front if fact.field == "title"), None)
    edges = read_edges(blocks, grades, title=title)
    kept, facts = _content(edges)
    if not kept:
        raise NoContentError(f"{source}: nothing but site chrome and metadata")
    shaped = not (markdown and any(block.kind == "heading" for block in kept))
    spaced = sum(block.gap for block in blocks) * SPACED_SHARE > len(blocks)
    kept = mark_headings(mark_quotations(kept), shaped=shaped, spaced=spaced)
    return _report(kept, (*front, *facts), encodable(source), name, overrides)


def _content(edges: Edges) -> tuple[list[Block], tuple[Fact, ...]]:
    """Return what is left without chrome; a title without anything below it is the text itself."""
    kept = strip_chrome(edges.blocks, edges.grades)
    titles = [fact for fact in edges.facts if fact.field == "title" and fact.rank == Rank.INFERRED]
    if kept or not titles:
        return kept, edges.facts
    return [Block(str(titles[0].value))], tuple(fact for fact in edges.facts if fact not in titles)


@lru_cache(maxsize=4)
def _stands_alone(line: str) -> bool:
    """Whether a line is metadata or chrome, and no part of the paragraph around it."""
    return grade(line) == "chrome" or is_labelled(line)


def _report(
    blocks: Sequence[Block],
    facts: Sequence[Fact],
    source: str,
    name: str | None,
    overrides: Overrides,
) -> Report:
    text, sections, quotations = assemble(blocks)
    known, origins, warnings = _known(facts)
    if "language" not in known and (language := detect_language(text)):
        known["language"], origins["language"] = language, "text"
    if "title" not in known:
        known["title"], origins["title"] = _fallback_title(source, name)
    for field, value in overrides:
        if value is not None:
            known[field], origins[field] = value, "caller"
    if overrides.published_on:
        warnings = ()
    return Report(
        id=report_id(source, text),
        source=source,
        text=text,
        sections=sections,
        quotations=quotations,
        origins=origins,
        warnings=warnings,
        **known,
    )


def _fallback_title(source: str, name: str | None) -> tuple[str, str]:
    """Return the title of a report that names none: its file's name, or the key that the caller gave it."""
    stem = settle(PurePath(name).stem).strip() if name else ""
    return (stem, "file name") if stem else (source, "caller")


def _known(facts: Sequence[Fact]) -> tuple[dict[str, Any], dict[str, str], tuple[str, ...]]:
    """Return the fields that facts give, where each came from, and what is doubtful about them."""
    best: dict[str, Fact] = {}
    for fact in sorted(facts, key=_doubt):
        best.setdefault(fact.field, fact)
    known: dict[str, Any] = {field: fact.value for field, fact in best.items()}
    origins = {field: _ORIGINS.get(fact.rank, "text") for field, fact in best.items()}
    if issue := known.pop("issue", None):
        issue = f"No. {issue}" if str(issue).isdecimal() else issue
        known["series"] = f"{known['series']}, {issue}" if "series" in known else issue
        origins.setdefault("series", origins["issue"])
        del origins["issue"]
    date = known.pop("date", None)
    origin = origins.pop("date", "text")
    if not isinstance(date, DateReading):
        return known, origins, ()
    known |= {"published_on": date.day, "published_as_written": date.written}
    origins |= {"published_as_written": origin} | ({"published_on": origin} if date.day else {})
    return known, origins, (date.problem,) if date.problem else ()


def _doubt(fact: Fact) -> tuple[int, bool]:
    """Order facts by how good their source is; of two dates the one that names a day is better."""
    return fact.rank, isinstance(fact.value, DateReading) and fact.value.day is None
