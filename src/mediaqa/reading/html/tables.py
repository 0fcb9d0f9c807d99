"""Tables that hold figures are told from those that only place the columns of a page."""

from lxml import html  # type: ignore[import-untyped]

CELL_LENGTH = 700
"""No cell of a table of data is longer, in characters; a longer one is a column of running text."""

_NO_DATA = frozenset(("table", "h1", "h2", "h3", "form", "blockquote", "article", "pre", "hr"))


def is_data(table: html.HtmlElement) -> bool:
    """Whether a row of a table belongs together: several cells, none of them with running text or other tables."""
    if table.get("role") in ("presentation", "none"):
        return False
    rows = widest = 0
    headed = False
    for element in table.iterdescendants():
        tag = element.tag
        if tag in _NO_DATA:
            return False
        if tag == "tr":
            rows += 1
            widest = max(widest, sum(cell.tag in ("td", "th") for cell in element))
        elif tag in ("th", "caption", "thead"):
            headed = True
        elif tag == "td" and _is_long(element):
            return False
    return widest > 1 and (headed or rows > 1)


def _is_long(cell: html.HtmlElement) -> bool:
    """Whether a cell holds running text; counting stops there."""
    length = 0
    for text in cell.itertext():
        length += len(text.strip())
        if length > CELL_LENGTH:
            return True
    return False
