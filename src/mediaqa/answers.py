"""The answer: claims, each under citations, each citation a verified quote at a known place.

``Answer.model_dump_json()`` is the wire format; ``schema_version`` grows when a reader of it would have to change.
"""

import datetime as dt
from typing import Literal

from pydantic import ConfigDict, Field

from mediaqa.rendering import answer_html, answer_markdown, answer_plain
from mediaqa.values import Hit, ReportInfo, Value

ANSWER_SCHEMA_VERSION = 1

Kind = Literal["composed", "quoted", "about_corpus", "conversation"]
Status = Literal["answered", "partial", "not_found"]
Stance = Literal["supports", "disputes"]
Match = Literal["exact", "folded", "repaired"]
RejectionReason = Literal[
    "no_citation",
    "unknown_passage",
    "quote_not_found",
    "repair_changes_meaning",
    "polarity",
    "modality",
    "number",
    "scope",
    "name",
    "roles",
    "speaker",
    "content",
    "direct_speech",
    "judge",
    "malformed",
]


class Wire(Value):
    """The base of what an answer consists of: a reader of the JSON passes over fields that are newer than itself."""

    model_config = ConfigDict(extra="ignore")


class Elsewhere(Wire):
    """Another report in which a quoted sentence stands in near-equal words, and its place there."""

    report: ReportInfo
    start: int
    end: int
    quote: str
    page: int | None = None
    link: str | None = None


class Citation(Wire):
    """A numbered quote under a claim: ``report text[start:end] == quote``, letter for letter.

    ``match`` says how the quote was found: ``exact``, equal after ``folded`` typography, or ``repaired`` from a near
    miss (the quote is then the source's own words). ``relocated`` is true when it stood in another passage than
    the one that was named. ``page`` is ``None`` where the report does not say. ``link`` opens the place: an address (at
    the words of a web page, at the page of a PDF), else the command that shows it. ``also`` names other reports that
    hold the same sentence: they are counted once.
    """

    number: int
    quote: str
    report: ReportInfo
    start: int
    end: int
    passage_id: str
    section: str | None = None
    page: int | None = None
    match: Match = "exact"
    relocated: bool = False
    link: str | None = None
    also: tuple[Elsewhere, ...] = ()


class Check(Wire):
    """One test of a claim against its verified quotes. Only ``fail`` rejects."""

    name: str
    result: Literal["pass", "fail", "not_checkable"]
    detail: str = ""


class Claim(Wire):
    """One sentence of an answer, with the voice behind it and the citations that prove it.

    ``speaker`` said it, ``outlet`` carried it, ``stated_on`` is when (``stated_as_written`` keeps the date's own
    words); the report that tells us is in each citation. What the text does not say is ``None``. ``stance`` says
    whether it supports or disputes the question's premise. ``support``, in [0, 1], is how well the checks hold
    (1.0 for words quoted as they stand).
    """

    text: str
    citations: tuple[Citation, ...]
    speaker: str | None = None
    outlet: str | None = None
    stated_on: dt.date | None = None
    stated_as_written: str | None = None
    stance: Stance | None = None
    support: float = 1.0
    checks: tuple[Check, ...] = ()


class RejectedClaim(Wire):
    """A claim that did not leave as one, with the reason."""

    text: str
    reason: RejectionReason
    detail: str = ""
    speaker: str | None = None
    quotes: tuple[str, ...] = ()


class Conflict(Wire):
    """Two claims, by their places in ``Answer.claims``, whose voices disagree."""

    first: int
    second: int
    detail: str = ""


class Usage(Wire):
    """Tokens that a model was given and gave, and their cost in US dollars; ``None`` where unknown."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    requests: int = 0
    cost_usd: float | None = None


class Timings(Wire):
    """Seconds spent in each stage; left out of comparisons between answers."""

    search: float = 0.0
    model: float = 0.0
    verify: float = 0.0
    total: float = 0.0


class Answer(Wire):
    """An answer with its proof. ``print(answer)`` shows it with its sources.

    ``kind`` says how it was made: ``composed`` by a model and proved, ``quoted`` verbatim without one,
    ``about_corpus`` from the list of reports, ``conversation`` from fixed wording. ``status`` is ``answered``,
    ``partial`` (a part of the question has no supported claim; ``unanswered`` names it) or ``not_found``.
    ``text`` is the answer with [1] markers. ``considered`` are the passages it was made from, or the nearest ones.
    ``reports`` are those that an ``about_corpus`` answer speaks of.
    """

    question: str
    kind: Kind
    status: Status
    text: str
    claims: tuple[Claim, ...] = ()
    rejected: tuple[RejectedClaim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unanswered: tuple[str, ...] = ()
    considered: tuple[Hit, ...] = ()
    reports: tuple[ReportInfo, ...] = ()
    language: str | None = None
    model: str | None = None
    prompt_digest: str | None = None
    usage: Usage = Usage()
    timings: Timings = Field(default_factory=Timings)
    schema_version: int = ANSWER_SCHEMA_VERSION

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, by number."""
        found = {c.number: c for claim in self.claims for c in claim.citations}
        return tuple(found[number] for number in sorted(found))

    def markdown(self) -> str:
        """Return the answer with markers and the list of sources, as Markdown."""
        return answer_markdown(self)

    def __str__(self) -> str:
        return answer_plain(self)

    def _repr_html_(self) -> str:
        return answer_html(self)
