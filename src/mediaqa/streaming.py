"""An answer in the making, for whoever waits: a plain loop, or an async one over the same events."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor

from mediaqa.events import Event

Produce = Callable[[threading.Event], Iterator[Event]]
"""Makes the events; stops when the given event is set."""


class AnswerStream:
    """What happens while a question is answered, to be gone through once: with ``for``, or with ``async for``.

    Nothing is asked before the first step. Who leaves the loop early stops the model, at the next piece of its reply.
    """

    def __init__(self, produce: Produce, executor: Executor) -> None:
        self._produce = produce
        self._executor = executor
        self._stopped = threading.Event()

    def __iter__(self) -> Iterator[Event]:
        try:
            yield from self._produce(self._stopped)
        finally:
            self._stopped.set()

    async def __aiter__(self) -> AsyncIterator[Event]:
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()

        def give(one: Event | BaseException | None) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(events.put_nowait, one)

        def run() -> None:
            try:
                for event in self._produce(self._stopped):
                    give(event)
                    if self._stopped.is_set():
                        break
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                give(error)
            else:
                give(None)

        self._executor.submit(run)
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            self._stopped.set()
