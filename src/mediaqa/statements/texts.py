"""A report as words, quotation marks and sentences: everything that the rules look at, found in one pass each."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from typing import NamedTuple

from mediaqa.sentences import sentence_spans
from mediaqa.statements.grammar import Grammar, Is

_TOKEN = re.compile(
    r"``|''|--+|\.{3}|(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Adm|St|Jr|Sr|Prof|Rev|Del|Hon|Capt|Sgt|Supt|[A-ZА-ЯЁ])\.(?=\s)"
    r"|\$?\d+(?:[.,]\d+)*%?(?![^\W_])|[^\W_]+(?:[-’'.&@][^\W_]+)*(?:(?<=s)[’'](?=\s+\w))?|\S"
)
_CLITIC = re.compile(r"(?:'s|'d|'re|'ve|'ll|'m|(?<=s)')$")
_BREAK = re.compile(r"[\n\u2029]\s*")
_LINE_ENDS = frozenset('.!?:”"’…)»')
"""Marks before a single line break that ends a paragraph."""
_LONGEST = 400
"""Words of a sentence at most: a longer one is cut, so that the time stays linear in any text."""
OPENING = {"“": '”"', "„": "“”", "«": "»", "``": "''"}
CLOSING = frozenset("”»")
EITHER = frozenset(['"', "''"])
_REMEMBERED = 100_000
"""Words of which it is remembered what they can be, at most."""
_LEAST = 5
"""Words of a quotation that stands for itself, at least."""
_ENDS = frozenset([".", "!", "?", ",", "…", "...", "—"])


class Quote(NamedTuple):
    """Tokens between quotation marks, the marks included. ``closed`` is false where no mark closes it."""

    start: int
    end: int
    closed: bool = True


class Words:
    """The words and marks of a text as parallel lists, with quotations, sentences and paragraphs as token ranges.

    ``quote`` holds for each token the number of the quotation in which it stands, or -1. A sentence is one outside
    quotation marks: a full stop inside a quotation does not end it. ``breaks`` are where paragraphs begin.
    """

    def __init__(self, text: str, lists: Grammar) -> None:
        self.source = text
        self.lists = lists
        spans = [match.span() for match in _TOKEN.finditer(text)]
        self.texts = [text[start:end] for start, end in spans]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        kinds = [lists.known.get(token) or _known(token, lists) for token in self.texts]
        self.lows = [low for low, _ in kinds]
        self.flags = [flags for _, flags in kinds]
        self.quote = [-1] * len(spans)
        self.quotes: list[Quote] = []
        self.paragraphs = list(self._paragraphs())
        for start, end in self.paragraphs:
            self._pair_marks(start, end)
        self.breaks = {start for start, _ in self.paragraphs}
        self.sentences = list(self._sentences())
        self._flagged: dict[int, list[int]] = {}
        self._listed: dict[int, list[int]] = {}

    def flagged(self, flag: int, first: int, last: int) -> list[int]:
        """Return the tokens of a range that can be of a kind."""
        places = self._flagged.get(flag)
        if places is None:
            places = self._flagged[flag] = [at for at, flags in enumerate(self.flags) if flags & flag]
        return places[bisect_left(places, first) : bisect_left(places, last)]

    def listed(self, words: Container[str], first: int, last: int) -> list[int]:
        """Return the tokens of a range that are among ``words``, which are one of the word lists."""
        places = self._listed.get(id(words))
        if places is None:
            places = self._listed[id(words)] = [at for at, low in enumerate(self.lows) if low in words]
        return places[bisect_left(places, first) : bisect_left(places, last)]

    def __len__(self) -> int:
        return len(self.texts)

    def words(self, start: int, end: int) -> str:
        """Return the characters of a run of tokens on one line."""
        return " ".join(self.source[self.starts[start] : self.ends[end - 1]].split())

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        first = token = 0
        for gap in _BREAK.finditer(self.source):
            before = self.source[max(0, gap.start() - 4) : gap.start()].rstrip()
            if "\n" not in gap.group()[1:] and before[-1:] not in _LINE_ENDS:
                continue
            token = bisect_left(self.starts, gap.end(), token)
            if token > first:
                yield first, token
            first = token
        if first < len(self.starts):
            yield first, len(self.starts)

    def _pair_marks(self, start: int, end: int) -> None:
        opened, closers = -1, ""
        for index in range(start, end):
            mark = self.texts[index]
            if opened < 0 and (mark in OPENING or mark in EITHER or (mark == "”" and index == start)):
                opened, closers = index, OPENING.get(mark, "''" if mark == "''" else '"”')
            elif opened >= 0 and len(mark) * 2 >= len(closers) and mark in closers:
                self._add_quote(opened, index + 1, closed=True)
                opened = -1
        if opened >= 0:
            self._add_quote(opened, end, closed=False)

    def _add_quote(self, start: int, end: int, *, closed: bool) -> None:
        number = len(self.quotes)
        self.quotes.append(Quote(start, end, closed))
        self.quote[start:end] = [number] * (end - start)

    def _sentences(self) -> Iterator[tuple[int, int]]:
        first = token = 0
        for span in sentence_spans(self.source):
            token = bisect_left(self.starts, span.start, token)
            if token > first and (token in self.breaks or not self._inside_quote(token)):
                yield from _cut(first, token)
                first = token
        yield from _cut(first, len(self.starts))

    def _inside_quote(self, token: int) -> bool:
        """Say whether a quotation runs on over the place before a token."""
        if not 0 < token < len(self.quote):
            return False
        return self.quote[token] >= 0 and self.quote[token] == self.quote[token - 1]


def _cut(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last, _LONGEST):
        yield start, min(start + _LONGEST, last)


def _known(token: str, lists: Grammar) -> tuple[str, int]:
    """Return the kind of a token, and remember it: most words of a text were in another one before."""
    if len(lists.known) > _REMEMBERED:
        lists.known.clear()
    kind = lists.known[token] = kind_of(token, lists)
    return kind


def kind_of(token: str, lists: Grammar) -> tuple[str, int]:
    """Return the plain word of a token and what it can be."""
    low = token.casefold().replace("’", "'")
    cut = _CLITIC.sub("", low) if "'" in low else low
    flags = lists.flags.get(low, 0)
    if cut != low:
        flags = lists.flags.get(cut, 0) | (Is.POSSESSIVE if low.endswith(("'s", "s'")) else Is.AUXILIARY)
        if flags & Is.PRONOUN:
            flags = (flags | Is.AUXILIARY) & ~Is.POSSESSIVE
        low = cut
    if flags & Is.TIME and flags & Is.AUXILIARY and token[0].isupper():
        flags &= ~Is.AUXILIARY
    return low, flags | _shape(token, low, flags)


def _shape(token: str, low: str, flags: int) -> int:
    first = token[0]
    if first.isdigit() or first == "$":
        return Is.NUMBER
    if not first.isalpha():
        return Is.MARK
    closed = (
        Is.DETERMINER
        | Is.PREPOSITION
        | Is.CONJUNCTION
        | Is.SUBORDINATOR
        | Is.AUXILIARY
        | Is.ADVERB
        | Is.PRONOUN
        | Is.RELATIVE
    )
    if flags & closed:
        return Is.WORD
    if first.isupper():
        return Is.WORD | Is.NAME
    if low.endswith("ly") and not flags:
        return Is.WORD | Is.ADVERB
    return Is.WORD


def speaks(words: Words, quote: Quote) -> bool:
    """Say whether a quotation is somebody's sentence, not a title, a term or a few borrowed words."""
    length = sum(1 for at in range(quote.start, quote.end) if words.flags[at] & (Is.WORD | Is.NUMBER))
    last = quote.end - 2 if quote.closed and quote.end - quote.start > 2 else quote.end - 1
    while last > quote.start and words.texts[last] in {"'", "’"}:
        last -= 1
    if words.texts[last] not in _ENDS:
        return False
    first = words.texts[quote.start + 1] if quote.start + 1 < quote.end else ""
    return length >= _LEAST or (length > 1 and first[:1].isupper())
