"""The noun phrases of a sentence that can be a voice, found without a parser.

A voice's noun phrase is the run of words between its cue and the next clause boundary. It counts only when its head
is a name or a noun that can speak (official, ministry, article). The word lists are in ``lexicons/``.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mediaqa.values import Span
from mediaqa.wording import Lexicon, Phrases, plain, word_set

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:[A-ZА-Я]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Adm|Sen|Rep|Gov|Prof|St)\.(?=\s+[A-ZА-Я(])"
    r"|[^\W_]+(?:[-’'.][^\W_]+)*(?:(?<=s)[’'](?=\s+[^\W\d_]))?|\S"
)
PREPOSITIONS = word_set("of in at for from by on with to")
SEPARATORS = frozenset([",", "—", "–", "-", "”", '"', "»", "’", "'", "“"])
DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday
    """
)
_INSIDE_NAMES = word_set("of and & the de la le der von van al del di bin")
_ARTICLES = word_set("the a an")
_NOBODY = word_set("no nobody none neither")
_LEADING = PREPOSITIONS | DAYS
_OPENING = frozenset(["*", "«", "“", '"', "„"])
_ASIDE = {",": ",", ")": "(", "—": "—", "–": "–"}
_MAX_PHRASE = 14
"""Words of a voice's noun phrase at most; a longer run is a clause that was not recognised."""
_MAX_ASIDE = 18
"""Words of an apposition between a voice and its cue at most."""
_MAX_CARRIER = 8
"""Words of an outlet's name, with its common nouns and marks, at most."""


class Token(NamedTuple):
    """A word or a mark; ``low`` is the word without case and possessive ending."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name."""
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[:1].isalnum()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))


class Phrase(NamedTuple):
    """A run of tokens."""

    start: int
    end: int


