"""Encodings and broken pages: every page is read or refused in one line."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.errors import BinaryFileError, EmptyReportError, NoContentError, ReadError
from mediaqa.reading.html import parse_html
from mediaqa.reading.wording import word_set

ENGLISH = "The minister said “no” on Monday — and that is all, the Courier reports."
RUSSIAN = "Газета «Восток» пишет, что переговоры о порте Велмар продолжатся в марте."


def texts(data: bytes, charset: str | None = None) -> list[str]:
    return [block.text for block in parse_html(data, "a.html", charset=charset).blocks]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(codec: str) -> None:
    assert texts(f"<html><p>{RUSSIAN}</p></html>".encode(codec)) == [RUSSIAN]


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ("<meta charset=windows-1251>", None),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", None),
        ("<?xml version='1.0' encoding='windows-1251'?>", None),
        ("", "windows-1251"),
        ("<meta charset=utf-8>", "windows-1251"),
        ("", None),
    ],
)
def test_the_servers_encoding_wins_then_the_pages_own_then_the_likeliest(head: str, charset: str | None) -> None:
    assert texts(f"{head}<p>{RUSSIAN}</p>".encode("cp1251"), charset) == [RUSSIAN]


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-1", "unicode_escape", "no-such-thing", ""])
def test_a_wrong_encoding_does_not_win_over_sound_utf8(charset: str) -> None:
    assert texts(f"<meta charset=koi8-r><p>{RUSSIAN}</p>".encode(), charset) == [RUSSIAN]


def test_latin_1_means_windows_1252() -> None:
    assert texts(f"<meta charset=iso-8859-1><p>{ENGLISH}</p>".encode("cp1252")) == [ENGLISH]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n<p>x</p>", b"PK\x03\x04\x14\0", b"<p>" + bytes(range(9)) * 300])
def test_binary_content_under_the_name_of_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(BinaryFileError, match=r"^a\.html: "):
        parse_html(data, "a.html")


@pytest.mark.parametrize("data", [b"", b" \r\n ", b"\xef\xbb\xbf", b"<!-- nothing -->"])
def test_an_empty_page_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyReportError, match=r"^a\.html: holds no text"):
        parse_html(data, "a.html")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><script>var a = '<p>x</p>'", "no text but what scripts would write in a browser"),
        ("<body><div id=root>Loading…</div><script src=a.js></script>", "no text but what scripts would write in a br"),
        ("<frameset><frame src=a.html><noframes>Frames!</noframes></frameset>", "only frames, whose pages are other"),
        ("<body><img src=a.png></body>", "a page without text"),
    ],
)
def test_a_page_without_text_says_why(page: str, reason: str) -> None:
    with pytest.raises(NoContentError, match=rf"^a\.html: {reason}"):
        parse_html(page.encode(), "a.html")


@pytest.mark.parametrize("depth", [300, 3_000, 100_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "li"])
def test_deep_nesting_loses_nothing(depth: int, tag: str) -> None:
    page = f"<body><p>{ENGLISH}</p>{f'<{tag}>' * depth}<p>{ENGLISH}</p>{f'</{tag}>' * depth}<p>{ENGLISH}</p></body>"
    found = texts(page.encode())
    assert "".join(found).count(ENGLISH) == 3


def test_odd_characters_and_entities_do_no_harm() -> None:
    page = b"<!DOCTYPE html [<!ENTITY a 'x'>]><p>The talks&#xD800; go\0 on &#x1F600; &amp; on, said the Courier.</p>"
    assert texts(page)[-1] == "The talks\ufffd go on 😀 & on, said the Courier."


@pytest.mark.parametrize(
    "page",
    [
        "<p>{}<script>if (a < b) {{ document.write('<p>x</p>') }}",
        "<p>{}<!-- an open comment <p>x</p>",
        "{}",
        "<html><frameset></frameset><body><p>{}</body>",
        "<p>{}</b></i></table></p></div>",
        "<P CLASS='a' ID=\"b<c>\">{}",
    ],
)
def test_broken_markup_is_read(page: str) -> None:
    assert texts(page.format(ENGLISH).encode())[0].startswith(ENGLISH)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        parse_html(data, "a.html")


_PARTS = """
<p> </p> <div class=share> </div> <table> <tr> <td> </table> <ul> <li> </ul> <blockquote> <br> <a href=#fn1> 1 </a>
<sup> <h1> </h1> word words. <pre> </pre> <article> </article> <script> </script> <title> <ol> <q> <cite> <frameset>
<body> </body> <html> <main> &#xD800; <svg> <caption> <select> <option> <head> </head> <dl> <dt>
"""


@given(st.lists(st.sampled_from(sorted(word_set(_PARTS))), max_size=40))
def test_any_order_of_tags_is_read_or_refused(parts: list[str]) -> None:
    with contextlib.suppress(ReadError):
        for block in parse_html(" ".join(parts).encode(), "a.html").blocks:
            assert block.text == " ".join(block.text.split()) != ""
