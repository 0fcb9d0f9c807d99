"""Files and text become reports."""

from pathlib import Path

from mediaqa.reading.documents import read_document, read_text
from mediaqa.reading.files import find_files, load_bytes, source_key
from mediaqa.values import Overrides, Report

__all__ = ["PIPELINE_VERSION", "find_files", "load_bytes", "read_document", "read_file", "read_text", "source_key"]

PIPELINE_VERSION = 3
"""Grows whenever the same bytes would be read into another report."""


def read_file(path: Path, overrides: Overrides, *, max_bytes: int) -> Report:
    """Return the report in the file at ``path``, of at most ``max_bytes``. Raises a ``ReadError`` that names it."""
    data = load_bytes(path, max_bytes)
    return read_document(data, source=source_key(path), name=path.name, overrides=overrides)
