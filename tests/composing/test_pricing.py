"""Costs where the price is known, and none where it is not."""

import pytest

from mediaqa.answers import Usage
from mediaqa.composing.pricing import priced
from mediaqa.settings import OPENAI_URL

USED = Usage(prompt_tokens=1_000_000, completion_tokens=100_000, requests=1)


def test_a_known_model_at_its_own_address_has_a_price() -> None:
    cost = priced(USED, "gpt-4.1-mini", OPENAI_URL).cost_usd
    assert cost is not None
    assert cost > 0


@pytest.mark.parametrize(
    ("usage", "model", "url"),
    [
        (USED, "a-model-that-nobody-sells", OPENAI_URL),
        (USED, "gpt-4.1-mini", "http://127.0.0.1:8080/v1"),
        (USED, "gpt-4.1-mini", "https://models.example.org/v1"),
        (Usage(prompt_tokens=5, requests=1), "gpt-4.1-mini", OPENAI_URL),
    ],
)
def test_what_is_not_known_has_none(usage: Usage, model: str, url: str) -> None:
    assert priced(usage, model, url) == usage
