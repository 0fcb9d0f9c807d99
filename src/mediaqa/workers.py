"""Processes that read files: as many as there are cores, each file within a time and a memory.

``mediaqa.worker`` is the other end. Python's own pools cannot give up one task, and start a process by running the
caller's script again, which a script without a guard for it does not survive.
"""

import contextlib
import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, NamedTuple, cast

from mediaqa import errors
from mediaqa.errors import CorpusClosedError, ReadError, ReadLimitError
from mediaqa.preparing import Prepared, Task
from mediaqa.worker import LENGTH, Bundle, Replies, Reply

START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from mediaqa.worker import main; "
    "main(int(sys.argv[2]), float(sys.argv[3]))"
)
CHUNK = 1 << 20


class Limits(NamedTuple):
    """What reading one file may take: seconds, and bytes of memory."""

    seconds: float
    memory: int


class _Order(NamedTuple):
    """A file that is to be read, and who waits for it."""

    task: Task
    data: bytes
    prepared: "Future[Prepared]"


class WorkerLostError(Exception):
    """The process ended before it replied. Never leaves this module."""


class Workers:
    """Reads files in other processes, some at once. Thread-safe; they start when there is something to read."""

    def __init__(self, count: int, limits: Limits) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="mediaqa-read")
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        self._busy: set[_Process] = set()
        self._gathered: list[_Order] = []
        self._gathering = threading.Lock()
        self._closed = False

    def submit(self, task: Task, data: bytes, *, together: int = 1) -> "Future[Prepared]":
        """Have a file read. The future raises a ``ReadError`` that names the file.

        Of small files, so many may be read ``together``: a process then waits less for this one, which cannot tell it
        what is next while it writes to the store. ``flush`` hands on those that have gathered.
        """
        order = _Order(task, data, Future())
        with self._gathering:
            self._gathered.append(order)
            is_full = len(self._gathered) >= together
        if is_full:
            self.flush()
        return order.prepared

    def flush(self) -> None:
        """Have the files read that have gathered."""
        with self._gathering:
            orders, self._gathered = self._gathered, []
        if not orders:
            return
        try:
            self._threads.submit(self._begin, orders)
        except RuntimeError as error:
            self._begin(orders)  # closed: whoever waits is told
            raise _closed() from error

    def close(self) -> None:
        """Give up what has not begun and what has: nobody waits for it, and it may take minutes."""
        self._closed = True
        for process in list(self._busy):
            process.kill()
        with contextlib.suppress(CorpusClosedError):
            self.flush()
        self._threads.shutdown()  # what waits in it is given up as soon as it begins
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()

    def _begin(self, orders: "list[_Order]") -> None:
        begun = [order for order in orders if order.prepared.set_running_or_notify_cancel()]
        if not self._closed:
            self._run(begun)
            return
        for order in begun:
            order.prepared.set_exception(_closed())

    def _run(self, orders: "list[_Order]") -> None:
        """Have files read together; where that fails, each by itself: then one costs no other."""
        if not orders:
            return
        try:
            replies = self._replies(orders)
        except ReadLimitError as error:
            if len(orders) == 1:
                orders[0].prepared.set_exception(error)
                return
            for order in orders:
                self._run([order])
            return
        except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
            for order in orders:
                order.prepared.set_exception(error)
            return
        for order, reply in zip(orders, replies, strict=True):
            if reply.prepared is None:
                order.prepared.set_exception(_error(order.task, reply))
            else:
                order.prepared.set_result(reply.prepared)

    def _replies(self, orders: "list[_Order]") -> tuple[Reply, ...]:
        process = self._ready()
        self._busy.add(process)
        try:
            replies = self._asked(process, orders)
        except BaseException:
            process.end()
            raise
        finally:
            self._busy.discard(process)
        self._idle.put(process)
        return replies

    def _ready(self) -> "_Process":
        with contextlib.suppress(queue.Empty):
            while True:
                process = self._idle.get_nowait()
                if process.is_alive:
                    return process
                process.end()
        return _Process(self._limits)

    def _asked(self, process: "_Process", orders: "list[_Order]") -> tuple[Reply, ...]:
        deadline = time.monotonic() + self._limits.seconds
        task = orders[0].task
        try:
            if self._closed:
                raise _closed()
            process.send(Bundle(tasks=tuple(order.task for order in orders)).model_dump_json().encode())
            for order in orders:
                process.send(order.data)
            return Replies.model_validate_json(process.reply(deadline)).replies
        except TimeoutError:
            raise ReadLimitError(f"{task.source}: takes longer than {self._limits.seconds:g} s to read") from None
        except WorkerLostError as error:
            if self._closed:
                raise _closed() from error
            raise ReadLimitError(f"{task.source}: its reader crashed ({error})") from None


class _Process:
    """One process, one bundle of tasks at a time."""

    def __init__(self, limits: Limits) -> None:
        path = [entry for entry in sys.path if isinstance(entry, str)]
        command = [sys.executable, "-c", START, json.dumps(path), str(limits.memory), str(limits.seconds)]
        process = subprocess.Popen(  # noqa: S603 - our own code, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the program: it decides what is given up
        )
        self._process = process
        self._tasks = cast("BinaryIO", process.stdin)
        self._replies = cast("BinaryIO", process.stdout)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def send(self, message: bytes) -> None:
        try:
            self._tasks.write(LENGTH.pack(len(message)))
            self._tasks.write(message)
            self._tasks.flush()
        except OSError as error:
            raise WorkerLostError(self._end_of()) from error

    def reply(self, deadline: float) -> bytes:
        """Return the next message. Raises ``TimeoutError`` after ``deadline``, a reading of the monotonic clock."""
        out = self._replies.fileno()
        received = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_READ)
            while len(received) < LENGTH.size or len(received) < LENGTH.size + LENGTH.unpack_from(received)[0]:
                if not ready.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                part = os.read(out, CHUNK)
                if not part:
                    raise WorkerLostError(self._end_of())
                received += part
        return bytes(received[LENGTH.size :])

    def kill(self) -> None:
        """Stop the process, whatever it is at; who waits for its reply gets a ``WorkerLostError``."""
        self._process.kill()

    def end(self) -> None:
        """Stop the process, and let go of it."""
        self.kill()
        for stream in (self._tasks, self._replies):
            with contextlib.suppress(OSError):
                stream.close()
        self._process.wait()

    def _end_of(self) -> str:
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _closed() -> CorpusClosedError:
    return CorpusClosedError("the corpus was closed while files were read")


def _error(task: Task, reply: Reply) -> ReadError:
    refusal = reply.refusal
    if refusal is None:
        return ReadError(f"{task.source}: cannot be read")
    kind = getattr(errors, refusal.kind, ReadError)
    return kind(refusal.message, hint=refusal.hint) if issubclass(kind, ReadError) else ReadError(refusal.message)
