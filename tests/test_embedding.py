import inspect
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import openai
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import SecretStr
from tokenizers import Tokenizer

from mediaqa.embedding import (
    PROBE,
    Embedder,
    EmbeddingIdentity,
    LlamaIndexEmbedder,
    StaticEmbedder,
    make_embedder,
    probe_vector,
    same_model,
    static,
)
from mediaqa.embedding.adapter import is_retryable, openai_embedder
from mediaqa.errors import EmbeddingError, EmbeddingMismatchError, SettingsError

EXPELLED = "Brussels expelled eight Russian diplomats."
QUESTION = "Who was expelled from the embassy?"


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)


# The model inside the package


def test_vectors_are_rows_of_length_one(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed([EXPELLED, "Grain exports rose.", QUESTION])
    assert vectors.shape == (3, 256)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert embedder.embed([]).shape == (0, 256)
    assert embedder.embed_query(QUESTION).shape == (256,)


def test_near_meanings_have_near_vectors(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed([EXPELLED, "Grain exports through the port rose by a third."])
    near, far = vectors @ embedder.embed_query(QUESTION)
    assert near > far + 0.2


@hypothesis_settings(max_examples=100)
@given(st.lists(st.text(), min_size=1, max_size=6))
def test_vector_of_a_text_is_the_same_alone_and_in_any_company(embedder: StaticEmbedder, texts: list[str]) -> None:
    vectors = embedder.embed([*texts, EXPELLED])
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    for text, vector in zip(texts, vectors, strict=False):
        assert (StaticEmbedder.embed(embedder, [text])[0] == vector).all()
        assert (embedder.embed_query(text) == vector).all()


@hypothesis_settings(max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1), min_size=1, max_size=20))
def test_vector_is_the_mean_of_the_vectors_of_all_tokens(embedder: StaticEmbedder, words: list[str]) -> None:
    tokenizer, weights = reference()
    tokens = tokenizer.encode(" ".join(words), add_special_tokens=False).ids
    mean = weights[tokens].astype(np.float64).mean(axis=0)
    np.testing.assert_allclose(embedder.embed_query("\n ".join(words)), mean / np.linalg.norm(mean), atol=1e-5)


_REFERENCE: list[tuple[Tokenizer, np.ndarray[Any, np.dtype[np.float16]]]] = []


def reference() -> tuple[Tokenizer, np.ndarray[Any, np.dtype[np.float16]]]:
    if not _REFERENCE:
        files = [Path(str(distribution("wordllama").locate_file(f.path))) for f in (static.TOKENIZER, static.WEIGHTS)]
        tokenizer = Tokenizer.from_file(str(files[0]))
        tokenizer.encode_special_tokens = True
        content = files[1].read_bytes()
        start = 8 + int.from_bytes(content[:8], "little")
        _REFERENCE.append((tokenizer, np.frombuffer(content, dtype=np.float16, offset=start).reshape(-1, 256)))
    return _REFERENCE[0]


