"""Language models of LlamaIndex: any provider that has an integration."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediaqa.answers import Usage
from mediaqa.composing.models import Piece, failure
from mediaqa.composing.prompts import Message

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatMessage, ChatResponse

_PROMPT = ("prompt_tokens", "input_tokens")
_COMPLETION = ("completion_tokens", "output_tokens")


class LlamaIndexModel:
    """A language model of LlamaIndex. It is asked for the form of the reply in words; its retries are its own."""

    def __init__(self, model: "LLM") -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model's name, or that of its class."""
        return str(getattr(self._model.metadata, "model_name", "") or self._model.class_name())

    def reply(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any],  # noqa: ARG002 - told in words
        *,
        streamed: bool = False,
    ) -> Iterator[Piece]:
        """Yield the reply. Whatever the model raises is an ``LLMError``, its words kept."""
        from llama_index.core.llms import ChatMessage, MessageRole

        chat = [ChatMessage(role=MessageRole(message.role), content=message.text) for message in messages]
        try:
            if streamed:
                yield from self._streamed(chat)
            else:
                yield _whole(self._model.chat(chat))
        except Exception as error:
            raise failure(self.name, error) from error

    def _streamed(self, messages: Sequence["ChatMessage"]) -> Iterator[Piece]:
        try:
            responses = self._model.stream_chat(messages)
        except NotImplementedError:
            yield _whole(self._model.chat(messages))
            return
        last = None
        for last in responses:
            yield Piece(last.delta or "")
        yield Piece(usage=_usage(last))


def _whole(response: "ChatResponse") -> Piece:
    return Piece(response.message.content or "", _usage(response))


def _usage(response: "ChatResponse | None") -> Usage:
    """Return the counts that a provider tells, wherever its integration puts them."""
    raw = getattr(response, "raw", None)
    told = raw.get("usage") if isinstance(raw, Mapping) else getattr(raw, "usage", None)
    places = [place for place in (getattr(response, "additional_kwargs", None), told) if place is not None]
    return Usage(prompt_tokens=_count(places, _PROMPT), completion_tokens=_count(places, _COMPLETION), requests=1)


def _count(places: list[Any], names: tuple[str, ...]) -> int | None:
    for place in places:
        for name in names:
            value = place.get(name) if isinstance(place, Mapping) else getattr(place, name, None)
            if isinstance(value, int):
                return value
    return None
