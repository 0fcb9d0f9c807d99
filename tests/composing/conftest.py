"""Cassettes: recorded from a real model over HTTP, readable in a diff, played in full or not at all."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]


class Readable:
    """A serialiser of cassettes that writes JSON bodies as YAML, letters as they are; a stream as its lines."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """Return the text of a cassette."""
        kept = copy.deepcopy(cassette)
        for one in kept["interactions"]:
            one["request"]["body"] = json.loads(one["request"]["body"])
            text = one["response"]["body"]["string"]
            text = text.decode() if isinstance(text, bytes) else text
            streamed = text.startswith("data: ")
            one["response"]["body"] = text.split("\n\n") if streamed else json.loads(text)
        return str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=116))

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """Return the cassette of a text."""
        cassette: dict[str, Any] = yaml.safe_load(text)
        for one in cassette["interactions"]:
            one["request"]["body"] = json.dumps(one["request"]["body"])
            body = one["response"]["body"]
            text = "\n\n".join(body) if isinstance(body, list) else json.dumps(body)
            one["response"]["body"] = {"string": text.encode()}
        return cassette


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Make the serialiser known."""
    vcr.register_serializer("readable", Readable)


def _bare_request(request: Any) -> Any:
    request.headers = {"content-type": "application/json"}
    return request


def _bare_response(response: dict[str, Any]) -> dict[str, Any]:
    kind = [value for name, value in response["headers"].items() if name.casefold() == "content-type"]
    response["headers"] = {"content-type": kind[0] if kind else ["application/json"]}
    return response


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    """No header leaves (the key is one); the host does not matter, what is asked does."""
    return {
        "serializer": "readable",
        "match_on": ["method", "path", "body"],
        "before_record_request": _bare_request,
        "before_record_response": _bare_response,
        "decode_compressed_response": True,
    }


@pytest.fixture(autouse=True)
def played_in_full(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test with a cassette of which a part was not played, or that asked for something else than it holds."""
    if request.node.get_closest_marker("vcr") is None:
        yield
        return
    cassette = request.getfixturevalue("vcr")
    yield
    assert cassette.all_played or cassette.dirty, "the cassette was not played in full"
