"""One embedding model out of what the caller names."""

from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from pydantic import SecretStr

from mediaqa.embedding.adapter import LlamaIndexEmbedder, openai_embedder
from mediaqa.embedding.seam import Embedder
from mediaqa.embedding.static import StaticEmbedder
from mediaqa.errors import SettingsError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    EmbeddingChoice: TypeAlias = str | BaseEmbedding | Embedder


def make_embedder(spec: "EmbeddingChoice", *, openai_api_key: SecretStr | None = None) -> Embedder:
    """Return the model that ``spec`` names or is: ``"static"``, ``"openai"``, or a model of LlamaIndex or ours.

    The key alone chooses nothing. Raises ``SettingsError`` for another name, ``EmbeddingError`` for ``"openai"``
    without a key, ``TypeError`` for anything else.
    """
    if isinstance(spec, str):
        return _named(spec, openai_api_key)
    if _is_embedder(spec):
        return spec
    if _is_llama_index(spec):
        return LlamaIndexEmbedder(spec)
    raise TypeError(f"an embedding is a name or an embedding model of LlamaIndex, not {type(spec).__name__}")


def _named(name: str, openai_api_key: SecretStr | None) -> Embedder:
    if name == "static":
        return StaticEmbedder()
    if name == "openai":
        return openai_embedder(openai_api_key)
    raise SettingsError(f"there is no embedding {name!r}: it is 'static' or 'openai'")


def _is_embedder(spec: object) -> TypeGuard[Embedder]:
    # By class: to look at the identity of an instance may ask a service.
    return all(hasattr(type(spec), name) for name in ("embed", "embed_query"))


def _is_llama_index(spec: object) -> "TypeGuard[BaseEmbedding]":
    # By name: an instance has imported LlamaIndex (half a second) already, and for others it is not worth it.
    return any(
        kind.__name__ == "BaseEmbedding" and kind.__module__.startswith("llama_index.") for kind in type(spec).__mro__
    )
