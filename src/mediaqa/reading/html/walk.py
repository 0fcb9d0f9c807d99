"""The tree of a page becomes pieces of text in reading order: paragraphs, headings, items, rows, quotations."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html  # type: ignore[import-untyped]

from mediaqa.reading.blocks import Kind
from mediaqa.reading.html.lines import Lines, Paragraph
from mediaqa.reading.html.marks import is_mark
from mediaqa.reading.html.sieve import Sieve, is_note
from mediaqa.reading.html.tables import is_data
from mediaqa.reading.wording import word_set

HEADING_LENGTH = 250
"""Old pages set whole paragraphs as headings; no heading is longer, in characters."""

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SIGNS = frozenset(("cite", "footer", "figcaption"))
_BLOCKS = word_set(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main nav ol p plaintext pre section
    summary table tbody td tfoot th thead title tr ul xmp
    """
)
_AS_TYPED = frozenset(("pre", "listing", "plaintext", "xmp"))
_BOLD = frozenset(("b", "strong"))
_PULLED = re.compile(r"pull-?quote|tweetable|click-?to-?tweet", re.IGNORECASE)


class Piece(NamedTuple):
    """A paragraph of a page before it is known whether it is one of the report.

    ``home`` is the element in which it stands, ``linked`` the share of its characters that are links. ``pulled`` tells
    that it may say once more, in large type, what the running text says.
    """

    text: str
    kind: Kind
    home: html.HtmlElement
    level: int = 0
    gap: bool = True
    strong: bool = False
    settled: bool = False
    linked: float = 0.0
    pulled: bool = False


class _Frame(NamedTuple):
    """An open block element, and what paragraphs in it are."""

    element: html.HtmlElement
    kind: Kind = "text"
    level: int = 0
    pulled: bool = False


def pieces_of(body: html.HtmlElement) -> list[Piece]:
    """Return the pieces of a page whose unseen elements have been taken out."""
    return list(_Walk(body).pieces())


