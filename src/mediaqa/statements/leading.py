"""Contents that stand before their cue, whole or in part: "C, X said", "C, said X", "C, X said, C"."""

from mediaqa.statements.extents import clause_end, sentence_end
from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase, is_piece, is_voice, phrase_after
from mediaqa.statements.subjects import Cue, Here, Stance, Verb
from mediaqa.statements.texts import Words, speaks

_NEAR = 12
"""Words in which a clause shows its verb, and a cue its quotation, at most."""
_WHOLE = 60
"""Words of a content before its cue in which a verb is looked for, at most."""


def stance_of(words: Words, verb: Verb, base: str) -> Stance:
    """Return how the voice holds the content: denied, asked, or asserted."""
    lists = words.lists.lists
    if base in lists["denials"]:
        return "asserts" if verb.negated else "denies"
    if base in lists["questions"]:
        return "asks"
    return "denies" if verb.negated and base in {"think", "believe", "accept", "agree", "support"} else "asserts"


def inverted(here: Here, verb: Verb, base: str, kinds: frozenset[str]) -> Cue | None:
    """Return the cue of "C, said X": the voice stands behind the verb."""
    words, at = here.words, verb.at
    if (
        verb.start != at
        or base not in words.lists.lists["clause"]
        or base == "tell"
        or not kinds & {"ed", "s"}
        or at - 1 < here.first
    ):
        return None
    if not closes_content(words, at - 1):
        return None
    voice = phrase_after(words, at + 1, here.last)
    if (
        voice is None
        or words.lows[voice.start] in words.lists.lists["openers"]
        or not (is_voice(words, voice) or is_piece(words, voice))
    ):
        return None
    end = at
    while end > here.first and words.texts[end - 1] in {",", "—", "–", "―", "--"} and words.quote[end - 1] < 0:
        end -= 1
    after = voice.end
    if after < sentence_end(words, here.last) and not (
        words.flags[after] & (Is.MARK | Is.PREPOSITION | Is.TIME | Is.ADVERB)
        or words.quote[after] >= 0
        or words.lows[after] == "who"
    ):
        return None
    quoted = words.quote[end - 1] >= 0 or words.quote[end - 2] >= 0
    if not quoted and not looks_like_clause(words, here.first, end, far=_WHOLE):
        return None
    return Cue(at, at + 1, base, voice, _left_parts(here, end), stance_of(words, verb, base))


def leading(here: Here, verb: Verb, subject: Phrase, base: str) -> Cue | None:
    """Return the cue of "C, X said" and "C, X said, C"."""
    words, before = here.words, subject.start - 1
    if before > here.first and words.lows[before] == "as":
        before -= 1
    if base not in words.lists.lists["clause"] or before <= here.first or not closes_content(words, before):
        return None
    after = _behind(here, verb, base)
    parts = _left_parts(here, before if words.quote[before] < 0 else before + 1)
    if not parts or not _is_said(here, parts[0][0], before, after):
        return None
    if _goes_on(here, after):
        last = clause_end(words, after + 1, here.last)
        parts = (*parts, (after + 1, last)) if last > after + 1 else parts
    return Cue(verb.at, verb.at + 1, base, subject, parts, stance_of(words, verb, base))


def _behind(here: Here, verb: Verb, base: str) -> int:
    """Step over whom a voice addresses, and over a date and an occasion, behind a verb."""
    words, after = here.words, verb.at + 1
    addressee = phrase_after(words, after, here.last) if base in words.lists.lists["addressed"] else None
    return over_occasion(words, addressee.end if addressee else after, here.last)


def _mark_at(here: Here, at: int) -> str:
    return here.words.texts[at] if at < sentence_end(here.words, here.last) else ""


def _is_said(here: Here, start: int, before: int, after: int) -> bool:
    """Say whether the words from ``start`` to ``before`` are what a voice says, not the opening of its sentence."""
    words = here.words
    quoted = words.quote[before] >= 0 or words.quote[before - 1] >= 0
    mark = _mark_at(here, after)
    if mark and not quoted and (mark != "," or _next_is_quote(words, after, here.last)):
        return False
    if mark == ":":
        return False
    middle = mark == "," and after + 1 < here.last and looks_like_clause(words, after + 1, here.last)
    if middle or looks_like_clause(words, start, before, far=_WHOLE):
        return True
    return words.quote[start] >= 0 and words.quote[before] >= 0 and speaks(words, words.quotes[words.quote[before]])


def _goes_on(here: Here, after: int) -> bool:
    """Say whether the content goes on behind "X said,"."""
    return _mark_at(here, after) == "," and after + 1 < here.last and not _turns(here.words, after + 1)


def _left_parts(here: Here, end: int) -> tuple[tuple[int, int], ...]:
    """Return the content that ends before a cue at the end or in the middle of its sentence."""
    words, start = here.words, here.first
    for cue in here.found:
        start = max([start, *(b for a, b in cue.parts if b <= end)])
    while start < end and (words.texts[start] in {",", ";", ":"} or words.lows[start] in {"and", "but", "yet"}):
        start += 1
    return ((start, end),) if start < end else ()


def closes_content(words: Words, at: int) -> bool:
    """Say whether a content may end with the token at ``at``: a comma, a dash, a closing quotation mark."""
    if words.quote[at] >= 0:
        quote = words.quotes[words.quote[at]]
        inner = at - 1
        while inner > quote.start and words.texts[inner] in {"'", "’", "”", '"'}:
            inner -= 1
        return at == quote.end - 1 and words.texts[inner] in {",", ".", "!", "?", "…", "...", "—", "-"}
    return words.texts[at] in {",", "—", "–"}


def _turns(words: Words, at: int) -> bool:
    """Say whether the words behind "C, X said," are the teller's: "adding that", "while", "after"."""
    if words.quote[at] >= 0:
        return False
    flags = words.flags[at]
    return bool(flags & Is.CUE and words.lows[at].endswith("ing")) or (
        bool(flags & Is.SUBORDINATOR) and words.lows[at] not in {"that", "because", "since", "if", "unless"}
    )


def _next_is_quote(words: Words, at: int, last: int) -> bool:
    return at + 1 < last and (words.quote[at + 1] >= 0 or words.quote[at] >= 0)


def over_occasion(words: Words, at: int, last: int) -> int:
    """Step over a date, an addressee of "told" and the place of a remark behind a cue."""
    end = sentence_end(words, last)
    start = at
    while at < end and at - start < _NEAR and words.quote[at] < 0:
        flags = words.flags[at]
        if words.texts[at] in {",", ":", ";"} or words.lows[at] in words.lists.lists["openers"]:
            break
        occasion = flags & (Is.PREPOSITION | Is.TIME | Is.ADVERB) or at > start
        if not occasion:
            break
        at += 1
    return at


def looks_like_clause(words: Words, at: int, last: int, *, far: int = _NEAR) -> bool:
    """Say whether a noun phrase with a verb of its own follows."""
    for place in range(at, min(at + far, last)):
        flags = words.flags[place]
        if far > _NEAR and words.quote[place] >= 0 and words.quote[at] < 0:
            continue
        if place > at and words.lows[place - 1] == "to":
            continue
        if words.texts[place] in {",", ";", ":"} and far == _NEAR:
            return False
        if flags & Is.AUXILIARY or (
            words.texts[place].islower()
            and flags & (Is.VERB | Is.CUE)
            and not flags & (Is.NOUN_CUE | Is.VOICE)
            and not words.lows[place].endswith("ing")
            and (place > at or words.lows[place].endswith("ed"))
        ):
            return True
    return False
