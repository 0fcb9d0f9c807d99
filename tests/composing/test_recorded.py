"""Answers of a real small model, recorded: qwen2.5-coder-1.5b-instruct on a llama.cpp server (``make record``).

The hits are frozen (``freeze_hits``), so that only the prompt and the model decide. What the model gets wrong is in the
cassettes too: the tests show it being caught.
"""

import json
import os
from functools import cache
from typing import Any

import pytest

from mediaqa import Answer, Settings
from mediaqa.composing import compose, load_prompt, make_model
from mediaqa.embedding import StaticEmbedder
from mediaqa.values import Hit
from tests.composing.freeze_hits import HITS, QUESTIONS

URL = os.environ.get("MEDIAQA_RECORD_URL", "http://127.0.0.1:8091/v1")
MODEL = os.environ.get("MEDIAQA_RECORD_MODEL", "qwen2.5-coder-1.5b-instruct")

pytestmark = pytest.mark.vcr


@cache
def frozen() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(HITS.read_text(encoding="utf-8"))
    return found


def ask(name: str) -> tuple[Answer, list[Hit]]:
    hits = [Hit.model_validate(hit) for hit in frozen()[name]]
    settings = Settings(llm_model=MODEL, llm_base_url=URL, llm_timeout=300)
    model = make_model(None, settings.model_copy(update={"openai_api_key": None}))
    assert model is not None
    answer = compose(
        QUESTIONS[name], hits, model, load_prompt(), prompt_tokens=1400, retry=True, embedder=StaticEmbedder().embed
    )
    return answer, hits


def assert_proved(answer: Answer, hits: list[Hit]) -> None:
    """Every quote stands where it says, and every claim has one."""
    texts = {(p.report_id, p.start): p for hit in hits for p in (hit.passage, *hit.before, *hit.after)}
    for claim in answer.claims:
        assert claim.citations
        for citation in claim.citations:
            assert any(
                report == citation.report.id and passage.start <= citation.start and citation.end <= passage.end
                and passage.text[citation.start - passage.start : citation.end - passage.start] == citation.quote
                for (report, _), passage in texts.items()
            )  # fmt: skip
        assert all(check.result != "fail" for check in claim.checks)


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.default_cassette(name)) for name in QUESTIONS])
def test_nothing_unproved_leaves(name: str) -> None:
    answer, hits = ask(name)
    assert_proved(answer, hits)
    assert answer.model == MODEL
    assert answer.usage.prompt_tokens
    assert answer.usage.requests in {1, 2}
    if name.startswith("silent"):
        assert (answer.status, answer.claims) == ("not_found", ())
