"""Folding: what typography changes, and the way back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.verifying.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Nobody’s gate,” he said", '"Nobody\'s gate," he said'),
        ("«Ворота закрыты»", "„ворота закрыты“"),
        ("formal dialog — now", "formal dialog - now"),
        ("formal dialog—now", "formal dialog – now"),
        ("was … late", "was ... late"),
        ("was…late", "was. . .late"),
        ("a  gate\n shut", "A gate shut"),
        ("eight\u00a0envoys", "eight envoys"),
        ("co\u00adoperation", "cooperation"),
        ("caf\u00e9", "cafe\u0301"),
        ("ﬁve", "five"),
        ("STRASSE", "straße"),
    ],
)
def test_texts_that_differ_in_typography_alone_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"), [("eight", "nine"), ("is logical", "is not logical"), ("6%", "5%"), ("cafe", "caf\u00e9")]
)
def test_texts_that_say_something_else_do_not(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(st.text(max_size=60))
def test_every_folded_character_leads_back_to_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(st.text(alphabet="ab cé.…“”—’\n", max_size=40))
def test_form_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(unicodedata.normalize("NFC", text)).text


def test_a_folded_place_is_a_place_in_the_source() -> None:
    text = "He said:  “the … gate” is  shut."
    folded = fold(text)
    at = folded.text.index("gate' is shut")
    assert folded.source(at, at + len("gate' is shut")).of(text) == "gate” is  shut"
