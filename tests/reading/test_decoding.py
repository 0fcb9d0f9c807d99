"""Files in the encodings that occur are read without harm; what is no text is refused."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.errors import BinaryFileError, ReadError, UnsupportedFormatError
from mediaqa.reading.cleaning import settle
from mediaqa.reading.decoding import decode

RUSSIAN = (
    "Газета «Восток» пишет, что переговоры о порте Велмар продолжатся в марте. Министр — против. "
    "По словам редакции, ни одна из сторон не готова уступить."
)
ENGLISH = "The minister said “no” — and that’s all… The café owner agreed with him."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH])
def test_unicode_is_read_with_and_without_its_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt") == (text, None)


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5"])
@pytest.mark.parametrize("text", ["Переговоры о порте Велмар продолжатся в марте.", RUSSIAN])
def test_russian_in_older_encodings(text: str, codec: str) -> None:
    data = text.encode(codec, "replace")
    decoded = decode(data, "a.txt")
    assert decoded.text == data.decode(codec)
    assert decoded.warning is not None


def test_russian_names_in_an_english_text() -> None:
    text = "The daily Коммерсантъ and the weekly Огонёк wrote about it. " * 3
    assert decode(text.encode("cp1251"), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ENGLISH, "cp1252"),
        ("Le président a déclaré que la réforme était nécessaire, malgré l’opposition à l’Assemblée.", "cp1252"),
        ("Die Außenministerin erklärte, die Gespräche würden fortgeführt.", "cp1252"),
        ("Rzecznik rządu powiedział, że źródła są wiarygodne. Później dodał, że będą następne rozmowy.", "cp1250"),
        ("Ο υπουργός δήλωσε ότι οι συνομιλίες συνεχίζονται.", "cp1253"),
        ("外務大臣は交渉が続くと述べた。政府は声明を発表した。", "shift_jis"),
    ],
)
def test_other_older_encodings(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


def test_a_file_cut_inside_a_letter_loses_only_that_letter() -> None:
    decoded = decode(RUSSIAN.encode()[:-2], "a.txt")
    assert decoded.text == RUSSIAN[:-2] + "\ufffd"
    assert decoded.warning == "1 damaged character replaced"


def test_a_stray_zero_byte_does_not_make_a_text_binary() -> None:
    assert decode(b"The dam broke.\0 Nobody was hurt, said the Post.", "a.txt").text.startswith("The dam broke.\0")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nreport",
        b"PK\x03\x04\x14\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"{\\rtf1\\ansi The dam broke.}",
        b"\x89PNG\r\n\x1a\n",
        b"\x7fELF\x02\x01\x01" + bytes(40),
        bytes(range(256)) * 20,
        codecs.BOM_UTF8[:2] + bytes(range(128, 256)) * 10,
    ],
)
def test_binary_content_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(BinaryFileError, match=r"a\.txt"):
        decode(data, "a.txt")


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><p>x", b"\n <HTML lang=en>"])
def test_a_web_page_under_a_text_name_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"a\.txt: holds a web page"):
        decode(data, "a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        settle(decode(data, "a.txt").text).encode()
