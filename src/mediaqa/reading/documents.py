"""From a file's bytes to ``Report``: the order of the steps, and which source of a fact wins."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from mediaqa.errors import EmptyReportError, NoContentError, UnsupportedFormatError
from mediaqa.reading.blocks import Block
from mediaqa.reading.chrome import grade, spread, strip_chrome
from mediaqa.reading.cleaning import encodable, settle
from mediaqa.reading.contents import table_of_contents
from mediaqa.reading.dates import DateReading
from mediaqa.reading.decoding import decode
from mediaqa.reading.edges import Edges, read_edges
from mediaqa.reading.formats import format_of
from mediaqa.reading.front_matter import take_front_matter
from mediaqa.reading.headings import mark_headings
from mediaqa.reading.language import detect_language
from mediaqa.reading.markdown import markdown_blocks
from mediaqa.reading.metadata import Fact, Rank, is_labelled, is_web_address
from mediaqa.reading.pages import PageText, holds_markup, page_blocks
from mediaqa.reading.parsed import Parsed
from mediaqa.reading.plain import plain_blocks
from mediaqa.reading.quotations import mark_quotations
from mediaqa.reading.structure import assemble
from mediaqa.values import Format, Overrides, Report, report_id

SPACED_SHARE = 4
"""Paragraphs stand between blank lines when at least one in so many does."""

_ORIGINS = {
    Rank.GIVEN: "caller",
    Rank.FRONT_MATTER: "front matter",
    Rank.JSON_LD: "JSON-LD",
    Rank.OPEN_GRAPH: "Open Graph",
    Rank.META_TAGS: "meta tags",
    Rank.PROPERTIES: "document properties",
    Rank.ADDRESS: "address",
}


NO_OVERRIDES = Overrides()


def read_document(
    data: bytes,
    *,
    source: str,
    name: str,
    overrides: Overrides,
    format: Format | None = None,  # noqa: A002 - the field's own name
    charset: str | None = None,
) -> Report:
    """Return the report that the bytes of the file ``name`` hold; ``source`` becomes its key.

    ``format`` is that of the file's ending by default; ``charset`` is what the server said of its encoding. Raises a
    ``ReadError`` that names the source.
    """
    format = format or format_of(name)  # noqa: A001
    parsed = _parsed(data, source, format, charset)
    return _report_of(parsed, source=source, overrides=overrides, name=name, format=format)


def read_text(
    text: str, *, source: str, overrides: Overrides = NO_OVERRIDES, name: str | None = None, markdown: bool = False
) -> Report:
    """Return the report in ``text``; ``name`` is that of its file, and its title if it has no other.

    The text of the report does not depend on ``overrides``, so neither does its id. Raises ``EmptyReportError`` and
    ``NoContentError``.
    """
    parsed = _parsed_text(text, source, markdown=markdown)
    return _report_of(parsed, source=source, overrides=overrides, name=name, format="markdown" if markdown else "text")


def read_pages(
    pages: Sequence[PageText],
    *,
    source: str,
    overrides: Overrides,
    name: str | None = None,
    facts: Sequence[Fact] = (),
    format: Format = "text",  # noqa: A002 - the field's own name
) -> Report:
    """Return the report whose text another reader has taken from the pages of one document, with what it noted of it.

    Raises ``EmptyReportError``, ``NoContentError``, and ``UnsupportedFormatError`` for the source of a web page.
    """
    if holds_markup(pages):
        hint = "Add its address or its file, or let the reader give its text."
        raise UnsupportedFormatError(f"{source}: holds the source of a web page", hint=hint)
    blocks = page_blocks(pages, _stands_alone)
    if not blocks:
        raise EmptyReportError(f"{source}: holds no text")
    parsed = Parsed(blocks, tuple(facts))
    return _report_of(parsed, source=source, overrides=overrides, name=name, format=format)


def _parsed(data: bytes, source: str, format: Format, charset: str | None) -> Parsed:  # noqa: A002
    if format == "html":
        from mediaqa.reading.html import parse_html

        return parse_html(data, source, charset=charset)
    if format == "pdf":
        from mediaqa.reading.pdf import parse_pdf

        return parse_pdf(data, source)
    if format == "docx":
        from mediaqa.reading.docx import parse_docx

        return parse_docx(data, source)
    decoded = decode(data, source, charset)
    parsed = _parsed_text(decoded.text, source, markdown=format == "markdown")
    return parsed if decoded.warning is None else parsed._replace(warnings=(decoded.warning,))


def _parsed_text(text: str, source: str, *, markdown: bool) -> Parsed:
    settled = settle(text)
    if not settled.strip():
        raise EmptyReportError(f"{source}: holds no text")
    front, body = take_front_matter(settled)
    return Parsed((markdown_blocks if markdown else plain_blocks)(body, _stands_alone), front, marked=markdown)


def _report_of(
    parsed: Parsed,
    *,
    source: str,
    overrides: Overrides,
    name: str | None,
    format: Format,  # noqa: A002
) -> Report:
    blocks = parsed.blocks
    listed = table_of_contents(blocks)
    blocks = [block for i, block in enumerate(blocks) if i not in listed] if listed else blocks
    grades = spread(blocks, [grade(block.text) for block in blocks])
    title = next((str(fact.value) for fact in sorted(parsed.facts, key=_doubt) if fact.field == "title"), None)
    edges = read_edges(blocks, grades, title=title)
    kept, facts = _content(edges)
    if not kept:
        raise NoContentError(f"{source}: nothing but site chrome and metadata")
    shaped = not (parsed.marked and any(block.kind == "heading" for block in kept))
    spaced = sum(block.gap for block in blocks) * SPACED_SHARE > len(blocks)
    kept = mark_headings(mark_quotations(kept), shaped=shaped, spaced=spaced)
    facts = (*parsed.facts, *facts)
    if is_web_address(source):
        facts = (Fact("url", source, Rank.ADDRESS), *facts)
    report = _report(kept, facts, encodable(source), name, overrides)
    return report.model_copy(update={"format": format, "warnings": (*parsed.warnings, *report.warnings)})


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
    text, sections, quotations, pages = assemble(blocks)
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
        pages=pages,
        origins=origins,
        warnings=warnings,
        **known,
    )


def _fallback_title(source: str, name: str | None) -> tuple[str, str]:
    """Return the title of a report that names none: its file's name, or the key that the caller gave it."""
    stem = settle(PurePath(name).stem).strip() if name else ""
    if stem:
        return stem, "file name"
    return source, "address" if is_web_address(source) else "caller"


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
