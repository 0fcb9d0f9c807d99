"""The order of reading: one column, several, and what spans them."""

from typing import Any

import pytest

from tests.reading.pdf.sheets import (
    LEFT,
    LISSANDER,
    RIGHT,
    SARN,
    TOP,
    VESK,
    Text,
    column,
    read,
    texts,
    upright,
    wrapped,
)

MIDDLE = (LEFT + RIGHT) / 2


def halves(gutter: float = 16.0) -> tuple[list[Text], list[Text]]:
    left = column([VESK, SARN], right=MIDDLE - gutter / 2)
    right = column([LISSANDER, VESK], x=MIDDLE + gutter / 2)
    return left, right


def test_one_column_is_read_from_the_top() -> None:
    assert texts(read(column([VESK, SARN, LISSANDER]))) == [VESK, SARN, LISSANDER]


@pytest.mark.parametrize("gutter", [9.0, 16.0, 30.0])
def test_two_columns_are_read_one_after_the_other(gutter: float) -> None:
    left, right = halves(gutter)
    assert texts(read(left + right)) == [VESK, SARN, LISSANDER, VESK]


def test_the_order_of_the_file_does_not_count() -> None:
    left, right = halves()
    by_height = sorted(left + right, key=lambda text: (text.y, text.x))
    assert texts(read(by_height)) == [VESK, SARN, LISSANDER, VESK]
    assert texts(read(right + left)) == [VESK, SARN, LISSANDER, VESK]


def test_three_columns() -> None:
    width = (RIGHT - LEFT) / 3
    page = [
        line
        for i, words in enumerate((VESK, SARN, LISSANDER))
        for line in column([words, words], x=LEFT + i * width, right=LEFT + (i + 1) * width - 14)
    ]
    assert texts(read(page)) == [VESK, VESK, SARN, SARN, LISSANDER, LISSANDER]


def test_a_title_over_two_columns_and_a_note_under_them_span_both() -> None:
    left, right = halves()
    title = [Text(LEFT + 60, 60, "Vesk and Sarn in the Press of Lissander", 18)]
    closing = wrapped(SARN, y=max(line.y for line in left + right) + 30)
    assert texts(read(title + left + right + closing)) == [title[0].words, VESK, SARN, LISSANDER, VESK, SARN]


def test_columns_of_unequal_length() -> None:
    left, _ = halves()
    right = wrapped("The company has stopped to name a date for the opening.", x=MIDDLE + 8)
    assert len(right) == 2
    assert texts(read(left + right)) == [VESK, SARN, " ".join(line.words for line in right)]


def test_a_heading_between_columns_stands_over_all_of_them() -> None:
    left = column([VESK], right=MIDDLE - 8) + column([SARN], right=MIDDLE - 8, y=290)
    right = column([LISSANDER], x=MIDDLE + 8) + column([VESK], x=MIDDLE + 8, y=290)
    heading = Text(LEFT, 255, "The opposition", 14)
    assert texts(read([*left, *right, heading])) == [VESK, LISSANDER, "The opposition", SARN, VESK]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    lines = wrapped(f"{VESK} {LISSANDER}", right=MIDDLE - 8)
    half = len(lines) // 2 + 1
    moved = [line._replace(x=MIDDLE + 8, y=lines[i].y) for i, line in enumerate(lines[half:])]
    assert texts(read(lines[:half] + moved)) == [f"{VESK} {LISSANDER}"]


def test_wide_blanks_in_one_column_are_no_gutter() -> None:
    rows = [line.words.split() for line in wrapped(VESK, right=MIDDLE + 60)]
    spread = [
        Text(LEFT + sum(map(len, words[:i])) * 5.2 + i * 14, TOP + 12 * n, word)
        for n, words in enumerate(rows)
        for i, word in enumerate(words)
    ]
    assert texts(read(spread)) == [VESK]


def test_a_stamp_in_the_margin_is_left_out() -> None:
    assert texts(read([*column([VESK, SARN]), upright("Sarn Archive 2104.01234v2", 30, 500)])) == [VESK, SARN]


def test_a_page_that_lies_on_its_side_is_read() -> None:
    def sideways(canvas: Any) -> None:
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 10)
        for i, line in enumerate(wrapped(VESK)):
            canvas.drawString(line.x, -100 - 12 * i, line.words)

    assert texts(read([sideways])) == [VESK]
