"""Which files could be reports, and their bytes.

``find_files`` walks, ``load_bytes`` reads within a limit, ``source_key`` names what replaces what.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from mediaqa.errors import (
    FileTooLargeError,
    MissingPathError,
    NoReportsError,
    ReadError,
    UnsupportedFormatError,
)
from mediaqa.reading.formats import is_report_name


def find_files(path: Path) -> list[Path]:
    """Return the files at ``path`` that could be reports: of a folder all inside, in order; of a file itself.

    Hidden files and folders are left out; links are followed, each file and folder once. A folder inside that
    cannot be listed is returned like a file, so that whoever reads it learns why.

    Raises ``MissingPathError``, ``UnsupportedFormatError`` (a file of another kind) and ``NoReportsError``.
    """
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        return _files_of_folder(path)
    if not is_report_name(path.name):
        ending = f"'{path.suffix}' files" if path.suffix else "files without an ending"
        raise UnsupportedFormatError(f"{path}: {ending} are not read")
    if not stat.S_ISREG(mode):
        raise UnsupportedFormatError(f"{path}: not a regular file")
    return [path]


def load_bytes(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file of at most ``max_bytes``; a larger one is refused before it is read."""
    size = _status(path).st_size
    if size > max_bytes:
        raise _too_large(path, size, max_bytes)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error
    if len(data) > max_bytes:
        raise _too_large(path, len(data), max_bytes)
    return data


def source_key(path: Path) -> str:
    """Return the real absolute path as text that can always be encoded: one file, one key."""
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "backslashreplace")


def _files_of_folder(folder: Path) -> list[Path]:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise ReadError(f"{folder}: {error.strerror or error}") from error
    found: dict[str, Path] = {}
    for path in sorted(_walk(folder)):
        found.setdefault(os.path.realpath(path), path)
    if not found:
        raise NoReportsError(f"{folder}: no report in this folder")
    return list(found.values())


def walked(folder: str | Path, onerror: Callable[[OSError], object] | None = None) -> Iterator[tuple[str, list[str]]]:
    """Yield a folder and those below it that are not hidden, each with its files; links are followed, each once."""
    seen: set[tuple[int, int]] = set()
    for here, folders, names in os.walk(folder, followlinks=True, onerror=onerror):
        try:
            status = os.stat(here)  # noqa: PTH116 - a Path for each folder costs more than the call itself
        except OSError:  # it was there a moment ago
            continue
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield here, names


def _walk(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for here, names in walked(folder, lambda error: unlisted.append(Path(error.filename))):
        reports = (name for name in names if is_report_name(name) and not name.startswith("."))
        yield from filter(_may_be_file, map(Path(here).joinpath, reports))
    yield from unlisted


def _may_be_file(path: Path) -> bool:
    """Whether it is a file; what may not be looked at could be one, and reading it says why it cannot be."""
    try:
        return stat.S_ISREG(_mode(path))
    except MissingPathError:
        return False
    except ReadError:
        return True


def _mode(path: Path) -> int:
    return _status(path).st_mode


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except PermissionError as error:
        raise ReadError(f"{path}: {error.strerror}") from error
    except (OSError, ValueError) as error:
        raise MissingPathError(f"{path}: no such file or folder") from error


def _too_large(path: Path, size: int, limit: int) -> FileTooLargeError:
    return FileTooLargeError(f"{path}: {size / 1e6:.1f} MB, and the limit is {limit / 1e6:g} MB")
