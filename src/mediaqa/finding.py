"""What is found in a corpus: passages, statements, voices, and the evidence for an answer.

Each question is embedded, then read against one state of the store. Statements and voices load their modules when
somebody asks for them: a plain search does not.
"""

import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from mediaqa.catchup import LexicalCache
from mediaqa.embedding import Embedder
from mediaqa.errors import EmbeddingMismatchError, LexicalIndexError
from mediaqa.retrieving import Retriever
from mediaqa.searching import Filters, Request, Wanted, clean_question
from mediaqa.settings import Settings
from mediaqa.store.records import Snapshot
from mediaqa.store.shared import Store
from mediaqa.store.views import View
from mediaqa.values import Hit
from mediaqa.wording import language_of

if TYPE_CHECKING:
    from mediaqa.extracting.matching import Embed
    from mediaqa.extracting.questions import Question
    from mediaqa.sayings import Sayings
    from mediaqa.statement_search import StatementSearch
    from mediaqa.voices import StatementHit, Voice

T = TypeVar("T")

MODEL_ATTEMPTS = 3
"""How often a question is embedded again, after the corpus got the vectors of another model under it."""

NEIGHBOURS = 1
"""Passages on either side of a hit that an answer is told of: whose words these are often stands just before them."""

MOST_VOICES = 60
"""Statements that are looked at for a question for voices, beside the nearest passages."""


class Model(NamedTuple):
    """An embedding model, and the identity under which the index has it, once the two are known to be the same."""

    embedder: Embedder
    identity: str = ""


class _OtherVectorsError(Exception):
    """The index has the vectors of another model than the one that embedded the question. Never leaves the library."""


class Finder:
    """Finds in one corpus. ``embed`` compares words of questions and statements. Thread-safe."""

    def __init__(
        self,
        store: Store,
        lexical: LexicalCache,
        model: Callable[[], Model],
        embed: "Embed",
        settings: Settings,
        aliases: Sequence[Sequence[str]],
    ) -> None:
        self._store = store
        self._lexical = lexical
        self._model = model
        self._embed = embed
        self._settings = settings
        self._aliases = aliases
        self._retriever = Retriever(lexical.index, settings, self._sayings)
        self._known: Sayings | None = None
        self._joining = threading.Lock()

    def close(self) -> None:
        """Wait for the searches that are under way."""
        self._retriever.close()

    def search(self, question: str, request: Request) -> list[Hit]:
        """Find passages; see ``Corpus.search``."""
        _check(request)
        cleaned = clean_question(question)
        return self._found(cleaned, lambda view, vector: self._retriever.hits(view, cleaned, vector, request))

    def statements(self, about: str | None, wanted: Wanted, limit: int | None) -> "list[StatementHit]":
        """Find who says what; see ``Corpus.statements``."""
        if limit is not None and limit < 1:
            raise ValueError("limit must be at least 1")
        if about is not None:
            most = self._settings.statement_limit if limit is None else limit
            return self._statements_about(clean_question(about), wanted, most)
        from mediaqa.statement_search import listed

        return self._store.read(lambda view: listed(view, self._sayings(view.snapshot), wanted, limit))

    def voices(self, filters: Filters) -> "list[Voice]":
        """Return who speaks; see ``Corpus.voices``."""
        return self._sayings(self._store.snapshot()).voices(filters)

    def reports(self, filters: Filters) -> frozenset[str] | None:
        """Return the ids of the reports with the voices that ``filters`` name; ``None`` where they name none."""
        return self._sayings(self._store.snapshot()).reports(filters) if filters.name_a_voice else None

    def evidence(self, question: str, filters: Filters, limit: int | None) -> list[Hit]:
        """Return the passages that a question is answered from, with their neighbours and who says what in them.

        Those of a voice that the question names come first. Without a ``limit``, a question for voices also gets the
        passages of all statements that fit it, so that no voice is missing.
        """
        from mediaqa.extracting.parts import parts_of

        parts = parts_of(question, language_of(question))
        most = self._settings.answer_passages if limit is None else limit
        request = Request(filters, most, NEIGHBOURS, self._named_in(parts), statements=True)
        _check(request)
        asking = [part.text for part in parts if part.asks_voice] if limit is None else []

        def nearest(view: View, vector: npt.NDArray[np.float32]) -> list[Hit]:
            hits = self._retriever.hits(view, question, vector, request)
            # A question of one part is not embedded again: that may be a call of a service.
            return hits + self._voiced(view, question, vector, filters) if question in asking else hits

        hits = self._found(question, nearest)
        for text in asking:
            if text != question:
                hits += self._found(text, lambda view, vector, text=text: self._voiced(view, text, vector, filters))  # type: ignore[misc]
        once: dict[str, Hit] = {}
        for hit in hits:
            once.setdefault(hit.passage.id, hit)
        return list(once.values())

    def _voiced(self, view: View, text: str, vector: npt.NDArray[np.float32], filters: Filters) -> list[Hit]:
        """Return hits with the statements that fit a question for voices."""
        from mediaqa.statement_search import About

        about = About(text, vector, MOST_VOICES)
        found = self._search_of_statements().passages(view, self._sayings(view.snapshot), Wanted(filters), about)
        return self._retriever.those(view, list(found.items()), NEIGHBOURS)

    def _named_in(self, parts: "Sequence[Question]") -> str | None:
        """Return the first voice whose speech a question asks about, if the corpus has it."""
        asked = (" ".join(term.word for term in part.voice) for part in parts)
        names = [name for name in asked if name]
        if not names:
            return None
        known = self._sayings(self._store.snapshot()).names
        return next((name for name in names if known.meant(name)), None)

    def _statements_about(self, about: str, wanted: Wanted, limit: int) -> "list[StatementHit]":
        from mediaqa.statement_search import About

        search = self._search_of_statements()

        def found(view: View, vector: npt.NDArray[np.float32]) -> "list[StatementHit]":
            return search.about(view, self._sayings(view.snapshot), wanted, About(about, vector, limit))

        return self._found(about, found)

    def _search_of_statements(self) -> "StatementSearch":
        from mediaqa.statement_search import StatementSearch

        return StatementSearch(self._lexical.index, self._settings.dense_weight, self._embed)

    def _found(self, text: str, find: Callable[[View, npt.NDArray[np.float32]], list[T]]) -> list[T]:
        """Return what ``find`` makes of the newest state and of the vector of ``text``, in the model of that state."""
        self._lexical.catch_up()
        for _ in range(MODEL_ATTEMPTS):
            model = self._model()
            vector = model.embedder.embed_query(text)

            def found(view: View, model: Model = model, vector: npt.NDArray[np.float32] = vector) -> list[T]:
                if view.embedding != model.identity:
                    raise _OtherVectorsError
                return find(view, vector)

            with contextlib.suppress(_OtherVectorsError):
                try:
                    return self._store.read(found)
                except LexicalIndexError:  # a cache: what cannot be read is made anew
                    self._lexical.rebuild()
                    return self._store.read(found)
        raise EmbeddingMismatchError(f"{self._store.folder}: is being reembedded again and again")

    def _sayings(self, snapshot: Snapshot) -> "Sayings":
        """Return the voices of a snapshot, which are joined once."""
        with self._joining:
            if self._known is None or self._known.snapshot is not snapshot:
                from mediaqa.sayings import Sayings

                self._known = Sayings(snapshot, self._aliases)
            return self._known


def _check(request: Request) -> None:
    if (request.limit is not None and request.limit < 1) or request.neighbours < 0:
        raise ValueError("limit must be at least 1, and neighbours at least 0")
