"""Where quoted words stand in the text that is said to hold them.

They are looked for in this order: letter for letter in the passage that was named; equal after folding (``fold``);
the same two in the other passages, for a wrong number is common; a near miss in the named passage, then in the others.
A near miss is repaired: the source's own words take the place of those that were given. It has to be ``NEAR`` like
them, and may differ only by misspelt words and by small words that carry no meaning; one that changes a number, a
name, a negation or any other word is no repair. Quoted words with an ellipsis are looked for piece by piece.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from mediaqa.answers import Match, RejectionReason
from mediaqa.values import Span
from mediaqa.verifying.folding import Folded, fold
from mediaqa.verifying.stretches import Stretch
from mediaqa.wording import Lexicon, language_of, lexicon, plain, words

NEAR = 85.0
"""Likeness, of 100, from which words are a near miss (rapidfuzz, ``partial_ratio_alignment``). The worst repairs that
we know of are more alike than this ("expel nine" for "expel eight"); what they change is what forbids them."""

MISSPELT = 2
"""Letters by which a misspelt word differs from the right one at most."""
SHORTEST = 5
"""Letters of the shortest word that may be a misspelling: with fewer, another word is as near."""
_OPPOSING = re.compile(r"^(?:un|in|im|il|ir|non|dis|mis|anti|de|re|pre|over|under|не)(?=\w{3})")

FEWEST_WORDS = 2
"""A piece beside an ellipsis has so many words at least: one alone stands almost anywhere."""

_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.(?:\s?\.){2,3})\s*")
_EDGES = " \t\n'\"“”„«»‘’.,;:!?…"


class Found(NamedTuple):
    """A quote at its place: ``span`` counts within the stretch's text."""

    stretch: Stretch
    span: Span
    match: Match
    relocated: bool = False

    @property
    def text(self) -> str:
        """The source's own words."""
        return self.span.of(self.stretch.text)


class NotFound(NamedTuple):
    """Why a quote has no place, and what is nearest, if anything is."""

    reason: RejectionReason
    nearest: str = ""


Part = tuple[Stretch, Span]
"""A part of a stretch."""


def locate(quote: str, named: Sequence[Part], stretches: Sequence[Stretch]) -> list[Found] | NotFound:
    """Return the places of a quote's pieces, one where it has no ellipsis, or why it has none.

    ``named`` are the places of the named passages; empty where no passage was named, and then no place is a
    ``relocated`` one.
    """
    whole = _locate_one(quote, named, stretches)
    pieces = [piece for piece in _ELLIPSIS.split(quote) if piece.strip(_EDGES)]
    if isinstance(whole, Found):
        return [whole]
    if len(pieces) < 2 or any(len(words(piece)) < FEWEST_WORDS for piece in pieces):
        return whole
    found: list[Found] = []
    for piece in pieces:
        one = _locate_one(piece, named, stretches)
        if isinstance(one, NotFound):
            return one
        if found and (one.stretch is not found[-1].stretch or one.span.start < found[-1].span.end):
            return NotFound("quote_not_found", "its pieces do not follow each other")
        found.append(one)
    return found


def _locate_one(quote: str, named: Sequence[Part], stretches: Sequence[Stretch]) -> Found | NotFound:
    wanted = quote.strip(_EDGES)
    if not words(wanted):
        return NotFound("quote_not_found")
    everywhere = [(stretch, Span(0, len(stretch.text))) for stretch in stretches]
    searched = ((named, False), (everywhere, bool(named)))
    for find in (_exact, _folded):
        for places, relocated in searched:
            for stretch, within in places:
                if span := find(wanted, stretch, within):
                    return Found(stretch, span, "exact" if find is _exact else "folded", relocated)
    refused = NotFound("quote_not_found")
    for places, relocated in searched:
        near = max((_near(wanted, stretch, within) for stretch, within in places), default=None, key=_likeness)
        if near is None or near.span is None:
            continue
        known = {word for stretch in stretches for word in stretch.vocabulary}
        if change := _changed(wanted, near.span.of(near.stretch.text), known):
            refused = NotFound("repair_changes_meaning", f"{change}: “{near.span.of(near.stretch.text)}”")
        else:
            return Found(near.stretch, near.span, "repaired", relocated)
    return refused


def _exact(wanted: str, stretch: Stretch, within: Span) -> Span | None:
    return _first(wanted, stretch.text, within.start, within.end)


def _folded(wanted: str, stretch: Stretch, within: Span) -> Span | None:
    text = fold(stretch.text)
    start, end = _folded_bounds(text, within)
    span = _first(fold(wanted).text.strip(), text.text, start, end)
    return text.source(*span) if span else None


