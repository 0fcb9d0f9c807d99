"""A page says under which address it wants to be known, and may speak only for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.reading.html import canonical_address

HERE = "https://Courier.example:443/port?id=1#top"
NORMAL = "https://courier.example/port?id=1"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (
            "<link rel='canonical' href='https://www.courier.example/the-port#x'>",
            "https://www.courier.example/the-port",
        ),
        ("<link href='/the-port' rel='shortlink CANONICAL'>", "https://courier.example/the-port"),
        ("<base href='/news/'><link rel=canonical href='the-port'>", "https://courier.example/news/the-port"),
        ("<meta property='og:url' content='https://courier.example/og'>", "https://courier.example/og"),
        ("<link rel=canonical href='https://other.example/port'>", NORMAL),
        ("<link rel=canonical href='https://courier.example:8080/port'>", NORMAL),
        ("<link rel=canonical href='https://courier.example/'>", NORMAL),
        ("<link rel=canonical href='javascript:alert(1)'>", NORMAL),
        ("<link rel=canonical href='http://[::1'>", NORMAL),
        ("<link rel=canonical href='/port\x9b31m'>", NORMAL),
        ("<link rel=canonical href='/port&#x202e;x'>", NORMAL),
        ("<link rel=canonical href='/порт'>", "https://courier.example/порт"),
        ("<link rel=canonical href=''>", NORMAL),
        ("<!-- <link rel=canonical href='/the-port'> -->", NORMAL),
        ("", NORMAL),
    ],
)
def test_the_canonical_address_is_that_of_the_same_site(head: str, address: str) -> None:
    page = f"<html><head>{head}</head><body><a rel=canonical href=/no>x</a></body></html>"
    assert canonical_address(page.encode(), None, HERE) == address


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\0\1\2" * 300, b"<" * 5_000, b"<div>" * 100_000])
def test_no_page_makes_it_fail(data: bytes) -> None:
    assert canonical_address(data, "no-such-charset", HERE) == NORMAL


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("http://courier.example", "http://courier.example/"),
        ("http://courier.example:x/#a", "http://courier.example:x/"),
        ("file:///a.html#b", "file:///a.html"),
        ("", ""),
    ],
)
def test_an_address_without_a_page_of_its_own(address: str, normal: str) -> None:
    assert canonical_address(b"<p>x</p>", None, address) == normal


@given(st.binary(max_size=200), st.text(max_size=40))
def test_nothing_is_raised(data: bytes, address: str) -> None:
    assert isinstance(canonical_address(data, address, address), str)
    canonical_address(b"<head><link rel=canonical href='" + data + b"'>", None, HERE)
