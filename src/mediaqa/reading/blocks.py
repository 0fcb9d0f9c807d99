"""The unit between lines and a report: one paragraph, heading, quotation or list item, and its looks."""

import re
from typing import Literal, NamedTuple

Kind = Literal["text", "heading", "quote", "item", "note"]
"""A ``note`` is a footnote or an endnote, which is neither a heading nor a quotation whatever its shape."""

PROSE_WORDS = 5
"""A sentence of so many words is prose: neither a heading nor a line of the site's own."""

_CLOSERS = "\"'”’»)]›*_"
_SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


class PageStart(NamedTuple):
    """Where in a block's text a page begins, and its number: its place in the file, from 1."""

    offset: int
    number: int


class Block(NamedTuple):
    """A paragraph on its way into a report.

    ``level`` is that of a heading, 0 otherwise. ``indent`` counts blanks before it. ``gap`` tells whether a blank
    line stands before it. ``strong`` marks a paragraph that Markdown sets in bold from end to end, ``settled``
    one that is known not to be a heading, whatever its shape. ``pages`` are the pages on which it stands, each with
    the place in ``text`` where it begins, the first at 0; empty where the source has none.
    """

    text: str
    kind: Kind = "text"
    level: int = 0
    indent: int = 0
    gap: bool = True
    strong: bool = False
    settled: bool = False
    pages: tuple[PageStart, ...] = ()


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a full stop or its like, closing quotation marks aside."""
    return text.rstrip(_CLOSERS).endswith(_SENTENCE_END)


def is_prose(text: str) -> bool:
    """Whether the text is running text: a whole sentence, or too long for anything else."""
    if len(text) > 200:
        return True
    words = text.count(" ") + 1
    if text.endswith(":"):
        return words >= 8
    if ends_sentence(text):
        return words >= PROSE_WORDS or len(text) > 60
    return words >= 16


_LETTERED = re.compile(r"[^\W_]")


def has_letters(text: str) -> bool:
    """Whether there is a letter or a digit in the text."""
    return _LETTERED.search(text) is not None
