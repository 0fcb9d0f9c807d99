"""A whole corpus into a file and back: exact, whole or not at all, and nothing of a damaged file gets in."""

import asyncio
import base64
import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import mediaqa.exported
import mediaqa.exportfile
import mediaqa.transferring
from mediaqa import Corpus, Progress, Report
from mediaqa.errors import CorpusDamagedError, EmbeddingMismatchError, ExportError
from mediaqa.store.views import View
from mediaqa.values import Span, Statement
from tests.scripted import DIMENSION, ScriptedEmbedder, entry, found_by_own_vector, passage_ids, vector

WORKERS = Path(__file__).parent
QUESTIONS = (
    "What do officials in Lissander say about the pipeline?",
    "Who denied the report?",
    "When did the strike begin?",
    "Which outlets wrote about the expulsions?",
)


def opened(folder: Path, embedder: ScriptedEmbedder | None = None) -> Corpus:
    return Corpus.open(folder, embedding=embedder or ScriptedEmbedder("one"))


def desk(number: int, text: str = "") -> Report:
    text = text or f"Gate {number} of Sarn was shut at noon. Orla Venn said that nobody had key {number}."
    return Report(id="", source=f"desk/{number}", title=f"Gate {number}", text=text)


def ids(corpus: Corpus) -> dict[str, str]:
    return {info.source: info.id for info in corpus.reports()}


def vectors(corpus: Corpus) -> dict[str, list[npt.NDArray[np.float32]]]:
    """The vectors of each report as the store has them: passages, statements, the whole."""

    def read(view: View) -> dict[str, list[npt.NDArray[np.float32]]]:
        return {
            record.info.source: [
                *view.vectors("passages", record.passage_rows),
                *view.vectors("statements", record.statement_rows),
                *view.vectors("reports", [record.row]),
            ]
            for record in view.snapshot.live.values()
        }

    return corpus._library._store.read(read)


def assert_same_vectors(one: Corpus, other: Corpus) -> None:
    ours, theirs = vectors(one), vectors(other)
    assert ours.keys() == theirs.keys()
    for source, rows in ours.items():
        assert np.array_equal(rows, theirs[source]), source


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "filled") as corpus:
        corpus.add(*(desk(number) for number in range(4)))
        yield corpus


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Corpus]:
    with opened(tmp_path / "empty") as corpus:
        yield corpus


@pytest.fixture
def file(filled: Corpus, tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    filled.export(path)
    return path


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediaqa.transferring, "BATCH_PASSAGES", 1)


def test_imported_corpus_has_the_same_ids_texts_scores_and_answers(samples: Corpus, tmp_path: Path) -> None:
    result = samples.export(tmp_path / "corpus.jsonl")
    assert (result.path, result.vectors) == (str(tmp_path / "corpus.jsonl"), True)
    with Corpus.open(tmp_path / "other") as other:
        imported = other.import_from(tmp_path / "corpus.jsonl")
        assert (len(imported.added), imported.reembedded) == (result.reports, False)
        assert other.reports() == samples.reports()
        assert passage_ids(other) == passage_ids(samples)
        for info in samples.reports():
            assert other.report(info.id) == samples.report(info.id)
        for question in QUESTIONS:
            assert other.search(question, limit=100) == samples.search(question, limit=100)
            answers = [corpus.ask(question).model_dump(exclude={"timings"}) for corpus in (samples, other)]
            assert answers[0] == answers[1]
        assert other.check().problems == ()


def test_export_of_an_imported_corpus_is_the_same_bytes(samples: Corpus, tmp_path: Path) -> None:
    first, again, second = (tmp_path / name for name in ("first", "again", "second"))
    samples.export(first)
    samples.export(again)
    with Corpus.open(tmp_path / "other") as other:
        other.import_from(first)
        other.export(second)
        assert_same_vectors(samples, other)
    assert first.read_bytes() == again.read_bytes() == second.read_bytes()


def test_history_leaves_no_trace_in_the_file(filled: Corpus, file: Path, tmp_path: Path) -> None:
    before = ids(filled)
    filled.add(desk(1, "Another text."), desk(9))
    filled.add(desk(1))
    filled.remove(ids(filled)["desk/9"])
    assert ids(filled) == before
    filled.export(tmp_path / "later.jsonl")
    assert (tmp_path / "later.jsonl").read_bytes() == file.read_bytes()


