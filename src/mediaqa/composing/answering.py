"""From a question and its hits to an answer: prompt, reply, proof; one retry with the reasons; then not found.

Claims are proved while the reply is written: what happens comes as events, the answer with the last of them.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediaqa.answers import Answer, Claim, RejectedClaim, Timings, Usage
from mediaqa.composing.judging import judged
from mediaqa.composing.models import ChatModel, Piece
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
from mediaqa.wording import language_of

AGAIN = (
    "Your earlier reply could not be used:\n{reasons}\nAnswer the question again, from the numbered sentences alone, "
    'or return {{"claims": []}}.'
)
"""What the model is told when nothing of its first reply could be proved."""

VOICE_FROM = 0.4
"""The score of a sentence from which its voice is asked for again, where voices are wanted and the model left it out.
Without a model, so good a sentence belongs to such an answer."""
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
        self._model = model
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
        self._usage = Usage()
        self._waited = self._verified = 0.0

    def _made_sheet(self) -> Sheet:
        def count(text: str) -> int:
            return count_tokens(text, self._model.name)

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
            reasons = [f"{one.reason}: {one.text} {one.detail}".rstrip() for one in self._rejected[:MOST_REASONS]]
            yield Retrying(reasons=tuple(reasons))
            told = AGAIN.format(reasons="\n".join(f"- {reason}" for reason in reasons))
            again = [*messages[:-1], Message("user", f"{messages[-1].text}\n\n{told}")]
            yield from self._round(again, self._sheet, streamed)
        elif self._terms.retry and (missing := self._missing_voices()):
            sheet = self._sheet.only(missing)
            yield from self._round(self._messages(sheet), sheet, streamed)
        if not self._stopped.is_set():
            yield Done(answer=self._answer())

    def _messages(self, sheet: Sheet) -> list[Message]:
        return self._terms.prompt.filled(passages=sheet.text, question=self._question)

    def _missing_voices(self) -> list[Numbered]:
        """Return what answers a question for voices, by itself, in a voice of which there is no claim yet."""
        if not self._proved or self._stopped.is_set() or not any(part.asks_voice for part in self._parts):
            return []
        speakers = {claim.speaker for claim in self._proved}
        cited = {(one.report.id, one.start) for claim in self._proved for one in claim.citations}
        return [
            one
            for one in self._sheet.sentences
            if one.score >= VOICE_FROM
            and one.voice is not None
            and one.voice not in speakers
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
        )
        return answer.model_copy(
            update={
                "model": self._model.name,
                "prompt_digest": self._terms.prompt.digest,
                "usage": self._usage,
                "timings": Timings(model=self._waited, verify=self._verified),
            }
        )

    def _round(self, messages: Sequence[Message], sheet: Sheet, streamed: bool) -> Iterator[Event]:
        """Ask for a reply, and settle each claim of it as soon as it is whole; with a judge, once all are."""
        held: list[Claim] = []
        for draft in self._drafts(messages, streamed):
            start = time.perf_counter()
            found = (
                [draft]
                if isinstance(draft, RejectedClaim)
                else self._settler.settled(draft, sheet, [*self._proved, *held])
            )
            self._verified += time.perf_counter() - start
            for one in found:
                if isinstance(one, Claim) and self._terms.judge:
                    held.append(one)
                else:
                    yield self._left(one)
        if held and self._terms.judge and not self._stopped.is_set():
            start = time.perf_counter()
            ruled, usage = judged(held, self._model, self._terms.judge)
            self._waited += time.perf_counter() - start
            self._usage = _sum(self._usage, usage)
            yield from map(self._left, ruled)

    def _drafts(self, messages: Sequence[Message], streamed: bool) -> Iterator[Draft | RejectedClaim]:
        reader, cut_off = ReplyReader(), False
        try:
            for piece in self._pieces(messages, streamed):
                cut_off = cut_off or piece.cut_off
                yield from reader.feed(piece.text)
        except LLMError as error:
            if not self._proved:
                raise
            yield RejectedClaim(text="", reason="malformed", detail=f"the reply broke off: {error}")
            return
        if not self._stopped.is_set():
            yield from reader.finish(cut_off=cut_off)

    def _pieces(self, messages: Sequence[Message], streamed: bool) -> Iterator[Piece]:
        """Yield the reply, and keep account of time and tokens."""
        start = time.perf_counter()
        for piece in self._model.reply(messages, SCHEMA, streamed=streamed):
            self._waited += time.perf_counter() - start
            if piece.usage is not None:
                self._usage = _sum(self._usage, piece.usage)
            yield piece
            if self._stopped.is_set():
                return
            start = time.perf_counter()

    def _left(self, found: Claim | RejectedClaim) -> Event:
        if isinstance(found, RejectedClaim):
            self._rejected.append(found)
            return ClaimRejected(claim=found)
        self._proved.append(self._numbering.numbered(found))
        return ClaimVerified(claim=self._proved[-1])


def _sum(one: Usage, other: Usage) -> Usage:
    """Return what two requests used together; what is unknown of one is unknown of both."""
    if not one.requests:
        return other
    costs = (one.cost_usd, other.cost_usd)
    return Usage(
        prompt_tokens=_both(one.prompt_tokens, other.prompt_tokens),
        completion_tokens=_both(one.completion_tokens, other.completion_tokens),
        requests=one.requests + other.requests,
        cost_usd=None if costs[0] is None or costs[1] is None else costs[0] + costs[1],
    )


def _both(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
