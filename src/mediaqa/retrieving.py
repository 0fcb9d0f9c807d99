"""Retrieval: one state of the store and the lexical index are searched side by side; what they propose becomes hits."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mediaqa.duplicates import Collapsing
from mediaqa.errors import CorpusClosedError
from mediaqa.lexical import LexicalIndex
from mediaqa.searching import Filters, Fused, Request, favoured, fuse
from mediaqa.settings import Settings
from mediaqa.store.records import Snapshot, place_of
from mediaqa.store.views import Scope, View, in_section
from mediaqa.values import Hit, Passage, Span, Statement
from mediaqa.voicing import StatementsAt

if TYPE_CHECKING:
    from mediaqa.sayings import Sayings

SayingsOf = Callable[[Snapshot], "Sayings"]
"""Gives the voices of a snapshot; they are looked at only where a voice is asked for."""

Proposed = tuple[list[tuple[str, float]], list[tuple[str, float]]]
"""Passages with their scores: the nearest by meaning, and by words."""

KEPT_FILTERS = 8
"""Filters whose passages are remembered, each with up to ``views.KEPT_BYTES`` of vectors; then they begin anew."""


LOOKAHEAD = 4
"""Candidates after the last hit that are looked at too: near-duplicates of it, whose scores are next to its own."""

MORE, MOST = 4, 5000
"""Where near-duplicates leave too few hits, so many times more candidates are proposed, up to this number."""


class Retriever:
    """Searches the two sides of one corpus. Thread-safe."""

    def __init__(self, index: LexicalIndex, settings: Settings, sayings: SayingsOf) -> None:
        self._index = index
        self._sayings = sayings
        self._settings = settings
        self._scopes: tuple[Snapshot | None, dict[Filters, Scope]] = (None, {})
        # Chroma and tantivy both let other threads run while they search: side by side they take half as long.
        self._beside = ThreadPoolExecutor(settings.workers, thread_name_prefix="mediaqa-nearest")

    def close(self) -> None:
        """Wait for the searches that are under way; later ones raise ``CorpusClosedError``."""
        self._beside.shutdown()

    def hits(self, view: View, question: str, vector: npt.NDArray[np.float32], request: Request) -> list[Hit]:
        """Return passages with their scores and neighbours, the best first.

        ``vector`` is that of the question, of the model that made the vectors of ``view``.
        """
        limit = self._settings.search_limit if request.limit is None else request.limit
        scope = self._scope(view, request.filters)
        candidates = max(limit, self._settings.candidates)
        while True:
            nearest, lexical = self._proposed(view, question, vector, candidates, scope)
            exhausted = candidates >= MOST or max(len(nearest), len(lexical)) < candidates
            if request.prefer_speaker is None:
                fused = fuse(nearest, lexical, dense_weight=self._settings.dense_weight)
            else:
                fused = self._favoured(view, question, vector, candidates, request, (nearest, lexical))
            hits = _distinct(view, fused, limit, request.neighbours)
            if len(hits) == limit or exhausted:
                return _with_statements(view, hits) if request.statements else hits
            candidates = min(MORE * candidates, MOST)

    def those(self, view: View, scored: Sequence[tuple[str, float]], neighbours: int) -> list[Hit]:
        """Return passages that were found otherwise as hits, with their scores, neighbours and statements."""
        fused = [Fused(id_, score, None, None) for id_, score in scored]
        return _with_statements(view, _distinct(view, fused, len(fused), neighbours))

    def _favoured(
        self,
        view: View,
        question: str,
        vector: npt.NDArray[np.float32],
        candidates: int,
        request: Request,
        proposed: Proposed,
    ) -> list[Fused]:
        """Return what is proposed, and the best of what the preferred voice says, which come first.

        Where the filters name a speaker too, only passages with words of both voices are preferred.
        """
        own = self._scope(view, request.filters._replace(speaker=request.prefer_speaker))
        preferred = own.passages if own and own.passages else frozenset[str]()
        if request.filters.speaker is not None:
            admitted = self._scope(view, request.filters)
            preferred &= admitted.passages if admitted and admitted.passages else frozenset()
        if not preferred:
            return fuse(*proposed, dense_weight=self._settings.dense_weight)
        extra = self._proposed(view, question, vector, candidates, own)
        nearest, lexical = (
            [*{**dict(one), **{id_: score for id_, score in more if id_ in preferred}}.items()]
            for one, more in zip(proposed, extra, strict=True)
        )
        return favoured(fuse(nearest, lexical, dense_weight=self._settings.dense_weight), preferred)

    def _proposed(
        self, view: View, question: str, vector: npt.NDArray[np.float32], candidates: int, scope: Scope | None
    ) -> Proposed:
        """Return what the two sides propose: the nearest by meaning, and by words."""
        try:
            nearest = self._beside.submit(view.nearest, vector, candidates, scope)
        except RuntimeError as error:  # another thread has closed the corpus meanwhile
            raise CorpusClosedError("the corpus was closed during a search") from error
        try:
            lexical = self._matching(view, question, candidates, scope)
        except BaseException:
            wait([nearest])  # it reads from this view, which is good only for as long as this read
            raise
        return nearest.result(), lexical

    def _matching(self, view: View, question: str, limit: int, scope: Scope | None) -> list[tuple[str, float]]:
        section = scope.section if scope else None
        return self._index.search(
            question,
            limit=limit,
            reports=None if scope is None else scope.reports,
            share=1.0 if scope is None else scope.share,
            sections=None if section is None else lambda title: in_section(title, section),
            admits=lambda passage: view.admits(passage, scope),
        )

    def _scope(self, view: View, filters: Filters) -> Scope | None:
        if filters == Filters():
            return None
        snapshot, scopes = self._scopes
        if snapshot is not view.snapshot:
            scopes = {}
        if (scope := scopes.get(filters)) is None:
            whole = filters.found_in(view.snapshot)
            passages = self._sayings(view.snapshot).passages(whole) if filters.name_a_voice else None
            scope = view.scope(whole.admit, filters.section, passages)
            self._scopes = (view.snapshot, {**(scopes if len(scopes) < KEPT_FILTERS else {}), filters: scope})
        return scope


def _distinct(view: View, fused: Sequence[Fused], limit: int, neighbours: int) -> list[Hit]:
    """Return the best hits, near-duplicates collapsed into one."""
    collapsing = Collapsing()
    place = 0
    while place < len(fused) and len(collapsing.hits) < limit:
        following = fused[place : place + limit - len(collapsing.hits) + LOOKAHEAD]
        for hit in _hits_of(view, following, neighbours):
            collapsing.add(hit)
        place += len(following)
    return collapsing.hits[:limit]


def _with_statements(view: View, hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with the statements of which words stand in them or in their neighbours."""
    live = view.snapshot.live
    told = view.statements([live[report] for report in {hit.report.id for hit in hits} if report in live])
    said = {report: StatementsAt(statements) for report, statements in told.items()}

    def inside(hit: Hit) -> tuple[Statement, ...]:
        around = (*hit.before, hit.passage, *hit.after)
        reach = Span(around[0].start, around[-1].end)
        found = said[hit.report.id].covering(reach) if hit.report.id in said else ()
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))

    return [hit.model_copy(update={"statements": inside(hit)}) for hit in hits]


def _hits_of(view: View, fused: Sequence[Fused], neighbours: int) -> list[Hit]:
    around = {one.id: _around(view, one.id, neighbours) for one in fused}
    wanted = {id_: None for one in fused for id_ in (one.id, *around[one.id][0], *around[one.id][1])}
    passages = view.passages(list(wanted))

    def those(ids: Sequence[str]) -> tuple[Passage, ...]:
        return tuple(passages[id_] for id_ in ids if id_ in passages)

    return [
        Hit(
            passage=passages[one.id],
            report=view.snapshot.live[passages[one.id].report_id].info,
            score=one.score,
            dense_score=one.dense,
            lexical_score=one.lexical,
            before=those(around[one.id][0]),
            after=those(around[one.id][1]),
        )
        for one in fused
        if one.id in passages
    ]


def _around(view: View, passage: str, neighbours: int) -> tuple[list[str], list[str]]:
    if not neighbours:
        return [], []
    report, start, _ = place_of(passage)
    return view.snapshot.live[report].around(start, neighbours, neighbours)
