"""From the address of a web page to its bytes: what may be asked for, and what comes back.

How it is done is in `visiting`, which is imported with the HTTP client when the first address is fetched.
"""

from typing import NamedTuple

from mediaqa.fetching.hosts import Resolver, look_up
from mediaqa.values import Format


class FetchLimits(NamedTuple):
    """How much an address may cost, and where it may lead.

    ``max_bytes`` counts what was decompressed. ``timeout`` is in seconds, for the whole of one address, redirects
    included. ``private`` says whether private, loopback and link-local addresses may be fetched.
    """

    max_bytes: int
    timeout: float
    max_redirects: int
    private: bool


class Fetched(NamedTuple):
    """A document from the web: where it came from in the end, without fragment, its bytes, and what they are.

    ``charset`` is what the server said of the encoding.
    """

    address: str
    data: bytes
    format: Format
    charset: str | None


def is_address(source: str) -> bool:
    """Whether a source is an address of the web, and no path of a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def fetch(address: str, limits: FetchLimits, *, resolve: Resolver = look_up) -> Fetched:
    """Return the document at an address, through redirects.

    Raises ``FetchError``, ``FileTooLargeError`` or ``UnsupportedFormatError``: one line that names the address as it
    was given, and of where it was redirected to at most the host.
    """
    from mediaqa.fetching.visiting import visit

    return visit(address, limits, resolve)
