"""Is the corpus whole? Every report complete, every row found by its own vector, the lexical index in step."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from mediaqa.errors import CorpusDamagedError, StoreError
from mediaqa.outcomes import OnProgress, Problem, Progress
from mediaqa.store.chroma import KINDS, Collection
from mediaqa.store.locking import Journal
from mediaqa.store.records import Record, Snapshot
from mediaqa.store.shared import Store
from mediaqa.store.views import View
from mediaqa.store.writing import orphans_among
from mediaqa.values import report_id

BATCH = 500
"""How many rows are looked at in one read."""

NEIGHBOURS = 5
"""Among so many nearest rows a row has to be, when it is looked for by its own vector."""

SAME = 1e-4
"""Rows as near as this to a row's vector are its equals: many equal texts may crowd it out of its own neighbours."""


def damaged_reports(
    store: Store, records: Sequence[Record], on_progress: OnProgress | None = None
) -> list[tuple[Record, Problem]]:
    """Return those of ``records`` whose passages are not all there, or whose joined text is not what their id says."""
    found = []
    for done, record in enumerate(records):
        if on_progress is not None and done % 100 == 0:
            on_progress(Progress(stage="checking", done=done, total=len(records), source=record.info.source))
        problem = store.read(lambda view, record=record: _report_problem(view, record))  # type: ignore[misc]
        if problem is not None:
            found.append((record, problem))
    if on_progress is not None:
        on_progress(Progress(stage="checking", done=len(records), total=len(records)))
    return found


def lost_vectors(store: Store) -> list[str]:
    """Return the ids of live rows, of all three collections, that a query with their own vector does not find."""
    snapshot = store.snapshot()
    return [
        id_
        for kind, ids in _live_rows(snapshot).items()
        for start in range(0, len(ids), BATCH)
        for id_ in store.read(lambda view, part=ids[start : start + BATCH], kind=kind: _lost(view, kind, part))  # type: ignore[misc]
    ]


def orphan_rows(store: Store) -> Journal:
    """Return the rows that belong to no report as it is now."""

    def find(view: View) -> Journal:
        rows = Journal.model_validate({kind: tuple(view.collection(kind).ids()) for kind in KINDS})
        return orphans_among(rows, view.snapshot)

    return store.read(find)


def _live_rows(snapshot: Snapshot) -> dict[str, list[str]]:
    live = snapshot.live.values()
    return {
        "passages": [row for record in live for row in record.passage_rows],
        "statements": [row for record in live for row in record.statement_rows],
        "reports": [record.row for record in live],
    }


def _report_problem(view: View, record: Record) -> Problem | None:
    if view.snapshot.live.get(record.id) is None:  # replaced in the meantime
        return None
    ids = record.passage_rows
    rows = view.collection("passages").rows(ids)
    missing = len(ids) - len(rows)
    source = record.info.source
    if missing:
        detail = f"{source}: {missing} of {len(ids)} passages are missing"
        return Problem(kind="missing_passage", detail=detail, report_id=record.id)
    if report_id(source, "".join(rows[id_].text for id_ in ids)) != record.id:
        return Problem(
            kind="altered_passage", detail=f"{source}: the text is not what was indexed", report_id=record.id
        )
    return None


def lost_statements(store: Store) -> list[str]:
    """Return the ids of the live reports whose statements are not all there, or cannot be read."""

    def lost(view: View, record: Record) -> bool:
        if view.snapshot.live.get(record.id) is not record:  # replaced in the meantime
            return False
        known = record.statement_rows
        if len(view.collection("statements").rows(known)) < len(known):
            return True
        try:
            found = view.statements([record]).get(record.id, [])
        except CorpusDamagedError:
            return True
        return [statement.id for statement in found] != record.statement_ids

    records = store.snapshot().live.values()
    return [one.id for one in records if one.said and store.read(lambda view, one=one: lost(view, one))]  # type: ignore[misc]


def _lost(view: View, kind: str, ids: Sequence[str]) -> list[str]:
    collection = view.collection(kind)
    present = set(collection.rows(ids))
    vectors = dict(_readable(collection, [id_ for id_ in ids if id_ in present]))
    lost = [id_ for id_ in ids if id_ in present and id_ not in vectors]
    if not vectors:
        return lost
    neighbours = collection.nearest(np.stack(list(vectors.values())), NEIGHBOURS)
    return lost + [
        id_
        for id_, found in zip(vectors, neighbours, strict=True)
        if id_ not in dict(found) and not _crowded_out(found)
    ]


def _readable(
    collection: Collection, ids: Sequence[str]
) -> Iterator[tuple[str, np.ndarray[tuple[int], np.dtype[np.float32]]]]:
    # One lost vector fails the whole call: halve until the lost ones stand alone.
    if not ids:
        return
    try:
        yield from collection.vectors(ids).items()
    except StoreError:
        if len(ids) > 1:
            yield from _readable(collection, ids[: len(ids) // 2])
            yield from _readable(collection, ids[len(ids) // 2 :])


def _crowded_out(found: Sequence[tuple[str, float]]) -> bool:
    """Whether equal rows were found in a row's place: its vector is there, and leads to its text."""
    return bool(found) and found[0][1] >= 1 - SAME


def summary(ids: Sequence[str], what: str) -> str:
    """Say in one line which reports the rows of ``ids`` belong to."""
    reports = Counter(id_.partition(":")[0] for id_ in ids)
    named = ", ".join(f"{report} ({count})" for report, count in reports.most_common(5))
    more = f" and {len(reports) - 5} more" if len(reports) > 5 else ""
    return f"{len(ids)} {what}: {named}{more}"
