"""``check``: every finding of ``mediaqa.checking`` in turn, and what puts it right."""

from collections.abc import Callable

from mediaqa.catchup import LexicalCache
from mediaqa.checking import damaged_reports, lost_statements, lost_vectors, orphan_rows, summary
from mediaqa.errors import LexicalIndexError
from mediaqa.outcomes import CheckResult, OnProgress, Problem
from mediaqa.store.shared import Store

SHOWN = 5
"""Reports that are named in one problem, at most."""


def check(
    store: Store,
    lexical: LexicalCache,
    rebuild: Callable[[], None],
    *,
    repair: bool,
    on_progress: OnProgress | None = None,
) -> CheckResult:
    """Look at the whole corpus; with ``repair``, mend it. ``rebuild`` embeds everything anew with the same model."""
    problems = [
        *_interrupted(store),
        *_damaged(store, repair=repair, on_progress=on_progress),
        *_orphans(store, repair=repair),
        *_unsaid(store, rebuild, repair=repair),
        *_lost(store, rebuild, repair=repair),
        *_lexical(store, lexical, repair=repair),
    ]
    snapshot = store.snapshot()
    return CheckResult(reports=len(snapshot.live), passages=snapshot.passage_count, problems=tuple(problems))


def _interrupted(store: Store) -> list[Problem]:
    if not store.sweep():
        return []
    return [Problem(kind="interrupted_write", detail="a write was cut off; it is swept up", repaired=True)]


def _damaged(store: Store, *, repair: bool, on_progress: OnProgress | None) -> list[Problem]:
    live = list(store.snapshot().live.values())
    suspects = [record for record, _ in damaged_reports(store, live, on_progress)]
    if not suspects:
        return []
    # Again under the lock: a report that another process was just replacing looks the same.
    with store.writing() as writer:
        found = damaged_reports(store, suspects)
        if repair and found:
            writer.remove([record for record, _ in found])
    if not repair:
        return [problem for _, problem in found]
    return [
        problem.model_copy(update={"repaired": True, "detail": f"{problem.detail}; taken out: index it again"})
        for _, problem in found
    ]


def _orphans(store: Store, *, repair: bool) -> list[Problem]:
    # Under the lock: the rows of a commit that is under way would look like orphans.
    with store.writing() as writer:
        orphans = orphan_rows(store)
        if repair and orphans:
            writer.drop(orphans)
    rows = orphans.passages + orphans.statements + orphans.reports
    return [Problem(kind="orphan_rows", detail=summary(rows, "rows of no report"), repaired=repair)] if rows else []


def _unsaid(store: Store, rebuild: Callable[[], None], *, repair: bool) -> list[Problem]:
    lost, repaired = _rebuilt(lambda: lost_statements(store), rebuild, repair=repair)
    if not lost:
        return []
    detail = f"{len(lost)} reports lack statements: {', '.join(lost[:SHOWN])}{' …' if len(lost) > SHOWN else ''}"
    return [Problem(kind="lost_statements", detail=detail, repaired=repaired)]


def _lost(store: Store, rebuild: Callable[[], None], *, repair: bool) -> list[Problem]:
    lost, repaired = _rebuilt(lambda: lost_vectors(store), rebuild, repair=repair)
    if not lost:
        return []
    return [Problem(kind="lost_vector", detail=summary(lost, "rows not found by their vector"), repaired=repaired)]


def _rebuilt(find: Callable[[], list[str]], rebuild: Callable[[], None], *, repair: bool) -> tuple[list[str], bool]:
    """Return what is lost, and whether embedding everything anew has brought it back."""
    lost = find()
    if lost and repair:
        rebuild()
        return lost, not find()
    return lost, False


def _lexical(store: Store, lexical: LexicalCache, *, repair: bool) -> list[Problem]:
    lexical.catch_up()
    indexed, live = lexical.index.document_count, store.snapshot().passage_count
    detail = f"the lexical index holds {indexed} passages, the corpus {live}"
    if indexed == live:
        try:
            lexical.index.search(_words(store), limit=1)
        except LexicalIndexError as error:
            detail = str(error)
        else:
            return []
    if repair:
        lexical.rebuild()
    return [Problem(kind="lexical_index", detail=detail, repaired=repair)]


def _words(store: Store) -> str:
    """Return the words of some passage, which must be found."""
    first = [id_ for record in store.snapshot().live.values() for id_ in record.passage_ids[:1]][:1]
    return " ".join(passage.text for passage in store.read(lambda view: view.passages(first)).values())
