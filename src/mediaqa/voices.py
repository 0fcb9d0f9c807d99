"""What a corpus knows of who said what: statements as a search finds them, and the voices that made them."""

import datetime as dt
from typing import Literal

from mediaqa.answers import Elsewhere
from mediaqa.values import ReportInfo, Statement, Value


class StatementHit(Statement):
    """A statement that was found, with the report that tells it: ``report text[start:end] == content``.

    ``voice`` is the one name under which the corpus has its speaker, who may be written otherwise here. ``passage_id``
    is that of the passage in which it begins. ``link`` opens the place, or is the command that shows it. ``score`` in
    [0, 1] is how well it fits what was searched for, ``None`` without a search. ``also`` names the other places at
    which the same voice says the same: they are counted once.
    """

    report: ReportInfo
    passage_id: str
    voice: str | None = None
    section: str | None = None
    page: int | None = None
    link: str | None = None
    score: float | None = None
    also: tuple[Elsewhere, ...] = ()


class Voice(Value):
    """A speaker or an outlet, with what it says or carries in the whole corpus.

    ``variants`` are the other names that were taken for it. ``statements`` are those it makes, or carries if it is an
    outlet; reports with near-equal text count once. ``first`` and ``last`` are the days of the earliest and the latest:
    of the report, where the text does not say when it was said.
    """

    name: str
    kind: Literal["speaker", "outlet"]
    statements: int
    reports: int
    first: dt.date | None = None
    last: dt.date | None = None
    variants: tuple[str, ...] = ()
