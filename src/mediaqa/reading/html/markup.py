"""The bytes of a web page become a tree: its encoding, and the guards around the parser."""

import codecs
import re
from typing import NamedTuple

from lxml import etree, html  # type: ignore[import-untyped]

from mediaqa.errors import DamagedFileError, EmptyReportError, ReadError
from mediaqa.reading.decoding import decode_text
from mediaqa.reading.wording import word_set

HEAD_BYTES = 4096
"""Where a page may name its encoding; browsers look at the first 1,024 bytes, written pages are looser."""

DEEPEST = 2040
"""libxml2 (2.14) stops reading a page at 2,048 open elements, without an error."""

_DECLARED = re.compile(rb"<meta\b[^<>]{0,400}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s*<\?xml\b[^<>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})")

# What pages mean by these names: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_WEB_CODECS = re.compile(
    r"utf-8|utf-16(?:-[bl]e)?|cp125\d|cp86[26]|cp874|cp9(?:32|49)|iso8859-\d{1,2}|koi8-[ru]|mac-(?:roman|cyrillic)|"
    r"gb18030|big5hkscs|euc_jp|iso2022_jp|hz|tis-620"
)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})[^<>]*>")
_FLAT = frozenset(("html", "head", "title", "meta", "link", "base", "script", "style", "body", "br", "hr", "p", "img"))
_INLINE = word_set(
    """
    a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark nobr q ruby s samp small span strike strong
    sub sup time tt u var wbr
    """
)


class Markup(NamedTuple):
    """The tree of a page, and what a reader should know about how it was decoded."""

    root: html.HtmlElement
    warning: str | None = None


def parse_markup(data: bytes, source: str, charset: str | None) -> Markup:
    """Return the tree of a page; ``charset`` is what the server said of its encoding.

    Raises ``BinaryFileError``, ``EmptyReportError`` and ``DamagedFileError``.
    """
    decoded = decode_text(data, source, codec_of(data, charset))
    text = decoded.text.replace("\0", "")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise EmptyReportError(f"{source}: holds no text")
    return Markup(_tree(text, source), decoded.warning)


def text_of(data: bytes, charset: str | None) -> str:
    """Return the text of a page's bytes, whatever they are; one that cannot be read has the letters of ASCII alone."""
    try:
        return decode_text(data, "", codec_of(data, charset)).text.replace("\0", "")
    except ReadError:
        return data.decode("ascii", "ignore").replace("\0", "")


def codec_of(data: bytes, charset: str | None) -> str | None:
    """Return the encoding that the server or the page itself names, if it is one of those of the web."""
    head = data[:HEAD_BYTES]
    named = [charset] if charset else []
    named += [match[1].decode() for form in (_DECLARED, _XML_DECLARED) if (match := form.search(head))]
    return next((codec for name in named if (codec := _codec(name))), None)


def tree_of(text: str) -> html.HtmlElement | None:
    """Return the tree of a text, or ``None`` where there is no element in it; what lies too deep is missing."""
    return _parse(text)[0]


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    codec = _MEANT.get(codec, codec)
    return codec if _WEB_CODECS.fullmatch(codec) else None


def _tree(text: str, source: str) -> html.HtmlElement:
    root, cut = _parse(text)
    if cut:
        root, cut = _parse(_flattened(text))
    if cut:
        raise DamagedFileError(f"{source}: its elements are nested too deeply")
    if root is None:
        raise EmptyReportError(f"{source}: holds no text")
    return root


def _parse(text: str) -> tuple[html.HtmlElement | None, bool]:
    """Return the tree, and whether the parser gave up: it drops all that follows an element too deep for it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    return root, _last_depth(root) >= DEEPEST


def _last_depth(root: html.HtmlElement) -> int:
    """Return how deep the last element stands: where the parser gave up, that is the one too deep for it."""
    depth = 1
    while len(root):
        root, depth = root[-1], depth + 1
    return depth


def _flattened(text: str) -> str:
    """Return a page without its nesting: blocks become paragraphs, all other marks go."""
    return _TAG.sub(lambda tag: _flat(tag[0], tag[2].lower()), text)


def _flat(tag: str, name: str) -> str:
    if name in _FLAT:
        return tag
    return "" if name in _INLINE else "<p>"
