"""The voices of a sentence: noun phrases beside cue words. The cue words are in the word lists (``lexicons/``)."""

from collections.abc import Iterator
from typing import NamedTuple

from mediaqa.attribution.phrases import (
    DAYS,
    PREPOSITIONS,
    SEPARATORS,
    Phrase,
    Sentence,
    over_fillers,
    phrase_after,
    phrase_before,
    with_aside,
)
from mediaqa.wording import word_set

_DETERMINERS = word_set("the a an this his her its their our my no any")
"""Words after which a cue word is a noun: "rejects the claim", "put the blame on"."""
_TELLING = word_set("assure inform advise warn remind urge promise")
"""Verbs whose passive names who was told: "as he had been assured by X" is not X's sentence."""
_SOON = 7
"""Words after "called", "described" and the like in which quoted words make it a cue."""


class Voice(NamedTuple):
    """A voice's noun phrase and its cue. ``content`` is the token where what it says begins, if that follows.

    ``whole`` is the noun phrase with its apposition.
    """

    phrase: Phrase
    cue: Phrase
    content: int | None
    whole: Phrase


def voices(sentence: Sentence) -> list[Voice]:
    """Return the voices of a sentence, the outermost first."""
    found = [*_by_phrase(sentence), *_by_verb(sentence), *_by_noun(sentence), *_by_quoted(sentence)]
    if not found:
        found = list(_by_writing(sentence))
    before = [v for v in found if v.content is not None]
    after = [v for v in found if v.content is None]
    return sorted(after, key=lambda v: v.cue) + sorted(before, key=lambda v: v.cue)


def _by_phrase(sentence: Sentence) -> Iterator[Voice]:
    for cue in sentence.phrases(sentence.lists.before_voice):
        phrase = phrase_after(sentence, cue.end)
        if phrase and sentence.is_voice(phrase):
            content = _after_comma(sentence, phrase.end) if cue.start == 0 else None
            yield Voice(phrase, cue, content, phrase)


def _after_comma(sentence: Sentence, index: int) -> int:
    for at in range(index, len(sentence.tokens)):
        if sentence.low(at) == ",":
            return at + 1
    return index


def _by_verb(sentence: Sentence) -> Iterator[Voice]:
    for index, token in enumerate(sentence.tokens):
        if token.low not in sentence.lists.cues or sentence.in_quotes[index]:
            continue
        if _is_passive(sentence, index):
            yield from _by_agent(sentence, index)
        elif not _is_not_finite(sentence, index):
            yield from _of_verb(sentence, index)


def _of_verb(sentence: Sentence, index: int) -> Iterator[Voice]:
    cue, subject = Phrase(index, index + 1), _subject(sentence, index)
    if subject and (sentence.is_voice(subject) or sentence.is_pronoun(subject)):
        if _is_strong(sentence, index, subject):
            yield Voice(subject, cue, _content(sentence, subject, index), with_aside(sentence, subject, index))
    elif _may_be_inverted(sentence, index):
        after = phrase_after(sentence, index + 1) or _pronoun_at(sentence, index + 1)
        if after and (sentence.is_voice(after) or sentence.is_pronoun(after)):
            yield Voice(after, cue, None, after)


def _is_passive(sentence: Sentence, index: int) -> bool:
    """Say whether an agent follows: "described by the minister", not "concludes by noting"."""
    return sentence.low(index + 1) == "by" and not sentence.low(index + 2).endswith("ing")


def _subject(sentence: Sentence, index: int) -> Phrase | None:
    """Return the noun phrase or pronoun that says the verb at ``index``."""
    at = over_fillers(sentence, index)
    is_continuous = sentence.low(at - 1) in sentence.lists.be_forms
    if is_continuous:
        index = at - 1
    phrase = phrase_before(sentence, index) or _pronoun_at(sentence, over_fillers(sentence, index) - 1)
    if phrase is None or sentence.low(phrase.start - 1) == "which":
        return None
    is_participle = sentence.low(at).endswith("ing") and not is_continuous
    return None if is_participle and sentence.low(phrase.start - 1) != "with" else phrase


def _pronoun_at(sentence: Sentence, index: int) -> Phrase | None:
    return Phrase(index, index + 1) if sentence.low(index) in sentence.lists.pronouns else None


def _may_be_inverted(sentence: Sentence, index: int) -> bool:
    if sentence.low(index).endswith("ing"):
        return False
    opens = index == 0 and sentence.lists.language == "ru"
    return opens or sentence.low(index - 1) in SEPARATORS | {"как", "as"}


def _by_agent(sentence: Sentence, index: int) -> Iterator[Voice]:
    """Find "was described by X as", "as noted by X"."""
    phrase = phrase_after(sentence, index + 2)
    if sentence.lists.cues[sentence.low(index)] in sentence.lists.weak_cues | {"ask", "tell"}:
        return
    was_told = sentence.lists.cues[sentence.low(index)] in _TELLING and any(
        sentence.low(at) in sentence.lists.personal for at in range(index - 3, index)
    )
    if phrase and sentence.is_voice(phrase) and not sentence.is_outlet(phrase) and not was_told:
        yield Voice(phrase, Phrase(index, index + 1), None, phrase)


