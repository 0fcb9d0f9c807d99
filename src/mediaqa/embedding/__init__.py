"""Texts become vectors: the model inside the package, any LlamaIndex embedding model, or OpenAI's by name.

``seam`` is what the rest of mediaqa knows of a model, and how it tells two apart; ``static`` and ``adapter`` are the
two kinds; ``choice`` makes one out of what the caller names.
"""

from mediaqa.embedding.adapter import LlamaIndexEmbedder
from mediaqa.embedding.choice import make_embedder
from mediaqa.embedding.seam import PROBE, Embedder, EmbeddingIdentity, Vectors, probe_vector, same_model
from mediaqa.embedding.static import StaticEmbedder

__all__ = [
    "PROBE",
    "Embedder",
    "EmbeddingIdentity",
    "LlamaIndexEmbedder",
    "StaticEmbedder",
    "Vectors",
    "make_embedder",
    "probe_vector",
    "same_model",
]