class _Walk:
    """One way through a tree, without recursion: a page may nest its elements as deep as it likes."""

    def __init__(self, body: html.HtmlElement) -> None:
        self._body = body
        self._sieve = Sieve(body)
        self._frames = [_Frame(body)]
        self._lines = Lines()
        self._open_tags = dict.fromkeys(("a", "bold", "pre"), 0)
        self._counts: list[int | None] = []
        self._number = ""
        self._table: html.HtmlElement | None = None
        self._row: list[str] = []
        self._first = True

    def pieces(self) -> Iterator[Piece]:
        walker = etree.iterwalk(self._body, events=("start", "end"))
        skipped = None
        for event, element in walker:
            if event == "end":
                if element is not skipped:
                    yield from self._leave(element)
                if element is not self._body:
                    self._add(element.tail)
            elif element is not self._body and self._is_left_out(element):
                skipped = element
                walker.skip_subtree()
                yield from self._boundary(element)
            else:
                yield from self._enter(element)
                self._add(element.text)
        yield from self._flush()

    def _is_left_out(self, element: html.HtmlElement) -> bool:
        if element.tag in ("a", "sup"):
            return is_mark(element)
        return self._sieve.drops(element)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        linked, bold = self._open_tags["a"] > 0, self._open_tags["bold"] > 0
        if not self._open_tags["pre"]:
            self._lines.add(text, linked=linked, bold=bold)
            return
        first, *others = text.split("\n")
        self._lines.add(first, linked=linked, bold=bold)
        for line in others:
            self._lines.end_line()
            self._lines.add(line, linked=linked, bold=bold)

    def _boundary(self, element: html.HtmlElement) -> Iterator[Piece]:
        if _is_block(element):
            yield from self._flush()

    def _enter(self, element: html.HtmlElement) -> Iterator[Piece]:
        tag = element.tag
        if not _is_block(element):
            self._enter_inline(tag, element)
            return
        yield from self._flush()
        if tag in _AS_TYPED:
            self._open_tags["pre"] += 1
        elif tag in ("ol", "ul", "dir"):
            self._counts.append(_whole(element.get("start"), 1) - 1 if tag == "ol" else None)
        elif tag == "li":
            self._count(element)
        elif tag == "table" and self._table is None and is_data(element):
            self._table, self._first = element, True
        self._frames.append(self._frame(element))

    def _enter_inline(self, tag: object, element: html.HtmlElement) -> None:
        if tag == "br":
            self._lines.end_line()
        elif tag == "a" and element.get("href"):
            self._open_tags["a"] += 1
        elif tag in _BOLD:
            self._open_tags["bold"] += 1
        elif tag == "q":
            self._add("“")

    def _leave(self, element: html.HtmlElement) -> Iterator[Piece]:
        tag = element.tag
        if not _is_block(element):
            self._leave_inline(tag, element)
            return
        if self._table is not None and tag in ("td", "th", "tr", "table", "caption"):
            yield from self._leave_in_table(tag, element)
        else:
            yield from self._flush()
        if tag in _AS_TYPED:
            self._open_tags["pre"] -= 1
        elif tag in ("ol", "ul", "dir"):
            self._counts.pop()
        elif tag == "li":
            self._number = ""
        self._frames.pop()

    def _leave_inline(self, tag: object, element: html.HtmlElement) -> None:
        if tag == "a" and element.get("href"):
            self._open_tags["a"] -= 1
        elif tag in _BOLD:
            self._open_tags["bold"] -= 1
        elif tag == "q":
            self._add("”")

    def _leave_in_table(self, tag: object, element: html.HtmlElement) -> Iterator[Piece]:
        """Take the words of a cell into its row, and give out the row where it ends (or the caption)."""
        if words := " ".join(paragraph.text for paragraph in self._lines.take()):
            self._row.append(words)
        if tag in ("td", "th"):
            return
        if self._row:
            row, self._row = " | ".join(self._row), []
            yield self._piece(Paragraph(row, 0, 0, gap=True), settled=True)
        if element is self._table:
            self._table = None

    def _count(self, item: html.HtmlElement) -> None:
        count = self._counts[-1] if self._counts else None
        if count is not None:
            self._counts[-1] = count = _whole(item.get("value"), count + 1)
            self._number = f"{count}. "
        if len(self._counts) == 1 and item.getprevious() is None:
            self._first = True

    def _frame(self, element: html.HtmlElement) -> _Frame:
        outer, tag = self._frames[-1], element.tag
        if is_note(element):
            return _Frame(element, "note")
        if outer.kind == "quote" and tag in _SIGNS:
            return _Frame(element)
        if outer.kind in ("quote", "note"):
            return outer._replace(element=element)
        if level := _HEADINGS.get(str(tag)):
            return _Frame(element, "heading", level)
        if tag == "blockquote" and not self._sieve.is_bulk(element):
            return _Frame(element, "quote", pulled=_is_pulled(element))
        if tag == "li":
            return _Frame(element, "item")
        return outer._replace(element=element, pulled=outer.pulled or _is_pulled(element))

    def _flush(self) -> Iterator[Piece]:
        if self._table is not None:
            self._add(" ")
            return
        for paragraph in self._lines.take():
            yield self._piece(paragraph)

    def _piece(self, paragraph: Paragraph, *, settled: bool = False) -> Piece:
        frame = self._frames[-1]
        kind, text = frame.kind, self._number + paragraph.text
        self._number = ""
        if kind == "heading" and len(text) > HEADING_LENGTH:
            kind = "text"
        goes_on = (settled or kind == "item") and not self._first
        self._first = not settled and kind != "item"
        level = frame.level if kind == "heading" else 0
        strong = kind == "text" and paragraph.bold >= 1 and frame.element.tag != "dt"
        gap = paragraph.gap and not goes_on
        shapeless = settled or self._open_tags["pre"] > 0 or frame.element.tag == "dt"
        return Piece(text, kind, frame.element, level, gap, strong, shapeless, paragraph.linked, frame.pulled)


def _is_block(element: html.HtmlElement) -> bool:
    """Whether an element begins a new paragraph, as the name under a quotation does."""
    if element.tag != "cite":
        return element.tag in _BLOCKS
    above = element.getparent()
    return above is not None and above.tag == "blockquote"


def _is_pulled(element: html.HtmlElement) -> bool:
    name = element.get("class")
    return name is not None and _PULLED.search(name) is not None


def _whole(text: str | None, otherwise: int) -> int:
    """Return the number that an attribute gives."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
