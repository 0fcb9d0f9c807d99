"""Which elements of a page hold none of its report: what is hidden, menus, share bars, boxes of links, forms."""

import re

from lxml import etree, html  # type: ignore[import-untyped]

from mediaqa.reading.wording import word_set

UNSEEN = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "canvas", "svg", "math", "map",
    "audio", "video", "select", "textarea", "datalist", "noframes", "rt", "rp",
)  # fmt: skip
"""Elements without a word of running text: they are taken out before anything is looked at."""

BULK = 0.5
"""An element with so much of a page's words is the report, whatever its class says."""

KEPT_WHOLE = 8
"""So many elements inside each other are kept for their bulk at most; weighing more would take too long."""

_DROPPED = frozenset(
    ("nav", "aside", "form", "button", "dialog", "menu", "del", "s", "strike", "input", "label", "legend")
)
_NEVER = frozenset(("html", "body", "main", "article", "a"))
_FRAMES = frozenset(("header", "footer", "figcaption"))
_NOTE_TAGS = frozenset(("li", "div", "p", "aside", "dd", "section"))
_ROLES = word_set("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist")
_WORDS = (
    "share|sharing|sharebar|sharedaddy|addtoany|addthis|social|socials|related|newsletter|newsletters|subscribe|"
    "subscription|signup|cookie|cookies|consent|gdpr|onetrust|cookiebot|breadcrumb|breadcrumbs|crumbs|comments|"
    "commentlist|disqus|respond|sidebar|advert|adverts|advertisement|advertising|ad|ads|adslot|promo|promos|promotion|"
    "sponsor|sponsored|outbrain|taboola|recirc|recirculation|recommended|recommendations|popular|trending|toolbar|"
    "pagination|pager|nav|navbar|navigation|menu|submenu|masthead|skip|skiplink|login|popup|modal|tagcloud|taglist|"
    "tags|bio|donate|donation|print|printonly|noprint|footer|colophon|sitemap|jumplinks|readmore|morelinks|toplinks|"
    "toc|tableofcontents|navheader|navfooter|sphinxsidebar|headerlink|permalink|editsection"
)
# A name may be made of several words; these then say that it is something of the report after all.
_CLASS = re.compile(
    rf"(?:^|[ _-])(?:{_WORDS})(?:$|[ _-])|wp-caption-text|also-?(?:read|see)|read-?(?:also|next)|you-?may"
)
_HARMLESS = re.compile(
    r"\b(?:has|no|with|without|is|layout|after|before|site|page|body)[_-][a-z-]*|[a-z_-]*(?:content|wrapper|wrap|container|"
    r"layout|main|article-?body|entry)[a-z_-]*"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NOTE = re.compile(r"(?:_?ftn|fn|footnote|endnote|_?edn|cite_note|note)[-:._]{0,2}\d{1,4}", re.IGNORECASE)
_NOTE_CLASS = re.compile(r"(?:^|[ _-])(?:footnotes?|endnotes?)(?:$|[ _-])", re.IGNORECASE)
_NOTE_ROLES = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes"))
_LENGTH = etree.XPath("string-length(.)")


class Sieve:
    """Tells what to leave out of one page, weighed against all of its words."""

    def __init__(self, body: html.HtmlElement) -> None:
        self._whole = _weight(body)
        self._kept = 0

    def drops(self, element: html.HtmlElement) -> bool:
        """Whether an element with all that is in it is none of the report."""
        if not _is_suspect(element):
            return False
        return not self.is_bulk(element)

    def is_bulk(self, element: html.HtmlElement) -> bool:
        """Whether an element has most of the page's words that are no links."""
        if self._kept >= KEPT_WHOLE or _LENGTH(element) < BULK * self._whole:
            return False
        self._kept += 1
        return _weight(element) > BULK * self._whole


def without_unseen(root: html.HtmlElement) -> None:
    """Take out of the tree what nobody reads."""
    etree.strip_elements(root, *UNSEEN, with_tail=False)


def is_note(element: html.HtmlElement) -> bool:
    """Whether an element is a footnote, or holds the footnotes."""
    given = element.attrib
    if not given:
        return False
    if given.get("role") in _NOTE_ROLES:
        return True
    name, kind = given.get("id"), given.get("class")
    if name and element.tag in _NOTE_TAGS and _NOTE.fullmatch(name):
        return True
    return bool(kind) and element.tag not in ("a", "sup", "span") and _NOTE_CLASS.search(kind) is not None


def _weight(element: html.HtmlElement) -> int:
    """Return how many characters stand in an element, those of links aside."""
    links = sum(int(_LENGTH(link)) for link in element.iter("a"))
    return int(_LENGTH(element)) - links


def _is_suspect(element: html.HtmlElement) -> bool:
    tag = element.tag
    if tag in _NEVER or is_note(element):
        return False
    if tag in _DROPPED or (tag in _FRAMES and _is_frame_of(element)):
        return True
    if not element.attrib:
        return False
    return _is_hidden(element) or _has_chrome_role(element) or _has_chrome_class(element)


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style.lower()) is not None


def _has_chrome_role(element: html.HtmlElement) -> bool:
    role = element.get("role")
    return role is not None and role.lower() in _ROLES


def _is_frame_of(element: html.HtmlElement) -> bool:
    """Whether an element is the head or the foot of the page, or the caption of a picture."""
    if element.tag == "footer":
        return next(element.iterancestors("blockquote", "figure"), None) is None
    if element.tag == "header":
        inside = next(element.iterancestors("article", "main"), None) is not None
        return not inside and (element.find(".//h1") is None or element.find(".//nav") is not None)
    if element.tag == "figcaption":
        figure = element.getparent()
        return figure is None or all(figure.find(f".//{tag}") is None for tag in ("blockquote", "table"))
    return False


def _has_chrome_class(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    if not names or len(names) > 400:
        return False
    return any(_CLASS.search(name) and not _HARMLESS.fullmatch(name) for name in _CAMEL.sub("-", names).lower().split())
