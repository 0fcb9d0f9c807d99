"""The body of an answer: counted while it comes, and decompressed a little at a time."""

import zlib
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from mediaqa.errors import FileTooLargeError
from mediaqa.fetching.obstacles import Obstacle, cut_off

SLICE_BYTES = 1024
"""How much is decompressed at once: it becomes at most 1,032 times as much (zlib's own figure), so 1 MB."""

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_SIGN = b"\x1f"


def body_of(answer: httpcore.Response, headers: httpx.Headers, limit: int) -> bytes:
    """Return the bytes of an answer, decompressed; neither they nor what is sent may be more than ``limit``."""
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit, int(length))
    sent = _within(answer.iter_stream(), limit)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return b"".join(sent)
    if encoding in {"gzip", "x-gzip"}:
        return b"".join(_within(_unpacked(sent), limit))
    raise Obstacle("compressed in a way that is not read, and was not asked for")


def _within(parts: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        yield part


def _too_large(limit: int, size: int | None = None) -> Obstacle:
    words = f"{size / 1e6:.1f} MB, and the limit is {limit / 1e6:g} MB" if size else f"more than {limit / 1e6:g} MB"
    return Obstacle(words, kind=FileTooLargeError)


def _unpacked(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Decompress gzip in parts of bounded size; members may follow each other (RFC 1952), anything else is left."""
    inflater = zlib.decompressobj(_GZIP)
    try:
        for rest in _sliced(parts):
            while rest:
                if inflater.eof and not rest.startswith(_GZIP_SIGN):
                    return
                inflater = zlib.decompressobj(_GZIP) if inflater.eof else inflater
                yield inflater.decompress(rest)
                rest = inflater.unused_data  # noqa: PLW2901 - the next member
    except zlib.error as error:
        raise Obstacle("its compression is damaged") from error
    if not inflater.eof:
        raise cut_off()


def _sliced(parts: Iterable[bytes]) -> Iterator[bytes]:
    return (part[start : start + SLICE_BYTES] for part in parts for start in range(0, len(part), SLICE_BYTES))
