"""Cues that are no verbs: "according to X", "X's claim that", "criticism from Y", "X is reluctant to"."""

from collections.abc import Iterator

from mediaqa.statements.extents import clause_end, object_end, sentence_end
from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase, is_piece, is_voice, phrase_after, phrase_before
from mediaqa.statements.subjects import Cue, Here, subject_of, verb_at
from mediaqa.statements.texts import Words
from mediaqa.wording import word_set

_FROM = frozenset({"from", "by"})
_NEAR = 9
"""Words of a thing between a noun and the voice behind it, at most."""
_NAME = 4
"""Words of a name between commas: fewer than these."""
_CLAUSES = word_set("that whether how why if")


def phrase_cues(here: Here) -> Iterator[Cue]:
    """Yield the cues of the kind "according to X, C" and "C, according to X"."""
    words = here.words
    for at in words.listed(words.lists.before_voice, here.first, here.last):
        for phrase in words.lists.before_voice[words.lows[at]]:
            end = at + len(phrase)
            if words.quote[at] < 0 and tuple(words.lows[at:end]) == phrase:
                voice = phrase_after(words, end, here.last)
                if voice:
                    parts = _around(here, at, voice.end)
                    if parts:
                        yield Cue(at, end, phrase[0], voice, parts)
                break


