"""The corpus from outside: add, search, ask, remove, check, reembed, from threads and processes."""

import asyncio
import datetime as dt
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from mediaqa import Corpus, Overrides, Progress, Report, Settings, read_text
from mediaqa.errors import (
    CorpusClosedError,
    CorpusDamagedError,
    CorpusNotFoundError,
    EmbeddingMismatchError,
    EmptyReportError,
    FilterError,
    MissingPathError,
    QuestionError,
    ReadError,
    ReportNotFoundError,
    SettingsError,
)
from mediaqa.settings import load_settings
from tests.scripted import ScriptedEmbedder, found_by_own_vector, passage_ids

WORKER = Path(__file__).parent / "corpus_worker.py"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_many(folder: Path) -> None:
    """Write reports of over a thousand passages: from so many on Chroma keeps a vector index on disk."""
    for number in range(60):
        sentences = (f"Gate {number}-{i} was shut for reason {i * number}." for i in range(300))
        write(folder, f"in/{number}.txt", " ".join(sentences))


def texts(corpus: Corpus) -> dict[str, str]:
    return {Path(info.source).name: corpus.report(info.id).text for info in corpus.reports()}


def assert_same_order(corpus: Corpus, other: Corpus, question: str) -> None:
    """Both find the same passages in the same order, near-equal ones aside, which the last bits of a sum may order."""
    hits, others = (one.search(question, limit=100) for one in (corpus, other))
    scores = {hit.passage.id: hit.score for hit in others}
    assert {hit.passage.id for hit in hits} == scores.keys()
    assert all(scores[one.passage.id] > scores[next_.passage.id] - 1e-5 for one, next_ in pairwise(hits))


