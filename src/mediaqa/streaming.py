"""An answer in the making, for whoever waits: a plain loop, or an async one over the same events."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, Future

from mediaqa.errors import CorpusClosedError
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
        self._begun = False

    def stop(self) -> None:
        """Stop the model at the next piece of its reply; the loop ends without ``Done``."""
        self._stopped.set()

    def _begin(self) -> None:
        if self._begun:
            raise RuntimeError("an answer is gone through once; ask again for another")
        self._begun = True

    def __iter__(self) -> Iterator[Event]:
        self._begin()
        try:
            yield from self._produce(self._stopped)
        finally:
            self._stopped.set()

    async def __aiter__(self) -> AsyncIterator[Event]:
        self._begin()
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()

        def give(one: Event | BaseException | None) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(events.put_nowait, one)

        def ended(future: "Future[None]") -> None:
            if future.cancelled():  # the corpus was closed before a thread was free
                give(CorpusClosedError("the corpus was closed before the question was asked"))

        try:
            self._executor.submit(self._give_all, give).add_done_callback(ended)
        except RuntimeError as error:
            raise CorpusClosedError("the corpus is closed") from error
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            self._stopped.set()

    def _give_all(self, give: Callable[[Event | BaseException | None], None]) -> None:
        """Make the events in a thread, and hand each over; at last ``None``, or the error."""
        try:
            for event in self._produce(self._stopped):
                give(event)
                if self._stopped.is_set():
                    break
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            give(error)
        else:
            give(None)
