"""Fetching, against real servers on this machine that answer, stall, lie and break off as they are told to."""

import gzip
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import certifi
import httpcore
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediaqa.errors import FetchError, FileTooLargeError, ReadError, UnsupportedFormatError
from mediaqa.fetching import Fetched, FetchLimits, fetch, is_address
from mediaqa.fetching.announced import ACCEPT, announced, format_of_answer
from mediaqa.fetching.hosts import Resolver, look_up, may_visit
from mediaqa.fetching.obstacles import FOREIGN, in_words
from mediaqa.values import Format

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

PAGE = b"<!doctype html><title>Gate</title><p>The harbour gate of Sarn was shut on Monday."
LIMITS = FetchLimits(max_bytes=100_000, timeout=30.0, max_redirects=4, private=True)
PUBLIC = LIMITS._replace(private=False)
PUBLIC_IP = "93.184.216.34"

Part = bytes | float
"""What is sent, or seconds to wait."""


class Site:
    """A server: what it sends for each path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Sequence[bytes | float]] = {}
        self.asked: list[str] = []
        self.port = 0
        self.over = threading.Event()

    def url(self, path: str = "/page", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def speak(self, line: socket.socket) -> None:
        """Read what is asked and send what is kept under its path; then the connection is closed."""
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := line.recv(4096)):
                return
            head += more
        self.asked.append(head.decode("latin-1"))
        for part in self.pages[head.split()[1].decode()]:
            if isinstance(part, bytes):
                line.sendall(part)
            else:
                self.over.wait(part)


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # who asked may have left
                if context is None:
                    site.speak(self.request)
                    return
                with context.wrap_socket(self.request, server_side=True) as secure:
                    site.speak(secure)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = False

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.over.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as served:
        yield served


def answer(body: bytes = PAGE, kind: str = "text/html; charset=utf-8", *, status: str = "200 OK", **more: str) -> bytes:
    """An answer over HTTP; names of further headers have ``_`` for ``-``."""
    headers = {"content-type": kind, "content-length": str(len(body))} if kind else {"content-length": str(len(body))}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items() if value), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, location=to)


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def resolver(**addresses: str) -> Callable[[str, int], list[str]]:
    """Look up nothing but these names, written with ``_`` for a point."""
    known = {name.replace("_", "."): given.split() for name, given in addresses.items()}

    def resolve(host: str, port: int) -> list[str]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known[host]

    return resolve


def refused(address: str, limits: FetchLimits = LIMITS, resolve: Resolver | None = None) -> ReadError:
    """The error of a fetch, which is one line that begins with the address."""
    with pytest.raises(ReadError) as raised:
        fetch(address, limits, resolve=resolve or look_up)
    assert str(raised.value).startswith(f"{address}: ")
    assert str(raised.value).isprintable()
    return raised.value


def words(address: str, limits: FetchLimits = LIMITS, resolve: Resolver | None = None) -> str:
    error = refused(address, limits, resolve)
    assert type(error) is FetchError
    return str(error).removeprefix(f"{address}: ")


# --- what comes back


def test_a_page_with_its_address_format_and_encoding(site: Site) -> None:
    site.pages["/page?n=1"] = [answer()]
    expected = Fetched(site.url("/page?n=1"), PAGE, "html", "utf-8")
    assert fetch(site.url("/page?n=1#part"), LIMITS) == expected


def test_the_address_is_canonical(site: Site) -> None:
    site.pages["/b%20c"] = [answer()]
    asked = f"HTTP://LOCAL.example.:{site.port}/a/../b c#d"
    assert fetch(asked, LIMITS, resolve=resolver(local_example="127.0.0.1")).address == (
        f"http://local.example:{site.port}/b%20c"
    )


def test_the_request_tells_no_more_than_it_must(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login orla password venn\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    site.pages |= {"/a": [answer(b"", status="302 Found", location="/b", set_cookie="id=1; Path=/")], "/b": [answer()]}
    fetch(site.url("/a"), LIMITS)
    assert [request.splitlines() for request in site.asked] == [
        [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{site.port}",
            f"User-Agent: mediaqa/{version('mediaqa')}",
            f"Accept: {ACCEPT}",
            "Accept-Encoding: gzip",
            "Connection: close",
            "",
        ]
        for path in ("/a", "/b")
    ]


def test_an_answer_without_a_length_ends_with_the_connection(site: Site) -> None:
    site.pages["/page"] = [b"HTTP/1.0 200 OK\r\ncontent-type: text/html\r\n\r\n", PAGE]
    assert fetch(site.url(), LIMITS) == Fetched(site.url(), PAGE, "html", None)


def test_an_answer_in_chunks_after_early_hints(site: Site) -> None:
    head = b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    site.pages["/page"] = [head, b"6\r\n<html>\r\n", b"4\r\nGate\r\n0\r\n\r\n"]
    assert fetch(site.url(), LIMITS).data == b"<html>Gate"


def test_an_address_of_the_new_kind() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        site = Site()

        def serve_one() -> None:
            line, _ = server.accept()
            with line:
                site.speak(line)

        site.port, site.pages["/page"] = server.getsockname()[1], [answer()]
        thread = threading.Thread(target=serve_one)
        thread.start()
        assert fetch(site.url(host="[::1]"), LIMITS).data == PAGE
        thread.join()
    assert f"Host: [::1]:{site.port}" in site.asked[0]


def test_many_addresses_at_once(site: Site) -> None:
    site.pages |= {f"/{n}": [answer(PAGE + str(n).encode())] for n in range(8)}
    found: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: fetch(site.url(f"/{n}"), LIMITS).data})) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: PAGE + str(n).encode() for n in range(8)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://sarn.example", True), ("HTTPS://sarn.example/a", True), ("https:/sarn", False), ("http", False),
        ("ftp://sarn.example", False), ("notes/http://a.txt", False), (" http://a", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_an_address(source: str, expected: bool) -> None:
    assert is_address(source) is expected


# --- what kind it is

DOCX = b"PK\x03\x04....word/document.xml...."
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("kind", "path", "data", "expected"),
    [
        ("text/html", "/", b"<p>Gate", "html"),
        ("TEXT/HTML ; charset=x", "/a.pdf", b"<p>Gate", "html"),
        ("application/xhtml+xml", "/", b"<p>Gate", "html"),
        ("application/pdf", "/", b"Gate", "pdf"),
        (DOCX_TYPE, "/", b"Gate", "docx"),
        ("text/markdown", "/", b"# Gate", "markdown"),
        ("text/plain", "/gate", b"Gate", "text"),
        ("text/plain", "/gate.MD", b"# Gate", "markdown"),
        # nothing is said: the bytes, then the ending
        ("", "/gate", b"%PDF-1.7", "pdf"),
        ("application/octet-stream", "/gate", DOCX, "docx"),
        ("application/octet-stream", "/gate.docx", b"PK\x03\x04", "docx"),
        ("binary/octet-stream", "/gate.txt", b"Gate", "text"),
        ("no type at all", "/gate.htm", b"Gate", "html"),
        ("", "/gate", b"\xef\xbb\xbf \n<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE  HTML>", "html"),
        ("", "/gate", b"<html lang='en'>", "html"),
        ("", "/gate", b"Gate", None),
        ("", "/gate.zip", b"PK\x03\x04", None),
        # what is said is not so
        ("text/html", "/", b"%PDF-1.7", "pdf"),
        ("application/pdf", "/a.pdf", b"<!doctype html><p>Please log in", "html"),
        ("text/plain", "/", b"<html><p>Gate", "html"),
        ("text/html", "/", DOCX, "docx"),
        ("application/zip", "/", DOCX, "docx"),
        ("application/json", "/gate.txt", b"{}", None),
        ("application/msword", "/gate.doc", b"\xd0\xcf\x11\xe0", None),
    ],
)
def test_kinds_of_answers(kind: str, path: str, data: bytes, expected: Format | None) -> None:
    assert format_of_answer(data, announced(kind).kind, path) == expected


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=windows-1251", "windows-1251"),
        ('text/html;CharSet = "KOI8-R"; x=y', "koi8-r"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("charset=utf-8", None),
    ],
)
def test_the_encoding_that_a_server_says(header: str, charset: str | None) -> None:
    assert announced(header).charset == charset


@pytest.mark.parametrize("kind", ["image/png", "application/json"])
def test_what_is_no_document_is_not_read(site: Site, kind: str) -> None:
    site.pages["/page"] = [answer(b"{}", f"{kind}; v=1")]
    error = refused(site.url())
    assert type(error) is UnsupportedFormatError
    assert str(error) == f"{site.url()}: {kind} is not read"


def test_a_picture_is_refused_before_its_bytes_are_waited_for(site: Site) -> None:
    site.pages["/page"] = [b"HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\n\r\n", 60.0]
    assert str(refused(site.url())) == f"{site.url()}: video/mp4 is not read"


def test_bytes_of_no_known_kind_are_not_read(site: Site) -> None:
    site.pages["/page"] = [answer(b"\0\1", "\x1b[31m/evil")]
    assert str(refused(site.url())) == f"{site.url()}: what is of no known kind is not read"


# --- how much


def test_a_length_over_the_limit_is_refused_before_the_body(site: Site) -> None:
    site.pages["/page"] = [answer(b"", content_length="2500000"), 60.0]
    error = refused(site.url())
    assert type(error) is FileTooLargeError
    assert str(error) == f"{site.url()}: 2.5 MB, and the limit is 0.1 MB"


def test_a_length_beyond_all_reason(site: Site) -> None:
    site.pages["/page"] = [answer(b"", content_length="9" * 6000)]
    assert words(site.url()) == "the answer is not valid HTTP"


def test_a_body_that_never_ends_is_left_at_the_limit(site: Site) -> None:
    site.pages["/page"] = [b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n", *[b"Gate" * 2000] * 100, 60.0]
    assert str(refused(site.url())) == f"{site.url()}: more than 0.1 MB"


def test_a_body_of_just_the_limit_is_read(site: Site) -> None:
    site.pages["/page"] = [answer(b"G" * 100_000, "text/plain")]
    assert len(fetch(site.url(), LIMITS).data) == 100_000


def test_gzip_is_unpacked(site: Site) -> None:
    several = packed(PAGE * 500) + packed(b"and more") + b"padding"
    site.pages["/page"] = [answer(several, content_encoding="gzip")]
    assert fetch(site.url(), LIMITS).data == PAGE * 500 + b"and more"


def test_a_bomb_is_left_at_the_limit(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(30)) + packer.flush()
    assert len(bomb) < 100_000
    unpacked: list[int] = []
    make = zlib.decompressobj

    class Counting:
        eof, unused_data = False, b""

        def __init__(self, wbits: int) -> None:
            self.inner = make(wbits)

        def decompress(self, data: bytes) -> bytes:
            unpacked.append(len(part := self.inner.decompress(data)))
            return part

    monkeypatch.setattr(zlib, "decompressobj", Counting)
    site.pages["/page"] = [answer(bomb, content_encoding="gzip")]
    assert str(refused(site.url())) == f"{site.url()}: more than 0.1 MB"
    assert sum(unpacked) < 2_000_000


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (packed(PAGE)[:-20], "gzip", "the answer is cut off"),
        (b"Gate", "gzip", "its compression is damaged"),
        (b"Gate", "br", "compressed in a way that is not read, and was not asked for"),
        (
            packed(packed(PAGE)),
            "gzip, gzip",
            "compressed in a way that is not read, and was not asked for",
        ),
    ],
)
def test_compression_that_cannot_be_undone(site: Site, body: bytes, encoding: str, expected: str) -> None:
    site.pages["/page"] = [answer(body, content_encoding=encoding)]
    assert words(site.url()) == expected


@pytest.mark.parametrize(
    "said",
    [
        answer(b""),
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n",
        answer(b"", content_encoding="gzip"),
    ],
)
def test_an_empty_answer(site: Site, said: bytes) -> None:
    site.pages["/page"] = [said]
    assert words(site.url()) == "the answer is empty"


@pytest.mark.parametrize(
    "said",
    [answer(content_length="500"), b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n<html>Gate"],
)
def test_an_answer_that_is_cut_off(site: Site, said: bytes) -> None:
    site.pages["/page"] = [said]
    error = refused(site.url())
    assert str(error) == f"{site.url()}: the answer is cut off"
    assert isinstance(error, FetchError)
    assert error.retryable


# --- how long

TRICKLE: list[Part] = [part for letter in b"x" * 200 for part in (bytes([letter]), 0.02)]


@pytest.mark.parametrize(
    "said",
    [
        [60.0],
        [b"HTTP/1.1 200 OK\r\nx-sarn: ", *TRICKLE],
        [answer(b"", content_length="5000"), *TRICKLE],
        [b"HTTP/1.1 100 Continue\r\n\r\n", 0.02] * 200,
    ],
    ids=["silent", "headers", "body", "continue"],
)
def test_the_whole_answer_has_one_deadline(site: Site, said: Sequence[Part]) -> None:
    site.pages["/page"] = said
    begun = time.monotonic()
    error = refused(site.url(), LIMITS._replace(timeout=0.3))
    assert 0.25 < time.monotonic() - begun < 3.0
    assert str(error) == f"{site.url()}: no whole answer in the time allowed"
    assert isinstance(error, FetchError)
    assert error.retryable
    assert "MEDIAQA_FETCH_TIMEOUT" in error.hint


def test_redirects_share_the_deadline(site: Site) -> None:
    site.pages = {f"/{n}": [0.15, moved(f"/{n + 1}")] for n in range(10)}
    begun = time.monotonic()
    expected = "no whole answer in the time allowed"
    assert words(site.url("/0"), LIMITS._replace(timeout=0.4, max_redirects=10)) == expected
    assert time.monotonic() - begun < 3.0


def test_looking_a_name_up_has_the_same_deadline() -> None:
    over = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        over.wait(60)
        return ["127.0.0.1"]

    begun = time.monotonic()
    try:
        said = words("http://sarn.example", LIMITS._replace(timeout=0.2), resolve)
    finally:
        over.set()
    assert said == "no whole answer in the time allowed"
    assert time.monotonic() - begun < 3.0


def test_a_silent_partner_at_tls_has_the_same_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"https://127.0.0.1:{server.getsockname()[1]}/"
        assert words(address, LIMITS._replace(timeout=0.3)) == "no whole answer in the time allowed"


# --- what the server says instead


@pytest.mark.parametrize(
    ("status", "expected", "retryable"),
    [
        ("404 \x1b[31mHa ha", "404 Not Found", False),
        ("403 Forbidden", "403 Forbidden", False),
        ("429 Slow", "429 Too Many Requests", True),
        ("503 Busy", "503 Service Unavailable", True),
        ("599 Odd", "599", True),
        ("202 Accepted", "202 Accepted", False),
        ("206 Partial", "206 Partial Content", False),
        ("304 Not Modified", "304 Not Modified", False),
    ],
)
def test_a_status_that_is_no_document(site: Site, status: str, expected: str, retryable: bool) -> None:
    site.pages["/page"] = [answer(b"", status=status)]
    error = refused(site.url())
    assert str(error) == f"{site.url()}: {expected}"
    assert isinstance(error, FetchError)
    assert error.retryable is retryable


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], "the connection was closed without an answer"),
        ([b"220 mail.sarn.example ESMTP\r\n\r\n"], "the answer is not valid HTTP"),
        ([b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"], "the answer is not valid HTTP"),
        ([answer(transfer_encoding="chunked")], "the answer is not valid HTTP"),
        ([b"HTTP/1.1 200 OK\r\n", b"x-sarn: gate\r\n" * 9000], "the headers of the answer are too long"),
    ],
    ids=["nothing", "mail", "header", "chunks", "headers"],
)
def test_what_is_no_answer(site: Site, said: Sequence[Part], expected: str) -> None:
    site.pages["/page"] = said
    assert words(site.url()) == expected


def test_a_connection_that_is_reset() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def reset() -> None:
            line, _ = server.accept()
            line.recv(10)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            line.close()

        thread = threading.Thread(target=reset)
        thread.start()
        error = refused(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert str(error).endswith(": the connection was broken off")
    assert isinstance(error, FetchError)
    assert error.retryable


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_connection_that_is_refused() -> None:
    error = refused(f"http://127.0.0.1:{unused_port()}/")
    assert str(error).endswith("/: the connection was refused")
    assert isinstance(error, FetchError)
    assert error.retryable


def test_the_next_address_of_a_name_is_tried(site: Site) -> None:
    site.pages["/page"] = [answer()]
    resolve = resolver(sarn_example="127.0.0.9 127.0.0.1")
    with pytest.MonkeyPatch.context() as patch:
        connect = httpcore.SyncBackend.connect_tcp

        def first_is_down(self: httpcore.SyncBackend, host: str, *rest: object) -> httpcore.NetworkStream:
            if host == "127.0.0.9":
                raise httpcore.ConnectError
            return connect(self, host, *rest)  # type: ignore[arg-type]

        patch.setattr(httpcore.SyncBackend, "connect_tcp", first_is_down)
        assert fetch(site.url(host="sarn.example"), LIMITS, resolve=resolve).data == PAGE


@pytest.mark.parametrize(
    ("failure", "expected", "retryable"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "no address is known for its name", False),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "its name cannot be looked up now", True),
        (UnicodeError("label too long"), "not a valid address", False),
    ],
)
def test_a_name_that_is_not_known(failure: Exception, expected: str, retryable: bool) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise failure

    error = refused("http://sarn.example/a", resolve=resolve)
    assert str(error) == f"http://sarn.example/a: {expected}"
    assert isinstance(error, FetchError)
    assert error.retryable is retryable


def test_a_name_without_an_address() -> None:
    assert words("http://sarn.example", resolve=lambda *_: []) == "no address is known for its name"


@pytest.mark.parametrize(
    "address",
    [
        "http://", "http:///a", "http://sarn.example:99999/", "http://sarn.example:0/", "http://sarn.example:-1/",
        "http://sarn.example:x/", "http://[::1/", "http://999.1.1.1./", "http://.", "https://a\u2024\u2024b/",
        "http://" + "a" * 70_000,
    ],
)  # fmt: skip
def test_what_is_no_valid_address(address: str) -> None:
    assert words(address) == "not a valid address"


@pytest.mark.parametrize("address", ["http://sarn.example/\n", "http://sarn.example/\ud800", "http://a\x1b[0m.example"])
def test_what_cannot_be_shown_is_replaced(address: str) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(address, LIMITS)
    shown = "".join(char if char.isprintable() else "\ufffd" for char in address)
    assert str(raised.value) == f"{shown}: not a valid address"


@pytest.mark.parametrize("address", ["http://a..b/", "http://" + "a" * 64 + ".example/", "http://x\\.example/"])
def test_names_that_cannot_be_looked_up(address: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        host.encode("idna")  # as the system's resolver begins
        raise socket.gaierror(socket.EAI_NONAME, "x")

    assert words(address, resolve=resolve) in {"not a valid address", "no address is known for its name"}


@pytest.mark.parametrize("address", ["ftp://sarn.example", "file:///etc/passwd", "sarn.example", ""])
def test_only_two_schemes_are_fetched(address: str) -> None:
    assert words(address) == "only http:// and https:// are fetched"


@pytest.mark.parametrize(
    "address", ["http://orla:venn@sarn.example/", "http://orla@sarn.example", "http://:@a.example"]
)
def test_names_and_passwords_in_an_address_are_refused(address: str) -> None:
    assert words(address) == "an address with a name or a password in it is not fetched"


# --- redirects


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(site: Site, status: str) -> None:
    site.pages = {"/a/b": [moved("../c?d=e#f", status)], "/c?d=e": [answer()]}
    assert fetch(site.url("/a/b"), LIMITS).address == site.url("/c?d=e")


def test_redirects_go_in_a_circle(site: Site) -> None:
    site.pages = {"/a": [moved("/b")], "/b": [moved("/a#again")]}
    assert words(site.url("/a")) == "the redirects go in a circle"


def test_too_many_redirects(site: Site) -> None:
    site.pages = {"/4": [answer()]}
    site.pages |= {f"/{n}": [moved(f"/{n + 1}")] for n in range(4)}
    assert fetch(site.url("/0"), LIMITS).address == site.url("/4")
    assert words(site.url("/0"), LIMITS._replace(max_redirects=3)) == "more than 3 redirects"
    assert words(site.url("/0"), LIMITS._replace(max_redirects=0)) == "more than 0 redirects"


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("http://[::1/?key=s3cret", "redirected, but not a valid address"),
        ("http://a:s3cret/", "redirected, but not a valid address"),
        ("ftp://vesk.example/?key=s3cret", "redirected, but only http:// and https:// are fetched"),
        ("file:///etc/s3cret", "redirected, but only http:// and https:// are fetched"),
        (
            "http://orla:s3cret@vesk.example/",
            "redirected, but an address with a name or a password in it is not fetched",
        ),
    ],
)
def test_redirects_that_lead_nowhere(site: Site, to: str, expected: str) -> None:
    site.pages["/page"] = [moved(to)]
    assert words(site.url()) == expected


def test_a_redirect_without_an_address(site: Site) -> None:
    site.pages["/page"] = [answer(b"", status="301 Moved")]
    assert words(site.url()) == "301 Moved Permanently, without an address to go to"


def test_of_a_redirect_no_more_than_the_host_is_told(site: Site) -> None:
    site.pages = {
        "/page": [moved(site.url("/b?key=s3cret", "vesk.example"))],
        "/b?key=s3cret": [answer(status="410 X")],
    }
    resolve = resolver(sarn_example="127.0.0.1", vesk_example="127.0.0.1")
    error = refused(site.url(host="sarn.example"), resolve=resolve)
    assert str(error) == f"{site.url(host='sarn.example')}: redirected to vesk.example: 410 Gone"
    chain: BaseException | None = error
    while chain:
        assert "s3cret" not in repr(chain)
        chain = chain.__cause__


# --- where it may go


@pytest.mark.parametrize(
    ("address", "public", "private"),
    [
        (PUBLIC_IP, True, True),
        ("2606:2800:220:1::1", True, True),
        ("::ffff:93.184.216.34", True, True),
        ("64:ff9b::93.184.216.34", True, True),
        ("2002:5db8:d822::1", True, True),
        # this machine, this network, this link
        ("127.0.0.1", False, True), ("127.8.8.8", False, True), ("::1", False, True), ("10.0.0.1", False, True),
        ("172.16.0.1", False, True), ("192.168.1.1", False, True), ("169.254.169.254", False, True),
        ("fe80::1", False, True), ("fe80::1%1", False, True), ("fd00::1", False, True), ("fec0::1", False, True),
        ("100.64.0.1", False, True), ("0.1.2.3", False, True), ("198.18.0.1", False, True),
        # reserved
        ("240.0.0.1", False, True), ("255.255.255.255", False, True), ("2001:db8::1", False, True),
        ("192.0.2.1", False, True), ("64:ff9b:1::1", False, True), ("::127.0.0.1", False, True),
        # within another one
        ("::ffff:127.0.0.1", False, True), ("::ffff:169.254.169.254", False, True),
        ("64:ff9b::127.0.0.1", False, True), ("64:ff9b::a00:1", False, True), ("2002:7f00:1::1", False, True),
        ("2002:a9fe:a9fe::", False, True), ("2001:0:5ef5:79fd::1", False, True),
        # no single machine
        ("0.0.0.0", False, False), ("::", False, False), ("::ffff:0.0.0.0", False, False),
        ("224.0.0.1", False, False), ("ff02::1", False, False), ("::ffff:224.0.0.1", False, False),
        ("64:ff9b::0.0.0.0", False, False),
    ],
)  # fmt: skip
def test_which_addresses_may_be_visited(address: str, public: bool, private: bool) -> None:
    assert may_visit(address, private=False) is public
    assert may_visit(address, private=True) is private


NOT_PRIVATE = "its address is private, and private addresses are not fetched"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "0x7f000001", "2130706433", "127.1",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "10.0.0.1",
        "169.254.169.254", "0xA9FEA9FE", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_in_every_form(site: Site, host: str) -> None:
    error = refused(site.url(host=host), PUBLIC)
    assert str(error).removeprefix(f"{site.url(host=host)}: ") == NOT_PRIVATE
    assert "MEDIAQA_FETCH_PRIVATE" in error.hint
    assert site.asked == []


@pytest.mark.parametrize("host", ["1２7.0.0.1", "ⓛocalhost", "127。0。0。1", "127%2e0%2e0%2e1", "0177.0.0.1"])
def test_letters_that_look_like_others_do_not_slip_through(site: Site, host: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]

    refused(site.url(host=host), PUBLIC, resolve)
    assert site.asked == []


@pytest.mark.parametrize("host", ["0.0.0.0", "0", "[::]", "224.0.0.1", "[ff02::1]", "[::ffff:0.0.0.0]"])
def test_what_is_no_single_machine_is_refused_always(site: Site, host: str) -> None:
    assert words(site.url(host=host)) == "its address is not that of a single machine"
    assert site.asked == []


def test_a_name_with_one_private_address_is_refused() -> None:
    resolve = resolver(sarn_example=f"{PUBLIC_IP} 10.0.0.1")
    assert words("https://sarn.example/", PUBLIC, resolve) == NOT_PRIVATE


@pytest.fixture
def web(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A web of one machine: whatever address is connected to, the site answers. Gives the addresses."""
    connect = httpcore.SyncBackend.connect_tcp
    visited: list[str] = []

    def through(self: httpcore.SyncBackend, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        visited.append(host)
        return connect(self, "127.0.0.1", site.port, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", through)
    return visited


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, web: list[str]) -> None:
    site.pages["/page"] = [answer()]
    resolve = resolver(sarn_example=f"{PUBLIC_IP} 93.184.216.35")
    assert fetch("http://sarn.example/page", PUBLIC, resolve=resolve).address == "http://sarn.example/page"
    assert web == [PUBLIC_IP]
    assert "Host: sarn.example\r\n" in site.asked[0]


def test_a_redirect_to_a_private_address_is_refused(site: Site, web: list[str]) -> None:
    resolve = resolver(sarn_example=PUBLIC_IP, inside_example="10.0.0.1")
    for host in ("inside.example", "10.0.0.1", "[::1]"):
        site.pages["/page"] = [moved(f"http://{host}/admin")]
        said = words("http://sarn.example/page", PUBLIC, lambda name, port: (
            resolve(name, port) if name.endswith("example") else look_up(name, port)
        ))  # fmt: skip
        assert said == f"redirected to {host.strip('[]')}: {NOT_PRIVATE}"
    assert web == [PUBLIC_IP] * 3


def test_a_name_that_changes_its_address_is_looked_up_and_checked_each_time(site: Site, web: list[str]) -> None:
    site.pages["/page"] = [moved("/next")]
    answers = [[PUBLIC_IP], ["127.0.0.1"]]
    assert words("http://sarn.example/page", PUBLIC, lambda *_: answers.pop(0)) == NOT_PRIVATE
    assert (web, answers, len(site.asked)) == ([PUBLIC_IP], [], 1)


# --- certificates


def made(folder: Path, *, expired: bool) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate of its own for sarn.example in ``folder``."""
    key, asked, given = (str(folder / name) for name in ("key.pem", "request.pem", "cert.pem"))
    days = "-1" if expired else "2"
    new_key = f"-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {key}"
    for command in (
        f"openssl req -new {new_key} -out {asked} -subj /CN=Sarn -addext subjectAltName=DNS:sarn.example",
        f"openssl x509 -req -in {asked} -signkey {key} -out {given} -days {days} -copy_extensions copyall",
    ):
        if subprocess.run(command.split(), capture_output=True).returncode:
            pytest.skip("this openssl makes no such certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(given, key)
    return context


@pytest.fixture(params=[False])
def secure(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """A site over TLS whose certificate is trusted; with the parameter ``True`` it is expired."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: it makes the certificates")
    folder = tmp_path_factory.mktemp("tls")
    context = made(folder, expired=request.param)
    monkeypatch.setattr(certifi, "where", lambda: str(folder / "cert.pem"))
    with running(context) as site:
        site.pages["/page"] = [answer()]
        yield site


