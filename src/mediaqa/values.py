"""The nouns of the way of the data: report, passage, statement, hit.

Each is a plain frozen value that can be printed, compared and serialised. Every place is a span of
characters (Unicode code points) into ``Report.text``: half-open, ``text[start:end]``.
"""

import datetime as dt
import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

Language = Literal["en", "ru"]
"""The languages with stemming and cue words of their own; any other is ``None``."""

Format = Literal["text", "markdown", "html", "pdf", "docx"]
"""What a report was read from."""

MetadataValue = str | int | FiniteFloat | bool
"""A value of the caller's own metadata."""

ASIDE = " — "
"""What stands between the parts of a passage's context."""

ID_LENGTH = 16
"""Hexadecimal digits of a report's id: 64 bits, a one-in-a-million clash at six million reports."""


class Value(BaseModel):
    """The base of all values: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(NamedTuple):
    """A half-open range of characters in ``Report.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words at this span of ``text``."""
        return text[self.start : self.end]


class Section(Value):
    """A part of a report under one heading. The sections of a report tile its text.

    ``title`` is ``None`` for text before the first heading. The heading itself, where there is one, is the
    span ``heading`` at the section's beginning. ``level`` is 1 for the highest heading, 0 without one.
    """

    title: str | None
    level: int
    start: int
    end: int
    heading: Span | None = None


class Page(Value):
    """A span of one page. ``number`` is the page's place in the file, from 1, which a ``#page=`` link opens.

    The pages of a report tile its text. One page may have several spans: a footnote stands behind the sentence that
    it belongs to, which may end on the next page.
    """

    number: int
    start: int
    end: int


class ReportInfo(Value):
    """What is known about a report, without its text. What the report does not say is ``None`` or empty.

    ``origins`` says where each known field came from: ``"text"``, ``"front matter"``, ``"JSON-LD"``, ``"Open Graph"``,
    ``"meta tags"``, ``"document properties"``, ``"file name"``, ``"address"`` or ``"caller"``.
    ``published_as_written`` keeps the date's own words; when they are ambiguous (03/04/2021) ``published_on`` is
    ``None``. ``source`` is the key that decides which report a new version replaces: a canonical path, a canonical
    URL, or the caller's own id. ``url`` is where the report stands on the web, ``metadata`` the caller's own fields.
    ``duplicates`` are the ids of reports with near-equal text; only ``Corpus.reports()`` looks for them.
    """

    id: str
    source: str
    title: str
    series: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published_on: dt.date | None = None
    published_as_written: str | None = None
    url: str | None = None
    format: Format = "text"
    document_number: str | None = None
    page_count: int | None = None
    language: Language | None = None
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, MetadataValue] = Field(default_factory=dict)
    origins: Mapping[str, str] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    passage_count: int = 0
    duplicates: tuple[str, ...] = ()


class Report(ReportInfo):
    """One report: its cleaned text, its structure, and what is known about it.

    ``quotations`` are the spans of block quotations, without the line that introduces them. ``pages`` is empty
    where the source does not say on which page a text stands (a count of pages does not).
    """

    text: str
    sections: tuple[Section, ...] = ()
    quotations: tuple[Span, ...] = ()
    pages: tuple[Page, ...] = ()

    @property
    def info(self) -> ReportInfo:
        """The same without text and structure."""
        return ReportInfo(**{name: getattr(self, name) for name in ReportInfo.model_fields})


class Overrides(Value):
    """What the caller knows better than the file: each field that is set replaces what was read.

    ``published_on`` takes a date or ``YYYY-MM-DD``. ``tags`` and ``metadata`` are the caller's own, for filters.
    """

    title: str | None = None
    series: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] | None = None
    published_on: dt.date | None = None
    document_number: str | None = None
    page_count: int | None = None
    language: Language | None = None
    tags: tuple[str, ...] | None = None
    url: str | None = None
    metadata: Mapping[str, MetadataValue] | None = None


def own_fields(
    overrides: Overrides | None, metadata: Mapping[str, MetadataValue] | None, tags: Sequence[str] | None
) -> Overrides:
    """Return the overrides with the caller's own fields in them. Raises ``TypeError`` for values of other kinds."""
    if isinstance(tags, str):
        raise TypeError(f"tags is a list of tags, not one text ({tags!r})")
    for key, value in (metadata or {}).items():
        finite = isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value))
        if not isinstance(key, str) or not finite:
            raise TypeError(f"metadata {key!r}: a field is a text, a number or a truth value, not {value!r}")
    given = overrides or Overrides()
    both = {**(given.metadata or {}), **(metadata or {})}
    changes = {"metadata": both or None, "tags": tuple(tags) if tags is not None else given.tags}
    return given.model_copy(update=changes)


