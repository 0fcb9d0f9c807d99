"""The invariants of the design, over hundreds of generated reports."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mediaqa import Corpus, Overrides, Report, read_text
from mediaqa.errors import ReadError
from mediaqa.values import report_id
from tests.scripted import passage_ids

WORKER = Path(__file__).parent / "corpus_worker.py"

names = st.sampled_from(["Orla Venn", "Lt. Gen. Ruslan Okar", "Мария Тарн", "D. F. Halloran", "the ministry", "NATO"])
verbs = st.sampled_from(["said that", "denied that", "asks whether", "notes that", "заявил, что"])
things = st.sampled_from(
    ["the gate was shut", "eight envoys left", "“the key is lost”", "мост закрыт", "it was … late", "prices rose 3.5%"]
)
sentences = st.builds("{} {} {}.".format, names, verbs, things)
paragraphs = st.lists(sentences | st.text(max_size=60), min_size=1, max_size=6).map(" ".join)
headings = st.sampled_from(["## The gate", "## Мост", "### 2. Aftermath", "SECTION ONE", ""])
blocks = st.builds("{}\n\n{}".format, headings, paragraphs)
texts = st.lists(blocks, min_size=1, max_size=5).map("\n\n".join)
libraries = st.lists(st.tuples(texts, st.booleans()), min_size=50, max_size=70)


def readable(library: list[tuple[str, bool]]) -> list[Report]:
    """The reports among the generated texts: some hold nothing, and are refused.

    Each ends with a sentence of its own: which of dozens of equal vectors an approximate index returns is chance.
    """
    found = []
    for number, (text, markdown) in enumerate(library):
        try:
            own = f"{text}\n\nThis is report {number} of desk {number * number}."
            found.append(read_text(own, source=f"desk/{number}", overrides=Overrides(), markdown=markdown))
        except ReadError:
            continue
    return found


@settings(max_examples=6)
@given(libraries)
def test_every_place_is_a_span_and_passages_tile_their_report(library: list[tuple[str, bool]]) -> None:
    reports = readable(library)
    with tempfile.TemporaryDirectory() as folder, Corpus.open(Path(folder) / "c") as corpus:
        corpus.add(*reports)
        assert {info.id for info in corpus.reports()} == {report.id for report in reports}
        for report in reports:
            stored = corpus.report(report.id)
            assert stored.text == report.text
            assert stored.id == report_id(report.source, report.text)
            assert "".join(stored.text[s.start : s.end] for s in stored.sections) == stored.text
        for said in corpus.statements():
            text = corpus.report(said.report_id).text
            assert text[said.start : said.end] == said.content
            for span in filter(None, (said.speaker_span, said.cue_span, *said.parts)):
                assert 0 <= span.start < span.end <= len(text)
            assert said.cue is None or said.cue == " ".join(text[slice(*said.cue_span or (0, 0))].split())
        for question in ("who said that the gate was shut?", "Кто закрыл мост?", "eight envoys"):
            for hit in corpus.search(question, limit=20, neighbours=1):
                for passage in (hit.passage, *hit.before, *hit.after):
                    text = corpus.report(passage.report_id).text
                    assert passage.text == text[passage.start : passage.end]
                    for sentence in passage.sentences:
                        assert passage.start <= sentence.start < sentence.end <= passage.end
                        assert passage.words_at(sentence) == text[sentence.start : sentence.end]
            answer = corpus.ask(question)
            for citation in answer.citations:
                text = corpus.report(citation.report.id).text
                assert text[citation.start : citation.end] == citation.quote
            numbers = [citation.number for claim in answer.claims for citation in claim.citations]
            assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
            assert all(claim.citations for claim in answer.claims)


@settings(max_examples=3, derandomize=True)
@given(libraries)
def test_ids_are_content_and_the_same_state_gives_the_same_answer(library: list[tuple[str, bool]]) -> None:
    reports = readable(library)
    question = "Who said that the gate was shut?"
    with tempfile.TemporaryDirectory() as folder:
        with Corpus.open(Path(folder) / "c") as corpus:
            corpus.add(*reports)
            ids = passage_ids(corpus)
            assert not corpus.add(*reports).changed
            titled = corpus.add(*reports, overrides=Overrides(publisher="The desk"))
            assert {info.id for info in titled.changed} == {report.id for report in reports}
            corpus.add(*reports)
            assert passage_ids(corpus) == ids
            first = corpus.ask(question).model_dump(mode="json", exclude={"timings"})
            assert corpus.ask(question).model_dump(mode="json", exclude={"timings"}) == first
            assert corpus.check().problems == ()
        command = [sys.executable, str(WORKER), "ask", str(Path(folder) / "c"), question]
        again = subprocess.run(command, capture_output=True, text=True, check=True)
        assert json.loads(again.stdout) == first
