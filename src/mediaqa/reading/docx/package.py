"""The ZIP archive of a Word document, opened only after its directory has been looked at.

python-docx unpacks every member, pictures too, before anything can be checked. Here only the parts that are asked for
are unpacked, each in small pieces and up to a limit.
"""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

from mediaqa.errors import (
    DamagedFileError,
    EmptyReportError,
    EncryptedFileError,
    ReadError,
    ReadLimitError,
    UnsupportedFormatError,
)

MB = 1_000_000

MAX_UNPACKED_MB = 200
"""No document is larger once unpacked, its pictures included."""

MAX_PART_MB = 50
"""Nor is one part of it that is read; a hundred pages take two or three."""

MAX_RATIO = 200
"""Packed XML is five to twenty times smaller; a member above ``RATIO_FROM_MB`` that is packed tighter is a trap."""

RATIO_FROM_MB = 10

MAX_MEMBERS = 10_000

_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of streams stand in UTF-16 in the directory of an OLE container ([MS-CFB] 2.6.1).
_OLE_KINDS = (
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
)
_OTHERS = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"<", "a web page or another XML document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
# All that zipfile raises on archives that are cut off or changed.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Package(NamedTuple):
    """An archive that has passed the checks, and its members by name in small letters."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    source: str

    def read(self, name: str) -> bytes | None:
        """Return a member's bytes, ``None`` if there is none of that name."""
        info = self.members.get(name.lower())
        if info is None:
            return None
        if info.file_size > MAX_PART_MB * MB:
            raise ReadLimitError(f"{self.source}: one of its parts unpacks to more than {MAX_PART_MB} MB")
        try:
            return self._unpacked(info)
        except _DAMAGE as error:
            raise DamagedFileError(f"{self.source}: cut off or corrupt: a part of it cannot be unpacked") from error

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack in pieces: what lies behind the stated size is never unpacked, and its checksum is then wrong."""
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError("Word neither writes nor reads another compression")
        with self.archive.open(info) as file:
            return b"".join(iter(lambda: file.read(_CHUNK), b""))


def open_package(data: bytes, source: str) -> Package:
    """Return the archive in ``data``. Raises a ``ReadError`` for what is not one, or not one to be unpacked."""
    if not data.startswith(b"PK"):
        raise _no_archive(data, source)
    if data.count(_ENTRY) > MAX_MEMBERS:
        raise ReadLimitError(f"{source}: holds more than {MAX_MEMBERS:,} parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise DamagedFileError(f"{source}: cut off or corrupt: its ZIP archive has no directory") from error
    members = archive.infolist()
    _check_sizes(members, source)
    if any(info.flag_bits & 1 for info in members):
        raise EncryptedFileError(f"{source}: protected by a password")
    return Package(archive, {info.filename.lower(): info for info in members if _is_plain(info.filename)}, source)


def _no_archive(data: bytes, source: str) -> ReadError:
    if not data.strip(b"\0\t\n\r "):
        return EmptyReportError(f"{source}: holds no text")
    if data.startswith(_OLE):
        return _ole(data, source)
    for signature, kind in _OTHERS:
        if data.startswith(signature):
            return UnsupportedFormatError(f"{source}: holds {kind} under a Word name")
    return DamagedFileError(f"{source}: holds no Word document: it is not a ZIP archive")


def _ole(data: bytes, source: str) -> ReadError:
    """Tell what an OLE container holds: an old office file, or a new one behind a password ([MS-OFFCRYPTO] 2.3)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedFileError(f"{source}: protected by a password")
    kind = next((kind for name, kind in _OLE_KINDS if name.encode("utf-16-le") in data), "an old office document")
    return UnsupportedFormatError(
        f"{source}: holds {kind}, which is not read", hint="Open it in a word processor and save it as .docx."
    )


def _check_sizes(members: list[zipfile.ZipInfo], source: str) -> None:
    unpacked = sum(info.file_size for info in members)
    if unpacked > MAX_UNPACKED_MB * MB:
        raise ReadLimitError(
            f"{source}: unpacks to {unpacked // MB:,} MB, over the limit of {MAX_UNPACKED_MB} MB",
            hint="Remove its pictures, or save its text alone.",
        )
    for info in members:
        if info.file_size > max(RATIO_FROM_MB * MB, MAX_RATIO * info.compress_size):
            raise DamagedFileError(f"{source}: a part is packed over {MAX_RATIO} times, as no Word document is")


def _is_plain(name: str) -> bool:
    """Whether a member's name is that of a part; absolute ones and those that climb are not ([OPC] 6.2.2)."""
    return not name.startswith("/") and "\\" not in name and ":" not in name and ".." not in name.split("/")
