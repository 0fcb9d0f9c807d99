"""What a caller gives to be indexed, one item a report: files, folders, patterns, addresses, reports, documents."""

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, Union
from urllib.parse import unquote, urlsplit

from mediaqa.errors import EmptyReportError, MissingPathError, NoReportsError, ReadError, on_one_line
from mediaqa.fetching import FetchLimits, fetch, is_address
from mediaqa.llama_documents import is_document
from mediaqa.reading import find_files, load_bytes, source_key
from mediaqa.reading.cleaning import settle
from mediaqa.reading.files import walked
from mediaqa.reading.formats import format_of, is_report_name
from mediaqa.settings import Settings
from mediaqa.values import Format, Report, Section, Value

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

Source = Union[str, Path, Report, "BaseNode", Iterable[Union[str, Path, Report, "BaseNode"]]]
"""A file, a folder, a pattern (``notes/*.docx``), a web address, a report, a document of LlamaIndex, or several."""


NOT_STORED = "half of a letter (a lone surrogate) or a number of thousands of digits"

_SEPARATOR = f"[{re.escape(os.sep + (os.altsep or ''))}]"
_ANYWHERE = re.compile(rf"(?P<above>^|{_SEPARATOR})\*\*(?:{_SEPARATOR}|$)")


class Loaded(NamedTuple):
    """The bytes of a source, the key that decides what they replace, and what tells how they are read."""

    key: str
    name: str
    data: bytes
    format: Format
    charset: str | None = None


class Item(NamedTuple):
    """One report to be: how it is called in messages, and its bytes, or itself where it is one already."""

    label: str
    load: Callable[[], Loaded]
    report: Report | None = None


class Limits(NamedTuple):
    """What may be loaded: bytes of one file, and what fetching one address may take."""

    max_bytes: int
    fetching: FetchLimits

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what the settings allow."""
        max_bytes = int(settings.max_file_mb * 1_000_000)
        fetching = FetchLimits(
            max_bytes, settings.fetch_timeout, settings.fetch_redirects, private=settings.fetch_private
        )
        return cls(max_bytes, fetching)


def flattened(sources: Sequence[Source]) -> list[Source]:
    """Return the sources one by one: lists and other series of them are opened."""
    flat: list[Source] = []
    for source in sources:
        if isinstance(source, (str, Path, Report)) or is_document(source) or not isinstance(source, Iterable):
            flat.append(source)
        else:
            flat += flattened(list(source))
    return flat


def items_of(source: Source, limits: Limits) -> Iterator[Item]:
    """Yield what one source consists of. Raises a ``ReadError`` where it cannot be found."""
    if isinstance(source, Report):
        yield report_item(source)
    elif isinstance(source, str) and is_address(source):
        yield Item(source, lambda: _fetched(source, limits.fetching))
    elif isinstance(source, (str, Path)):
        if str(source) == "":  # as a path it would be the working directory
            raise MissingPathError("a source is an empty text")
        for path in _paths(source):
            yield _file_item(path, limits.max_bytes)
    else:
        raise TypeError(f"a source is a path, an address, a Report or a Document, not {type(source).__name__}")


def report_item(report: Report) -> Item:
    """Return the item of a report that the caller has made. Raises ``ReadError`` where it cannot be one."""
    ready = _checked(report)
    return Item(
        shown(report.source),
        lambda: Loaded(report.source, "", ready.model_dump_json().encode(), report.format),
        ready,
    )


def _checked(report: Report) -> Report:
    """Return a report that can be stored and whose sections tile its text."""
    if not can_be_stored(report):
        hint = "Pass its text through read_text; give its other fields without such."
        raise ReadError(f"{shown(report.source)}: holds {NOT_STORED}", hint=hint)
    if not report.text.strip():
        raise EmptyReportError(f"{shown(report.source)}: the report is empty")
    whole = Section(title=None, level=0, start=0, end=len(report.text))
    sections = report.sections or (whole,)
    ends = [0, *(section.end for section in sections)]
    if ends[-1] != len(report.text) or any(s.start != end for s, end in zip(sections, ends, strict=False)):
        raise ReadError(f"{shown(report.source)}: the sections do not tile the text")
    return report.model_copy(update={"sections": sections})


def can_be_stored(value: Value) -> bool:
    """Whether what is written of a value can be read again."""
    try:
        type(value).model_validate_json(value.model_dump_json())
    except ValueError:
        return False
    return True


def shown(source: object) -> str:
    """Return a source's name as it can be shown: a file's name need not be text, nor one line."""
    return on_one_line(str(source))


def _paths(source: str | Path) -> list[Path]:
    path = Path(source)
    if not glob.has_magic(str(source)) or os.path.lexists(path):
        return find_files(path)
    found = sorted(set(map(Path, _matching(str(source)))))
    if not found:
        raise MissingPathError(f"{shown(source)}: no file matches the pattern")
    read = [path for path in found if path.is_dir() or is_report_name(path.name)]
    files = {os.path.realpath(file): file for path in read for file in _found(path)}
    if not files:
        raise NoReportsError(f"{shown(source)}: no report matches the pattern")
    return list(files.values())


def _matching(pattern: str) -> Iterator[str]:
    """Yield the paths that a pattern matches. ``glob`` itself goes round for ever where links lead in circles."""
    anywhere = _ANYWHERE.search(pattern)
    if anywhere is None:
        yield from glob.glob(pattern)  # noqa: PTH207 - a pattern may be absolute
        return
    above, below = pattern[: anywhere.end("above")], pattern[anywhere.end() :]
    for folder in _matching(above) if above else (os.curdir,):
        if not below:
            yield folder
            continue
        for here, _ in walked(folder):
            yield from _matching(os.path.join(glob.escape(here), below))  # noqa: PTH118 - a pattern is no path


def _found(path: Path) -> list[Path]:
    try:
        return find_files(path)
    except NoReportsError:
        return []
    except ReadError:
        return [path]  # whoever reads it learns why it cannot be


def _file_item(path: Path, max_bytes: int) -> Item:
    def load() -> Loaded:
        name = settle(path.name)  # which need not be text, as what goes to another process must be
        return Loaded(source_key(path), name, load_bytes(path, max_bytes), format_of(path.name))

    return Item(shown(path), load)


def _fetched(address: str, limits: FetchLimits) -> Loaded:
    page = fetch(address, limits)
    key = page.address
    if page.format == "html":
        from mediaqa.reading.html import canonical_address

        key = canonical_address(page.data, page.charset, page.address)
    name = unquote(urlsplit(key).path).rpartition("/")[2]
    return Loaded(key, name, page.data, page.format, page.charset)
