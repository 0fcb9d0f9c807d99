"""Fields: their results are text, their instructions are not, and entries of a table of contents are left out.

A field's marks are spread over runs and paragraphs ([ISO/IEC 29500-1] 17.16.2), and fields nest.
"""

from typing import NamedTuple

from mediaqa.reading.docx.markup import Element, W

_TYPE = f"{W}fldCharType"
_LEFT_OUT = frozenset({"TOC", "TOA", "INDEX"})


class _Field(NamedTuple):
    instruction: str = ""
    shown: bool = False


class Fields:
    """The fields that are open at the place that has been reached in a part.

    Where one is not closed anywhere in the part, all end with their paragraph, or the rest of the text would be lost.
    """

    def __init__(self, root: Element) -> None:
        kinds = [mark.get(_TYPE) for mark in root.iter(f"{W}fldChar")]
        self._spanning = kinds.count("begin") == kinds.count("end")
        self._open: list[_Field] = []

    @property
    def hide(self) -> bool:
        """Whether text at this place is not shown."""
        return any(not field.shown for field in self._open)

    def begin_paragraph(self) -> None:
        """Tell that a paragraph begins."""
        if not self._spanning:
            self._open.clear()

    def mark(self, element: Element) -> None:
        """Read a ``w:fldChar``."""
        kind = element.get(_TYPE)
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            instruction = self._open[-1].instruction
            self._open[-1] = _Field(instruction, shown=has_text(instruction))
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Read a piece of an instruction."""
        if self._open:
            field = self._open[-1]
            self._open[-1] = field._replace(instruction=(field.instruction + text)[:100])


def has_text(instruction: str) -> bool:
    """Whether the result of a field belongs to the text."""
    return instruction.strip().partition(" ")[0].upper() not in _LEFT_OUT
