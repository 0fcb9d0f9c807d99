"""What an endpoint takes, before it is asked and after it has refused."""

import pytest

from mediaqa.composing.capabilities import Capabilities, capabilities_of
from mediaqa.settings import OPENAI_URL


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("'response_format' of type 'json_schema' is not supported with this model.", Capabilities(schema=False)),
        ("Unrecognized request argument supplied: stream_options", Capabilities(usage_in_stream=False)),
        (
            "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.",
            Capabilities(limit="max_completion_tokens"),
        ),
        ("Unsupported value: 'temperature' does not support 0 with this model.", Capabilities(temperature=False)),
        ("This model's maximum context length is 4096 tokens; max_tokens is too large.", Capabilities()),
        ("invalid messages", Capabilities()),
    ],
)
def test_what_is_refused_is_left_out(words: str, left: Capabilities) -> None:
    assert Capabilities().without(words) == left


def test_arguments_are_those_that_are_taken() -> None:
    whole = Capabilities().arguments({"type": "object"}, reply_tokens=9, streamed=True)
    assert set(whole) == {"max_tokens", "temperature", "response_format", "stream", "stream_options"}
    bare = Capabilities(schema=False, temperature=False, usage_in_stream=False, limit="max_completion_tokens")
    assert bare.arguments({"type": "object"}, reply_tokens=9, streamed=True) == {
        "max_completion_tokens": 9,
        "stream": True,
    }


def test_openai_takes_the_newer_limit_and_its_thinking_models_no_temperature() -> None:
    assert capabilities_of("gpt-4.1-mini", OPENAI_URL) == Capabilities(limit="max_completion_tokens")
    assert not capabilities_of("o4-mini", OPENAI_URL).temperature
    assert not capabilities_of("gpt-5-mini", OPENAI_URL).temperature
    assert capabilities_of("gpt-5-mini", "http://127.0.0.1:1/v1") == Capabilities()
