"""Contents that follow their cue: what each verb takes, by the word lists, and where it begins."""

from mediaqa.statements.extents import clause_end, object_end, sentence_end
from mediaqa.statements.grammar import Is
from mediaqa.statements.leading import looks_like_clause, over_occasion
from mediaqa.statements.phrases import Phrase, phrase_after
from mediaqa.statements.subjects import Here, Verb
from mediaqa.statements.texts import Words

Parts = tuple[tuple[int, int], ...]
"""Ranges of tokens."""
_OBJECTS = frozenset({"him", "her", "them", "us", "me"})
_AS = frozenset({"as"})
_NOMINAL = Is.PRONOUN | Is.DETERMINER | Is.NAME | Is.POSSESSIVE
_FAR = 12
"""Words between a cue and its "that" at most: "said in an interview on Monday that"."""
_FAR_TO = 14
"""Words between a verb and the "to" of what it wants of somebody, at most."""


def content_after(here: Here, verb: Verb, base: str, particle: int | None) -> Parts:
    """Return what follows a cue as its content."""
    words, last = here.words, here.last
    at = particle or verb.at + 1
    end = sentence_end(words, last)
    if at >= end:
        return ()
    if particle:
        opens = words.lows[at] in words.lists.lists["openers"]
        return _one(at, clause_end(words, at, last) if opens else object_end(words, at, last))
    at = _over_adverbs(words, at, end)
    return _clause_after(here, at, base) or _by_frame(here, at, base) if at < end else ()


def _over_adverbs(words: Words, at: int, end: int) -> int:
    while at < end and words.flags[at] & Is.ADVERB and words.quote[at] < 0:
        if words.flags[at] & Is.DETERMINER or words.lows[at].endswith(("self", "selves")):
            break
        at += 1
    return at


def _clause_after(here: Here, at: int, base: str) -> Parts:
    """Return a quotation, or a clause that a word like "that" opens."""
    words, lists = here.words, here.words.lists.lists
    speaks = base in lists["clause"] | lists["shows"] | lists["addressed"]
    quoted = _quoted(words, at, here.last) if speaks or base in lists["described"] else ()
    if quoted or not speaks:
        return quoted
    opener = _opener(words, at, sentence_end(words, here.last))
    if opener is None or (words.lows[opener] in lists["circumstances"] and base not in lists["asking"]):
        return ()
    return _one(opener, clause_end(words, opener, here.last))


def _by_frame(here: Here, at: int, base: str) -> Parts:
    """Return the content that the word lists allow a verb to take without a word that opens a clause."""
    words, lists, last = here.words, here.words.lists.lists, here.last
    if words.lows[at] == "to":
        return _one(at, object_end(words, at, last, verbal=True)) if _wants_to(words, at, base, last) else ()
    told = _addressed(here, at) if base in lists["addressed"] else ()
    if told:
        return told
    if base in lists["directed"] and _directed(words, at, last):
        return _one(at, object_end(words, at, last, verbal=True))
    if not _opens_content(words, at):
        return ()
    if base in lists["clause"] - lists["clause_marked"]:
        return _bare_clause(here, at, base)
    if base in lists["clause"] and words.flags[at] & _NOMINAL and looks_like_clause(words, at, last):
        return _one(at, clause_end(words, at, last))
    return _thing(here, at, base)


def _wants_to(words: Words, at: int, base: str, last: int) -> bool:
    """Say whether an infinitive follows that tells what a voice plans or wishes."""
    if base not in words.lists.lists["infinitive"] or at + 1 >= last:
        return False
    return not words.flags[at + 1] & (Is.DETERMINER | Is.POSSESSIVE | Is.NAME | Is.NUMBER)


def _opens_content(words: Words, at: int) -> bool:
    """Say whether a thing or a bare clause may begin with a word."""
    if words.texts[at] in {",", ";", ":", ")", "-", "—", "--"}:
        return False
    flags = words.flags[at]
    closed = flags & (Is.PREPOSITION | Is.AUXILIARY | Is.CONJUNCTION) and not flags & Is.PRONOUN
    number = at + 1 < len(words) and words.flags[at + 1] & Is.NUMBER
    return words.quote[at] >= 0 or not closed or bool(number)


def _thing(here: Here, at: int, base: str) -> Parts:
    """Return the thing of which a verb without a clause speaks."""
    words, lists = here.words, here.words.lists.lists
    if base in lists["described"]:
        return _described(here, at, base)
    if base in lists["object"] | lists["shows"]:
        return _one(at, object_end(words, at, here.last))
    clause = base in lists["clause"] and looks_like_clause(words, at, here.last)
    return _one(at, clause_end(words, at, here.last)) if clause else ()


def _one(start: int, end: int) -> Parts:
    return ((start, end),) if end > start else ()


