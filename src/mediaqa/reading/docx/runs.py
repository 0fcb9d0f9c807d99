"""The words of one paragraph, gathered from its runs and from what may lie around them."""

import re
from typing import NamedTuple

from mediaqa.reading.docx.fields import Fields, has_text
from mediaqa.reading.docx.markup import MATH, MC, Element, W, alternative, is_placeholder
from mediaqa.reading.docx.styles import Looks, Styles
from mediaqa.reading.docx.symbols import symbol, without_symbols

# Tracked deletions, properties, and readings of ideographs that stand above them.
_LEFT_OUT = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt"))
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_OWN_MARK = f"{W}customMarkFollows"
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_LINE_BREAK = re.compile(r"[\n\r]")
_TEXT, _RUN, _BREAK, _SYMBOL = f"{W}t", f"{W}r", f"{W}br", f"{W}sym"
_FIELD_MARK, _INSTRUCTION, _SIMPLE_FIELD = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_BOX, _CONTROL = f"{W}txbxContent", f"{W}sdt"
_EQUATION_TEXT, _ALTERNATIVES = f"{MATH}t", f"{MC}AlternateContent"


class Reference(NamedTuple):
    """The mark of a note in the text; ``mark`` is the author's own, which counts for none, ``""`` for a number."""

    kind: str
    id: str
    mark: str = ""


class Words(NamedTuple):
    r"""What a paragraph holds: a line break is ``\n``, a break of the page or column an empty line."""

    text: str
    strong: bool
    references: tuple[Reference, ...]
    boxes: tuple[Element, ...]


class _Gathered:
    """What has been found so far in a paragraph."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.weights: set[bool] = set()
        self.references: list[Reference] = []
        self.boxes: list[Element] = []

    def add(self, text: str, *, bold: bool) -> None:
        self.parts.append(text)
        if not text.isspace():
            self.weights.add(bold)


class Runs:
    """Reads the paragraphs of one part, which are to be given in their order."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields(root)

    def words(self, paragraph: Element, looks: Looks) -> Words:
        """Return the words of a paragraph with the looks of its style."""
        self._fields.begin_paragraph()
        found = _Gathered()
        self._gather(paragraph, looks, found)
        strong = found.weights == {True}
        return Words("".join(found.parts), strong, tuple(found.references), tuple(found.boxes))

    def _gather(self, parent: Element, looks: Looks, found: _Gathered) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                properties = child.find(f"{W}rPr")
                own = looks if properties is None else self._styles.run(properties).over(looks)
                self._gather(child, own, found)
            elif tag == _BOX:
                found.boxes.append(child)
            elif tag == _ALTERNATIVES:
                chosen = alternative(child)
                self._gather(() if chosen is None else chosen, looks, found)
            elif not self._leaf(child, looks, found) and not _is_left_out(child):
                self._gather(child, looks, found)

    def _leaf(self, element: Element, looks: Looks, found: _Gathered) -> bool:
        """Read what has no children of interest; return whether it was such."""
        tag = element.tag
        if tag == _FIELD_MARK:
            self._fields.mark(element)
        elif tag == _INSTRUCTION:
            self._fields.instruct(element.text or "")
        elif tag in _NOTES:
            if not (looks.hidden or self._fields.hide):
                found.references.append(_reference(element))
        elif (text := _text(element)) is None:
            return False
        elif text and not (looks.hidden or self._fields.hide):
            found.add(text, bold=looks.bold is True)
        return True


def _text(element: Element) -> str | None:
    """Return the characters that an element stands for, ``None`` if it may have children that do."""
    tag = element.tag
    if tag in (_TEXT, _SYMBOL, _EQUATION_TEXT):
        return "" if _is_authors_mark(element) else _characters(element)
    if tag == _BREAK:
        return "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else "\n\n"
    return _CHARACTERS.get(tag)


def _characters(element: Element) -> str:
    if element.tag == _SYMBOL:
        return symbol(element)
    return without_symbols(_LINE_BREAK.sub(" ", element.text or ""))


def _is_authors_mark(element: Element) -> bool:
    """Whether a text is a note's mark that its author chose (``*``): it follows the reference in its run."""
    before = element.getprevious()
    return before is not None and before.tag in _NOTES and before.get(_OWN_MARK, "0") in ("1", "true", "on")


def _reference(element: Element) -> Reference:
    after = element.getnext()
    own = after is not None and after.tag in (_TEXT, _SYMBOL) and _is_authors_mark(after)
    return Reference(_NOTES[element.tag], element.get(f"{W}id", ""), _characters(after).strip() if own else "")


def _is_left_out(element: Element) -> bool:
    tag = element.tag
    if tag == _CONTROL:
        return is_placeholder(element)
    if tag == _SIMPLE_FIELD:
        return not has_text(element.get(f"{W}instr", ""))
    return tag in _LEFT_OUT
