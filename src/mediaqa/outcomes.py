"""What the calls that change or examine a corpus give back, and what they tell while they work."""

from collections.abc import Callable
from typing import Literal

from mediaqa.values import ReportInfo, Value

Stage = Literal["reading", "checking", "embedding", "exporting", "importing"]


class Progress(Value):
    """One step of long work: ``done`` of ``total`` units (files, reports, or bytes) in ``stage``.

    ``rate`` is how many are done a second, ``seconds_left`` how long the rest will take at that rate; ``None`` before
    anything is done.
    """

    stage: Stage
    done: int
    total: int
    source: str = ""
    rate: float | None = None
    seconds_left: float | None = None


OnProgress = Callable[[Progress], None]
"""Called from the thread that does the work; an exception in it stops the work, and loses nothing indexed."""


class Failure(Value):
    """A source that could not be added, why, and what to do."""

    source: str
    error: str
    hint: str = ""


class AddResult(Value):
    """What became of each source of one ``add``."""

    added: tuple[ReportInfo, ...] = ()
    changed: tuple[ReportInfo, ...] = ()
    unchanged: tuple[ReportInfo, ...] = ()
    failed: tuple[Failure, ...] = ()


class ImportResult(AddResult):
    """What became of each report of one import, and whether the vectors of the new ones had to be made anew."""

    reembedded: bool = False


class ExportResult(Value):
    """The file of an exported corpus, and what it holds."""

    path: str
    reports: int
    passages: int
    vectors: bool


class Problem(Value):
    """Something that ``check`` found wrong, and whether it was repaired."""

    kind: Literal[
        "lost_vector",
        "lost_statements",
        "missing_passage",
        "altered_passage",
        "orphan_rows",
        "interrupted_write",
        "lexical_index",
    ]
    detail: str
    report_id: str | None = None
    repaired: bool = False


class CheckResult(Value):
    """The state of a corpus: ``ok`` when nothing is wrong, or nothing is wrong any more."""

    reports: int
    passages: int
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every problem, if any, was repaired."""
        return all(problem.repaired for problem in self.problems)
