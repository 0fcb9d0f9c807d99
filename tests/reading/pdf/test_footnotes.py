"""Footnotes stand apart from the sentence that they interrupt."""

import pytest

from mediaqa.reading.blocks import PageStart
from tests.reading.pdf.sheets import (
    LEFT,
    LISSANDER,
    RIGHT,
    SARN,
    VESK,
    Text,
    below,
    column,
    end_of,
    kinds,
    read,
    texts,
    wrapped,
)

NOTE = "Morning Post, 3 May 2021, page 4."
OTHER = "The Courier wrote the same on the day after, and its editor repeated it on the radio of Sarn."


def marked(line: Text, mark: str) -> list[Text]:
    """Return a line with a raised mark behind it."""
    return [line, Text(end_of(line), line.y, mark, 6.5, rise=3.5)]


def note(mark: str, words: str, y: float, *, raised: bool = True) -> list[Text]:
    if not raised:
        return wrapped(f"{mark} {words}", y=y, size=8)
    return [Text(LEFT, y, mark, 5.5, rise=2.8), *wrapped(words, x=LEFT, first=5, y=y, size=8)]


@pytest.mark.parametrize("mark", ["1", "12", "*", "†"])
@pytest.mark.parametrize("raised", [True, False])
def test_a_footnote_follows_its_paragraph_and_its_mark_goes(mark: str, raised: bool) -> None:
    lines = column([VESK])
    page = [*lines[:-1], *marked(lines[-1], mark), *note(mark, NOTE, 700, raised=raised)]
    assert kinds(read(page)) == [("text", VESK), ("note", f"{mark} {NOTE}")]


def test_the_paragraph_goes_on_before_the_footnotes_of_its_page() -> None:
    lines = wrapped(f"{SARN} {VESK}")
    first = [*marked(lines[0], "1"), *lines[1:3], *note("1", NOTE, 700), *note("2", OTHER, 712)]
    parsed = read(first, [*lines[3:], *note("3", NOTE, 700)])
    assert kinds(parsed) == [
        ("text", f"{SARN} {VESK}"),
        ("note", f"1 {NOTE}"),
        ("note", f"2 {OTHER}"),
        ("note", f"3 {NOTE}"),
    ]
    assert [block.pages[0] for block in parsed.blocks] == [
        PageStart(0, 1), PageStart(0, 1), PageStart(0, 1), PageStart(0, 2)
    ]  # fmt: skip


def test_a_footnote_goes_on_over_the_page() -> None:
    words = wrapped(f"1 {VESK} {LISSANDER}", size=8, y=700)
    parsed = read(
        column([SARN]) + words[:2],
        column([LISSANDER]) + [line._replace(y=680 + 10 * i) for i, line in enumerate(words[2:])],
    )
    assert kinds(parsed) == [("text", SARN), ("note", f"1 {VESK} {LISSANDER}"), ("text", LISSANDER)]
    assert [page.number for page in parsed.blocks[1].pages] == [1, 2]


def test_footnotes_of_two_columns_stand_under_their_own() -> None:
    middle = (LEFT + RIGHT) / 2
    left = column([VESK], right=middle - 8) + wrapped(f"1 {NOTE}", right=middle - 8, y=700, size=8)
    right = column([SARN], x=middle + 8) + wrapped(f"2 {OTHER}", x=middle + 8, y=690, size=8)
    assert kinds(read(left + right)) == [("text", VESK), ("text", SARN), ("note", f"1 {NOTE}"), ("note", f"2 {OTHER}")]


def test_a_raised_figure_without_a_footnote_stays() -> None:
    line = Text(LEFT, 100, "The dam of Sarn is 340 m")
    assert texts(read(column([VESK], y=200) + marked(line, "2")))[0] == "The dam of Sarn is 340 m2"


def test_a_mark_inside_a_line_goes_without_a_trace() -> None:
    before, after = "The Courier of Vesk", ", which is owned by the state, wrote that the border would stay closed."
    line = Text(LEFT, 100, before)
    rest = Text(end_of(line) + 4, 100, after)
    page = [*marked(line, "1"), rest, *column([SARN], y=120), *note("1", NOTE, 700)]
    assert texts(read(page))[0] == before + after


def test_marks_of_endnotes_go() -> None:
    lines = column([VESK])
    notes = [Text(LEFT, 300, "Notes", 14), *wrapped(f"1. {NOTE}", y=330), *wrapped(f"2. {OTHER}", y=350)]
    parsed = read([*lines[:-1], *marked(lines[-1], "2"), *notes])
    assert texts(parsed)[0] == VESK
    assert "note" not in [kind for kind, _ in kinds(parsed)]


def test_small_type_without_a_mark_is_text() -> None:
    assert kinds(read(column([VESK, SARN]) + wrapped(OTHER, y=700, size=8))) == [
        ("text", VESK),
        ("text", SARN),
        ("text", OTHER),
    ]


def test_a_list_of_sources_in_small_type_is_no_footnote() -> None:
    lines = column([VESK])
    y = below(lines, 10)
    sources = [Text(LEFT, y + 10 * i, f"{i + 1} The Courier, {i + 2} May 2021", 9.6) for i in range(3)]
    assert "note" not in [kind for kind, _ in kinds(read(lines + sources))]
