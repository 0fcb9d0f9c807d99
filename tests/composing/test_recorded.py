"""Answers of a real small model, recorded: qwen2.5-coder-1.5b-instruct on a llama.cpp server (``make record``).

The hits are frozen (``freeze_hits``), so that only the prompt and the model decide. What the model gets wrong is in the
cassettes too: the tests show it being caught.
"""

import asyncio
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mediaqa import Answer, ClaimVerified, Corpus, Settings
from mediaqa.composing import Terms, compose, load_prompt, make_model
from mediaqa.embedding import StaticEmbedder
from mediaqa.events import Event, answer_of
from mediaqa.values import Hit
from tests.composing.freeze_hits import HITS, QUESTIONS
from tests.conftest import SAMPLES

URL = os.environ.get("MEDIAQA_RECORD_URL", "http://127.0.0.1:8091/v1")
MODEL = os.environ.get("MEDIAQA_RECORD_MODEL", "qwen2.5-coder-1.5b-instruct")

pytestmark = pytest.mark.vcr


@cache
def frozen() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(HITS.read_text(encoding="utf-8"))
    return found


def settings() -> Settings:
    recorded = Settings(llm_model=MODEL, llm_base_url=URL, llm_timeout=300)
    return recorded.model_copy(update={"openai_api_key": None})


def events(name: str, *, streamed: bool = False) -> tuple[list[Event], list[Hit]]:
    hits = [Hit.model_validate(hit) for hit in frozen()[name]]
    model = make_model(None, settings())
    assert model is not None
    terms = Terms(load_prompt(), settings().llm_prompt_tokens)
    embed = StaticEmbedder().embed
    return list(compose(QUESTIONS[name], hits, model, terms, embedder=embed, streamed=streamed)), hits


def ask(name: str) -> tuple[Answer, list[Hit]]:
    happened, hits = events(name)
    return answer_of(happened), hits


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


@pytest.mark.default_cassette("streamed")
def test_a_streamed_reply_is_proved_claim_by_claim() -> None:
    happened, hits = events("several_voices", streamed=True)
    answer = answer_of(happened)
    assert_proved(answer, hits)
    assert answer.claims == tuple(event.claim for event in happened if isinstance(event, ClaimVerified))
    assert answer.claims
    assert answer.usage.completion_tokens


@pytest.mark.default_cassette("injected")
def test_an_order_in_a_passage_is_not_obeyed() -> None:
    answer, _ = ask("injected")
    assert "Halvik" not in answer.text


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "c", settings=settings()) as opened:
        opened.add(SAMPLES)
        yield opened


@pytest.mark.default_cassette("end_to_end")
def test_from_the_reports_to_the_answer(corpus: Corpus) -> None:
    answer = corpus.ask("Who blamed Brussels for the break?")
    assert (answer.kind, answer.status) == ("composed", "answered")
    for citation in answer.citations:
        assert corpus.report(citation.report.id).text[citation.start : citation.end] == citation.quote


@pytest.mark.default_cassette("end_to_end_async")
def test_the_same_in_an_event_loop(corpus: Corpus) -> None:
    answer = asyncio.run(corpus.aask("What did Sergey Lavrov say about the ferry collision?"))
    assert (answer.kind, answer.status) == ("composed", "not_found")
    assert answer.model == MODEL
