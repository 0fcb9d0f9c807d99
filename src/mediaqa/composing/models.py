"""Language models behind one seam: OpenAI and whatever speaks its protocol, by settings; any of LlamaIndex's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from mediaqa.answers import Usage
from mediaqa.composing.prompts import Message
from mediaqa.errors import LLMError
from mediaqa.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    LLMChoice: TypeAlias = "LLM | ChatModel"
else:
    LLMChoice: TypeAlias = Any


MOST_WORDS = 300
"""Characters of a provider's words that an error repeats."""


class Piece(NamedTuple):
    """A part of what a model writes. The last one brings the usage, and ``cut_off`` at the limit of tokens."""

    text: str = ""
    usage: Usage | None = None
    cut_off: bool = False


def failure(model: str, error: Exception) -> LLMError:
    """Return whatever a model raised as our error, its words kept: each provider has errors of its own."""
    words = " ".join(str(error).split())[:MOST_WORDS]
    return LLMError(f"{model}: {type(error).__name__}: {words}", retryable=True)


class ChatModel(Protocol):
    """A language model: a name, and a reply to what it is given."""

    @property
    def name(self) -> str:
        """What it is called in answers."""

    def reply(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, streamed: bool = False
    ) -> Iterator[Piece]:
        """Yield the reply: at once, or, ``streamed``, in pieces as they are written. Raises ``LLMError``."""


def make_model(choice: "LLMChoice | None", settings: Settings) -> ChatModel | None:
    """Return the model that the caller passed, or that the settings name, or ``None`` where neither does.

    ``OPENAI_API_KEY`` alone names OpenAI's default. Raises ``TypeError`` for something else than a model.
    """
    if choice is not None:
        if all(hasattr(type(choice), name) for name in ("reply", "name")):
            return choice  # type: ignore[return-value]
        if any(
            kind.__name__ == "BaseLLM" and kind.__module__.startswith("llama_index.") for kind in type(choice).__mro__
        ):
            from mediaqa.composing.llama_index import LlamaIndexModel

            return LlamaIndexModel(choice)  # type: ignore[arg-type]
        raise TypeError(f"an llm is a language model of LlamaIndex, not {type(choice).__name__}")
    if not settings.names_llm:
        return None
    from mediaqa.composing.endpoints import OpenAIModel

    return OpenAIModel(
        settings.llm_name,
        base_url=settings.llm_address,
        api_key=settings.openai_api_key,
        timeout=settings.llm_timeout,
        reply_tokens=settings.llm_reply_tokens,
    )