def test_file_is_added_found_and_read_back(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday. Orla Venn said that nobody had the key.")
    (info,) = corpus.add(path).added
    assert info.source == str(path)
    assert corpus.report(info.id[:8]).text == "The gate was shut on Monday. Orla Venn said that nobody had the key."
    (hit,) = corpus.search("who had the key?")
    assert hit.report == info
    assert hit.passage.text == corpus.report(info.id).text[hit.passage.start : hit.passage.end]


def test_unchanged_file_is_passed_over_and_changed_one_replaced(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday.")
    (first,) = corpus.add(path).added
    assert corpus.add(path).unchanged == (first,)
    write(tmp_path, "gate.txt", "The gate was opened on Friday.")
    (second,) = corpus.add(path).changed
    assert second.id != first.id
    assert texts(corpus) == {"gate.txt": "The gate was opened on Friday."}
    with pytest.raises(ReportNotFoundError):
        corpus.report(first.id)
    assert [hit.passage.text for hit in corpus.search("gate")] == ["The gate was opened on Friday."]


def test_overrides_change_metadata_but_not_the_id(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday.")
    (first,) = corpus.add(path).added
    overrides = Overrides(title="The Gate", published_on=dt.date(2021, 10, 24), tags=("east",))
    (second,) = corpus.add(path, overrides=overrides).changed
    assert (second.id, second.title, str(second.published_on)) == (first.id, "The Gate", "2021-10-24")
    assert second.origins["title"] == "caller"
    assert corpus.search("gate", published_after="2021-10-24", tags=["east"])[0].report.title == "The Gate"
    assert corpus.search("gate", published_after="2021-10-25") == []


def test_bad_file_in_a_folder_is_listed_and_the_rest_goes_on(corpus: Corpus, tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "The gate was shut on Monday.")
    write(tmp_path, "in/b.txt", "   \n")
    write(tmp_path, "in/c.md", "# Title\n\nThe key was lost on Tuesday.")
    result = corpus.add(tmp_path / "in")
    assert [Path(info.source).name for info in result.added] == ["a.txt", "c.md"]
    (failure,) = result.failed
    assert Path(failure.source).name == "b.txt"
    assert "b.txt" in failure.error
    assert failure.hint


def test_file_name_that_is_no_text_stops_nothing(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (
        (b"caf\xe9.txt", b"The gate was shut."),
        (b"empt\xe9.txt", b""),
        (b"plain.txt", b"The key was lost."),
    ):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(text)  # noqa: PTH118 - bytes
    result = corpus.add(folder, on_progress=list[Progress]().append)
    assert (len(result.added), len(result.failed)) == (2, 1)
    assert len(corpus.add(folder).unchanged) == 2
    assert {hit.passage.text for hit in corpus.search("gate key")} == {"The gate was shut.", "The key was lost."}


def test_single_bad_file_raises_and_leaves_the_corpus_as_it_was(corpus: Corpus, tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", "The gate was shut on Monday.")
    corpus.add(good)
    with pytest.raises(EmptyReportError, match=r"empty\.txt"):
        corpus.add(write(tmp_path, "empty.txt", ""))
    with pytest.raises(MissingPathError, match="absent"):
        corpus.add(tmp_path / "absent.txt")
    assert texts(corpus) == {"good.txt": "The gate was shut on Monday."}


def test_report_of_the_caller_is_settled(corpus: Corpus) -> None:
    text = "The gate was shut. Nobody knew why."
    (info,) = corpus.add(Report(id="whatever", source="desk/1", title="Gate", text=text)).added
    assert info.id != "whatever"
    assert corpus.report(info.id).sections[0].end == len(text)
    with pytest.raises(ReadError, match="a lone surrogate"):
        corpus.add(Report(id="x", source="desk/2", title="Gate", text="half \ud800"))
    with pytest.raises(EmptyReportError, match="desk/3"):
        corpus.add(Report(id="x", source="desk/3", title="Gate", text=" "))
    with pytest.raises(TypeError, match="int"):
        corpus.add(3)  # type: ignore[arg-type]


def test_progress_is_told_and_an_error_in_it_loses_nothing(corpus: Corpus, tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path, f"in/{number}.txt", f"Report number {number} says something.")
    told: list[Progress] = []
    corpus.add(tmp_path / "in", on_progress=told.append)
    assert [(progress.done, progress.total) for progress in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def fail(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        corpus.add(tmp_path / "in", on_progress=fail)
    assert len(corpus.reports()) == 3


def test_reports_are_listed_newest_first(samples: Corpus) -> None:
    dates = [info.published_on for info in samples.reports() if info.published_on]
    assert dates == sorted(dates, reverse=True)
    assert len(samples.reports()) >= 8
    assert all(info.passage_count > 0 for info in samples.reports())


@pytest.mark.parametrize(
    "question",
    [
        "'\"“”«»",
        "-mission",
        "AND OR NOT",
        "a:b^2~*?(",
        "NATO's -mission",
        "\\",
        "the of and",
        "🙂",
        "кто закрыл?",
        "x" * 10_000,
    ],
)
def test_odd_questions_are_searched_without_an_error(samples: Corpus, question: str) -> None:
    hits = samples.search(question, limit=3)
    assert len(hits) <= 3
    assert all(0 <= hit.score <= 1 for hit in hits)


@pytest.mark.parametrize("question", ["", "   ", "x" * 10_001])
def test_question_that_is_none_is_refused(samples: Corpus, question: str) -> None:
    with pytest.raises(QuestionError):
        samples.search(question)
    with pytest.raises(QuestionError):
        samples.ask(question)


def test_hits_tell_their_scores_in_order(samples: Corpus) -> None:
    hits = samples.search("diplomats expelled from the mission", limit=10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert any(hit.dense_score is not None and hit.lexical_score is not None for hit in hits)
    assert hits == samples.search("diplomats expelled from the mission", limit=10)


def test_filters_restrict_the_hits(samples: Corpus) -> None:
    one = samples.reports()[0]
    assert {hit.report.id for hit in samples.search("the government", report=one.id[:7], limit=50)} == {one.id}
    late = samples.search("the government", published_after="2022-01-01", limit=50)
    assert late
    assert all(str(hit.report.published_on) >= "2022-01-01" for hit in late)
    section = next(hit.passage.section for hit in late if hit.passage.section)
    within = samples.search("the government", section=section.upper(), limit=50)
    assert {hit.passage.section for hit in within} == {section}
    assert samples.search("the government", tags=["nobody gave this tag"]) == []
    with pytest.raises(ReportNotFoundError):
        samples.search("the government", report="zz")
    with pytest.raises(FilterError):
        samples.search("the government", published_after="soon")


def test_neighbours_stand_beside_the_hit(samples: Corpus) -> None:
    hit = next(hit for hit in samples.search("the government", neighbours=1, limit=30) if hit.before and hit.after)
    (before,), (after,) = hit.before, hit.after
    assert before.end == hit.passage.start
    assert hit.passage.end == after.start


def test_question_of_unknown_words_scores_no_higher_than_its_cosine(samples: Corpus) -> None:
    hits = samples.search("zzqxv")
    assert all(
        hit.lexical_score is None and hit.score == pytest.approx(max(0, hit.dense_score or 0), abs=1e-6) for hit in hits
    )


def test_limit_of_nothing_is_a_mistake(samples: Corpus) -> None:
    for limit in (0, -1):
        with pytest.raises(ValueError, match="limit"):
            samples.search("gate", limit=limit)


def test_async_use_after_close_says_so(tmp_path: Path) -> None:
    corpus = Corpus.open(tmp_path / "c")
    corpus.close()
    with pytest.raises(CorpusClosedError):
        asyncio.run(corpus.asearch("gate"))


def test_empty_corpus_finds_nothing_and_answers_nothing(corpus: Corpus) -> None:
    assert corpus.search("anything") == []
    assert corpus.ask("Who blamed Brussels?").status == "not_found"
    assert corpus.reports() == []


def test_citations_stand_where_they_say(samples: Corpus) -> None:
    answer = samples.ask("Who blamed Brussels for the break?")
    assert answer.status == "answered"
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert samples.report(citation.report.id).text[citation.start : citation.end] == citation.quote


def test_same_question_gives_the_same_answer_in_another_process(samples: Corpus, tmp_path: Path) -> None:
    question = "Who blamed Brussels for the break?"
    folder = samples._library._store.folder
    other = subprocess.run(
        [sys.executable, str(WORKER), "ask", str(folder), question], capture_output=True, text=True, check=True
    )
    assert json.loads(other.stdout) == samples.ask(question).model_dump(mode="json", exclude={"timings"})


def test_removed_report_is_gone_from_both_sides(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday.")
    (info,) = corpus.add(path).added
    assert corpus.remove(info.id[:6]) == info
    assert corpus.reports() == []
    assert corpus.search("gate") == []
    assert corpus.add(path).added == (info,)
    with pytest.raises(ReportNotFoundError):
        corpus.remove("zz")


def test_two_corpora_on_one_folder_see_each_other_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday.")
    with Corpus.open(tmp_path / "c") as first, Corpus.open(tmp_path / "c") as second:
        first.add(path)
        assert len(second.reports()) == 1
        first.close()
        first.close()
        assert second.search("gate")
        with pytest.raises(CorpusClosedError):
            first.search("gate")
    with pytest.raises(CorpusClosedError):
        second.reports()


def test_other_settings_on_an_open_corpus_are_refused(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c"), pytest.raises(SettingsError, match="other settings"):
        Corpus.open(tmp_path / "c", settings=Settings(passage_tokens=99))
    Corpus.open(tmp_path / "c", settings=Settings(passage_tokens=99)).close()


def test_address_of_a_corpus_is_refused_in_so_many_words() -> None:
    with pytest.raises(SettingsError, match="a corpus is a folder"):
        Corpus.open("http://localhost:8000")


def test_without_create_a_missing_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusNotFoundError):
        Corpus.open(tmp_path / "c", create=False)


def test_another_embedding_model_is_refused_on_opening(tmp_path: Path) -> None:
    Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one")).close()
    Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one")).close()
    with pytest.raises(EmbeddingMismatchError, match=r"built with ScriptedEmbedder one") as raised:
        Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("two"))
    assert "mediaqa reembed" in raised.value.hint
    assert raised.value.hint in raised.value.__notes__
    with pytest.raises(EmbeddingMismatchError):
        Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one", salt="another model of the same name"))
    with pytest.raises(EmbeddingMismatchError):
        Corpus.open(tmp_path / "c")


def test_keys_in_the_environment_change_no_embedding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Corpus.open(tmp_path / "c").close()
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody")
    with Corpus.open(tmp_path / "c") as corpus:
        assert corpus.search("anything") == []


def test_reembedding_keeps_every_report_and_changes_the_model(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, f"in/{number}.txt", f"Report number {number} says that gate {number} was shut. " * 8)
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(tmp_path / "in")
        corpus.remove(corpus.reports()[0].id)
        before = texts(corpus)
        corpus.reembed(ScriptedEmbedder("two"))
        assert texts(corpus) == before
        assert found_by_own_vector(corpus) == passage_ids(corpus)
        assert corpus.search("gate 3")
        assert corpus.check().problems == ()
    with pytest.raises(EmbeddingMismatchError):
        Corpus.open(tmp_path / "c")
    with Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("two")) as corpus:
        assert texts(corpus) == before
        assert corpus.add(tmp_path / "in" / "1.txt").unchanged


def test_what_is_added_during_a_reembedding_is_in_the_new_index(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, f"in/{number}.txt", f"Report number {number} says that gate {number} was shut. " * 60)
    with Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one")) as corpus:
        corpus.add(tmp_path / "in")
        late = write(tmp_path, "late.txt", "A late report on another gate.")
        write(tmp_path, "in/0.txt", "A new version of the first report.")
        told: list[Progress] = []

        def meddle(progress: Progress) -> None:
            if not told:
                told.append(progress)
                subprocess.run(
                    [
                        sys.executable,
                        str(WORKER),
                        "add",
                        str(tmp_path / "c"),
                        str(late),
                        str(tmp_path / "in" / "0.txt"),
                    ],
                    check=True,
                )

        corpus.reembed(ScriptedEmbedder("two"), on_progress=meddle)
        assert texts(corpus)["late.txt"] == "A late report on another gate."
        assert texts(corpus)["0.txt"] == "A new version of the first report."
        assert found_by_own_vector(corpus) == passage_ids(corpus)
        assert corpus.check().problems == ()


def test_killed_reembedding_leaves_the_old_index_and_can_be_done_again(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "The gate was shut on Monday. " * 30)
    write(tmp_path, "in/b.txt", "The key was lost on Tuesday. " * 30)
    with Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one")) as corpus:
        corpus.add(tmp_path / "in")
        before = texts(corpus)
    for calls in (1, 2, 4, 6, 8, 9, 10, 11):
        child = subprocess.run(
            [sys.executable, str(WORKER), "reembed", str(tmp_path / "c"), str(calls)],
            capture_output=True,
            check=False,
        )
        assert child.returncode in (0, -signal.SIGKILL), child.stderr
        try:
            opened = Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one"))
        except EmbeddingMismatchError:
            opened = Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("two"))
        with opened:
            assert texts(opened) == before
            opened.reembed(ScriptedEmbedder("one"))
            assert found_by_own_vector(opened) == passage_ids(opened)
            assert opened.check().problems == ()


def test_check_finds_and_repairs_lost_vectors(tmp_path: Path) -> None:
    write_many(tmp_path)
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(tmp_path / "in")
        before = texts(corpus)
    for header in (tmp_path / "c" / "chroma").glob("*/header.bin"):
        shutil.rmtree(header.parent)
    with Corpus.open(tmp_path / "c") as corpus:
        found = corpus.check()
        assert [problem.kind for problem in found.problems] == ["lost_vector"]
        assert not found.ok
        assert corpus.check(repair=True).ok
        assert corpus.check().problems == ()
        assert found_by_own_vector(corpus) == passage_ids(corpus)
        assert texts(corpus) == before


def test_torn_index_is_rescued(tmp_path: Path) -> None:
    write_many(tmp_path)
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(tmp_path / "in")
        before = texts(corpus)
    for id_map in (tmp_path / "c" / "chroma").glob("*/index_metadata.pickle"):
        id_map.write_bytes(b"torn")
    with pytest.raises(CorpusDamagedError):
        Corpus.open(tmp_path / "c")
    command = [str(Path(sys.executable).with_name("mediaqa")), "check", "--repair", "--corpus", str(tmp_path / "c")]
    subprocess.run(command, check=True, capture_output=True)
    with Corpus.open(tmp_path / "c") as corpus:
        assert corpus.check().problems == ()
        assert texts(corpus) == before


def test_corpus_of_another_model_is_rescued_with_the_one_at_hand(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c", embedding=ScriptedEmbedder("one")) as corpus:
        corpus.add(write(tmp_path, "gate.txt", "The gate was shut on Monday."))
    command = [str(Path(sys.executable).with_name("mediaqa")), "reembed", "--embedding", "static"]
    subprocess.run([*command, "--corpus", str(tmp_path / "c")], check=True, capture_output=True)
    with Corpus.open(tmp_path / "c") as corpus:
        assert texts(corpus) == {"gate.txt": "The gate was shut on Monday."}
        assert corpus.check().problems == ()


def test_check_takes_out_a_report_that_is_no_longer_whole(corpus: Corpus, tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday. " * 60)
    corpus.add(path, write(tmp_path, "key.txt", "The key was lost."))
    with corpus._library._store.writing() as writer:
        passages = writer.connection.generation.passages
        passages.delete(sorted(passages.ids())[1:2])
    found = corpus.check()
    assert "missing_passage" in [problem.kind for problem in found.problems]
    assert not found.ok
    repaired = corpus.check(repair=True)
    assert repaired.ok
    assert any("index it again" in problem.detail for problem in repaired.problems)
    assert set(texts(corpus)) == {"key.txt"} or set(texts(corpus)) == {"gate.txt"}
    assert corpus.check().problems == ()
    corpus.add(path, tmp_path / "key.txt")
    assert set(texts(corpus)) == {"gate.txt", "key.txt"}


def test_check_sweeps_orphans_and_rebuilds_the_lexical_index(corpus: Corpus, tmp_path: Path) -> None:
    corpus.add(write(tmp_path, "gate.txt", "The gate was shut on Monday."))
    collection = corpus._library._store.read(lambda view: view.collection("passages"))
    (id_,) = collection.ids()
    row = collection.rows([id_])[id_]
    collection.upsert([row._replace(id="feedfeedfeedfeed:0-28@1")], collection.vectors([id_])[id_][None, :])
    corpus._library._lexical.index.update(
        drop=[str(tmp_path / "gate.txt")], add=[], mark=corpus._library._lexical.index.mark
    )
    assert [problem.kind for problem in corpus.check().problems] == ["orphan_rows", "lexical_index"]
    assert corpus.check(repair=True).ok
    assert corpus.check().problems == ()
    assert corpus.search("gate")[0].lexical_score is not None


def test_helpers_beside_the_store_may_be_lost_or_broken(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(write(tmp_path, "gate.txt", "The gate was shut on Monday."))
        (tmp_path / "c" / "revision").unlink()
        (tmp_path / "c" / "journal.json").write_text('{"passages')
        corpus.add(write(tmp_path, "key.txt", "The key was lost."))
        (tmp_path / "c" / "revision").write_text("?")
        corpus.add(write(tmp_path, "dam.txt", "The dam broke."))
    with Corpus.open(tmp_path / "c") as corpus:
        assert set(texts(corpus)) == {"gate.txt", "key.txt", "dam.txt"}
        assert corpus.check().problems == ()


def test_lexical_index_that_is_missing_or_broken_is_made_anew(tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday.")
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(path)
    shutil.rmtree(tmp_path / "c" / "lexical")
    with Corpus.open(tmp_path / "c") as corpus:
        assert corpus.search("gate")[0].lexical_score is not None
    for file in (tmp_path / "c" / "lexical").rglob("*"):
        if file.is_file() and not file.name.endswith((".lock", ".turnstile")):
            file.write_bytes(b"broken")
    with Corpus.open(tmp_path / "c") as corpus:
        assert corpus.search("gate")[0].lexical_score is not None


def test_sixteen_threads_ask_while_one_adds(corpus: Corpus, tmp_path: Path) -> None:
    for number in range(60):
        write(tmp_path, f"in/{number}.txt", f"Report {number}: Orla Venn said that gate {number} was shut. " * 5)
    corpus.add(tmp_path / "in" / "0.txt")
    done = threading.Event()

    def ask(number: int) -> int:
        asked = 0
        while not done.is_set() or asked == 0:
            for hit in corpus.search(f"which gate, number {number + asked}?"):
                assert hit.passage.text
                assert hit.report.id == hit.passage.report_id
            answer = corpus.ask("What did Orla Venn say?")
            for citation in answer.citations:
                assert "gate" in citation.quote or "said" in citation.quote
            asked += 1
        return asked

    with ThreadPoolExecutor(16) as pool:
        asking = [pool.submit(ask, number) for number in range(16)]
        for number in range(0, 60, 10):
            corpus.add(*(tmp_path / "in" / f"{number + i}.txt" for i in range(10)))
            write(tmp_path, f"in/{number}.txt", f"Report {number} says something else about gate {number}.")
        corpus.add(tmp_path / "in")
        done.set()
        assert all(future.result() > 0 for future in asking)
    assert len(corpus.reports()) == 60
    assert found_by_own_vector(corpus) == passage_ids(corpus)
    assert corpus.check().problems == ()


@pytest.mark.parametrize("seed", range(3))
def test_killed_between_any_two_calls_the_next_index_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    """A worker indexes, changes and removes files, and kills itself before its n-th call to Chroma or tantivy."""
    rng = random.Random(seed)
    folder = tmp_path / "c"
    for round_ in range(4):
        for number in rng.sample(range(6), 3):
            write(
                tmp_path,
                f"in/{number}.txt",
                f"Round {round_}: gate {number} was shut, {rng.random()}. " * rng.randrange(1, 30),
            )
        gone = rng.randrange(6) if rng.random() < 0.4 else -1
        (tmp_path / "in" / f"{gone}.txt").unlink(missing_ok=True)
        arguments = [str(folder), str(tmp_path / "in"), str(gone), str(rng.randrange(1, 40))]
        child = subprocess.run(
            [sys.executable, str(WORKER), "index", *arguments], capture_output=True, text=True, check=False
        )
        assert child.returncode in (0, -signal.SIGKILL), child.stderr
    with Corpus.open(folder) as corpus, Corpus.open(tmp_path / "clean") as clean:
        for info in corpus.reports():
            if not Path(info.source).exists():
                corpus.remove(info.id)
        corpus.add(tmp_path / "in")
        clean.add(tmp_path / "in")
        assert texts(corpus) == texts(clean)
        assert passage_ids(corpus) == passage_ids(clean)
        assert found_by_own_vector(corpus) == passage_ids(corpus)
        assert corpus.check().problems == ()
        assert_same_order(corpus, clean, "which gate was shut?")


def test_async_twins_do_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, "gate.txt", "The gate was shut on Monday. Orla Venn said that nobody had the key.")

    async def work() -> None:
        with Corpus.open(tmp_path / "c") as corpus:
            (info,) = (await corpus.aadd(path)).added
            assert await corpus.asearch("key", limit=1) == corpus.search("key", limit=1)
            answer = await corpus.aask("Who said that nobody had the key?")
            assert answer.model_dump(exclude={"timings"}) == corpus.ask("Who said that nobody had the key?").model_dump(
                exclude={"timings"}
            )
            assert await corpus.areports() == [info]
            assert (await corpus.areport(info.id)).text == corpus.report(info.id).text
            assert (await corpus.acheck()).ok
            await corpus.areembed("static")
            assert await corpus.aremove(info.id) == info

    asyncio.run(work())


def test_cancelled_add_stops_before_the_next_report(tmp_path: Path) -> None:
    for number in range(400):
        write(tmp_path, f"in/{number:03}.txt", f"Report {number} says that gate {number} was shut. " * 3)

    async def work() -> None:
        with Corpus.open(tmp_path / "c") as corpus:
            started = asyncio.Event()
            loop = asyncio.get_running_loop()
            told: list[Progress] = []

            def tell(progress: Progress) -> None:
                told.append(progress)
                loop.call_soon_threadsafe(started.set)

            adding = asyncio.create_task(corpus.aadd(tmp_path / "in", on_progress=tell))
            await started.wait()
            adding.cancel()
            with pytest.raises(asyncio.CancelledError):
                await adding
            while corpus._library._store._lock._thread_lock.locked():
                await asyncio.sleep(0.01)
            assert len(told) < 400
            assert corpus.check().ok

    asyncio.run(work())


OVERWRITER = """
import os, sys
import mediaqa.store.writing as writing
from mediaqa import Corpus, Overrides

writing._record_row = lambda *_: os._exit(9)
with Corpus.open(sys.argv[1]) as corpus:
    corpus.add(sys.argv[2], overrides=Overrides(title="Never committed"))
"""


def test_hundreds_of_equal_passages_hide_no_other(tmp_path: Path) -> None:
    voices, places = ("Orla Venn", "the ministry", "Ruslan Okar", "the miller"), ("gate", "harbour", "mill", "court")
    reprints = [read_text("The desk closed at noon.", source=f"reprint/{n}") for n in range(600)]
    for number, (voice, place) in enumerate(product(voices, places)):
        said = (f"In week {week} {voice} counted {week * number} carts at the {place}." for week in range(20))
        write(tmp_path, f"in/{number}.txt", "\n\n".join(f"## Week {week}\n\n{text}" for week, text in enumerate(said)))
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(tmp_path / "in", *reprints)
        assert found_by_own_vector(corpus) == passage_ids(corpus)
        assert len(passage_ids(corpus)) > 700
        assert corpus.check().problems == ()


def test_unfinished_commit_leaves_what_it_would_have_replaced_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path, "in/gate.txt", "The gate was shut on Monday. Orla Venn said that nobody had the key.")
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(path)
    died = subprocess.run([sys.executable, "-c", OVERWRITER, str(tmp_path / "c"), str(path)], check=False)
    assert died.returncode == 9
    with Corpus.open(tmp_path / "c") as corpus:
        (hit,) = corpus.search("gate")
        assert (hit.passage.context, hit.report.title) == ("gate", "gate")
        assert corpus.add(path).unchanged
        assert corpus.check().problems == ()


@pytest.mark.parametrize("name", ["a#b", "a?b", "50%25", "a b é"])
def test_any_folder_name_can_hold_a_corpus(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, "in/gate.txt", "The gate was shut on Monday.")
    with Corpus.open(tmp_path / name) as corpus:
        corpus.add(path)
        assert corpus.search("gate")
    assert {found.name for found in tmp_path.iterdir()} == {"in", name}


def test_rescue_throws_nothing_away_before_its_model_is_known_to_work(tmp_path: Path) -> None:
    write_many(tmp_path)
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(tmp_path / "in")
    before = sorted(path.name for path in (tmp_path / "c" / "chroma").iterdir())
    with pytest.raises(SettingsError):
        Corpus.rescue(tmp_path / "c", embedding="misspelt")
    assert sorted(path.name for path in (tmp_path / "c" / "chroma").iterdir()) == before
    (tmp_path / "theirs" / "chroma" / "index").mkdir(parents=True)
    with pytest.raises(CorpusNotFoundError):
        Corpus.rescue(tmp_path / "theirs")
    assert (tmp_path / "theirs" / "chroma" / "index").is_dir()


def test_lexical_file_that_is_lost_is_made_anew_at_the_next_question(corpus: Corpus, tmp_path: Path) -> None:
    corpus.add(write(tmp_path, "in/gate.txt", "The gate was shut on Monday."))
    folder = corpus._library._lexical.index._files
    for path in folder.glob("*.idx"):
        path.write_bytes(b"")
    corpus._library._lexical.index._seen = b""  # as in another process: nothing is mapped yet
    assert corpus.search("gate")[0].lexical_score


def test_path_that_cannot_be_looked_at_is_an_error_of_ours(corpus: Corpus) -> None:
    with pytest.raises(ReadError):
        corpus.add("x" * 300 + ".txt")


def test_empty_path_is_not_the_working_directory(corpus: Corpus) -> None:
    with pytest.raises(MissingPathError):
        corpus.add("")


class GateEmbedder(ScriptedEmbedder):
    """Two texts about the same gate have the same vector, whatever else they say."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return super().embed([" ".join(re.findall(r"Gate \d+", text)[:1]) for text in texts])

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        vector: npt.NDArray[np.float32] = self.embed([text])[0]
        return vector


def test_search_goes_on_while_the_same_corpus_gets_other_vectors(tmp_path: Path) -> None:
    one, two = GateEmbedder("one"), GateEmbedder("two")
    with Corpus.open(tmp_path / "c", embedding=one) as corpus:
        corpus.add(*(read_text(f"Gate {n} was shut.", source=f"gate/{n}") for n in range(30)))
        stopped = threading.Event()

        def ask() -> list[tuple[str, float | None]]:
            wrong = []
            while not stopped.is_set():
                best = max(corpus.search("Gate 7 was shut.", limit=30), key=lambda hit: hit.dense_score or 0)
                wrong += [(best.passage.text, best.dense_score)] if "Gate 7" not in best.passage.text else []
            return wrong

        with ThreadPoolExecutor(3) as pool:
            asking = [pool.submit(ask) for _ in range(3)]
            for embedding in (two, one, two, one):
                corpus.reembed(embedding)
            stopped.set()
            assert [found.result() for found in asking] == [[], [], []]


def test_closing_while_another_thread_adds_lets_it_finish_a_commit_or_says_closed(tmp_path: Path) -> None:
    for round_ in range(4):
        corpus = Corpus.open(tmp_path / "c")
        with ThreadPoolExecutor(1) as pool:
            reports = [read_text(f"Gate {n} was shut. " * 40, source=f"gate/{round_}/{n}") for n in range(200)]
            adding = pool.submit(corpus.add, *reports)
            time.sleep(0.02 * round_)
            corpus.close()
            error = adding.exception()
        assert error is None or isinstance(error, CorpusClosedError)
    with Corpus.open(tmp_path / "c") as corpus:
        assert corpus.check().ok


def test_arguments_of_another_kind_are_named(corpus: Corpus) -> None:
    with pytest.raises(TypeError, match="a question is a str, not NoneType"):
        corpus.search(None)  # type: ignore[arg-type]
    with pytest.raises(FilterError, match="publisher: 5 is not a text"):
        corpus.search("gate", publisher=5)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="lock_timeout"):
        load_settings(lock_timeout=float("inf"))
