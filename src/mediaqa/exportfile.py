"""The file of an exported corpus: written whole or not at all, read a line at a time and checked to its end.

A name that ends in ``.gz`` is compressed; what is read is known by its first bytes, whatever its name. The digest is
that of the lines as they are without compression.
"""

import contextlib
import gzip
import hashlib
import os
import uuid
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Self, TypeVar, cast

from mediaqa.errors import ExportError
from mediaqa.exported import (
    FOOTER_BEGINS,
    LONGEST_LINE,
    Exported,
    Footer,
    Header,
    LineError,
    check_size,
    footer_from,
    header_from,
    line_of,
    report_from,
)
from mediaqa.store.locking import sync_folder

T = TypeVar("T")

GZIP = b"\x1f\x8b"
"""The first bytes of a compressed file (RFC 1952)."""

DISK_HINT = "Check the path, the disk and its permissions."
CUT_OFF = "ends before its last line"


@contextlib.contextmanager
def export_writer(path: Path) -> Iterator["ExportWriter"]:
    """Give a writer; what it does not ``complete`` is thrown away, and the target is as it was.

    A process that is killed leaves a file whose name begins with ``.mediaqa-export-``.
    """
    writer = ExportWriter(path)
    try:
        writer.open()
        yield writer
    finally:
        writer.close()


class ExportWriter:
    """Writes beside the target, which is replaced by ``complete`` and by nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._target = Path(os.path.realpath(path))
        self._fresh = self._target.with_name(f".mediaqa-export-{uuid.uuid4().hex}")
        self._digest = hashlib.sha256()
        self._open = contextlib.ExitStack()

    def open(self) -> None:
        """Begin the file."""
        with self._errors():
            if self._target.exists() and not self._target.is_file():
                raise ExportError(f"{self._path}: is not a file", hint=DISK_HINT)
            self._raw = self._open.enter_context(self._fresh.open("xb"))
            self._file: IO[bytes] = self._raw
            if self._path.suffix.lower() == ".gz":
                # Neither a name nor a time inside: two exports of one state are the same bytes.
                pack = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=self._raw, mtime=0)
                self._file = cast("IO[bytes]", self._open.enter_context(pack))

    def close(self) -> None:
        """Throw away what is not complete."""
        with contextlib.suppress(OSError):
            self._open.close()
        with contextlib.suppress(OSError):
            self._fresh.unlink(missing_ok=True)

    def write(self, line: bytes) -> None:
        """Write one line."""
        self._digest.update(line)
        with self._errors():
            self._file.write(line)

    def complete(self, reports: int, passages: int) -> None:
        """Write the last line, and put the file in its place."""
        footer = Footer(reports=reports, passages=passages, sha256=self._digest.hexdigest())
        with self._errors():
            self._file.write(line_of(footer))
            if self._file is not self._raw:
                self._file.close()
            self._raw.flush()
            os.fsync(self._raw.fileno())
            self._fresh.replace(self._target)
            sync_folder(self._target.parent)

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or error
            raise ExportError(f"{self._path}: cannot be written: {reason}", hint=DISK_HINT) from error


class ExportReader:
    """An exported corpus, open to be read from its beginning as often as wanted; each time every line is checked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0

    def __enter__(self) -> Self:
        with self._errors():
            if self._path.exists() and not self._path.is_file():
                raise ExportError(f"{self._path}: is not a file", hint=DISK_HINT)
            self._raw = self._path.open("rb")
            self.size = os.fstat(self._raw.fileno()).st_size
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    @property
    def place(self) -> int:
        """How many bytes of the file were read."""
        return self._raw.tell()

    def header(self) -> Header:
        """Return the first line."""
        return self._parsed(header_from, next(self._lines(), b""))

    def reports(self) -> Iterator[Exported]:
        """Yield every report. Raises ``ExportError`` at the first line that is wrong, if only the last one is."""
        lines, digest = self._lines(), hashlib.sha256()
        first = next(lines, b"")
        header = self._parsed(header_from, first)
        digest.update(first)
        reports, passages, source = 0, 0, ""
        for line in lines:
            if line.startswith(FOOTER_BEGINS):
                self._check_footer(line, Footer(reports=reports, passages=passages, sha256=digest.hexdigest()))
                if next(lines, None) is not None:
                    raise self._error("goes on after its last line")
                return
            exported = self._parsed(lambda line: report_from(line, header), line)
            if reports and exported.record.info.source <= source:
                raise self._error("the reports are not in the order of their sources")
            digest.update(line)
            reports, passages, source = reports + 1, passages + len(exported.passages), exported.record.info.source
            yield exported
        raise self._error(CUT_OFF)

    def _check_footer(self, line: bytes, read: Footer) -> None:
        footer = self._parsed(footer_from, line)
        if (footer.reports, footer.passages) != (read.reports, read.passages):
            told = f"{footer.reports} reports and {footer.passages} passages"
            raise self._error(f"there should be {told}, and are {read.reports} and {read.passages}")
        if footer.sha256 != read.sha256:
            raise self._error("the lines are not those that were exported: their digest differs")

    def _lines(self) -> Iterator[bytes]:
        with self._errors():
            self._raw.seek(0)
            packed = self._raw.read(len(GZIP)) == GZIP
            self._raw.seek(0)
        file = cast("IO[bytes]", gzip.GzipFile(fileobj=self._raw, mode="rb")) if packed else self._raw
        self._line = 1
        while line := self._next(file):
            yield line
            self._line += 1

    def _next(self, file: IO[bytes]) -> bytes:
        with self._errors():
            line = file.readline(LONGEST_LINE + 1)
        self._parsed(check_size, line)
        if line.startswith(b"{") and not line.endswith(b"\n"):
            raise self._error(CUT_OFF)
        return line

    def _parsed(self, parse: Callable[[bytes], T], line: bytes) -> T:
        try:
            return parse(line)
        except LineError as error:
            raise self._error(str(error), hint=error.hint) from error

    def _error(self, what: str, *, hint: str | None = None) -> ExportError:
        return ExportError(f"{self._path}:{self._line}: {what}", hint=hint)

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except EOFError as error:
            raise self._error(CUT_OFF) from error
        except (OSError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or error
            raise ExportError(f"{self._path}: cannot be read: {reason}", hint=DISK_HINT) from error
