"""A whole corpus into a file, and back: to back it up, to move it, to share it.

What is exported and imported again is exact: the same ids, the same passages, the same vectors to the bit, and so the
same scores and answers. Two exports of one state are the same bytes.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mediaqa.embedding import Embedder, EmbeddingIdentity
from mediaqa.embedding.seam import SAME_MODEL
from mediaqa.entries import Unembedded, committed, embedded
from mediaqa.errors import CorpusDamagedError, EmbeddingMismatchError, ExportError
from mediaqa.exported import Exported, Header, LineError, Vectors, lasting, line_of, packed, report_from, vectors_of
from mediaqa.exportfile import ExportReader, export_writer
from mediaqa.outcomes import ExportResult, ImportResult, OnProgress
from mediaqa.pacing import Pace
from mediaqa.store.records import Entry, Record, record_document
from mediaqa.store.shared import Store
from mediaqa.store.views import View
from mediaqa.values import ReportInfo

BATCH_PASSAGES = 1000
"""How many passages are read, or committed, at once; a report is never parted."""


class Batch(NamedTuple):
    """Reports of one state, and the sources that are left after them."""

    reports: Sequence[Exported]
    left: Sequence[str]


@dataclass
class Exporting:
    """One export.

    Others may write meanwhile. The sources are those of the moment at which it begins; each report is whole, in the
    version that is the newest when its batch is read. So one that is replaced meanwhile is there in its old version or
    its new one, one that is removed may be missing, and one that is added is not there. Raises ``CorpusDamagedError``
    for a report that is not whole, and ``EmbeddingMismatchError`` when the model is changed meanwhile.
    """

    store: Store
    path: Path
    vectors: bool
    on_progress: OnProgress | None
    stopped: threading.Event

    def run(self) -> ExportResult:
        """Write the file. One that is there already is replaced once the new one is complete."""
        header, sources = self.store.read(self._begin)
        reports = passages = 0
        with export_writer(self.path) as file:
            file.write(line_of(header))
            for exported in self._reports(header, sources):
                file.write(self._line(exported, header))
                reports, passages = reports + 1, passages + len(exported.passages)
            file.complete(reports, passages)
        shown = str(self.path).encode("utf-8", "backslashreplace").decode()
        return ExportResult(path=shown, reports=reports, passages=passages, vectors=self.vectors)

    def _begin(self, view: View) -> tuple[Header, Sequence[str]]:
        metadata = view.collection("reports").metadata
        header = Header(
            embedding=EmbeddingIdentity.model_validate_json(view.embedding),
            probe=json.loads(metadata["probe"]),
            dimension=metadata["dimension"],
            vectors=self.vectors,
        )
        return header, sorted(record.info.source for record in view.snapshot.live.values())

    def _reports(self, header: Header, sources: Sequence[str]) -> Iterator[Exported]:
        left, pace = sources, Pace("exporting", len(sources), self.on_progress)
        while left:
            self._go_on()
            pace.tell(len(sources) - len(left), left[0])
            batch = self.store.read(lambda view, left=left: self._batch(view, header, left))  # type: ignore[misc]
            yield from batch.reports
            left = batch.left
        self._go_on()
        pace.tell(len(sources))

    def _batch(self, view: View, header: Header, sources: Sequence[str]) -> Batch:
        if self.vectors and not _are_of(header, view.collection("reports").metadata):
            hint = "Export it again."
            raise EmbeddingMismatchError(f"{self.store.folder}: was reembedded during the export", hint=hint)
        reports: list[Exported] = []
        size = 0
        for done, source in enumerate(sources):
            record = view.snapshot.by_source.get(source)
            if record is None or record.state == "removed":
                continue
            if reports and size + record.passage_count > BATCH_PASSAGES:
                return Batch(reports, sources[done:])
            reports.append(_exported(view, record, vectors=self.vectors))
            size += record.passage_count
        return Batch(reports, ())

    def _line(self, exported: Exported, header: Header) -> bytes:
        """Return a report's line, which an import will take."""
        source = exported.record.info.source
        try:
            line = line_of(exported)
        except LineError as error:
            raise ExportError(f"{self.path}: {source}: {error}", hint=error.hint) from error
        try:
            report_from(line, header)
        except LineError as error:
            raise CorpusDamagedError(f"{source}: {error}") from error
        return line

    def _go_on(self) -> None:
        if self.stopped.is_set():
            raise ExportError(f"{self.path}: the export was stopped")


class Way(NamedTuple):
    """How reports get their vectors on import: those of the file, or new ones of the corpus's own model.

    ``embedding`` is the identity of the model under which the corpus has to have them.
    """

    embedding: str
    embeds: bool
    entries: Callable[[Sequence[Exported]], Sequence[Entry]]


