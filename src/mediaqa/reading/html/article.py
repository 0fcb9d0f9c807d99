"""Which pieces of a page are its report: the element that holds what trafilatura finds, less what is chrome in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml import html  # type: ignore[import-untyped]

from mediaqa.reading.blocks import Block, is_prose
from mediaqa.reading.html.locating import located
from mediaqa.reading.html.walk import Piece

SHARE = 0.9
"""The container of the article holds so much of what trafilatura finds."""

LOST = 0.5
"""Where it holds less than that of the running text of the page's own article element, trafilatura has lost it."""

LINKED = 0.8
"""A piece of which so much is links is one of a list of links, unless trafilatura keeps it."""

SAMPLE = 12
"""So many places of a paragraph are looked up to tell whether trafilatura kept it."""

GRAM = 3
PULLED = 50
"""So many quotations in large type are held against the text at most."""

_WORD = re.compile(r"\w+")
_INNER = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "dd", "dt", "ul", "ol", "pre"))


def article_blocks(root: html.HtmlElement, body: html.HtmlElement, pieces: Sequence[Piece]) -> list[Block]:
    """Return the blocks of the report among the pieces of a page, in reading order."""
    voted = _voted(pieces, located(root))
    inside, around = _range(body, pieces, voted)
    kept = _without_lists_of_links(pieces, voted, inside, around)
    return [_block(piece) for piece in _without_repeated([pieces[i] for i in kept])]


