"""What the style of a paragraph says of it: its part in the document, and its looks.

The proxies of python-docx follow a chain of base styles without end where it is a circle, and search for a style by an
expression that its name can break.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mediaqa.reading.docx.markup import Element, W, switch, twips, value, whole

Role = Literal["body", "title", "subtitle", "heading", "quote", "item", "contents", "caption"]

LONGEST_CHAIN = 20
"""No style has more base styles; [ISO/IEC 29500-1] 17.7.4.3 sets no limit, and some files have circles."""

BODY_LEVEL = 9
"""The outline level of running text ([ISO/IEC 29500-1] 17.3.1.20)."""

# Word stores the English names of its own styles in every language; other programs store what they show.
_HEADING = re.compile(
    r"(?:heading|заголовок|überschrift|titre|título|titolo|nagłówek|rubrik|overskrift|otsikko) ?([1-9])"
)
_CONTENTS = re.compile(r"(?:toc|contents|оглавление) ?(?:[1-9]|heading)|table ?of ?figures|заголовок оглавления")
_ITEM = re.compile(r"list ?(?:bullet|number) ?\d?|(?:маркированный|нумерованный) список ?\d?")
_NAMES: dict[Role, str] = {
    "title": "title;название",
    "subtitle": "subtitle;подзаголовок",
    "quote": (
        "quote;intense quote;intensequote;block text;blocktext;block quotation;blockquote;quotation;quotations;"
        "цитата;цитата 2;выделенная цитата"
    ),
    "caption": "caption;название объекта;подпись",
}
_NAMED: dict[str, Role] = {name: role for role, names in _NAMES.items() for name in names.split(";")}


class Looks(NamedTuple):
    """What properties say; ``None`` where they are silent. ``level`` is that of a heading, 0 for running text.

    ``number`` and ``depth`` name a list and a level in it, ``left`` and ``right`` are indentations in twips.
    """

    level: int | None = None
    number: str | None = None
    depth: int | None = None
    left: int | None = None
    right: int | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, base: "Looks") -> "Looks":
        """Return these looks, completed by those below them."""
        return base._replace(**{name: own for name, own in self._asdict().items() if own is not None})


class Style(NamedTuple):
    """A style with all that it inherits."""

    role: Role = "body"
    looks: Looks = Looks()


def paragraph_looks(properties: Element | None) -> Looks:
    """Return what ``w:pPr`` says."""
    if properties is None:
        return Looks()
    outline = whole(value(properties, "outlineLvl"))
    indent = properties.find(f"{W}ind")
    sides = {} if indent is None else indent.attrib
    return Looks(
        level=None if outline is None else 0 if not 0 <= outline < BODY_LEVEL else outline + 1,
        number=value(properties, "numPr", "numId"),
        depth=whole(value(properties, "numPr", "ilvl")),
        left=twips(sides.get(f"{W}left", sides.get(f"{W}start"))),
        right=twips(sides.get(f"{W}right", sides.get(f"{W}end"))),
    )


def run_looks(properties: Element | None) -> Looks:
    """Return what ``w:rPr`` says."""
    return Looks(bold=switch(properties, "b"), hidden=switch(properties, "vanish"))


class Styles:
    """The styles of a document by their ids; what it does not define is known by the id alone."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall(f"{W}style")
        self._elements = {element.get(f"{W}styleId", ""): element for element in elements}
        self._known: dict[str, Style] = {}
        self._default = next(
            (
                element.get(f"{W}styleId", "")
                for element in elements
                if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )

    def paragraph(self, properties: Element | None) -> Style:
        """Return the style of a paragraph with these ``w:pPr``."""
        return self._style(value(properties, "pStyle") or self._default)

    def run(self, properties: Element | None) -> Looks:
        """Return the looks that ``w:rPr`` and the style that it names give to a run."""
        named = value(properties, "rStyle")
        return run_looks(properties).over(self._style(named).looks if named else Looks())

    def _style(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> Style:
        looks = Looks()
        role: Role | None = None
        for names, element in self._chain(name):
            own, level = _role(names)
            role = role or own
            if element is not None:
                said = run_looks(element.find(f"{W}rPr"))._replace(level=level)
                looks = looks.over(paragraph_looks(element.find(f"{W}pPr"))).over(said)
            else:
                looks = looks.over(Looks(level=level))
        return Style(role or "body", looks)

    def _chain(self, name: str) -> Iterator[tuple[tuple[str, ...], Element | None]]:
        """Yield the names of a style and its element, then those of its base styles."""
        for _ in range(LONGEST_CHAIN):
            element = self._elements.get(name)
            yield tuple(n.casefold() for n in (value(element, "name"), name) if n), element
            base = value(element, "basedOn")
            if not base:
                return
            name = base


def _role(names: tuple[str, ...]) -> tuple[Role | None, int | None]:
    """Return the part that names give to a style, and its level as a heading."""
    for name in names:
        if match := _HEADING.fullmatch(name):
            return "heading", int(match[1])
        if _CONTENTS.fullmatch(name):
            return "contents", None
        if _ITEM.fullmatch(name):
            return "item", None
        if role := _NAMED.get(name):
            return role, None
    return None, None