HERE = resolver(sarn_example="127.0.0.1", vesk_example="127.0.0.1")


def test_a_page_over_tls(secure: Site) -> None:
    address = secure.url(host="sarn.example", scheme="https")
    assert fetch(address, LIMITS, resolve=HERE) == Fetched(address, PAGE, "html", "utf-8")
    assert fetch(address.replace("example", "example."), LIMITS, resolve=HERE).address == address


def test_a_certificate_for_another_name(secure: Site) -> None:
    assert words(secure.url(host="vesk.example", scheme="https"), resolve=HERE) == (
        "its certificate is not trusted: Hostname mismatch, certificate is not valid for 'vesk.example'"
    )
    assert secure.asked == []


@pytest.mark.parametrize("secure", [True], indirect=True)
def test_an_expired_certificate(secure: Site) -> None:
    assert words(secure.url(host="sarn.example", scheme="https"), resolve=HERE) == (
        "its certificate is not trusted: certificate has expired"
    )


def test_a_certificate_that_nobody_signed(secure: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = certifi.where()
    monkeypatch.undo()
    monkeypatch.setenv("SSL_CERT_FILE", trusted)  # the environment has no say
    said = words(secure.url(host="sarn.example", scheme="https"), resolve=HERE)
    assert said.replace("self signed", "self-signed") == "its certificate is not trusted: self-signed certificate"


def test_a_trickle_over_tls_has_a_deadline(secure: Site) -> None:
    secure.pages["/page"] = [answer(b"", content_length="5000"), *TRICKLE]
    address = secure.url(host="sarn.example", scheme="https")
    begun = time.monotonic()
    assert words(address, LIMITS._replace(timeout=0.4), HERE) == "no whole answer in the time allowed"
    assert time.monotonic() - begun < 3.0


def test_a_server_that_does_not_speak_tls(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"220 mail.sarn.example ESMTP\r\n")
                line.recv(1000)

        thread = threading.Thread(target=greet)
        thread.start()
        said = words(f"https://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert said.startswith("no secure connection: ")  # the reason is in the words of the openssl at hand


# --- the exceptions of below


def errors_of(module: object) -> set[type[Exception]]:
    public = [value for name, value in vars(module).items() if not name.startswith("_")]
    return {value for value in public if isinstance(value, type) and issubclass(value, Exception)}


def test_every_exception_of_below_is_known() -> None:
    """Of httpx only its addresses and its table of statuses are used."""
    below = errors_of(httpcore) | errors_of(socket) | errors_of(ssl) | {httpx.InvalidURL, UnicodeError, ConnectionError}
    assert {kind for kind in below if not issubclass(kind, FOREIGN)} == set()


@pytest.mark.parametrize("kind", sorted(errors_of(httpcore), key=str))
def test_every_exception_has_words_in_one_line(kind: type[Exception]) -> None:
    error = in_words(kind("first\nsecond")).named("http://sarn.example")
    assert str(error).startswith("http://sarn.example: ")
    assert str(error).isprintable()
    assert "first" not in str(error)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificates of the authorities are loaded once: that is most of the time of a fetch on this machine."""
    context = httpx.create_ssl_context(trust_env=False)
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: context)


def said_of(address: str) -> str:
    try:
        fetch(address, LIMITS, resolve=lambda *_: ["127.0.0.1"])
    except ReadError as error:
        return str(error)
    return f"{address}: read"


@given(st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_server_sends_only_errors_of_ours_leave(site: Site, quick: None, data: st.DataObject) -> None:
    said = bytearray(data.draw(st.sampled_from([answer(), moved("/a"), answer(packed(PAGE), content_encoding="gzip")])))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(said)))
        said[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    site.pages = {"/page": [bytes(said)], "/a": [answer()]}
    told = said_of(site.url())
    assert told.startswith(f"{site.url()}: ")
    assert told.isprintable()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.from_regex(r"[a-z0-9.:\[\]%@/?#-]{0,30}"))
def test_whatever_is_asked_for_only_errors_of_ours_leave(quick: None, rest: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        host.encode("idna")
        raise socket.gaierror(socket.EAI_NONAME, "x")

    with pytest.raises(FetchError) as raised:
        fetch(f"https://{rest}", LIMITS, resolve=resolve)
    assert str(raised.value).isprintable()
