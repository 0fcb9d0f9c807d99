"""Who disagrees with whom: of the claims that answer one question, those that dispute it against those that do not."""

from collections.abc import Sequence

from mediaqa.answers import Claim, Conflict


def conflicts(claims: Sequence[Claim]) -> tuple[Conflict, ...]:
    """Return every pair of claims of which one voice disputes what the other holds. One voice is in no conflict."""
    return tuple(
        Conflict(first=first, second=second, detail=f"{_voice(one)} ↔ {_voice(other)}")
        for first, one in enumerate(claims)
        for second, other in enumerate(claims[first + 1 :], first + 1)
        if (one.stance == "disputes") != (other.stance == "disputes")
        and _voice(one)
        and _voice(other)
        and _voice(one) != _voice(other)
    )


def _voice(claim: Claim) -> str | None:
    return claim.speaker or claim.outlet
