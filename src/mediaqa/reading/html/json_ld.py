"""JSON-LD: what a page says of its article in the words of schema.org (https://schema.org/Article)."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html  # type: ignore[import-untyped]

from mediaqa.reading.html.values import authors, fact, plain, tags
from mediaqa.reading.metadata import Fact, Rank
from mediaqa.reading.wording import word_set

LONGEST = 2_000_000
"""No script with facts about a page is longer, in characters."""

MOST_THINGS = 2_000
"""A page speaks of no more things."""

_ARTICLES = word_set(
    """
    AdvertiserContentArticle AnalysisNewsArticle Article AskPublicNewsArticle BackgroundNewsArticle BlogPosting
    LiveBlogPosting MedicalScholarlyArticle NewsArticle OpinionNewsArticle Report ReportageNewsArticle ReviewNewsArticle
    ScholarlyArticle TechArticle
    """
)
_SERIES = frozenset(("BookSeries", "CreativeWorkSeries", "Periodical", "PublicationIssue", "PublicationVolume"))
_LEADS_TO = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
_COMMENTS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

Thing = dict[str, object]


class Described(NamedTuple):
    """An article that a page describes: its headline, its addresses, and the facts."""

    headline: str
    addresses: tuple[str, ...]
    publisher: str
    facts: tuple[Fact, ...]


def described(root: html.HtmlElement) -> list[Described]:
    """Return the articles that the scripts of a page describe, in their order."""
    things = [thing for script in _scripts(root) for thing in _things(script)]
    known = {str(thing["@id"]): thing for thing in reversed(things) if "@id" in thing and len(thing) > 1}
    return [_article(thing, known) for thing in things if _types(thing) & _ARTICLES]


def _scripts(root: html.HtmlElement) -> Iterator[object]:
    for script in root.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        text = script.text or ""
        if kind == "application/ld+json" and len(text) <= LONGEST:
            yield _loaded(text)


def _loaded(text: str) -> object:
    """Read a script; one with a comma too many as well, and nothing from any other that is no JSON."""
    text = _COMMENTS.sub("", text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(value: object) -> Iterator[Thing]:
    """Yield the things that a script describes by themselves, not those that it only names (related articles)."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    for _ in range(MOST_THINGS):
        if not waiting:
            return
        value, depth = waiting.pop(0)
        if isinstance(value, list):
            waiting += [(item, depth) for item in value[:MOST_THINGS]]
        elif isinstance(value, dict):
            yield value
            if depth < 4:
                waiting += [(value[key], depth + 1) for key in _LEADS_TO if isinstance(value.get(key), (dict, list))]


def _types(thing: Thing) -> set[str]:
    """Return the types of a thing without the address of their vocabulary."""
    return {str(name).rpartition("/")[2].rpartition(":")[2] for name in _list(thing.get("@type"))[:20]}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _article(thing: Thing, known: dict[str, Thing]) -> Described:
    headline = _name(thing.get("headline"), known) or _name(thing.get("name"), known)
    publisher = _name(thing.get("publisher"), known) or _name(thing.get("sourceOrganization"), known)
    people = [item for key in ("author", "creator") for item in _list(thing.get(key))[:100]]
    names = (_name(item, known) for item in people)
    rank = Rank.JSON_LD
    facts = (
        *fact("title", headline, rank),
        *fact("publisher", publisher, rank),
        *authors(filter(None, names), rank, sites=[publisher]),
        *_date(thing),
        *fact("language", _name(thing.get("inLanguage"), known, "alternateName"), rank),
        *tags(_keywords(thing, known), rank),
        *fact("document_number", plain(thing.get("reportNumber")), rank),
        *_series(thing.get("isPartOf"), known),
    )
    addresses = _addresses(thing)
    return Described(headline, addresses, publisher, (*facts, *fact("url", addresses[0] if addresses else "", rank)))


def _name(value: object, known: dict[str, Thing], key: str = "name") -> str:
    """Return the name of a thing, which may be given as text, as a description, or by its id alone."""
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        whole = known.get(str(value.get("@id")), value) if "name" not in value else value
        value = whole.get(key) or whole.get("name") or whole.get("@value")
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("@value") if isinstance(value, dict) else value
    return plain(value)


def _date(thing: Thing) -> tuple[Fact, ...]:
    """Return the day of publication; that of the last change is another thing."""
    for key in ("datePublished", "dateCreated"):
        if found := fact("date", plain(thing.get(key)), Rank.JSON_LD):
            return found
    return ()


def _keywords(thing: Thing, known: dict[str, Thing]) -> list[str]:
    return [name for item in _list(thing.get("keywords"))[:200] if (name := _name(item, known))]


def _series(value: object, known: dict[str, Thing]) -> tuple[Fact, ...]:
    for item in _list(value)[:20]:
        whole = known.get(str(item.get("@id")), item) if isinstance(item, dict) else item
        if isinstance(whole, dict) and _types(whole) & _SERIES:
            return fact("series", _name(whole, known), Rank.JSON_LD)
    return ()


def _addresses(thing: Thing) -> tuple[str, ...]:
    """Return the addresses of an article that can be those of its page."""
    page = thing.get("mainEntityOfPage")
    named = [thing.get("url"), page.get("@id") or page.get("url") if isinstance(page, dict) else page, thing.get("@id")]
    return tuple(text for value in named if (text := plain(value)).startswith(("http://", "https://")))
