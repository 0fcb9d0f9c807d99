import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st

from mediaqa import tokens
from mediaqa.errors import MediaQAError
from mediaqa.tokens import FILES, PIECE_CHARS, count_many, count_tokens

ENGLISH = "An October article notes that officials blame Brussels for the break. "
RUSSIAN = "Официальные лица винят Брюссель в разрыве отношений."


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is loaded yet, and the environment names no folder."""
    monkeypatch.setattr(tokens, "_loaded", {})
    monkeypatch.setattr("tiktoken.registry.ENCODINGS", {})
    for name in tokens.CACHE_VARIABLES:
        monkeypatch.delenv(name, raising=False)


def shipped_file(encoding: str) -> Path:
    return tokens._folder_with(encoding) / FILES[encoding][0]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("hello world", 2), ("Brussels", 2), (" ", 1), ("Москва", 1), ("<|endoftext|>", 7), ("\ud800", 1)],
)
def test_text_is_counted_in_o200k(text: str, count: int) -> None:
    assert count_tokens(text) == count


def test_known_model_is_counted_in_its_own_encoding() -> None:
    own = len(tokens._encoding("cl100k_base").encode_ordinary(RUSSIAN))
    assert count_tokens(RUSSIAN, "gpt-4") == count_tokens(RUSSIAN, "openai/gpt-4-turbo") == own
    assert count_tokens(RUSSIAN, "gpt-4o") == count_tokens(RUSSIAN) != own


@pytest.mark.parametrize("model", ["llama3.1:8b", "qwen/qwen2.5-7b-instruct", "davinci", ""])
def test_model_without_an_encoding_here_gets_a_tenth_more(model: str) -> None:
    assert count_tokens(ENGLISH * 10) == 121
    assert count_tokens(ENGLISH * 10, model) == 134
    assert count_tokens("hello world", model) == 3
    assert count_tokens("", model) == 0


def test_model_whose_encoding_differs_in_special_tokens_alone_gets_no_margin() -> None:
    assert count_tokens(ENGLISH, "gpt-oss-120b") == count_tokens(ENGLISH)


@given(st.lists(st.text()))
def test_many_texts_count_as_each_alone(texts: list[str]) -> None:
    assert count_many(texts) == [count_tokens(text) for text in texts]


def test_long_ordinary_text_counts_as_in_one_piece() -> None:
    text = (ENGLISH + RUSSIAN + "\n\n") * 300
    assert len(text) > 8 * PIECE_CHARS
    assert count_tokens(text) == len(tokens._encoding("o200k_base").encode_ordinary(text))


@pytest.mark.parametrize("run", ["a", " ", "\t", ".", "\n", "é", "我"])
def test_a_megabyte_of_one_character_is_counted_quickly(run: str) -> None:
    begin = time.perf_counter()
    count = count_tokens(run * 1_000_000)
    assert 1_000_000 / 130 < count <= 1_000_000
    assert time.perf_counter() - begin < 3


def test_counting_needs_neither_llama_index_nor_network_nor_environment() -> None:
    program = (
        "import os, socket, sys\n"
        "def refuse(*_): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "before = dict(os.environ)\n"
        "from mediaqa.tokens import count_tokens\n"
        "assert 'tiktoken' not in sys.modules\n"
        "print(count_tokens('hello world'), count_tokens('hello world', 'gpt-4'))\n"
        "assert dict(os.environ) == before\n"
        "assert not [name for name in sys.modules if name.startswith('llama_index')]\n"
    )
    environment = {name: value for name, value in os.environ.items() if name not in tokens.CACHE_VARIABLES}
    result = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("2 2\n", "")


@pytest.mark.usefixtures("unloaded")
def test_users_own_folder_is_used_where_it_has_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(shipped_file("cl100k_base"), tmp_path)
    monkeypatch.setenv("DATA_GYM_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert count_tokens("hello world", "gpt-4") == 2
    assert "TIKTOKEN_CACHE_DIR" not in os.environ


@pytest.mark.usefixtures("unloaded")
def test_users_own_folder_with_a_damaged_file_is_passed_over_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / FILES["cl100k_base"][0]
    damaged.write_bytes(b"damaged")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert count_tokens("hello world", "gpt-4") == 2
    assert damaged.read_bytes() == b"damaged"
    assert os.environ["TIKTOKEN_CACHE_DIR"] == str(tmp_path)


@pytest.mark.usefixtures("unloaded")
def test_missing_encoding_is_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MediaQAError, match="o200k_base is not on this machine") as caught:
        count_tokens("hello world")
    assert "llama-index-core" in caught.value.hint


@pytest.mark.usefixtures("unloaded")
def test_threads_that_count_at_once_load_the_encoding_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    load = tiktoken.get_encoding

    def slow_load(name: str) -> tiktoken.Encoding:
        loads.append(name)
        time.sleep(0.05)
        return load(name)

    monkeypatch.setattr(tiktoken, "get_encoding", slow_load)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count_tokens, ["hello world"] * 8, ["gpt-4"] * 8)) == [2] * 8
    assert loads == ["cl100k_base"]


@pytest.mark.parametrize("encoding", FILES)
def test_shipped_files_are_those_that_are_expected(encoding: str) -> None:
    assert hashlib.sha256(shipped_file(encoding).read_bytes()).hexdigest() == FILES[encoding][1]
