"""Documents of LlamaIndex become reports; what their readers and callers noted of them stays with them."""

import json
import math
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeGuard

from mediaqa.fetching import is_address
from mediaqa.reading import source_key
from mediaqa.reading.cleaning import settle
from mediaqa.reading.documents import read_pages
from mediaqa.reading.formats import format_of
from mediaqa.reading.front_matter import facts_of
from mediaqa.reading.metadata import Rank
from mediaqa.reading.pages import PageText
from mediaqa.values import MetadataValue, Overrides, Report

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

PAGE = "page_label"
"""The key under which LlamaIndex's readers give the page of a document that is one page of a file."""

_ADDRESSES = ("url", "URL", "source", "link")


def is_document(source: object) -> "TypeGuard[BaseNode]":
    """Whether it is a document (or any node) of LlamaIndex. Whoever holds one has imported LlamaIndex already."""
    schema = sys.modules.get("llama_index.core.schema")
    return schema is not None and isinstance(source, schema.BaseNode)


def by_key(documents: "Iterable[BaseNode]") -> "dict[str, list[BaseNode]]":
    """Return the documents that make one report each, by its key: those of one file, or of one address.

    The key is the file's path, else the address, else the document's own id.
    """
    together: dict[str, list[BaseNode]] = {}
    for document in documents:
        together.setdefault(_key(document), []).append(document)
    return together


def report_of(documents: "Sequence[BaseNode]") -> Report:
    """Return the report that documents of one key make.

    Metadata named like front matter's (``title``, ``author``, ``date``, ``url`` …) is what is known of the report, and
    all of it is kept as its ``metadata``. Where each has a number under ``page_label``, it is the page. Raises
    ``EmptyReportError`` where there is no text.
    """
    key = _key(documents[0])
    known = {field: _plain(value) for field, value in _common([document.metadata for document in documents]).items()}
    name = PurePath(str(known.get("file_name") or known.get("file_path") or "")).name or None
    pages = _pages(documents)
    kept = {str(field): _value(value) for field, value in known.items() if value is not None}
    facts = tuple(fact._replace(rank=Rank.GIVEN) for fact in facts_of(_as_written(known)))
    # Only of a PDF does a number of a page open that page.
    is_pdf = format_of(key) == "pdf" and pages[0].number is not None
    return read_pages(
        pages,
        source=key,
        name=name,
        facts=facts,
        format="pdf" if is_pdf else "text",
        overrides=Overrides(metadata=kept or None),
    )


def _key(document: "BaseNode") -> str:
    metadata = document.metadata
    if path := metadata.get("file_path"):
        path = str(path).replace("\0", "")
        return path if "://" in path else source_key(Path(path))
    address = next((str(metadata[name]) for name in _ADDRESSES if is_address(str(metadata.get(name, "")))), None)
    return address or document.ref_doc_id or document.node_id


def _common(several: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the documents of one report agree on; the page is not said of the whole."""
    first, *others = several
    single = not others and not str(first.get(PAGE, "")).isdecimal()
    return {
        name: value
        for name, value in first.items()
        if (name != PAGE or single) and all(other.get(name) == value for other in others)
    }


def _pages(documents: "Sequence[BaseNode]") -> list[PageText]:
    """Return the texts, in the order of their pages if all have a number."""
    texts = _texts(documents)
    numbers = [_page(document.metadata) for document in documents]
    if None in numbers:  # "iv" is the name of a page, and so is then the "1" that comes after it
        return [PageText(None, text) for text in texts]
    return sorted(map(PageText, numbers, texts), key=lambda page: page.number or 0)


def _texts(documents: "Sequence[BaseNode]") -> list[str]:
    """Return the texts, without what a splitter lets a node repeat of the one before."""
    texts: list[str] = []
    ends: dict[str, int] = {}
    for document in documents:
        text, start = document.get_content(), getattr(document, "start_char_idx", None)
        whole = document.ref_doc_id
        if whole and start is not None:
            repeated = max(0, ends.get(whole, 0) - start)
            ends[whole] = start + len(text)
            text = text[repeated:]
        texts.append(text)
    return texts


def _page(metadata: Mapping[str, Any]) -> int | None:
    label = str(metadata.get(PAGE, ""))
    return int(label) if label.isdecimal() and len(label) < 7 and int(label) > 0 else None


def _plain(value: object) -> object:
    """Return a value as texts, numbers, lists and mappings of them."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, Collection) and not isinstance(value, (str, bytes, bytearray)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return settle(str(value))


def _as_written(known: Mapping[str, object]) -> dict[str, object]:
    """Return values as front matter has them, where a number is text."""
    return {field: str(value) if isinstance(value, (int, float)) else value for field, value in known.items()}


def _value(value: object) -> MetadataValue:
    """Return a plain value as a field of a report: lists and mappings as JSON."""
    return value if isinstance(value, (str, int, float)) else json.dumps(value, ensure_ascii=False)