@dataclass
class Importing:
    """One import: what has gathered, and what became of each report.

    ``model`` gives the embedding model of the corpus with its identity; only where the file's vectors cannot be used.
    """

    store: Store
    path: Path
    model: Callable[[], tuple[Embedder, str]]
    on_progress: OnProgress | None
    stopped: threading.Event
    batch: list[Exported] = field(default_factory=list)
    outcome: dict[str, list[ReportInfo]] = field(default_factory=dict)

    def run(self) -> ImportResult:
        """Check every line of the file, and only then add its reports to the corpus, which keeps all others.

        A report that is there in the same version is passed over, another one of the same source is replaced. An
        import that is cut off leaves whole reports, and is completed by doing it again.
        """
        with ExportReader(self.path) as file:
            header, total = file.header(), self._checked(file)
            way, pace = self._way(header), Pace("importing", total, self.on_progress)
            self.store.sweep()  # what a killed writer touched is not unchanged
            for done, exported in enumerate(file.reports()):
                if self.stopped.is_set():
                    break
                pace.tell(done, exported.record.info.source)
                self._take(exported, way)
        self._flush(way)
        pace.tell(total)
        reports = {name: tuple(found) for name, found in self.outcome.items()}
        reembedded = way.embeds and bool(reports.keys() - {"unchanged"})
        return ImportResult(**reports, reembedded=reembedded)

    def _checked(self, file: ExportReader) -> int:
        """Read the file to its end; return how many reports it holds."""
        count, pace = 0, Pace("checking", file.size, self.on_progress)
        for exported in file.reports():
            if self.stopped.is_set():
                break
            pace.tell(file.place, exported.record.info.source)
            count += 1
        return count

    def _way(self, header: Header) -> Way:
        metadata = self.store.metadata
        if header.vectors and _are_of(header, metadata):
            return Way(str(metadata["embedding"]), False, lambda reports: [_entry(one, header) for one in reports])
        embedder, identity = self.model()
        return Way(identity, True, lambda reports: embedded([_unembedded(one) for one in reports], embedder))

    def _take(self, exported: Exported, way: Way) -> None:
        known = self.store.known(exported.record.info.source)
        if known is not None and record_document(lasting(known)) == record_document(exported.record):
            self._tell("unchanged", known.info)
            return
        self.batch.append(exported)
        if sum(len(waiting.passages) for waiting in self.batch) >= BATCH_PASSAGES:
            self._flush(way)

    def _flush(self, way: Way) -> None:
        if not self.batch:
            return
        for what, info in committed(self.store, way.entries(self.batch), way.embedding):
            self._tell(what, info)
        self.batch.clear()

    def _tell(self, what: str, info: ReportInfo) -> None:
        self.outcome.setdefault(what, []).append(info)


def _are_of(header: Header, metadata: Mapping[str, Any]) -> bool:
    """Whether the vectors of a file and those that ``metadata`` describes are of one model, as ``same_model`` has it.

    The model itself is not asked: both have the vector of the same sentence with them.
    """
    if header.embedding != EmbeddingIdentity.model_validate_json(str(metadata["embedding"])):
        return False
    return float(np.dot(header.probe, json.loads(str(metadata["probe"])))) >= SAME_MODEL


def _exported(view: View, record: Record, *, vectors: bool) -> Exported:
    """Return a report as it is in the store."""
    passages, statements = view.passages(record.passage_ids), view.statements([record]).get(record.id, ())
    return Exported(
        record=lasting(record),
        passages=tuple(passages[id_] for id_ in record.passage_ids if id_ in passages),
        statements=tuple(statements),
        vectors=packed(_stored_vectors(view, record)) if vectors else None,
    )


def _stored_vectors(view: View, record: Record) -> Vectors:
    statements = view.vectors("statements", record.statement_rows)
    return Vectors(
        passages=np.stack(view.vectors("passages", record.passage_rows)),
        statements=np.stack(statements) if statements else None,
        lead=view.vectors("reports", [record.row])[0],
    )


def _unembedded(exported: Exported) -> Unembedded:
    return Unembedded(exported.record, exported.passages, exported.statements)


def _entry(exported: Exported, header: Header) -> Entry:
    vectors = vectors_of(exported, header)
    return Entry(
        record=exported.record,
        passages=exported.passages,
        passage_vectors=vectors.passages,
        lead_vector=vectors.lead,
        statements=exported.statements,
        statement_vectors=vectors.statements,
        moved=True,
    )
