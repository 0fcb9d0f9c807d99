"""Running headers, footers and page numbers."""

import pytest

from tests.reading.pdf.sheets import HEIGHT, LEFT, LISSANDER, RIGHT, SARN, VESK, Text, column, read, texts

PAGES = [f"This is {'very ' * i}old: {words}" for i, words in enumerate((VESK, SARN, LISSANDER) * 2, 2)]
FOOT = HEIGHT - 50


def numbered(form: str, first: int = 1) -> list[list[Text]]:
    return [[*column([words]), Text(290, FOOT, form.format(i))] for i, words in enumerate(PAGES, first)]


@pytest.mark.parametrize(
    "form", ["{}", "– {} –", "Page {} of 6", "[{}]", "Vesk Press Review | {}", "{} The Sarn Papers"]
)
def test_page_numbers_are_dropped(form: str) -> None:
    assert texts(read(*numbered(form, first=17))) == PAGES


def test_roman_page_numbers_are_dropped() -> None:
    pages = [
        [*column([words]), Text(290, FOOT, roman)]
        for words, roman in zip(PAGES, ["i", "ii", "iii", "iv", "v", "vi"], strict=True)
    ]
    assert texts(read(*pages)) == PAGES


def test_headers_of_left_and_right_pages_are_dropped() -> None:
    pages = [
        [
            Text(LEFT, 50, f"{i}   The Sarn Papers", 9) if i % 2 else Text(RIGHT - 90, 50, f"Anna Petrova   {i}", 9),
            *column([words]),
        ]
        for i, words in enumerate(PAGES, 1)
    ]
    assert texts(read(*pages)) == PAGES


def test_a_header_that_changes_with_the_chapter_is_dropped() -> None:
    heads = ["The border", "The border", "The dam", "The dam", "The film", "The dam"]
    pages = [
        [Text(LEFT, 50, head, 9), Text(RIGHT - 10, 50, str(i), 9), *column([words])]
        for i, (head, words) in enumerate(zip(heads, PAGES, strict=True), 1)
    ]
    assert texts(read(*pages)) == PAGES


def test_two_pages_share_their_header() -> None:
    pages = [[Text(LEFT, 50, "Vesk Press Review", 9), *column([words])] for words in (VESK, SARN)]
    assert texts(read(*pages)) == [VESK, SARN]


def test_a_header_that_repeats_the_title_is_dropped() -> None:
    first = [Text(LEFT, 60, "Vesk and Its Press", 20), *column([VESK])]
    second = [Text(LEFT, 50, "Vesk and Its Press", 8), *column([SARN])]
    assert texts(read(first, second)) == ["Vesk and Its Press", VESK, SARN]


def test_the_first_lines_of_pages_stay() -> None:
    assert texts(read(*[column([words]) for words in PAGES])) == PAGES


def test_headings_that_are_counted_stay() -> None:
    pages = [[Text(LEFT, 60, f"{i * 3}. Papers of the week", 14), *column([words])] for i, words in enumerate(PAGES, 1)]
    assert [text for text in texts(read(*pages)) if "Papers" in text] == [
        f"{i * 3}. Papers of the week" for i in range(1, 7)
    ]


def test_the_number_of_a_single_page_is_dropped() -> None:
    assert texts(read([*column([VESK]), Text(290, FOOT, "1")])) == [VESK]
    assert texts(read([*column([VESK]), Text(290, FOOT, "Page 3 of 12")])) == [VESK]


def test_a_number_that_is_not_the_pages_stays() -> None:
    assert texts(read([*column([VESK]), Text(290, FOOT, "1994")])) == [VESK, "1994"]


def test_pages_that_begin_with_the_same_words_keep_them() -> None:
    pages = [[Text(LEFT, 50, "Vesk Press Review", 9), *column([VESK, words])] for words in PAGES]
    assert [text for text in texts(read(*pages)) if text != VESK] == PAGES
    assert texts(read(*pages)).count(VESK) == len(PAGES)
