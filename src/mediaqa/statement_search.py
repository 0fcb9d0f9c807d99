"""Search among statements: what two sides propose, the nearest contents and the passages with the words, scored alike.

A statement fits as far as its cue and content hold the words that are looked for, each as much as it is rare, and as
its content is near in meaning. Who "blamed Brussels" has to blame Brussels: one that aims at another does not fit.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mediaqa.answers import Elsewhere
from mediaqa.duplicates import sentence_digest
from mediaqa.extracting.kinds import aims_elsewhere
from mediaqa.extracting.matching import Embed, Matcher
from mediaqa.extracting.questions import Question, analyse
from mediaqa.lexical import LexicalIndex
from mediaqa.links import link_to
from mediaqa.sayings import Sayings
from mediaqa.searching import SCORE_DIGITS, Wanted
from mediaqa.store.records import Record, place_of, versioned
from mediaqa.store.said import Place, place_from, place_of_statement
from mediaqa.store.views import View
from mediaqa.values import Statement
from mediaqa.voices import StatementHit
from mediaqa.wording import Word, language_of, lexicon, plain, words

CANDIDATES = 100
"""Statements, and passages, that each side proposes at least."""

BEST, OWN_BEST = 0.4, 0.2
"""The score from which a statement fits at all; and one of a voice or an outlet that is asked for by name."""

WORTH = 0.6
"""The share of the best score from which others fit too."""

HEADING = 0.5
"""The worth of a word that stands alone in the heading above, or in the report's title."""

Match = tuple[Record, Statement]


class About(NamedTuple):
    """What is looked for: the words, their vector in the model of the store, and how many statements at most."""

    text: str
    vector: npt.NDArray[np.float32]
    limit: int


@dataclasses.dataclass(frozen=True)
class Worded:
    """A statement as its words are read: its cue, then its content."""

    verbatim: str

    @property
    def words(self) -> tuple[Word, ...]:
        """The words."""
        return words(self.verbatim)


def listed(view: View, sayings: Sayings, wanted: Wanted, limit: int | None) -> list[StatementHit]:
    """Return all statements that are wanted, the earliest first, those of one day in the order of their reports."""
    matching = sayings.matching(wanted)
    matches = _read(view, [record for record, _ in matching.values()])
    found = [
        (record, statement)
        for record, statement in matches
        if place_of_statement(statement) in matching[record.id][1] and wanted.admits(statement)
    ]
    found.sort(key=_by_day)
    return _once([_hit(match, sayings) for match in found])[:limit]


class StatementSearch:
    """Searches the statements of one corpus. ``embed`` tells near words, ``dense_weight`` is the share of meaning."""

    def __init__(self, index: LexicalIndex, dense_weight: float, embed: Embed) -> None:
        self._index = index
        self._dense_weight = dense_weight
        self._embed = embed

    def about(self, view: View, sayings: Sayings, wanted: Wanted, about: About) -> list[StatementHit]:
        """Return the statements that are wanted and fit what they should be about, the best first."""
        fitting = self._fitting(view, sayings, wanted, about)
        hits = (_hit(match, sayings).model_copy(update={"score": score}) for score, match in fitting)
        return _once(hits)[: about.limit]

    def passages(self, view: View, sayings: Sayings, wanted: Wanted, about: About) -> dict[str, float]:
        """Return the passages in which the same begin, each with the score of its best one."""
        best: dict[str, float] = {}
        for score, (record, statement) in self._fitting(view, sayings, wanted, about):
            best.setdefault(record.passage_at(statement.start), score)
            if len(best) == about.limit:
                break
        return best

    def _fitting(self, view: View, sayings: Sayings, wanted: Wanted, about: About) -> list[tuple[float, Match]]:
        candidates = max(CANDIDATES, 2 * about.limit)
        matching = None if wanted == Wanted() else sayings.matching(wanted)
        proposed = self._proposed(view, matching, about, candidates)
        records = [view.snapshot.live[report] for report in proposed]
        found = [
            (record, statement)
            for record, statement in _read(view, records)
            if proposed[record.id](statement)
            and (matching is None or place_of_statement(statement) in matching[record.id][1])
            and wanted.admits(statement)
        ]
        scored = self._scored(view, found, about)
        least = max(
            OWN_BEST if wanted.filters.name_a_voice else BEST, WORTH * max((score for score, _ in scored), default=0.0)
        )
        return sorted(((score, match) for score, match in scored if score >= least), key=_by_score)

    def _proposed(
        self,
        view: View,
        matching: dict[str, tuple[Record, frozenset[Place]]] | None,
        about: About,
        candidates: int,
    ) -> dict[str, Callable[[Statement], bool]]:
        """Return which statements of which reports either side proposes."""
        rows = None
        if matching is not None:
            rows = [
                versioned(place.statement_id(report), record.revision)
                for report, (record, places) in matching.items()
                for place in sorted(places)
            ]
        near: dict[str, set[Place]] = defaultdict(set)
        for id_, _ in view.nearest_statements(about.vector, candidates, rows):
            report, place = place_from(id_)
            near[report].add(place)
        reports = None if matching is None else frozenset(matching)
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)

        def live(passage: str) -> bool:
            return view.admits(passage, None)

        for passage, _ in self._index.search(about.text, limit=candidates, reports=reports, admits=live):
            report, start, end = place_of(passage)
            spans[report].append((start, end))
        return {
            report: _among(near[report], spans[report]) for report in {*near, *spans} if report in view.snapshot.live
        }

    def _scored(self, view: View, matches: Sequence[Match], about: About) -> list[tuple[float, Match]]:
        if not matches:
            return []
        question = _asked(about.text)
        lists = lexicon(question.language)
        worded = [Worded(_words_of(statement)) for _, statement in matches]
        headings = [f"{record.info.title}\n{record.section_at(one.start) or ''}" for record, one in matches]
        terms = question.terms or question.voice
        matcher = Matcher(terms, [*(one.verbatim for one in worded), *headings], lists, self._embed)
        weights = np.array([term.share * max(0.1, self._index.rarity(term.word)) for term in terms])
        near = self._nearness(view, matches, about)
        share = self._dense_weight if question.language == "en" else 0.0
        scored = []
        for match, one, heading, cosine in zip(matches, worded, headings, near, strict=True):
            if aims_elsewhere(question, one, matcher):
                continue
            strengths = np.maximum(matcher.strengths(one.verbatim), HEADING * matcher.strengths(heading))
            held = float(strengths @ weights / weights.sum()) if weights.sum() else 0.0
            scored.append((round(share * max(0.0, cosine) + (1 - share) * held, SCORE_DIGITS), match))
        return scored

    def _nearness(self, view: View, matches: Sequence[Match], about: About) -> list[float]:
        rows = [versioned(statement.id, record.revision) for record, statement in matches]
        return [float(vector @ about.vector) for vector in view.vectors("statements", rows)]


