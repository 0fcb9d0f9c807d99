"""Who disagrees with whom: of the claims that answer one question, those that dispute it against those that do not."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from mediaqa.answers import Claim, Conflict
from mediaqa.wording import plain


def conflicts(claims: Sequence[Claim], parts: Sequence[AbstractSet[int]] = ()) -> tuple[Conflict, ...]:
    """Return every pair of claims of which one voice disputes what the other holds. One voice is in no conflict.

    ``parts`` are those of the question that each claim answers; claims that share none do not meet.
    """
    return tuple(
        Conflict(first=first, second=second, detail=f"{_voice(one)} ↔ {_voice(other)}")
        for first, one in enumerate(claims)
        for second, other in enumerate(claims[first + 1 :], first + 1)
        if (one.stance == "disputes") != (other.stance == "disputes")
        and _voice(one)
        and _voice(other)
        and not _same(_voice(one), _voice(other))
        and (not parts or parts[first] & parts[second])
    )


def _same(one: str | None, other: str | None) -> bool:
    """Whether one name is the other, or its end: Kortunov, Andrey Kortunov."""
    first, second = (plain(name or "").split() for name in (one, other))
    return first[-len(second) :] == second or second[-len(first) :] == first


def _voice(claim: Claim) -> str | None:
    return claim.speaker or claim.outlet
