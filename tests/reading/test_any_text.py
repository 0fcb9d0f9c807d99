"""Any text at all gives a whole report or one of our errors, in bounded time."""

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.errors import ReadError
from mediaqa.reading import read_document, read_text
from mediaqa.values import Overrides, Report

SECONDS = 10.0
"""Ten times what the slowest text below takes on two shared cores; a careless pattern takes hours."""

LINES = [
    "",
    "  ",
    "skip to main content",
    "Home News Video Search Facebook Twitter",
    "Anna FinkJulian Waller",
    "The Dam and Its Critics",
    "By Anna Petrova",
    "24 October 2021",
    "Pages: 15",
    "Contents",
    "1. The mines",
    "# Heading",
    "====",
    "---",
    "> quoted",
    "- item",
    "    indented words that are a sentence here.",
    "“opened and never closed",
    "closed at last”",
    "He continues:",
    "The government spent the week defending the dam, and",
    "the papers spent the week defending the river from it.",
    "Summary",
    "Related articles",
    "Back to Orlan Studies",
    "Газета пишет, что переговоры продолжатся.",
    "| a | b |",
    "|---|---|",
    "<div>",
    "title: x",
    "3",
    "4",
]
ANY_CHARACTERS = st.text(st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Po"]))
ANY_LINES = st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", "\f"]).map(lambda end: end.join(lines))
)


def check(report: Report) -> None:
    text = report.text
    assert text == text.strip()
    assert text
    assert all(part and "\n" not in part for part in text.split("\n\n"))
    assert unicodedata.is_normalized("NFC", text)
    assert [section.start for section in report.sections] == [0, *(section.end for section in report.sections[:-1])]
    assert report.sections[-1].end == len(text)
    for section in report.sections:
        assert section.start < section.end
        assert section.title == (section.heading.of(text) if section.heading else None)
        assert section.heading is None or section.heading.start == section.start
    starts = [0, *(i + 2 for i in range(len(text)) if text.startswith("\n\n", i))]
    for span in report.quotations:
        assert span.start in starts
        assert "\n\n" not in span.of(text)
        assert text[span.end : span.end + 2] in ("", "\n\n")
    Report.model_validate_json(report.model_dump_json().encode())


@given(ANY_CHARACTERS | ANY_LINES, st.booleans())
def test_any_text_is_a_whole_report_or_refused(text: str, markdown: bool) -> None:
    try:
        report = read_text(text, source="key", overrides=Overrides(), name="a.txt", markdown=markdown)
    except ReadError:
        return
    check(report)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md"]))
def test_any_bytes_are_a_whole_report_or_refused(data: bytes, name: str) -> None:
    try:
        report = read_document(data, source="key", name=name, overrides=Overrides())
    except ReadError:
        return
    check(report)


@given(ANY_LINES)
def test_reading_what_was_read_adds_no_word(text: str) -> None:
    try:
        once = read_text(text, source="key", overrides=Overrides(), name="a.txt")
        again = read_text(once.text, source="key", overrides=Overrides(), name="a.txt")
    except ReadError:
        return
    check(again)
    assert not Counter(again.text.split()) - Counter(once.text.split())


LONG_LINES = {
    name: piece * (1_000_000 // len(piece))
    for name, piece in {
        "a": "a",
        "A.": "A. ",
        "Aa": "Aa",
        "names": "Aa Bb",
        "blanks": " ",
        "tabs": "\t",
        "points": ".",
        "digits": "1 ",
        "bars": "| ",
        "greater": ">",
        "joiners": "\u200d",
        "marks": "e\u0301",
        "surrogates": "\ud800",
        "right to left": "שלום ",
        "semicolons": "a; ",
        "sentences": "He said no. ",
    }.items()
}
MANY_LINES = {
    name: piece * (40_000 // len(piece))
    for name, piece in {
        "colons": ":\n",
        "letters": "a\n",
        "words": "Video\n\n",
        "menu": "Home News Video\n",
        "wrapped": "word " * 14 + "\n",
        "hyphens": "word " * 13 + "pre-\n",
        "opened": "“a b c d\n\n",
        "cues": "He says:\n\n",
        "items": "- a\n",
        "numbers": "1. a\n",
        "quotes": "> a\n",
        "underlined": "Aa\n==\n\n",
        "labels": "Date: 1/1/2020\n",
        "bylines": "By A. B.\n",
        "rows": "a | b\n",
        "rules": "---\n",
        "links": "[a](",
        "brackets": "[",
        "images": "![",
        "stars": "*a ",
        "bold": "**a",
        "tags": "<a ",
        "comments": "<!--",
        "scripts": "<script\n",
        "references": "&amp;",
        "backslashes": "\\",
        "nested": "- " * 50 + "a\n",
        "series": "Aa, Vol. 1 - No. 2 - a" * 10 + "\n",
    }.items()
}


@pytest.mark.parametrize("name", LONG_LINES)
def test_one_long_line_takes_bounded_time(name: str) -> None:
    assert seconds(LONG_LINES[name], markdown=False) < SECONDS


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("name", MANY_LINES)
def test_many_lines_take_bounded_time(name: str, markdown: bool) -> None:
    assert seconds(MANY_LINES[name], markdown=markdown) < SECONDS


def seconds(text: str, *, markdown: bool) -> float:
    begin = time.process_time()
    try:
        report = read_text(text, source="key", overrides=Overrides(), name="a.txt", markdown=markdown)
        assert report.sections[-1].end == len(report.text)
    except ReadError:
        pass
    return time.process_time() - begin
