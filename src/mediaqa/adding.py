"""From sources to the store: read what has changed, split it, embed it, commit it, a batch at a time."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mediaqa.embedding import Embedder
from mediaqa.entries import Unembedded, embedded
from mediaqa.errors import (
    EmbeddingMismatchError,
    EmptyReportError,
    MediaQAError,
    MissingPathError,
    ReadError,
    UnsupportedFormatError,
)
from mediaqa.outcomes import AddResult, Failure, OnProgress, Progress
from mediaqa.reading import PIPELINE_VERSION, find_files, load_bytes, read_document, source_key
from mediaqa.splitting import SPLITTING_VERSION, split
from mediaqa.store.records import Record
from mediaqa.store.shared import Store
from mediaqa.values import Overrides, Report, Section, report_id

BATCH_PASSAGES = 1000
"""A commit is made once so many passages have gathered: enough to spread its fixed cost (a few synced files), few
enough that other processes wait for less than a second."""

Source = str | Path | Report


class Recipe(NamedTuple):
    """How a report becomes rows. Two equal recipes make equal rows of equal bytes."""

    passage_tokens: int
    max_bytes: int

    def fingerprint(self, data: bytes, name: str, overrides: Overrides) -> str:
        """Return the digest of all that decides what a source becomes."""
        version = f"{PIPELINE_VERSION}/{SPLITTING_VERSION}/{self.passage_tokens}"
        head = f"{version}\0{name}\0{overrides.model_dump_json(exclude_defaults=True)}\0"
        return hashlib.sha256(head.encode("utf-8", "surrogateescape") + data).hexdigest()


class Item(NamedTuple):
    """One source: its key, how it is called in messages, its bytes, and how they become a report."""

    key: str
    label: str
    name: str
    load: Callable[[], bytes]
    read: Callable[[bytes], Report]


@dataclass
class Adding:
    """One call of ``add``: what has gathered, and what became of each source."""

    store: Store
    embedder: Embedder
    embedding: str
    recipe: Recipe
    overrides: Overrides
    stopped: threading.Event
    batch: dict[str, Unembedded] = field(default_factory=dict)
    outcome: dict[str, list[object]] = field(default_factory=dict)

    def run(self, sources: Sequence[Source], on_progress: OnProgress | None) -> AddResult:
        """Add every source. A single one that fails raises; of several, the failures are told in the result."""
        alone = len(sources) == 1 and not _is_folder(sources[0])
        items = list(self._items(sources, alone=alone))
        self.store.sweep()  # what a killed writer touched is not unchanged
        for done, item in enumerate(items):
            if self.stopped.is_set():
                break
            if on_progress is not None:
                on_progress(Progress(stage="reading", done=done, total=len(items), source=item.label))
            self._take(item, alone=alone)
        self._flush()
        if on_progress is not None:
            on_progress(Progress(stage="reading", done=len(items), total=len(items)))
        return AddResult.model_validate({name: tuple(found) for name, found in self.outcome.items()})

    def _items(self, sources: Sequence[Source], *, alone: bool) -> Iterator[Item]:
        for source in sources:
            try:
                if isinstance(source, Report):
                    yield self._report_item(source)
                elif source == "":  # as a path it would be the working directory
                    raise MissingPathError("a source is an empty text")
                elif isinstance(source, str) and "://" in source:
                    raise UnsupportedFormatError(f"{source}: web addresses are not read")
                elif isinstance(source, (str, Path)):
                    yield from map(self._file_item, find_files(Path(source)))
                else:
                    raise TypeError(f"a source is a path or a Report, not {type(source).__name__}")
            except ReadError as error:
                if alone or (len(sources) == 1):
                    raise
                self._fail(_shown(source), error)

    def _file_item(self, path: Path) -> Item:
        key = source_key(path)
        return Item(
            key=key,
            label=_shown(path),
            name=path.name,
            load=lambda: load_bytes(path, self.recipe.max_bytes),
            read=lambda data: read_document(data, source=key, name=path.name, overrides=self.overrides),
        )

    def _report_item(self, report: Report) -> Item:
        ready = settled(report, self.overrides)
        return Item(
            key=report.source,
            label=report.source,
            name="",
            load=lambda: ready.model_dump_json().encode(),
            read=lambda _: ready,
        )

    def _take(self, item: Item, *, alone: bool) -> None:
        try:
            data = item.load()
            fingerprint = self.recipe.fingerprint(data, item.name, self.overrides)
            known = self.store.known(item.key)
            if known is not None and known.state == "live" and known.fingerprint == fingerprint:
                self._tell("unchanged", known.info)
                return
            report = item.read(data)
        except ReadError as error:
            if alone:
                raise
            self._fail(item.label, error)
            return
        passages = split(report, max_tokens=self.recipe.passage_tokens)
        self.batch[item.key] = Unembedded(_record(report, fingerprint), passages)
        if sum(len(waiting.passages) for waiting in self.batch.values()) >= BATCH_PASSAGES:
            self._flush()

    def _flush(self) -> None:
        if not self.batch:
            return
        entries = embedded(list(self.batch.values()), self.embedder)
        with self.store.writing() as writer:
            if writer.embedding != self.embedding:
                raise EmbeddingMismatchError(f"{self.store.folder}: reembedded with another model in the meantime")
            before = writer.snapshot.by_source
            for record in writer.commit(entries):
                was = before.get(record.info.source)
                self._tell("added" if was is None or was.state == "removed" else "changed", record.info)
        self.batch.clear()

    def _fail(self, label: str, error: MediaQAError) -> None:
        self._tell("failed", Failure(source=label, error=str(error), hint=error.hint))

    def _tell(self, what: str, value: object) -> None:
        self.outcome.setdefault(what, []).append(value)


def settled(report: Report, overrides: Overrides) -> Report:
    """Return a caller's report ready for the store: overrides applied, its id right, its sections tiling the text."""
    try:
        report.text.encode()
    except UnicodeEncodeError as error:
        raise ReadError(
            f"{report.source}: the text holds lone surrogates", hint="Pass it through read_text."
        ) from error
    if not report.text.strip():
        raise EmptyReportError(f"{report.source}: the report is empty")
    whole = Section(title=None, level=0, start=0, end=len(report.text))
    sections = report.sections or (whole,)
    ends = [0, *(section.end for section in sections)]
    if ends[-1] != len(report.text) or any(s.start != end for s, end in zip(sections, ends, strict=False)):
        raise ReadError(f"{report.source}: the sections do not tile the text")
    changes = overrides.model_dump(exclude_none=True)
    origins = {**report.origins, **dict.fromkeys(changes, "caller")}
    id_ = report_id(report.source, report.text)
    return report.model_copy(update={**changes, "id": id_, "sections": sections, "origins": origins})


def _record(report: Report, fingerprint: str) -> Record:
    return Record(
        info=report.info,
        sections=report.sections,
        quotations=report.quotations,
        pages=report.pages,
        fingerprint=fingerprint,
    )


def _shown(source: object) -> str:
    """Return a source's name as it can be shown: a file's name need not be text."""
    return str(source).encode("utf-8", "backslashreplace").decode()


def _is_folder(source: Source) -> bool:
    # Not ``Path.is_dir``: what cannot be looked at is no folder, and reading it says why.
    return isinstance(source, (str, Path)) and os.path.isdir(source)  # noqa: PTH112
