"""Whatever a file holds, it is read or refused in one line, and in time."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mediaqa.reading import read_document
from mediaqa.reading.cleaning import settle
from mediaqa.values import Overrides, Report
from tests.reading.malformed import MALFORMED as TEXTS
from tests.reading.malformed import Malformed
from tests.reading.malformed_pages import PAGES
from tests.reading.pdf.malformed import PDFS

MALFORMED = [*TEXTS, *PAGES, *PDFS]

SECONDS = 20
"""Of the processor's time: a busy machine is not the reader's fault."""

_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\0\ud800-\udfff]")


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"not done within {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read(malformed: Malformed) -> Report:
    data = malformed.make()
    with at_most(SECONDS):
        return read_document(data, source=malformed.name, name=malformed.name, overrides=Overrides())


def ids(malformed: Malformed) -> str:
    return malformed.name


@pytest.mark.parametrize("malformed", [m for m in MALFORMED if m.error], ids=ids)
def test_it_is_refused_in_one_line(malformed: Malformed) -> None:
    assert malformed.error
    with pytest.raises(malformed.error) as caught:
        read(malformed)
    message = str(caught.value)
    assert type(caught.value) is malformed.error
    assert message.startswith(f"{malformed.name}: ")
    assert malformed.words in message
    assert "\n" not in message


@pytest.mark.parametrize("malformed", [m for m in MALFORMED if not m.error], ids=ids)
def test_it_is_read(malformed: Malformed) -> None:
    report = read(malformed)
    assert malformed.words in report.text
    assert report.text == settle(report.text)
    assert not _UNSEEN.search(report.text)
    assert all("\n" not in warning for warning in report.warnings)


def test_the_names_are_different() -> None:
    assert len({malformed.name for malformed in MALFORMED}) == len(MALFORMED)
