"""Whole pages in the layouts of the web, through the whole way from bytes to a report."""

import datetime as dt
from pathlib import Path

from mediaqa.reading.documents import read_document
from mediaqa.values import Overrides, Report

LAYOUTS = Path(__file__).parent / "layouts"


def read(name: str, codec: str = "utf-8") -> Report:
    data = (LAYOUTS / f"{name}.html").read_text(encoding="utf-8").encode(codec)
    return read_document(data, source="key", name=f"{name}.html", overrides=Overrides())


def paragraphs(report: Report) -> list[str]:
    return report.text.split("\n\n")


def test_a_wordpress_page_is_its_article_without_the_site_around_it() -> None:
    report = read("wordpress")
    assert paragraphs(report) == [
        (
            "The talks about the ferry line between Ysolde and Saltgate stopped on Monday after the Lissander "
            "delegation left the room, the Ysolde Mercury reports."
        ),
        "Minister Hugo Pell said that the price of the tickets was “not a detail”.",
        "We came for a timetable and were handed a poem.",
        "We shall not come for another one.",
        "Aurel Castellan",
        "What the papers say",
        "No.",
        "1. The Mercury blames the minister.",
        "2. The Harbour Post blames the weather",
        "and the tide.",
        "Port | Tons",
        "Ysolde | 1,200",
        "Saltgate",
        "Cargo in January",
        "The line carried 31,000 passengers a year. It covers 12 km2 of water.",
        "Both sides meet again in March.",
        "1. Figures of the port office for 2021.",
    ]
    assert [span.of(report.text) for span in report.quotations] == [
        "We came for a timetable and were handed a poem.",
        "We shall not come for another one.",
    ]
    assert [(section.level, section.title) for section in report.sections] == [(0, None), (2, "What the papers say")]


def test_a_wordpress_page_says_what_it_is() -> None:
    report = read("wordpress")
    assert (report.title, report.authors, report.publisher, report.language, report.tags, report.url) == (
        "Ferry Talks Stall in Ysolde",
        ("Lena Strand",),
        "Northlight Review",
        "en",
        ("Ferries", "Lissander"),
        "https://www.northlight.example/2022/02/ferry-talks/",
    )
    assert (report.published_on, report.published_as_written) == (dt.date(2022, 2, 14), "2022-02-14T23:30:00+05:00")
    assert set(report.origins.values()) == {"JSON-LD"}


def test_a_page_laid_out_with_tables_comes_out_whole() -> None:
    report = read("table_layout", codec="cp1251")
    assert (report.title, report.authors, report.published_on) == (
        "The Dam at Orren",
        ("Petra Solan",),
        dt.date(2003, 5, 12),
    )
    assert [text[:40] for text in paragraphs(report)] == [
        "The dam at Orren was built in 1958 and h",
        '"We have the papers", the minister told ',
        "The opposition does not believe it. Its ",
        "The Kelmari Gazette counts eleven dams o",
        "Dam | Built",
        "Orren | 1958",
        "Lower Tesk | 1961",
        "All of them are to be inspected.",
    ]


def test_a_page_without_an_article_element_keeps_lede_terms_and_notes() -> None:
    report = read("drupal")
    assert (report.title, report.publisher, report.published_on, report.tags) == (
        "Gas Without a Contract",
        "Centre for Littoral Studies",
        dt.date(2022, 2, 11),
        ("gas", "Kelmar", "pipelines"),
    )
    texts = paragraphs(report)
    assert texts[0] == "Four capitals and one valve."
    assert texts[5:9] == [
        "Varnholt has none.",
        "The price",
        "Transit fee",
        "31 crowns per thousand cubic meters, twice what it was.",
    ]
    assert texts[9].endswith("the president said.")
    assert texts[10:] == ["1. Zarya, 4 February 2022, page 1."]


def test_a_live_blog_keeps_all_its_entries() -> None:
    report = read("live_blog")
    assert [section.title for section in report.sections] == [None, "Pell concedes the north", "Turnout", "Polls close"]
    assert (report.title, report.authors, report.publisher) == (
        "Live: Election night in Lissander",
        (),
        "Harbour Post",
    )


def test_a_paywalled_page_is_its_stub_without_cookies_and_other_articles() -> None:
    report = read("paywall")
    assert paragraphs(report)[0].startswith("Gleb Tarasko has not spoken")
    assert "partners" not in report.text
    assert "Crown falls" not in report.text
    assert (report.title, report.authors) == ("The Quiet Minister", ("Yelena Morav",))


def test_a_listing_keeps_headings_and_teasers() -> None:
    report = read("listing")
    assert paragraphs(report) == [
        "Порт Велмар: третья неделя",
        "Газета «Восток» пишет, что переговоры о порте продолжатся в марте.",
        "Плотина под Орреном",
        "«Тавренский курьер» напоминает, что плотину чинили дважды, и оба раза зря.",
    ]
    assert (report.title, report.language) == ("Обзоры прессы", "ru")


def test_an_article_in_plain_boxes_keeps_its_lede_and_loses_links_to_others() -> None:
    report = read("amp")
    assert paragraphs(report)[0] == "In 2019 the chancellor turned down a terminal on the coast of Lissander."
    assert paragraphs(report)[-1] == "A decision is expected in the spring."
    assert "Read also" not in report.text
    assert (report.title, report.authors) == (
        "The Terminal That Was Not Built & Other Plans",
        ("Otto Lind", "Vera Nolte"),
    )
