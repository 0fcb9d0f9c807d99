"""From a claim as the model wrote it to one that is proved and answers the question, or to the reason why not."""

import re
from collections.abc import Sequence

from mediaqa.answers import Check, Claim, RejectedClaim, RejectionReason
from mediaqa.composing.replies import Draft
from mediaqa.composing.sheet import Numbered, Sheet
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.questions import Question
from mediaqa.verifying.asked import is_about, stance
from mediaqa.verifying.cited import Cited, cite
from mediaqa.verifying.prose import Sentence, sentences
from mediaqa.verifying.proving import REASONS, Proof, Prover
from mediaqa.wording import language_of

MOST_QUOTED = 3
"""Sentences under one claim at most."""
VERBATIM_FROM = 0.6
"""The score of a sentence that the model chose from which the sentence is the claim, where the model's words are not
proved."""
COUNTED_FROM = 0.5
"""How well a sentence must hold the number of what is asked for (0.4: it has a number, of something else)."""


_MIXED = re.compile(r"\b\w*(?:[a-z][а-яё]|[а-яё][a-z])\w*\b", re.IGNORECASE)


class Settler:
    """Settles the claims of one answer. ``parts`` are those of the question."""

    def __init__(self, parts: Sequence[Question], prover: Prover, embedder: Embed) -> None:
        self._parts = parts
        self._prover = prover
        self._embedder = embedder
        self._answers: dict[str, frozenset[int]] = {}  # by the text of a claim: the parts that it answers

    def settled(self, draft: Draft, sheet: Sheet, proved: Sequence[Claim]) -> list[Claim | RejectedClaim]:
        """Return a claim with its proof, or why it has none; nothing for one that says again what another said.

        Where the model's own words are not proved, but it chose a sentence that answers the question by itself, the
        claim is that sentence.
        """
        chosen = [sheet.sentences[n - 1] for n in draft.sentences if 0 < n <= len(sheet.sentences)]
        if not chosen:
            reason: RejectionReason = "unknown_passage" if draft.sentences else "no_citation"
            return [RejectedClaim(text=draft.claim, reason=reason, speaker=draft.speaker)]
        found: list[Claim | RejectedClaim] = []
        for sentence in sentences(draft.claim) or [Sentence(draft.claim, ())]:
            found += self._sentence(sentence.text, chosen, draft, sheet, [*proved, *_claims(found)])
        return found

    def _sentence(
        self, text: str, chosen: Sequence[Numbered], draft: Draft, sheet: Sheet, proved: Sequence[Claim]
    ) -> list[Claim | RejectedClaim]:
        if problem := self._misspoken(text):
            found: Claim | RejectedClaim = RejectedClaim(text=text, reason="malformed", detail=problem)
        else:
            found = self._proof(text, self._cited(text, chosen), sheet, draft)
        if isinstance(found, Claim):
            return [] if self._is_repeated(found, proved) else [found]
        best = max(chosen, key=lambda one: one.score)
        verbatim = None
        if best.score >= VERBATIM_FROM:
            verbatim = self._proof(best.line.text, cite(best.stretch, [best.line]), sheet, None)
        if isinstance(verbatim, Claim) and not self._is_repeated(verbatim, proved):
            return [found, verbatim]
        return [found]

    def _misspoken(self, text: str) -> str | None:
        """Return what is wrong with a claim as a sentence: it is in another language, or in two alphabets at once."""
        if mixed := _MIXED.search(text):
            return f"“{mixed.group()}” is in two alphabets"
        if language_of(text) != self._parts[0].language:
            return "it is not in the language of the question"
        return None

    def _cited(self, text: str, chosen: Sequence[Numbered]) -> Cited:
        cited = _of_one_stretch(chosen)
        if len(cited.lines) > MOST_QUOTED:  # a model that names every sentence has chosen none
            return self._prover.likest(text, cited, MOST_QUOTED)
        return cited

    def _proof(self, text: str, cited: Cited, sheet: Sheet, draft: Draft | None) -> Claim | RejectedClaim:
        """Return a claim that is proved and answers a part of the question, or why it does not leave."""
        speaker = draft.speaker if draft else None
        proof = self._prover.prove_by(text, cited, sheet.stretches, speaker=speaker)
        if isinstance(proof, RejectedClaim):
            return proof
        about = [self._about(part, proof, sheet) for part in self._parts]
        answers = [at for at, check in enumerate(about) if check.result != "fail"]
        if not answers:
            reason, detail = REASONS[about[0].name], about[0].detail
            return RejectedClaim(text=text, reason=reason, detail=detail, speaker=speaker)
        self._answers[proof.claim.text] = frozenset(answers)
        told = stance(self._parts[answers[0]], draft.stance if draft else "supports", proof.claim)
        checked = (*proof.claim.checks, about[answers[0]])
        return proof.claim.model_copy(update={"stance": told, "checks": checked})

    def _about(self, part: Question, proof: Proof, sheet: Sheet) -> Check:
        check = is_about(part, proof.claim, proof.cited.evidence, self._embedder)
        if check.result == "fail" or part.wanted != "number":
            return check
        typed = [one.typed for one in sheet.sentences if any(one.line is line for line in proof.cited.lines)]
        if typed and max(typed) < COUNTED_FROM:
            return Check(name="content", result="fail", detail="the number is that of something else")
        return check

    def _is_repeated(self, claim: Claim, proved: Sequence[Claim]) -> bool:
        """Whether a claim was made before; to a part that asks for voices, one of each is enough."""
        voiced = {at for at in self.parts_of(claim) if self._parts[at].asks_voice}
        return any(
            claim.text == one.text or (claim.speaker == one.speaker is not None and bool(voiced & self.parts_of(one)))
            for one in proved
        )

    def parts_of(self, claim: Claim) -> frozenset[int]:
        """Return the numbers of the parts of the question that a settled claim answers."""
        return self._answers[claim.text]

    def unanswered(self, claims: Sequence[Claim]) -> list[str]:
        """Return the parts of the question that none of the claims answers."""
        answered = {at for claim in claims for at in self.parts_of(claim)}
        return [part.text for at, part in enumerate(self._parts) if at not in answered]


def _claims(found: Sequence[Claim | RejectedClaim]) -> list[Claim]:
    return [one for one in found if isinstance(one, Claim)]


def _of_one_stretch(chosen: Sequence[Numbered]) -> Cited:
    """Return the chosen sentences that stand where the first one does: a proof is read in one place."""
    first = chosen[0].stretch
    lines = {one.line.place: one.line for one in chosen if one.stretch is first}
    return cite(first, list(lines.values()))
