"""Front matter gives facts and leaves the text; what is none stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.reading.cleaning import settle
from mediaqa.reading.dates import DateReading
from mediaqa.reading.front_matter import take_front_matter
from mediaqa.reading.metadata import Rank


def read(text: str) -> tuple[dict[str, object], str]:
    facts, rest = take_front_matter(text)
    assert all(fact.rank == Rank.FRONT_MATTER for fact in facts)
    return {f.field: f.value.written if isinstance(f.value, DateReading) else f.value for f in facts}, rest


def test_lists_and_mappings_are_read() -> None:
    text = (
        "---\nauthors:\n  - Anna Fink\n  - name: Julian Waller\ntags: [ports, strikes]\nissue: 14\n---\nThe dam broke."
    )
    expected = {"authors": ("Anna Fink", "Julian Waller"), "tags": ("ports", "strikes"), "issue": "14"}
    assert read(text) == (expected, "The dam broke.")


def test_values_stay_as_written() -> None:
    text = "---\ndate: 2021-10-24\ndocument-number: 007\nPublication Date: x\n---\n"
    assert read(text)[0] == {"date": "2021-10-24", "document_number": "007"}


def test_a_colon_in_a_title_does_no_harm() -> None:
    text = "---\ntitle: Tarn: a study\nauthor: Anna Fink, Julian Waller\n---\nx"
    assert read(text) == ({"title": "Tarn: a study", "authors": ("Anna Fink", "Julian Waller")}, "x")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"\uD800The dam", "\ufffdThe dam"),
        (r"\e[31mThe \x9b7m\u202Edam\x07", "[31mThe 7mdam"),
        (r"The\r\n\u2028dam\0", "The dam"),
    ],
)
def test_characters_that_yaml_names_are_settled(written: str, title: str) -> None:
    assert read(f'---\ntitle: "{written}"\ntags: ["{written}"]\n---\nx')[0] == {"title": title, "tags": (title,)}


def test_address_with_a_control_character_loses_it() -> None:
    assert read('---\nurl: "https://sarn.example/\\e[31m\\u202Edam"\n---\nx')[0] == {
        "url": "https://sarn.example/[31mdam"
    }


def test_character_that_does_not_exist_is_left_as_written() -> None:
    assert read('---\ntitle: "\\UFFFFFFFF"\n---\nx')[0] == {"title": r"\UFFFFFFFF"}


def test_endless_value_is_no_title() -> None:
    assert read(f"---\ntitle: {'dam ' * 1000}\nauthor: Anna Fink\n---\nx")[0] == {"authors": ("Anna Fink",)}


def test_unknown_keys_are_left_out() -> None:
    assert read("---\nlayout: post\n---\nx") == ({}, "x")


@pytest.mark.parametrize(
    "text",
    [
        "The dam broke.",
        "---\nThe dam broke.\n---\nx",
        "---\ntitle: never closed\n\nx",
        "",
        "--- \n---\n",
        "a\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_no_front_matter_stays(text: str) -> None:
    assert read(text) == ({}, text)


@given(st.text(max_size=200))
def test_any_block_is_read_or_left(block: str) -> None:
    text = settle(f"---\ntitle: {block}\n---\nx")
    _, rest = take_front_matter(text)
    assert text.endswith(rest)
