"""The model as one answer asks it: what it has used so far, and every failure as one of our errors."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mediaqa.answers import Usage
from mediaqa.composing.models import ChatModel, Piece, failure
from mediaqa.composing.prompts import Message
from mediaqa.errors import MediaQAError


class Asking:
    """A model with its account. ``usage`` and ``seconds`` grow with each reply, also with one that fails."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.usage = Usage()
        self.seconds = 0.0

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def reply(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, streamed: bool = False
    ) -> Iterator[Piece]:
        """Yield the reply as the model gives it. Whatever it raises is an ``LLMError``."""
        used, start = None, time.perf_counter()
        try:
            for piece in self._model.reply(messages, schema, streamed=streamed):
                self.seconds += time.perf_counter() - start
                used = piece.usage or used
                yield piece
                start = time.perf_counter()
        except Exception as error:
            self.seconds += time.perf_counter() - start
            if isinstance(error, MediaQAError):
                raise
            raise failure(self.name, error) from error  # a model of the caller's own
        finally:
            self.usage = _sum(self.usage, used or Usage(requests=1))


def _sum(one: Usage, other: Usage) -> Usage:
    """Return what two requests used together; what is unknown of one is unknown of both."""
    if not one.requests:
        return other
    costs = (one.cost_usd, other.cost_usd)
    return Usage(
        prompt_tokens=_both(one.prompt_tokens, other.prompt_tokens),
        completion_tokens=_both(one.completion_tokens, other.completion_tokens),
        requests=one.requests + other.requests,
        cost_usd=None if costs[0] is None or costs[1] is None else costs[0] + costs[1],
    )


def _both(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
