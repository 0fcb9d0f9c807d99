"""What a reader sees above the text of an article: its headline, its byline, its date."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml import html  # type: ignore[import-untyped]

from mediaqa.reading.dates import DateReading
from mediaqa.reading.html.values import authors, fact, plain
from mediaqa.reading.metadata import Fact, Rank, read_line
from mediaqa.reading.names import people

LONG_PARAGRAPH = 160
"""With a paragraph of so many characters the running text begins."""

ELEMENTS = 400
"""A byline stands among so many elements below the headline."""

_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|by-line|author|authors|author-?name)(?:$|[\s_-]|__name)", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|posted|entry-date|post-date|article-date|dateline|pubdate", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|edited|revis", re.IGNORECASE)
_LEFT_OUT = ("nav", "aside", "footer", "form", "figure")


def headlines(root: html.HtmlElement) -> list[str]:
    """Return the main headings of a page, those in an article first."""
    found = list(islice(root.iter("h1"), 20))
    inside = [e for e in found if next(e.iterancestors("article", "main"), None) is not None]
    ordered = [*inside, *(e for e in found if e not in inside)]
    return [text for e in ordered if (text := plain(e.text_content()).rstrip(" ¶#"))]


def visible_facts(root: html.HtmlElement, sites: Sequence[str]) -> tuple[Fact, ...]:
    """Return the authors and the date that marks around the headline name."""
    head = list(_head(root))
    return (*_authors(head, sites), *_date(head))


def _head(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield the elements from the first headline to the first long paragraph."""
    start = root.find(".//article//h1")
    start = root.find(".//h1") if start is None else start
    if start is None:
        return
    for element in islice(chain(start.itersiblings(preceding=True), _following(start)), ELEMENTS):
        if element.tag == "p" and len(element.text_content()) > LONG_PARAGRAPH:
            return
        yield element


def _following(start: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield what comes after an element in the order of the page."""
    yield from start.iterdescendants()
    for above in (start, *start.iterancestors()):
        if above.tag in ("body", "html"):
            return
        for sibling in above.itersiblings():
            yield from sibling.iter()


def _authors(head: Sequence[html.HtmlElement], sites: Sequence[str]) -> tuple[Fact, ...]:
    for element in head:
        names = _names(element)
        if names and (found := authors(names, Rank.LABELLED, sites=sites)):
            return found
    return ()


def _names(element: html.HtmlElement) -> tuple[str, ...]:
    marked = "author" in (element.get("rel") or "").split() or (element.get("itemprop") or "") == "author"
    if not marked and not _BYLINE.search(element.get("class") or ""):
        return ()
    text = plain(element.text_content())
    if named := people(text):
        return named
    line = read_line(text, head=True, after_title=True) if text else None
    listed = [one.value for one in line.facts if one.field == "authors"] if line else []
    return next((value for value in listed if isinstance(value, tuple) and not isinstance(value, DateReading)), ())


def _date(head: Sequence[html.HtmlElement]) -> tuple[Fact, ...]:
    times = [e for e in head if e.tag == "time" or e.get("itemprop") == "datePublished"]
    times = [e for e in times if not _CHANGED.search(_says(e)) and next(e.iterancestors(*_LEFT_OUT), None) is None]
    published = [e for e in times if e.get("itemprop") == "datePublished" or _PUBLISHED.search(_says(e))]
    for element in (*published, *times):
        written = plain(element.get("datetime") or element.get("content") or element.text_content())
        if found := fact("date", written, Rank.LABELLED):
            return found
    return ()


def _says(element: html.HtmlElement) -> str:
    above = element.getparent()
    around = "" if above is None else above.get("class") or ""
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''} {around}"
