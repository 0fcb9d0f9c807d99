"""What a corpus does, given its store, its lexical index and its embedding model: the blocking side of ``Corpus``.

It stands apart from ``mediaqa.corpus`` because it loads Chroma, which takes longer than all the rest.
"""

import contextlib
import json
import os
import re
import threading
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from mediaqa.asking import Asker
from mediaqa.catchup import LexicalCache
from mediaqa.duplicates import near_duplicates
from mediaqa.embedding import Embedder, EmbeddingIdentity, StaticEmbedder, make_embedder, probe_vector, same_model
from mediaqa.errors import (
    CorpusClosedError,
    EmbeddingMismatchError,
    MediaQAError,
    SettingsError,
)
from mediaqa.finding import Finder, Model
from mediaqa.outcomes import AddResult, CheckResult, ExportResult, ImportResult, OnProgress
from mediaqa.rebuilding import rebuild
from mediaqa.repairing import check
from mediaqa.searching import Filters
from mediaqa.settings import Settings
from mediaqa.store.shared import Store, discard_vector_indexes, open_store
from mediaqa.values import Overrides, Report, ReportInfo

if TYPE_CHECKING:
    from mediaqa.embedding.choice import EmbeddingChoice
    from mediaqa.sources import Source
    from mediaqa.workers import Workers


