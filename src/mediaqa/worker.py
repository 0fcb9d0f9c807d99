"""A process that reads files for another one: tasks come on its standard input, reports go to its standard output.

Files come from strangers, and the libraries that read them are large: here a crash, a memory that runs full or an
endless loop costs one file, not the program. ``mediaqa.workers`` is the other end.

A message is its length in eight bytes, then JSON. A task is followed by the file's bytes in the same form. The process
ends when its input does, so none survives the one that it works for.
"""

import os
import select
import struct
import sys
from typing import BinaryIO

from mediaqa.errors import DamagedFileError, ReadError, ReadLimitError
from mediaqa.preparing import Prepared, Task, prepare
from mediaqa.values import Value

LENGTH = struct.Struct(">Q")

IDLE = 60.0
"""Seconds without a task after which the process ends."""


class Refusal(Value):
    """Why a file could not be read: the name of the error's class, its message and its hint."""

    kind: str
    message: str
    hint: str


class Reply(Value):
    """What became of a task: one of the two is there."""

    prepared: Prepared | None = None
    refusal: Refusal | None = None


def answer(task: Task, data: bytes) -> Reply:
    """Do a task; whatever goes wrong is told in the reply."""
    try:
        return Reply(prepared=prepare(task, data))
    except ReadError as error:
        return _refused(error)
    except MemoryError:
        return _refused(ReadLimitError(f"{task.source}: takes more memory than is allowed"))
    except Exception as error:  # noqa: BLE001 - a reader's own mistake must not cost the other files
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return _refused(DamagedFileError(f"{task.source}: cannot be read ({told})"))


def _refused(error: ReadError) -> Reply:
    return Reply(refusal=Refusal(kind=type(error).__name__, message=str(error), hint=error.hint))


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer tasks until there are none any more."""
    # Nothing waits in the buffer of ``incoming`` here: the other end sends one task and waits for its reply.
    while select.select([incoming], [], [], IDLE)[0]:
        head = _message(incoming)
        if head is None:
            return
        data = _message(incoming)
        if data is None:
            return
        reply = answer(Task.model_validate_json(head), data).model_dump_json().encode()
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


def limit_memory(limit: int) -> None:
    """Let this process have so many bytes at most, where the system can see to it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return


def main(memory: int) -> None:
    """Serve on the process's own streams, which nothing else may write to."""
    limit_memory(memory)
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    with outgoing:
        serve(sys.stdin.buffer, outgoing)
