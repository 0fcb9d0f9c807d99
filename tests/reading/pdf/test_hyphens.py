"""Words broken at the end of a line."""

import pytest

from mediaqa.reading.pdf.hyphens import Joiner
from tests.reading.pdf.sheets import VESK, Text, below, column, read, texts

WORDS = [
    "The prediction came true, and the well-known Courier had predicted it. Policy and making it are two things.",
    "Russian papers say that rebels, backed by Sarn, did it.",
]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the paper pre-", "dicted it", "the paper predicted it"),
        ("the well-", "known weekly", "the well-known weekly"),
        ("the govern-", "ment of Vesk", "the government of Vesk"),
        ("the policy-", "making body", "the policy-making body"),
        ("the Russian-", "backed rebels", "the Russian-backed rebels"),
        ("a Lissander-", "backed plan", "a Lissander-backed plan"),
        ("the NATO-", "Russia council", "the NATO-Russia council"),
        ("in 2019-", "2021 alone", "in 2019-2021 alone"),
        ("short-", "and long-term", "short- and long-term"),
        ("state-of-the-", "art work", "state-of-the-art work"),
        ("e-", "mail", "e-mail"),
        ("GOVERN-", "MENT OF VESK", "GOVERNMENT OF VESK"),
        ("по-", "русски", "по-русски"),
        ("прави-", "тельство", "правительство"),
        ("кто-", "то сказал", "кто-то сказал"),
        ("the border —", "as he said", "the border — as he said"),
    ],
)
def test_the_words_of_the_document_decide(before: str, after: str, joined: str) -> None:
    assert Joiner([WORDS, [before, after]]).join([before, after])[0] == joined


def test_halves_of_words_are_no_words() -> None:
    lines = ["It was the com-", "pany and the other com-", "pany of Vesk"]
    assert Joiner([lines]).join(lines)[0] == "It was the company and the other company of Vesk"


def test_the_places_of_lines_are_told() -> None:
    lines = ["the govern-", "ment of", "Vesk"]
    text, starts = Joiner([lines]).join(lines)
    assert [text[start:] for start in starts] == ["the government of Vesk", "ment of Vesk", "Vesk"]


def test_words_broken_in_a_file_are_whole() -> None:
    lines = column([VESK])
    y = below(lines, 6)
    broken = [
        Text(72, y, "It was left to the ministry of foreign affairs and to the interior min-"),
        Text(72, y + 12, "istry to say why the police of Lissander had closed the road to Sarn."),
    ]
    whole = " ".join(line.words for line in broken).replace("min- istry", "ministry")
    assert texts(read(lines + broken)) == [VESK, whole]