class Library:
    """One corpus, opened once. Thread-safe."""

    def __init__(self, store: Store, embedder: Embedder, settings: Settings) -> None:
        self.settings = settings
        self._store = store
        self._embedders: tuple[Embedder, ...] = (embedder,)  # two while one takes the other's place
        self._known = Model(embedder)
        # The reader compares words, which the model inside the package does in a millisecond and no service can.
        meaning = embedder if isinstance(embedder, StaticEmbedder) else StaticEmbedder()
        self._lexical = LexicalCache(store, lock_timeout=settings.lock_timeout)
        self._finder = Finder(store, self._lexical, self._model, meaning.embed, settings, _aliases_of(settings))
        self.asker = Asker(self._finder.evidence, self._infos, meaning, settings)
        self._workers: Workers | None = None
        self._making = threading.Lock()
        self._closed = False

    @classmethod
    def open(
        cls,
        folder: Path,
        settings: Settings,
        embedding: "EmbeddingChoice | None",
        *,
        create: bool,
        compare: bool = True,
    ) -> Self:
        """Open the corpus in ``folder``; see ``Corpus.open``."""
        if re.match(r"[a-z+]+:/", str(folder)):  # a Path keeps one slash of two
            raise SettingsError(f"{folder}: a corpus is a folder, not an address", hint="Name a folder.")
        embedder = make_embedder(embedding or settings.embedding, openai_api_key=settings.openai_api_key)
        store = open_store(
            folder,
            describe=(lambda: _new_identity(embedder)) if create else None,
            lock_timeout=settings.lock_timeout,
            terms=settings,
        )
        try:
            library = cls(store, embedder, settings)
            # Opening calls no service: OpenAI's model is compared when the first text goes to it.
            if compare and (embedding or settings.embedding) != "openai":
                library._model()
        except BaseException:
            store.release()
            raise
        return library

    @classmethod
    def rescue(cls, folder: Path, settings: Settings, embedding: "EmbeddingChoice | None") -> Self:
        """Open a corpus whatever its vectors are like, and make them anew; see ``Corpus.rescue``."""
        # A model that is misspelt or out of reach must fail before anything is thrown away.
        embedder = make_embedder(embedding or settings.embedding, openai_api_key=settings.openai_api_key)
        _identity(embedder)
        # Before Chroma opens: torn files may crash it, not only fail, and every vector is made anew in any case.
        discard_vector_indexes(folder, lock_timeout=settings.lock_timeout)
        library = cls.open(folder, settings, embedder, create=False, compare=False)
        library.refresh_vectors()
        return library

    def close(self) -> None:
        """Let go of the folder."""
        if not self._closed:
            self._closed = True
            if self._workers is not None:
                self._workers.close()
            self.asker.close()
            self._finder.close()
            self._store.release()

    def add(
        self,
        sources: "Sequence[Source]",
        overrides: Overrides,
        on_progress: OnProgress | None,
        stopped: threading.Event,
    ) -> AddResult:
        """Index sources, then bring the lexical index up to date; see ``Corpus.add``."""
        # With all that reads files, of which a search needs nothing.
        from mediaqa.adding import Adding, Recipe
        from mediaqa.sources import Limits
        from mediaqa.statements import read_own_words

        self.check_open()
        words = read_own_words(self.settings.word_lists) if self.settings.word_lists else ()
        recipe = Recipe(self.settings.passage_tokens, Limits.of(self.settings), words)
        adding = Adding(self._store, *self._model(), recipe, self._readers(), overrides, stopped)
        with self._catching_up():
            return adding.run(sources, on_progress)

    def export(
        self, path: Path, *, vectors: bool, on_progress: OnProgress | None, stopped: threading.Event
    ) -> ExportResult:
        """Write the corpus into a file; see ``Corpus.export``."""
        from mediaqa.transferring import Exporting

        self.check_open()
        return Exporting(self._store, path, vectors, on_progress, stopped).run()

    def import_from(self, path: Path, on_progress: OnProgress | None, stopped: threading.Event) -> ImportResult:
        """Add the reports of an exported corpus; see ``Corpus.import_from``."""
        from mediaqa.transferring import Importing

        self.check_open()
        with self._catching_up():
            return Importing(self._store, path, self._model, on_progress, stopped).run()

    @property
    def finder(self) -> Finder:
        """What searches the corpus, while that is open."""
        self.check_open()
        return self._finder

    def report(self, report_id: str) -> Report:
        """Return one report, whole."""
        self.check_open()
        return self._store.read(lambda view: view.report(report_id))

    def reports(self) -> list[ReportInfo]:
        """Return what is indexed, the newest publication first."""
        infos = self._infos(Filters())
        live = self._store.snapshot().live
        found = near_duplicates({id_: record.digests for id_, record in live.items() if record.digests})
        return [info.model_copy(update={"duplicates": found[info.id]}) if info.id in found else info for info in infos]

    def remove(self, report_id: str) -> ReportInfo:
        """Take one report out."""
        self.check_open()
        with self._store.writing() as writer:
            record = writer.snapshot.find(report_id)
            writer.remove([record])
        self._lexical.catch_up()
        return record.info

    def check(self, *, repair: bool, on_progress: OnProgress | None) -> CheckResult:
        """Look whether everything is whole, and put it right on request; see ``Corpus.check``."""
        self.check_open()
        model = self._model()
        return check(
            self._store,
            self._lexical,
            lambda: self._rebuild(model.embedder, on_progress),
            repair=repair,
            on_progress=on_progress,
        )

    def reembed(self, embedding: "EmbeddingChoice", on_progress: OnProgress | None) -> None:
        """Embed everything with another model."""
        self.check_open()
        embedder, before = make_embedder(embedding, openai_api_key=self.settings.openai_api_key), self._embedders
        self._embedders = (embedder, *before)  # from the swap on, questions need the new one
        try:
            self._rebuild(embedder, on_progress)
        except BaseException:
            self._embedders = before
            raise
        self._embedders = (embedder,)

    def refresh_vectors(self, on_progress: OnProgress | None = None) -> None:
        """Embed everything anew with the model of this corpus."""
        self._rebuild(self._embedders[0], on_progress)

    def _readers(self) -> "Workers":
        """Return the processes that read files, which start when there is something for them."""
        from mediaqa.workers import Limits, Workers

        with self._making:
            if self._workers is None:
                limits = Limits(self.settings.read_timeout, self.settings.read_memory_mb * 1_000_000)
                self._workers = Workers(self.settings.read_processes or os.cpu_count() or 1, limits)
            return self._workers

    def _rebuild(self, embedder: Embedder, on_progress: OnProgress | None) -> None:
        identity = {**_identity(embedder), "corpus": str(self._store.metadata["corpus"])}
        rebuild(self._store, embedder, identity, on_progress)

    @contextlib.contextmanager
    def _catching_up(self) -> Iterator[None]:
        """Bring the lexical index up to date after something was committed, also where that ends in an error."""
        try:
            yield
        except Exception:
            # What was committed can be searched at once; whatever this fails of comes at the next search.
            with contextlib.suppress(MediaQAError):
                self._lexical.catch_up()
            raise
        self._lexical.catch_up()

    def check_open(self) -> None:
        """Raise ``CorpusClosedError`` after ``close``."""
        if self._closed:
            raise CorpusClosedError(f"{self._store.folder}: the corpus is closed")

    def _infos(self, filters: Filters) -> list[ReportInfo]:
        self.check_open()
        voiced = self._finder.reports(filters)
        live = self._store.snapshot().live.values()
        infos = [one.info for one in live if filters.admit(one) and (voiced is None or one.id in voiced)]
        return sorted(
            infos, key=lambda info: (-info.published_on.toordinal() if info.published_on else 1, info.title, info.id)
        )

    def _model(self) -> Model:
        """Return the embedding model, once it is known to be the one that built the index."""
        metadata = self._store.metadata
        stored = str(metadata.get("embedding", ""))
        known = self._known
        if stored != known.identity:
            probe = np.asarray(json.loads(str(metadata["probe"])), dtype=np.float32)
            identity = EmbeddingIdentity.model_validate_json(stored)
            known = self._known = Model(_same(identity, probe, self._embedders), stored)
        return known


def _same(identity: EmbeddingIdentity, probe: npt.NDArray[np.float32], embedders: Sequence[Embedder]) -> Embedder:
    """Return the one of ``embedders`` that built an index, or raise ``EmbeddingMismatchError`` for the last."""
    *others, last = embedders
    for embedder in others:
        with contextlib.suppress(EmbeddingMismatchError):
            same_model(identity, probe, embedder)
            return embedder
    same_model(identity, probe, last)
    return last


def _aliases_of(settings: Settings) -> Sequence[Sequence[str]]:
    if settings.aliases is None:
        return ()
    from mediaqa.names import read_aliases  # most corpora have none, and most commands ask for no name

    return read_aliases(settings.aliases)


def _identity(embedder: Embedder) -> dict[str, str | int]:
    probe = probe_vector(embedder)
    return {
        "embedding": embedder.identity.model_dump_json(),
        "dimension": len(probe),
        "probe": json.dumps([round(float(value), 7) for value in probe]),
    }


def _new_identity(embedder: Embedder) -> dict[str, str | int]:
    return {**_identity(embedder), "corpus": uuid.uuid4().hex}
