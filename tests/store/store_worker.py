"""A process of its own for the tests of the store: it opens, holds, writes, searches, or dies at a given call."""

import functools
import json
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from mediaqa.store.locking import CorpusLock
from mediaqa.store.shared import Store, open_store
from mediaqa.store.views import View
from tests.dying import die_before_call
from tests.scripted import describe, entry, vector


def opened(folder: str) -> Store:
    return open_store(Path(folder), describe=describe, lock_timeout=120)


def open_and_close(folder: str) -> None:
    opened(folder).release()


def hold(folder: str) -> None:
    with CorpusLock(Path(folder), timeout=5).exclusive():
        print("held", flush=True)
        time.sleep(60)


def steps(folder: str, plan: str, calls: str) -> None:
    store = opened(folder)
    die_before_call(int(calls))
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
        wrong += store.read(functools.partial(_wrong_hits, searches))
    print(json.dumps({"searches": searches, "wrong": wrong[:5]}))
    store.release()


def _wrong_hits(number: int, view: View) -> list[str]:
    found = view.nearest(vector(f"any {number}"), 8, None)
    passages = view.passages([id_ for id_, _ in found])
    dead = [id_ for id_, _ in found if not passages[id_].text]
    whole = [view.report(passage.report_id) for passage in passages.values()]
    half = [report.id for report in whole if report.text.count("words.") != 30]
    return dead + half


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {
        "open": open_and_close,
        "hold": hold,
        "steps": steps,
        "write": write,
        "search": search,
    }
    commands[sys.argv[1]](*sys.argv[2:])
