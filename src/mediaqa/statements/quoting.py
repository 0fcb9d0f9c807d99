"""Quotations that no cue of their own sentence has claimed: whose they are, and which are nobody's.

A quotation speaks when it is long enough and ends as a sentence or before a cue; shorter ones are scare quotes, terms
and titles. One that speaks belongs, in this order, to a name signed under it ("…" — Ada Brenn), to the cue of its
sentence, to the lead-in that ends with a colon before it, and, where it fills its sentence, to the voice in effect.
"""

from collections.abc import Iterator

from mediaqa.statements.drafts import Ledger
from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase, is_voice
from mediaqa.statements.subjects import Cue, Here, opening_subject
from mediaqa.statements.texts import Quote, Words, speaks

_PARTICLES = frozenset({"de", "van", "von", "la", "del", "di"})
_NAME = 5
"""Words of a signature at most."""
_DASHES = frozenset(["—", "–", "―", "-", "--"])


def stands_alone(words: Words, quote: Quote, first: int, last: int) -> bool:
    """Say whether a sentence is nothing but a quotation."""
    return quote.start == first and all(words.flags[at] & Is.MARK for at in range(quote.end, last))


def signature(words: Words, quote: Quote) -> Phrase | None:
    """Return the name that is signed behind a quotation, to the end of its paragraph: "…" — Ada Brenn."""
    start = quote.end + 1
    if start >= len(words) or words.texts[quote.end] not in _DASHES:
        return None
    end = start
    while (
        end < len(words) and end not in words.breaks and (words.flags[end] & Is.NAME or words.lows[end] in _PARTICLES)
    ):
        end += 1
    closes = end == len(words) or end in words.breaks or words.texts[end] in {",", ".", "("}
    return Phrase(start, end, end) if start < end <= start + _NAME and closes else None


def inserted(words: Words, quote: Quote) -> Cue | None:
    """Return the cue of a quotation that holds it inside its marks: «…, — сказал X. — …»."""
    for at in range(quote.start + 2, quote.end - 2):
        dash = words.texts[at] in _DASHES and words.texts[at - 1] in {",", "?", "!", "…"}
        if not dash or not words.flags[at + 1] & Is.CUE:
            continue
        end = at + 2
        while end < quote.end and words.flags[end] & Is.WORD and not words.flags[end] & Is.PREPOSITION:
            end += 1
        stop = end
        while stop < quote.end and words.texts[stop] not in _DASHES:
            stop += 1
        if end > at + 2 and stop + 1 < quote.end:
            base = words.lists.forms[words.lows[at + 1]].base
            return Cue(at + 1, at + 2, base, Phrase(at + 2, end, end), ((quote.start, at), (stop + 1, quote.end)))
    return None


def quote_cues(here: Here, ledger: Ledger, before: int, paragraph: int) -> Iterator[Cue]:
    """Settle the quotations of a sentence that no cue has claimed, and yield the cues found for them.

    ``before`` is the number of drafts before the sentence. What only goes on is added to its draft at once.
    """
    words = here.words
    for number in dict.fromkeys(n for n in words.quote[here.first : here.last] if n >= 0):
        quote = words.quotes[number]
        if number in ledger.claimed or quote.start < here.first:
            continue
        cue = inserted(words, quote) or (_cue_beside(here, quote) if speaks(words, quote) else None)
        if cue:
            yield cue
        elif speaks(words, quote):
            _join(here, ledger, quote, before, paragraph)


def _cue_beside(here: Here, quote: Quote) -> Cue | None:
    """Return what names the voice of a quotation without a cue word: a signature, a name before a colon."""
    words, part = here.words, (quote.start, quote.end)
    signed = signature(words, quote)
    if signed:
        return Cue(quote.end, quote.end + 1, "signed", signed, (part,))
    if quote.start > here.first and words.texts[quote.start - 1] == ":":
        subject = opening_subject(here, quote.start)
        if subject and is_voice(words, subject):
            return Cue(quote.start - 1, quote.start, ":", subject, (part,))
    return None


def _join(here: Here, ledger: Ledger, quote: Quote, before: int, paragraph: int) -> None:
    """Add a quotation to the draft that it continues."""
    direct = ledger.direct
    if direct is not None and direct >= before and ledger.drafts[direct].cue.start < quote.start:
        ledger.extend(direct, (quote.start, quote.end), paragraph)
    elif stands_alone(here.words, quote, here.first, here.last):
        ledger.quote_alone(quote, paragraph)
    else:
        return
    ledger.claimed.add(here.words.quote[quote.start])
