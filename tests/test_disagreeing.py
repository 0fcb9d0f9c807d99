"""Who disagrees with whom."""

from mediaqa.answers import Claim, Conflict, Stance
from mediaqa.disagreeing import conflicts


def claim(speaker: str | None, stance: Stance | None, outlet: str | None = None) -> Claim:
    return Claim(text="The wardens shut the gate.", citations=(), speaker=speaker, outlet=outlet, stance=stance)


def test_who_disputes_stands_against_each_who_does_not() -> None:
    found = conflicts([claim("Venn", "supports"), claim("Brusk", "disputes"), claim(None, None, outlet="Tribune")])
    assert found == (
        Conflict(first=0, second=1, detail="Venn ↔ Brusk"),
        Conflict(first=1, second=2, detail="Brusk ↔ Tribune"),
    )


def test_one_voice_and_nobody_are_in_no_conflict() -> None:
    assert conflicts([claim("Venn", "supports"), claim("Venn", "disputes"), claim(None, "supports")]) == ()
    assert conflicts([claim("Venn", "disputes"), claim("Brusk", "disputes")]) == ()
