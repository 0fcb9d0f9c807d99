"""Whose act a verb is: the subject of a cue, found from the verb to the left."""

from typing import Literal, NamedTuple

from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase, is_piece, is_voice, over_aside, phrase_after, phrase_before
from mediaqa.statements.texts import Words

Stance = Literal["asserts", "denies", "asks"]
"""How a voice holds what it speaks of."""
_WHO = frozenset({"who", "which", "that"})
_RELATIVE = 8
"""Words of a relative clause before its last noun phrase at most."""
_ADJUNCTS = 3
"""Dates, places and participles between a subject and its verb, at most."""
_OPENING = 40
"""Words at a sentence's beginning among which its first verb is looked for."""
_BACK = 8
"""Words between a subject and its verb, without asides, at most."""


class Cue(NamedTuple):
    """A cue as found: its words, whose it is, and the parts of what is said; all ranges of tokens.

    ``subject`` is ``None`` where the sentence does not name it. ``quoted`` is the quotation that it introduces.
    """

    start: int
    end: int
    base: str
    subject: Phrase | None
    parts: tuple[tuple[int, int], ...]
    stance: Stance = "asserts"


class Here(NamedTuple):
    """A sentence in which cues are looked for; ``found`` are those before this place."""

    words: Words
    first: int
    last: int
    found: list[Cue]


class Verb(NamedTuple):
    """A verb form at a place: where its verb phrase begins, and what stands around it."""

    at: int
    start: int
    negated: bool
    auxiliary: str
    after_to: bool


def verb_at(here: Here, at: int) -> Verb:
    """Return the verb phrase that ends with the verb at ``at``: "has also repeatedly | said", "went on to | say"."""
    words, start, negated, auxiliary, after_to = here.words, at, False, "", False
    while start > here.first and at - start < _BACK and words.quote[start - 1] < 0:
        flags, low = words.flags[start - 1], words.lows[start - 1]
        if flags & Is.PRONOUN:
            auxiliary = auxiliary or _contracted(words, start - 1)
            break
        if low == "to" and (start == at or words.flags[start] & Is.ADVERB):
            after_to = after_to or start == at or not auxiliary
        elif flags & Is.AUXILIARY and not flags & Is.NAME:
            auxiliary = auxiliary or low
        elif not _in_verb(words, start - 1, after_to=after_to):
            break
        negated = negated or bool(flags & Is.NEGATION)
        start -= 1
    return Verb(at, start, negated, auxiliary, after_to)


def _in_verb(words: Words, at: int, *, after_to: bool) -> bool:
    """Say whether a word may stand inside a verb phrase: an adverb, "to", "went on"."""
    flags = words.flags[at]
    if flags & Is.ADVERB and not flags & Is.DETERMINER:
        return True
    carries = flags & Is.CARRIER or words.lows[at] == "on"
    return words.lows[at] == "to" or (after_to and bool(carries))


def _contracted(words: Words, at: int) -> str:
    """Return the auxiliary in "it's" and "he's"."""
    if len(words.texts[at]) == len(words.lows[at]):
        return ""
    return "is" if words.lows[at] == "it" else "has"


def subject_of(here: Here, verb: Verb, form_kinds: frozenset[str]) -> Phrase | None:
    """Return the noun phrase whose act the verb is, or ``None``."""
    found = _subject_of(here, verb, form_kinds)
    if found is None or not (is_voice(here.words, found) or is_piece(here.words, found)):
        over = _over_adjunct(here, verb.start)
        other = phrase_before(here.words, over, here.first) if over < verb.start else None
        if over < verb.start and here.words.lows[over - 1] in {"who", "that", "which"}:
            other = _antecedent(here, over - 1)
        if other and (is_voice(here.words, other) or is_piece(here.words, other)):
            return other
    return (_over_relative(here, found) if found else None) or found


def _over_relative(here: Here, found: Phrase) -> Phrase | None:
    """Return the voice before a relative clause that ends with a noun phrase: "the mayor | who met Ada Brenn said"."""
    words = here.words
    for at in range(found.start - 1, max(here.first, found.start - _RELATIVE), -1):
        if words.flags[at] & Is.MARK:
            return None
        if words.lows[at] in _WHO and (is_verb(words, at + 1) or words.lows[at + 1].endswith("ed")):
            other = phrase_before(words, at, here.first)
            return other if other and (is_voice(words, other) or is_piece(words, other)) else None
    return None


def _over_adjunct(here: Here, end: int) -> int:
    """Step back over a date, a place, a participle: "officials | in April said", "a report | issued in May found"."""
    at = end
    for _ in range(_ADJUNCTS):
        before = at
        at = _over_time(here, at)
        at = _over_place(here, at)
        at = _over_participle(here, at, end)
        if at == before:
            break
    return at


def _over_time(here: Here, at: int) -> int:
    words = here.words
    while at > here.first and words.flags[at - 1] & (Is.TIME | Is.NUMBER | Is.ADVERB) and words.quote[at - 1] < 0:
        at -= 1
    return at