def test_file_is_lines_of_json_that_say_what_they_hold(filled: Corpus, file: Path) -> None:
    header, *reports, footer = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    assert {name: header[name] for name in ("mediaqa_corpus", "schema", "dimension", "vectors")} == {
        "mediaqa_corpus": 1, "schema": 3, "dimension": DIMENSION, "vectors": True,
    }  # fmt: skip
    assert header["embedding"]["name"] == "one"
    assert [report["record"]["info"]["source"] for report in reports] == [f"desk/{number}" for number in range(4)]
    assert [passage["text"] for passage in reports[0]["passages"]] == [desk(0).text]
    assert "revision" not in reports[0]["record"]
    digest = hashlib.sha256(file.read_bytes()[: file.read_bytes().rindex(b"\n", 0, -1) + 1]).hexdigest()
    assert footer == {"reports": 4, "passages": 4, "sha256": digest}


def test_file_that_ends_in_gz_is_compressed_and_known_by_its_first_bytes(
    filled: Corpus, empty: Corpus, file: Path, tmp_path: Path
) -> None:
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        filled.export(tmp_path / name)
    packed = (tmp_path / "one.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == file.read_bytes()
    assert packed == (tmp_path / "two.jsonl.gz").read_bytes()
    (tmp_path / "nameless").write_bytes(packed)
    assert len(empty.import_from(tmp_path / "nameless").added) == 4
    assert ids(empty) == ids(filled)


def test_without_vectors_the_passages_are_embedded_anew(filled: Corpus, empty: Corpus, tmp_path: Path) -> None:
    result = filled.export(tmp_path / "texts.jsonl", vectors=False)
    assert not result.vectors
    assert "vectors" not in json.loads((tmp_path / "texts.jsonl").read_text("utf-8").splitlines()[1])
    imported = empty.import_from(tmp_path / "texts.jsonl")
    assert (len(imported.added), imported.reembedded) == (4, True)
    assert_same_vectors(filled, empty)
    assert found_by_own_vector(empty) == passage_ids(filled)
    assert not empty.import_from(tmp_path / "texts.jsonl").reembedded


@pytest.mark.parametrize("embedder", [ScriptedEmbedder("two"), ScriptedEmbedder("one", salt="another of that name")])
def test_vectors_of_another_model_are_made_anew(
    embedder: ScriptedEmbedder, filled: Corpus, file: Path, tmp_path: Path
) -> None:
    with opened(tmp_path / "other", embedder) as other:
        assert other.import_from(file).reembedded
        assert ids(other) == ids(filled)
        assert found_by_own_vector(other) == passage_ids(filled)
        stored, made = vectors(other)["desk/0"][-1], embedder.embed([f"Gate 0\n{desk(0).text}"])[0]
        assert float(stored @ made) > 0.999


def test_vectors_of_the_same_model_need_no_model(filled: Corpus, file: Path, tmp_path: Path) -> None:
    embedder = ScriptedEmbedder("one")
    with opened(tmp_path / "other", embedder) as other:

        def refuse(texts: Sequence[str]) -> npt.NDArray[np.float32]:
            raise AssertionError(texts)

        embedder.embed = refuse  # type: ignore[method-assign]
        assert not other.import_from(file).reembedded
        assert_same_vectors(filled, other)


def test_statements_go_along(empty: Corpus, tmp_path: Path) -> None:
    one = entry("desk/s", "Orla Venn said that the gate of Sarn was shut.", size=100)
    said = [
        Statement(report_id=one.record.id, start=20, end=45, content="the gate of Sarn was shut", speaker=speaker)
        for speaker in ("Orla Venn",)
    ]
    said.append(said[0].model_copy(update={"speaker": "Ilan Dace", "speaker_span": Span(0, 9)}))
    whole = one._replace(statements=said, statement_vectors=np.stack([vector("a"), vector("b")]))
    with empty._library._store.writing() as writer:
        writer.commit([whole])
    empty.export(tmp_path / "s.jsonl")
    with opened(tmp_path / "other") as other:
        other.import_from(tmp_path / "s.jsonl")
        record = other._library._store.snapshot().live[one.record.id]
        assert other._library._store.read(lambda view: view.statements([record])) == {record.id: said}
        assert_same_vectors(empty, other)


def test_what_is_there_is_kept_replaced_or_passed_over(empty: Corpus, file: Path) -> None:
    empty.add(desk(1), desk(2, "An older text about gate 2."), desk(7))
    own = ids(empty)["desk/7"]
    result = empty.import_from(file)
    assert [info.source for info in result.added] == ["desk/0", "desk/3"]
    assert [info.source for info in result.changed] == ["desk/2"]
    assert [info.source for info in result.unchanged] == ["desk/1"]
    assert ids(empty).keys() == {"desk/0", "desk/1", "desk/2", "desk/3", "desk/7"}
    assert empty.report(own).text == desk(7).text
    assert empty.report(ids(empty)["desk/2"]).text == desk(2).text
    assert len(empty.import_from(file).unchanged) == 4
    assert empty.check().problems == ()


def test_report_of_other_metadata_is_another_version(filled: Corpus, file: Path) -> None:
    filled.add(desk(1), tags=["north"])
    (changed,) = filled.import_from(file).changed
    assert (changed.source, changed.tags) == ("desk/1", ())


def test_removed_report_is_added_again(filled: Corpus, file: Path) -> None:
    filled.remove(ids(filled)["desk/3"])
    assert [info.source for info in filled.import_from(file).added] == ["desk/3"]


def test_imported_reports_are_found_at_once_and_pass_for_indexed(filled: Corpus, empty: Corpus, file: Path) -> None:
    empty.import_from(file)
    assert "Gate 2" in {hit.report.title for hit in empty.search("gate 2 key", limit=4)}
    assert len(empty.add(*(desk(number) for number in range(4))).unchanged) == 4


def test_empty_corpus_is_exported_too(empty: Corpus, filled: Corpus, tmp_path: Path) -> None:
    assert empty.export(tmp_path / "nothing.jsonl").reports == 0
    assert filled.import_from(tmp_path / "nothing.jsonl").added == ()


def with_line(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[bytes], bytes]:
    """Return what changes an export as somebody would who then writes the right footer."""

    def changed(data: bytes) -> bytes:
        lines = [json.loads(line) for line in data.splitlines()]
        change(lines)
        written = [json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines]
        lines[-1]["sha256"] = hashlib.sha256(b"".join(written[:-1])).hexdigest()
        return b"".join(written[:-1]) + json.dumps(lines[-1], separators=(",", ":")).encode() + b"\n"

    return changed


def put(line: int, *place: str | int, value: Any) -> Callable[[bytes], bytes]:
    """Return what sets one value in one line."""

    def change(lines: list[dict[str, Any]]) -> None:
        target: Any = lines[line - 1]
        for step in place[:-1]:
            target = target[step]
        target[place[-1]] = value

    return with_line(change)


def swapped(lines: list[dict[str, Any]]) -> None:
    lines[1], lines[2] = lines[2], lines[1]


def doubled(lines: list[dict[str, Any]]) -> None:
    lines[2:2] = [lines[1]]


def shortened(lines: list[dict[str, Any]]) -> None:
    del lines[2]


def cut_passage(lines: list[dict[str, Any]]) -> None:
    lines[1]["passages"][0]["text"] = lines[1]["passages"][0]["text"][:-1]


def retold(lines: list[dict[str, Any]]) -> None:
    lines[1]["passages"][0]["text"] = lines[1]["passages"][0]["text"].replace("shut", "open")


def of_numbers(*numbers: float) -> str:
    return base64.b64encode(np.array(numbers, dtype="<f4").tobytes()).decode()


ONE = [1.0] * DIMENSION
DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "1: is not the first line of an exported corpus"),
    "another file": (lambda _: b"gate,key\n1,2\n", "1: is not the first line of an exported corpus"),
    "cut off in the header": (lambda data: data[:30], "1: ends before its last line"),
    "cut off in a report": (lambda data: data[: data.index(b"Gate 1")], "3: ends before its last line"),
    "cut off behind a report": (lambda data: data[: data.rindex(b"\n", 0, -1) + 1], "6: ends before its last line"),
    "cut off in the footer": (lambda data: data[:-1], "6: ends before its last line"),
    "goes on": (lambda data: data + b"\n", "7: goes on after its last line"),
    "twice": (lambda data: data + data, "7: goes on after its last line"),
    "no JSON": (lambda data: data.replace(b'{"record":', b'{"record"', 1), "2: Invalid JSON"),
    "no UTF-8": (lambda data: data.replace(b"Sarn", b"S\xe4rn", 1), "2: Invalid JSON"),
    "half a letter": (lambda data: data.replace(b"Sarn", b"S\\ud800rn", 1), "2: Invalid JSON"),
    "unknown field": (put(3, "colour", value="red"), "3: colour: Extra inputs are not permitted"),
    "wrong kind": (put(3, "record", "info", "title", value=5), "3: record.info.title: Input should be a valid string"),
    "other text": (with_line(retold), "2: the text is not the one that the report's id stands for"),
    "other source": (
        put(2, "record", "info", "source", value="desk/00"),
        "2: the text is not the one that the report's id stands for",
    ),
    "shorter passage": (with_line(cut_passage), "2: the passages do not tile the text at 0"),
    "no passages": (put(2, "passages", value=[]), "2: the report has no passages"),
    "passage of another": (
        put(2, "passages", 0, "report_id", value="0" * 16), "2: the passages do not tile the text at 0"
    ),
    "other bounds": (put(2, "record", "bounds", value=[0, 5]), "2: the record names other passages"),
    "other count": (
        put(2, "record", "info", "passage_count", value=3), "2: the record counts 3 passages, and there are 1"
    ),
    "sentence outside": (put(2, "passages", 0, "sentences", value=[[0, 900]]), "2: a sentence of passage"),
    "digests that are no digests": (
        put(2, "record", "digests", value=[-1, 2**70]), "2: the digests are not those of its sentences"
    ),
    "digests without end": (
        put(2, "record", "digests", value=list(range(10_000))), "2: the digests are not those of its sentences"
    ),
    "sections": (put(2, "record", "sections", 0, "end", value=9), "2: the sections do not tile the text"),
    "words that nobody said": (put(2, "statements", 0, "content", value="that the gate was open"), "2: statement "),
    "a voice elsewhere": (put(2, "statements", 0, "cue_span", value=[0, 999]), "2: statement "),
    "a statement without words": (put(2, "statements", 0, "parts", value=[[-9, 3]]), "2: statement "),
    "no statements": (put(2, "statements", value=[]), "2: the record names other statements"),
    "statements": (put(2, "record", "said", value="[]"), "2: the record names other statements"),
    "removed": (put(2, "record", "state", value="removed"), "2: the record is not that of an exported report"),
    "revision": (put(2, "record", "revision", value=7), "2: the record is not that of an exported report"),
    "order": (with_line(swapped), "3: the reports are not in the order of their sources"),
    "a report twice": (with_line(doubled), "3: the reports are not in the order of their sources"),
    "vectors cut off": (put(2, "vectors", value=of_numbers(*ONE)), "2: the vectors are 64 bytes, not 3 of 16 numbers"),
    "vectors missing": (put(2, "vectors", value=None), "2: the vectors are 0 bytes, not 3 of 16 numbers"),
    "vectors are none": (put(2, "vectors", value="§"), "2: the vectors are not base64"),
    "not finite": (put(2, "vectors", value=of_numbers(*ONE, *ONE, *ONE[1:], np.nan)), "2: a vector has no length"),
    "too large": (put(2, "vectors", value=of_numbers(*ONE, *ONE, *ONE[1:], 3e38)), "2: a vector has no length"),
    "zeros": (put(2, "vectors", value=of_numbers(*ONE, *ONE, *[0.0] * DIMENSION)), "2: a vector has no length"),
    "unwanted vectors": (put(1, "vectors", value=False), "2: the vectors are 192 bytes, not none, says the first line"),
    "dimension": (put(1, "dimension", value=8), "1: the dimension of the vectors is not that of their model"),
    "newer format": (
        put(1, "mediaqa_corpus", value=2),
        "1: was exported by a newer mediaqa (format 2, schema 3; this one reads format 1, schema 3)",
    ),
    "newer schema": (
        with_line(lambda lines: lines[0].update(schema=4, colour="red")),
        "1: was exported by a newer mediaqa (format 1, schema 4; this one reads format 1, schema 3)",
    ),
    "older schema": (
        put(1, "schema", value=1),
        "1: was exported by an older mediaqa (format 1, schema 1; this one reads format 1, schema 3)",
    ),
    "fewer reports": (
        with_line(shortened), "5: there should be 4 reports and 4 passages, and are 3 and 3"
    ),
    "other blanks": (
        lambda data: data.replace(b'"passages":[', b'"passages": [', 1),
        "6: the lines are not those that were exported: their digest differs",
    ),
    "no footer's digest": (
        lambda data: data.replace(b'"sha256":"', b'"sha256":"0', 1),
        "6: the lines are not those that were exported: their digest differs",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_file_is_refused_by_line_and_nothing_of_it_gets_in(kind: str, empty: Corpus, file: Path) -> None:
    damage, message = DAMAGE[kind]
    file.write_bytes(damage(file.read_bytes()))
    empty.add(desk(5))
    revision = empty._library._store.ledger.revision()
    with pytest.raises(ExportError) as caught:
        empty.import_from(file)
    assert str(caught.value).startswith(f"{file}:{message}")
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert empty._library._store.ledger.revision() == revision
    assert ids(empty).keys() == {"desk/5"}


def test_export_from_before_there_were_statements_is_read(filled: Corpus, empty: Corpus, file: Path) -> None:
    file.write_bytes(put(1, "schema", value=2)(file.read_bytes()))
    empty.import_from(file)
    assert ids(empty) == ids(filled)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_that_is_changed_or_lost_is_noticed(data: st.DataObject, file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    torn = data.draw(st.sampled_from([whole[:place], whole[:place] + whole[place + 1 :]]))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    for damaged in (torn, bytes(changed)):
        (tmp_path / "damaged").write_bytes(damaged)
        with mediaqa.exportfile.ExportReader(tmp_path / "damaged") as reader, pytest.raises(ExportError):
            list(reader.reports())


@pytest.mark.parametrize("cut", [5, 40, -1])
def test_compressed_file_that_is_cut_off_is_refused(cut: int, filled: Corpus, empty: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl.gz"
    filled.export(path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ExportError, match="ends before its last line"):
        empty.import_from(path)
    assert ids(empty) == {}


def test_compressed_file_with_other_bytes_is_refused(filled: Corpus, empty: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl.gz"
    filled.export(path)
    path.write_bytes(path.read_bytes()[:-5] + b"\0\0\0\0\0")
    with pytest.raises(ExportError, match=r"corpus\.jsonl\.gz: cannot be read: "):
        empty.import_from(path)
    assert ids(empty) == {}


def test_line_that_would_take_too_much_memory_is_neither_read_nor_written(
    filled: Corpus, empty: Corpus, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (mediaqa.exported, mediaqa.exportfile):
        monkeypatch.setattr(module, "LONGEST_LINE", 600)
    with pytest.raises(ExportError, match=r"corpus\.jsonl:2: the line is longer than 600 bytes"):
        empty.import_from(file)
    with pytest.raises(ExportError, match=r"other\.jsonl: desk/0: the line is longer than 600 bytes") as caught:
        filled.export(tmp_path / "other.jsonl")
    assert "vectors=False" in caught.value.hint
    monkeypatch.undo()
    monkeypatch.setattr(mediaqa.exported, "MOST_VALUES", 30)
    file.write_bytes(file.read_bytes().replace(b'"bounds":[', b'"bounds":[' + b"0," * 40, 1))
    with pytest.raises(ExportError, match=r"corpus\.jsonl:2: the line holds more than 30 values"):
        empty.import_from(file)


INFO = {"id": "x", "source": "s", "title": "t"}


@pytest.mark.parametrize(
    "line",
    [
        {"record": {}, "passages": [0] * 1000},
        {"record": {"info": INFO | {"tags": [0] * 1000}}, "passages": []},
        {"record": {"info": INFO | {"metadata": dict.fromkeys("abcdefgh")}}, "passages": []},
    ],
)
def test_mistakes_are_not_gathered_in_memory(line: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        mediaqa.exported._reader()(json.dumps(line).encode())
    assert caught.value.error_count() < 6


def test_path_that_cannot_be_used_is_told(filled: Corpus, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="absent: cannot be read: No such file"):
        filled.import_from(tmp_path / "absent")
    with pytest.raises(ExportError, match="is not a file"):
        filled.import_from(tmp_path)
    with pytest.raises(ExportError, match="is not a file"):
        filled.export(tmp_path)
    with pytest.raises(ExportError, match=r"x\.jsonl: cannot be written: No such file"):
        filled.export(tmp_path / "absent" / "x.jsonl")
    with pytest.raises(ExportError, match="is not a file"):
        filled.export("/dev/null")


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
def test_full_disk_leaves_the_target_as_it_was(
    failing: str, name: str, filled: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / name).write_text("the backup of yesterday")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "write":
        real = mediaqa.exportfile.ExportWriter.write
        written: list[bytes] = []

        def write(writer: mediaqa.exportfile.ExportWriter, line: bytes) -> None:
            written.append(line)
            if len(written) > 2:
                monkeypatch.setattr(writer, "_file", FullDisk(writer._file))
            real(writer, line)

        monkeypatch.setattr(mediaqa.exportfile.ExportWriter, "write", write)
    elif failing == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError, match="cannot be written: No space left on device"):
        filled.export(folder / name)
    monkeypatch.undo()
    assert (folder / name).read_text() == "the backup of yesterday"
    assert [path.name for path in folder.iterdir()] == [name]
    filled.export(folder / name)
    assert [path.name for path in folder.iterdir()] == [name]


class FullDisk:
    """A file that takes nothing more."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def write(self, _: bytes) -> None:
        raise OSError(28, "No space left on device")

    def close(self) -> None:
        self.inner.close()


def test_link_to_a_file_stays_a_link(filled: Corpus, file: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "elsewhere" / "real.jsonl")
    filled.export(tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "elsewhere" / "real.jsonl").read_bytes() == file.read_bytes()


def test_report_that_is_not_whole_is_not_exported(filled: Corpus, file: Path) -> None:
    before = file.read_bytes()
    store = filled._library._store
    (row,) = store.snapshot().live[ids(filled)["desk/2"]].passage_rows
    with store.writing() as writer:
        passages = writer.connection.generation.passages
        found = passages.rows([row])[row]
        stored = passages.vectors([row])[row]
        passages.upsert([found._replace(text=found.text.replace("shut", "open"))], stored[None, :])
    with pytest.raises(CorpusDamagedError, match="desk/2: the text is not the one that the report's id stands for"):
        filled.export(file)
    with store.writing() as writer:
        writer.connection.generation.passages.delete([row])
    with pytest.raises(CorpusDamagedError):
        filled.export(file)
    assert file.read_bytes() == before


def test_progress_is_told_and_an_error_in_it_leaves_nothing(
    small_batches: None, filled: Corpus, empty: Corpus, tmp_path: Path
) -> None:
    told: list[Progress] = []
    filled.export(tmp_path / "corpus.jsonl", on_progress=told.append)
    assert [(step.stage, step.done, step.total) for step in told] == [("exporting", n, 4) for n in range(5)]
    told.clear()
    empty.import_from(tmp_path / "corpus.jsonl", on_progress=told.append)
    assert [(step.done, step.total) for step in told if step.stage == "importing"] == [(n, 4) for n in range(5)]
    checks = [step for step in told if step.stage == "checking"]
    assert checks[-1].done <= checks[-1].total == (tmp_path / "corpus.jsonl").stat().st_size

    def stop(step: Progress) -> None:
        if step.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.export(tmp_path / "stopped.jsonl", on_progress=stop)
    assert not [*tmp_path.glob("stopped*"), *tmp_path.glob(".mediaqa*")]
    filled.remove(ids(filled)["desk/0"])
    filled.remove(ids(filled)["desk/3"])
    with pytest.raises(KeyboardInterrupt):
        filled.import_from(tmp_path / "corpus.jsonl", on_progress=stop)
    assert ids(filled).keys() == {"desk/0", "desk/1", "desk/2"}


def test_reports_that_change_during_an_export_are_whole_in_one_version(
    small_batches: None, filled: Corpus, empty: Corpus, tmp_path: Path
) -> None:
    def disturb(step: Progress) -> None:
        if step.done == 1:
            filled.add(desk(0, "A newer text about gate 0."), desk(2, "A newer text about gate 2."), desk(9))
            filled.remove(ids(filled)["desk/3"])

    assert filled.export(tmp_path / "corpus.jsonl", on_progress=disturb).reports == 3
    empty.import_from(tmp_path / "corpus.jsonl")
    assert {info.source: empty.report(info.id).text for info in empty.reports()} == {
        "desk/0": desk(0).text,
        "desk/1": desk(1).text,
        "desk/2": "A newer text about gate 2.",
    }


def test_export_is_not_torn_by_another_process(filled: Corpus, empty: Corpus, tmp_path: Path) -> None:
    report = tmp_path / "gate.txt"
    for number in (1, 2):
        report.write_text(" ".join(f"Version {number} has sentence {i} about the gate of Sarn." for i in range(400)))
        if number == 1:
            filled.add(report)
    store, code = filled._library._store, str(WORKERS / "corpus_worker.py")
    (first,) = (id_ for source, id_ in ids(filled).items() if source == str(report))
    read = mediaqa.transferring._exported
    done: list[str] = []

    def disturbed(view: View, record: Any, *, vectors: bool) -> Any:
        if record.info.source == str(report) and not done:
            done.append(record.id)
            subprocess.run([sys.executable, code, "add", str(store.folder), str(report)], check=True)
        return read(view, record, vectors=vectors)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mediaqa.transferring, "_exported", disturbed)
        filled.export(tmp_path / "corpus.jsonl")
    assert done == [first]
    empty.import_from(tmp_path / "corpus.jsonl")
    (text,) = (empty.report(id_).text for source, id_ in ids(empty).items() if source == str(report))
    assert text in {report.read_text(), report.read_text().replace("Version 2", "Version 1")}


def test_export_ends_when_the_model_is_changed_under_it(small_batches: None, filled: Corpus, file: Path) -> None:
    before = file.read_bytes()

    def disturb(step: Progress) -> None:
        if step.done == 1 and step.stage == "exporting":
            filled.reembed(ScriptedEmbedder("two"))

    with pytest.raises(EmbeddingMismatchError, match="reembedded during the export"):
        filled.export(file, on_progress=disturb)
    assert file.read_bytes() == before
    assert filled.export(file).reports == 4


def test_import_ends_when_the_model_is_changed_under_it(small_batches: None, file: Path, empty: Corpus) -> None:
    def disturb(step: Progress) -> None:
        if step.stage == "importing" and step.done == 1:
            empty.reembed(ScriptedEmbedder("two"))

    with pytest.raises(EmbeddingMismatchError, match="reembedded with another model"):
        empty.import_from(file, on_progress=disturb)
    assert empty.import_from(file).reembedded
    assert found_by_own_vector(empty) == passage_ids(empty)


@pytest.mark.parametrize("calls", [1, 2, 3, 4, 6, 9, 12, 15, 18])
def test_killed_import_leaves_whole_reports_and_goes_on(calls: int, filled: Corpus, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    with opened(folder) as other:
        other.add(desk(2, "An older text about gate 2."), desk(7))
    command = [sys.executable, str(WORKERS / "transfer_worker.py"), str(folder), str(file), str(calls)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    with opened(folder) as other:
        for info in other.reports():
            texts = {desk(int(info.source[-1])).text, "An older text about gate 2."}
            assert other.report(info.id).text in texts
        assert {"desk/2", "desk/7"} <= ids(other).keys()
        result = other.import_from(file)
        assert len(result.added + result.changed + result.unchanged) == 4
        assert ids(other) == {**ids(filled), "desk/7": ids(other)["desk/7"]}
        assert found_by_own_vector(other) == passage_ids(other)
        assert other.check().problems == ()


def test_async_twins_do_the_same_and_can_be_cancelled(
    small_batches: None, filled: Corpus, empty: Corpus, tmp_path: Path
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(step: Progress) -> None:
        begun.set()
        go_on.wait(10)

    async def cancelled(work: Any) -> None:
        begun.clear()
        go_on.clear()
        task = asyncio.ensure_future(work)
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()

    async def run() -> None:
        assert (await filled.aexport(tmp_path / "corpus.jsonl")).reports == 4
        await cancelled(filled.aexport(tmp_path / "no.jsonl", on_progress=wait))
        await cancelled(empty.aimport_from(tmp_path / "corpus.jsonl", on_progress=wait))
        filled.close()  # waits for the threads
        assert not (tmp_path / "no.jsonl").exists()
        assert len((await empty.aimport_from(tmp_path / "corpus.jsonl")).added) > 0

    asyncio.run(run())
    assert len(empty.reports()) == 4