def _is_not_finite(sentence: Sentence, index: int) -> bool:
    """Say whether a cue is an infinitive, a passive or a noun ("health worries have")."""
    if sentence.low(index - 1) == "to" and sentence.low(index - 2) not in sentence.lists.fillers:
        return True
    if index and (sentence.tokens[index - 1].is_possessive or sentence.low(index - 1) in _DETERMINERS):
        return True
    if sentence.low(index + 1) in sentence.lists.be_forms | {"have", "has"}:
        return True
    back = index - 1
    while sentence.low(back) in sentence.lists.fillers or sentence.low(back).endswith("ly"):
        back -= 1
    return sentence.low(back) in sentence.lists.be_forms and not sentence.low(index).endswith("ing")


def _is_strong(sentence: Sentence, index: int, phrase: Phrase) -> bool:
    """Say whether the cue speaks for itself, or its content is marked, or its subject is an article."""
    is_inner = sentence.low(phrase.start - 1) in {"that", "что"}
    if sentence.lists.cues[sentence.low(index)] not in sentence.lists.weak_cues or is_inner:
        return True
    if sentence.is_piece(phrase) or sentence.is_person(phrase):
        return True
    following = {sentence.low(at) for at in range(index + 1, index + 4)}
    if sentence.low(index) in {"call", "calls", "called"} and following & {"for", "on"}:
        return True
    if sentence.lists.denies(sentence.low(index)) and following & sentence.lists.cue_nouns:
        return True  # "rejects the claim", not "rejected the bill"
    quoted = any(sentence.low(at) in {"“", '"', "«"} for at in range(index + 1, index + _SOON))
    return quoted or bool(following & (sentence.lists.openers | {":"})) or _is_postposed(sentence, phrase, index)


def _is_postposed(sentence: Sentence, phrase: Phrase, index: int) -> bool:
    after = sentence.tokens[index + 1 : index + _SOON]
    follows = not after or after[0].low in {",", ".", "!", "?", "in", "on", "—"}
    if sentence.low(index) == "told" and after and after[0].is_name:  # "…, X told Y."
        follows = not sentence.lists.openers & {token.low for token in after}
    return phrase.start > 0 and sentence.low(phrase.start - 1) in SEPARATORS and follows


def _content(sentence: Sentence, phrase: Phrase, index: int) -> int | None:
    if _is_postposed(sentence, phrase, index):
        return None
    for at in range(index + 1, min(index + 8, len(sentence.tokens))):
        if sentence.low(at) in sentence.lists.openers | {":"}:
            return at + 1
    return index + 1


def _by_quoted(sentence: Sentence) -> Iterator[Voice]:
    """Find "X was quoted in Y as saying"."""
    for index in range(2, len(sentence.tokens) - 1):
        if sentence.low(index) not in {"quoted", "cited"} or sentence.low(index - 1) not in sentence.lists.be_forms:
            continue
        saying = next((at for at in range(index, len(sentence.tokens)) if sentence.low(at) == "saying"), None)
        phrase = phrase_before(sentence, index - 1)
        if saying and phrase and sentence.is_voice(phrase):
            yield Voice(phrase, Phrase(index, index + 1), saying + 1, phrase)


def _by_writing(sentence: Sentence) -> Iterator[Voice]:
    """Find "Writing in Y on 5 May, X thanks …": whatever X does there is said."""
    for carrier in sentence.carriers:
        if carrier.start > 0 or sentence.low(0) not in {"writing", "speaking", "talking"}:
            continue
        start = end = _after_comma(sentence, carrier.end)
        while end < len(sentence.tokens) and (
            sentence.tokens[end].is_name or sentence.low(end) in sentence.lists.titles
        ):
            end += 1
        phrase = Phrase(start, end)
        if carrier.end < start < end and sentence.is_voice(phrase):
            yield Voice(phrase, carrier, end, phrase)


def _by_noun(sentence: Sentence) -> Iterator[Voice]:
    """Find "X's claim that" and "in X's view"."""
    for index, token in enumerate(sentence.tokens):
        before = sentence.tokens[index - 1] if index else None
        if token.low not in sentence.lists.cue_nouns or before is None or not before.is_possessive:
            continue
        phrase = _possessor(sentence, index)
        opens = sentence.low(index + 1) in sentence.lists.openers
        if phrase and (opens or sentence.low(phrase.start - 1) == "in"):
            yield Voice(phrase, Phrase(index, index + 1), index + 2 if opens else None, phrase)


def _possessor(sentence: Sentence, index: int) -> Phrase | None:
    start = index
    while start > 0 and _is_nominal(sentence, start - 1):
        start -= 1
    if start == index or sentence.low(start) in sentence.lists.pronouns | DAYS:
        return None
    return Phrase(start, index)


def _is_nominal(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.low not in PREPOSITIONS and (token.is_name or token.low in sentence.lists.voice_nouns)
