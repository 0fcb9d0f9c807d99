"""Language models over HTTP, against a real server on this machine that fails in every way it is told to."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from mediaqa.answers import Usage
from mediaqa.composing import make_model
from mediaqa.composing.endpoints import OpenAIModel
from mediaqa.composing.llama_index import LlamaIndexModel
from mediaqa.composing.models import ChatModel, Piece
from mediaqa.composing.prompts import Message
from mediaqa.errors import LLMError, SettingsError
from mediaqa.settings import load_settings
from tests.loopback import CUT, Answers, failed, said, serving, written

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture
def server() -> Iterator[tuple[str, Answers]]:
    with serving() as served:
        yield served


def model(url: str, *, timeout: float = 10.0) -> OpenAIModel:
    return OpenAIModel("m", base_url=url, api_key=SecretStr("sk-secret"), timeout=timeout, reply_tokens=50)


def said_by(
    asked: ChatModel, schema: dict[str, object], system: str = "t", user: str = "q", *, streamed: bool = False
) -> Piece:
    """The reply of a model, its pieces put together."""
    pieces = list(asked.reply([Message("system", system), Message("user", user)], schema, streamed=streamed))
    usage = next((piece.usage for piece in pieces if piece.usage), None)
    return Piece("".join(piece.text for piece in pieces), usage, any(piece.cut_off for piece in pieces))


def test_a_reply_with_its_usage(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, said("{}", finish_reason="length"))]
    reply = said_by(model(url), {"type": "object"}, "task", "question")
    assert reply == Piece("{}", Usage(prompt_tokens=12, completion_tokens=4, requests=1), cut_off=True)
    (sent,) = answers.sent
    assert [message["content"] for message in sent["messages"]] == ["task", "question"]
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert (sent["temperature"], sent["max_tokens"]) == (0, 50)
    assert answers.keys == ["Bearer sk-secret"]


def test_an_endpoint_without_schemas_is_remembered(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(400, {}, failed("'response_format' is not supported")), (200, {}, said("{}"))]
    asked = model(url)
    assert said_by(asked, {"type": "object"}).text == "{}"
    assert said_by(asked, {"type": "object"}).text == "{}"
    assert ["response_format" in sent for sent in answers.sent] == [True, False, False]


@pytest.mark.parametrize(
    ("status", "message", "hint"),
    [
        (401, "Incorrect API key provided", "OPENAI_API_KEY"),
        (403, "not allowed", "OPENAI_API_KEY"),
        (404, "The model `m` does not exist", "llm_model"),
        (400, "This model's maximum context length is 4096 tokens", "llm_prompt_tokens"),
    ],
)
def test_what_waiting_cannot_help_fails_at_once(
    server: tuple[str, Answers], status: int, message: str, hint: str
) -> None:
    url, answers = server
    answers.given = [(status, {}, failed(message))]
    with pytest.raises(LLMError) as error:
        said_by(model(url), {})
    assert len(answers.sent) == 1
    assert message in str(error.value)
    assert hint in (error.value.hint or "")
    assert not error.value.retryable
    assert "sk-secret" not in str(error.value)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_waiting_can_help_is_tried_again(server: tuple[str, Answers], status: int) -> None:
    url, answers = server
    answers.given = [(status, {"retry-after": "0"}, failed("later")), (200, {}, said("{}"))]
    assert said_by(model(url), {}).text == "{}"
    assert len(answers.sent) == 2


def test_a_longer_wait_than_there_is_time_is_not_begun(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(429, {"retry-after": "3600"}, failed("slow down"))]
    start = time.monotonic()
    with pytest.raises(LLMError) as error:
        said_by(model(url, timeout=5), {})
    assert time.monotonic() - start < 4
    assert error.value.retryable
    assert error.value.retry_after == 3600


def test_no_reply_in_time(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given, answers.delay = [(200, {}, said("{}"))], 2.0
    with pytest.raises(LLMError, match="no reply within 0") as error:
        said_by(model(url, timeout=0.3), {})
    assert "llm_timeout" in (error.value.hint or "")


def test_nobody_there() -> None:
    with pytest.raises(LLMError, match="no connection") as error:
        said_by(model("http://127.0.0.1:9/v1", timeout=1), {})
    assert "llm_base_url" in (error.value.hint or "")


@pytest.mark.parametrize("body", ["<html>busy</html>", {"choices": []}, {"object": "x"}])
def test_garbage(server: tuple[str, Answers], body: object) -> None:
    url, answers = server
    answers.given = [(200, {}, body)]
    with pytest.raises(LLMError):
        said_by(model(url, timeout=1), {})


def test_a_refusal_brings_its_words(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, said("", refusal="I cannot discuss this."))]
    with pytest.raises(LLMError, match="I cannot discuss this"):
        said_by(model(url), {})


def test_the_settings_name_a_model_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "MEDIAQA_LLM_MODEL", "MEDIAQA_LLM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert make_model(None, load_settings()) is None
    local = make_model(None, load_settings(llm_model="qwen", llm_base_url="http://127.0.0.1:1/v1"))
    assert isinstance(local, OpenAIModel)
    assert (local.name, local.address) == ("qwen", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    default = make_model(None, load_settings())
    assert isinstance(default, OpenAIModel)
    assert default.address == "https://api.openai.com/v1"
    with pytest.raises(TypeError, match="a language model of LlamaIndex, not str"):
        make_model("gpt", load_settings())  # type: ignore[arg-type]


def test_any_model_of_llama_index() -> None:
    from llama_index.core.llms import MockLLM

    chosen = make_model(MockLLM(), load_settings())
    assert isinstance(chosen, LlamaIndexModel)
    assert "task" in said_by(chosen, {}, "task", "question").text


def test_what_a_llama_index_model_raises_is_ours() -> None:
    from llama_index.core.llms import MockLLM

    class Broken(MockLLM):
        def chat(self, *_: Any, **__: Any) -> Any:
            raise OSError("the line is dead")

    with pytest.raises(LLMError, match="OSError: the line is dead"):
        said_by(LlamaIndexModel(Broken(max_tokens=1)), {})


def test_a_reply_in_pieces(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, written('{"cla', 'ims": []}', finish_reason="length"))]
    pieces = list(model(url).reply([Message("user", "q")], {"type": "object"}, streamed=True))
    assert [piece.text for piece in pieces if piece.text] == ['{"cla', 'ims": []}']
    assert pieces[-1] == Piece(usage=Usage(prompt_tokens=12, completion_tokens=4, requests=1), cut_off=True)
    (sent,) = answers.sent
    assert (sent["stream"], sent["stream_options"]) == (True, {"include_usage": True})


def test_pieces_come_as_they_are_written(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given, answers.pause = [(200, {}, written("a", "b", "c"))], 0.2
    first = next(iter(model(url).reply([Message("user", "q")], {}, streamed=True)))
    assert first.text == "a"


def test_an_endpoint_that_tells_no_usage_leaves_it_unknown(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(400, {}, failed("unknown field: stream_options")), (200, {}, written("{}", usage=False))]
    asked = model(url)
    assert said_by(asked, {}, streamed=True) == Piece("{}", Usage(requests=1))
    assert ["stream_options" in sent for sent in answers.sent] == [True, False]


def test_a_stream_cut_midway_is_an_error_after_its_pieces(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, [*written('{"claims": [', done=False)[:1], CUT])]
    pieces: list[str] = []
    with pytest.raises(LLMError, match="the reply broke off") as error:
        pieces += (piece.text for piece in model(url).reply([Message("user", "q")], {}, streamed=True))
    assert pieces == ['{"claims": [']
    assert error.value.retryable
    assert len(answers.sent) == 1


def test_a_stream_cut_before_its_first_piece_is_asked_for_again(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, [": hello\n\n", CUT]), (200, {}, written("{}"))]
    assert said_by(model(url), {}, streamed=True).text == "{}"
    assert len(answers.sent) == 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([f"data: {json.dumps(failed('the slot is gone'))}\n\n"], "the slot is gone"),
        (["data: <html>busy</html>\n\n"], "not that of a chat model"),
        (["data: [DONE]\n\n"], "not that of a chat model"),
        (written("", delta={"refusal": "I cannot discuss this."}), "I cannot discuss this"),
    ],
)
def test_a_stream_that_fails_says_why(server: tuple[str, Answers], lines: list[str], words: str) -> None:
    url, answers = server
    answers.given = [(200, {}, lines)]
    with pytest.raises(LLMError, match=words):
        said_by(model(url, timeout=1), {}, streamed=True)


def test_a_stream_that_takes_too_long_in_all(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given, answers.pause = [(200, {}, written(*"abcdefgh"))], 0.2
    with pytest.raises(LLMError, match=r"no reply within 0\.5 s"):
        said_by(model(url, timeout=0.5), {}, streamed=True)


@pytest.mark.parametrize(
    ("refusal", "given"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_completion_tokens"),
        ("Unsupported value: 'temperature' does not support 0", "max_tokens"),
    ],
)
def test_what_a_model_does_not_take_is_left_out(server: tuple[str, Answers], refusal: str, given: str) -> None:
    url, answers = server
    answers.given = [(400, {}, failed(refusal)), (200, {}, said("{}"))]
    assert said_by(model(url), {}).text == "{}"
    assert given in answers.sent[1]
    assert set(answers.sent[0]) - set(answers.sent[1]) in ({"max_tokens"}, {"temperature"})


def test_a_llama_index_model_writes_in_pieces_and_tells_its_usage() -> None:
    from llama_index.core.llms import ChatMessage, ChatResponse, MockLLM

    class Telling(MockLLM):
        def stream_chat(self, *_: Any, **__: Any) -> Any:
            for text, raw in (("{}", None), (" ", {"usage": {"prompt_tokens": 7, "completion_tokens": 2}})):
                yield ChatResponse(message=ChatMessage(content=text), delta=text, raw=raw)

    reply = said_by(LlamaIndexModel(Telling(max_tokens=1)), {}, streamed=True)
    assert reply == Piece("{} ", Usage(prompt_tokens=7, completion_tokens=2, requests=1))


def test_a_llama_index_model_that_cannot_stream_is_asked_for_the_whole() -> None:
    from llama_index.core.llms import MockLLM

    class Whole(MockLLM):
        def stream_chat(self, *_: Any, **__: Any) -> Any:
            raise NotImplementedError

    assert said_by(LlamaIndexModel(Whole(max_tokens=2)), {}, streamed=True) == Piece("text text", Usage(requests=1))


def test_two_limits_that_are_both_refused_end_in_the_refusal(server: tuple[str, Answers]) -> None:
    url, answers = server
    words = "Unsupported parameter: 'max_tokens'; 'max_completion_tokens' is unknown to this version"
    answers.given = [(400, {}, failed(words))]
    with pytest.raises(LLMError, match="is unknown to this version"):
        said_by(model(url), {})
    assert len(answers.sent) == 2
    answers.given = [(200, {}, said("{}"))]
    assert said_by(model(url), {}).text == "{}"


def test_a_refusal_that_leaving_something_out_does_not_help_is_forgotten(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(400, {}, failed("the filter met: what is the temperature in Madrid"))]
    asked = model(url)
    with pytest.raises(LLMError, match="the filter met"):
        said_by(asked, {})
    answers.given = [(200, {}, said("{}"))]
    said_by(asked, {})
    assert answers.sent[-1]["temperature"] == 0


def test_a_stream_that_only_says_that_it_lives_ends_in_time(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given, answers.pause = [(200, {}, [": ping\n\n"] * 40)], 0.1
    start = time.monotonic()
    with pytest.raises(LLMError, match=r"no reply within 0\.5 s"):
        said_by(model(url, timeout=0.5), {}, streamed=True)
    assert time.monotonic() - start < 2


def test_an_endpoint_that_answers_whole_whatever_is_asked(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, said("{}"))]
    asked = model(url)
    assert said_by(asked, {}, streamed=True).text == "{}"
    assert ["stream" in sent for sent in answers.sent] == [True, False]


def test_a_model_that_may_not_stream_answers_whole(server: tuple[str, Answers]) -> None:
    url, answers = server
    refusal = failed("Your organization must be verified to stream this model. param: stream")
    answers.given = [(400, {}, refusal), (200, {}, said("{}"))]
    assert said_by(model(url), {}, streamed=True).text == "{}"


def test_content_in_parts_and_odd_usage_are_read(server: tuple[str, Answers]) -> None:
    url, answers = server
    body = said("")
    body["choices"][0]["message"]["content"] = [{"type": "text", "text": "{"}, {"type": "text", "text": "}"}]  # type: ignore[index]
    answers.given = [(200, {}, {**body, "usage": {"prompt_tokens": -1, "completion_tokens": "many"}})]
    assert said_by(model(url), {}) == Piece("{}", Usage(requests=1))


def test_an_error_under_a_status_that_is_none_keeps_its_words(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, {"error": {"message": "Rate limit exceeded"}})]
    with pytest.raises(LLMError, match="Rate limit exceeded"):
        said_by(model(url, timeout=1), {})


def test_a_key_is_in_no_error(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(401, {}, failed("Incorrect API key provided: sk-secret"))]
    with pytest.raises(LLMError, match=r"provided: \*\*\*") as error:
        said_by(model(url.replace("//", "//me:pass@")), {})
    assert "sk-secret" not in str(error.value)
    assert "pass" not in str(error.value)


def test_a_key_is_stripped_and_one_that_cannot_be_sent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x\n")
    key = load_settings().openai_api_key
    assert key is not None
    assert key.get_secret_value() == "sk-x"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-ключ")
    with pytest.raises(SettingsError, match="letters of ASCII alone") as error:
        load_settings()
    assert "ключ" not in str(error.value)
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("MEDIAQA_LLM_BASE_URL", "")
    assert not load_settings().names_llm


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(SettingsError, match="llm_base_url: http://host:port/v1"):
        model("http://host:port/v1")
