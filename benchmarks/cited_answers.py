"""Answers by a language model: mediaqa beside LlamaIndex's ``CitationQueryEngine``, the same model behind both.

The questions are those of ``tests/data/questions.json`` to the sample reports, some of them not answered there. Both
have the embedding model inside the package; the engine has its own defaults. What is counted is counted alike:

- right: an expected sentence stands in what the answer cites (a sentence here, a whole chunk there);
- voice: of the right ones that have a speaker, how many name them;
- declined: of the questions that the reports do not answer;
- uncited: answers without one [n], or with an [n] that names no source;
- quotes: words in quotation marks that stand nowhere in the reports; numbers: the same of numbers.

    python benchmarks/cited_answers.py --base-url http://127.0.0.1:8091/v1 --model NAME [--only mediaqa] [--show]
"""

import argparse
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openai
from llama_index.core import Document as LlamaDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
from llama_index.core.query_engine import CitationQueryEngine

from mediaqa import Corpus, Settings
from mediaqa.embedding import StaticEmbedder

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "examples" / "reports"
QUESTIONS = ROOT / "tests" / "data" / "questions.json"
SILENT_SHARE = 5 / 26
COLUMNS = {"right": 8, "voice": 8, "declined": 10, "uncited": 9, "quotes": 8, "numbers": 9, "tokens": 8, "s": 7}
_MARKER = re.compile(r"\[(?:Source )?(\d+)\]")
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*\d|\b\d\b")
_DECLINES = re.compile(
    r"\b(?:not?|nothing|cannot|doesn't|don't)\b[^.]{0,60}\b(?:mention|provide|say|state|contain|specif|information|answer)"
    r"|reports do not say",
    re.IGNORECASE,
)


class Given(NamedTuple):
    """An answer: its text, what each of its numbers cites, whether it declines, and what it took."""

    text: str
    cited: dict[int, str]
    declined: bool
    prompt_tokens: int
    requests: int
    seconds: float


