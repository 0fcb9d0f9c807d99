"""An answer in the making: claims come while the model writes, in a plain loop and in an async one."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from mediaqa import ClaimRejected, ClaimVerified, Corpus, Done, Retrying, Settings
from mediaqa.composing.models import Piece
from mediaqa.composing.prompts import Message
from mediaqa.errors import CorpusClosedError, LLMError, QuestionError
from mediaqa.events import Event
from tests.composing.scripted import ScriptedModel, claims
from tests.test_corpus import write

QUESTION = "Who shut the gate?"
GOOD = {"sentences": [1], "claim": "Orla Venn said that the wardens shut the gate."}
BAD = {"sentences": [77], "claim": "Lavrov shut the gate."}


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    path = write(tmp_path, "gate.txt", "Orla Venn said that the wardens shut the gate. Nobody had the key.")
    with Corpus.open(tmp_path / "c", settings=Settings(llm_concurrency=3)) as opened:
        opened.add(path)
        yield opened


class TypingModel:
    """A scripted model that writes letter by letter, and notes in ``log`` what it has written."""

    name = "typing"

    def __init__(self, text: str, *, size: int = 1, pause: float = 0.0) -> None:
        self.text, self.size, self.pause = text, size, pause
        self.log: list[object] = []
        self.streamed: list[bool] = []

    def reply(
        self,
        messages: Sequence[Message],  # noqa: ARG002
        schema: Mapping[str, Any],  # noqa: ARG002
        *,
        streamed: bool = False,
    ) -> Iterator[Piece]:
        self.streamed.append(streamed)
        for start in range(0, len(self.text), self.size):
            time.sleep(self.pause)
            piece = self.text[start : start + self.size]
            self.log.append(piece)
            yield Piece(piece)


def kinds(events: Sequence[Event]) -> list[str]:
    return [event.type for event in events]


def test_a_claim_comes_before_the_model_writes_another_letter(corpus: Corpus) -> None:
    other = {"sentences": [2], "claim": "Nobody had the key to the gate."}
    model = TypingModel(claims(GOOD, other))
    for event in corpus.ask_stream(QUESTION, llm=model):
        model.log.append(event)
    first = next(at for at, one in enumerate(model.log) if isinstance(one, ClaimVerified))
    written = "".join(one for one in model.log[:first] if isinstance(one, str))
    assert written == model.text[: model.text.index("}") + 1]
    assert model.streamed == [True]


def test_what_came_as_proved_is_in_the_answer_as_it_was(corpus: Corpus) -> None:
    events = list(corpus.ask_stream(QUESTION, llm=ScriptedModel(claims(BAD, GOOD))))
    assert kinds(events) == ["claim_rejected", "claim_verified", "done"]
    rejected, verified, done = events
    assert isinstance(rejected, ClaimRejected)
    assert isinstance(verified, ClaimVerified)
    assert isinstance(done, Done)
    assert done.answer.claims == (verified.claim,)
    assert done.answer.rejected == (rejected.claim,)
    assert verified.claim.citations[0].number == 1
    assert done.answer.model_dump(exclude={"timings"}) == corpus.ask(
        QUESTION, llm=ScriptedModel(claims(BAD, GOOD))
    ).model_dump(exclude={"timings"})


def test_a_retry_is_told_with_its_reasons(corpus: Corpus) -> None:
    events = list(corpus.ask_stream(QUESTION, llm=ScriptedModel(claims(BAD), claims(GOOD))))
    assert kinds(events) == ["claim_rejected", "retrying", "claim_verified", "done"]
    assert isinstance(events[1], Retrying)
    assert events[1].reasons == ("unknown_passage: Lavrov shut the gate.",)


def test_without_a_model_the_claims_come_at_once(corpus: Corpus) -> None:
    events = list(corpus.ask_stream(QUESTION, llm=False))
    assert kinds(events) == ["claim_verified", "done"]
    (done,) = corpus.ask_stream("How many reports are there?", llm=False)
    assert isinstance(done, Done)
    assert done.answer.kind == "about_corpus"


def test_a_reply_that_breaks_off_keeps_what_was_proved(corpus: Corpus) -> None:
    whole = claims(GOOD, BAD)
    cut = whole[: whole.index("}") + 5]
    events = list(corpus.ask_stream(QUESTION, llm=ScriptedModel([cut, LLMError("the line is dead")])))
    assert kinds(events) == ["claim_verified", "claim_rejected", "done"]
    assert isinstance(events[1], ClaimRejected)
    assert events[1].claim.reason == "malformed"
    assert "the line is dead" in events[1].claim.detail


def test_a_reply_that_breaks_off_before_is_an_error_with_the_hits(corpus: Corpus) -> None:
    with pytest.raises(LLMError, match="the line is dead") as error:
        list(corpus.ask_stream(QUESTION, llm=ScriptedModel(['{"cl', LLMError("the line is dead")])))
    assert error.value.hits


def test_async_loop_gets_the_same_events(corpus: Corpus) -> None:
    async def work() -> list[Event]:
        return [event async for event in corpus.ask_stream(QUESTION, llm=ScriptedModel(claims(BAD, GOOD)))]

    assert kinds(asyncio.run(work())) == ["claim_rejected", "claim_verified", "done"]


def test_async_loop_gets_the_errors(corpus: Corpus) -> None:
    async def work(question: str) -> None:
        async for _ in corpus.ask_stream(question, llm=ScriptedModel(LLMError("down"))):
            pass

    with pytest.raises(LLMError, match="down"):
        asyncio.run(work(QUESTION))
    with pytest.raises(QuestionError):
        asyncio.run(work(" "))


def test_async_claims_come_while_the_model_writes(corpus: Corpus) -> None:
    model = TypingModel(claims(GOOD, {**GOOD, "claim": "The wardens shut the gate."}), pause=0.002)

    async def work() -> int:
        async for event in corpus.ask_stream(QUESTION, llm=model):
            if isinstance(event, ClaimVerified):
                return len(model.log)
        return -1

    assert 0 < asyncio.run(work()) < len(model.text)


def test_who_leaves_the_loop_stops_the_model(corpus: Corpus) -> None:
    model = TypingModel(claims(GOOD) + " " * 5000, pause=0.001)

    async def work() -> None:
        async for event in corpus.ask_stream(QUESTION, llm=model):
            assert isinstance(event, ClaimVerified)
            break

    asyncio.run(work())
    time.sleep(0.05)
    written = len(model.log)
    time.sleep(0.1)
    assert len(model.log) == written < 5000
    for _ in corpus.ask_stream(QUESTION, llm=model):
        break
    assert len(model.log) < 5000


def test_cancelling_does_not_wait_for_the_model(corpus: Corpus) -> None:
    model = TypingModel(claims(GOOD), size=1000, pause=1.0)

    async def work() -> float:
        async def go_through() -> None:
            async for _ in corpus.ask_stream(QUESTION, llm=model):
                pass

        task = asyncio.create_task(go_through())
        await asyncio.sleep(0.2)
        start = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - start

    assert asyncio.run(work()) < 0.7


def test_a_closed_corpus_says_so(corpus: Corpus) -> None:
    corpus.close()
    with pytest.raises(CorpusClosedError):
        corpus.ask_stream(QUESTION)


class Counting(ScriptedModel):
    """Counts how many replies are being written at once."""

    def __init__(self, *replies: str | Piece | Exception | list[str | float | Exception]) -> None:
        super().__init__(*replies)
        self.lock = threading.Lock()
        self.now = self.most = 0

    def reply(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, streamed: bool = False
    ) -> Iterator[Piece]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.03)
        yield from super().reply(messages, schema, streamed=streamed)
        with self.lock:
            self.now -= 1


def test_many_questions_keep_their_order_and_one_failure_is_its_own(corpus: Corpus) -> None:
    model = Counting(claims(GOOD))
    asked = [f"Who shut the gate {number}?" for number in range(8)]
    asked[3] = " "
    answers = corpus.ask_many(asked, llm=model)
    assert isinstance(answers[3], QuestionError)
    assert [one.question for one in answers if not isinstance(one, Exception)] == [*asked[:3], *asked[4:]]
    assert 1 < model.most <= 3
    again = asyncio.run(corpus.aask_many(asked[:2], llm=model))
    assert [one.question for one in again if not isinstance(one, Exception)] == asked[:2]


def test_one_question_is_not_many(corpus: Corpus) -> None:
    with pytest.raises(TypeError, match="several questions"):
        corpus.ask_many("Who shut the gate?")


def test_an_answer_is_gone_through_once(corpus: Corpus) -> None:
    stream = corpus.ask_stream(QUESTION, llm=ScriptedModel(claims(GOOD)))
    assert kinds(list(stream)) == ["claim_verified", "done"]
    with pytest.raises(RuntimeError, match="once"):
        list(stream)


def test_closing_ends_what_waits_for_a_thread_and_stops_what_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "Orla Venn said that the wardens shut the gate. Nobody had the key.")
    corpus = Corpus.open(tmp_path / "c", settings=Settings(workers=1))
    corpus.add(path)
    model = TypingModel(claims(GOOD) + " " * 5000, pause=0.001)

    async def go_through() -> int:
        return len([event async for event in corpus.ask_stream(QUESTION, llm=model)])

    async def work() -> list[int | BaseException]:
        tasks = [asyncio.create_task(go_through()) for _ in range(3)]
        await asyncio.sleep(0.3)
        await asyncio.to_thread(corpus.close)
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, *others = asyncio.run(asyncio.wait_for(work(), 5))
    assert first == 1  # its claim, and no ``Done``
    assert [type(one) for one in others] == [CorpusClosedError] * 2
    assert len(model.log) < 5000


def test_a_cancelled_question_asks_no_more(corpus: Corpus) -> None:
    model = Counting("nonsense")

    async def work() -> None:
        task = asyncio.create_task(corpus.aask(QUESTION, llm=model))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(work())
    time.sleep(0.3)
    assert len(model.asked) <= 1


def test_an_error_of_a_model_of_ones_own_is_a_known_one_in_its_place(corpus: Corpus) -> None:
    class Broken(ScriptedModel):
        def reply(self, *_: Any, **__: Any) -> Iterator[Piece]:
            raise ConnectionError("the line is dead")

    answers = corpus.ask_many([QUESTION, QUESTION], llm=Broken(""))
    assert [str(one) for one in answers] == ["scripted: ConnectionError: the line is dead"] * 2
