"""What the store keeps: a report's record, and how records, passages and statements become rows and back.

A report's record is its commit: it names the passages and statements that belong to it, and nothing that it does
not name is ever shown.

A row is written once and never over: its id ends in the revision of its commit. So a commit that is cut off leaves
what was there as it was. And Chroma's index loses rows that are written over: of 250 near-equal rows written three
times, one was in 4 of 60 trials not found by its own vector any more, of rows under new ids none.
"""

import bisect
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from mediaqa.errors import CorpusDamagedError, ReportNotFoundError
from mediaqa.store.said import Saying, sayings_from
from mediaqa.values import Page, Passage, Report, ReportInfo, Section, Span, Statement, Value, passage_id


class Record(Value):
    """A report as the store knows it: everything but its text and its vectors.

    ``bounds`` are the places where passages begin, and the end of the last one: passages tile the text.
    ``fingerprint`` is a digest of the source's bytes, the overrides and the pipeline's version: while it is the same,
    the source need not be read again. ``said`` is the short form of its statements, ``attribution`` the version of the
    rules that found them, 0 before there were any. ``digests`` stand for its sentences, to find near-duplicates.
    ``revision`` is that of the commit. ``replaces`` names the version before.
    """

    info: ReportInfo
    sections: tuple[Section, ...] = ()
    quotations: tuple[Span, ...] = ()
    pages: tuple[Page, ...] = ()
    bounds: tuple[int, ...] = ()
    said: str = ""
    attribution: int = 0
    digests: tuple[int, ...] = ()
    fingerprint: str = ""
    revision: int = 0
    state: Literal["live", "removed"] = "live"
    replaces: str | None = None

    @property
    def id(self) -> str:
        """The report's id."""
        return self.info.id

    @property
    def row(self) -> str:
        """The id of the record's own row."""
        return versioned(source_digest(self.info.source), self.revision)

    @property
    def passage_rows(self) -> list[str]:
        """The ids of the rows of the report's passages, in order."""
        return [versioned(id_, self.revision) for id_ in self.passage_ids]

    @property
    def statement_rows(self) -> list[str]:
        """The ids of the rows of the report's statements."""
        return [versioned(id_, self.revision) for id_ in self.statement_ids]

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Who says what in it, and where."""
        return sayings_from(self.said)

    @property
    def statement_ids(self) -> list[str]:
        """The ids of the report's statements, in order."""
        places = sorted(place for saying in self.sayings for place in saying.places)
        return [place.statement_id(self.id) for place in places]

    @property
    def first_statement_row(self) -> str:
        """The id of the row that tells of all the report's statements; it has at least one."""
        first = min(place for saying in self.sayings for place in saying.places)
        return versioned(first.statement_id(self.id), self.revision)

    @property
    def passage_ids(self) -> list[str]:
        """The ids of the report's passages, in order."""
        return [passage_id(self.id, start, end) for start, end in zip(self.bounds, self.bounds[1:], strict=False)]

    @property
    def passage_count(self) -> int:
        """The number of the report's passages."""
        return max(0, len(self.bounds) - 1)

    def holds(self, start: int, end: int) -> bool:
        """Whether a passage at that place belongs to this version of the report."""
        place = bisect.bisect_left(self.bounds, start)
        return place + 1 < len(self.bounds) and self.bounds[place] == start and self.bounds[place + 1] == end

    def passage_at(self, start: int) -> str:
        """Return the id of the passage in which the character at ``start`` stands."""
        place = bisect.bisect_right(self.bounds, start) - 1
        return passage_id(self.id, self.bounds[place], self.bounds[place + 1])

    def around(self, start: int, before: int, after: int) -> tuple[list[str], list[str]]:
        """Return the ids of up to ``before`` and ``after`` passages on either side of the one at ``start``."""
        place = bisect.bisect_left(self.bounds, start)
        ids = self.passage_ids
        return ids[max(0, place - before) : place], ids[place + 1 : place + 1 + after]

    def section_at(self, start: int) -> str | None:
        """Return the title of the section in which the character at ``start`` stands."""
        place = bisect.bisect_right(self.sections, start, key=_start) - 1
        return self.sections[place].title if place >= 0 and start < self.sections[place].end else None

    def report(self, text: str) -> Report:
        """Return the whole report, given its text."""
        return Report(
            **{name: getattr(self.info, name) for name in ReportInfo.model_fields},
            text=text,
            sections=self.sections,
            quotations=self.quotations,
            pages=self.pages,
        )


class Entry(NamedTuple):
    """One report as it is handed to the store: its record, its rows, and their vectors.

    ``passage_vectors`` has the shape (passages, dimension), ``statement_vectors`` (statements, dimension) and
    ``lead_vector`` (dimension,). Vectors that were read from a store are ``moved`` already: they are written as they
    are, all others are moved apart first.
    """

    record: Record
    passages: Sequence[Passage]
    passage_vectors: npt.NDArray[np.float32]
    lead_vector: npt.NDArray[np.float32]
    statements: Sequence[Statement] = ()
    statement_vectors: npt.NDArray[np.float32] | None = None
    moved: bool = False


