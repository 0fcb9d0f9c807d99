"""Documents of LlamaIndex become reports; what their readers and callers noted of them stays with them."""

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeGuard

from mediaqa.fetching import is_address
from mediaqa.reading import source_key
from mediaqa.reading.documents import PageText, read_pages
from mediaqa.reading.formats import format_of
from mediaqa.reading.front_matter import facts_of
from mediaqa.reading.metadata import Rank
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
    all of it is kept as its ``metadata``. A number under ``page_label`` is the page. Raises ``EmptyReportError`` where
    there is no text.
    """
    key = _key(documents[0])
    known = _common([document.metadata for document in documents])
    name = PurePath(str(known.get("file_name") or known.get("file_path") or "")).name or None
    pages = [PageText(_page(document.metadata), document.get_content()) for document in documents]
    kept = {str(field): _value(value) for field, value in known.items() if value is not None}
    facts = tuple(fact._replace(rank=Rank.GIVEN) for fact in facts_of(known))
    # Only of a PDF does a number of a page open that page.
    is_pdf = format_of(key) == "pdf" and all(page.number is not None for page in pages)
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
        return source_key(Path(str(path)))
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


def _page(metadata: Mapping[str, Any]) -> int | None:
    label = str(metadata.get(PAGE, ""))
    return int(label) if label.isdecimal() and 0 < len(label) < 7 else None


def _value(value: object) -> MetadataValue:
    if isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
