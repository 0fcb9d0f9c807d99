"""One visit to an address: its redirects, what the server answers, and the document in it.

One request for the address and one for each redirect: no cookies, no referrer, no password, no proxy, and nothing from
the environment. Where a connection may go is decided in `guarded`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import httpcore
import httpx

from mediaqa.errors import UnsupportedFormatError
from mediaqa.fetching.addresses import Fetched, FetchLimits
from mediaqa.fetching.announced import ACCEPT, announced, format_of_answer, is_never_read
from mediaqa.fetching.bodies import body_of
from mediaqa.fetching.guarded import Deadline, guarded_pool
from mediaqa.fetching.hosts import Resolver
from mediaqa.fetching.obstacles import AGAIN_HINT, CHECK_HINT, FOREIGN, INVALID, Obstacle, in_words

_WHOLE = frozenset({200, 203})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429})
_EMPTY = "the answer is empty"
_SHOWN_HOST = 80


def visit(address: str, limits: FetchLimits, resolve: Resolver) -> Fetched:
    """Return the document at an address; whatever goes wrong becomes an error that names the address as given."""
    name = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in address)
    deadline = Deadline.after(limits.timeout)
    with _told(name):
        url = _checked(address)
        pool = guarded_pool(deadline, private=limits.private, resolve=resolve)
    with pool:
        return _through_redirects(pool, url, limits, name)


def _through_redirects(pool: httpcore.ConnectionPool, url: httpx.URL, limits: FetchLimits, name: str) -> Fetched:
    seen = [url]
    while True:
        with _told(_place(name, seen)), _answer(pool, seen[-1]) as answer:
            headers = httpx.Headers(answer.headers)
            if answer.status not in _REDIRECTS:
                return _document(answer, headers, seen[-1], limits)
            target = _target(answer.status, headers, seen[-1])
            if target in seen:
                raise Obstacle("the redirects go in a circle")
            if len(seen) > limits.max_redirects:
                hint = "Give the address that it leads to, or raise the setting fetch_redirects."
                raise Obstacle(f"more than {limits.max_redirects} redirects", hint=hint)
            seen.append(target)


def _place(name: str, seen: list[httpx.URL]) -> str:
    """Name the address as it was given, and the host that it has led to."""
    if seen[-1].raw_host == seen[0].raw_host:
        return name
    return f"{name}: redirected to {seen[-1].raw_host.decode('ascii')[:_SHOWN_HOST]}"


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what goes wrong into an error that names the address."""
    try:
        yield
    except Obstacle as obstacle:
        raise obstacle.named(name) from obstacle.__cause__
    except FOREIGN as error:
        raise in_words(error).named(name) from error


def _checked(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return an address in its canonical form, or say what is wrong with it."""
    url = _parsed(address, base)
    if url.scheme not in {"http", "https"}:
        raise Obstacle("only http:// and https:// are fetched", hint=CHECK_HINT)
    if url.userinfo:
        words = "an address with a name or a password in it is not fetched"
        raise Obstacle(words, hint="Leave them out; if the page needs them, save it and index the file.")
    if not url.raw_host or not (url.port is None or 0 < url.port < 65536):
        raise Obstacle(INVALID, hint=CHECK_HINT)
    return url


def _parsed(address: str, base: httpx.URL | None) -> httpx.URL:
    try:
        url = base.join(address) if base else httpx.URL(address)
        return url.copy_with(host=url.raw_host.decode("ascii").removesuffix("."), fragment=None)
    except (httpx.InvalidURL, ValueError):
        # Without the cause: it repeats parts of an address that nobody typed.
        raise Obstacle(INVALID, hint=CHECK_HINT) from None


@contextmanager
def _answer(pool: httpcore.ConnectionPool, url: httpx.URL) -> Iterator[httpcore.Response]:
    """Ask for an address; the connection is closed behind the answer, read or not."""
    asked = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": f"mediaqa/{version('mediaqa')}",
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    with pool.stream("GET", asked, headers=list(headers.items())) as answer:
        yield answer


def _target(status: int, headers: httpx.Headers, url: httpx.URL) -> httpx.URL:
    if "location" not in headers:
        raise Obstacle(f"{_status(status)}, without an address to go to")
    try:
        return _checked(headers["location"], url)
    except Obstacle as obstacle:
        raise Obstacle(f"redirected, but {obstacle.words}") from None


def _document(answer: httpcore.Response, headers: httpx.Headers, url: httpx.URL, limits: FetchLimits) -> Fetched:
    if answer.status == 204 or (answer.status in _WHOLE and headers.get("content-length") == "0"):
        raise Obstacle(_EMPTY)
    if answer.status not in _WHOLE:
        again = answer.status in _AGAIN or answer.status >= 500
        raise Obstacle(_status(answer.status), hint=AGAIN_HINT if again else None, retryable=again)
    kind, charset = announced(headers.get("content-type", ""))
    if is_never_read(kind):
        raise _unread(kind)
    data = body_of(answer, headers, limits.max_bytes)
    if not data:
        raise Obstacle(_EMPTY)
    found = format_of_answer(data, kind, url.path)
    if found is None:
        raise _unread(kind)
    return Fetched(str(url), data, found, charset)


def _status(status: int) -> str:
    """Return a status with its usual reason; the server's own words may be anything."""
    return f"{status} {httpx.codes.get_reason_phrase(status)}".strip()


def _unread(kind: str) -> Obstacle:
    return Obstacle(f"{kind or 'what is of no known kind'} is not read", kind=UnsupportedFormatError)
