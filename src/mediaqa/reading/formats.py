"""The formats that are read, and how a file's name tells its own."""

from pathlib import PurePath

from mediaqa.values import Format

_ENDINGS: dict[Format, str] = {
    "text": ".txt .text",
    "markdown": ".md .markdown",
    "html": ".html .htm .xhtml",
    "pdf": ".pdf",
    "docx": ".docx",
}
ENDINGS: dict[str, Format] = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
"""The format of each ending of a file's name, in small letters."""


def format_of(name: str) -> Format:
    """Return the format of a file of that name; what has no known ending is text."""
    return ENDINGS.get(PurePath(name).suffix.lower(), "text")


def is_report_name(name: str) -> bool:
    """Whether a file of that name could be a report."""
    return PurePath(name).suffix.lower() in ENDINGS
