"""The corpus: where the stages are wired together, a line for each step."""

import asyncio
import functools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal, ParamSpec, Self, TypeVar, Unpack
from weakref import WeakSet

from mediaqa.answers import Answer
from mediaqa.errors import MediaQAError
from mediaqa.events import Event
from mediaqa.outcomes import AddResult, CheckResult, ExportResult, ImportResult, OnProgress
from mediaqa.searching import SearchFilters, StatementFilters, read_filters, read_request, read_wanted
from mediaqa.settings import Settings, load_settings
from mediaqa.streaming import AnswerStream
from mediaqa.values import Hit, MetadataValue, Overrides, Report, ReportInfo, own_fields

if TYPE_CHECKING:
    from mediaqa.composing import LLMChoice
    from mediaqa.embedding.choice import EmbeddingChoice
    from mediaqa.library import Library
    from mediaqa.sources import Source
    from mediaqa.voices import StatementHit, Voice

P = ParamSpec("P")
T = TypeVar("T")


class Corpus:
    """Reports that are indexed and can be asked. Open one with ``Corpus.open``; it may be used from many threads.

    Every method that works for long has an async twin with an ``a`` before its name, with the same arguments, served
    by a bounded pool of threads. Cancelling ``aadd`` stops it before the next report.
    """

    def __init__(self, library: "Library", settings: Settings) -> None:
        self._library = library
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="mediaqa")
        self._streams: WeakSet[AnswerStream] = WeakSet()

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        settings: Settings | None = None,
        embedding: "EmbeddingChoice | None" = None,
        create: bool = True,
    ) -> Self:
        """Open the corpus in the folder ``path`` (the setting ``corpus`` by default), made if it does not exist.

        ``embedding`` is ``"static"``, ``"openai"`` or any LlamaIndex embedding model; the setting ``embedding`` by
        default. Raises ``CorpusNotFoundError`` without ``create``, ``EmbeddingMismatchError`` when another model built
        the corpus, ``SettingsError`` when it is open in this process with other settings, ``CorpusLockedError`` when
        another process keeps it for longer than the setting ``lock_timeout``.
        """
        from mediaqa.library import Library

        chosen = settings or load_settings()
        return cls(Library.open(Path(path or chosen.corpus), chosen, embedding, create=create), chosen)

    @classmethod
    def rescue(
        cls,
        path: str | Path | None = None,
        *,
        settings: Settings | None = None,
        embedding: "EmbeddingChoice | None" = None,
    ) -> Self:
        """Open a corpus that ``open`` refuses, for its damaged index or its other model, and embed its texts anew.

        The texts are kept apart from the vectors, and are as they were. Nothing else may have the corpus open.
        """
        from mediaqa.library import Library

        chosen = settings or load_settings()
        return cls(Library.rescue(Path(path or chosen.corpus), chosen, embedding), chosen)

    @property
    def settings(self) -> Settings:
        """The settings that it was opened with."""
        return self._library.settings

    def close(self) -> None:
        """Let go of the folder. Closing twice does nothing."""
        self._pool.shutdown(wait=False, cancel_futures=True)  # first: or a thread that gets free begins the next
        for stream in list(self._streams):
            stream.stop()
        self._pool.shutdown(wait=True)
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(
        self,
        *sources: "Source",
        overrides: Overrides | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        tags: Sequence[str] | None = None,
        on_progress: OnProgress | None = None,
    ) -> AddResult:
        """Index files, folders, patterns, web addresses, reports and documents of LlamaIndex, or lists of them.

        What has not changed since it was indexed is passed over. ``overrides`` replaces what the files say of
        themselves; ``metadata`` and ``tags`` are fields of your own, by which ``search`` and ``ask`` filter. A single
        source that cannot be read raises its ``ReadError``; of a folder or of several sources the failures are listed
        in the result, and the rest goes on. What was committed before an error or an interruption stays.
        """
        return self._library.add(sources, own_fields(overrides, metadata, tags), on_progress, threading.Event())

    def search(
        self,
        question: str,
        *,
        limit: int | None = None,
        neighbours: int = 0,
        prefer_speaker: str | None = None,
        statements: bool = False,
        **filters: Unpack[SearchFilters],
    ) -> list[Hit]:
        """Return the passages nearest to the question, best first, at most ``limit`` (the setting ``search_limit``).

        ``filters`` are those of ``SearchFilters``: ``speaker`` leaves only passages with words of that voice, where
        ``prefer_speaker`` moves them up. ``neighbours`` asks for so many passages before and after each hit,
        ``statements`` for who says what in them. Raises ``QuestionError`` and ``FilterError``.
        """
        request = read_request(
            limit=limit, neighbours=neighbours, prefer_speaker=prefer_speaker, statements=statements, **filters
        )
        return self._library.finder.search(question, request)

    def statements(
        self, about: str | None = None, *, limit: int | None = None, **filters: Unpack[StatementFilters]
    ) -> "list[StatementHit]":
        """Return who says what: all that the filters admit, the earliest first; or what is ``about`` something.

        The latter comes best first, at most ``limit`` (the setting ``statement_limit``), and none that does not fit.
        ``filters`` are those of ``StatementFilters``. What one voice says in the same words in several reports is one
        statement, which names the others. Raises ``QuestionError`` and ``FilterError``.
        """
        return self._library.finder.statements(about, read_wanted(**filters), limit)

    def voices(self, **filters: Unpack[SearchFilters]) -> "list[Voice]":
        """Return who speaks and which outlets carry it, with counts and first and last days; who says most is first."""
        return self._library.finder.voices(read_filters(**filters))

    def ask(
        self,
        question: str,
        *,
        llm: "LLMChoice | Literal[False] | None" = None,
        limit: int | None = None,
        **filters: Unpack[SearchFilters],
    ) -> Answer:
        """Answer a question, every claim proved by verbatim quotes, or say that the reports do not answer it.

        ``llm`` is any language model of LlamaIndex; ``None`` means the one that the settings name (``llm_model``,
        ``llm_base_url``, ``OPENAI_API_KEY``), and none where they name none; ``False`` means none. Without a model the
        answer consists of sentences of the reports. The filters are those of ``search``; ``limit`` is the number of
        passages that are considered. A question about the reports themselves (who wrote them, when) is answered from
        their metadata. Raises ``LLMError``, with the passages that were found in its ``hits``.
        """
        return self._library.asker.ask(question, read_filters(**filters), limit, llm)

    def ask_stream(
        self,
        question: str,
        *,
        llm: "LLMChoice | Literal[False] | None" = None,
        limit: int | None = None,
        **filters: Unpack[SearchFilters],
    ) -> AnswerStream:
        """Do as ``ask`` does, and tell what happens: ``for event in``, or ``async for event in``, what is returned.

        Events are ``ClaimVerified``, ``ClaimRejected``, ``Retrying`` and at last ``Done``, with the answer. A claim
        comes as soon as the model has written it and it is proved, and is never withdrawn. Errors are those of
        ``ask``; they come in the loop.
        """
        self._library.check_open()
        read = read_filters(**filters)

        def produce(stopped: threading.Event) -> Iterator[Event]:
            return self._library.asker.events(question, read, limit, llm, streamed=True, stopped=stopped)

        stream = AnswerStream(produce, self._pool)
        self._streams.add(stream)
        return stream

    def ask_many(
        self,
        questions: Sequence[str],
        *,
        llm: "LLMChoice | Literal[False] | None" = None,
        limit: int | None = None,
        **filters: Unpack[SearchFilters],
    ) -> list[Answer | MediaQAError]:
        """Answer several questions, ``llm_concurrency`` at once, and return the answers in the order of the questions.

        A question that fails has its error in its place, and costs no other its answer. Arguments are those of ``ask``.
        """
        return self._library.asker.ask_many(_several(questions), read_filters(**filters), limit, llm, threading.Event())

    def report(self, report_id: str) -> Report:
        """Return one report, whole, by its id or the beginning of it. Raises ``ReportNotFoundError``."""
        return self._library.report(report_id)

    def reports(self) -> list[ReportInfo]:
        """Return what is indexed, the newest publication first."""
        return self._library.reports()

    def remove(self, report_id: str) -> ReportInfo:
        """Take one report out, by its id or the beginning of it; return what it was."""
        return self._library.remove(report_id)

    def check(self, *, repair: bool = False, on_progress: OnProgress | None = None) -> CheckResult:
        """Look whether every report is whole, every row is found by its own vector, and the lexical index is in step.

        With ``repair``, put right what can be: lost vectors are made anew, dead rows swept, the lexical index rebuilt;
        a report whose text is no longer whole is taken out, and named so that it can be indexed again.
        """
        return self._library.check(repair=repair, on_progress=on_progress)

    def reembed(self, embedding: "EmbeddingChoice", *, on_progress: OnProgress | None = None) -> None:
        """Embed everything with another model: built beside, then swapped in. Others may read and write meanwhile."""
        self._library.reembed(embedding, on_progress)

    def export(self, path: str | Path, *, vectors: bool = True, on_progress: OnProgress | None = None) -> ExportResult:
        """Write the whole corpus into one file, compressed where its name ends in ``.gz``, for ``import_from``.

        The file is there whole or not at all, and two exports of one state are the same bytes. Without ``vectors`` it
        is smaller, and the passages are embedded anew when it is imported. Others may read and write meanwhile: each
        report is exported whole, in one version. Raises ``ExportError``.
        """
        return self._library.export(Path(path), vectors=vectors, on_progress=on_progress, stopped=threading.Event())

    def import_from(self, path: str | Path, *, on_progress: OnProgress | None = None) -> ImportResult:
        """Add the reports of a file that ``export`` wrote: same ids, same passages, same answers and scores.

        A report of the same source is replaced, if it differs; all others stay. Every line is checked before anything
        is written; the ``ExportError`` names the first that is wrong. The file's vectors are used where they are of
        this corpus's embedding model; else the texts are embedded anew, and ``reembedded`` says so.
        """
        return self._library.import_from(Path(path), on_progress, threading.Event())

    async def aadd(
        self,
        *sources: "Source",
        overrides: Overrides | None = None,
        metadata: Mapping[str, MetadataValue] | None = None,
        tags: Sequence[str] | None = None,
        on_progress: OnProgress | None = None,
    ) -> AddResult:
        """Do as ``add`` does. Cancelling stops it before the next report; ``on_progress`` is called from a thread."""
        known, stopped = own_fields(overrides, metadata, tags), threading.Event()
        try:
            return await self._run(self._library.add, sources, known, on_progress, stopped)
        except asyncio.CancelledError:
            stopped.set()
            raise

    async def asearch(
        self,
        question: str,
        *,
        limit: int | None = None,
        neighbours: int = 0,
        prefer_speaker: str | None = None,
        statements: bool = False,
        **filters: Unpack[SearchFilters],
    ) -> list[Hit]:
        """Do as ``search`` does."""
        request = read_request(
            limit=limit, neighbours=neighbours, prefer_speaker=prefer_speaker, statements=statements, **filters
        )
        return await self._run(self._library.finder.search, question, request)

    async def astatements(
        self, about: str | None = None, *, limit: int | None = None, **filters: Unpack[StatementFilters]
    ) -> "list[StatementHit]":
        """Do as ``statements`` does."""
        return await self._run(self._library.finder.statements, about, read_wanted(**filters), limit)

    async def avoices(self, **filters: Unpack[SearchFilters]) -> "list[Voice]":
        """Do as ``voices`` does."""
        return await self._run(self._library.finder.voices, read_filters(**filters))

    async def aask(
        self,
        question: str,
        *,
        llm: "LLMChoice | Literal[False] | None" = None,
        limit: int | None = None,
        **filters: Unpack[SearchFilters],
    ) -> Answer:
        """Do as ``ask`` does. Cancelling stops it before the next request."""
        read, stopped = read_filters(**filters), threading.Event()
        try:
            return await self._run(self._library.asker.ask, question, read, limit, llm, stopped)
        except asyncio.CancelledError:
            stopped.set()
            raise

    async def aask_many(
        self,
        questions: Sequence[str],
        *,
        llm: "LLMChoice | Literal[False] | None" = None,
        limit: int | None = None,
        **filters: Unpack[SearchFilters],
    ) -> list[Answer | MediaQAError]:
        """Do as ``ask_many`` does. Cancelling stops it before the next question."""
        read, stopped = read_filters(**filters), threading.Event()
        try:
            return await self._run(self._library.asker.ask_many, _several(questions), read, limit, llm, stopped)
        except asyncio.CancelledError:
            stopped.set()
            raise

    async def areport(self, report_id: str) -> Report:
        """Do as ``report`` does."""
        return await self._run(self.report, report_id)

    async def areports(self) -> list[ReportInfo]:
        """Do as ``reports`` does."""
        return await self._run(self.reports)

    async def aremove(self, report_id: str) -> ReportInfo:
        """Do as ``remove`` does."""
        return await self._run(self.remove, report_id)

    async def acheck(self, *, repair: bool = False, on_progress: OnProgress | None = None) -> CheckResult:
        """Do as ``check`` does."""
        return await self._run(self.check, repair=repair, on_progress=on_progress)

    async def areembed(self, embedding: "EmbeddingChoice", *, on_progress: OnProgress | None = None) -> None:
        """Do as ``reembed`` does."""
        await self._run(self.reembed, embedding, on_progress=on_progress)

    async def aexport(
        self, path: str | Path, *, vectors: bool = True, on_progress: OnProgress | None = None
    ) -> ExportResult:
        """Do as ``export`` does. Cancelling stops it before the next reports, and leaves no file."""
        work, stopped = self._library.export, threading.Event()
        try:
            return await self._run(work, Path(path), vectors=vectors, on_progress=on_progress, stopped=stopped)
        except asyncio.CancelledError:
            stopped.set()
            raise

    async def aimport_from(self, path: str | Path, *, on_progress: OnProgress | None = None) -> ImportResult:
        """Do as ``import_from`` does. Cancelling stops it before the next report."""
        stopped = threading.Event()
        try:
            return await self._run(self._library.import_from, Path(path), on_progress, stopped)
        except asyncio.CancelledError:
            stopped.set()
            raise

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self._library.check_open()
        return await asyncio.get_running_loop().run_in_executor(self._pool, functools.partial(work, *args, **kwargs))


def _several(questions: Sequence[str]) -> list[str]:
    if isinstance(questions, str):
        raise TypeError("ask_many takes several questions, not one")
    return list(questions)
