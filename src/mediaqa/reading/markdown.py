"""Markdown becomes blocks: its marks are read and taken away, its words stay."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mediaqa.reading.blocks import Block, Kind, has_letters
from mediaqa.reading.cleaning import settle
from mediaqa.reading.plain import TAB, Splits, Vocabulary, join_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BREAK_TAG = re.compile(r"<br\s{0,9}/?>|</?(?:p|div|li|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!\w[^<>]*>")
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


HEADING_LENGTH = 250
"""A longer line is a paragraph that somebody has marked as a heading, in characters."""

NESTING = 100
"""Levels of lists and quotations in each other that are read; text below them is left out."""


class _Piece(NamedTuple):
    """The lines of one Markdown block, before metadata is told from paragraphs."""

    lines: list[str]
    kind: Kind = "text"
    level: int = 0
    indent: int = 0
    strong: bool = False


def markdown_blocks(text: str, stands_alone: Splits) -> list[Block]:
    """Return the blocks of a Markdown text whose characters are settled.

    Lines of a paragraph are joined, except those that stand for themselves (``Author: …``).
    """
    blocks: list[Block] = []
    vocabulary = Vocabulary(text)
    for piece in _pieces(_parser().parse(text)):
        for n, lines in enumerate(_paragraphs(piece.lines, stands_alone)):
            words = join_lines(lines, vocabulary)
            blocks.append(Block(words, piece.kind, piece.level, piece.indent, n == 0, piece.strong))
    return blocks


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")


def _pieces(tokens: "Sequence[Token]") -> Iterator[_Piece]:
    """Yield what has words; the blocks that are open around it say what it is."""
    around: list[Token] = []
    row: list[str] = []
    number = ""
    for token in tokens:
        if token.nesting == 1:
            around.append(token)
            row = [] if token.type == "tr_open" else row
            number = f"{token.info}{token.markup} " if token.type == "list_item_open" and token.info else number
        elif token.nesting == -1:
            around.pop()
            if token.type == "tr_close" and row:
                yield _Piece([" | ".join(row)])
        elif token.type in ("fence", "code_block", "html_block"):
            yield from _raw(token)
        elif token.type == "inline" and (lines := _lines(_inline(token.children or ()))):
            if around[-1].type in ("td_open", "th_open"):
                row.append(" ".join(lines))
            else:
                lines[0] = number + lines[0]
                number = ""
                yield _piece(lines, around, strong=_is_strong(token.children or ()))


def _piece(lines: list[str], around: "Sequence[Token]", *, strong: bool) -> _Piece:
    types = {token.type for token in around}
    if "blockquote_open" in types:
        return _Piece(lines, "quote")
    if around[-1].type == "heading_open":
        text = " ".join(lines)
        return _Piece([text], "heading", int(around[-1].tag[1])) if len(text) <= HEADING_LENGTH else _Piece([text])
    return _Piece(lines, "item" if "list_item_open" in types else "text", strong=strong)


def _raw(token: "Token") -> Iterator[_Piece]:
    """Yield what is not Markdown inside: code, which is mostly an indented quotation, and HTML without its tags."""
    is_html = token.type == "html_block"
    content = _without_tags(token.content) if is_html else token.content
    for part in _BLANK_LINE.split(content):
        if lines := _lines(part):
            yield _Piece(lines, indent=TAB if token.type == "code_block" else 0)


def _inline(children: "Sequence[Token]") -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(_inline(child.children or ()))
        elif child.type == "html_inline" and _BREAK_TAG.fullmatch(child.content):
            parts.append("\n")
    return "".join(parts)


def _is_strong(children: "Sequence[Token]") -> bool:
    """Whether bold type holds all of a paragraph."""
    types = [child.type for child in children if child.type != "text" or child.content.strip()]
    return (
        len(types) > 2 and (types[0], types[-1]) == ("strong_open", "strong_close") and types.count("strong_open") == 1
    )


def _lines(text: str) -> list[str]:
    """Return the lines that have words; references in Markdown may name characters that need settling."""
    lines = (" ".join(line.split()) for line in settle(text).split("\n"))
    return [line for line in lines if has_letters(line)]


def _paragraphs(lines: list[str], stands_alone: Splits) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if len(lines) > 1 and stands_alone(line):
            if group:
                yield group
            yield [line]
            group = []
        else:
            group.append(line)
    if group:
        yield group


def _without_tags(source: str) -> str:
    for opening, closing in _HIDDEN:
        source = _without(source, opening, closing)
    return html.unescape(_TAG.sub("", _BREAK_TAG.sub("\n", source)))


def _without(source: str, opening: str, closing: str) -> str:
    """Return ``source`` without what stands between two marks; without the rest, if the second is missing."""
    kept: list[str] = []
    folded = source.lower() if len(source.lower()) == len(source) else source
    place = 0
    while (begin := folded.find(opening, place)) >= 0:
        kept.append(source[place:begin])
        end = folded.find(closing, begin)
        place = end + len(closing) if end >= 0 else len(source)
    return "".join(kept) + source[place:]
