"""Words become lines, and their characters are settled."""

import pytest

from mediaqa.reading.pdf.lines import join_pieces, pieces, rows
from mediaqa.reading.pdf.words import Word


def line_of(*words: str) -> str:
    placed = [Word(word, 100.0 * i, 100.0 * i + 96, 50, 10) for i, word in enumerate(words)]
    return " ".join(line.text for line in pieces(placed))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("oﬃce", "office"),
        ("ﬁrst", "first"),
        ("ﬂow", "flow"),
        ("½", "½"),
        ("go\N{SOFT HYPHEN}vern", "govern"),
        ("gov\N{SOFT HYPHEN}", "gov-"),
        ("Sarn\N{REPLACEMENT CHARACTER}", "Sarn"),
        ("\x01Vesk", "Vesk"),
        ("\uf0b7", "•"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
    ],
)
def test_characters_are_settled(written: str, read: str) -> None:
    assert line_of(written) == read


def test_words_far_apart_are_pieces() -> None:
    words = [Word("Vesk", 0, 20, 50, 10), Word("and", 23, 40, 50, 10), Word("Sarn", 60, 80, 50, 10)]
    assert [piece.text for piece in pieces(words)] == ["Vesk and", "Sarn"]
    (row,) = rows(pieces(words))
    assert join_pieces(row).text == "Vesk and Sarn"
    assert [cell.text for cell in join_pieces(row).cells] == ["Vesk and", "Sarn"]


def test_a_raised_mark_is_known() -> None:
    words = [Word("Vesk.", 0, 24, 50, 10), Word("12", 24, 30, 46.5, 6.5, glued=True), Word("Sarn", 33, 50, 50, 10)]
    (line,) = pieces(words)
    assert line.text == "Vesk.12 Sarn"
    assert [line.text[slice(*span)] for span in line.marks] == ["12"]


def test_raised_figures_of_unicode_are_marks() -> None:
    (line,) = pieces([Word("Vesk¹²", 0, 30, 50, 10)])
    assert (line.text, line.marks) == ("Vesk12", ((4, 6),))


def test_lowered_figures_are_no_marks() -> None:
    (line,) = pieces([Word("CO", 0, 14, 50, 10), Word("2", 14, 18, 52, 6.5, glued=True)])
    assert (line.text, line.marks) == ("CO2", ())


def test_a_mark_and_its_note_stand_on_one_row() -> None:
    words = [Word("4", 10, 13, 47, 5.5), Word("Lanterna,", 14, 50, 50, 6), Word("page", 52, 70, 50, 6)]
    (row,) = rows(pieces(words))
    assert join_pieces(row).text == "4 Lanterna, page"
