"""A process of its own for the tests of the store: it opens, holds, writes, searches, or dies at a given call."""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from mediaqa.chroma import Collection
from mediaqa.locking import CorpusLock, Ledger
from mediaqa.store import Store, open_store
from tests.scripted import describe, entry, vector


def opened(folder: str) -> Store:
    return open_store(Path(folder), describe=describe, lock_timeout=120)


def hold(folder: str) -> None:
    with CorpusLock(Path(folder), timeout=5).exclusive():
        print("held", flush=True)
        time.sleep(60)


def steps(folder: str, plan: str, calls: str) -> None:
    store = opened(folder)
    _die_before_call(int(calls))
    for step in json.loads(plan):
        with store.writing() as writer:
            if "add" in step:
                writer.commit([entry(source, text) for source, text in step["add"]])
            else:
                records = [writer.snapshot.by_source.get(source) for (source,) in step["remove"]]
                live = [record for record in records if record is not None and record.state == "live"]
                if live:
                    writer.remove(live)
        print("done", flush=True)
    store.release()


def _die_before_call(number: int) -> None:
    left = number

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return wrapper

    for owner, names in ((Collection, ("upsert", "delete")), (Ledger, ("begin", "write_revision", "finish"))):
        for name in names:
            setattr(owner, name, counted(getattr(owner, name)))


def write(folder: str, name: str, passages: str) -> None:
    store = opened(folder)
    for number in range(int(passages) // 30):
        with store.writing() as writer:
            text = "".join(f"{name} {number:04} {i:04} words." for i in range(30))
            writer.commit([entry(f"{name}-{number}", text, size=len(text) // 30)])
    store.release()


def search(folder: str) -> None:
    store = opened(folder)
    wrong: list[str] = []
    searches = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        searches += 1
        wrong += store.read(lambda view: _wrong_hits(view, searches))
    print(json.dumps({"searches": searches, "wrong": wrong[:5]}))
    store.release()


def _wrong_hits(view: Any, number: int) -> list[str]:
    found = view.nearest(vector(f"any {number}"), 8, None)
    passages = view.passages([id_ for id_, _ in found])
    dead = [id_ for id_, _ in found if not passages[id_].text]
    whole = [view.report(passage.report_id) for passage in passages.values()]
    half = [report.id for report in whole if report.text.count("words.") != 30]
    return dead + half


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"open": lambda folder: opened(folder).release(), "hold": hold, "steps": steps, "write": write, "search": search}[
        command
    ](*arguments)