def test_text_without_a_token_has_a_fixed_vector(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed(["", "   ", "\n\t\u00a0", EXPELLED])
    assert (vectors[0] == np.eye(256, dtype=np.float32)[0]).all()
    assert (vectors[:3] == vectors[0]).all()
    assert not (vectors[3] == vectors[0]).all()


def test_line_breaks_do_not_move_a_vector(embedder: StaticEmbedder) -> None:
    assert (
        embedder.embed_query("eight Russian\n  diplomats\n") == embedder.embed_query("eight Russian diplomats")
    ).all()


@pytest.mark.parametrize(
    "text", ["diplomats \ud800", "👍", "Привет", "北京", "</s> <s>", "x" * 100_000, "NATO " * 50_000]
)
def test_any_text_has_a_vector_of_its_own(embedder: StaticEmbedder, text: str) -> None:
    vector = embedder.embed_query(text)
    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5
    assert not (vector == embedder.embed_query("")).all()


def test_words_beyond_those_remembered_have_the_same_vectors(
    embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = embedder.embed([EXPELLED, QUESTION])
    monkeypatch.setattr(static, "KEPT_WORDS", 3)
    monkeypatch.setattr(static, "BLOCK", 2)
    forgetful = StaticEmbedder()
    np.testing.assert_allclose(forgetful.embed([EXPELLED, QUESTION]), expected, atol=1e-6)
    assert (forgetful.embed([QUESTION]) == forgetful.embed([EXPELLED, QUESTION])[1:]).all()


def test_one_text_instead_of_several_is_a_type_error(embedder: StaticEmbedder) -> None:
    with pytest.raises(TypeError):
        embedder.embed(EXPELLED)


def test_threads_share_one_model() -> None:
    shared = StaticEmbedder()
    expected = StaticEmbedder().embed([EXPELLED, QUESTION])
    results: list[object] = []

    def work() -> None:
        results.extend(shared.embed([EXPELLED, QUESTION]).tolist() == expected.tolist() for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 160


class Elsewhere:
    """A distribution whose files are in another folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def locate_file(self, path: str) -> Path:
        return self.folder / Path(path).name


@pytest.mark.parametrize("altered", [static.WEIGHTS, static.TOKENIZER])
def test_altered_data_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, altered: Any) -> None:
    for file in (static.WEIGHTS, static.TOKENIZER):
        content = bytearray(Path(str(distribution("wordllama").locate_file(file.path))).read_bytes())
        content[-5] ^= file is altered
        (tmp_path / Path(file.path).name).write_bytes(content)
    monkeypatch.setattr(static, "distribution", lambda _: Elsewhere(tmp_path))
    with pytest.raises(EmbeddingError, match=Path(altered.path).name):
        StaticEmbedder().embed([EXPELLED])


def test_missing_data_is_our_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static, "distribution", lambda _: Elsewhere(tmp_path))
    with pytest.raises(EmbeddingError, match="cannot be read") as unreadable:
        StaticEmbedder().embed([EXPELLED])
    assert "Install" in unreadable.value.hint

    def absent(name: str) -> NoReturn:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(static, "distribution", absent)
    with pytest.raises(EmbeddingError, match="wordllama"):
        StaticEmbedder().embed([EXPELLED])


def test_host_is_left_as_it_was() -> None:
    code = """
import logging, os, sys, threading
before = (dict(os.environ), list(logging.root.handlers), logging.root.level)
from mediaqa.embedding import StaticEmbedder, make_embedder
assert "tokenizers" not in sys.modules
make_embedder("static").embed(["Brussels expelled eight diplomats."] * 300)
assert before == (dict(os.environ), list(logging.root.handlers), logging.root.level)
assert threading.active_count() == 1
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"wordllama", "llama_index", "openai", "requests", "torch"}, loaded
child = os.fork()
if child == 0:
    make_embedder("static").embed(["once more"] * 300)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""
    assert run(code).stderr == ""


# Models of LlamaIndex


class Scripted(BaseEmbedding):
    """Gives the vectors that a test wants, or fails as it wants."""

    texts: list[str] = []  # noqa: RUF012
    answer: Any = None
    failure: Any = None

    @classmethod
    def class_name(cls) -> str:
        return "Scripted"

    def _vector(self, text: str) -> list[float]:
        self.texts.append(text)
        if self.failure is not None:
            raise self.failure
        return [float(len(text)), 3.0, -4.0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._vector(text) if self.answer is None or text == PROBE else self.answer

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [self._get_text_embedding(text) for text in texts]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vector(f"query: {query}") if self.answer is None else self.answer

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def test_llama_index_model_is_normalised_and_named() -> None:
    wrapped = LlamaIndexEmbedder(Scripted(model_name="small"))
    vectors = wrapped.embed(["", "abc"])
    np.testing.assert_allclose(vectors[1], np.array([3, 3, -4]) / np.sqrt(34), atol=1e-6)
    assert vectors.dtype == np.float32
    assert wrapped.identity == EmbeddingIdentity(class_name="Scripted", name="small", dimension=3)


def test_question_is_embedded_as_a_question_and_the_probe_as_a_text() -> None:
    model = Scripted()
    wrapped = LlamaIndexEmbedder(model)
    wrapped.embed_query("who")
    probe_vector(wrapped)
    assert model.texts == [PROBE, "query: who"]


def test_blank_texts_are_not_sent() -> None:
    model = Scripted()
    wrapped = LlamaIndexEmbedder(model)
    vectors = wrapped.embed([" ", "a", "\n"])
    assert model.texts == [PROBE, "a"]
    assert vectors[[0, 2]].tolist() == [[1, 0, 0], [1, 0, 0]]
    assert wrapped.embed_query(" ").tolist() == [1, 0, 0]


def test_many_texts_keep_their_order_over_batches() -> None:
    wrapped = LlamaIndexEmbedder(Scripted(embed_batch_size=7))
    texts = ["x" * (number + 1) for number in range(30)]
    vectors = wrapped.embed(texts)
    np.testing.assert_allclose(vectors[:, 0] / vectors[:, 1], [len(text) / 3 for text in texts], rtol=1e-5)


def test_lone_surrogates_are_not_sent() -> None:
    model = Scripted()
    LlamaIndexEmbedder(model).embed(["bad \ud800"])
    assert model.texts[-1] == "bad ?"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ([1.0, 2.0], "returned"),
        ([], "returned"),
        ([[1.0, 2.0, 3.0]], "ValidationError"),
        ("vector", "ValidationError"),
        ([1.0, float("nan"), 0.0], "not finite"),
        ([float("inf"), 1.0, 0.0], "not finite"),
    ],
)
def test_nonsense_of_a_model_is_our_error(answer: Any, message: str) -> None:
    model = Scripted()
    wrapped = LlamaIndexEmbedder(model)
    assert wrapped.identity.dimension == 3
    model.answer = answer
    with pytest.raises(EmbeddingError, match=message) as of_texts:
        wrapped.embed(["a", "b"])
    assert not of_texts.value.retryable
    with pytest.raises(EmbeddingError, match=message):
        wrapped.embed_query("a")


def test_model_that_returns_too_few_vectors_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = LlamaIndexEmbedder(Scripted())
    probe_vector(wrapped)
    monkeypatch.setattr(Scripted, "_get_text_embeddings", lambda _, texts: [[1.0, 2.0, 3.0]] * (len(texts) - 1))
    with pytest.raises(EmbeddingError, match=r"\(2, 3\)"):
        wrapped.embed(["a", "b", "c"])


def test_text_that_means_nothing_to_a_model_has_the_fixed_vector() -> None:
    model = Scripted()
    wrapped = LlamaIndexEmbedder(model)
    probe_vector(wrapped)
    model.answer = [0.0, 0.0, 0.0]
    assert wrapped.embed(["a"]).tolist() == [[1, 0, 0]]


def test_model_of_zeros_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scripted, "_vector", lambda *_: [0.0, 0.0])
    with pytest.raises(EmbeddingError, match="zeros"):
        probe_vector(LlamaIndexEmbedder(Scripted()))


