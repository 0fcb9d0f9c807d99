"""A second opinion: the model reads each proved claim beside its quotes, and says whether they bear it.

One request for all claims of a reply. It can only take claims away: what the checks have rejected stays rejected.
"""

from collections.abc import Sequence
from typing import Any

from jiter import from_json

from mediaqa.answers import Check, Claim, RejectedClaim
from mediaqa.composing.asking import Asking
from mediaqa.composing.prompts import Prompt

VERDICTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["verdicts"],
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["claim", "supported"],
                "properties": {"claim": {"type": "integer"}, "supported": {"type": "boolean"}},
            },
        }
    },
}
"""The form of the judge's reply: a verdict on each claim by its number."""


def judged(claims: Sequence[Claim], asking: Asking, prompt: Prompt) -> list[Claim | RejectedClaim]:
    """Return the claims with the judge's check, and those rejected that their quotes do not bear.

    A claim of which the judge says nothing stays, the check ``not_checkable``. Raises ``LLMError``.
    """
    verdicts = _verdicts("".join(piece.text for piece in asking.reply(prompt.filled(claims=_listed(claims)), VERDICTS)))
    return [_ruled(claim, verdicts.get(number)) for number, claim in enumerate(claims, 1)]


def _listed(claims: Sequence[Claim]) -> str:
    written = []
    for number, claim in enumerate(claims, 1):
        quotes = " … ".join(" ".join(citation.quote.split()) for citation in claim.citations)
        voice = f" ({claim.speaker})" if claim.speaker else ""
        written.append(f"Claim {number}: {claim.text}\nQuote {number}{voice}: {quotes.replace('===', '')}")
    return "\n\n".join(written)


def _verdicts(text: str) -> dict[int, bool]:
    start = text.find("{")
    try:
        found = from_json(text[start : text.rfind("}") + 1].encode(), partial_mode="on") if start >= 0 else None
    except ValueError:
        return {}
    verdicts = found.get("verdicts") if isinstance(found, dict) else None
    return {
        int(str(one["claim"])): one["supported"]
        for one in (verdicts if isinstance(verdicts, list) else [])
        if isinstance(one, dict) and str(one.get("claim")).isdigit() and isinstance(one.get("supported"), bool)
    }


def _ruled(claim: Claim, supported: bool | None) -> Claim | RejectedClaim:
    if supported is False:
        quotes = tuple(citation.quote for citation in claim.citations)
        detail = "the judge says that the quotes do not bear it"
        return RejectedClaim(text=claim.text, reason="judge", detail=detail, speaker=claim.speaker, quotes=quotes)
    check = Check(name="judge", result="not_checkable" if supported is None else "pass")
    return claim.model_copy(update={"checks": (*claim.checks, check)})
