"""What can stand between an address and its document, in words.

The exceptions of httpcore, httpx, the sockets and TLS end here: `FOREIGN` are those that can arise, `in_words` says
what each means. Words of a server are never repeated: they may hold anything, and run over several lines.
"""

import socket
import ssl

import httpcore
import httpx

from mediaqa.errors import FetchError, ReadError

FOREIGN: tuple[type[Exception], ...] = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
    httpx.InvalidURL,
    OSError,
    ValueError,
)
"""All that a fetch can raise from below.

``OSError`` has the exceptions of sockets, TLS and names below it, ``ValueError`` those of IDNA and of numbers.
"""

INVALID = "not a valid address"
CHECK_HINT = "Check the address."
AGAIN_HINT = "Try again later."
SLOW_HINT = "Try again later, or raise the setting fetch_timeout (MEDIAQA_FETCH_TIMEOUT)."


class Obstacle(Exception):  # noqa: N818 - it never leaves: `named` makes the error of it
    """Why an address is not read, in words that do not name it."""

    def __init__(
        self, words: str, *, kind: type[ReadError] = FetchError, hint: str | None = None, retryable: bool = False
    ) -> None:
        super().__init__(words)
        self.words, self.kind, self.hint, self.retryable = words, kind, hint, retryable

    def named(self, name: str) -> ReadError:
        """Return the error of the address ``name``."""
        message = f"{name}: {self.words}"
        if self.kind is FetchError:
            return FetchError(message, hint=self.hint, retryable=self.retryable)
        return self.kind(message, hint=self.hint)


def in_words(error: Exception) -> Obstacle:
    """Return what an exception of below means."""
    # httpcore passes the exception that it replaces as the argument, and drops it as the cause.
    cause = next((value for value in error.args if isinstance(value, Exception)), error)
    if isinstance(error, httpcore.TimeoutException) or isinstance(cause, TimeoutError):
        return Obstacle("no whole answer in the time allowed", hint=SLOW_HINT, retryable=True)
    if isinstance(error, httpcore.ProtocolError):
        return _protocol(error, cause)
    if isinstance(cause, OSError):
        return _network(cause)
    if isinstance(error, httpcore.NetworkError):
        return _broken_off()
    if isinstance(error, (httpx.InvalidURL, UnicodeError)):
        return Obstacle(INVALID, hint=CHECK_HINT)
    if isinstance(error, ValueError):  # a number of thousands of digits, for one
        return Obstacle("the answer is not valid HTTP")
    return Obstacle(f"it cannot be fetched ({type(error).__name__})")


def _protocol(error: httpcore.ProtocolError, cause: Exception) -> Obstacle:
    """Tell what is wrong with an answer; an error of httpcore's own says that nothing came."""
    if isinstance(error, httpcore.LocalProtocolError):
        return Obstacle("the address cannot be asked for over HTTP")
    if cause is error:
        return Obstacle("the connection was closed without an answer", hint=AGAIN_HINT, retryable=True)
    if getattr(cause, "error_status_hint", None) == httpx.codes.REQUEST_HEADER_FIELDS_TOO_LARGE:
        return Obstacle("the headers of the answer are too long")
    if "peer closed connection" in str(cause):
        return cut_off()
    return Obstacle("the answer is not valid HTTP")


def _network(error: OSError) -> Obstacle:
    if isinstance(error, ssl.SSLError):
        return _tls(error)
    if isinstance(error, socket.gaierror):
        again = error.errno == socket.EAI_AGAIN
        words = "its name cannot be looked up now" if again else "no address is known for its name"
        return Obstacle(words, hint=AGAIN_HINT if again else "Check the name, and the connection.", retryable=again)
    if isinstance(error, ConnectionRefusedError):
        return Obstacle("the connection was refused", hint=AGAIN_HINT, retryable=True)
    if isinstance(error, ConnectionError):
        return _broken_off()
    return Obstacle(f"no connection: {error.strerror or type(error).__name__}", hint=AGAIN_HINT, retryable=True)


def _tls(error: ssl.SSLError) -> Obstacle:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Obstacle(f"its certificate is not trusted: {error.verify_message.rstrip('.')}")
    reason = (error.reason or "").replace("_", " ").lower()
    return Obstacle(f"no secure connection: {reason}" if reason else "no secure connection")


def cut_off() -> Obstacle:
    """Tell that the end of an answer is missing."""
    return Obstacle("the answer is cut off", hint=AGAIN_HINT, retryable=True)


def _broken_off() -> Obstacle:
    return Obstacle("the connection was broken off", hint=AGAIN_HINT, retryable=True)
