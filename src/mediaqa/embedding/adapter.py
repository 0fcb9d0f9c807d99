"""Any LlamaIndex embedding model, and OpenAI's small one through it.

LlamaIndex is imported only to make OpenAI's model: one that the caller passes has been imported by the caller.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from pydantic import SecretStr

from mediaqa.embedding.seam import PROBE, EmbeddingIdentity, Vectors, normalised
from mediaqa.errors import EmbeddingError
from mediaqa.settings import OPENAI_URL

if TYPE_CHECKING:
    import httpx
    from llama_index.core.base.embeddings.base import BaseEmbedding

OPENAI_MODEL = "text-embedding-3-small"
OPENAI_RETRIES = 2
"""Attempts of LlamaIndex, each of them one of the client's attempts and as many retries."""

OPENAI_TIMEOUT = 30.0
"""Seconds for one request."""

_OPENAI_HEADERS = frozenset(
    {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
        "content-type",
        "content-length",
        "authorization",
    }
)
_TRANSIENT = frozenset({"APIConnectionError", "TransportError", "ConnectionError", "Timeout", "TimeoutError"})
"""Names of classes, of the clients of several services, for what never arrived."""

_TRANSIENT_STATUS = frozenset({408, 409, 425, 429})


class LlamaIndexEmbedder:
    """A LlamaIndex embedding model as mediaqa uses one. Its failures are ``EmbeddingError``."""

    def __init__(self, model: "BaseEmbedding") -> None:
        self._model = model
        self._lock = threading.Lock()
        self._probe: Vectors | None = None

    @property
    def identity(self) -> EmbeddingIdentity:
        """Which model this is; the first look embeds the probe, to learn the dimension."""
        return EmbeddingIdentity(
            class_name=self._model.class_name(), name=self._model.model_name, dimension=len(self._probed())
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text; blank texts are not sent."""
        if isinstance(texts, str):
            raise TypeError("embed takes several texts, not one")
        probe = self._probed()
        if list(texts) == [PROBE]:  # asked for whenever a corpus opens, and known already
            return probe[None, :].copy()
        vectors = np.zeros((len(texts), len(probe)), dtype=np.float64)
        telling = [number for number, text in enumerate(texts) if text.strip()]
        if telling:
            vectors[telling] = self._texts([texts[number] for number in telling], len(probe))
        return normalised(vectors)

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, for which some models have a way of their own."""
        dimension = len(self._probed())
        if not text.strip():
            return self._normal(np.zeros(dimension))
        with self._translated():
            found = self._model.get_query_embedding(_clean(text))
        return self._normal(self._checked([found], 1, dimension)[0])

    def _probed(self) -> Vectors:
        with self._lock:
            if self._probe is None:
                vector = self._texts([PROBE], None)[0]
                if not vector.any():
                    raise EmbeddingError(f"{self._name}: the vector of a plain sentence is all zeros")
                self._probe = self._normal(vector)
            return self._probe

    def _texts(self, texts: list[str], dimension: int | None) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        with self._translated():
            found = self._model.get_text_embedding_batch([_clean(text) for text in texts])
        return self._checked(found, len(texts), dimension)

    def _checked(
        self, found: Sequence[Sequence[float]], count: int, dimension: int | None
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        try:
            vectors = np.asarray(found, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise EmbeddingError(f"{self._name}: the model returned something else than vectors: {error}") from error
        expected = (count, vectors.shape[-1] if dimension is None else dimension)
        if vectors.ndim != 2 or vectors.shape != expected or not vectors.size:
            raise EmbeddingError(f"{self._name}: the model returned {vectors.shape} numbers, not {expected}")
        if not np.isfinite(vectors).all():
            raise EmbeddingError(f"{self._name}: the model returned numbers that are not finite")
        return vectors

    def _normal(self, vector: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Vectors:
        normal: Vectors = normalised(vector[None, :])[0]
        return normal

    @property
    def _name(self) -> str:
        return f"{self._model.class_name()} {self._model.model_name}"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            retryable = is_retryable(error)
            said = " ".join(str(error).split())[:300]
            raise EmbeddingError(
                f"{self._name}: {type(error).__name__}: {said}",
                hint="The service may be busy or out of reach: try again later." if retryable else None,
                retryable=retryable,
            ) from error


def openai_embedder(key: SecretStr | None, *, url: str = OPENAI_URL) -> LlamaIndexEmbedder:
    """Return OpenAI's small embedding model. Of the environment only proxies have a say in where a text goes."""
    if key is None or not key.get_secret_value().strip():
        raise EmbeddingError(
            "the embedding model of OpenAI needs a key", hint="Set OPENAI_API_KEY, or use --embedding static."
        )
    from llama_index.embeddings.openai import OpenAIEmbedding  # type: ignore[import-untyped]
    from openai import DefaultHttpxClient

    return LlamaIndexEmbedder(
        OpenAIEmbedding(
            model=OPENAI_MODEL,
            api_key=key.get_secret_value().strip(),
            api_base=url,
            api_version="",
            max_retries=OPENAI_RETRIES,
            timeout=OPENAI_TIMEOUT,
            # The client would add an organisation, a project and any header that the environment holds.
            http_client=DefaultHttpxClient(event_hooks={"request": [_keep_own_headers]}),
        )
    )


def is_retryable(error: BaseException) -> bool:
    """Whether the same call may succeed later: what never arrived, was too much at once, or failed over there."""
    if getattr(error, "code", None) == "insufficient_quota":  # sent with status 429, but waiting does not help
        return False
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int):
        return status in _TRANSIENT_STATUS or status >= 500
    return any(kind.__name__ in _TRANSIENT for kind in type(error).__mro__)


def _keep_own_headers(request: "httpx.Request") -> None:
    for name in list(request.headers):
        if name not in _OPENAI_HEADERS and not name.startswith("x-stainless-"):
            del request.headers[name]


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be sent