def main() -> None:
    """Ask every question of both, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--questions", type=int, default=26)
    parser.add_argument("--split", choices=["calibration", "test"], default="test")
    parser.add_argument("--only", choices=["mediaqa", "CitationQueryEngine"], help="ask one of the two")
    parser.add_argument("--show", action="store_true", help="also print every answer")
    options = parser.parse_args()
    entries = chosen(json.loads(QUESTIONS.read_text(encoding="utf-8")), options.split, options.questions)
    reports = " ".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.iterdir()))
    silent = sum(not one["answerable"] for one in entries)
    print(f"{len(entries)} questions, {silent} of them not answered in the reports; {options.model}")
    print(f"{'':22}" + "".join(f"{name:>{width}}" for name, width in COLUMNS.items()))
    with tempfile.TemporaryDirectory() as folder:
        for name, ask in (
            ("mediaqa", mediaqa_of(Path(folder), options.base_url, options.model)),
            ("CitationQueryEngine", engine_of(options.base_url, options.model)),
        ):
            if options.only not in {None, name}:
                continue
            given = [ask(entry["question"]) for entry in entries]
            if options.show:
                for entry, one in zip(entries, given, strict=True):
                    print(f"- {entry['question']}\n  {' '.join(one.text.split())}")
            print(row(name, entries, given, folded(reports)), flush=True)


def chosen(entries: Sequence[dict[str, Any]], split: str, count: int) -> list[dict[str, Any]]:
    """Return the first questions of a split in English, so many of them without an answer as is the rule."""
    english = [one for one in entries if one["split"] == split and one["question"].isascii()]
    silent = round(count * SILENT_SHARE)
    return [
        *[one for one in english if one["answerable"]][: count - silent],
        *[one for one in english if not one["answerable"]][:silent],
    ]


def mediaqa_of(folder: Path, url: str, model: str) -> Callable[[str], Given]:
    """Return what asks mediaqa."""
    corpus = Corpus.open(folder / "corpus", settings=Settings(llm_model=model, llm_base_url=url, llm_timeout=600))
    corpus.add(SAMPLES)

    def ask(question: str) -> Given:
        start = time.perf_counter()
        answer = corpus.ask(question)
        cited = {citation.number: citation.quote for citation in answer.citations}
        voices = " ".join(f"{claim.speaker} {claim.outlet}" for claim in answer.claims)
        return Given(
            f"{answer.text}\n({voices})" if voices else answer.text,
            cited,
            answer.status == "not_found",
            answer.usage.prompt_tokens or 0,
            answer.usage.requests,
            time.perf_counter() - start,
        )

    return ask


def engine_of(url: str, model: str) -> Callable[[str], Given]:
    """Return what asks the engine, with its defaults."""
    llm = Endpoint(url=url, model=model)
    documents = [LlamaDocument(text=path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.iterdir())]
    index = VectorStoreIndex.from_documents(documents, embed_model=Inside())
    engine = CitationQueryEngine.from_args(index, llm=llm)

    def ask(question: str) -> Given:
        start, used = time.perf_counter(), llm.used
        found = engine.query(question)
        seconds, text = time.perf_counter() - start, str(found)
        cited = dict(enumerate((node.node.get_content() for node in found.source_nodes), 1))
        named = {number: cited.get(number, "") for number in map(int, _MARKER.findall(text))}
        return Given(text, named, bool(_DECLINES.search(text)), llm.used - used, 1, seconds)

    return ask


class Inside(BaseEmbedding):
    """The embedding model inside mediaqa, for the engine."""

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in StaticEmbedder().embed_query(query)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_query_embedding(text)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class Endpoint(CustomLLM):
    """The chat model at an endpoint, for the engine: its own chat template, no randomness."""

    url: str
    model: str
    used: int = 0

    @property
    def metadata(self) -> LLMMetadata:
        """What the engine must know."""
        return LLMMetadata(model_name=self.model, context_window=8000, num_output=600)

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:  # noqa: ARG002
        """Ask."""
        client = openai.OpenAI(base_url=self.url, api_key="none", timeout=600, max_retries=0)
        result = client.chat.completions.create(
            model=self.model, messages=[{"role": "user", "content": prompt}], temperature=0, max_tokens=600
        )
        self.used += result.usage.prompt_tokens if result.usage else 0
        return CompletionResponse(text=result.choices[0].message.content or "")

    def stream_complete(self, *_: Any, **__: Any) -> Any:
        """Raise: nothing streams here."""
        raise NotImplementedError


def row(name: str, entries: Sequence[dict[str, Any]], given: Sequence[Given], reports: str) -> str:
    """Return a row of the table."""
    pairs = list(zip(entries, given, strict=True))
    answerable = [(entry, one) for entry, one in pairs if entry["answerable"]]
    right = [(entry, one) for entry, one in answerable if is_right(entry, one)]
    voiced = [(entry, one) for entry, one in right if entry.get("speaker")]
    silent = [one for entry, one in pairs if not entry["answerable"]]
    answers = [one for one in given if not one.declined]
    figures = (
        f"{len(right)}/{len(answerable)}",
        f"{sum(folded(surname(entry['speaker'])) in folded(one.text) for entry, one in voiced)}/{len(voiced)}",
        f"{sum(one.declined for one in silent)}/{len(silent)}",
        f"{sum(not one.cited or '' in one.cited.values() for one in answers)}/{len(answers)}",
        f"{absent(answers, _QUOTED, reports)}",
        f"{absent(answers, _NUMBER, reports)}",
        f"{sum(one.prompt_tokens for one in given) / len(given):.0f}",
        f"{sum(one.seconds for one in given) / len(given):.1f}",
    )
    return f"{name:22}" + "".join(f"{one:>{width}}" for one, width in zip(figures, COLUMNS.values(), strict=True))


def is_right(entry: dict[str, Any], one: Given) -> bool:
    """Whether an expected sentence stands in what an answer cites."""
    cited = folded(" ".join(one.cited.values()))
    expected = [words if isinstance(words, str) else words[0] for words in entry["expected"]]
    return not one.declined and any(folded(words) in cited for words in expected)


def absent(answers: Iterable[Given], pattern: re.Pattern[str], reports: str) -> int:
    """Return how many quotations, or numbers, of the answers stand nowhere in the reports."""
    found = [words for one in answers for words in pattern.findall(_MARKER.sub("", one.text))]
    return sum(folded(words).strip(" .,") not in reports for words in found)


def surname(name: str) -> str:
    """Return the last word of a name."""
    return name.rpartition(" ")[2]


def folded(text: str) -> str:
    """Return a text for comparing: one kind of quotation mark, single blanks, small letters."""
    return " ".join(re.sub(r"[“”\"«»]", '"', text.replace("’", "'")).split()).casefold()


if __name__ == "__main__":
    main()
