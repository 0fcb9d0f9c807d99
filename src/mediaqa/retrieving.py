"""Retrieval: one state of the store and the lexical index are searched side by side; what they propose becomes hits."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
import numpy.typing as npt

from mediaqa.duplicates import Collapsing
from mediaqa.errors import CorpusClosedError
from mediaqa.lexical import LexicalIndex
from mediaqa.searching import Filters, Fused, fuse
from mediaqa.settings import Settings
from mediaqa.store.records import Snapshot, place_of
from mediaqa.store.views import Scope, View, in_section
from mediaqa.values import Hit, Passage

KEPT_FILTERS = 8
"""Filters whose passages are remembered, each with up to ``views.KEPT_BYTES`` of vectors; then they begin anew."""


LOOKAHEAD = 4
"""Candidates after the last hit that are looked at too: near-duplicates of it, whose scores are next to its own."""

MORE, MOST = 4, 5000
"""Where near-duplicates leave too few hits, so many times more candidates are proposed, up to this number."""


class Retriever:
    """Searches the two sides of one corpus. Thread-safe."""

    def __init__(self, index: LexicalIndex, settings: Settings) -> None:
        self._index = index
        self._settings = settings
        self._scopes: tuple[Snapshot | None, dict[Filters, Scope]] = (None, {})
        # Chroma and tantivy both let other threads run while they search: side by side they take half as long.
        self._beside = ThreadPoolExecutor(settings.workers, thread_name_prefix="mediaqa-nearest")

    def close(self) -> None:
        """Wait for the searches that are under way; later ones raise ``CorpusClosedError``."""
        self._beside.shutdown()

    def hits(
        self,
        view: View,
        question: str,
        vector: npt.NDArray[np.float32],
        filters: Filters,
        limit: int,
        neighbours: int,
    ) -> list[Hit]:
        """Return up to ``limit`` passages with their scores and neighbours, the best first.

        ``vector`` is that of the question, of the model that made the vectors of ``view``.
        """
        scope = self._scope(view, filters)
        candidates = max(limit, self._settings.candidates)
        while True:
            nearest, lexical = self._proposed(view, question, vector, candidates, scope)
            fused = fuse(nearest, lexical, dense_weight=self._settings.dense_weight)
            hits = _distinct(view, fused, limit, neighbours)
            if len(hits) == limit or candidates >= MOST or max(len(nearest), len(lexical)) < candidates:
                return hits
            candidates = min(MORE * candidates, MOST)

    def _proposed(
        self, view: View, question: str, vector: npt.NDArray[np.float32], candidates: int, scope: Scope | None
    ) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
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
            whole = filters._replace(report=view.snapshot.find(filters.report).id) if filters.report else filters
            scope = view.scope(whole.admit, filters.section)
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
