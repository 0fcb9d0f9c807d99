"""What mediaqa knows of an embedding model, and how it tells whether two are the same."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from mediaqa.errors import EmbeddingMismatchError
from mediaqa.values import Value

Vectors = npt.NDArray[np.float32]

PROBE = "An October article says that officials in Moscow and Brussels blame each other for closing the mission."
"""A fixed sentence: its vector is kept with an index, and tells models apart that share a name."""

SAME_MODEL = 0.999
"""The cosine of two vectors of the probe from which they come from one model; services vary in the fifth digit."""


class EmbeddingIdentity(Value):
    """What is stored with an index, to recognise the model that built it."""

    class_name: str
    name: str
    dimension: int
    weights_digest: str | None = None

    def __str__(self) -> str:
        weights = f", weights {self.weights_digest[:12]}" if self.weights_digest else ""
        return f"{self.class_name} {self.name} ({self.dimension} dimensions{weights})"


class Embedder(Protocol):
    """An embedding model. Vectors have length 1, so that a dot product is a cosine; there is never a NaN.

    A text of blanks has a vector too. Calls block, and may come from several threads at once.
    """

    @property
    def identity(self) -> EmbeddingIdentity:
        """Which model this is. The first look may ask a service."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(texts), dimension)``. Raises ``EmbeddingError``."""

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, of shape ``(dimension,)``. Raises ``EmbeddingError``."""


def probe_vector(embedder: Embedder) -> Vectors:
    """Return the vector of the probe, as a text of the corpus would have it."""
    vector: Vectors = embedder.embed([PROBE])[0]
    return vector


def same_model(stored: EmbeddingIdentity, stored_probe: Vectors, embedder: Embedder) -> None:
    """Raise ``EmbeddingMismatchError`` unless ``embedder`` is the model that built an index."""
    current = embedder.identity
    if current != stored:
        raise EmbeddingMismatchError(f"the corpus was built with {stored}, not with {current}")
    cosine = float(stored_probe @ probe_vector(embedder))
    if not cosine >= SAME_MODEL:
        raise EmbeddingMismatchError(
            f"the corpus was built with another {stored} than this {current}: the cosine of their vectors of one"
            f" sentence is {cosine:.4f}"
        )


def normalised(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Return the rows with length 1. A row of zeros, which says nothing, becomes a fixed unit vector."""
    lengths = np.sqrt(np.add.reduce(vectors * vectors, axis=1, keepdims=True))
    empty = lengths[:, 0] == 0
    if empty.any():
        vectors, lengths = vectors.copy(), lengths.copy()
        vectors[empty, 0] = lengths[empty] = 1
    return (vectors / lengths).astype(np.float32, copy=False)
