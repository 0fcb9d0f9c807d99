"""A process that kills itself before its n-th call to the store's foundations."""

import os
import signal
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import tantivy

from mediaqa.lexical import LexicalIndex
from mediaqa.lexical import index as lexical_index
from mediaqa.store.chroma import Client, Collection
from mediaqa.store.locking import Ledger

CALLS: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Collection, ("upsert", "delete", "describe")),
    (Client, ("create_generation", "drop_generation")),
    (Ledger, ("begin", "write_revision", "finish")),
    (LexicalIndex, ("_erase", "_write_mark")),
)


class Counted:
    """Passes everything on to a tantivy index or writer, counting each call."""

    def __init__(self, inner: Any, counted: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        self._inner = inner
        self._counted = counted

    def __getattr__(self, name: str) -> Any:
        call = self._counted(getattr(self._inner, name))
        return (lambda *a, **k: Counted(call(*a, **k), self._counted)) if name == "writer" else call


def die_before_call(number: int) -> None:
    """Kill this process before its ``number``-th call from now on."""
    left = number

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return wrapper

    for owner, names in CALLS:
        for name in names:
            setattr(owner, name, counted(getattr(owner, name)))
    opened = tantivy.Index
    counting = SimpleNamespace(Index=lambda *args: Counted(opened(*args), counted))
    setattr(lexical_index, "tantivy", counting)  # noqa: B010 - its name there is not for others to read
