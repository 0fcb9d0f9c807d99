"""Signs in a page that belong to its machinery, not to its words: numbers of footnotes, links to a heading."""

import re

from lxml import html  # type: ignore[import-untyped]

_MARK = r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡]{1,3}|[\^↑↩⤴⏎]\ufe0e?)[\])]?"
_MARKS = re.compile(rf"{_MARK}(?:[\s,;–-]+{_MARK}){{0,9}}")
_BRACKETED = re.compile(r"\[\d{1,3}\]")
_NAMES_A_NOTE = re.compile(r"_?ftn|fn|_?edn|foot|end-?note|note|cite_|(?:ref|r|n)[-_:.]?\d{1,4}$", re.IGNORECASE)
_CLASS = re.compile(r"footnote|noteref|endnote|backlink|backref|fn-?ref", re.IGNORECASE)
_SIGNS = frozenset(("¶", "#", "§", "🔗"))
LONGEST = 40
"""A row of numbers of footnotes is no longer, in characters."""


def is_mark(element: html.HtmlElement) -> bool:
    """Whether a link, or a superscript with one, is the number of a note or leads back from it, or to a heading."""
    if element.tag == "sup":
        return any(_is_inner(link) for link in element.iter("a")) and _marks(element)
    text = _text(element)
    if text in _SIGNS:
        return True
    if not text or not _is_inner(element):
        return False
    return _MARKS.fullmatch(text) is not None and (bool(_BRACKETED.fullmatch(text)) or _names_note(element))


def _is_inner(link: html.HtmlElement) -> bool:
    return "#" in (link.get("href") or "")


def _marks(element: html.HtmlElement) -> bool:
    return _MARKS.fullmatch(_text(element)) is not None


def _text(element: html.HtmlElement) -> str:
    """Return the words of an element, if they are few."""
    text = ""
    for part in element.itertext():
        text += part.strip()
        if len(text) > LONGEST:
            break
    return text


def _names_note(link: html.HtmlElement) -> bool:
    fragment = (link.get("href") or "").partition("#")[2]
    says = f"{link.get('class') or ''} {link.get('role') or ''} {link.get('rel') or ''}"
    above = link.getparent()
    raised = link.find("sup") is not None or (above is not None and above.tag == "sup")
    return raised or _NAMES_A_NOTE.match(fragment) is not None or _CLASS.search(says) is not None