def _around(here: Here, start: int, end: int, *, bare: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the content beside a cue that stands aside: the rest of its sentence.

    ``bare`` says that no comma need part them: "In her view the dam will hold".
    """
    words, last = here.words, sentence_end(here.words, here.last)
    if bare and start - here.first <= 1 and end < last and not words.flags[end] & (Is.MARK | Is.PREPOSITION):
        return ((end, clause_end(words, end, here.last)),)
    if start - here.first <= 1:
        at = _comma(words, end, last)
        further = _comma(words, at + 1, last)
        if further < last and _is_aside(words, at + 1, further):
            at = further
        return ((at + 1, clause_end(words, at + 1, here.last)),) if at + 1 < last else ()
    before = start - 1 if words.texts[start - 1] in {",", "—", "–"} else start
    first = max([here.first, *(b for cue in here.found for _, b in cue.parts if b < before - 2)])
    while first < before and words.texts[first] in {",", ";"}:
        first += 1
    parts = [(first, before)] if before > first else []
    comma = _comma(words, end, min(end + 9, last))
    if comma + 1 < last and words.texts[comma] == "," and before - first < 6:
        parts.append((comma + 1, clause_end(words, comma + 1, here.last)))
    return tuple(parts)


def _comma(words: Words, at: int, last: int) -> int:
    while at < last and words.texts[at] != ",":
        at += 1
    return at


def _is_aside(words: Words, start: int, end: int) -> bool:
    """Say whether the words between two commas are an apposition: "Ada Brenn, | a retired captain |, …"."""
    if all(words.flags[at] & Is.NAME for at in range(start, end)):
        return end - start < _NAME
    opens = words.flags[start] & (Is.DETERMINER | Is.RELATIVE | Is.TITLE | Is.VOICE | Is.NUMBER)
    if any(words.texts[at] == ";" for at in range(start, end)):
        return False
    verbal = any(words.flags[at] & Is.AUXILIARY for at in range(start, end))
    return bool(opens) and end - start < 14 and (not verbal or bool(words.flags[start] & Is.RELATIVE))


def noun_cues(here: Here) -> Iterator[Cue]:
    """Yield the cues that are nouns: "X's claim that C", "a promise by X to V", "critics of O"."""
    words = here.words
    for at in words.flagged(Is.NOUN_CUE, here.first, here.last):
        cue = _noun_cue(here, at) if words.quote[at] < 0 else None
        if cue:
            yield cue


def _noun_cue(here: Here, at: int) -> Cue | None:
    words, after = here.words, at + 1
    if after >= here.last or words.lows[after] not in words.lists.lists["noun_openers"]:
        return None
    opener = words.lows[after]
    clause = opener in _CLAUSES or opener == "to"
    if words.lows[at] in words.lists.nouns_marked and not clause:
        return None
    thing = opener == "to" and words.flags[min(at + 2, here.last - 1)] & (Is.DETERMINER | Is.NAME | Is.POSSESSIVE)
    start = after if clause and not thing else after + 1
    owner = _owner(here, at)
    if owner is None and not clause:
        return _owned_behind(here, at, start)
    if owner is None or not is_voice(words, owner):
        return None
    if opener in _CLAUSES:
        end = clause_end(words, start, here.last)
    else:
        end = _thing_end(words, start, here.last, verbal=opener == "to")
    return Cue(at, at + 1, words.lows[at], owner, ((start, end),)) if end > start else None


def _owned_behind(here: Here, at: int, start: int) -> Cue | None:
    """Return the cue of "criticism of C from X", "praise for C by X"."""
    words = here.words
    for place in range(start + 1, min(start + _NEAR, here.last - 1)):
        if words.flags[place] & (Is.AUXILIARY | Is.MARK) and words.quote[place] < 0:
            return None
        if words.lows[place] in _FROM:
            voice = phrase_after(words, place + 1, here.last)
            if voice and is_voice(words, voice) and not words.flags[voice.start] & Is.TIME:
                return Cue(at, at + 1, words.lows[at], voice, ((start, place),))
    return None


def _thing_end(words: Words, start: int, last: int, *, verbal: bool = False) -> int:
    end = object_end(words, start, last, verbal=verbal)
    for at in range(start + 1, end):
        if words.quote[at] < 0 and words.flags[at] & Is.AUXILIARY and not verbal and not words.flags[at] & Is.NAME:
            return at
        if (
            words.quote[at] < 0
            and not verbal
            and words.texts[at].islower()
            and words.flags[at] & Is.CUE
            and "ed" in words.lists.forms[words.lows[at]].kinds
            and not words.flags[at] & (Is.NOUN_CUE | Is.VOICE | Is.PIECE)
        ):
            return at
    return end


def _owner(here: Here, at: int) -> Phrase | None:
    """Return whose the noun is: "X's claim", "his claim", "a claim by X", "X made the claim"."""
    words, start = here.words, at
    while (
        start > here.first
        and at - start < 5
        and words.flags[start - 1] & Is.WORD
        and not words.flags[start - 1]
        & (
            Is.POSSESSIVE
            | Is.PREPOSITION
            | Is.AUXILIARY
            | Is.CONJUNCTION
            | Is.SUBORDINATOR
            | Is.DETERMINER
            | Is.PRONOUN
        )
        and words.quote[start - 1] < 0
    ):
        start -= 1
    if start == here.first:
        return None
    before = words.flags[start - 1]
    if before & Is.POSSESSIVE and before & Is.WORD:
        if words.lows[start - 1] in words.lists.lists["possessives"]:
            return None if words.lows[start - 1] == "whose" else Phrase(start - 1, start, start)
        return phrase_before(words, start, here.first)
    return None


def adjective_cues(here: Here) -> Iterator[Cue]:
    """Yield the cues "X is reluctant to V", "X was critical of O"."""
    words, lists = here.words, here.words.lists.lists
    for at in words.flagged(Is.ADJECTIVE, here.first + 1, here.last - 1):
        if words.quote[at] < 0 and words.texts[at].islower():
            opener = words.lows[at + 1]
            clause = words.flags[at + 1] & (Is.PRONOUN | Is.NAME) or opener == "the"
            if opener not in lists["adjective_openers"] and not clause:
                continue
            verb = verb_at(here, at)
            if verb.auxiliary not in lists["be_forms"]:
                continue
            subject = subject_of(here, verb, frozenset({"s"}))
            if subject and is_voice(words, subject):
                yield from _adjective(here, at, opener, subject)


def _adjective(here: Here, at: int, opener: str, subject: Phrase) -> Iterator[Cue]:
    words = here.words
    if opener in _CLAUSES or words.flags[at + 1] & Is.PRONOUN:
        part = (at + 1, clause_end(words, at + 1, here.last))
    elif opener == "to":
        part = (at + 1, object_end(words, at + 1, here.last, verbal=True))
    else:
        start = at + 2 if words.flags[at + 1] & Is.PREPOSITION else at + 1
        part = (start, object_end(words, start, here.last, verbal=True))
    if part[1] > part[0]:
        yield Cue(at, at + 1, words.lows[at], subject, (part,))


def account_cues(here: Here) -> Iterator[Cue]:
    """Yield the cues "in X's view, C", "by his own account, C"."""
    words, lists = here.words, here.words.lists.lists
    for at in words.listed(lists["account_nouns"], here.first + 1, here.last):
        if words.quote[at] < 0:
            owner = _owner(here, at)
            if (
                owner
                and owner.start > here.first - 1
                and words.lows[owner.start - 1] in {"in", "by", "to"}
                and (_is_possessive(words, owner) or is_voice(words, owner) or is_piece(words, owner))
            ):
                parts = _around(here, owner.start - 1, at + 1, bare=True)
                if parts and (owner.start - 1 - here.first <= 1 or words.texts[owner.start - 2] == ","):
                    yield Cue(owner.start - 1, at + 1, words.lows[at], owner, parts)


def _is_possessive(words: Words, owner: Phrase) -> bool:
    """Say whether an owner is "her" or "its"."""
    return owner.end - owner.start == 1 and words.lows[owner.start] in words.lists.lists["possessives"]


def headline_cues(here: Here) -> Iterator[Cue]:
    """Yield the cue of "X: C", where a sentence or a line of a transcript opens with a name and a colon."""
    words = here.words
    for at in range(here.first + 1, min(here.first + 8, here.last - 2)):
        if words.texts[at] == ":":
            start = here.first + (words.texts[here.first] in {'"', "“"})
            name = all(words.flags[i] & Is.NAME and not words.flags[i] & Is.POSSESSIVE for i in range(start, at))
            if name and at > start and words.source[words.ends[at]] == " " and _recurs(words, start, at):
                yield Cue(at, at + 1, ":", Phrase(start, at, at), ((at + 1, here.last),))
            return


def _recurs(words: Words, start: int, end: int) -> bool:
    """Say whether a single word before a colon is a name of the text: "Breaking: …" is none."""
    if end - start > 1:
        return True
    word, low = words.texts[start], words.lows[start]
    again = sum(low == other for other in words.lows)
    return again > 1 and (word.isupper() or not low.endswith("ing"))
