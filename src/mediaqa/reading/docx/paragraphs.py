"""What a paragraph is in the document, and the blocks that its words make."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mediaqa.reading.blocks import Block, Kind, has_letters
from mediaqa.reading.cleaning import settle
from mediaqa.reading.docx.styles import Looks, Role
from mediaqa.reading.metadata import is_labelled

BLANK_TWIPS = 120
"""The width of a blank in twelve-point type of fixed width, in which ``Block.indent`` counts."""

LONGEST_HEADING = 250
"""A longer paragraph is running text, also under a heading's style."""

DEEPEST_HEADING = 6

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


class Place(NamedTuple):
    """A paragraph's part in the document, its looks, and its number or that of its item."""

    role: Role
    looks: Looks
    label: str | None = None


def paragraph_blocks(text: str, place: Place, *, strong: bool) -> Iterator[Block]:
    """Yield the blocks of a paragraph: empty lines in it part it, and lines that stand for themselves do."""
    label = place.label or ""
    for part in _EMPTY_LINE.split(settle(text)):
        lines = [line for line in (" ".join(line.split()) for line in part.split("\n")) if line]
        for words in _joined(lines):
            if has_letters(words):
                yield _block(f"{label} {words}" if label else words, place, strong=strong)
                label = ""


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield the words between lines of metadata, and those lines."""
    group: list[str] = []
    for line in lines:
        if len(lines) > 1 and is_labelled(line):
            if group:
                yield " ".join(group)
            yield line
            group = []
        else:
            group.append(line)
    if group:
        yield " ".join(group)


def _block(text: str, place: Place, *, strong: bool) -> Block:
    level = _level(place, text)
    if level:
        return Block(text, "heading", level)
    kind = _kind(place)
    looks = place.looks
    sides = min(looks.left or 0, looks.right or 0)
    indent = max(looks.left or 0, 0) // BLANK_TWIPS if sides > 0 else 0
    return Block(text, kind, indent=indent, strong=strong and kind == "text", settled=place.role == "caption")


def _level(place: Place, text: str) -> int:
    """Return the level of a heading, 0 for what is none."""
    level = 1 if place.role == "title" else place.looks.level or 0
    if place.role in ("subtitle", "quote", "caption") or len(text) > LONGEST_HEADING:
        return 0
    return min(level, DEEPEST_HEADING)


def _kind(place: Place) -> Kind:
    if place.role == "quote":
        return "quote"
    return "item" if place.label is not None or place.role == "item" else "text"
