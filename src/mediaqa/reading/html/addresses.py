"""The address under which a page wants to be known: it keys the report, so that no page is stored twice."""

from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from lxml import html  # type: ignore[import-untyped]

from mediaqa.reading.html.markup import text_of, tree_of
from mediaqa.reading.metadata import is_web_address

HEAD_BYTES = 512_000
"""The canonical address of a page stands in its head."""

_PORTS = {"http": 80, "https": 443}


def canonical_address(data: bytes, charset: str | None, address: str) -> str:
    """Return the address that the page at ``address`` gives as its own, or ``address`` itself, without a fragment.

    A page speaks only for its own host (``www.`` aside), and the front page is not the address of any other page.
    """
    own = _normal(address)
    if own is None:
        return address.partition("#")[0]
    root = tree_of(text_of(data[:HEAD_BYTES], charset))
    if root is None:
        return own
    named = (_normal(name) for name in _named(root, address))
    return next((name for name in named if name and _may_speak(name, own)), own)


def _named(root: html.HtmlElement, address: str) -> list[str]:
    """Return the addresses that the page gives itself, the canonical one first."""
    head = root.find("head")
    if head is None:
        return []
    base = next((urljoined for e in head.iter("base") if (urljoined := _joined(address, e.get("href")))), address)
    links = [e.get("href") for e in head.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    metas = [e.get("content") for e in head.iter("meta") if (e.get("property") or "").lower() == "og:url"]
    return [joined for href in (*links, *metas) if (joined := _joined(base, href))]


def _joined(base: str, href: str | None) -> str | None:
    try:
        return urljoin(base, href.strip()) if href and href.strip() else None
    except ValueError:
        return None


def _normal(address: str) -> str | None:
    """Return a web address with scheme and host in small letters, without default port and fragment."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or not is_web_address(address.strip()):
        return None
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit(SplitResult(scheme, place, parts.path or "/", parts.query, ""))


def _may_speak(name: str, own: str) -> bool:
    there, here = urlsplit(name), urlsplit(own)
    if there.netloc.removeprefix("www.") != here.netloc.removeprefix("www."):
        return False
    is_front = there.path == "/" and not there.query
    return not is_front or (here.path == "/" and not here.query)