# Errors of services

OPENAI_ERRORS = {
    "APIConnectionError": True,
    "APIError": False,
    "APIResponseValidationError": False,
    "APIStatusError": False,
    "APITimeoutError": True,
    "AuthenticationError": False,
    "BadRequestError": False,
    "ConflictError": True,
    "ContentFilterFinishReasonError": False,
    "InternalServerError": True,
    "InvalidWebhookSignatureError": False,
    "LengthFinishReasonError": False,
    "NotFoundError": False,
    "OAuthError": False,
    "OpenAIError": False,
    "PermissionDeniedError": False,
    "RateLimitError": True,
    "SubjectTokenProviderError": False,
    "UnprocessableEntityError": False,
    "WebSocketConnectionClosedError": False,
    "WebSocketQueueFullError": False,
}
"""Every class that the client raises, and whether the same call may succeed later."""

STATUS = {
    "AuthenticationError": 401,
    "BadRequestError": 400,
    "ConflictError": 409,
    "InternalServerError": 500,
    "NotFoundError": 404,
    "OAuthError": 401,
    "PermissionDeniedError": 403,
    "RateLimitError": 429,
    "UnprocessableEntityError": 422,
}


def openai_error(name: str) -> Exception:
    kind: type[Exception] = getattr(openai._exceptions, name)
    error = kind.__new__(kind, name)
    if name in STATUS:
        error.status_code = STATUS[name]  # type: ignore[attr-defined]
    return error


