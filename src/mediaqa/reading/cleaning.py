"""Characters are settled here, before any offset exists: line breaks, blanks, invisible ones, surrogates."""

import re
import unicodedata

_SURROGATE = re.compile("[\ud800-\udfff]")
_PAGE_BREAK = re.compile(r"\n?[ \t]{0,99}\f")
_RETURNS = re.compile(r"\r+\n")
_LINE_BREAK = re.compile("[\v\x1c-\x1e\x85\u2028]")
# Soft hyphens, zero-width blanks, byte order marks and invisible tags carry no words. Marks of direction can turn the
# order of what stands around a quote; letters written from right to left do not need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners shape letters in Persian and Indic scripts and hold emoji together; elsewhere they are debris.
_STRAY_JOINER = re.compile("(?:(?<=[\x00-\u04ff])|^)[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\u04ff]|$)")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def settle(text: str) -> str:
    r"""Return ``text`` with every question of encoding answered.

    Lines end in ``\n`` alone, blanks are spaces and tabs, nothing is invisible, surrogate pairs are joined and lone
    ones replaced by U+FFFD. The result is in NFC: decomposed and composed letters are the same to a reader, and
    a question typed in one form must find a name stored in the other.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\f" in text:
        text = _PAGE_BREAK.sub("\n", text)
    if "\r" in text:
        text = (_RETURNS.sub("\n", text) if "\n" in text else text).replace("\r", "\n")
    text = _LINE_BREAK.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    if text.isascii():
        return text
    text = text.replace("\u2029", "\n\n").replace("\u00ad\n", "").replace("\u00ad", "")
    if "\u200c" in text or "\u200d" in text:
        text = _STRAY_JOINER.sub("", text)
    return unicodedata.normalize("NFC", _BLANK.sub(" ", text))


def encodable(text: str) -> str:
    r"""Return ``text`` with lone surrogates written out (``\udc80``), as a key must be."""
    return text.encode("utf-8", "backslashreplace").decode()
