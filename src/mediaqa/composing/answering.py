"""From a question and its hits to an answer: prompt, reply, proof; one retry with the reasons; then not found."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from mediaqa.answers import Answer, Claim, RejectedClaim, RejectionReason, Timings, Usage
from mediaqa.composing.models import ChatModel, Reply
from mediaqa.composing.prompts import Prompt
from mediaqa.composing.replies import SCHEMA, Draft, read_reply
from mediaqa.composing.sheet import Numbered, Sheet, make_sheet
from mediaqa.errors import LLMError
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.questions import Question, analyse
from mediaqa.tokens import count_tokens
from mediaqa.values import Hit
from mediaqa.verifying.proving import REASONS, Cited, Prover, cite, composed
from mediaqa.wording import language_of

AGAIN = (
    "Your earlier reply could not be used:\n{reasons}\nAnswer the question again, from the numbered sentences alone, "
    'or return {{"claims": []}}.'
)
"""What the model is told when nothing of its first reply could be proved."""


MOST_QUOTED = 3
"""Sentences under one claim at most."""


class Round(NamedTuple):
    """What came of one reply."""

    proved: list[Claim]
    rejected: list[RejectedClaim]
    seconds: float


def compose(
    question: str,
    hits: Sequence[Hit],
    model: ChatModel,
    prompt: Prompt,
    *,
    prompt_tokens: int,
    retry: bool,
    embedder: Embed,
) -> Answer:
    """Answer a question by a language model, every claim proved.

    ``prompt_tokens`` is the budget for prompt and passages. With ``retry``, a reply of which nothing could be proved is
    asked for once more, with the reasons. Raises ``LLMError``, with the hits.
    """

    def count(text: str) -> int:
        return count_tokens(text, model.name)

    prover = Prover(hits, embedder)
    fixed = count(prompt.system) + count(prompt.filled("", question))
    sheet = make_sheet(hits, prover.stretches, prompt_tokens - fixed, count)
    user = prompt.filled(sheet.text, question)
    asked = _Asked(model, prompt.system)
    analysed = analyse(question, language_of(question))
    rounds: list[Round] = []
    try:
        rounds.append(_round(asked.reply(user), sheet, prover, analysed))
        if retry and not rounds[0].proved and rounds[0].rejected:
            reasons = "\n".join(f"- {one.reason}: {one.text} {one.detail}".rstrip() for one in rounds[0].rejected[:5])
            rounds.append(_round(asked.reply(f"{user}\n\n{AGAIN.format(reasons=reasons)}"), sheet, prover, analysed))
    except LLMError as error:
        error.hits = tuple(hits)
        raise
    found: list[Claim | RejectedClaim] = [*(claim for one in rounds for claim in one.rejected), *rounds[-1].proved]
    answer = composed(question, hits, found, language=language_of(question))
    timings = Timings(model=asked.seconds, verify=sum(one.seconds for one in rounds))
    made = {"model": model.name, "prompt_digest": prompt.digest, "usage": asked.usage, "timings": timings}
    return answer.model_copy(update=made)


class _Asked:
    """The model with what it has used so far."""

    def __init__(self, model: ChatModel, system: str) -> None:
        self._model = model
        self._system = system
        self.usage = Usage()
        self.seconds = 0.0

    def reply(self, user: str) -> Reply:
        start = time.perf_counter()
        reply = self._model.reply(self._system, user, SCHEMA)
        self.seconds += time.perf_counter() - start
        self.usage = _sum(self.usage, reply.usage)
        return reply


def _sum(one: Usage, other: Usage) -> Usage:
    def both(a: int | None, b: int | None) -> int | None:
        return b if not one.requests else (None if a is None or b is None else a + b)

    return Usage(
        prompt_tokens=both(one.prompt_tokens, other.prompt_tokens),
        completion_tokens=both(one.completion_tokens, other.completion_tokens),
        requests=one.requests + other.requests,
    )


def _round(reply: Reply, sheet: Sheet, prover: Prover, question: Question) -> Round:
    start = time.perf_counter()
    drafts, broken = read_reply(reply.text, cut_off=reply.cut_off)
    proved: list[Claim] = []
    rejected = list(broken)
    for draft in drafts:
        found = _proved(draft, sheet, prover, question)
        if isinstance(found, RejectedClaim):
            rejected.append(found)
        elif all(found.text != other.text for other in proved):
            proved.append(found)
    return Round(proved, rejected, time.perf_counter() - start)


def _proved(draft: Draft, sheet: Sheet, prover: Prover, question: Question) -> Claim | RejectedClaim:
    text = " ".join(draft.claim.split())
    chosen = [sheet.sentences[n - 1] for n in dict.fromkeys(draft.sentences) if 0 < n <= len(sheet.sentences)]
    if not chosen:
        reason: RejectionReason = "unknown_passage" if draft.sentences else "no_citation"
        return RejectedClaim(text=text, reason=reason, speaker=draft.speaker)
    cited = _of_one_stretch(chosen)
    if len(cited.lines) > MOST_QUOTED:  # a model that names every sentence has chosen none
        cited = prover.likest(text, cited, MOST_QUOTED)
    found = prover.prove_by(text, cited, speaker=draft.speaker)
    if isinstance(found, RejectedClaim):
        return found
    about = prover.is_about(question, found, cited)
    if about.result == "fail":
        return RejectedClaim(text=text, reason=REASONS[about.name], detail=about.detail, speaker=draft.speaker)
    return found.model_copy(update={"stance": draft.stance, "checks": (*found.checks, about)})


def _of_one_stretch(chosen: Sequence[Numbered]) -> Cited:
    """Return the chosen sentences that stand where the first one does: a proof is read in one place."""
    first = chosen[0].stretch
    return cite(first, [one.line for one in chosen if one.stretch is first])
