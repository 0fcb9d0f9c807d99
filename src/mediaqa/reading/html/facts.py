"""What a page says of itself, from all the places where pages say it, and which of its titles is the title."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from lxml import html  # type: ignore[import-untyped]

from mediaqa.reading.html.json_ld import Described, described
from mediaqa.reading.html.metas import Metas, meta_tags, metas_of, open_graph
from mediaqa.reading.html.values import plain
from mediaqa.reading.html.visible import headlines, visible_facts
from mediaqa.reading.metadata import Fact, Rank

TOP = 200
"""A title stands among so many texts at the top of a page."""

_BAR = re.compile(r"\s*[|·•»«]\s*|\s+::?\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


def facts_of(root: html.HtmlElement) -> tuple[Fact, ...]:
    """Return the facts about its article that a page states."""
    metas = metas_of(root)
    shown = headlines(root)
    window = _window_title(root)
    article = _of_this_page(described(root), root, metas, [*shown, window, *metas.get("og:title", [])])
    sites = _sites(metas, article)
    facts = (
        *(article.facts if article else ()),
        *open_graph(metas, sites),
        *meta_tags(root, metas, sites),
        *visible_facts(root, sites),
    )
    headline = _headline(shown, window, sites) or _in_text(root, window)
    named = [_with_clean_title(fact, headline, sites) for fact in facts if not _is_site(fact, sites)]
    title = headline or _without_site(window, sites, by_bar=True)
    return (*named, Fact("title", title, Rank.INFERRED)) if title else tuple(named)


def _window_title(root: html.HtmlElement) -> str:
    title = root.find("head/title")
    return "" if title is None else plain(title.text_content()).rstrip(" ¶")


def _of_this_page(
    articles: Sequence[Described], root: html.HtmlElement, metas: Metas, titles: Iterable[str]
) -> Described | None:
    """Return the article that is the page's own: it has its address or its headline; else the first."""
    links = [e.get("href") or "" for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    addresses = {_bare(address) for address in (*links, *metas.get("og:url", []))}
    for article in articles:
        if any(_bare(address) in addresses for address in article.addresses):
            return article
    for article in articles:
        if article.headline and any(article.headline.casefold() in title.casefold() for title in titles):
            return article
    return articles[0] if articles else None


def _bare(address: str) -> str:
    return address.strip().partition("#")[0].rstrip("/").partition("://")[2].removeprefix("www.").casefold()


def _sites(metas: Metas, article: Described | None) -> tuple[str, ...]:
    """Return the names that the site has in its own words."""
    named = [*metas.get("og:site_name", []), *metas.get("application-name", [])]
    return tuple(dict.fromkeys(filter(None, [article.publisher if article else "", *named])))


def _headline(shown: Sequence[str], window: str, sites: Sequence[str]) -> str:
    """Return the heading over the article: the one in the window's title, or the only one; not the site's name."""
    known = {site.casefold() for site in sites}
    own = [text for text in shown if text.casefold() not in known]
    named = [text for text in own if text.casefold() in window.casefold()]
    if named:
        return max(named, key=len)
    return own[0] if len(own) == 1 or (own and not window) else ""


def _in_text(root: html.HtmlElement, window: str) -> str:
    """Return the part of the window's title that stands at the top of the page, where no heading is marked."""
    body = root.find("body")
    parts = [part for mark in (_BAR, _DASH) for part in _ends(mark, window)]
    if body is None or not parts:
        return ""
    top = {plain(text).casefold(): plain(text) for text in islice(filter(str.strip, body.itertext()), TOP)}
    return next((top[part.casefold()] for part in parts if part.casefold() in top), "")


def _is_site(fact: Fact, sites: Sequence[str]) -> bool:
    """Whether a title is but the name of the site."""
    return fact.field == "title" and str(fact.value).casefold() in {site.casefold() for site in sites}


def _with_clean_title(fact: Fact, headline: str, sites: Sequence[str]) -> Fact:
    """Take the site's name off a title; where it is cut off, or goes on after the headline, the headline is it."""
    if fact.field != "title":
        return fact
    title = str(fact.value)
    if headline and (_is_cut(title, headline) or _is_with_site(title, headline)):
        return fact._replace(value=headline)
    return fact._replace(value=_without_site(title, sites, by_bar=False))


def _is_cut(title: str, headline: str) -> bool:
    stem = _CUT.sub("", title)
    return stem != title and len(stem) > 20 and headline.casefold().startswith(stem.casefold())


def _is_with_site(title: str, headline: str) -> bool:
    """Whether a title is the headline and a name before or after it."""
    parts = [part for mark in (_BAR, _DASH) for part in _ends(mark, title)]
    return headline.casefold() in (part.casefold() for part in parts)


def _ends(mark: re.Pattern[str], title: str) -> list[str]:
    """Return what stands before the last mark of a kind, and after the first."""
    marks = list(mark.finditer(title))
    return [title[: marks[-1].start()], title[marks[0].end() :]] if marks else []


def _without_site(title: str, sites: Sequence[str], *, by_bar: bool) -> str:
    """Return a title without the site's name after it; with ``by_bar`` the last name after a bar is the site's."""
    known = {site.casefold() for site in sites}
    for mark in (_BAR, _DASH):
        marks = list(mark.finditer(title))
        if not marks or marks[-1].start() == 0:
            continue
        last = marks[-1]
        if title[last.end() :].casefold() in known or (by_bar and mark is _BAR and title[last.end() :]):
            return title[: last.start()]
        if title[: marks[0].start()].casefold() in known:
            return title[marks[0].end() :]
    return title
