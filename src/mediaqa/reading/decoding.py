"""Bytes become text: UTF-8 first, then marks and signs of UTF-16, then the likeliest older encoding."""

import codecs
import re
from typing import NamedTuple

from mediaqa.errors import BinaryFileError, UnsupportedFormatError

SAMPLE_BYTES = 64_000
"""How much is looked at to guess an encoding; only lines that are not ASCII count."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
# Tab, line breaks, form feed and escape (ISO-2022) occur in text; the other controls hardly do.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_CYRILLIC_CODECS = ("cp1251", "koi8_u", "cp866", "mac_cyrillic", "iso8859_5")
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# The ten commonest letters of Russian are three in five of any running text.
_COMMON_CYRILLIC = re.compile("[оеаинтсрвл]")
_CASE_FAULT = re.compile("[\u0430-\u045f][\u0400-\u042f]")
_TYPOGRAPHY = re.compile("[‘’‚“”„–—…•«»©®™°§€£·\u00a0]")


class Decoded(NamedTuple):
    """Text, and what a reader should know about how it was decoded (``None``: nothing)."""

    text: str
    warning: str | None = None


def decode(data: bytes, name: str, charset: str | None = None) -> Decoded:
    """Return the text of a file's bytes; ``name`` is for the errors, ``charset`` what a server said of them.

    Raises ``BinaryFileError``, and ``UnsupportedFormatError`` for a web page under a text name.
    """
    if _HTML.match(data):
        raise UnsupportedFormatError(f"{name}: holds a web page under a text name")
    return decode_text(data, name, charset)


def decode_text(data: bytes, name: str, charset: str | None = None) -> Decoded:
    """Return the text of bytes that may be a web page as well; else as ``decode``."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(codec, "replace"))
    _refuse_binary(data, name)
    if b"\0" in data and (wide := _without_mark(data)):
        return wide
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 1 + len(data) // 100:
        raise BinaryFileError(f"{name}: binary content under a text name")
    return _unicode(data) or _told(data, charset) or _older(data, name)


def _refuse_binary(data: bytes, name: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryFileError(f"{name}: holds {kind} under a text name")


def _without_mark(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark: its zero bytes are many and stand on one side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) > max(even, odd) // 50 or max(even, odd) * 20 < len(data):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    text = data.decode(codec, "replace")
    plain = sum(c.isalnum() or c.isspace() or c in ".,-:;'\"()" for c in text[:SAMPLE_BYTES])
    return Decoded(text) if plain > 0.8 * len(text[:SAMPLE_BYTES]) else None


def _unicode(data: bytes) -> Decoded | None:
    """Decode UTF-8, damaged in a few places at most."""
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = len(text) - len(_NOT_ASCII.sub(b"", data)) - damaged
    if damaged * 10 > sound:
        return None
    return Decoded(text, f"{damaged} damaged character{'s' if damaged > 1 else ''} replaced")


def _told(data: bytes, charset: str | None) -> Decoded | None:
    """Decode as the server said, if that is an encoding and fits."""
    try:
        return Decoded(data.decode(charset)) if charset else None
    except (LookupError, ValueError):
        return None


def _older(data: bytes, name: str) -> Decoded:
    sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:SAMPLE_BYTES]
    codec = _cyrillic(sample) or _western(sample) or _guess(sample)
    if codec is None:
        raise BinaryFileError(f"{name}: neither text in a known encoding nor UTF-8")
    text = data.decode(codec, "replace")
    return Decoded(text, f"read as {codec}, the likeliest encoding")


def _cyrillic(sample: bytes) -> str | None:
    """Return the Cyrillic encoding of bytes whose letters beyond ASCII stand in words of their own."""
    runs = _NOT_ASCII.findall(sample)
    high = sum(map(len, runs))
    if sum(len(run) for run in runs if len(run) > 2) < 0.6 * high:
        return None
    score, codec = max((_cyrillic_score(b" ".join(runs).decode(c, "replace")), c) for c in _CYRILLIC_CODECS)
    return codec if score > 0.45 else None


def _cyrillic_score(text: str) -> float:
    signs = len(text.replace(" ", ""))
    common, letters = len(_COMMON_CYRILLIC.findall(text)), len(_CYRILLIC.findall(text))
    return (common - 3 * len(_CASE_FAULT.findall(text)) - (signs - letters)) / signs


def _western(sample: bytes) -> str | None:
    """Return ``cp1252`` when what is beyond ASCII is typography, with a letter here and there at most."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return None
    high = sum(map(len, _NOT_ASCII.findall(sample)))
    others = high - len(_TYPOGRAPHY.findall(text))
    return "cp1252" if others * 8 <= high or (others <= 3 and others * 30 <= len(text)) else None


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else None
