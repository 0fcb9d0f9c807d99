"""What an endpoint takes: OpenAI's protocol has optional parts that servers and models refuse, each its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mediaqa.settings import OPENAI_URL

OVER_CONTEXT = (
    "context length", "context size", "context window", "maximum context", "too many tokens", "exceed_context",
    "prompt is too long",
)  # fmt: skip
"""How providers say that a prompt is too long; such words may name any part of a request."""

_STREAM = re.compile(r"\bstream\b")
_REASONING = re.compile(r"(?:o\d|gpt-[5-9])")


@dataclass(frozen=True)
class Capabilities:
    """Which optional parts a request may have."""

    schema: bool = True
    temperature: bool = True
    stream: bool = True
    usage_in_stream: bool = True
    limit: str = "max_tokens"

    def arguments(self, schema: Mapping[str, Any], *, reply_tokens: int, streamed: bool) -> dict[str, Any]:
        """Return the optional arguments of a request."""
        found: dict[str, Any] = {self.limit: reply_tokens}
        if self.temperature:
            found["temperature"] = 0
        if self.schema and schema:
            format_ = {"name": "answer", "strict": True, "schema": dict(schema)}
            found["response_format"] = {"type": "json_schema", "json_schema": format_}
        if streamed and self.stream:
            found["stream"] = True
            if self.usage_in_stream:
                found["stream_options"] = {"include_usage": True}
        return found

    def without(self, words: str) -> "Capabilities":
        """Return what is left after a request was refused with these words; the same where they name no part."""
        low = words.casefold()
        if any(said in low for said in OVER_CONTEXT):
            return self
        if self.schema and any(part in low for part in ("response_format", "json_schema", "response format")):
            return replace(self, schema=False)
        if self.usage_in_stream and "stream_options" in low:
            return replace(self, usage_in_stream=False)
        if self.limit == "max_tokens" and "max_completion_tokens" in low:
            return replace(self, limit="max_completion_tokens")
        if self.limit != "max_tokens" and "max_completion_tokens" in low:
            return replace(self, limit="max_tokens")
        if self.temperature and "temperature" in low:
            return replace(self, temperature=False)
        if self.stream and _STREAM.search(low):
            return replace(self, stream=False)
        return self


def capabilities_of(model: str, url: str) -> Capabilities:
    """Return what is known of a model before it is asked: OpenAI's own take the newer limit, and some think first.

    Of any other endpoint everything is tried; what it refuses is left out from then on.
    """
    if url.rstrip("/") != OPENAI_URL:
        return Capabilities()
    return Capabilities(temperature=_REASONING.match(model) is None, limit="max_completion_tokens")
