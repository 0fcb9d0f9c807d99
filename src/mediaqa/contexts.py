"""What a passage needs to be understood alone: where it stands, in one line that people and models read alike.

It has no labels ("Report:", "Section:"): the same words in every passage would blur an embedding.
"""

import re
from collections.abc import Iterable, Iterator

from mediaqa.labels import date_in_words, labels_of
from mediaqa.values import ASIDE, Report, Section


def contexts(report: Report, sections: Iterable[Section]) -> Iterator[str]:
    """Yield for each section what tells a reader where its text stands: the report, then the headings above.

    It is one line: "Monitor (Baltic Institute, 24 October 2021) — Europe — Gas".
    """
    name = _name(report)
    above: list[Section] = []
    for section in sections:
        above = [other for other in above if other.level < section.level]
        if section.title and _folded(section.title) != _folded(report.title):
            above.append(section)
        yield ASIDE.join([name, *(_on_one_line(other.title or "") for other in above)])


def _name(report: Report) -> str:
    """Return title, series, publisher and date, each once: "Baltic Monitor (Institute, 24 October 2021)"."""
    date = report.published_on
    written = date_in_words(date, labels_of(report.language)) if date else report.published_as_written
    title = _on_one_line(report.title)
    known: list[str] = []
    for part in map(_on_one_line, (report.series or "", report.publisher or "", written or "")):
        if part and not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", ", ".join([title, *known]), re.IGNORECASE):
            known.append(part)
    return f"{title} ({', '.join(known)})" if known else title


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return _on_one_line(text).casefold()
