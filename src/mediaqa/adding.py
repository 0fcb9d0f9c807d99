"""From sources to the store: read what has changed, split it, embed it, commit it, a batch at a time.

Files are read some way ahead, in processes of their own where that is worth it; they are committed in order.
"""

import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mediaqa.embedding import Embedder
from mediaqa.entries import Unembedded, committed, embedded
from mediaqa.errors import InputError, MediaQAError, ReadError
from mediaqa.llama_documents import by_key, is_document, report_of
from mediaqa.outcomes import AddResult, Failure, OnProgress
from mediaqa.pacing import Pace
from mediaqa.preparing import Prepared, Task, prepared
from mediaqa.reading import PIPELINE_VERSION
from mediaqa.sources import (
    NOT_STORED,
    Item,
    Limits,
    Loaded,
    Source,
    can_be_stored,
    flattened,
    items_of,
    report_item,
    shown,
)
from mediaqa.splitting import SPLITTING_VERSION
from mediaqa.statements import STATEMENTS_VERSION, OwnWords
from mediaqa.store.records import Record
from mediaqa.store.shared import Store
from mediaqa.values import Overrides, Report, report_id
from mediaqa.worker import carried_out
from mediaqa.workers import Workers

BATCH_PASSAGES, IDLE_PASSAGES = 1000, 250
"""A commit is made once so many passages have gathered: enough to spread its fixed cost (a few synced files), few
enough that other processes wait for less than a second. Fewer are enough where there is nothing to do but wait."""

AHEAD, AHEAD_BYTES = 400, 64_000_000
"""Files that are read ahead of the one that is next, at most, and their bytes: they wait in memory. So many keep the
readers at work while a batch is committed."""

PATIENCE = 0.2
"""Seconds after which a wait for a reader looks whether all was stopped."""

TOGETHER, SHARE = 16, 32
"""Small files that are read in one go at most, and the share of all that these may be: each reader needs its part."""

MANY = 100
"""From so many sources on, text is read in other processes too: each takes most of a second to start."""

TEXT = frozenset({"text", "markdown"})
"""Formats that our own small readers read, so that they are safe in this process."""

SMALL = 200_000
"""Of those too, a file of more bytes is read in another process, where time and memory are bounded."""


class Recipe(NamedTuple):
    """How a report becomes rows. Two equal recipes make equal rows of equal bytes."""

    passage_tokens: int
    limits: Limits
    own_words: OwnWords = ()

    def fingerprint(self, loaded: Loaded, overrides: Overrides) -> str:
        """Return the digest of all that decides what a source becomes."""
        version = f"{PIPELINE_VERSION}/{SPLITTING_VERSION}/{STATEMENTS_VERSION}/{self.passage_tokens}"
        how = f"{loaded.name}\0{loaded.format}\0{loaded.charset or ''}{repr(self.own_words) if self.own_words else ''}"
        head = f"{version}\0{how}\0{overrides.model_dump_json(exclude_defaults=True)}\0"
        return hashlib.sha256(head.encode("utf-8", "surrogateescape") + loaded.data).hexdigest()

    def task(self, loaded: Loaded, overrides: Overrides) -> Task:
        """Return how a file is read."""
        return Task(
            source=loaded.key,
            name=loaded.name,
            format=loaded.format,
            charset=loaded.charset,
            overrides=overrides,
            passage_tokens=self.passage_tokens,
            own_words=self.own_words,
        )


class Waiting(NamedTuple):
    """A source that is being read."""

    item: Item
    key: str
    fingerprint: str
    size: int
    prepared: "Future[Prepared]"


