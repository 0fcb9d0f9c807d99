"""What a Word document says of itself in its properties, as far as a person has written it.

``docProps/app.xml`` is not read: its company is the one that Word is licensed to. Nor are the days on which the file
was made and changed, which are not those of the report.
"""

import re
from collections.abc import Iterator

from mediaqa.reading.cleaning import settle
from mediaqa.reading.docx.markup import Element
from mediaqa.reading.docx.parts import Parts
from mediaqa.reading.labels import LABELS
from mediaqa.reading.metadata import Fact, Rank, labelled
from mediaqa.reading.names import people
from mediaqa.reading.wording import word_set

LONGEST = 300
"""A longer value is no title and no name, in characters."""

_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_TIME = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}filetime"
_NOBODY = word_set(
    """
    admin administrator author apple asus dell home hp lenovo me microsoft office owner pc python-docx root
    student test unknown user username windows автор админ администратор дом пользователь
    """
) | {
    "apache poi", "hewlett-packard company", "home user", "microsoft office", "microsoft office user",
    "microsoft word", "office user", "windows user", "the author", "пользователь windows",
}  # fmt: skip
_LOGIN = re.compile(r"[a-z0-9._-]+|[^\s@]+@[^\s@]+|.*\\.*|\S*\d\S*")
_NO_TITLE = re.compile(
    r"(?:word|microsoft word|new|blank)? ?(?:document|документ) ?\(?\d*\)?|"
    r"untitled.*|no title|title|template|normal|без названия|без имени|название|заголовок|"
    r"powerpoint presentation|презентация powerpoint|microsoft word\b.*|"
    r".*\.(?:docx?|docm|dot[xm]?|odt|rtf|txt|pdf|html?|xlsx?|pptx?|tmp)|\S*[_\\/]\S*|[\W\d_]*"
)


def property_facts(parts: Parts, title: str | None) -> tuple[Fact, ...]:
    """Return what the properties say; those that somebody added by hand come first.

    ``title`` is what stands in the text under the style of a title: the property is often that of an older file.
    """
    core = (fact for fact in _core(parts.core) if title is None or fact.field != "title")
    seen = () if title is None else (Fact("title", title, Rank.INFERRED),)
    return (*_custom(parts.custom), *core, *seen)


def _core(xml: bytes | None) -> Iterator[Fact]:
    """Yield the facts of the core properties, which python-docx reads: plain texts at fixed places."""
    from docx.opc.coreprops import CoreProperties
    from docx.oxml.coreprops import CT_CoreProperties
    from docx.oxml.parser import parse_xml
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    try:
        element = parse_xml(xml) if xml else None
    except XMLSyntaxError:
        return
    if not isinstance(element, CT_CoreProperties):
        return
    core = CoreProperties(element)
    title = _line(core.title)
    if title and not _NO_TITLE.fullmatch(title.casefold()):
        yield Fact("title", title, Rank.PROPERTIES)
    if names := _people(_line(core.author)):
        yield Fact("authors", names, Rank.PROPERTIES)
    if tags := tuple(tag.strip() for tag in re.split("[,;]", settle(core.keywords or "")) if tag.strip()):
        yield Fact("tags", tags, Rank.PROPERTIES)
    yield from _ranked(labelled("language", _line(core.language)))


def _custom(root: Element | None) -> Iterator[Fact]:
    """Yield the facts of the properties that are named like a label in a text ("Document number")."""
    for element in () if root is None else root.iter(_CUSTOM):
        field = LABELS.get(_line(element.get("name", "")).replace("_", " ").rstrip(".:").casefold())
        value = _line("".join(element.itertext()))
        if field and value:
            is_time = element.find(_TIME) is not None
            yield from _ranked(labelled(field, value.partition("T")[0] if is_time else value))


def _ranked(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    return (fact._replace(rank=Rank.PROPERTIES) for fact in facts)


def _people(value: str) -> tuple[str, ...]:
    names = people(value, sure=True) if value else ()
    return tuple(name for name in names if name.casefold() not in _NOBODY and not _LOGIN.fullmatch(name))


def _line(text: str | None) -> str:
    line = " ".join(settle(text or "").split())
    return line if len(line) <= LONGEST else ""