class Sentence:
    """The tokens of one sentence beside the word lists of its language."""

    def __init__(self, text: str, lists: Lexicon) -> None:
        self.text = text
        self.lists = lists
        self.tokens = [Token(m.group(), plain(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.in_quotes = _in_quotes(self.tokens)
        self.carriers = tuple(self.phrases(lists.before_outlet))

    def low(self, index: int) -> str:
        """Return the word at an index, or nothing outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def lows(self, phrase: Phrase) -> list[str]:
        """Return the words of a run of tokens."""
        return [token.low for token in self.tokens[phrase.start : phrase.end]]

    def span(self, phrase: Phrase) -> Span:
        """Return the characters of a run of tokens, without a possessive ending."""
        last = self.tokens[phrase.end - 1]
        cut = len(last.text) - len(re.sub(r"['’]s?$", "", last.text))
        return Span(self.tokens[phrase.start].start, last.end - cut)

    def phrases(self, known: Phrases) -> Iterator[Phrase]:
        """Yield where fixed phrases stand outside quotation marks."""
        for index, token in enumerate(self.tokens):
            for phrase in known.get(token.low, ()):
                end = index + len(phrase)
                if not self.in_quotes[index] and tuple(self.lows(Phrase(index, end))) == phrase:
                    yield Phrase(index, end)
                    break

    def is_outlet(self, phrase: Phrase) -> bool:
        """Say whether a noun phrase is an outlet's name by itself ("the newspaper Vzglyad", "The Moscow Times")."""
        tokens = [t for t in self.tokens[phrase.start : phrase.end] if t.low not in _ARTICLES]
        if not tokens:
            return False
        known = self.lists.outlet_words
        if len(tokens) > 1 and not tokens[0].is_name and tokens[0].low in known and tokens[1].is_name:
            return True
        if re.sub(r"['’]s?$", "", " ".join(t.text for t in tokens)) in self.lists.outlets:
            return True
        named = all(t.is_name or t.low in _INSIDE_NAMES for t in tokens)
        return len(tokens) > 1 and named and bool({tokens[0].low, tokens[-1].low} & known)

    def head(self, phrase: Phrase) -> int:
        """Return the token that the phrase is about: the last one before its first preposition."""
        for index in range(phrase.start + 1, phrase.end):
            if self.tokens[index].low in PREPOSITIONS:
                return index - 1
        return phrase.end - 1

    def is_piece(self, phrase: Phrase) -> bool:
        """Say whether a noun phrase is an article or the like."""
        return self.tokens[self.head(phrase)].low in self.lists.piece_nouns

    def is_voice(self, phrase: Phrase) -> bool:
        """Say whether a noun phrase can have said something, by its head."""
        lists, head = self.lists, self.tokens[self.head(phrase)]
        if head.is_possessive or not head.is_word or head.low.partition("'")[0] in lists.pronouns:
            return False
        if self.low(phrase.start) in _NOBODY or head.low in _ARTICLES:
            return False
        if head.low.rpartition("-")[2] in lists.voice_nouns | lists.titles or head.low in lists.piece_nouns:
            return True
        return head.is_name and head.low not in lists.stopwords | lists.things | DAYS

    def is_pronoun(self, phrase: Phrase) -> bool:
        """Say whether a voice points back: a pronoun, or "the article", "the paper"."""
        low = self.lows(phrase)
        if len(low) == 1:
            return low[0] in self.lists.personal
        known = self.lists.piece_nouns | self.lists.outlet_words
        return (
            len(low) == 2 and low[0] in {"the", "this"} and low[1] in known and not self.tokens[phrase.end - 1].is_name
        )

    def is_person(self, phrase: Phrase) -> bool:
        """Say whether a noun phrase is a person's full name, with or without title."""
        names = [t for t in self.tokens[phrase.start : phrase.end] if t.low.rstrip(".") not in self.lists.titles]
        if len(names) < 2 or self.is_outlet(phrase):
            return False
        known = self.lists.names.keys() | self.lists.voice_nouns | self.lists.stopwords | DAYS
        return all(t.is_name and t.is_word and t.low not in known and not t.text.isupper() for t in names)


def _in_quotes(tokens: list[Token]) -> list[bool]:
    inside, marks = False, []
    for token in tokens:
        opens = token.text in "“«„" or (token.text == '"' and not inside)
        inside = inside or opens
        marks.append(inside)
        if token.text in "”»" or (token.text == '"' and not opens):
            inside = False
    return [False] * len(tokens) if all(marks) else marks


def phrase_before(sentence: Sentence, index: int) -> Phrase | None:
    """Return the noun phrase that ends just before a cue at ``index``, over fillers, asides and "who".

    Of "the director, Ann Lee, says" it is the name.
    """
    end = over_fillers(sentence, index)
    aside = _aside(sentence, end)
    if aside:
        name = Phrase(aside + 1, end - 1)
        if name.end > name.start and sentence.is_person(name):
            return name
        end = aside
    if sentence.low(end - 1) == "who":
        end -= 2 if sentence.low(end - 2) == "," else 1
    start = end
    while start > 0 and end - start < _MAX_PHRASE and _continues(sentence, start - 1):
        start -= 1
    return _trimmed(sentence, start, end)


def over_fillers(sentence: Sentence, end: int) -> int:
    """Step back over "has also repeatedly", "continues to" and "in an interview with Y"."""
    lists = sentence.lists
    while end > 0:
        low, before = sentence.low(end - 1), sentence.low(end - 2)
        adverb = low.endswith("ly") and low not in lists.outlet_words and not sentence.tokens[end - 1].is_name
        if (before, low) == ("at", "first"):
            end -= 2
            continue
        if not (low in lists.fillers or adverb or (low == "to" and before in lists.fillers)):
            break
        end -= 1
    for carrier in sentence.carriers:
        between = [sentence.low(index) for index in range(carrier.end, end)]
        if 0 < len(between) < _MAX_CARRIER and carrier.start > 0 and "," not in between:
            return carrier.start
    return end


def with_aside(sentence: Sentence, phrase: Phrase, index: int) -> Phrase:
    """Return a voice's noun phrase with the apposition between it and its cue: "Ann Lee, the director"."""
    end = over_fillers(sentence, index)
    aside = _aside(sentence, end)
    if aside is None:
        return phrase
    if aside + 1 == phrase.start:
        start = aside
        while start > 0 and _continues(sentence, start - 1):
            start -= 1
        return Phrase(start, phrase.end)
    return Phrase(phrase.start, end - 1) if aside == phrase.end else phrase


def _aside(sentence: Sentence, end: int) -> int | None:
    """Return the mark that opens an aside which ends at ``end``."""
    opening = _ASIDE.get(sentence.low(end - 1))
    if opening is None:
        return None
    found = range(end - 2, max(0, end - 2 - _MAX_ASIDE), -1)
    return next((index for index in found if sentence.low(index) == opening), None)


def _continues(sentence: Sentence, index: int) -> bool:
    token, lists = sentence.tokens[index], sentence.lists
    if token.low in lists.boundaries | lists.pronouns or sentence.in_quotes[index] or _is_verb(token, lists):
        return False
    return token.is_word or token.text in "&*"


def _is_verb(token: Token, lists: Lexicon) -> bool:
    if token.is_name or token.low in lists.piece_nouns | lists.voice_nouns | lists.cue_nouns | lists.titles:
        return False
    return token.low in lists.cues or token.low.endswith("ing")


def _trimmed(sentence: Sentence, start: int, end: int) -> Phrase | None:
    """Cut what stands before a noun phrase: "On October 21 Peskov"."""
    if sentence.low(start) in _LEADING:
        while start < end and (sentence.low(start) in _LEADING or sentence.low(start).isdigit()):
            start += 1
    if sentence.low(start) in {"and", "or", "&"}:
        start += 1
    return Phrase(start, end) if start < end else None


def phrase_after(sentence: Sentence, index: int) -> Phrase | None:
    """Return the noun phrase that begins at ``index``: "according to …", "said …"."""
    end = index
    stops = {carrier.start for carrier in sentence.carriers}
    while end < len(sentence.tokens) and end - index < _MAX_PHRASE and _continues(sentence, end):
        low = sentence.low(end)
        if end in stops or (end > index and (low in sentence.lists.cues or low in DAYS)):
            break
        end += 1
    while end > index and sentence.low(end - 1) in PREPOSITIONS:
        end -= 1
    return Phrase(index, end) if end > index else None


def name_after(sentence: Sentence, index: int) -> Phrase | None:
    """Return the run of capitalised words at ``index``, over an article, a common noun and opening marks."""
    lists, low = sentence.lists, sentence.low
    common = lists.outlet_words | lists.piece_nouns
    while index < len(sentence.tokens) and (low(index) in _ARTICLES or not sentence.tokens[index].is_name):
        before_noun = low(index + 1) in common and not sentence.tokens[index + 1].is_name
        if not (low(index) in _ARTICLES | _OPENING or low(index) in common or before_noun):
            break
        index += 1
    end = index
    while end < len(sentence.tokens) and (sentence.tokens[end].is_name or low(end) in _INSIDE_NAMES):
        if low(end) in DAYS:
            break
        end += 1
        if sentence.tokens[end - 1].is_possessive:
            break
    while end > index and low(end - 1) in _INSIDE_NAMES and not sentence.tokens[end - 1].is_name:
        end -= 1
    return Phrase(index, end) if end > index else None
