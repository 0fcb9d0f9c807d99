"""The XML parts of a Word document, found by its relationships and parsed behind guards.

python-docx resolves every relationship and fails on a broken one; here a part that is not there is simply absent, and
what lies outside the file is never looked at.
"""

import contextlib
import posixpath
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree  # type: ignore[import-untyped]

from mediaqa.errors import DamagedFileError, ReadError, UnsupportedFormatError
from mediaqa.reading.docx.markup import Element, W
from mediaqa.reading.docx.package import Package, open_package

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO/IEC 29500-1 (strict) has other names for what 29500-4 (transitional) calls the same.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)
# A Word document may hold a workbook: only the type of a main part tells what the whole is.
_KINDS = (
    ("[Content_Types].xml", b"spreadsheetml.sheet.main", "an Excel workbook"),
    ("[Content_Types].xml", b"ms-excel.sheet", "an Excel workbook"),
    ("[Content_Types].xml", b"presentationml.presentation.main", "a PowerPoint presentation"),
    ("mimetype", b"opendocument", "an OpenDocument file"),
    ("mimetype", b"epub", "an e-book"),
)


class Parts(NamedTuple):
    """The parts that are read; ``None`` for one that is not there. ``core`` is left to python-docx, as bytes."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    settings: Element | None
    custom: Element | None
    core: bytes | None


def read_parts(data: bytes, source: str) -> Parts:
    """Return the parts of the Word document in ``data``. Raises a ``ReadError`` if it holds none."""
    package = open_package(data, source)
    outer = _targets(package, "")
    main = outer.get("officeDocument", "word/document.xml")
    document = _tree(package, main) if main.endswith(".xml") else None
    if document is None or document.tag != f"{W}document" or document.find(f"{W}body") is None:
        raise _no_document(package)
    inner = _targets(package, main)

    def beside(kind: str) -> Element | None:
        return _tree(package, inner.get(kind, posixpath.join(posixpath.dirname(main), f"{kind}.xml")))

    return Parts(
        document,
        styles=beside("styles"),
        numbering=beside("numbering"),
        footnotes=beside("footnotes"),
        endnotes=beside("endnotes"),
        settings=beside("settings"),
        custom=_tree(package, outer.get("custom-properties", "docProps/custom.xml")),
        core=_sound(package, outer.get("core-properties", "docProps/core.xml")),
    )


def _no_document(package: Package) -> ReadError:
    for member, sign, kind in _KINDS:
        if sign in (package.read(member) or b""):
            return UnsupportedFormatError(f"{package.source}: holds {kind} under a Word name")
    return DamagedFileError(f"{package.source}: a ZIP archive without a Word document in it")


def _targets(package: Package, part: str) -> dict[str, str]:
    """Return the names of the parts that belong to ``part`` by the last word of their kind, those there are."""
    folder, name = posixpath.split(part)
    relations = _tree(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in () if relations is None else relations.iter(_RELATION):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target.lower() in package.members:
            found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
    return found


def _tree(package: Package, name: str) -> Element | None:
    xml = _sound(package, name)
    if xml is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(package) from error


def _damaged(package: Package) -> DamagedFileError:
    return DamagedFileError(f"{package.source}: the XML in it is damaged or nested too deeply")


def _sound(package: Package, name: str) -> bytes | None:
    """Return the XML of a part in the names of transitional documents; raises if it begins by declaring something."""
    xml = package.read(name)
    if xml is None:
        return None
    seen = _prologue(xml)
    if seen == ["declaration"]:
        raise DamagedFileError(f"{package.source}: its XML declares entities, which a Word document never does")
    if not seen:
        raise _damaged(package)
    if b"http://purl.oclc.org/ooxml/" in xml:
        for strict, transitional in _STRICT:
            xml = xml.replace(strict, transitional)
    return xml


class _Stop(Exception):  # noqa: N818 - ends the parsing, is no error
    """The prologue is over."""


def _prologue(xml: bytes) -> list[str]:
    """Return what the prologue ends with, a declaration or an element; nothing behind it is parsed.

    [OPC] 8.1.4 forbids document type declarations, with which entities come, and encodings other than UTF-8 and UTF-16.
    """
    parser = expat.ParserCreate()
    seen: list[str] = []

    def stop(found: str) -> None:
        seen.append(found)
        raise _Stop

    parser.StartElementHandler = lambda *_: stop("element")
    parser.StartDoctypeDeclHandler = lambda *_: stop("declaration")
    with contextlib.suppress(_Stop, expat.ExpatError, LookupError, ValueError):
        parser.Parse(xml, True)
    return seen
