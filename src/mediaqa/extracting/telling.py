"""Whose words a line holds, through which outlet, and when: by its own words, by the line that names, by statements."""

import datetime as dt
from typing import NamedTuple

from mediaqa.dates import resolve_date
from mediaqa.extracting.lines import Line, named_by


class Telling(NamedTuple):
    """Whose words a sentence holds, through which outlet, and when: the day, and the words for it."""

    speaker: str | None = None
    outlet: str | None = None
    day: dt.date | None = None
    date: str | None = None


def telling(line: Line, naming: Line | None) -> Telling:
    """Return whose words a line holds, given the line that names its voice if another does."""
    known = line.statement
    said = [one.said for one in (line, naming) if one and one.said]
    date = next((one.date for one in said if one.date), known.stated_as_written if known else None)
    day = resolve_date(date, line.hit.report.published_on) if date else None
    if known is not None and known.stated_as_written == date:
        day = known.stated_on
    outlet = line.outlet or (naming.outlet if naming else None) or (known.outlet if known else None)
    return Telling(speaker_of(line, naming), outlet, day, date)


def speaker_of(line: Line, naming: Line | None) -> str | None:
    """Return whose words a line holds, given the line that names its voice if another does.

    The voice that the sentence itself names comes first, in the fullest form that its report has; then the one that
    the statements know.
    """
    known = line.statement.speaker if line.statement else None
    naming = naming or (line if line.own else None)
    found = named_by(line, naming) if naming else None
    if known is None:
        return found
    if found is None or naming is not line:
        return known
    return known if known.endswith(f" {found}") else found
