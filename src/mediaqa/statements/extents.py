"""Where a content ends: the marks and words at which what is said gives way to the teller's own words."""

from mediaqa.statements.grammar import Is
from mediaqa.statements.texts import Words

_DASHES = frozenset({"—", "–", "―", "--"})
_LOOSE = frozenset({",", ";", ":"})
_NO_ITEM = Is.RELATIVE | Is.SUBORDINATOR | Is.PRONOUN | Is.CONJUNCTION | Is.PREPOSITION | Is.DETERMINER
"""What no item of a list begins with."""
_NEAR_CUE = 7
"""Words behind a comma in which another cue, or the end of a list, shows."""


def sentence_end(words: Words, last: int) -> int:
    """Return the end of a sentence without its closing mark."""
    while last > 0 and words.texts[last - 1] in {".", "!", "?", "…", "...", ":"} and words.quote[last - 1] < 0:
        last -= 1
    return last


def clause_end(words: Words, start: int, last: int) -> int:
    """Return where a reported clause ends that begins at ``start``, in a sentence that ends at ``last``."""
    at = start
    while at < last:
        if words.quote[at] >= 0:
            at = min(words.quotes[words.quote[at]].end, last)
            if _quote_closes(words, at, last):
                return at
            continue
        if at > start and _ends_clause(words, at, last):
            return at
        at += 1
    return trimmed(words, start, sentence_end(words, last))


def _quote_closes(words: Words, at: int, last: int) -> bool:
    """Say whether a quotation that ends before ``at`` ends its clause: ", “…,” he added"."""
    return at < last and words.texts[at - 2] == "," and bool(words.flags[at] & (Is.PRONOUN | Is.NAME | Is.CUE))


def _ends_clause(words: Words, at: int, last: int) -> bool:
    mark = words.texts[at]
    if mark == ";":
        return True
    if mark in _DASHES:
        return not any(words.texts[i] in _DASHES for i in range(at + 1, last))
    return mark == "," and at + 1 < last and _turns_away(words, at + 1, last)


def _turns_away(words: Words, at: int, last: int) -> bool:
    """Say whether the words after a comma are the teller's again."""
    low, flags, lists = words.lows[at], words.flags[at], words.lists.lists
    if low in lists["turning"]:
        return True
    if flags & Is.CUE and low.endswith("ing") and words.texts[at].islower():
        return True
    return low in lists["coordinators"] and _speaks_next(words, at + 1, last)


def _speaks_next(words: Words, at: int, last: int) -> bool:
    """Say whether another cue opens the clause at ``at``: "…, and | warned that", "…, and | she urged"."""
    form = words.lists.forms.get(words.lows[at])
    if form and form.kinds & {"ed", "s"} and not words.flags[at] & (Is.VOICE | Is.PIECE):
        return True
    near = range(at + 1, min(at + _NEAR_CUE, last))
    return any(_is_cue_of_voice(words, place) for place in near)


def _is_cue_of_voice(words: Words, at: int) -> bool:
    outside = words.quote[at] < 0
    return outside and bool(words.flags[at] & Is.CUE) and bool(words.flags[at - 1] & (Is.PRONOUN | Is.NAME))


def object_end(words: Words, start: int, last: int, *, verbal: bool = False) -> int:
    """Return where a thing ends of which a voice speaks, or an act (``verbal``): at the next clause."""
    at = start
    while at < last:
        if words.quote[at] >= 0:
            at = min(words.quotes[words.quote[at]].end, last)
            if (
                words.texts[at - 2] in {",", "."}
                and at < last
                and not words.flags[at] & (Is.DETERMINER | Is.CONJUNCTION)
            ):
                return at
            continue
        if at > start and _ends_object(words, at, last, verbal=verbal):
            break
        at += 1
    return trimmed(words, start, at if at < last else sentence_end(words, last))


def _ends_object(words: Words, at: int, last: int, *, verbal: bool) -> bool:
    mark, low, lists = words.texts[at], words.lows[at], words.lists.lists
    if mark in {";", ":"} or mark in _DASHES:
        return True
    if mark == ",":
        return not _lists_on(words, at, last, verbal=verbal)
    if low in lists["enders"]:
        return not (verbal and low in lists["act_words"])
    return low in lists["coordinators"] and at + 1 < last and _verb_follows(words, at + 1)


def _verb_follows(words: Words, at: int) -> bool:
    while words.flags[at] & Is.ADVERB and at + 1 < len(words):
        at += 1
    flags = words.flags[at]
    if flags & Is.AUXILIARY or flags & Is.PRONOUN:
        return True
    form = words.lists.forms.get(words.lows[at]) or words.lists.other_forms.get(words.lows[at])
    return bool(
        form
        and words.texts[at].islower()
        and form.kinds & {"ed", "s"}
        and not flags & (Is.VOICE | Is.PIECE | Is.NOUN_CUE)
    )


def _lists_on(words: Words, at: int, last: int, *, verbal: bool = False) -> bool:
    """Say whether a comma parts the items of a list ("roads, bridges and ports"), or opens an addition to an act."""
    after, lists = at + 1, words.lists.lists
    if after >= last:
        return False
    if words.lows[after] in lists["coordinators"]:
        return not _verb_follows(words, min(after + 1, last - 1))
    if verbal and words.lows[after] in lists["additions"]:
        return True
    if words.flags[after] & _NO_ITEM or words.lows[after].endswith("ing"):
        return False
    joint = next(
        (i for i in range(after + 1, min(at + _NEAR_CUE, last)) if words.lows[i] in lists["coordinators"]), None
    )
    return joint is not None and not _verb_follows(words, min(joint + 1, last - 1))


def tidy(words: Words, parts: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Cut marks and conjunctions from the ends of contents, and leave out what is nothing else."""
    found = []
    for start, end in parts:
        first, last = start, end
        while first < last and words.quote[first] < 0 and words.texts[first] in _LOOSE:
            first += 1
        while (
            last > first
            and words.quote[last - 1] < 0
            and (words.texts[last - 1] in _LOOSE or words.lows[last - 1] in words.lists.lists["coordinators"])
        ):
            last -= 1
        if last > first:
            found.append((first, last))
    return tuple(found) or parts


def trimmed(words: Words, start: int, end: int) -> int:
    """Cut an occasion from the end of a content: "… in an interview on Monday"."""
    changed = True
    while changed and end - start > 3:
        changed = False
        for at in range(end - 1, max(start + 2, end - 8), -1):
            if words.quote[at] < 0 and _opens_occasion(words, at, end):
                end, changed = at, True
                break
    return end


def _opens_occasion(words: Words, at: int, end: int) -> bool:
    """Say whether the words to the end of a content tell where it was said."""
    low, after, lists = words.lows[at], at + 1, words.lists.lists
    if low not in lists["occasion_prepositions"] or after >= end:
        return False
    if not words.flags[after] & (Is.DETERMINER | Is.POSSESSIVE):
        return False
    return any(words.lows[i] in lists["remarks"] for i in range(after, min(after + 4, end)))
