import datetime as dt
from typing import Any

import pytest

from mediaqa.contexts import contexts
from mediaqa.values import Report, Section


def report(**known: Any) -> Report:
    return Report(**{"id": "0123456789abcdef", "source": "a.txt", "title": "Monitor", "text": "Moscow", **known})


@pytest.mark.parametrize(
    ("known", "context"),
    [
        ({}, "Monitor"),
        ({"title": " Baltic\nMonitor "}, "Baltic Monitor"),
        ({"published_on": dt.date(2021, 10, 24)}, "Monitor (24 October 2021)"),
        ({"published_on": dt.date(2021, 10, 4), "language": "ru"}, "Monitor (4 октября 2021)"),
        ({"published_as_written": "03/04/2021"}, "Monitor (03/04/2021)"),
        (
            {"series": "Baltic Watch, no. 3", "publisher": "AP", "published_on": dt.date(2021, 10, 24)},
            "Monitor (Baltic Watch, no. 3, AP, 24 October 2021)",
        ),
        ({"title": "Baltic Watch of 24 October 2021", "series": "Baltic Watch"}, "Baltic Watch of 24 October 2021"),
        ({"title": "Japan today", "publisher": "AP"}, "Japan today (AP)"),
    ],
)
def test_context_says_once_what_is_known(known: dict[str, Any], context: str) -> None:
    assert list(contexts(report(**known), [Section(title=None, level=0, start=0, end=6)])) == [context]


def test_context_names_the_headings_above() -> None:
    levels = [(1, "Monitor"), (2, "Europe"), (3, "Gas"), (2, "Asia"), (0, None)]
    sections = [Section(title=title, level=level, start=0, end=6) for level, title in levels]
    assert list(contexts(report(), sections)) == [
        "Monitor",
        "Monitor — Europe",
        "Monitor — Europe — Gas",
        "Monitor — Asia",
        "Monitor",
    ]
