"""The meta tags of a page: Open Graph (https://ogp.me), Highwire's citation tags, Dublin Core, and HTML's own."""

from collections import defaultdict
from collections.abc import Sequence

from lxml import html  # type: ignore[import-untyped]

from mediaqa.reading.html.values import authors, fact, plain, tags
from mediaqa.reading.labels import Field
from mediaqa.reading.metadata import Fact, Rank

MOST = 1_000
"""No page has more meta tags."""

_OPEN_GRAPH: dict[Field, tuple[str, ...]] = {
    "title": ("og:title",),
    "publisher": ("og:site_name",),
    "date": ("article:published_time", "og:article:published_time", "og:published_time"),
    "authors": ("article:author", "og:article:author"),
    "url": ("og:url",),
    "tags": ("article:tag", "og:article:tag"),
    "language": ("og:locale",),
}
_META_TAGS: dict[Field, tuple[str, ...]] = {
    "title": ("citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "publisher": (
        "citation_publisher",
        "citation_technical_report_institution",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
    ),
    "date": (
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.date",
        "dc.date",
        "dcterms.created",
        "dc.date.created",
        "datepublished",
        "publish-date",
        "publish_date",
        "pubdate",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "date",
    ),
    "authors": ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "parsely-author", "author"),
    "series": ("citation_series_title", "citation_journal_title"),
    "document_number": ("citation_technical_report_number",),
    "language": ("citation_language", "dc.language", "dcterms.language", "language"),
    "tags": ("citation_keywords", "news_keywords", "dc.subject", "keywords"),
}


Metas = dict[str, list[str]]


def metas_of(root: html.HtmlElement) -> Metas:
    """Return the contents of a page's meta tags by their names, in small letters."""
    found: Metas = defaultdict(list)
    for n, element in enumerate(root.iter("meta")):
        if n >= MOST:
            break
        content = plain(element.get("content"))
        for key in ("property", "name", "itemprop"):
            if content and (name := element.get(key)):
                found[name.strip().lower().replace("dc:", "dc.").replace("dcterms:", "dcterms.")].append(content)
    return dict(found)


def open_graph(metas: Metas, sites: Sequence[str]) -> tuple[Fact, ...]:
    """Return what the Open Graph tags say."""
    return _facts(metas, _OPEN_GRAPH, Rank.OPEN_GRAPH, sites)


def meta_tags(root: html.HtmlElement, metas: Metas, sites: Sequence[str]) -> tuple[Fact, ...]:
    """Return what all other meta tags say, with the page's language and its canonical address."""
    found = _facts(metas, _META_TAGS, Rank.META_TAGS, sites)
    language = plain(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    links = [e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    address = plain(links[0]) if links else ""
    return (*found, *fact("language", language, Rank.META_TAGS), *fact("url", address, Rank.META_TAGS))


def _facts(metas: Metas, names: dict[Field, tuple[str, ...]], rank: Rank, sites: Sequence[str]) -> tuple[Fact, ...]:
    return tuple(found for field, keys in names.items() for found in _first(metas, field, keys, rank, sites))


def _first(metas: Metas, field: Field, keys: Sequence[str], rank: Rank, sites: Sequence[str]) -> tuple[Fact, ...]:
    """Return the fact of the first tag that gives one; a page lists its authors and tags in several of one name."""
    for key in keys:
        contents = metas.get(key, [])
        if field == "authors":
            found = authors(contents, rank, sites=sites)
        elif field == "tags":
            found = tags(contents, rank)
        else:
            found = next((one for text in contents if (one := fact(field, text, rank))), ())
        if found:
            return found
    return ()