@dataclass(frozen=True)
class Snapshot:
    """What is live at one revision. A new commit makes a new snapshot; this one never changes."""

    revision: int
    by_source: Mapping[str, Record]

    @cached_property
    def live(self) -> dict[str, Record]:
        """The records of the live reports, by report id."""
        return {record.id: record for record in self.by_source.values() if record.state == "live"}

    @cached_property
    def passage_count(self) -> int:
        """The number of passages of all live reports."""
        return sum(record.passage_count for record in self.live.values())

    def find(self, report_id: str) -> Record:
        """Return the live record of that id, or of the one id that begins so. Raises ``ReportNotFoundError``."""
        if (record := self.live.get(report_id)) is not None:
            return record
        found = [id_ for id_ in self.live if report_id and id_.startswith(report_id)]
        if len(found) == 1:
            return self.live[found[0]]
        what = f"{len(found)} reports begin" if found else "no report begins"
        raise ReportNotFoundError(f"{report_id!r}: {what} with that id")

    def shows(self, passage_row: str) -> bool:
        """Whether the passage of that row belongs to the live version of a report."""
        passage, revision = unversioned(passage_row)
        report, start, end = place_of(passage)
        record = self.live.get(report)
        return record is not None and record.revision == revision and record.holds(start, end)

    def passage_row(self, passage: str) -> str:
        """Return the id of the row of a live report's passage. Raises ``KeyError`` where the report is not live."""
        return versioned(passage, self.live[place_of(passage)[0]].revision)

    def after(self, records: Sequence[Record], revision: int) -> "Snapshot":
        """Return the snapshot that a commit of ``records`` makes of this one."""
        changed = {record.info.source: record for record in records}
        return Snapshot(revision, {**self.by_source, **changed})


EMPTY = Snapshot(0, {})

_STATEMENTS = TypeAdapter(list[Statement])


def _start(section: Section) -> int:
    return section.start


def place_of(passage: str) -> tuple[str, int, int]:
    """Return report id, start and end from a passage's id."""
    report, _, span = passage.rpartition(":")
    start, _, end = span.partition("-")
    return report, int(start), int(end)


def versioned(id_: str, revision: int) -> str:
    """Return the id of the row that a commit of that revision writes for ``id_``."""
    return f"{id_}@{revision}"


def unversioned(row: str) -> tuple[str, int]:
    """Return the id that a row is for, and the revision of its commit."""
    id_, _, revision = row.rpartition("@")
    return id_, int(revision)


def newest(records: Iterable[Record]) -> list[Record]:
    """Return the record of each source whose revision is the greatest."""
    by_source: dict[str, Record] = {}
    for record in records:
        known = by_source.get(record.info.source)
        if known is None or known.revision < record.revision:
            by_source[record.info.source] = record
    return list(by_source.values())


def source_digest(source: str) -> str:
    """Return what stands for a source, of whatever length, in the ids of its rows."""
    return hashlib.sha256(source.encode()).hexdigest()[:32]


def record_document(record: Record) -> str:
    """Return a record as JSON, without what equals its default."""
    return record.model_dump_json(exclude_defaults=True)


def passage_detail(passage: Passage) -> str:
    """Return as JSON what a passage has beside its id and its text."""
    detail: dict[str, object] = {
        "section": passage.section,
        "page": passage.page,
        "context": passage.context,
        **({"voice": passage.voice} if passage.voice else {}),
        "sentences": passage.sentences,
        "tokens": passage.tokens,
    }
    if passage.pages:
        detail["pages"] = [[page.number, page.start, page.end] for page in passage.pages]
    return json.dumps(detail, ensure_ascii=False, separators=(",", ":"))


def passage_from(passage: str, text: str, detail: str) -> Passage:
    """Return the passage of that id, text and detail."""
    report, start, end = place_of(passage)
    fields = json.loads(detail)
    fields["sentences"] = tuple(Span(*span) for span in fields["sentences"])
    fields["pages"] = tuple(Page(number=n, start=begin, end=stop) for n, begin, stop in fields.get("pages", ()))
    return Passage(report_id=report, start=start, end=end, text=text, **fields)


def statements_detail(statements: Sequence[Statement]) -> str:
    """Return all statements of a report as JSON."""
    return _STATEMENTS.dump_json(list(statements), exclude_defaults=True).decode()


def statements_from(detail: str) -> list[Statement]:
    """Return the statements that ``statements_detail`` made a text of; another text is a ``CorpusDamagedError``."""
    try:
        return _STATEMENTS.validate_json(detail)
    except ValidationError as error:
        raise CorpusDamagedError(f"statements cannot be read ({error.error_count()} mistakes)") from error
