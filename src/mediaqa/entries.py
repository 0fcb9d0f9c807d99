"""Reports get their vectors, with one call of the embedding model for many of them, and go into the store."""

from collections.abc import Sequence
from typing import NamedTuple

from mediaqa.embedding import Embedder
from mediaqa.errors import EmbeddingMismatchError
from mediaqa.store.records import Entry, Record
from mediaqa.store.shared import Store
from mediaqa.values import Passage, ReportInfo, Statement


class Unembedded(NamedTuple):
    """A report on its way to the store, without vectors. It has at least one passage."""

    record: Record
    passages: Sequence[Passage]
    statements: Sequence[Statement] = ()

    @property
    def texts(self) -> list[str]:
        """What is embedded: the passages in their context, the statements, and what stands for the whole report."""
        lead = f"{self.record.info.title}\n{self.passages[0].text}"
        return [*(p.embedded_text for p in self.passages), *(s.content for s in self.statements), lead]


def embedded(reports: Sequence[Unembedded], embedder: Embedder) -> list[Entry]:
    """Return ``reports`` with a vector for each passage, each statement and each report as a whole."""
    vectors = embedder.embed([text for report in reports for text in report.texts])
    entries = []
    start = 0
    for report in reports:
        passages = start + len(report.passages)
        statements = passages + len(report.statements)
        entries.append(
            Entry(
                record=report.record,
                passages=report.passages,
                passage_vectors=vectors[start:passages],
                lead_vector=vectors[statements],
                statements=report.statements,
                statement_vectors=vectors[passages:statements] if report.statements else None,
            )
        )
        start = statements + 1
    return entries


def committed(store: Store, entries: Sequence[Entry], embedding: str) -> list[tuple[str, ReportInfo]]:
    """Commit entries whose vectors are of the model of that identity; say of each whether it was added or changed.

    Raises ``EmbeddingMismatchError`` where the corpus has got another model meanwhile.
    """
    with store.writing() as writer:
        if writer.embedding != embedding:
            raise EmbeddingMismatchError(f"{store.folder}: reembedded with another model in the meantime")
        before = writer.snapshot.by_source
        records = writer.commit(entries)
    known = {source for source, record in before.items() if record.state == "live"}
    return [("changed" if record.info.source in known else "added", record.info) for record in records]
