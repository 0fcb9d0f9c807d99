"""Which machines may be asked: names become numbers, and numbers are public, private, or no machine at all."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

Resolver = Callable[[str, int], Sequence[str]]
"""Gives the numeric addresses of a host; a failure is an ``OSError`` or a ``UnicodeError``."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses of the old kind behind a translator (RFC 6052)."""

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


def look_up(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, the best first. Odd numbers (127.1, 0x7f000001) are hosts too."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def may_visit(address: str, *, private: bool) -> bool:
    """Whether a numeric address may be connected to: a public one, or any of a single machine if ``private``.

    An address that carries another one inside (IPv4-mapped, 6to4, NAT64) counts as that one.
    """
    ip = _carried(ipaddress.ip_address(address))
    if ip.is_multicast or ip.is_unspecified:
        return False
    return private or (ip.is_global and not (ip.is_reserved or getattr(ip, "is_site_local", False)))


def _carried(ip: _IP) -> _IP:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