def _quoted(words: Words, at: int, last: int) -> Parts:
    """Return the quotation that a cue introduces, over a date and an occasion, a comma or a colon."""
    after = over_occasion(words, at, last)
    place = after + 1 if after < last and words.texts[after] in {",", ":"} else after
    if place < last and words.texts[place] == ":":
        place += 1
    if (
        place < last
        and words.quote[place] >= 0
        and words.quotes[words.quote[place]].start == place
        and (after > at or place > at or words.quote[at] >= 0)
    ):
        return _one(place, clause_end(words, place, last))
    if place > after and words.texts[after] == ":" and place < last:
        return _one(place, sentence_end(words, last))
    return ()


def _opener(words: Words, at: int, end: int) -> int | None:
    """Return where "that" or "whether" stands behind a cue, over a date, an addressee and an occasion."""
    openers, declaring = words.lists.lists["openers"], words.lists.lists["declaring"]
    if words.lows[at] in openers:
        return at
    if words.texts[at] == "," and at + 1 < end and words.lows[at + 1] in openers:
        return at + 1
    flags = words.flags[at]
    aside = flags & (Is.PREPOSITION | Is.TIME | Is.PRONOUN | Is.NAME | Is.DETERMINER)
    aside = aside or words.lows[at] in _OBJECTS | {","} | words.lists.lists["day_words"]
    for place in range(at + 1, min(at + _FAR, end) if aside else at):
        if words.lows[place] in declaring and words.quote[place] < 0 and place + 2 < end:
            return None if _relative_that(words, at, place, words.flags[place - 1]) else place
        turns = words.lows[place] in words.lists.lists["turning"]
        if turns or words.texts[place] in {";", ":"} or words.flags[place] & Is.AUXILIARY:
            return None
    return None


def _relative_that(words: Words, at: int, place: int, before: int) -> bool:
    """Say whether "that" takes up a noun ("the plan that failed") instead of opening a clause."""
    return words.lows[place] == "that" and not (
        before & (Is.TIME | Is.NAME | Is.VOICE | Is.ADVERB | Is.NUMBER)
        or words.texts[place - 1] == ","
        or words.lows[place - 1] in words.lists.lists["occasions"]
        or place - at <= 1
    )


def _addressed(here: Here, at: int) -> Parts:
    """Return what somebody is told: "told reporters (that) C", "told Y: “C”"."""
    words = here.words
    phrase = phrase_after(words, at, here.last) if words.lows[at] not in _OBJECTS else Phrase(at, at + 1, at + 1)
    if phrase is None:
        return ()
    end = phrase.end
    if end < here.last and words.lows[end] in {"about", "of", "to"}:
        return _one(end, object_end(words, end, here.last, verbal=True))
    quoted = _quoted(words, end, here.last) if end < here.last else ()
    if quoted:
        return quoted
    opener = _opener(words, end, here.last) if end < here.last else None
    start = opener if opener is not None else end
    after = over_occasion(words, start, here.last) if opener is None else start
    if start < here.last and (opener is not None or looks_like_clause(words, after, here.last)):
        return _one(start, clause_end(words, start, here.last))
    return ()


def _directed(words: Words, at: int, last: int) -> bool:
    """Say whether somebody or something "to V" follows."""
    for place in range(at + 1, min(at + _FAR_TO, last)):
        if words.lows[place] == "to" and words.quote[place] < 0:
            return (
                words.flags[place + 1 if place + 1 < last else place]
                & (Is.DETERMINER | Is.NAME | Is.NUMBER | Is.POSSESSIVE | Is.PREPOSITION)
                == 0
            )
        if words.texts[place] in {",", ";", ":"} or (
            words.flags[place] & (Is.AUXILIARY | Is.SUBORDINATOR) and words.lows[place] != "than"
        ):
            return False
    return False


def _bare_clause(here: Here, at: int, base: str) -> Parts:
    words = here.words
    after = over_occasion(words, at, here.last) if words.flags[at] & Is.TIME else at
    if after >= here.last:
        return ()
    if looks_like_clause(words, after, here.last):
        return _one(after, clause_end(words, after, here.last))
    if base in words.lists.lists["object"]:
        return _one(after, object_end(words, after, here.last))
    end = clause_end(words, after, here.last)
    return _one(after, end) if base in words.lists.lists["sure"] and end - after > 3 else ()


def _described(here: Here, at: int, base: str) -> Parts:
    """Return "Y Z" of "called Y Z", "Y as Z" of "described Y as Z"."""
    words = here.words
    end = object_end(words, at, here.last)
    if base in words.lists.lists["object"] | words.lists.lists["naming"]:
        return _one(at, end)
    quoted = any(words.quote[i] >= 0 for i in range(at, end))
    joints = words.lists.joints.get(base, _AS)
    return _one(at, end) if quoted or any(words.lows[i] in joints for i in range(at + 1, end)) else ()