def test_table_has_every_error_of_the_client() -> None:
    found = {
        name
        for module in (openai, openai._exceptions)
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__.startswith("openai") and not name.startswith("_")
    }
    assert found == set(OPENAI_ERRORS)
    statuses = {name for name in found if issubclass(getattr(openai._exceptions, name), openai.APIStatusError)}
    assert statuses - {"APIStatusError"} == set(STATUS)


@pytest.mark.parametrize("name", OPENAI_ERRORS)
def test_error_of_the_client_is_ours_and_says_whether_to_retry(name: str) -> None:
    wrapped = LlamaIndexEmbedder(Scripted(failure=openai_error(name)))
    with pytest.raises(EmbeddingError, match=name) as failure:
        wrapped.embed([EXPELLED])
    assert failure.value.retryable is OPENAI_ERRORS[name]
    assert failure.value.__cause__ is not None
    assert ("try again" in failure.value.hint) is OPENAI_ERRORS[name]


def test_exhausted_quota_is_not_worth_a_retry() -> None:
    error = openai_error("RateLimitError")
    error.code = "insufficient_quota"  # type: ignore[attr-defined]
    assert not is_retryable(error)


@pytest.mark.parametrize(
    ("error", "retryable"),
    [
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (ValueError("no such model"), False),
        (MemoryError(), False),
        (type("ServiceUnavailable", (Exception,), {"status_code": 503})(), True),
        (type("Refused", (Exception,), {"response": type("Response", (), {"status_code": 403})()})(), False),
        (type("TooMany", (Exception,), {"response": type("Response", (), {"status_code": 429})()})(), True),
        (type("ReadTimeout", (type("TransportError", (Exception,), {}),), {})(), True),
    ],
)
def test_errors_of_other_services_are_told_by_status_and_kind(error: BaseException, retryable: bool) -> None:
    assert is_retryable(error) is retryable


def test_question_that_fails_is_our_error_too() -> None:
    model = Scripted()
    wrapped = LlamaIndexEmbedder(model)
    probe_vector(wrapped)
    model.failure = TimeoutError("too\nslow")
    with pytest.raises(EmbeddingError, match="Scripted unknown: TimeoutError: too slow") as failure:
        wrapped.embed_query("who")
    assert failure.value.retryable


# OpenAI


