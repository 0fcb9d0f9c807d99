"""From a question to its answer: about the reports, by a language model, or of their own sentences."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal

from mediaqa.answers import Answer, Timings
from mediaqa.embedding import StaticEmbedder
from mediaqa.errors import CorpusClosedError, MediaQAError
from mediaqa.events import Done, Event, answer_of, told
from mediaqa.searching import Filters, clean_question
from mediaqa.settings import Settings
from mediaqa.values import Hit, ReportInfo

if TYPE_CHECKING:
    from mediaqa.composing import ChatModel, LLMChoice

Evidence = Callable[[str, Filters, int | None], list[Hit]]
"""Finds the passages that a question is answered from: the question, the filters, and how many."""
Infos = Callable[[Filters], list[ReportInfo]]
"""What is indexed, as far as the filters admit it."""


class Asker:
    """Answers the questions to one corpus. ``embedder`` compares words of question and sentences. Thread-safe."""

    def __init__(self, evidence: Evidence, infos: Infos, embedder: StaticEmbedder, settings: Settings) -> None:
        self._evidence = evidence
        self._infos = infos
        self._embedder = embedder
        self._settings = settings
        self._chat: ChatModel | None = None
        self._making = threading.Lock()

    def close(self) -> None:
        """Let go of the connections of the language model that the settings name."""
        if self._chat is not None and hasattr(self._chat, "close"):
            self._chat.close()

    def ask(
        self,
        question: str,
        filters: Filters,
        limit: int | None,
        llm: "LLMChoice | Literal[False] | None",
        stopped: threading.Event | None = None,
    ) -> Answer:
        """Answer by a language model, or without; see ``Corpus.ask``."""
        return answer_of(self.events(question, filters, limit, llm, stopped=stopped))

    def ask_many(
        self,
        questions: Sequence[str],
        filters: Filters,
        limit: int | None,
        llm: "LLMChoice | Literal[False] | None",
        stopped: threading.Event,
    ) -> list[Answer | MediaQAError]:
        """Answer several questions, some at once; see ``Corpus.ask_many``."""

        def answer(question: str) -> Answer | MediaQAError:
            if stopped.is_set():
                return CorpusClosedError("the question was given up")
            try:
                return self.ask(question, filters, limit, llm, stopped)
            except MediaQAError as error:
                return error

        with ThreadPoolExecutor(self._settings.llm_concurrency, thread_name_prefix="mediaqa-ask") as pool:
            try:
                return list(pool.map(answer, questions))
            except BaseException:  # Ctrl-C too: what is being asked stops at its next request
                stopped.set()
                raise

    def events(
        self,
        question: str,
        filters: Filters,
        limit: int | None,
        llm: "LLMChoice | Literal[False] | None",
        *,
        streamed: bool = False,
        stopped: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Yield what happens while a question is answered, and at last ``Done``; see ``Corpus.ask_stream``."""
        from mediaqa.about import answer_about  # a search does not need them
        from mediaqa.extracting import extract

        start = time.perf_counter()
        cleaned = clean_question(question)
        if (answer := answer_about(cleaned, self._infos(filters))) is not None:
            yield Done(answer=answer.model_copy(update={"timings": Timings(total=time.perf_counter() - start)}))
            return
        hits = self._evidence(cleaned, filters, limit)
        searched = time.perf_counter() - start
        model = None if llm is False else self._language_model(llm)
        if model is None:
            happened = told(extract(cleaned, hits, embedder=self._embedder.embed))
        else:
            happened = self._composed(cleaned, hits, model, streamed, stopped)
        started = time.perf_counter()
        for event in happened:
            if isinstance(event, Done):
                made = event.answer.timings
                # Between the events of a model's answer passes the time of whoever goes through them.
                spent = made.model + made.verify if model else time.perf_counter() - started
                timings = made.model_copy(update={"search": searched, "total": searched + spent})
                event = Done(answer=event.answer.model_copy(update={"timings": timings}))  # noqa: PLW2901
            yield event

    def _language_model(self, llm: "LLMChoice | None") -> "ChatModel | None":
        if llm is None and not self._settings.names_llm:
            return None
        from mediaqa.composing import make_model

        if llm is not None:
            return make_model(llm, self._settings)
        with self._making:
            if self._chat is None:
                self._chat = make_model(None, self._settings)
            return self._chat

    def _composed(
        self, question: str, hits: Sequence[Hit], model: "ChatModel", streamed: bool, stopped: threading.Event | None
    ) -> Iterator[Event]:
        from mediaqa.composing import Terms, compose, load_prompt

        folder = self._settings.prompts
        terms = Terms(
            load_prompt(folder),
            self._settings.llm_prompt_tokens,
            self._settings.llm_retry,
            load_prompt(folder, "judge") if self._settings.judge == "llm" else None,
        )
        return compose(question, hits, model, terms, embedder=self._embedder.embed, streamed=streamed, stopped=stopped)
