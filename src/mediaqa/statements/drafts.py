"""Statements in the making: ranges of tokens with their voices, and how one becomes a ``Statement``."""

from typing import Literal, NamedTuple

from mediaqa.statements.carrying import day_of
from mediaqa.statements.grammar import Is
from mediaqa.statements.names import Voice
from mediaqa.statements.subjects import Cue
from mediaqa.statements.texts import Quote, Words
from mediaqa.values import Report, Span, Statement

BLOCK = "block"
"""The base of a cue that hands on to a block quotation."""
_NEAR = 6
"""Statements back among which the one is looked for in whose content a cue stands."""
_NEAR_VOICE = 8
"""Statements back among which the last one of the same voice is looked for."""


class Draft(NamedTuple):
    """A statement as ranges of tokens.

    ``paragraph`` is the number of that in which it ends. ``carries_on`` says that the sentences behind it without a
    cue are its voice's as well: an article's, or an author's who is introduced as writing.
    """

    parts: tuple[tuple[int, int], ...]
    cue: Cue
    voice: Voice | None
    written: str | None
    paragraph: int
    outlet: str | None = None
    date: str | None = None
    carries_on: bool = False
    chain: tuple[str, ...] = ()


class Ledger:
    """The drafts of a report so far, which quotations they claim, and who is about to speak.

    ``direct`` is the place of the last draft with a quotation; ``lead`` the voice of a sentence that ends with a colon.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.drafts: list[Draft] = []
        self.claimed: set[int] = set()
        self.direct: int | None = None
        self.lead: Draft | None = None

    def add(self, draft: Draft) -> None:
        """Add a draft and claim its quotations."""
        self.drafts.append(draft)
        for start, end in draft.parts:
            self.claimed.update(number for number in self.words.quote[start:end] if number >= 0)
        if any(self.words.quote[start] >= 0 for start, _ in draft.parts):
            self.direct = len(self.drafts) - 1

    def extend(self, index: int, part: tuple[int, int], paragraph: int) -> None:
        """Add a part to a draft."""
        draft = self.drafts[index]
        *others, last = draft.parts
        parts = (*others, (last[0], part[1])) if last[1] == part[0] else (*draft.parts, part)
        self.drafts[index] = draft._replace(parts=parts, paragraph=paragraph)

    def around(self, place: int) -> Draft | None:
        """Return the draft in whose content a token stands."""
        near = reversed(self.drafts[-_NEAR:])
        return next((draft for draft in near if any(a <= place < b for a, b in draft.parts)), None)

    def last_of(self, voice: Voice | None) -> Draft | None:
        """Return the last draft of a voice."""
        near = reversed(self.drafts[-_NEAR_VOICE:])
        return next((draft for draft in near if draft.voice and voice and draft.voice.name == voice.name), None)

    def quote_alone(self, quote: Quote, paragraph: int) -> None:
        """Give a sentence that is nothing but a quotation to its lead-in, or to the voice in effect."""
        part = (quote.start, quote.end)
        if self.lead is not None and paragraph - self.lead.paragraph < 2:
            self.add(self.lead._replace(parts=(part,), paragraph=paragraph))
            self.lead = None
            return
        if self.direct is None:
            return
        draft = self.drafts[self.direct]
        if draft.paragraph == paragraph or self._unclosed_before(quote):
            self.extend(self.direct, part, paragraph)
        elif paragraph - draft.paragraph < 2:
            self.add(draft._replace(parts=(part,), paragraph=paragraph))

    def _unclosed_before(self, quote: Quote) -> bool:
        """Say whether a quotation goes on from the paragraph before, which no mark closes."""
        number = self.words.quote[quote.start]
        before = self.words.quotes[number - 1] if number > 0 else None
        return before is not None and not before.closed and before.end == quote.start

    def block(self, part: tuple[int, int], paragraph: int) -> None:
        """Give a sentence of a block quotation to its lead-in, or to the last voice if that is near."""
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.cue.base != BLOCK:
            last = next((draft for draft in reversed(self.drafts[-_NEAR:]) if not draft.chain), last)
        if self.lead is not None:
            cue = self.lead.cue._replace(base=BLOCK)
            self.add(self.lead._replace(parts=(part,), cue=cue, paragraph=paragraph))
            self.lead = None
        elif last is not None and last.cue.base == BLOCK:
            self.extend(len(self.drafts) - 1, part, paragraph)
        elif last is not None and paragraph - last.paragraph < 2:
            self.add(last._replace(parts=(part,), cue=last.cue._replace(base=BLOCK), paragraph=paragraph))


def chain_of(outer: Draft | None, voice: Voice | None) -> tuple[str, ...]:
    """Return the voices through which a statement came that stands inside another's content."""
    if outer is None or outer.voice is None or (voice is not None and voice.name == outer.voice.name):
        return outer.chain if outer else ()
    return (*outer.chain, outer.voice.name)


def statement_of(draft: Draft, words: Words, report: Report) -> Statement:
    """Return a draft as a statement.

    A quotation that its cue interrupts is one statement over both halves, the halves in ``parts``: annotators take it
    as one (PolNeAR), and a half alone reads as a fragment.
    """
    parts = merged([Span(words.starts[a], words.ends[b - 1]) for a, b in draft.parts], report.text)
    start, end = parts[0].start, max(part.end for part in parts)
    cue = draft.cue
    spoken = cue.end > cue.start
    return Statement(
        report_id=report.id,
        start=start,
        end=end,
        content=report.text[start:end],
        parts=tuple(parts) if len(parts) > 1 else (),
        speaker=draft.voice.name if draft.voice else None,
        speaker_span=Span(draft.voice.start, draft.voice.end) if draft.voice else None,
        speaker_as_written=draft.written,
        outlet=draft.outlet,
        stated_on=day_of(draft.date, report.published_on),
        stated_as_written=draft.date,
        cue=words.words(cue.start, cue.end) if spoken else None,
        cue_span=Span(words.starts[cue.start], words.ends[cue.end - 1]) if spoken else None,
        directness=_directness(draft, words),
        stance=cue.stance,
        chain=draft.chain,
    )


def _directness(draft: Draft, words: Words) -> Literal["direct", "indirect", "mixed"]:
    if draft.cue.base == BLOCK:
        return "direct"
    spoken = [at for a, b in draft.parts for at in range(a, b) if words.flags[at] & (Is.WORD | Is.NUMBER)]
    inside = sum(words.quote[at] >= 0 for at in spoken)
    if not inside:
        return "indirect"
    return "direct" if inside == len(spoken) else "mixed"


def merged(spans: list[Span], text: str) -> list[Span]:
    """Join spans with nothing but blanks between them."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
