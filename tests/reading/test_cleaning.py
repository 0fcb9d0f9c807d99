"""Characters are settled before any offset exists."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.reading.cleaning import encodable, settle

ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn"]))


@pytest.mark.parametrize(
    ("raw", "settled"),
    [
        ("a\r\nb", "a\nb"),
        ("a\r\r\nb", "a\nb"),
        ("a\r\rb", "a\n\nb"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("a\x85b\vc", "a\nb\nc"),
        ("a\n\fb", "a\nb"),
        ("a\fb", "a\nb"),
        ("dip\u00adlomat", "diplomat"),
        ("dip\u00ad\nlomat", "diplomat"),
        ("a\u200bb\ufeffc\u2060d", "abcd"),
        ("a\0b\x1bc", "abc"),
        ("10\u00a0000\u202f000", "10 000 000"),
        ("Александро\u0301в и\u0306", "Александро\u0301в й"),
        ("cafe\u0301", "café"),
        ("\u202eabc\u202c \u2067שלום\u2069", "abc שלום"),
        ("\ud83d\ude00 \ud800", "😀 \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("a\u200db\u200c", "ab"),
        ("a\U000e0041b", "ab"),
        ("a\tb", "a\tb"),
    ],
)
def test_odd_characters_are_settled(raw: str, settled: str) -> None:
    assert settle(raw) == settled


@given(ANY_TEXT)
def test_settled_text_can_be_stored_and_is_not_changed_again(text: str) -> None:
    settled = settle(text)
    assert settled.encode().decode() == settled
    assert unicodedata.is_normalized("NFC", settled)
    assert settle(settled) == settled
    assert not {"\r", "\0", "\u2028", "\u00a0", "\ufeff", "\f"} & set(settled)


@given(ANY_TEXT)
def test_keys_can_be_encoded(text: str) -> None:
    encodable(text).encode()
