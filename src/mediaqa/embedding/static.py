"""The embedding model inside the package: a text's vector is the mean of the vectors of its tokens.

The weights are two data files of the ``wordllama`` wheel (token vectors distilled from those of Llama models). The
package itself is never imported: that reconfigures the host's logging, and its loader goes to the network.
"""

import hashlib
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mediaqa.embedding.seam import EmbeddingIdentity, Vectors, normalised
from mediaqa.errors import EmbeddingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE = "wordllama"
DIMENSION = 256


class _DataFile(NamedTuple):
    path: str
    sha256: str


WEIGHTS = _DataFile(
    "wordllama/weights/l2_supercat_256.safetensors",
    "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
)
TOKENIZER = _DataFile(
    "wordllama/tokenizers/l2_supercat_tokenizer_config.json",
    "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
)

KEPT_WORDS = 50_000
"""How many different words are remembered with their tokens: 10 MB."""

LONGEST_KEPT_WORD = 40

BLOCK = 4096
"""How many token vectors are summed at once: 4 MB, whatever the length of a text."""


class StaticEmbedder:
    """The model inside the package: English, 256 dimensions, no network; loaded (some 100 ms) at the first text.

    A text has the same vector, to the bit, alone and in any batch.
    """

    identity = EmbeddingIdentity(
        class_name="StaticEmbedder", name="l2_supercat_256", dimension=DIMENSION, weights_digest=WEIGHTS.sha256
    )

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens: _Tokens | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text."""
        if isinstance(texts, str):
            raise TypeError("embed takes several texts, not one")
        tokens = self._loaded()
        sums = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(sums, texts, strict=True):
            tokens.add_up(text, row)
        return normalised(sums)

    def embed_query(self, text: str) -> Vectors:
        """Return the vector of a question, which is that of a text."""
        vector: Vectors = self.embed([text])[0]
        return vector

    def _loaded(self) -> "_Tokens":
        with self._lock:
            if self._tokens is None:
                self._tokens = _load()
            return self._tokens


class _Tokens:
    """Token vectors, and which tokens a word has.

    No token spans a blank followed by something else, so a text's tokens are those of its words, and a word's are
    looked up once: 57,000 texts of 500 characters a second on one core when all words are known, 14,000 when none is,
    against 8,000 with the tokenizer on whole texts. And it starts no threads of its own.
    """

    def __init__(self, tokenizer: "Tokenizer", weights: np.ndarray[tuple[int, int], np.dtype[np.float16]]) -> None:
        self._tokenizer = tokenizer
        self._half = weights
        # As wide as sums need them, but turned only when first met: all 32,000 would take 80 ms.
        self._vectors = np.empty(weights.shape, dtype=np.float32)
        self._turned = bytearray(len(weights))
        self._words: dict[str, list[int]] = {}

    def add_up(self, text: str, into: Vectors) -> None:
        """Add the vectors of a text's tokens to ``into``."""
        tokens: list[int] = []
        for word in text.split():
            tokens += self._words.get(word) or self._learn(word)
        for start in range(0, len(tokens), BLOCK):
            into += np.add.reduce(self._vectors.take(tokens[start : start + BLOCK], axis=0), axis=0)

    def _learn(self, word: str) -> list[int]:
        cleaned = word.encode("utf-8", "replace").decode()  # a lone surrogate has no tokens
        tokens = self._tokenizer.encode(cleaned, add_special_tokens=False).ids
        for token in tokens:
            if not self._turned[token]:
                self._vectors[token] = self._half[token]
                self._turned[token] = True
        if len(word) <= LONGEST_KEPT_WORD and len(self._words) < KEPT_WORDS:
            self._words[word] = tokens
        return tokens


def _load() -> _Tokens:
    from safetensors import safe_open
    from tokenizers import Tokenizer

    with safe_open(_checked(WEIGHTS), framework="numpy") as file:
        weights = file.get_tensor("embedding.weight")
    tokenizer = Tokenizer.from_file(str(_checked(TOKENIZER)))
    tokenizer.encode_special_tokens = True  # "</s>" in a report is text
    return _Tokens(tokenizer, weights)


def _checked(file: _DataFile) -> Path:
    """Return the path of a data file whose content is what it was (10 ms for the larger one)."""
    hint = "Install mediaqa again, with the dependencies that it names."
    try:
        path = Path(str(distribution(PACKAGE).locate_file(file.path)))
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except PackageNotFoundError as error:
        raise EmbeddingError(f"the package {PACKAGE} with the embedded model is not installed", hint=hint) from error
    except OSError as error:
        raise EmbeddingError(f"the embedded model cannot be read: {error}", hint=hint) from error
    if digest != file.sha256:
        raise EmbeddingError(f"{path}: not the embedded model that mediaqa was made for", hint=hint)
    return path
