"""Which words of a page are its article, as trafilatura sees it.

Its result is used as a vote on the paragraphs of our own walk, not as the text: it flattens quotations, drops the
shape of tables, footnotes and line breaks, and may lose short paragraphs.
"""

import logging

from lxml import etree, html  # type: ignore[import-untyped]

LARGEST = 400_000
"""A page with more characters is a document, not an article: trafilatura takes a second for it and finds no more."""

MOST_ELEMENTS = 15_000

DEEPEST = 150
"""Nor is a page nested deeper: some of its steps call themselves for each level."""


def located(root: html.HtmlElement) -> list[str]:
    """Return the paragraphs of the article of a page as trafilatura finds them; none if it finds nothing."""
    if not _is_fit(root):
        return []
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = bare_extraction(root, fast=True, include_comments=False, include_tables=True)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return []
    body = getattr(found, "body", None)
    return [] if body is None else ["".join(element.itertext()) for element in body]


def _is_fit(root: html.HtmlElement) -> bool:
    """Whether a page is of a size and depth that trafilatura reads in a short time."""
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest, elements = max(deepest, depth), elements + 1
        if deepest > DEEPEST or elements > 2 * MOST_ELEMENTS:
            return False
    return sum(map(len, root.itertext())) <= LARGEST