def _first(wanted: str, text: str, start: int, end: int) -> Span | None:
    """Return where ``wanted`` stands first in a part of a text, no letter of a longer word."""
    at = text.find(wanted, start, end)
    while at >= 0:
        after = at + len(wanted)
        if not (_joined(text, at) or _joined(text, after)):
            return Span(at, after)
        at = text.find(wanted, at + 1, end)
    return None


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on across a place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _folded_bounds(text: Folded, within: Span) -> tuple[int, int]:
    inside = [at for at in (0, len(text.starts) - 1) if within.start <= text.starts[at] < within.end]
    if len(inside) == 2:
        return 0, len(text.text)
    found = [at for at, start in enumerate(text.starts) if within.start <= start < within.end]
    return (found[0], found[-1] + 1) if found else (0, 0)


class _Near(NamedTuple):
    stretch: Stretch
    span: Span | None
    likeness: float


def _likeness(near: _Near) -> float:
    return near.likeness


def _near(wanted: str, stretch: Stretch, within: Span) -> _Near:
    """Return the part of a text that is most like ``wanted``, whole words, if it is like enough."""
    text = fold(stretch.text)
    start, end = _folded_bounds(text, within)
    quote, part = fold(wanted).text, text.text[start:end]
    best = fuzz.partial_ratio_alignment(quote, part, score_cutoff=NEAR) if len(part) >= len(quote) else None
    if best is None or best.dest_start == best.dest_end:
        return _Near(stretch, None, 0.0)
    first, last = _whole_words(part, best.dest_start, best.dest_end)
    if first >= last:
        return _Near(stretch, None, 0.0)
    span = text.source(start + first, start + last)
    return _Near(stretch, _without_more(wanted, stretch.text, span), best.score)


def _without_more(wanted: str, text: str, span: Span) -> Span:
    """Return a span without the words at its edges that are not in ``wanted``."""
    places = words(span.of(text))
    theirs = [plain(fold(word.text).text) for word in places]
    blocks = [
        b for b in SequenceMatcher(None, _words_of(wanted), theirs, autojunk=False).get_matching_blocks() if b.size
    ]
    if not blocks:
        return span
    ours = len(_words_of(wanted))
    # A word that stands where one of the quote's has no like may be its misspelling.
    first = max(0, blocks[0].b - blocks[0].a)
    last = min(len(theirs), blocks[-1].b + blocks[-1].size + ours - blocks[-1].a - blocks[-1].size)
    return Span(span.start + places[first].start, span.start + places[last - 1].end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while _joined(text, start):
        start -= 1
    while _joined(text, end):
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _changed(given: str, source: str, known: AbstractSet[str]) -> str:
    """Say what a repair would change beside spelling and small words. ``known`` are words of the reports."""
    lists = lexicon(language_of(source))
    ours, theirs = _words_of(given), _words_of(source)
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal" and (change := _change(ours[a:b], theirs[c:d], lists, known)):
            return change
    return ""


def _words_of(text: str) -> list[str]:
    return [plain(fold(word.text).text) for word in words(text)]


def _change(ours: list[str], theirs: list[str], lists: Lexicon, known: AbstractSet[str]) -> str:
    """Say how words differ from those in their place in more than spelling."""
    left = list(theirs)
    for word in ours:
        alike = next((other for other in left if _misspelt(word, other, lists, known)), None)
        if alike is not None:
            left.remove(alike)
        elif not _is_small(word, lists):
            return f"“{word}” is not in the text"
    return next((f"“{word}” is missing" for word in left if not _is_small(word, lists)), "")


def _misspelt(word: str, other: str, lists: Lexicon, known: AbstractSet[str]) -> bool:
    """Whether a word is another one misspelt, and not a word of its own: "consistent" is no "inconsistent"."""
    if word == other:
        return True
    is_word = word in known or lists.stem(word) in lists.families
    if is_word or min(len(word), len(other)) < SHORTEST or _is_fixed(word, lists) or _is_fixed(other, lists):
        return False
    opposed = _OPPOSING.sub("", word) in {other, _OPPOSING.sub("", other)} or _OPPOSING.sub("", other) == word
    return not opposed and Levenshtein.distance(word, other, score_cutoff=MISSPELT) <= MISSPELT


def _is_fixed(word: str, lists: Lexicon) -> bool:
    """Whether a word neither is nor has a misspelling: a number, a small word, an irregular form, a listed name."""
    small = lists.numbers | lists.stopwords | lists.negations | lists.hedges | lists.irregular.keys()
    return any(map(str.isdigit, word)) or word in small or word in lists.names


def _is_small(word: str, lists: Lexicon) -> bool:
    """Whether a word may come or go in a repair."""
    return word in lists.articles


def limited(text: str, span: Span, sentence_end: int) -> Span:
    """Return a span, led on to the end of its sentence where that limits what it says ("…, but only until May")."""
    rest = text[span.end : sentence_end]
    lists = lexicon(language_of(text))
    if any(plain(word.text) in lists.limits for word in words(rest)):
        return Span(span.start, sentence_end)
    return span


def quoted_in(text: str) -> Iterator[Span]:
    """Yield the spans of the words that a text puts in quotation marks, the marks left out."""
    for match in re.finditer(r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|\"([^\"]+)\"|‘([^‘’]{2,}[^\w‘’]?)’(?!\w)", text):
        yield Span(*match.span(match.lastindex or 0))
