"""Names of WordprocessingML, and how the values in it are read: a wrong one counts as absent.

The element classes of python-docx raise on a value outside the schema (a width of ``12,5``), which would make a whole
document unreadable for the sake of an indentation.
"""

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"

CONTAINERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand between a table and its rows, or a row and its cells."""

_WHOLE = re.compile(r"-?\d{1,9}")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|)")
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7}


def value(parent: Element | None, *path: str) -> str | None:
    """Return the ``w:val`` of the first element at that path below ``parent``."""
    found = None if parent is None else parent.find("/".join(W + name for name in path))
    return None if found is None else found.get(VAL)


def whole(text: str | None) -> int | None:
    """Return a whole number."""
    return int(text) if text and _WHOLE.fullmatch(text) else None


def twips(text: str | None) -> int | None:
    """Return a length in twentieths of a point, in which transitional documents give it; strict ones name a unit."""
    match = _LENGTH.fullmatch(text) if text else None
    return round(float(match[1]) * _TWIPS[match[2]]) if match else None


def switch(parent: Element | None, name: str) -> bool | None:
    """Return whether a property is switched on or off, ``None`` if it is not there."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else found.get(VAL, "on") not in ("0", "false", "off", "none")


def within(parent: Element, name: str) -> Iterator[Element]:
    """Yield the children of that name, also those in content controls and tracked insertions."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in CONTAINERS and not is_placeholder(child):
            yield from within(child, name)


def alternative(element: Element) -> Element | None:
    """Return the one of an ``mc:AlternateContent`` that is to be read: the choice, not its older double."""
    choice = element.find(f"{MC}Choice")
    return element.find(f"{MC}Fallback") if choice is None else choice


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows its prompt ("Click here to enter text") or a table of contents."""
    properties = control.find(f"{W}sdtPr")
    gallery = value(properties, "docPartObj", "docPartGallery")
    return switch(properties, "showingPlcHdr") is True or gallery == "Table of Contents"