class Passage(Value):
    """Whole sentences of one section: the unit of retrieval. The passages of a report tile its text.

    ``text`` is ``Report.text[start:end]``, blanks at its end included. ``sentences`` are the spans, in the report,
    of the sentences that can be cited; a heading is not one of them. ``context`` is what a reader needs to
    understand the passage alone (report, date, section, and the ``voice`` in effect where it begins, if that was named
    before), kept beside the text and never inside it. ``tokens`` counts ``text``. ``page`` is that on which it begins;
    ``pages`` are the spans of all its pages, if several.
    """

    report_id: str
    start: int
    end: int
    text: str
    section: str | None = None
    page: int | None = None
    pages: tuple[Page, ...] = ()
    context: str = ""
    voice: str | None = None
    sentences: tuple[Span, ...] = ()
    tokens: int = 0

    @property
    def id(self) -> str:
        """``<report id>:<start>-<end>``: the same place of the same text has the same id, always."""
        return passage_id(self.report_id, self.start, self.end)

    @property
    def heading(self) -> str:
        """The context without the voice: where the passage stands."""
        return self.context.removesuffix(f"{ASIDE}{self.voice}") if self.voice else self.context

    @property
    def embedded_text(self) -> str:
        """What the embedding model reads: the context, then the text."""
        return f"{self.context}\n{self.text}" if self.context else self.text

    def page_at(self, place: int) -> int | None:
        """Return the page of the character at ``place``, which counts from the beginning of the report."""
        return next((page.number for page in self.pages if page.start <= place < page.end), self.page)

    def words_at(self, span: Span) -> str:
        """Return the words at ``span``, which counts from the beginning of the report, not of the passage."""
        return self.text[span.start - self.start : span.end - self.start]


class Statement(Value):
    """What one voice says: who, carried by which outlet, when, with which cue, and where it stands.

    ``directness`` tells quoted words from reported ones; ``stance`` is how the speaker holds the content; ``chain``
    are the voices through which it came, the outermost first. ``parts`` are the spans of what is said where other words
    ("…," she said, "…") stand between, else empty. ``speaker_as_written`` are the words beside the cue ("she", "the
    minister"), ``stated_as_written`` those of the date.
    """

    report_id: str
    start: int
    end: int
    content: str
    parts: tuple[Span, ...] = ()
    speaker: str | None = None
    speaker_span: Span | None = None
    speaker_as_written: str | None = None
    outlet: str | None = None
    stated_on: dt.date | None = None
    stated_as_written: str | None = None
    cue: str | None = None
    cue_span: Span | None = None
    directness: Literal["direct", "indirect", "mixed"] = "indirect"
    stance: Literal["asserts", "denies", "asks"] = "asserts"
    chain: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """``<report id>:<start>-<end>/<speaker's place>``: one content may have several speakers."""
        speaker = self.speaker_span.start if self.speaker_span else None
        return statement_id(self.report_id, self.start, self.end, speaker)


class Duplicate(Value):
    """A passage that says the same as a hit in the same words, the report in which it stands, and its neighbours."""

    passage: Passage
    report: ReportInfo
    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()


class Hit(Value):
    """A retrieved passage with its scores.

    ``score`` is the fused one by which hits are ordered, in [0, 1]. ``dense_score`` is the cosine similarity of
    the question and the passage, ``lexical_score`` the BM25 score; each is ``None`` when that side did not
    return the passage. ``before`` and ``after`` are the neighbours that were asked for. ``duplicates`` are passages of
    other reports that say nothing which this one and its like do not say in the same words. ``statements``, if they
    were asked for, are those of its report of which words stand in the passage or its neighbours.
    """

    passage: Passage
    report: ReportInfo
    score: float
    dense_score: float | None = None
    lexical_score: float | None = None
    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    statements: tuple[Statement, ...] = ()


def report_id(source: str, text: str) -> str:
    """Return the id of the report with that source key and cleaned text."""
    return hashlib.sha256(f"{source}\0{text}".encode()).hexdigest()[:ID_LENGTH]


def passage_id(report: str, start: int, end: int) -> str:
    """Return the id of the passage at ``start``-``end`` of a report."""
    return f"{report}:{start}-{end}"


def statement_id(report: str, start: int, end: int, speaker: int | None) -> str:
    """Return the id of the statement at ``start``-``end`` of a report, whose speaker is named at ``speaker``."""
    return passage_id(report, start, end) + ("" if speaker is None else f"/{speaker}")
