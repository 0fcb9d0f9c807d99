"""Counting tokens with the encodings that are already on the machine: never over the network."""

import hashlib
import importlib.util
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mediaqa.errors import MediaQAError

if TYPE_CHECKING:
    from tiktoken import Encoding

DEFAULT_ENCODING = "o200k_base"

CACHE_VARIABLES = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
"""Where tiktoken looks for its files, in its own order of preference."""

SHIPPED_FOLDER = Path("core", "_static", "tiktoken_cache")
"""The folder, inside the package ``llama_index``, that holds tiktoken's files."""

FILES = {
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
"""For each encoding its file's name in tiktoken's cache, and the SHA-256 that tiktoken expects of it."""

SAME_COUNTS = {"o200k_harmony": "o200k_base"}
"""Encodings that differ from another in special tokens alone."""

PIECE_CHARS = 4000
"""The longest text that tiktoken is given at once.

Measured with tiktoken 0.14 and o200k: a megabyte of blanks ends in a Rust panic (its regular expression overflows the
stack), a hundred thousand take 30 ms; older versions are quadratic in a run without a word boundary.
"""

_loaded: dict[str, "Encoding"] = {}
_lock = threading.Lock()


def count_tokens(text: str, model: str | None = None) -> int:
    """Return how many tokens ``text`` is for ``model``, or in o200k without one.

    A model whose encoding is unknown, or is not on the machine, gets the count in o200k and a tenth more. Texts of
    special tokens count as ordinary text. Texts over ``PIECE_CHARS`` characters are cut before a blank: exact for
    ordinary text, a token or two more for each cut elsewhere. Raises ``MediaQAError`` without an encoding.
    """
    return count_many([text], model)[0]


def count_many(texts: Sequence[str], model: str | None = None) -> list[int]:
    """Return ``count_tokens`` of each text.

    A plain loop: on the 39 sentences of a report of 7 KB it takes 0.2 ms, ``encode_ordinary_batch`` 0.8 to 2.3 ms.
    """
    name, known = _encoding_name(model)
    encode = _encoding(name).encode_ordinary
    counts = [
        len(encode(text)) if len(text) <= PIECE_CHARS else sum(len(encode(piece)) for piece in _pieces(text))
        for text in texts
    ]
    return counts if known else [count + -(-count // 10) for count in counts]


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether a word, in small letters, is so frequent that o200k has a token of its own for it: no rare name is."""
    return len(_encoding(DEFAULT_ENCODING).encode_ordinary(f" {word.casefold()}")) == 1


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start + PIECE_CHARS
        if end < len(text):
            blank = text.rfind(" ", start + 1, end)
            end = blank if blank > 0 else end
        yield text[start:end]
        start = end


def _encoding_name(model: str | None) -> tuple[str, bool]:
    """Return the encoding to count with, and whether it is the model's own."""
    if model is None:
        return DEFAULT_ENCODING, True
    from tiktoken import encoding_name_for_model

    try:
        name = encoding_name_for_model(model.rsplit("/", 1)[-1])
    except KeyError:
        return DEFAULT_ENCODING, False
    name = SAME_COUNTS.get(name, name)
    return (name, True) if name in FILES else (DEFAULT_ENCODING, False)


def _encoding(name: str) -> "Encoding":
    if name not in _loaded:
        from tiktoken import get_encoding

        with _lock:
            if name not in _loaded:
                with _cache_folder(_folder_with(name)):
                    _loaded[name] = get_encoding(name)
    return _loaded[name]


def _folder_with(encoding: str) -> Path:
    """Return the folder with the encoding's file: the user's own where it has it, else the shipped one.

    tiktoken would delete a damaged file and download it, so only an intact one will do.
    """
    file_name, digest = FILES[encoding]
    for folder in _cache_folders():
        file = folder / file_name
        if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest:
            return folder
    raise MediaQAError(
        f"the token encoding {encoding} is not on this machine",
        hint="Reinstall llama-index-core, which brings it, or name a folder that has it in TIKTOKEN_CACHE_DIR.",
    )


def _cache_folders() -> Iterator[Path]:
    yield from (Path(os.environ[name]) for name in CACHE_VARIABLES if os.environ.get(name))
    # Finding the package does not import it: llama_index is a namespace, and its core takes seconds to import.
    package = importlib.util.find_spec("llama_index")
    for location in (package and package.submodule_search_locations) or ():
        yield Path(location) / SHIPPED_FOLDER


@contextmanager
def _cache_folder(folder: Path) -> Iterator[None]:
    """Let tiktoken look into ``folder``, and leave the environment as it was."""
    name = CACHE_VARIABLES[0]
    before = os.environ.get(name)
    os.environ[name] = str(folder)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before
