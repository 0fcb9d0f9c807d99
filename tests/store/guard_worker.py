"""A process that writes to one collection until it is killed, so that its index is rewritten again and again."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from mediaqa.store.chroma import Client, Collection, Row, Vectors

DIMENSION = 768
STEP = 1000


def drawn(start: int) -> Vectors:
    """The vectors of rows ``start`` to ``start + STEP``."""
    vectors = np.random.default_rng(start).standard_normal((STEP, DIMENSION)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def write(passages: Collection, start: int) -> None:
    """Write one step."""
    passages.upsert([Row(str(start + i), "words", {"detail": "{}"}) for i in range(STEP)], drawn(start))


if __name__ == "__main__":
    opened = Client(Path(sys.argv[1]))
    generation = opened.generation(1)
    generation.touch()
    count = len(generation.passages.ids())
    print("ready", flush=True)
    for begin in range(count, count + 20 * STEP, STEP):
        write(generation.passages, begin)