def _voted(pieces: Sequence[Piece], paragraphs: Sequence[str]) -> list[bool]:
    """Tell of each piece whether its words stand in the paragraphs that trafilatura keeps."""
    grams: set[tuple[str, ...]] = set()
    short: set[tuple[str, ...]] = set()
    for paragraph in paragraphs:
        words = _words(paragraph)
        if len(words) < GRAM:
            short.add(tuple(words))
        grams.update(zip(words, words[1:], words[2:], strict=False))
    return [_is_among(_words(piece.text), grams, short) for piece in pieces]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _is_among(words: list[str], grams: set[tuple[str, ...]], short: set[tuple[str, ...]]) -> bool:
    if len(words) < GRAM:
        return tuple(words) in short
    places = range(0, len(words) - GRAM + 1, max(1, len(words) // SAMPLE))
    found = sum(tuple(words[i : i + GRAM]) in grams for i in places)
    return found * 2 > len(places)


def _range(body: html.HtmlElement, pieces: Sequence[Piece], voted: Sequence[bool]) -> tuple[set[int], set[int]]:
    """Return the places of the pieces in the container of the article, and of those in the page's article element."""
    chains = _Chains(body, pieces)
    own = _own_article(body, chains)
    weights = chains.weights(i for i in range(len(pieces)) if voted[i])
    inner = _container(body, weights) if weights else own
    if chains.prose(inner) < LOST * chains.prose(own):
        inner = own
    outer = next((e for e in inner.iterancestors("article") if chains.knows(e)), None)
    inside = chains.within(inner)
    if outer is not None:
        return inside, chains.within(outer)
    return inside, _from_headline(pieces, min(inside, default=0)) | _notes(pieces) | _between(pieces, voted)


def _between(pieces: Sequence[Piece], voted: Sequence[bool]) -> set[int]:
    """Return the places from the first to the last piece that trafilatura keeps, and of the headings right above."""
    kept = [i for i, keeps in enumerate(voted) if keeps]
    if not kept:
        return set()
    first = kept[0]
    while first and pieces[first - 1].kind == "heading":
        first -= 1
    return set(range(first, kept[-1] + 1))


def _from_headline(pieces: Sequence[Piece], first: int) -> set[int]:
    """Return the places from the last main heading above the article down to it: they may hold its byline and lede."""
    headlines = [i for i in range(first) if pieces[i].kind == "heading" and pieces[i].level == 1]
    return set(range(headlines[-1], first)) if headlines else set()


def _notes(pieces: Sequence[Piece]) -> set[int]:
    return {i for i, piece in enumerate(pieces) if piece.kind == "note"}


class _Chains:
    """Which pieces stand in which element of a page."""

    def __init__(self, body: html.HtmlElement, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._body = body
        self._order = list(body.iter())
        running = (i for i, piece in enumerate(pieces) if piece.linked < LOST and is_prose(piece.text))
        self._prose = self.weights(running)

    def weights(self, places: Iterable[int]) -> dict[html.HtmlElement, int]:
        """Return how many characters of the pieces at some places stand in each element."""
        weights: dict[html.HtmlElement, int] = defaultdict(int)
        for i in places:
            weights[self._pieces[i].home] += len(self._pieces[i].text)
        for element in reversed(self._order):
            if element in weights and element is not self._body:
                weights[element.getparent()] += weights[element]
        return weights

    def prose(self, element: html.HtmlElement) -> int:
        """Return how many characters of running text stand in an element."""
        return self._prose.get(element, 0)

    def knows(self, element: html.HtmlElement) -> bool:
        """Whether there is running text in an element."""
        return element in self._prose

    def within(self, element: html.HtmlElement) -> set[int]:
        """Return the places of the pieces in an element."""
        if element is self._body:
            return set(range(len(self._pieces)))
        inside = set(element.iter())
        return {i for i, piece in enumerate(self._pieces) if piece.home in inside}


def _own_article(body: html.HtmlElement, chains: _Chains) -> html.HtmlElement:
    """Return the element that the page itself calls its article, or its main part; its body if it names none."""
    articles = [e for e in body.iter("article") if next(e.iterancestors("article"), None) is None and chains.knows(e)]
    headed = [e for e in articles if e.find(".//h1") is not None]
    for found in (headed, articles):
        if len(found) == 1 and chains.prose(found[0]) >= LOST * chains.prose(body) / 2:
            return found[0]
    named = body.xpath(".//main|.//*[@role='main']|.//*[@itemprop='articleBody']")
    mains = [e for e in named if chains.prose(e) >= LOST * chains.prose(body)]
    return mains[0] if mains else body


def _container(body: html.HtmlElement, weights: dict[html.HtmlElement, int]) -> html.HtmlElement:
    """Return the innermost element that holds nearly all of what trafilatura keeps."""
    enough = SHARE * weights[body]
    element: html.HtmlElement | None = body
    while element is not None and element.tag not in _INNER:
        inner = element
        element = next((child for child in inner if weights.get(child, 0) >= enough), None)
    return inner


def _without_lists_of_links(
    pieces: Sequence[Piece], voted: Sequence[bool], inside: set[int], around: set[int]
) -> list[int]:
    """Return the places of the pieces that are kept; everything, if nothing but links would be left out."""
    places = sorted(inside | around)
    first = min(inside, default=0)
    kept: list[int] = []
    links = False
    for i in reversed(places):
        piece = pieces[i]
        may = i in inside or i < first or is_prose(piece.text) or piece.kind == "note"
        over_text = bool(kept) and pieces[kept[-1]].kind != "heading"
        if _is_over(piece) and not over_text and links:
            continue
        if voted[i] or (may and (piece.linked < LINKED or (piece.kind == "heading" and over_text and not links))):
            kept.append(i)
            links = False
        else:
            links = True
    return kept[::-1] or places


def _is_over(piece: Piece) -> bool:
    """Whether a piece is said of what stands below it, as a heading is."""
    return piece.kind == "heading" or (not is_prose(piece.text) and (piece.strong or piece.text.endswith(":")))


def _without_repeated(pieces: list[Piece]) -> list[Piece]:
    """Leave out quotations in large type whose words stand in the running text."""
    pulled = [piece for piece in pieces if piece.pulled][:PULLED]
    if not pulled:
        return pieces
    running = " ".join(" ".join(_words(piece.text)) for piece in pieces if not piece.pulled)
    return [piece for piece in pieces if not piece.pulled or " ".join(_words(piece.text)) not in running]


def _block(piece: Piece) -> Block:
    return Block(piece.text, piece.kind, piece.level, gap=piece.gap, strong=piece.strong, settled=piece.settled)
