"""A scripted language model: it gives the replies that it was told to give, and keeps what it was asked."""

import json
from collections.abc import Mapping
from typing import Any

from mediaqa.answers import Usage
from mediaqa.composing.models import Reply


class ScriptedModel:
    """Gives one reply after another; the last one again and again. An exception among them is raised."""

    name = "scripted"

    def __init__(self, *replies: str | Reply | Exception) -> None:
        self._replies = list(replies)
        self.asked: list[str] = []

    def reply(self, system: str, user: str, schema: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        self.asked.append(f"{system}\n{user}")
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        return (
            reply if isinstance(reply, Reply) else Reply(reply, Usage(prompt_tokens=9, completion_tokens=3, requests=1))
        )


def claims(*drafts: Mapping[str, object]) -> str:
    """A reply with these claims; what is left out of one is null."""
    whole = {"speaker": None, "outlet": None, "date": None, "stance": "supports"}
    return json.dumps({"claims": [{**whole, **draft} for draft in drafts]}, ensure_ascii=False)