@dataclass
class Adding:
    """One call of ``add``: what has gathered, and what became of each source."""

    store: Store
    embedder: Embedder
    embedding: str
    recipe: Recipe
    workers: Workers
    overrides: Overrides
    stopped: threading.Event
    ahead: deque[Waiting] = field(default_factory=deque)
    batch: dict[str, Unembedded] = field(default_factory=dict)
    outcome: dict[str, list[object]] = field(default_factory=dict)
    together: int = 1

    def run(self, sources: Sequence[Source], on_progress: OnProgress | None) -> AddResult:
        """Add every source. A single one that fails raises; of several, the failures are told in the result."""
        if not can_be_stored(self.overrides):
            hint = "Check the title, the tags and the fields that were given."
            raise InputError(f"what is given for every source holds {NOT_STORED}", hint=hint)
        sources = flattened(sources)
        items = list(self._items(sources, alone=len(sources) == 1))
        alone = len(sources) == len(items) == 1 and not _is_folder(sources[0])
        self.store.sweep()  # what a killed writer touched is not unchanged
        pace = Pace("reading", len(items), on_progress)
        self.together = max(1, min(TOGETHER, len(items) // SHARE))
        try:
            for done, item in enumerate(items):
                if self.stopped.is_set():
                    break
                pace.tell(done - len(self.ahead), item.label)
                self._begin(item, alone=alone, many=len(items) >= MANY)
                while self.ahead and (self.ahead[0].prepared.done() or self._is_far_ahead()):
                    self._take(self.ahead.popleft(), alone=alone)
            self.workers.flush()
            while self.ahead and not self.stopped.is_set():
                self._take(self.ahead.popleft(), alone=alone)
                pace.tell(len(items) - len(self.ahead), "")
        finally:
            for one in self.ahead:
                one.prepared.cancel()
        self._flush()
        pace.tell(len(items), "")
        return AddResult.model_validate({name: tuple(found) for name, found in self.outcome.items()})

    def _is_far_ahead(self) -> bool:
        return len(self.ahead) > AHEAD or sum(one.size for one in self.ahead) > AHEAD_BYTES

    def _items(self, sources: Sequence[Source], *, alone: bool) -> Iterator[Item]:
        documents = [source for source in sources if is_document(source)]
        for key, together in by_key(documents).items():
            try:
                yield report_item(report_of(together))
            except ReadError as error:
                if alone:
                    raise
                self._fail(shown(key), error)
        for source in sources:
            if is_document(source):
                continue
            try:
                yield from items_of(source, self.recipe.limits)
            except ReadError as error:
                if alone:
                    raise
                self._fail(shown(source.source if isinstance(source, Report) else source), error)

    def _begin(self, item: Item, *, alone: bool, many: bool) -> None:
        """Load a source; where it has changed, have it read."""
        try:
            loaded = item.load()
        except ReadError as error:
            if alone:
                raise
            self._fail(item.label, error)
            return
        fingerprint = self.recipe.fingerprint(loaded, self.overrides)
        known = self.store.known(loaded.key)
        if known is not None and known.state == "live" and known.fingerprint == fingerprint:
            self._tell("unchanged", known.info)
            return
        prepared = self._read(item, loaded, many=many)
        self.ahead.append(Waiting(item, loaded.key, fingerprint, len(loaded.data), prepared))

    def _read(self, item: Item, loaded: Loaded, *, many: bool) -> "Future[Prepared]":
        small = loaded.format in TEXT and len(loaded.data) <= SMALL
        if item.report is None and (many or not small):
            together = self.together if small else 1
            return self.workers.submit(self.recipe.task(loaded, self.overrides), loaded.data, together=together)
        here: Future[Prepared] = Future()
        try:
            here.set_result(self._prepared(item, loaded))
        except ReadError as error:
            here.set_exception(error)
        return here

    def _prepared(self, item: Item, loaded: Loaded) -> Prepared:
        if item.report is None:
            return carried_out(self.recipe.task(loaded, self.overrides), loaded.data)
        report = overridden(item.report, self.overrides)
        return prepared(report, self.recipe.passage_tokens, self.recipe.own_words)

    def _take(self, waiting: Waiting, *, alone: bool) -> None:
        """Put what was read into the batch; what is still being read when all is stopped is given up."""
        if not waiting.prepared.done() and self._gathered() >= IDLE_PASSAGES:
            self._flush()
        if not (waiting.prepared.done() or waiting.prepared.running()):
            self.workers.flush()  # it may be among those that still gather
        while not wait([waiting.prepared], timeout=PATIENCE).done:
            if self.stopped.is_set():
                return
        try:
            prepared = waiting.prepared.result()
        except ReadError as error:
            if alone:
                raise
            self._fail(waiting.item.label, error)
            return
        record = _record(prepared, waiting.fingerprint)
        self.batch[waiting.key] = Unembedded(record, prepared.passages, prepared.statements)
        if self._gathered() >= BATCH_PASSAGES:
            self._flush()

    def _gathered(self) -> int:
        return sum(len(one.passages) for one in self.batch.values())

    def _flush(self) -> None:
        if not self.batch:
            return
        entries = embedded(list(self.batch.values()), self.embedder)
        for what, info in committed(self.store, entries, self.embedding):
            self._tell(what, info)
        self.batch.clear()

    def _fail(self, label: str, error: MediaQAError) -> None:
        self._tell("failed", Failure(source=label, error=str(error), hint=error.hint))

    def _tell(self, what: str, value: object) -> None:
        self.outcome.setdefault(what, []).append(value)


def overridden(report: Report, overrides: Overrides) -> Report:
    """Return a caller's report with what the caller knows better, and with the right id."""
    changes = {name: value for name, value in overrides if value is not None}
    if overrides.metadata is not None:
        changes["metadata"] = {**report.metadata, **overrides.metadata}
    origins = {**report.origins, **dict.fromkeys(changes, "caller")}
    id_ = report_id(report.source, report.text)
    return report.model_copy(update={**changes, "id": id_, "origins": origins})


def _record(prepared: Prepared, fingerprint: str) -> Record:
    report = prepared.report
    return Record(
        info=report.info,
        sections=report.sections,
        quotations=report.quotations,
        pages=report.pages,
        digests=prepared.digests,
        fingerprint=fingerprint,
        attribution=STATEMENTS_VERSION,
    )


def _is_folder(source: Source) -> bool:
    # Not ``Path.is_dir``: what cannot be looked at is no folder, and reading it says why.
    return isinstance(source, (str, Path)) and os.path.isdir(source)  # noqa: PTH112
