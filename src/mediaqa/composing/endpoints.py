"""Language models at OpenAI's address, and at any other that speaks its protocol.

The retries are ours: the client makes none. One reply takes ``timeout`` seconds at most, waits included.
"""

import random
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from mediaqa.answers import Usage
from mediaqa.composing.capabilities import OVER_CONTEXT, capabilities_of
from mediaqa.composing.models import MOST_WORDS, Piece
from mediaqa.composing.pricing import priced
from mediaqa.composing.prompts import Message
from mediaqa.errors import LLMError, SettingsError

if TYPE_CHECKING:
    import openai

ATTEMPTS = 3
"""Requests for one reply at most, those aside that find out what an endpoint takes."""
FIRST_WAIT = 0.5
"""Seconds before the second request; each later wait is twice as long, and up to a quarter longer by chance."""
SHORTEST = 0.1
"""Seconds that a request gets at least."""


class OpenAIModel:
    """A chat model, by its name at an address."""

    def __init__(
        self, name: str, *, base_url: str, api_key: SecretStr | None, timeout: float, reply_tokens: int
    ) -> None:
        import openai

        self._name = name
        self._url = base_url
        self._timeout = timeout
        self._reply_tokens = reply_tokens
        self._takes = capabilities_of(name, base_url)
        self._key = api_key.get_secret_value() if api_key else ""
        try:
            self._client = openai.OpenAI(
                api_key=self._key or "none",  # local servers want any
                base_url=base_url,
                max_retries=0,
                organization="",
                project="",
            )
        except Exception as error:  # an address that is none, a proxy that needs another package
            raise SettingsError(
                f"llm_base_url: {self.address}: {error}", hint="Give an address such as http://127.0.0.1:11434/v1."
            ) from error

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def address(self) -> str:
        """Where its requests go, without a password in it."""
        return re.sub(r"//[^/@]*@", "//", self._url)

    def reply(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, streamed: bool = False
    ) -> Iterator[Piece]:
        """Yield the reply, asked for again where that can help and nothing of it has come yet."""
        deadline = time.monotonic() + self._timeout
        for attempt in range(ATTEMPTS):
            begun = False
            try:
                for piece in self._pieces(messages, schema, deadline, streamed=streamed):
                    begun = begun or bool(piece.text)
                    yield piece
            except LLMError as error:
                chance = 1 + random.random() / 4  # noqa: S311 - no secret
                wait = max(FIRST_WAIT * 2**attempt * chance, error.retry_after or 0)
                last = attempt == ATTEMPTS - 1 or time.monotonic() + wait >= deadline
                if begun or last or not error.retryable:
                    raise
            else:
                return
            time.sleep(wait)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _pieces(
        self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float, *, streamed: bool
    ) -> Iterator[Piece]:
        import openai

        try:
            result, comes_in_pieces = self._created(messages, schema, deadline, streamed=streamed)
            yield from self._streamed(result, deadline) if comes_in_pieces else [self._whole(result)]
        except LLMError:
            raise
        except openai.OpenAIError as error:
            raise self._error(error) from error
        except ValueError as error:  # a body that is no JSON under a status that is no error
            raise self._not_chat() from error
        except Exception as error:  # in a stream the client does not wrap what the network raises
            if time.monotonic() >= deadline:
                raise self._too_late() from error
            words = self._safe(f"{type(error).__name__}: {error}")
            raise LLMError(f"{self._where}: the reply broke off: {words}", retryable=True) from error

    def _created(
        self, messages: Sequence[Message], schema: Mapping[str, Any], deadline: float, *, streamed: bool
    ) -> tuple[Any, bool]:
        """Send a request; return the result, and whether it comes in pieces.

        What the endpoint refuses is left out, and remembered if that has helped; the prompt says the form as well.
        """
        import openai

        create: Any = self._client.chat.completions.create
        chat = [{"role": message.role, "content": message.text} for message in messages]
        takes, tried = self._takes, {self._takes}
        while True:
            arguments = takes.arguments(schema, reply_tokens=self._reply_tokens, streamed=streamed)
            seconds = max(SHORTEST, deadline - time.monotonic())
            try:
                result = create(model=self._name, messages=chat, timeout=seconds, **arguments)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                takes = takes.without(str(error))
                if takes in tried or time.monotonic() >= deadline:
                    raise
                tried.add(takes)
            else:
                self._takes = takes
                return result, "stream" in arguments

    def _whole(self, result: Any) -> Piece:
        choices = getattr(result, "choices", None)
        if not choices or choices[0].message is None:
            told = (getattr(result, "model_extra", None) or {}).get("error")
            raise self._not_chat(told)
        choice = choices[0]
        self._check_refusal(choice.message.refusal)
        return Piece(_text(choice.message.content), self._usage(result), cut_off=choice.finish_reason == "length")

    def _streamed(self, chunks: Any, deadline: float) -> Iterator[Piece]:
        usage, cut_off, empty, refusal = Usage(requests=1), False, True, ""
        # The client waits for bytes, and a server may send them without end: then the response is closed under it.
        watch = threading.Timer(max(SHORTEST, deadline - time.monotonic()), chunks.close)
        watch.daemon = True
        watch.start()
        try:
            with chunks:
                for chunk in chunks:
                    if time.monotonic() > deadline:
                        raise self._too_late()
                    if getattr(chunk, "usage", None) is not None:
                        usage = self._usage(chunk)
                    text = ""
                    for choice in (getattr(chunk, "choices", None) or [])[:1]:
                        empty = False
                        cut_off = cut_off or choice.finish_reason == "length"
                        refusal += getattr(choice.delta, "refusal", None) or ""
                        text = _text(getattr(choice.delta, "content", None))
                    yield Piece(text)  # an empty one too: whoever waits may have left
        finally:
            watch.cancel()
        if time.monotonic() > deadline:
            raise self._too_late()
        if empty:  # it may answer in one piece whatever it is asked for
            self._takes = replace(self._takes, stream=False)
            raise self._not_chat()
        self._check_refusal(refusal)
        yield Piece(usage=usage, cut_off=cut_off)

    def _usage(self, result: Any) -> Usage:
        counts = [getattr(result.usage, name, None) for name in ("prompt_tokens", "completion_tokens")]
        prompt, completion = (one if isinstance(one, int) and one >= 0 else None for one in counts)
        used = Usage(requests=1, prompt_tokens=prompt, completion_tokens=completion)
        return priced(used, self._name, self._url)

    def _check_refusal(self, words: str | None) -> None:
        if words:
            raise LLMError(f"{self._name} refused: {words}", hint="Ask another model, or rephrase.")

    @property
    def _where(self) -> str:
        return f"{self._name} at {self.address}"

    def _safe(self, words: str) -> str:
        """Return words of others without the key, on one line."""
        words = " ".join(words.split())
        return words.replace(self._key, "***") if self._key else words

    def _not_chat(self, told: object = None) -> LLMError:
        words = f": {self._safe(str(told))[:MOST_WORDS]}" if told else ""
        message = f"{self._where}: the reply is not that of a chat model{words}"
        return LLMError(message, hint="Check llm_base_url.", retryable=True)

    def _too_late(self) -> LLMError:
        hint = "Raise llm_timeout, or ask a quicker model."
        return LLMError(f"{self._where}: no reply within {self._timeout:g} s", hint=hint, retryable=True)

    def _error(self, error: "openai.OpenAIError") -> LLMError:
        import openai

        if isinstance(error, openai.APITimeoutError):
            return self._too_late()
        words = self._safe(str(getattr(error, "message", error)))[:MOST_WORDS]
        if isinstance(error, openai.APIConnectionError):
            cause = self._safe(str(error.__cause__ or words))
            hint = "Is the server running, and is llm_base_url right? Without a model, ask with llm=False (--no-llm)."
            return LLMError(f"{self._where}: no connection: {cause}", hint=hint, retryable=True)
        if isinstance(error, openai.APIStatusError):
            return _of_status(error, f"{self._where}: HTTP {error.status_code}: {words}")
        return LLMError(f"{self._where}: {words}")


def _of_status(error: "openai.APIStatusError", message: str) -> LLMError:
    status, low = error.status_code, message.casefold()
    if status in {401, 403}:
        return LLMError(message, hint="Check OPENAI_API_KEY, and that the key may use this model.")
    if status == 404:
        return LLMError(message, hint="Check llm_model and llm_base_url.")
    if status in {408, 409, 425, 429} or status >= 500:
        after = _seconds(error.response.headers.get("retry-after"))
        return LLMError(message, hint="Wait and ask again.", retryable=True, retry_after=after)
    if any(words in low for words in OVER_CONTEXT):
        return LLMError(message, hint="Lower llm_prompt_tokens or llm_reply_tokens.")
    return LLMError(message)


def _text(content: object) -> str:
    """Return the text of a message, which some endpoints send in parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "") if isinstance(part, Mapping) else part) for part in content)
    return content if isinstance(content, str) else ""


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None
