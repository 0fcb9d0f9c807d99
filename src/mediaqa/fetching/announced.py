"""What kind of document an answer holds: by its bytes, by what the server says, by the address."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from mediaqa.reading.formats import ENDINGS
from mediaqa.values import Format

ACCEPT = (
    "text/html,application/xhtml+xml,application/pdf,"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document,text/markdown,text/plain;q=0.9,*/*;q=0.1"
)
"""The header that says what is read."""

_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/plain": "text",
}
# What servers say of any file; the second is what storage services say by default.
_ANY_FILE = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_NEVER_TEXT = frozenset({"image", "audio", "video", "font", "model"})
_WORD = r"[\w!#$&^.+-]{1,100}"  # of RFC 9110, as far as names of types and encodings use it
_KIND = re.compile(rf"\s*({_WORD}/{_WORD})\s*(?:[;,]|$)", re.ASCII)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.ASCII | re.IGNORECASE)

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)


class Announced(NamedTuple):
    """What the header Content-Type says: a kind like ``text/html``, empty if it says none, and an encoding."""

    kind: str
    charset: str | None


def announced(header: str) -> Announced:
    """Read the header Content-Type."""
    kind, charset = _KIND.match(header), _CHARSET.search(header)
    return Announced(kind[1].lower() if kind else "", charset[1].lower() if charset else None)


def is_never_read(kind: str) -> bool:
    """Whether an answer of that kind is refused before it is looked at."""
    return kind.partition("/")[0] in _NEVER_TEXT


def format_of_answer(data: bytes, kind: str, path: str) -> Format | None:
    """Return the format of the bytes that a server announced as ``kind``; ``None`` if they are not read.

    The signature of the bytes settles it, then what was announced, then the ending of the address.
    """
    ending = ENDINGS.get(PurePosixPath(path).suffix.lower())
    if kind == "text/plain" and ending == "markdown":
        kind = "text/markdown"
    return _signature(data) or _FORMATS.get(kind) or (ending if kind in _ANY_FILE else None)


def _signature(data: bytes) -> Format | None:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    return "html" if _HTML.match(data) else None