def _asked(text: str) -> Question:
    """Return what is looked for as a question for voices: "blamed Brussels" asks who blamed Brussels."""
    language = language_of(text)
    asked = analyse(text, language)
    first = next(iter(words(text)), None)
    if first and plain(first.text) in lexicon(language).cues:
        asked = analyse(f"{'кто' if language == 'ru' else 'who'} {text}", language)
    return asked


def _words_of(statement: Statement) -> str:
    cue = statement.cue or ""
    inside = statement.cue_span and statement.start <= statement.cue_span.start < statement.end
    return statement.content if inside else f"{cue} {statement.content}"


def _among(places: set[Place], spans: Sequence[tuple[int, int]]) -> Callable[[Statement], bool]:
    def proposed(statement: Statement) -> bool:
        inside = any(start < statement.end and statement.start < end for start, end in spans)
        return inside or place_of_statement(statement) in places

    return proposed


def _read(view: View, records: Sequence[Record]) -> list[Match]:
    told = view.statements(records)
    return [(record, statement) for record in records for statement in told.get(record.id, ())]


def _by_day(match: Match) -> tuple[bool, int, int, str, int, int]:
    """Return when it was said, then when that was reported, then where."""
    record, statement = match
    published = record.info.published_on
    day = statement.stated_on or published
    days = (day.toordinal() if day else 0, published.toordinal() if published else 0)
    return (day is None, *days, record.id, statement.start, statement.end)


def _by_score(scored: tuple[float, Match]) -> tuple[float, str, int, int]:
    score, (record, statement) = scored
    return (-score, record.id, statement.start, statement.end)


def _hit(match: Match, sayings: Sayings) -> StatementHit:
    record, statement = match
    pages = (page.number for page in record.pages if page.start <= statement.start < page.end)
    page = next(pages, None)
    return StatementHit(
        **dict(statement),
        report=record.info,
        passage_id=record.passage_at(statement.start),
        voice=sayings.names.canonical(statement.speaker) if statement.speaker else None,
        section=record.section_at(statement.start),
        page=page,
        link=link_to(record.info, statement.content, statement.start, statement.end, page=page),
    )


def _once(hits: Iterable[StatementHit]) -> list[StatementHit]:
    """Return each statement once: what the same voice says elsewhere in near-equal words is named by the first."""
    first: dict[object, StatementHit] = {}
    others: dict[object, list[Elsewhere]] = defaultdict(list)
    for hit in hits:
        said = sentence_digest(hit.content) or sentence_digest(f"{hit.voice}: {hit.cue} {hit.content}") or hit.id
        key = (hit.voice, hit.stance, said)
        if key in first:
            others[key].append(_elsewhere(hit))
        first.setdefault(key, hit)
    return [hit.model_copy(update={"also": tuple(others[key])}) if others[key] else hit for key, hit in first.items()]


def _elsewhere(hit: StatementHit) -> Elsewhere:
    return Elsewhere(report=hit.report, start=hit.start, end=hit.end, quote=hit.content, page=hit.page, link=hit.link)
