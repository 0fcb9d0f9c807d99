"""From a question and its hits to an answer: prompt, reply, proof; one retry with the reasons; then not found.

Claims are proved while the reply is written: what happens comes as events, the answer with the last of them.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediaqa.answers import Answer, Claim, RejectedClaim, Timings
from mediaqa.composing.asking import Asking
from mediaqa.composing.judging import judged
from mediaqa.composing.models import ChatModel
from mediaqa.composing.prompts import Message, Prompt
from mediaqa.composing.replies import SCHEMA, Draft, ReplyReader
from mediaqa.composing.settling import Settler
from mediaqa.composing.sheet import Numbered, Sheet, make_sheet
from mediaqa.errors import LLMError
from mediaqa.events import ClaimRejected, ClaimVerified, Done, Event, Retrying
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.parts import parts_of
from mediaqa.tokens import count_tokens
from mediaqa.values import Hit
from mediaqa.verifying.composed import Numbering, composed
from mediaqa.verifying.proving import Prover
from mediaqa.verifying.speaking import same_voice
from mediaqa.wording import language_of

AGAIN = (
    "Your earlier reply could not be used:\n{reasons}\nAnswer the question again, from the numbered sentences alone, "
    'or return {{"claims": []}}.'
)
"""What the model is told when nothing of its first reply could be proved."""

VOICE_FROM = 0.4
"""The score of a sentence from which its voice is asked for again, where voices are wanted and the model left it out.
Without a model, so good a sentence belongs to such an answer."""
MOST_TOLD = 200
"""Characters of a reason that it is told."""
MOST_REASONS = 5
"""Rejected claims of which the model is told at most."""


class Terms(NamedTuple):
    """How an answer is to be made.

    ``prompt_tokens`` is the budget for prompt and passages. With ``retry``, the model is asked once more when nothing
    of its reply could be proved, or when it left out a voice where voices are asked for. With the prompt of a
    ``judge``, the model says of each proved claim whether its quotes bear it.
    """

    prompt: Prompt
    prompt_tokens: int
    retry: bool = True
    judge: Prompt | None = None


def compose(
    question: str,
    hits: Sequence[Hit],
    model: ChatModel,
    terms: Terms,
    *,
    embedder: Embed,
    streamed: bool = False,
    stopped: threading.Event | None = None,
) -> Iterator[Event]:
    """Answer a question by a language model, every claim proved; yield what happens, and at last ``Done``.

    ``streamed`` asks the model for its reply in pieces, so that a claim leaves as soon as it is written and proved.
    Once ``stopped`` is set, no more is asked or read, and nothing follows. Raises ``LLMError``, with the hits; but a
    reply that breaks off after its first proved claims is an answer of these.
    """
    try:
        yield from _Composing(question, hits, model, terms, embedder, stopped or threading.Event()).events(streamed)
    except LLMError as error:
        error.hits = tuple(hits)
        raise


class _Composing:
    """One answer in the making."""

    def __init__(
        self,
        question: str,
        hits: Sequence[Hit],
        model: ChatModel,
        terms: Terms,
        embedder: Embed,
        stopped: threading.Event,
    ) -> None:
        self._question = question
        self._hits = hits
        self._asking = Asking(model)
        self._terms = terms
        self._embedder = embedder
        self._stopped = stopped
        self._parts = parts_of(question, language_of(question))
        self._prover = Prover(hits, embedder)
        self._sheet = self._made_sheet()
        self._numbering = Numbering()
        self._settler = Settler(self._parts, self._prover, embedder)
        self._proved: list[Claim] = []
        self._rejected: list[RejectedClaim] = []
        self._held: list[Claim] = []  # for the judge
        self._usable = self._cut_off = False
        self._verified = 0.0

    def _made_sheet(self) -> Sheet:
        def count(text: str) -> int:
            return count_tokens(text, self._asking.name)

        prompt, budget = self._terms.prompt, self._terms.prompt_tokens
        fixed = sum(count(one.text) for one in prompt.filled(passages="", question=self._question))
        return make_sheet(
            self._hits, self._prover.stretches, self._parts, budget - fixed, count, embedder=self._embedder
        )

    def events(self, streamed: bool) -> Iterator[Event]:
        """Yield what happens."""
        messages = self._messages(self._sheet)
        yield from self._round(messages, self._sheet, streamed)
        if self._terms.retry and not self._proved and self._rejected and not self._stopped.is_set():
            first = self._rejected[:MOST_REASONS]
            reasons = [f"{one.reason}: {one.text} {one.detail}".rstrip()[:MOST_TOLD] for one in first]
            yield Retrying(reasons=tuple(reasons))
            told = AGAIN.format(reasons="\n".join(f"- {reason}" for reason in reasons))
            again = [*messages[:-1], Message("user", f"{messages[-1].text}\n\n{told}")]
            yield from self._round(again, self._sheet, streamed)
        elif self._terms.retry and (missing := self._missing_voices()):
            sheet = self._sheet.only(missing)
            yield from self._round(self._messages(sheet), sheet, streamed)
        if self._stopped.is_set():
            return
        if not (self._usable or self._proved):
            raise self._no_reply()
        yield Done(answer=self._answer())

    def _no_reply(self) -> LLMError:
        """Return the error for replies without a list of claims: that is no word of the reports."""
        hint = (
            "Raise llm_reply_tokens." if self._cut_off else "Ask another model, or without one (llm=False, --no-llm)."
        )
        said = next((one.text for one in self._rejected if one.text), "nothing")
        return LLMError(f"{self._asking.name}: the reply is not in the form asked for: {said[:200]}", hint=hint)

    def _messages(self, sheet: Sheet) -> list[Message]:
        return self._terms.prompt.filled(passages=sheet.text, question=self._question)

    def _missing_voices(self) -> list[Numbered]:
        """Return what answers a question for voices, by itself, in a voice of which there is no claim yet."""
        if not self._proved or self._stopped.is_set() or not any(part.asks_voice for part in self._parts):
            return []
        speakers = [claim.speaker for claim in self._proved if claim.speaker]
        cited = {(one.report.id, one.start) for claim in self._proved for one in claim.citations}
        return [
            one
            for one in self._sheet.sentences
            if one.score >= VOICE_FROM
            and one.voice is not None
            and not any(same_voice(one.voice, speaker) for speaker in speakers)
            and (one.line.passage.report_id, one.line.span.start) not in cited
        ]

    def _answer(self) -> Answer:
        answer = composed(
            self._question,
            self._hits,
            self._proved,
            self._rejected,
            language=language_of(self._question),
            unanswered=self._settler.unanswered(self._proved),
            parts=[self._settler.parts_of(claim) for claim in self._proved],
        )
        return answer.model_copy(
            update={
                "model": self._asking.name,
                "prompt_digest": self._terms.prompt.digest,
                "usage": self._asking.usage,
                "timings": Timings(model=self._asking.seconds, verify=self._verified),
            }
        )

    def _round(self, messages: Sequence[Message], sheet: Sheet, streamed: bool) -> Iterator[Event]:
        """Ask for a reply, and settle each claim of it as soon as it is whole; with a judge, once all are."""
        self._held = []
        for draft in self._drafts(messages, streamed):
            start = time.perf_counter()
            known = [*self._proved, *self._held]
            found = [draft] if isinstance(draft, RejectedClaim) else self._settler.settled(draft, sheet, known)
            self._verified += time.perf_counter() - start
            for one in found:
                if isinstance(one, Claim) and self._terms.judge:
                    self._held.append(one)
                else:
                    yield self._left(one)
        if self._held and self._terms.judge and not self._stopped.is_set():
            yield from map(self._left, self._ruled(self._held, self._terms.judge))

    def _ruled(self, claims: Sequence[Claim], judge: Prompt) -> Sequence[Claim | RejectedClaim]:
        """Return what the judge leaves of claims; nothing, where it fails after others have left."""
        try:
            return judged(claims, self._asking, judge)
        except LLMError as error:
            if not self._proved:
                raise
            return [RejectedClaim(text=claim.text, reason="judge", detail=str(error)) for claim in claims]

    def _drafts(self, messages: Sequence[Message], streamed: bool) -> Iterator[Draft | RejectedClaim]:
        reader = ReplyReader()
        try:
            for piece in self._asking.reply(messages, SCHEMA, streamed=streamed):
                self._cut_off = self._cut_off or piece.cut_off
                yield from reader.feed(piece.text)
                if self._stopped.is_set():
                    return
        except LLMError as error:
            if not (self._proved or self._held):
                raise
            yield RejectedClaim(text="", reason="malformed", detail=f"the reply broke off: {error}")
        else:
            yield from reader.finish(cut_off=self._cut_off)
        self._usable = self._usable or reader.usable

    def _left(self, found: Claim | RejectedClaim) -> Event:
        if isinstance(found, RejectedClaim):
            self._rejected.append(found)
            return ClaimRejected(claim=found)
        self._proved.append(self._numbering.numbered(found))
        return ClaimVerified(claim=self._proved[-1])
