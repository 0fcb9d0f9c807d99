"""Reports written as marked text: what is said stands between ⟦ and ⟧."""

import datetime as dt

from mediaqa.statements import find_statements
from mediaqa.values import Language, Report, Section, Span, Statement


def report_of(text: str, *, language: Language = "en", quotations: tuple[Span, ...] = ()) -> Report:
    """Return a report of 24 October 2021, a Sunday."""
    return Report(
        id="r1",
        source="r1",
        title="Test",
        text=text,
        published_on=dt.date(2021, 10, 24),
        language=language,
        quotations=quotations,
        sections=(Section(title=None, level=0, start=0, end=len(text)),),
    )


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """Return the text without its marks, and the spans between them."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "⟦":
            start = len(text)
        elif character == "⟧":
            spans.append(Span(start, len(text)))
        else:
            text += character
    return text, spans


def found_in(text: str, **options: object) -> list[Statement]:
    """Return the statements of a text."""
    return list(find_statements(report_of(text, **options)))  # type: ignore[arg-type]


def parts_of(statement: Statement) -> list[Span]:
    """Return the spans of what is said."""
    return list(statement.parts) or [Span(statement.start, statement.end)]


def said_at(marked: str, **options: object) -> list[Statement]:
    """Return the statements whose content is just what is marked."""
    text, spans = unmarked(marked)
    return [statement for statement in found_in(text, **options) if parts_of(statement) == spans]
