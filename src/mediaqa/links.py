"""What opens the place of a quote: in a browser, in a viewer of PDF files, or with a command.

Web pages are opened at the quote by a text fragment (WICG, "URL Fragment Text Directives"), PDF files at the page
(RFC 8118, ``#page=``).
"""

import re
from pathlib import Path
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from mediaqa.rendering import SHOW
from mediaqa.values import ReportInfo

WHOLE = 6
"""Words of the longest quote that a text fragment names in full; of a longer one it names the two ends."""

END = 4
"""Words of each end."""

_PARTED = re.compile(r" \| |\n\s*\n")

BEFORE = 3
"""Words above a quote that tell it from the same words higher up."""


def link_to(report: ReportInfo, words: str, start: int, end: int, *, page: int | None, before: str = "") -> str:
    """Return what opens the ``words`` that stand at ``start``-``end``; ``before`` is the text above them, if known.

    An address, or the command that shows the place where there is none.
    """
    if report.format == "pdf":
        address = _pdf_address(report) if page is not None else None
        if address:
            return f"{address.partition('#')[0]}#page={page}"
    elif report.url and words.strip():
        return f"{report.url.partition('#')[0]}#:~:text={text_directive(words, before)}"
    return f"{SHOW} {report.id} --at {start}-{end}"


def text_directive(words: str, before: str = "") -> str:
    """Return the directive that finds ``words``, without ``text=``: whole, or by their two ends.

    Where the same beginning stands ``before`` already, it is led on until it differs; where it never does, the words
    just before tell the two apart.
    """
    first, last = _cells(words)
    above = before.split()
    if first == last and len(first) <= WHOLE:
        start, ends = first, []
    else:
        room = len(first) - END if first == last else len(first)
        long_enough = (n for n in range(END, room) if not _stands_in(first[:n], above))
        start, ends = first[: next(long_enough, END)], [_encoded(last[-END:])]
    prefix = [f"{_encoded(_cells(before)[1][-BEFORE:])}-"] if _stands_in(start, above) else []
    return ",".join([*prefix, _encoded(start), *ends])


def _cells(words: str) -> tuple[list[str], list[str]]:
    """Return the words of the first and of the last paragraph or cell of a table: no end may reach over both.

    The bars between cells are ours, not the page's.
    """
    cells = [cell.split() for cell in _PARTED.split(words) if cell.strip()]
    return cells[0], cells[-1]


def _stands_in(start: list[str], words: list[str]) -> bool:
    return f" {' '.join(start)} ".casefold() in f" {' '.join(words)} ".casefold()


def _encoded(words: list[str]) -> str:
    """Encode words; a hyphen, a comma and an ampersand have a meaning in a directive."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")


def _pdf_address(report: ReportInfo) -> str | None:
    """Return the address of a PDF file: its ``url`` may be that of a page about it, or of what was printed."""
    url = report.url or ""
    if url and (url == report.source or urlsplit(url).path.casefold().endswith(".pdf")):
        return url
    path = Path(report.source)
    return path.as_uri() if path.is_absolute() else None
