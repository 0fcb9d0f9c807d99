"""Language models over HTTP, against a real server on this machine that fails in every way it is told to."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr

from mediaqa.composing import make_model
from mediaqa.composing.models import LlamaIndexModel, OpenAIModel
from mediaqa.errors import LLMError
from mediaqa.settings import load_settings

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


class Answers:
    """What the server gives, one after another: a status, headers and a body; and what it was sent."""

    def __init__(self) -> None:
        self.given: list[tuple[int, dict[str, str], object]] = []
        self.sent: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.delay = 0.0


@pytest.fixture
def server() -> Iterator[tuple[str, Answers]]:
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answers.sent.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            answers.keys.append(self.headers["authorization"])
            time.sleep(answers.delay)
            status, headers, body = answers.given.pop(0) if len(answers.given) > 1 else answers.given[0]
            data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/v1", answers
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def said(text: str, **choice: object) -> dict[str, object]:
    message = {
        "role": "assistant",
        "content": text,
        **({"refusal": choice.pop("refusal")} if "refusal" in choice else {}),
    }
    return {
        "id": "x", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 4, "total_tokens": 16},
    }  # fmt: skip


def failed(message: str) -> dict[str, object]:
    return {"error": {"message": message, "type": "x", "code": None}}


def model(url: str, *, timeout: float = 10.0) -> OpenAIModel:
    return OpenAIModel("m", base_url=url, api_key=SecretStr("sk-secret"), timeout=timeout, reply_tokens=50)


def test_a_reply_with_its_usage(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, said("{}", finish_reason="length"))]
    reply = model(url).reply("task", "question", {"type": "object"})
    assert (reply.text, reply.cut_off, reply.usage.prompt_tokens, reply.usage.completion_tokens) == ("{}", True, 12, 4)
    (sent,) = answers.sent
    assert [message["content"] for message in sent["messages"]] == ["task", "question"]
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert (sent["temperature"], sent["max_tokens"]) == (0, 50)
    assert answers.keys == ["Bearer sk-secret"]


def test_an_endpoint_without_schemas_is_remembered(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(400, {}, failed("'response_format' is not supported")), (200, {}, said("{}"))]
    asked = model(url)
    assert asked.reply("t", "q", {"type": "object"}).text == "{}"
    assert asked.reply("t", "q", {"type": "object"}).text == "{}"
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
        model(url).reply("t", "q", {})
    assert len(answers.sent) == 1
    assert message in str(error.value)
    assert hint in (error.value.hint or "")
    assert not error.value.retryable
    assert "sk-secret" not in str(error.value)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_waiting_can_help_is_tried_again(server: tuple[str, Answers], status: int) -> None:
    url, answers = server
    answers.given = [(status, {"retry-after": "0"}, failed("later")), (200, {}, said("{}"))]
    assert model(url).reply("t", "q", {}).text == "{}"
    assert len(answers.sent) == 2


def test_a_longer_wait_than_there_is_time_is_not_begun(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(429, {"retry-after": "3600"}, failed("slow down"))]
    start = time.monotonic()
    with pytest.raises(LLMError) as error:
        model(url, timeout=5).reply("t", "q", {})
    assert time.monotonic() - start < 4
    assert error.value.retryable
    assert error.value.retry_after == 3600


def test_no_reply_in_time(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given, answers.delay = [(200, {}, said("{}"))], 2.0
    with pytest.raises(LLMError, match="no reply within 0") as error:
        model(url, timeout=0.3).reply("t", "q", {})
    assert "llm_timeout" in (error.value.hint or "")


def test_nobody_there() -> None:
    with pytest.raises(LLMError, match="no connection") as error:
        model("http://127.0.0.1:9/v1", timeout=1).reply("t", "q", {})
    assert "llm_base_url" in (error.value.hint or "")


@pytest.mark.parametrize("body", ["<html>busy</html>", {"choices": []}, {"object": "x"}])
def test_garbage(server: tuple[str, Answers], body: object) -> None:
    url, answers = server
    answers.given = [(200, {}, body)]
    with pytest.raises(LLMError):
        model(url, timeout=1).reply("t", "q", {})


def test_a_refusal_brings_its_words(server: tuple[str, Answers]) -> None:
    url, answers = server
    answers.given = [(200, {}, said("", refusal="I cannot discuss this."))]
    with pytest.raises(LLMError, match="I cannot discuss this"):
        model(url).reply("t", "q", {})


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
    assert "task" in chosen.reply("task", "question", {}).text


def test_what_a_llama_index_model_raises_is_ours() -> None:
    from llama_index.core.llms import MockLLM

    class Broken(MockLLM):
        def chat(self, *_: Any, **__: Any) -> Any:
            raise OSError("the line is dead")

    with pytest.raises(LLMError, match="OSError: the line is dead"):
        LlamaIndexModel(Broken(max_tokens=1)).reply("t", "q", {})
