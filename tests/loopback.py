"""A real server on this machine that speaks OpenAI's protocol, and answers, or fails, as it is told to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CUT = "the connection is closed before the end"


class Answers:
    """What the server gives, one after another, the last again and again: a status, headers and a body.

    A body is JSON, a text, or the lines of a stream. ``sent`` and ``keys`` are what it was sent. It waits ``delay``
    seconds before an answer and ``pause`` after each line.
    """

    def __init__(self) -> None:
        self.given: list[tuple[int, dict[str, str], object]] = []
        self.sent: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.delay = 0.0
        self.pause = 0.0


@contextmanager
def serving() -> Iterator[tuple[str, Answers]]:
    """Run the server; give its address and its answers."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answers.sent.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            answers.keys.append(self.headers["authorization"])
            time.sleep(answers.delay)
            status, headers, body = answers.given.pop(0) if len(answers.given) > 1 else answers.given[0]
            lines = body if isinstance(body, list) else [body if isinstance(body, str) else json.dumps(body)]
            cut = lines[-1:] == [CUT]
            data = [line.encode() for line in lines if line is not CUT]
            kind = "text/event-stream" if isinstance(body, list) else "application/json"
            self.send_response(status)
            for name, value in {"content-type": kind, **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(sum(map(len, data)) + 100 * cut))
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have left
                for line in data:
                    self.wfile.write(line)
                    self.wfile.flush()
                    time.sleep(answers.pause)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/v1", answers
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def said(text: str, **choice: object) -> dict[str, object]:
    message = {
        "role": "assistant",
        "content": text,
        **({"refusal": choice.pop("refusal")} if "refusal" in choice else {}),
    }
    return {
        "id": "x", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 4, "total_tokens": 16},
    }  # fmt: skip


def written(*texts: str, usage: bool = True, done: bool = True, **choice: object) -> list[str]:
    """The lines of a reply that comes in pieces."""
    chunks: list[dict[str, object]] = [
        {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in texts
    ]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop", **choice}]})
    if usage:
        chunks.append({"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 4, "total_tokens": 16}})
    whole = [{"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", **chunk} for chunk in chunks]
    return [f"data: {json.dumps(chunk)}\n\n" for chunk in whole] + ["data: [DONE]\n\n"] * done


def failed(message: str) -> dict[str, object]:
    return {"error": {"message": message, "type": "x", "code": None}}
