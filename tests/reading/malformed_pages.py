"""Web pages that are broken or hostile, made when they are asked for."""

import gzip

from mediaqa.errors import BinaryFileError, EmptyReportError, NoContentError
from tests.reading.docx.making import PROSE, p, word
from tests.reading.malformed import PARAGRAPHS, RUSSIAN, Malformed, fixed, noise, times

HEAD = "<html><head><title>The Dam of Sarn</title></head><body>"


def page(body: str) -> bytes:
    return f"{HEAD}{body}</body></html>".encode()


def linked_data(text: str) -> bytes:
    return page(f'<script type="application/ld+json">{text}</script><p>{PROSE}</p>')


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE html [<!ENTITY a0 "dam">{levels}]>{HEAD}<p>&a11; {PROSE}</p>'.encode()


PAGES = [
    Malformed("empty.html", fixed(""), EmptyReportError, "holds no text"),
    Malformed("blanks.html", fixed(" \n\t " * 1000), EmptyReportError, "holds no text"),
    Malformed(
        "no_body.html", fixed("<!doctype html><html><head></head></html>"), NoContentError, "a page without text"
    ),
    Malformed("title_only.html", fixed(f"{HEAD}</body></html>"), NoContentError, "a page without text"),
    Malformed(
        "script_only.html",
        lambda: page("<div id=root></div><script>let a = 'dam'</script>"),
        NoContentError,
        "what scripts would write",
    ),
    Malformed(
        "frames.html", fixed("<html><frameset><frame src=a.html></frameset></html>"), NoContentError, "only frames"
    ),
    Malformed(
        "picture.html", lambda: page("<img src='data:image/png;base64,AAAA'>"), NoContentError, "a page without text"
    ),
    Malformed(
        "drawing.html", lambda: page("<svg><path d='M 0 0 L 1 1'/></svg>"), NoContentError, "a page without text"
    ),
    Malformed("comment.html", lambda: page(f"<!-- {PROSE}"), NoContentError, "a page without text"),
    Malformed("open_script.html", lambda: page(f"<script> <p>{PROSE}</p>"), NoContentError, "what scripts would write"),
    Malformed(
        "menu.html", lambda: page("<nav>Home</nav><p>Share on Facebook</p><p>Print this page</p>"), NoContentError
    ),
    Malformed("nul.html", fixed(bytes(5000)), BinaryFileError),
    Malformed("noise.html", lambda: noise(200_000), BinaryFileError),
    Malformed("noise_in_tags.html", lambda: b"<html><body>" + noise(200_000), BinaryFileError),
    Malformed("pdf.html", fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), BinaryFileError, "a PDF document"),
    Malformed("docx.html", lambda: word(p(PROSE)), BinaryFileError, "a ZIP archive"),
    Malformed("gzip.html", lambda: gzip.compress(page(PROSE)), BinaryFileError, "a gzip archive"),
    Malformed("text.html", fixed(PARAGRAPHS), None, PROSE),
    Malformed("cut.html", lambda: page(f"<p>{PROSE}</p><p class='a")[:-20], None, PROSE),
    Malformed("cut_in_utf8.html", lambda: page(f"<p>{RUSSIAN}</p>").split(b"</p>")[0][:-1], None, "плотину"),
    Malformed("never_closed.html", lambda: page(f"<div><b><i><table><tr><td><p>{PROSE}"), None, PROSE),
    Malformed(
        "wrong_order.html", lambda: page(f"<p><b>{PROSE[:40]}</p></b>{PROSE[40:]}</div></td>"), None, "fending the dam"
    ),
    Malformed("deep.html", lambda: page(f"{'<div>' * 100_000}{PROSE}"), None, PROSE),
    Malformed("deep_inline.html", lambda: page(f"<p>{'<b><i>' * 50_000}{PROSE}"), None, PROSE),
    Malformed("deep_quotes.html", lambda: page(f"{'<blockquote>' * 30_000}{PROSE}"), None, PROSE),
    Malformed("deep_lists.html", lambda: page(f"{'<ul><li>' * 20_000}{PROSE}"), None, PROSE),
    Malformed("deep_tables.html", lambda: page(f"{'<table><tr><td>' * 3_000}{PROSE}"), None, PROSE),
    Malformed("entities.html", entity_bomb, None, PROSE),
    Malformed(
        "external.html",
        fixed(f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}<p>&x; {PROSE}'),
        None,
        PROSE,
    ),
    Malformed("numbers.html", lambda: page(f"<p>&#0;&#xD800;&#xDFFF;&#x110000;&#1; {PROSE}</p>"), None, PROSE),
    Malformed("nul_inside.html", lambda: page(f"<p>{PROSE.replace('dam', 'd' + chr(0) + 'am')}</p>"), None, PROSE),
    Malformed("override.html", lambda: page(f"<p>\u202e\u2067{PROSE}\u202c\u2069&rlm;&#x202e;</p>"), None, PROSE),
    Malformed("surrogates.html", lambda: page(f"<p>{PROSE}</p>") + b"\xed\xa0\xbd", None, PROSE),
    Malformed("utf16.html", lambda: page(f"<p>{RUSSIAN}</p>").decode().encode("utf-16"), None, RUSSIAN),
    Malformed("utf16_unmarked.html", lambda: page(f"<p>{PROSE}</p>").decode().encode("utf-16-le"), None, PROSE),
    Malformed(
        "wrong_charset.html",
        lambda: page(f"<p>{RUSSIAN}</p>").replace(b"<head>", b"<head><meta charset=cp1252>"),
        None,
        RUSSIAN,
    ),
    Malformed(
        "no_such_charset.html",
        lambda: page(f"<p>{PROSE}</p>").replace(b"<head>", b"<head><meta charset=unicode_escape>"),
        None,
        PROSE,
    ),
    Malformed("cp1251.html", lambda: page(f"<p>{RUSSIAN}</p>").decode().encode("cp1251"), None, RUSSIAN),
    Malformed("open_brackets.html", lambda: page(f"<p>{PROSE}</p>{'<' * 500_000}"), None, PROSE),
    Malformed("attributes.html", lambda: page(f"<p {' '.join(f'a{n}=b' for n in range(20_000))}>{PROSE}"), None, PROSE),
    Malformed("links.html", lambda: page(f"<p>{PROSE}</p>{'<a href=b>Dam</a> ' * 50_000}"), None, PROSE),
    Malformed("one_line.html", times("dam", 1_500_000), None, "damdam"),
    Malformed("breaks.html", lambda: page(f"<p>{PROSE}</p>{'<br>' * 100_000}"), None, PROSE),
    Malformed("headings.html", lambda: page(f"{'<h2>The Dam of Sarn</h2>' * 20_000}<p>{PROSE}</p>"), None, PROSE),
    Malformed("wide_table.html", lambda: page(f"<p>{PROSE}</p><table><tr>{'<td>dam</td>' * 20_000}"), None, PROSE),
    Malformed("spans.html", lambda: page(f"<p>{PROSE}</p><table><tr><td colspan=999999999 rowspan=9>dam"), None, PROSE),
    Malformed("json_cut.html", lambda: linked_data('{"@type": "NewsArticle", "headline": "The'), None, PROSE),
    Malformed("json_deep.html", lambda: linked_data('{"a":' * 100_000), None, PROSE),
    Malformed("json_list.html", lambda: linked_data(f"[{'[],' * 100_000}[]]"), None, PROSE),
    Malformed(
        "json_number.html", lambda: linked_data('{"@type": "Article", "headline": 1e999, "author": NaN}'), None, PROSE
    ),
    Malformed("json_integer.html", lambda: linked_data(f'{{"@type": "Article", "n": {"9" * 100_000}}}'), None, PROSE),
    Malformed(
        "canonical.html",
        lambda: page(f"<p>{PROSE}</p>").replace(b"<head>", b"<head><link rel=canonical href='javascript:a(1)'>"),
        None,
        PROSE,
    ),
]
