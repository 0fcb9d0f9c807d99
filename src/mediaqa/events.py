"""What happens while an answer is made: each proved claim as soon as it is, and at last the answer."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from mediaqa.answers import Answer, Claim, RejectedClaim, Wire
from mediaqa.errors import CorpusClosedError


class ClaimVerified(Wire):
    """A claim that is proved. It is in the answer that follows, as it is here; nothing withdraws it."""

    type: Literal["claim_verified"] = "claim_verified"
    claim: Claim


class ClaimRejected(Wire):
    """A claim that does not leave, with the reason."""

    type: Literal["claim_rejected"] = "claim_rejected"
    claim: RejectedClaim


class Retrying(Wire):
    """Nothing of the model's reply could be proved: it is asked once more, and told ``reasons``."""

    type: Literal["retrying"] = "retrying"
    reasons: tuple[str, ...] = ()


class Done(Wire):
    """The answer, whole; the last event."""

    type: Literal["done"] = "done"
    answer: Answer


Event: TypeAlias = ClaimVerified | ClaimRejected | Retrying | Done


def told(answer: Answer) -> Iterator[Event]:
    """Yield an answer that is there at once as events."""
    yield from (ClaimVerified(claim=claim) for claim in answer.claims)
    yield from (ClaimRejected(claim=claim) for claim in answer.rejected)
    yield Done(answer=answer)


def answer_of(events: Iterable[Event]) -> Answer:
    """Go through events and return the answer at their end. Raises ``CorpusClosedError`` where they were stopped."""
    for event in events:
        if isinstance(event, Done):
            return event.answer
    raise CorpusClosedError("the question was given up before it was answered")
