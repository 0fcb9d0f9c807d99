"""Links open the place of a quote: words of a web page, a page of a PDF, or a command."""

import pytest

from mediaqa.links import link_to, text_directive
from mediaqa.values import Format, ReportInfo


def info(*, url: str | None = None, source: str = "desk/1", format: Format = "text") -> ReportInfo:  # noqa: A002
    return ReportInfo(id="abc", source=source, title="Digest", url=url, format=format)


def test_words_of_a_web_page_are_found_by_a_text_fragment() -> None:
    link = link_to(info(url="https://sarn.example/a", format="html"), "The gate was shut.", 4, 22, page=None)
    assert link == "https://sarn.example/a#:~:text=The%20gate%20was%20shut."


def test_page_of_a_pdf_is_opened() -> None:
    report = info(source="/archive/north light.pdf", format="pdf")
    assert link_to(report, "The gate.", 4, 13, page=7) == "file:///archive/north%20light.pdf#page=7"
    printed = info(source="/archive/a.pdf", url="https://sarn.example/a.html", format="pdf")
    assert link_to(printed, "The gate.", 4, 13, page=7) == "file:///archive/a.pdf#page=7"
    fetched = info(source="https://sarn.example/get?id=7", url="https://sarn.example/get?id=7", format="pdf")
    assert link_to(fetched, "The gate.", 4, 13, page=7) == "https://sarn.example/get?id=7#page=7"
    on_the_web = info(url="https://sarn.example/a.pdf#top", format="pdf")
    assert link_to(on_the_web, "The gate.", 4, 13, page=7) == "https://sarn.example/a.pdf#page=7"


@pytest.mark.parametrize(
    "report",
    [
        info(),
        info(source="/archive/a.txt"),
        info(format="pdf", source="a.pdf"),
        info(url="", format="html"),
        info(url="https://sarn.example/a", format="pdf"),
    ],
)
def test_everything_else_is_shown_by_a_command(report: ReportInfo) -> None:
    assert link_to(report, "The gate.", 4, 13, page=None) == "mediaqa show abc --at 4-13"


@pytest.mark.parametrize(
    ("words", "before", "directive"),
    [
        ("The gate was shut.", "", "The%20gate%20was%20shut."),
        ("well-known, at last & shut", "", "well%2Dknown%2C%20at%20last%20%26%20shut"),
        (
            "The gate was shut on Monday because nobody had the key.",
            "",
            "The%20gate%20was%20shut,nobody%20had%20the%20key.",
        ),
        ("One line.\n\nAnother line.", "", "One%20line.,Another%20line."),
        ("Sarn | 1,200 | 3", "", "Sarn,3"),
        ("Sarn | 1,200", "Sarn\n\nTown | Ships\n\n", "Ships-,Sarn,1%2C200"),
        ("The gate.", "The gate. He said it again:", "said%20it%20again%3A-,The%20gate."),
        (
            "The Courier wrote that nobody had the key to the gate.",
            "The Courier wrote that all was well. Later it changed its mind.",
            "The%20Courier%20wrote%20that%20nobody,key%20to%20the%20gate.",
        ),
        ("Ворота закрыты.", "", "%D0%92%D0%BE%D1%80%D0%BE%D1%82%D0%B0%20%D0%B7%D0%B0%D0%BA%D1%80%D1%8B%D1%82%D1%8B."),
    ],
)
def test_directive(words: str, before: str, directive: str) -> None:
    assert text_directive(words, before) == directive
