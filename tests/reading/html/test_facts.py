"""What pages say of themselves: only what is plainly said, from the best of the places where it stands."""

import datetime as dt
import json

import pytest

from mediaqa.reading.documents import read_document
from mediaqa.reading.html import parse_html
from mediaqa.values import Overrides, Report

PROSE = "<p>The minister said on Monday that the talks about the port would go on in March, the Courier reports.</p>"
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The Port &amp; the Minister",
    "author": [{"@type": "Person", "name": "Lena Strand"}, {"@type": "Person", "name": "Rafael Osei"}],
    "publisher": {"@type": "Organization", "name": "Tavren Courier"},
    "datePublished": "2021-10-24T23:30:00-05:00",
    "dateModified": "2022-01-01",
    "keywords": "port, fees",
    "url": "https://courier.example/port",
}


def read(head: str = "", body: str = "") -> Report:
    page = f"<html><head>{head}</head><body>{body}{PROSE * 3}</body></html>"
    return read_document(page.encode(), source="key", name="page.html", overrides=Overrides())


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<script type='application/ld+json'>{text}</script>"


def test_json_ld_gives_title_authors_publisher_date_tags_and_address() -> None:
    report = read(script(ARTICLE))
    assert (report.title, report.authors, report.publisher, report.tags, report.url) == (
        "The Port & the Minister",
        ("Lena Strand", "Rafael Osei"),
        "Tavren Courier",
        ("port", "fees"),
        "https://courier.example/port",
    )
    assert (report.published_on, report.published_as_written) == (dt.date(2021, 10, 24), "2021-10-24T23:30:00-05:00")
    assert report.origins["title"] == report.origins["published_on"] == "JSON-LD"


@pytest.mark.parametrize(
    "value",
    [
        [{"@type": "WebSite", "name": "Courier"}, ARTICLE],
        {"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]},
        {"@type": "WebPage", "name": "x", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Article", "https://schema.org/NewsArticle"]},
        "<!-- " + json.dumps(ARTICLE) + " -->",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE).replace("port, fees", "port,\n fees"),
    ],
)
def test_json_ld_is_found_in_every_wrapping(value: object) -> None:
    assert read(script(value)).authors == ("Lena Strand", "Rafael Osei")


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "Organization", "name": "Courier"},
        {"@type": "Product", "name": "A subscription", "datePublished": "2020-01-01"},
        {"@type": "Person", "name": "Lena Strand"},
        {"@type": "ItemList", "itemListElement": [ARTICLE]},
        "{not json",
        "[" * 100_000,
        "null",
        "12",
        {"@type": "Article", "author": 5, "headline": [], "publisher": None, "datePublished": {"a": 1}, "keywords": 3},
    ],
)
def test_json_ld_about_something_else_gives_nothing(value: object) -> None:
    report = read(script(value))
    assert report.origins == {"title": "file name", "language": "text"}


def test_of_several_articles_the_pages_own_is_read() -> None:
    other = {**ARTICLE, "headline": "Another", "url": "https://courier.example/other", "author": "Otto Lind"}
    canonical = "<link rel=canonical href='https://courier.example/port'>"
    assert read(script([other, ARTICLE]) + canonical).authors == ("Lena Strand", "Rafael Osei")
    assert read(script([other, ARTICLE]), "<h1>The Port &amp; the Minister</h1>").authors[0] == "Lena Strand"
    assert read(script([other, ARTICLE])).authors == ("Otto Lind",)


def test_an_author_known_by_its_id_is_looked_up() -> None:
    graph = [{**ARTICLE, "author": {"@id": "#p1"}}, {"@type": "Person", "@id": "#p1", "name": "Petra Solan"}]
    assert read(script({"@graph": graph})).authors == ("Petra Solan",)


def test_the_publisher_is_not_its_own_author() -> None:
    report = read(script({**ARTICLE, "author": {"@type": "Organization", "name": "Tavren Courier"}}))
    assert (report.authors, report.publisher) == ((), "Tavren Courier")


@pytest.mark.parametrize("name", ["admin", "Editor", "jsmith", "lena-strand", "https://x.example/a", "a@b.example"])
def test_accounts_and_addresses_are_no_authors(name: str) -> None:
    assert read(f"<meta name=author content='{name}'>").authors == ()


def test_open_graph_and_meta_tags() -> None:
    report = read(
        "<meta property='og:title' content='The Port | Courier'><meta property='og:site_name' content='Courier'>"
        "<meta property='article:published_time' content='2021-10-24'><meta property='article:tag' content='port'>"
        "<meta property='article:tag' content='fees, dues'><meta property='article:author' content='https://x.example'>"
        "<meta name='author' content='By Lena Strand and Rafael Osei'><meta name='date' content='2020-01-01'>"
    )
    assert (report.title, report.publisher, report.authors) == ("The Port", "Courier", ("Lena Strand", "Rafael Osei"))
    assert (report.published_on, report.tags) == (dt.date(2021, 10, 24), ("port", "fees, dues"))
    assert (report.origins["title"], report.origins["authors"]) == ("Open Graph", "meta tags")


def test_citation_tags() -> None:
    report = read(
        "<meta name=citation_title content='Gas Without a Contract'><meta name=citation_author content='Rafael Osei'>"
        "<meta name=citation_author content='Lena Strand'><meta name=citation_publication_date content='2022/02/11'>"
        "<meta name=citation_technical_report_number content='CLS-2022-R-0458'>"
    )
    assert (report.title, report.authors) == ("Gas Without a Contract", ("Rafael Osei", "Lena Strand"))
    assert (report.published_on, report.document_number) == (dt.date(2022, 2, 11), "CLS-2022-R-0458")


@pytest.mark.parametrize(
    ("window", "heading", "title"),
    [
        ("The Port - Courier", "<h1>The Port</h1>", "The Port"),
        ("Courier: The Port", "<h1>The Port</h1>", "The Port"),
        ("The Port | Courier", "", "The Port"),
        ("The Port - a Report", "", "The Port - a Report"),
        ("The Port", "<h1>Courier</h1><h1>The Port</h1>", "The Port"),
    ],
)
def test_the_title_is_the_headline_or_the_windows_without_the_site(window: str, heading: str, title: str) -> None:
    assert read(f"<title>{window}</title>", heading).title == title


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00", "1970-01-01", "2021-13-45", "24", "soon"])
def test_dates_that_no_page_means_are_left_out(date: str) -> None:
    assert read(f"<meta property='article:published_time' content='{date}'>").published_on is None


def test_marks_around_the_headline_are_read() -> None:
    report = read(
        "",
        "<article><h1>The Port</h1><time class=updated datetime=2022-01-01>x</time>"
        "<time class=published datetime='2021-10-24T01:00+03:00'>Sunday</time><a rel=author href=#>Lena Strand</a>",
    )
    assert (report.title, report.authors, report.published_on) == (
        "The Port",
        ("Lena Strand",),
        dt.date(2021, 10, 24),
    )
    assert report.origins["published_on"] == "text"


def test_a_wrong_language_of_the_template_is_dropped() -> None:
    page = f"<html lang=ru><body>{PROSE * 3}</body></html>"
    assert all(fact.field != "language" for fact in parse_html(page.encode(), "a.html").facts)
