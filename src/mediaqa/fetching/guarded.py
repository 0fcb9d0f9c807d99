"""Connections that go only where they may, and last only as long as they may.

A name is looked up here, each address that it has is checked, and the connection goes to an address that was checked:
what the name means a moment later (DNS rebinding) does not matter. A certificate is still checked against the name.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import NamedTuple

import httpcore
import httpx

from mediaqa.fetching.hosts import Resolver, may_visit
from mediaqa.fetching.obstacles import Obstacle

PRIVATE_HINT = "To read addresses of your own network, set fetch_private (MEDIAQA_FETCH_PRIVATE=true)."


class Deadline(NamedTuple):
    """The moment by which all must be done, on the clock that never jumps."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """Return the deadline that is so far ahead."""
        return cls(time.monotonic() + seconds)

    def left(self, wanted: float | None = None) -> float:
        """Return the seconds that are left, or those that are wanted. Raises httpcore's exception when none are."""
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise httpcore.TimeoutException
        return seconds if wanted is None else min(seconds, wanted)


def guarded_pool(deadline: Deadline, *, private: bool, resolve: Resolver) -> httpcore.ConnectionPool:
    """Return a pool whose connections are checked and timed, each made for one request.

    Neither proxies nor certificates are taken from the environment: the authorities are those of certifi.
    """
    return httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False),
        max_keepalive_connections=0,
        network_backend=_Guard(deadline, private=private, resolve=resolve),
    )


class _Guard(httpcore.NetworkBackend):
    """Looks names up, refuses what may not be visited, and connects to exactly what was checked."""

    def __init__(self, deadline: Deadline, *, private: bool, resolve: Resolver) -> None:
        self._deadline = deadline
        self._private = private
        self._resolve = resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: "Iterable[httpcore.SOCKET_OPTION] | None" = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers; each may take its share of the time that is left."""
        addresses = self._checked(host, port)
        failure: Exception | None = None
        for tried, address in enumerate(addresses):
            share = self._deadline.left(timeout) / (len(addresses) - tried)
            try:
                stream = self._plain.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or Obstacle("no address is known for its name")

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = _in_time(self._deadline, lambda: self._resolve(host, port))
        if all(may_visit(address, private=self._private) for address in addresses):
            return addresses
        if all(may_visit(address, private=True) for address in addresses):
            raise Obstacle("its address is private, and private addresses are not fetched", hint=PRIVATE_HINT)
        raise Obstacle("its address is not that of a single machine")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step may take only what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _in_time(deadline: Deadline, look: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Look a name up in a thread of its own: the system's resolver takes no timeout."""
    found: Future[Sequence[str]] = Future()

    def run() -> None:
        try:
            found.set_result(look())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            found.set_exception(error)

    threading.Thread(target=run, daemon=True, name="mediaqa-look-up").start()
    return found.result(deadline.left())
