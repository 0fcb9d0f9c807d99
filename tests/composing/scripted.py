"""A scripted language model: it gives the replies that it was told to give, and keeps what it was asked."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mediaqa.answers import Usage
from mediaqa.composing.models import Piece
from mediaqa.composing.prompts import Message

USED = Usage(prompt_tokens=9, completion_tokens=3, requests=1)


class ScriptedModel:
    """Gives one reply after another; the last one again and again. An exception among them is raised.

    A reply that is a list comes in these pieces: texts, seconds to wait, and an exception with which it breaks off.
    """

    name = "scripted"

    def __init__(self, *replies: str | Piece | Exception | list[str | float | Exception]) -> None:
        self._replies = list(replies)
        self.asked: list[str] = []

    def reply(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any],  # noqa: ARG002
        *,
        streamed: bool = False,  # noqa: ARG002
    ) -> Iterator[Piece]:
        self.asked.append(messages[-1].text)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Piece):
            yield reply
            return
        pieces: Sequence[str | float | Exception] = [reply] if isinstance(reply, (str, Exception)) else reply
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, str):
                yield Piece(piece)
            else:
                time.sleep(piece)
        yield Piece(usage=USED)


def claims(*drafts: Mapping[str, object]) -> str:
    """A reply with these claims; what is left out of one is null."""
    whole = {"speaker": None, "outlet": None, "date": None, "stance": "supports"}
    return json.dumps({"claims": [{**whole, **draft} for draft in drafts]}, ensure_ascii=False)
