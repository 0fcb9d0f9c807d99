"""A process that reads files for another one: tasks come on its standard input, reports go to its standard output.

Files come from strangers, and the libraries that read them are large: here a crash, a memory that runs full or an
endless loop costs one file, not the program. ``mediaqa.workers`` is the other end.

A message is its length in eight bytes, then its bytes. A bundle of tasks, as JSON, is followed by the bytes of each
file; the replies come as one message. The process ends when its input does, or when a bundle takes too long, so none
survives the one that it works for by much.
"""

import contextlib
import os
import select
import signal
import struct
import sys
from typing import BinaryIO

from mediaqa.errors import DamagedFileError, ReadError, ReadLimitError
from mediaqa.preparing import Prepared, Task, prepare
from mediaqa.values import Value

LENGTH = struct.Struct(">Q")

IDLE = 60.0
"""Seconds without a task after which the process ends."""


LATER = 5.0
"""Seconds after which a task is given up from inside, later than from outside: for when there is nobody outside."""


class Refusal(Value):
    """Why a file could not be read: the name of the error's class, its message and its hint."""

    kind: str
    message: str
    hint: str


class Reply(Value):
    """What became of a task: one of the two is there."""

    prepared: Prepared | None = None
    refusal: Refusal | None = None


class Bundle(Value):
    """Tasks that are done one after another."""

    tasks: tuple[Task, ...]


class Replies(Value):
    """What became of each task of a bundle, in its order."""

    replies: tuple[Reply, ...]


def answer(task: Task, data: bytes) -> Reply:
    """Do a task; whatever goes wrong is told in the reply."""
    try:
        return Reply(prepared=carried_out(task, data))
    except ReadError as error:
        return Reply(refusal=Refusal(kind=type(error).__name__, message=str(error), hint=error.hint))


def carried_out(task: Task, data: bytes) -> Prepared:
    """Do a task; whatever goes wrong is a ``ReadError``."""
    try:
        return prepare(task, data)
    except ReadError:
        raise
    except MemoryError as error:
        raise ReadLimitError(f"{task.source}: takes more memory than is allowed") from error
    except Exception as error:  # a reader's own mistake must not cost the other files
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise DamagedFileError(f"{task.source}: cannot be read ({told})") from error


def serve(incoming: BinaryIO, outgoing: BinaryIO, seconds: float) -> None:
    """Answer bundles until there are none any more, or one takes longer than ``seconds``."""
    # Nothing waits in the buffer of ``incoming`` here: the other end sends one bundle and waits for its replies.
    while select.select([incoming], [], [], IDLE)[0]:
        head = _message(incoming)
        if head is None:
            return
        tasks = Bundle.model_validate_json(head).tasks
        data = [_message(incoming) for _ in tasks]
        if None in data:
            return
        limit_time(seconds + LATER)
        replies = tuple(answer(task, one) for task, one in zip(tasks, data, strict=True) if one is not None)
        reply = Replies(replies=replies).model_dump_json(exclude_defaults=True).encode()
        limit_time(0)
        del data
        outgoing.write(LENGTH.pack(len(reply)))
        outgoing.write(reply)
        outgoing.flush()


def _message(incoming: BinaryIO) -> bytes | None:
    size = incoming.read(LENGTH.size)
    if len(size) < LENGTH.size:
        return None
    length = LENGTH.unpack(size)[0]
    message = incoming.read(length)
    return message if len(message) == length else None


def limit_time(seconds: float) -> None:
    """Let this process end in so many seconds, whatever it is at, where the system can see to it; 0 is never."""
    with contextlib.suppress(AttributeError, OverflowError):  # no such clock on Windows; millions of years
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(limit: int) -> None:
    """Let this process have so many bytes at most, where the system can see to it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return


def main(memory: int, seconds: float) -> None:
    """Serve on the process's own streams, which nothing else may write to."""
    limit_memory(memory)
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    with outgoing:
        serve(sys.stdin.buffer, outgoing, seconds)
