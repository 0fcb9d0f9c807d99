"""A web page becomes blocks and facts."""

from lxml import html  # type: ignore[import-untyped]

from mediaqa.errors import DamagedFileError, NoContentError
from mediaqa.reading.blocks import Block
from mediaqa.reading.dates import DateReading, read_date
from mediaqa.reading.html.article import article_blocks
from mediaqa.reading.html.facts import facts_of
from mediaqa.reading.html.markup import parse_markup
from mediaqa.reading.html.sieve import without_unseen
from mediaqa.reading.html.walk import pieces_of
from mediaqa.reading.language import detect_language
from mediaqa.reading.metadata import Fact
from mediaqa.reading.parsed import Parsed

HEAD = 8
"""The date of a page stands among so many first paragraphs."""

SHELL = 60
"""A page that scripts fill has no more words than "Loading…" before they run, in characters."""


def parse_html(data: bytes, source: str, *, charset: str | None = None) -> Parsed:
    """Return the article of a page and what it says of itself; ``charset`` is what the server said of its encoding.

    Raises a ``ReadError`` that names the source.
    """
    markup = parse_markup(data, source, charset)
    try:
        return _parsed(markup.root, source, markup.warning)
    except RecursionError as error:
        raise DamagedFileError(f"{source}: the page is nested too deeply to be read") from error


def _parsed(root: html.HtmlElement, source: str, warning: str | None) -> Parsed:
    scripted = root.find(".//script") is not None
    facts = facts_of(root)
    without_unseen(root)
    body = root.find("body")
    pieces = [] if body is None else pieces_of(body)
    if body is None or not pieces:
        raise _no_content(root, source, scripted=scripted)
    blocks = article_blocks(root, body, pieces)
    if scripted and sum(len(block.text) for block in blocks) < SHELL:
        raise _no_content(root, source, scripted=scripted)
    blocks = _without_own_date(blocks, facts)
    known = _without_wrong_language(facts, " ".join(block.text for block in blocks[:40]))
    marked = any(block.kind == "heading" for block in blocks)
    return Parsed(blocks, known, marked=marked, warnings=(warning,) if warning else ())


def _without_own_date(blocks: list[Block], facts: tuple[Fact, ...]) -> list[Block]:
    """Leave out a line at the top that says once more on which day the page was published."""
    days = {fact.value.day for fact in facts if isinstance(fact.value, DateReading) and fact.value.day}
    head = blocks[:HEAD]
    kept = [b for b in head if not ((reading := read_date(b.text)) and reading.day in days)]
    return [*kept, *blocks[HEAD:]]


def _no_content(root: html.HtmlElement, source: str, *, scripted: bool) -> NoContentError:
    if root.find(".//frameset") is not None:
        return NoContentError(f"{source}: only frames, whose pages are other files")
    if scripted:
        return NoContentError(f"{source}: no text but what scripts would write in a browser")
    return NoContentError(f"{source}: a page without text")


def _without_wrong_language(facts: tuple[Fact, ...], text: str) -> tuple[Fact, ...]:
    """Drop the language that a page's template names, where the text is plainly in another."""
    seen = detect_language(text)
    return tuple(fact for fact in facts if fact.field != "language" or seen is None or fact.value == seen)
