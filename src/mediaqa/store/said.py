"""What a report's record keeps of its statements: who speaks, through whom, when, and where, in short.

So voices are counted, and statements are found by who made them, without reading a single row. The short form stays
text until somebody asks: most openings of a corpus never do.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mediaqa.values import Statement, statement_id

NOWHERE = -1
"""The place of a speaker whom the text does not name."""


class Place(NamedTuple):
    """Where a statement stands, and where its speaker is named: characters of the report."""

    start: int
    end: int
    speaker: int = NOWHERE

    def statement_id(self, report: str) -> str:
        """Return the id of the statement at this place, as ``Statement.id`` has it."""
        return statement_id(report, self.start, self.end, None if self.speaker == NOWHERE else self.speaker)


class Saying(NamedTuple):
    """All that one voice says in one report, through one outlet, on one day."""

    speaker: str | None
    outlet: str | None
    stated_on: dt.date | None
    places: tuple[Place, ...]


def place_from(statement_id: str) -> tuple[str, Place]:
    """Return the report's id and the place from a statement's id."""
    report, _, rest = statement_id.rpartition(":")
    span, _, speaker = rest.partition("/")
    start, _, end = span.partition("-")
    return report, Place(int(start), int(end), int(speaker) if speaker else NOWHERE)


def place_of_statement(statement: Statement) -> Place:
    """Return the place of a statement, by which the statements of a report are ordered."""
    speaker = statement.speaker_span.start if statement.speaker_span else NOWHERE
    return Place(statement.start, statement.end, speaker)


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements by place, each place once: two cues of one voice around the same words say one thing."""
    places: dict[Place, Statement] = {}
    for statement in statements:
        places.setdefault(place_of_statement(statement), statement)
    return tuple(places[place] for place in sorted(places))


def shortened(statements: Sequence[Statement]) -> str:
    """Return the short form of a report's statements."""
    groups: dict[tuple[str | None, str | None, str | None], list[int]] = {}
    for statement in statements:
        day = statement.stated_on.isoformat() if statement.stated_on else None
        groups.setdefault((statement.speaker, statement.outlet, day), []).extend(place_of_statement(statement))
    short = [[*who, places] for who, places in groups.items()]
    return json.dumps(short, ensure_ascii=False, separators=(",", ":")) if short else ""


def sayings_from(short: str) -> tuple[Saying, ...]:
    """Return what a short form says."""
    if not short:
        return ()
    return tuple(
        Saying(
            speaker,
            outlet,
            dt.date.fromisoformat(day) if day else None,
            tuple(Place(*places[at : at + 3]) for at in range(0, len(places), 3)),
        )
        for speaker, outlet, day, places in json.loads(short)
    )
