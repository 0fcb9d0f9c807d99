import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediaqa.sentences import sentence_spans
from mediaqa.values import Span

CASES = Path(__file__).parent / "data" / "sentence_cases.txt"
REPORTS = Path(__file__).parents[2] / "shared" / "reports"
MEGABYTE = 1_000_000


def marked_cases() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line.replace("⏎", "\n") for line in lines if line and not line.startswith(("# ", "== "))]


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize("marked", marked_cases())
def test_sentences_end_where_the_case_says(marked: str) -> None:
    assert sentences(marked.replace("¦", "")) == [part.strip() for part in marked.split("¦")]


def test_spans_count_from_the_beginning_of_the_text() -> None:
    assert sentence_spans("  One.  Two? \n\n Three") == [Span(2, 6), Span(8, 12), Span(16, 21)]


def test_only_the_part_that_is_asked_for_is_split() -> None:
    text = "Zero. One. Two. Three."
    assert sentence_spans(text, 6, 15) == [Span(6, 10), Span(11, 15)]
    assert sentence_spans(text, 6, 13) == [Span(6, 10), Span(11, 13)]
    assert sentence_spans(text, 16) == [Span(16, 22)]


@pytest.mark.parametrize("blank", ["", " ", "\n\n\n", " \t\u00a0\u3000\n "])
def test_blanks_hold_no_sentence(blank: str) -> None:
    assert sentence_spans(blank) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政策失败。莫斯科回应了！", ["政策失败。", "莫斯科回应了！"]),
        ("Der Botschafter ging. Äußerst ungewöhnlich.", ["Der Botschafter ging.", "Äußerst ungewöhnlich."]),
        ("Ήταν λάθος. Έτσι λένε.", ["Ήταν λάθος.", "Έτσι λένε."]),
        ("Було 5 тис. їх слів.", ["Було 5 тис. їх слів."]),
        ("He sold it. iPhones rose.", ["He sold it.", "iPhones rose."]),
        ("One.\u2029Two", ["One.", "Two"]),
        ("One.\r\n\r\nTwo\r\n", ["One.", "Two"]),
    ],
)
def test_other_scripts_and_line_ends_are_split_too(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_line_breaks_of_a_narrow_or_unwrapped_paragraph_end_sentences() -> None:
    long_line = "Moscow " * 30 + "closed it"
    assert sentences(f"{long_line}\nBrussels kept silent\n{long_line}") == [
        long_line,
        "Brussels kept silent",
        long_line,
    ]
    assert sentences("Moscow\nBrussels") == ["Moscow", "Brussels"]
    assert sentences("Moscow\nthe city") == ["Moscow\nthe city"]


MARKS = """. ! ? … ... …. ” » ’ " ' ( ) [ ] « “ — - , : ; • 1. 12 3.5 Mr. U.S. г. т.е. А. No. Inc. e.g. I. [12] 。"""
WORDS = "Moscow Brussels the closed Он сказал He In asked"
PIECES = st.sampled_from([*MARKS.split(), *WORDS.split(), *" " * 12, "\n", "\n", "\n\n", "\u00a0"])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_spans_are_ordered_disjoint_trimmed_and_hold_every_character(text: str) -> None:
    at = 0
    for start, end in sentence_spans(text):
        assert at <= start < end
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        assert "\n\n" not in text[start:end]
        at = end
    assert text[at:].strip() == ""


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_a_paragraph_is_split_as_it_would_be_alone(one: str, other: str) -> None:
    one, other = one.strip(), other.strip()
    shift = len(one) + 2
    alone = [Span(start + shift, end + shift) for start, end in sentence_spans(other)]
    assert sentence_spans(f"{one}\n\n{other}") == sentence_spans(one) + alone


@pytest.mark.parametrize(
    "piece",
    [
        ".",
        "A. ",
        '"',
        '."',
        "… ",
        ". ",
        "a\n",
        "? ",
        ". \"'(",
        '?" Aaa ',
        "Mr. ",
        ". [1]",
        "T.",
        "\n  ",
        "word word\n",
    ],
)
def test_a_megabyte_of_anything_is_split_in_linear_time(piece: str) -> None:
    begin = time.process_time()
    for tail in ("", "x"):
        sentence_spans(piece * (MEGABYTE // 4 // len(piece)) + tail)
    assert time.process_time() - begin < 2


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not here")
def test_real_report_is_split_where_its_sentences_end() -> None:
    [file] = REPORTS.glob("*.txt")
    found = [s for s in sentences(file.read_text(encoding="utf-8")) if len(s) > 60]
    assert len(found) == 25
    quoted = next(place for place, sentence in enumerate(found) if sentence.endswith("Moscow…."))
    assert found[quoted - 1].endswith("into its concept.”")
    assert found[quoted].startswith("However, … it was")
    assert found[quoted + 1].startswith("By expelling Russian diplomats, Brussels")
    assert found[quoted + 1].endswith("unprepared.")
