"""Language models behind one seam: OpenAI and whatever speaks its protocol, by settings; any of LlamaIndex's.

The retries are ours: the clients below make none. One call takes ``timeout`` seconds at most, waits included.
"""

import random
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from pydantic import SecretStr

from mediaqa.answers import Usage
from mediaqa.errors import LLMError
from mediaqa.settings import Settings

if TYPE_CHECKING:
    import openai
    from llama_index.core.llms import LLM

    LLMChoice: TypeAlias = "LLM | ChatModel"
else:
    LLMChoice: TypeAlias = Any

ATTEMPTS = 3
"""Requests for one reply at most."""
FIRST_WAIT = 0.5
"""Seconds before the second request; each later wait is twice as long, and up to a quarter longer by chance."""

_CONTEXT = ("context length", "context size", "context window", "maximum context", "too many tokens", "exceed_context")


class Reply(NamedTuple):
    """What a model wrote. ``cut_off`` says that it reached its limit of tokens."""

    text: str
    usage: Usage
    cut_off: bool = False


class ChatModel(Protocol):
    """A language model: a name, and one reply to a fixed and a changing text."""

    @property
    def name(self) -> str:
        """What it is called in answers."""

    def reply(self, system: str, user: str, schema: Mapping[str, Any]) -> Reply:
        """Return the reply. Raises ``LLMError``."""


class OpenAIModel:
    """A model at OpenAI's address or at any that speaks the same protocol."""

    def __init__(
        self, name: str, *, base_url: str, api_key: SecretStr | None, timeout: float, reply_tokens: int
    ) -> None:
        import openai

        self._name = name
        self._url = base_url
        self._timeout = timeout
        self._reply_tokens = reply_tokens
        self._takes_schema = True
        key = api_key.get_secret_value() if api_key else "none"  # local servers want any
        self._client = openai.OpenAI(api_key=key, base_url=self._url, max_retries=0, organization="", project="")

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def address(self) -> str:
        """Where its requests go."""
        return self._url

    def reply(self, system: str, user: str, schema: Mapping[str, Any]) -> Reply:
        """Return the reply, asked for again where that can help."""
        deadline = time.monotonic() + self._timeout
        for attempt in range(ATTEMPTS - 1):
            try:
                return self._once(system, user, schema, deadline - time.monotonic())
            except LLMError as error:
                chance = 1 + random.random() / 4  # noqa: S311 - no secret
                wait = max(FIRST_WAIT * 2**attempt * chance, error.retry_after or 0)
                if not error.retryable or time.monotonic() + wait >= deadline:
                    raise
            time.sleep(wait)
        return self._once(system, user, schema, deadline - time.monotonic())

    def _once(self, system: str, user: str, schema: Mapping[str, Any], seconds: float) -> Reply:
        import openai

        try:
            return self._request(system, user, schema if self._takes_schema else None, seconds)
        except openai.BadRequestError as error:
            if not self._takes_schema or not any(word in str(error) for word in ("response_format", "json_schema")):
                raise self._error(error) from error
        except openai.OpenAIError as error:
            raise self._error(error) from error
        self._takes_schema = False  # remembered: the prompt says the form as well
        try:
            return self._request(system, user, None, seconds)
        except openai.OpenAIError as error:
            raise self._error(error) from error

    def _request(self, system: str, user: str, schema: Mapping[str, Any] | None, seconds: float) -> Reply:
        format_ = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": dict(schema or {})},
        }
        create: Any = self._client.chat.completions.create
        not_chat = f"{self._name} at {self._url}: the reply is not that of a chat model"
        try:
            result = create(
                model=self._name,
                messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
                max_tokens=self._reply_tokens,
                temperature=0,
                timeout=max(0.1, seconds),
                **({"response_format": format_} if schema else {}),
            )
        except ValueError as error:  # a body that is no JSON under a status that is no error
            raise LLMError(not_chat, hint="Check llm_base_url.", retryable=True) from error
        choices = getattr(result, "choices", None)
        if not choices or choices[0].message is None:
            raise LLMError(not_chat, hint="Check llm_base_url.", retryable=True)
        choice = choices[0]
        if choice.message.refusal:
            raise LLMError(f"{self._name} refused: {choice.message.refusal}", hint="Ask another model, or rephrase.")
        usage = Usage(requests=1)
        if result.usage is not None:
            usage = Usage(
                prompt_tokens=result.usage.prompt_tokens, completion_tokens=result.usage.completion_tokens, requests=1
            )
        return Reply(choice.message.content or "", usage, cut_off=choice.finish_reason == "length")

    def _error(self, error: "openai.OpenAIError") -> LLMError:
        import openai

        where = f"{self._name} at {self._url}"
        words = " ".join(str(getattr(error, "message", error)).split())[:300]
        if isinstance(error, openai.APITimeoutError):
            return LLMError(
                f"{where}: no reply within {self._timeout:g} s",
                hint="Raise llm_timeout, or ask a quicker model.",
                retryable=True,
            )
        if isinstance(error, openai.APIConnectionError):
            hint = "Is the server running, and is llm_base_url right?"
            return LLMError(f"{where}: no connection: {error.__cause__ or words}", hint=hint, retryable=True)
        if isinstance(error, openai.APIStatusError):
            return self._of_status(error, f"{where}: HTTP {error.status_code}: {words}")
        return LLMError(f"{where}: {words}")

    def _of_status(self, error: "openai.APIStatusError", message: str) -> LLMError:
        status, low = error.status_code, message.casefold()
        if status in {401, 403}:
            return LLMError(message, hint="Check OPENAI_API_KEY, and that the key may use this model.")
        if status == 404:
            return LLMError(message, hint="Check llm_model and llm_base_url.")
        if status in {408, 409, 425, 429} or status >= 500:
            after = _seconds(error.response.headers.get("retry-after"))
            return LLMError(message, hint="Wait and ask again.", retryable=True, retry_after=after)
        if any(words in low for words in _CONTEXT):
            return LLMError(message, hint="Lower llm_prompt_tokens or llm_reply_tokens.")
        return LLMError(message)


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None


class LlamaIndexModel:
    """A language model of LlamaIndex. It is asked for the form of the reply in words; its retries are its own."""

    def __init__(self, model: "LLM") -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model's name, or that of its class."""
        return str(getattr(self._model.metadata, "model_name", "") or self._model.class_name())

    def reply(self, system: str, user: str, schema: Mapping[str, Any]) -> Reply:  # noqa: ARG002 - told in words
        """Return the reply. Whatever the model raises is an ``LLMError``, its words kept."""
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        try:
            result = self._model.chat(messages)
        except Exception as error:  # each provider has errors of its own
            words = " ".join(str(error).split())[:300]
            raise LLMError(f"{self.name}: {type(error).__name__}: {words}", retryable=True) from error
        return Reply(result.message.content or "", Usage(requests=1))


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
            return LlamaIndexModel(choice)  # type: ignore[arg-type]
        raise TypeError(f"an llm is a language model of LlamaIndex, not {type(choice).__name__}")
    if not settings.names_llm:
        return None
    return OpenAIModel(
        settings.llm_name,
        base_url=settings.llm_address,
        api_key=settings.openai_api_key,
        timeout=settings.llm_timeout,
        reply_tokens=settings.llm_reply_tokens,
    )