def _over_place(here: Here, at: int) -> int:
    """Step over a preposition alone, or with its noun phrase; over "…ing" with one that is no voice."""
    words, opening = here.words, here.words.lists.lists["adjunct_words"]
    if at <= here.first:
        return at
    if words.lows[at - 1] in opening:
        return at - 1
    phrase = phrase_before(words, at, here.first)
    if phrase is None or phrase.start <= here.first:
        return at
    before = words.lows[phrase.start - 1]
    if before in opening:
        return phrase.start - 1
    participle = before.endswith("ing") and phrase.start - 1 > here.first and not is_voice(words, phrase)
    return phrase.start - 1 if participle else at


def _over_participle(here: Here, at: int, end: int) -> int:
    words = here.words
    if at - 1 > here.first and words.lows[at - 1].endswith("ed") and words.flags[at - 2] & Is.PRONOUN:
        return at - 2
    past = at > here.first and words.lows[at - 1].endswith("ed") and words.texts[at - 1].islower()
    return at - 1 if past and at < end else at


def _subject_of(here: Here, verb: Verb, form_kinds: frozenset[str]) -> Phrase | None:
    words, end = here.words, verb.start
    if end <= here.first:
        return _subject_ahead(here, verb) if form_kinds == {"ing"} else None
    mark = words.texts[end - 1]
    if words.quote[end - 1] >= 0 and words.quotes[words.quote[end - 1]].end == end:
        return None
    if form_kinds == {"ing"} and not verb.auxiliary:
        return main_subject(here, verb)
    if mark in {",", "—", "–", "―", "--"}:
        before = over_aside(words, end, here.first)
        found = phrase_before(words, before, here.first) if before < end else _apposed(words, end, here.first)
        return found if found and (is_voice(words, found) or is_piece(words, found)) else None
    if (words.flags[end - 1] & Is.RELATIVE and not words.flags[end - 1] & Is.DETERMINER) or words.lows[end - 1] in {
        "who",
        "that",
        "which",
    }:
        return _antecedent(here, end - 1)
    if words.lows[end - 1] in {"and", "but", "then", "or"} or (verb.after_to and not verb.auxiliary):
        return main_subject(here, verb)
    return phrase_before(words, end, here.first)


def _apposed(words: Words, end: int, first: int) -> Phrase | None:
    """Return a name between commas: "her deputy, | Ada Brenn |, said"."""
    found = phrase_before(words, end - 1, first)
    apposed = found and found.start - 1 > first and words.texts[found.start - 1] == ","
    return found if found and apposed and words.flags[found.head - 1] & Is.NAME else None


def _antecedent(here: Here, at: int) -> Phrase | None:
    """Return what a relative word stands for: "the senator, | who said"."""
    words = here.words
    end = at - 1 if at > here.first and words.texts[at - 1] == "," else at
    return phrase_before(words, end, here.first)


def main_subject(here: Here, verb: Verb) -> Phrase | None:
    """Return the subject that a later verb of the sentence shares: that of the last cue that stands for itself."""
    inside = None
    for cue in here.found:
        if cue.subject and here.words.flags[cue.subject.end] & Is.RELATIVE:
            continue
        if (
            cue.end <= verb.start
            and cue.subject
            and not any(
                a <= cue.start < b
                for other in here.found
                for a, b in other.parts
                if other.start < cue.start and b >= verb.start
            )
        ):
            inside = cue.subject
    return inside or opening_subject(here, verb.start)


def opening_subject(here: Here, before: int) -> Phrase | None:
    """Return the noun phrase with which the sentence's first verb begins."""
    words = here.words
    for at in range(here.first, min(before, here.first + _OPENING)):
        if words.quote[at] >= 0:
            continue
        if words.flags[at] & Is.PRONOUN and words.flags[at] & Is.AUXILIARY:
            return Phrase(at, at + 1, at + 1)
        if at > here.first and is_verb(words, at):
            found = phrase_before(words, verb_at(here, at).start, here.first)
            if found and (is_voice(words, found) or is_piece(words, found)):
                return found
    start = here.first
    while start < before and words.flags[start] & (Is.CONJUNCTION | Is.ADVERB):
        start += 1
    found = phrase_after(words, start, before)
    return found if found and is_voice(words, found) and not words.lows[start].endswith(("ing", "ed")) else None


def is_verb(words: Words, at: int) -> bool:
    """Say whether a word can be a finite verb: a known one, or "…ed" behind a name."""
    flags = words.flags[at]
    if not words.texts[at].islower() or flags & Is.POSSESSIVE or words.lows[at].endswith("ing"):
        return False
    known = flags & (Is.AUXILIARY | Is.CUE | Is.VERB)
    return bool(known) or (words.lows[at].endswith("ed") and bool(words.flags[at - 1] & Is.NAME))


def _subject_ahead(here: Here, verb: Verb) -> Phrase | None:
    """Return the subject of "Noting that …, | X went on": it stands behind the comma."""
    words = here.words
    for at in range(verb.at + 1, here.last - 1):
        closes = words.texts[at] == "," and (words.quote[at] < 0 or words.quotes[words.quote[at]].end == at + 2)
        if closes:
            start = at + 2 if words.quote[at] >= 0 else at + 1
            found = phrase_after(words, start, here.last)
            if (
                found
                and is_voice(words, found)
                and found.end < here.last
                and words.flags[found.end] & (Is.AUXILIARY | Is.CUE | Is.VERB | Is.ADVERB)
            ):
                return found
    return None