class Service(BaseHTTPRequestHandler):
    """Answers as OpenAI's embeddings do: with three numbers a text, or with the status of the test."""

    status = 200
    requests: list[tuple[dict[str, str], dict[str, Any]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.requests.append(({name.lower(): value for name, value in self.headers.items()}, body))
        rows = [{"object": "embedding", "index": n, "embedding": [1, 2, 2]} for n in range(len(body["input"]))]
        answer: dict[str, Any] = {"object": "list", "model": body["model"], "data": rows, "usage": {}}
        if self.status != 200:
            answer = {"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}
        content = json.dumps(answer).encode()
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[tuple[str, type[Service]]]:
    handler = type("Handler", (Service,), {"requests": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", handler
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_openai_gets_the_key_and_nothing_else_of_the_environment(
    service: tuple[str, type[Service]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, handler = service
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "of the host")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-secret: of the host")
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.setenv(name, "http://elsewhere.invalid/v1")
    wrapped = openai_embedder(SecretStr(" sk-ours\n"), url=url)
    np.testing.assert_allclose(wrapped.embed(["one", "two"]), [[1 / 3, 2 / 3, 2 / 3]] * 2, atol=1e-6)
    assert wrapped.identity == EmbeddingIdentity(
        class_name="OpenAIEmbedding", name="text-embedding-3-small", dimension=3
    )
    assert [body["input"] for _, body in handler.requests] == [[PROBE], ["one", "two"]]
    for headers, body in handler.requests:
        assert headers["authorization"] == "Bearer sk-ours"
        assert "of the host" not in headers.values()
        assert body["model"] == "text-embedding-3-small"


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_refused_key_fails_at_once(service: tuple[str, type[Service]]) -> None:
    url, handler = service
    handler.status = 401
    with pytest.raises(EmbeddingError, match="AuthenticationError") as failure:
        openai_embedder(SecretStr("sk-wrong"), url=url).embed_query("who")
    assert not failure.value.retryable
    assert "sk-wrong" not in str(failure.value)
    assert len(handler.requests) == 1


@pytest.mark.parametrize("key", [None, SecretStr(""), SecretStr("  ")])
def test_openai_without_a_key_names_the_variable(key: SecretStr | None) -> None:
    with pytest.raises(EmbeddingError) as failure:
        make_embedder("openai", openai_api_key=key)
    assert "OPENAI_API_KEY" in failure.value.hint


# The choice


def test_key_alone_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-host")
    assert isinstance(make_embedder("static", openai_api_key=SecretStr("sk")), StaticEmbedder)


def test_named_openai_is_made_without_a_request() -> None:
    assert isinstance(make_embedder("openai", openai_api_key=SecretStr("sk")), LlamaIndexEmbedder)


def test_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="'static' or 'openai'"):
        make_embedder("word2vec")


class OwnEmbedder:
    """An embedding model of the caller's own: reversed letters count."""

    def __init__(self, name: str = "own", sign: float = 1.0) -> None:
        self.asked = 0
        self.name = name
        self.sign = sign

    @property
    def identity(self) -> EmbeddingIdentity:
        self.asked += 1
        return EmbeddingIdentity(class_name="OwnEmbedder", name=self.name, dimension=2)

    def embed(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.array([[0.6, 0.8 * self.sign]] * len(texts), dtype=np.float32)

    def embed_query(self, text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        vector: np.ndarray[Any, np.dtype[np.float32]] = self.embed([text])[0]
        return vector


def test_models_are_taken_as_they_are() -> None:
    own = OwnEmbedder()
    assert make_embedder(own) is own
    assert own.asked == 0
    model = Scripted()
    assert isinstance(make_embedder(model), LlamaIndexEmbedder)
    assert model.texts == []


@pytest.mark.parametrize("spec", [None, 3, b"static", object(), StaticEmbedder, Scripted, ["static"]])
def test_anything_else_is_a_type_error(spec: Any) -> None:
    with pytest.raises(TypeError, match="embedding"):
        make_embedder(spec)


# One model or two


def stored(embedder: Embedder) -> tuple[EmbeddingIdentity, np.ndarray[Any, np.dtype[np.float32]]]:
    probe = probe_vector(embedder)
    as_json = json.dumps([round(float(value), 7) for value in probe])
    identity = EmbeddingIdentity.model_validate_json(embedder.identity.model_dump_json())
    return identity, np.asarray(json.loads(as_json), dtype=np.float32)


@pytest.mark.parametrize("made", [StaticEmbedder, lambda: LlamaIndexEmbedder(Scripted()), OwnEmbedder])
def test_model_recognises_its_own_index(made: Any) -> None:
    same_model(*stored(made()), made())


@pytest.mark.parametrize("field", ["class_name", "name", "dimension", "weights_digest"])
def test_model_that_differs_in_one_respect_is_refused(embedder: StaticEmbedder, field: str) -> None:
    identity, probe = stored(embedder)
    other = identity.model_copy(update={field: 255 if field == "dimension" else "different"})
    with pytest.raises(EmbeddingMismatchError, match=r"different|255") as refused:
        same_model(other, probe, embedder)
    assert str(identity) in str(refused.value)
    assert "mediaqa reembed" in refused.value.hint


def test_two_models_of_one_name_are_told_apart_by_the_probe() -> None:
    identity, probe = stored(OwnEmbedder("unknown"))
    same_model(identity, probe, OwnEmbedder("unknown"))
    with pytest.raises(EmbeddingMismatchError, match=r"OwnEmbedder unknown .*-0\.28"):
        same_model(identity, probe, OwnEmbedder("unknown", sign=-1.0))


def test_probe_of_nonsense_is_refused() -> None:
    identity, probe = stored(OwnEmbedder())
    with pytest.raises(EmbeddingMismatchError):
        same_model(identity, probe * np.float32("nan"), OwnEmbedder())


def test_logging_and_environment_survived_this_module() -> None:
    assert "TOKENIZERS_PARALLELISM" not in os.environ
    assert logging.getLogger("mediaqa").handlers == []
