"""The answer of claims that are proved: citations numbered, a sentence a claim, disagreements named."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from mediaqa.answers import Answer, Citation, Claim, RejectedClaim
from mediaqa.disagreeing import conflicts
from mediaqa.extracting.claims import NOT_FOUND
from mediaqa.rendering import marked
from mediaqa.values import Hit, Language


class Numbering:
    """Numbers citations in the order of first use; the same place keeps its number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}

    def numbered(self, claim: Claim) -> Claim:
        """Return a claim with its citations numbered."""
        citations = tuple(one.model_copy(update={"number": self._number(one)}) for one in claim.citations)
        return claim.model_copy(update={"citations": citations})

    def _number(self, one: Citation) -> int:
        return self._numbers.setdefault((one.report.id, one.start, one.end), len(self._numbers) + 1)


def composed(
    question: str,
    hits: Sequence[Hit],
    claims: Sequence[Claim],
    rejected: Sequence[RejectedClaim],
    *,
    language: Language,
    unanswered: Sequence[str] = (),
    parts: Sequence[AbstractSet[int]] = (),
) -> Answer:
    """Return the answer of claims that are proved and numbered; without one, that the reports do not say.

    ``unanswered`` are the parts of the question that no claim answers, ``parts`` the numbers of those that each does.
    """
    return Answer(
        question=question,
        kind="composed",
        status="not_found" if not claims else "partial" if unanswered else "answered",
        text=" ".join(map(marked, claims)) or NOT_FOUND[language],
        claims=tuple(claims),
        rejected=tuple(rejected),
        conflicts=conflicts(claims, parts),
        unanswered=tuple(unanswered) if claims else (),
        considered=tuple(hits),
        language=language,
    )
