import itertools
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mediaqa.errors import LexicalIndexError, StoreError
from mediaqa.lexical import LexicalDocument, LexicalIndex, fields, snapshot
from mediaqa.values import Language, passage_id

TEXTS = (
    "Andrey Kortunov told Kommersant that the diplomats had expected the break.",
    "Brussels expelled eight Russian diplomats in October, officials said.",
    "The mission's closure was announced by the ministry.",
    "An editorial blamed NATO for the closure of the mission in Moscow.",
    "Grain exports through the port rose again, the newspaper wrote.",
)


def document(
    number: int,
    text: str,
    *,
    source: str | None = None,
    context: str = "",
    section: str | None = None,
    language: Language | None = "en",
) -> LexicalDocument:
    report = f"{number:016x}"
    return LexicalDocument(
        passage_id=passage_id(report, 0, len(text)),
        report_id=report,
        source=source or f"source {number}",
        context=context,
        text=text,
        section=section,
        language=language,
    )


def documents(*texts: str, language: Language | None = "en") -> list[LexicalDocument]:
    return [document(number, text, language=language) for number, text in enumerate(texts)]


def numbers(hits: Iterable[tuple[str, float]]) -> list[int]:
    return [int(id_.partition(":")[0], 16) for id_, _ in hits]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    return LexicalIndex(tmp_path / "lexical")


def filled(index: LexicalIndex, added: Iterable[LexicalDocument], *, mark: int = 1) -> LexicalIndex:
    index.update(drop=(), add=added, mark=mark)
    return index


# What is found


def test_hit_is_a_passage_id_with_a_positive_score(index: LexicalIndex) -> None:
    ((id_, score),) = filled(index, documents(*TEXTS)).search("Kortunov", limit=5)
    assert id_ == f"{0:016x}:0-{len(TEXTS[0])}"
    assert score > 0
    assert score == round(score, 6)


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("en", "The diplomats were expelled.", "expelling a diplomat"),
        ("ru", "Дипломаты покинули Брюссель.", "дипломатов выслали"),
        ("ru", "Кортунов дал интервью.", "интервью Кортунова"),
        ("ru", "Всё решил самолёт.", "самолет"),
        ("ru", "САМОЛЕТ сел.", "Самолёты"),
        (None, "Die Diplomaten verlassen Brüssel.", "Diplomaten"),
        (None, "Die Diplomaten verlassen Brüssel.", "brussel"),
        (None, "代表团离开布鲁塞尔。", "布鲁塞尔"),
        ("en", "Aleksandar Vučić spoke.", "Vucic"),
        ("en", "The U.S. withdrew.", "What did the US do?"),
        ("en", "The US withdrew.", "u.s.a. u.s."),
        ("en", "NATO’s mission closed.", "NATO"),
        ("en", "Russia-NATO relations ended.", "nato"),
        ("en", "It sent 1,250 men and S-400 systems.", "1250 s-400"),
        ("en", "Cafe\u0301 owners protested.", "café"),
    ],
)
def test_form_of_a_word_in_the_question_finds_the_form_in_the_text(
    index: LexicalIndex, language: Language | None, text: str, question: str
) -> None:
    other = document(7, "Совсем другое: entirely unrelated", language=language)
    filled(index, [document(3, text, language=language), other])
    assert numbers(index.search(question, limit=5)) == [3]


def test_report_of_an_unknown_language_is_not_stemmed(index: LexicalIndex) -> None:
    filled(index, documents("Diplomats left.", language=None))
    assert index.search("diplomat", limit=5) == []
    assert numbers(index.search("diplomats", limit=5)) == [0]


def test_context_is_searched_like_the_text(index: LexicalIndex) -> None:
    filled(index, [document(1, "He blamed it.", context="Baltic Media Digest"), document(2, "He praised it.")])
    assert numbers(index.search("Baltic digest", limit=5)) == [1]


def test_neighbouring_words_rank_above_the_same_words_apart(index: LexicalIndex) -> None:
    filled(index, documents("defence of the city and a minister", "a defence minister of the city and"))
    assert numbers(index.search("defence minister", limit=2)) == [1, 0]


def test_question_words_do_not_count_beside_others(index: LexicalIndex) -> None:
    filled(index, documents("Who knows what they were and where they did it?", "Brussels."))
    assert numbers(index.search("Who blamed what on Brussels?", limit=1)) == [1]


def test_question_of_nothing_but_question_words_still_finds(index: LexicalIndex) -> None:
    filled(index, documents("Who knows where.", "Brussels."))
    assert numbers(index.search("who? where?", limit=5)) == [0]


@pytest.mark.parametrize("question", ["", "   \n", "?!", "—", "👍", "\u200b", "«»"])
def test_question_without_a_word_finds_nothing(index: LexicalIndex, question: str) -> None:
    assert filled(index, documents(*TEXTS)).search(question, limit=5) == []


@pytest.mark.parametrize(
    "question",
    [
        "NATO's -mission",
        '"closure of the mission"',
        "closure AND mission OR (NOT",
        "text:mission^2 [a TO b] /re/ mis*",
        "mission \ud800 👍",
        "закрытие mission",
        "mission " * 1250,
        "mission\x00closure",
    ],
)
def test_any_text_is_a_question(index: LexicalIndex, question: str) -> None:
    assert 3 in numbers(filled(index, documents(*TEXTS)).search(question, limit=5))


def test_long_question_is_searched_by_its_rarest_words(index: LexicalIndex) -> None:
    filler = [f"common{number}" for number in range(100)]
    rare = document(9, "Kortunov")
    filled(index, [rare, *(document(20 + n, " ".join(filler)) for n in range(3))])
    assert 9 in numbers(index.search(" ".join([*filler, *map(str, range(900)), "Kortunov"]), limit=4))


@hypothesis_settings(max_examples=60)
@given(question=st.text(max_size=200), language=st.sampled_from(["en", "ru", None]))
def test_text_is_found_by_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, question: str, language: Language | None
) -> None:
    index = LexicalIndex(tmp_path_factory.mktemp("words"))
    filled(index, [document(1, question, language=language)])
    has_word = any(character.isalnum() for character in question)
    found = numbers(index.search(question, limit=3))
    assert found == [1] if has_word and question.isascii() else found in ([], [1])


# The order of hits


def test_ties_are_broken_by_id_wherever_the_limit_cuts(index: LexicalIndex) -> None:
    shuffled = [document(number, "the same words") for number in range(200)]
    random.Random(1).shuffle(shuffled)
    for mark, start in enumerate(range(0, 200, 50), start=1):
        index.update(drop=(), add=shuffled[start : start + 50], mark=mark)
    for limit in (1, 10, 199, 200, 300):
        assert numbers(index.search("same words", limit=limit)) == list(range(min(limit, 200)))


WORDS = ("nato", "mission", "brussels", "october", "eight", "diplomats", "blamed", "the", "of")


@hypothesis_settings(max_examples=25)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=2, max_size=30),
    seed=st.integers(0, 99),
    batch=st.integers(1, 10),
)
def test_scores_depend_neither_on_the_order_nor_on_the_batches(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], seed: int, batch: int
) -> None:
    folder = tmp_path_factory.mktemp("order")
    added = documents(*texts)
    one = filled(LexicalIndex(folder / "one"), added)
    random.Random(seed).shuffle(added)
    many = LexicalIndex(folder / "many")
    for mark, start in enumerate(range(0, len(added), batch), start=1):
        many.update(drop=(), add=added[start : start + batch], mark=mark)
    for question in ("nato mission", "the eight diplomats of brussels", "october"):
        assert one.search(question, limit=7) == many.search(question, limit=7)


# Filters


def large(index: LexicalIndex) -> LexicalIndex:
    chosen = random.Random(5)
    return filled(
        index,
        [
            document(n, " ".join(chosen.choices(WORDS, k=20)), section=f"Part {n % 50}" if n % 2 else None)
            for n in range(1500)
        ],
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    return large(LexicalIndex(tmp_path_factory.mktemp("many")))


QUESTION = "eight diplomats blamed nato"


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("count", [1, 30, 700, 1499])
def test_filter_by_report_leaves_the_scores_as_they_are(
    many: LexicalIndex, monkeypatch: pytest.MonkeyPatch, count: int, few: int
) -> None:
    monkeypatch.setattr(snapshot, "FEW_REPORTS", few)
    reports = {f"{number:016x}" for number in random.Random(count).sample(range(1500), count)}
    everything = many.search(QUESTION, limit=1500)
    expected = [hit for hit in everything if hit[0][:16] in reports][:20]
    assert many.search(QUESTION, limit=20, reports=reports) == expected
    assert many.search(QUESTION, limit=20, reports=sorted(reports)) == expected


def test_filter_by_report_reaches_the_last_hits(many: LexicalIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "FEW_REPORTS", 0)
    last = many.search(QUESTION, limit=1500)[-1]
    assert many.search(QUESTION, limit=1, reports=[last[0][:16]]) == [last]


def test_filter_by_section_asks_about_titles(many: LexicalIndex) -> None:
    hits = many.search(QUESTION, limit=1500, sections=lambda title: title.endswith("7"))
    assert hits
    assert {number % 50 for number in numbers(hits)} <= {7, 17, 27, 37, 47}
    everything = dict(many.search(QUESTION, limit=1500))
    assert all(everything[id_] == score for id_, score in hits)


def test_filter_by_passage_fills_up_to_the_limit(many: LexicalIndex) -> None:
    everything = many.search(QUESTION, limit=1500)
    expected = [hit for hit in everything if int(hit[0][:16], 16) % 60 == 0][:20]
    assert many.search(QUESTION, limit=20, admits=lambda id_: int(id_[:16], 16) % 60 == 0) == expected


def test_filters_together_admit_what_passes_all(many: LexicalIndex) -> None:
    reports = [f"{number:016x}" for number in range(300)]
    hits = many.search(
        QUESTION,
        limit=50,
        reports=reports,
        sections=lambda title: title == "Part 7",
        admits=lambda id_: id_[15] != "7",
    )
    assert sorted(numbers(hits)) == [n for n in range(300) if n % 50 == 7 and f"{n:016x}"[15] != "7"]


def test_nothing_passes_an_empty_filter(many: LexicalIndex) -> None:
    assert many.search(QUESTION, limit=5, reports=[]) == []
    assert many.search(QUESTION, limit=5, sections=lambda _: False) == []
    assert many.search(QUESTION, limit=5, admits=lambda _: False) == []
    assert many.search(QUESTION, limit=5, reports=[f"{5000:016x}"]) == []
    assert many.search(QUESTION, limit=0) == []


def test_rarity_is_one_for_an_unknown_word_and_falls_with_frequency(index: LexicalIndex) -> None:
    assert index.rarity("mission") == 1.0
    filled(index, documents(*TEXTS))
    assert index.rarity("Lavrov") == 1.0
    assert 1.0 > index.rarity("Kortunov's") > index.rarity("missions") > index.rarity("the") > 0.0


# Writing


def test_new_index_is_empty_and_leaves_no_files(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "lexical")
    assert (index.mark, index.document_count, index.deleted_share) == (0, 0, 0.0)
    assert index.search("anything", limit=5) == []
    assert list(tmp_path.iterdir()) == []


def test_update_drops_and_adds_and_moves_the_mark(index: LexicalIndex) -> None:
    filled(index, documents(*TEXTS), mark=3)
    index.update(drop=["source 3", "no such source"], add=[document(8, "A new mission")], mark=5)
    assert index.mark == 5
    assert index.document_count == len(TEXTS)
    assert numbers(index.search("mission", limit=5)) == [8, 2]


def test_new_version_of_a_source_replaces_the_old_one(index: LexicalIndex) -> None:
    filled(index, [document(1, "old mission", source="a"), document(2, "old mission too", source="a")])
    index.update(drop=(), add=[document(3, "new mission", source="a")], mark=2)
    assert numbers(index.search("mission", limit=5)) == [3]


def test_update_made_twice_is_made_once(index: LexicalIndex) -> None:
    filled(index, documents(*TEXTS))
    for _ in range(2):
        index.update(drop=["source 0"], add=[document(5, "mission"), document(6, "mission", source="x")], mark=2)
    assert index.document_count == 6
    assert sorted(numbers(index.search("mission", limit=9))) == [2, 3, 5, 6]


def test_source_of_any_length_can_be_dropped(index: LexicalIndex) -> None:
    source = "/a long path/" + "é " * 2000
    filled(index, [document(1, "mission", source=source), document(2, "mission")])
    index.update(drop=[source], add=(), mark=2)
    assert numbers(index.search("mission", limit=5)) == [2]


def test_update_after_clear_begins_with_an_empty_index(index: LexicalIndex) -> None:
    filled(index, documents(*TEXTS))
    index.clear()
    assert (index.mark, index.document_count) == (0, 0)
    filled(index, [document(9, "mission")], mark=4)
    assert (index.mark, index.document_count) == (4, 1)


def test_index_whose_mark_is_lost_is_not_added_to(index: LexicalIndex, tmp_path: Path) -> None:
    filled(index, documents(*TEXTS))
    (tmp_path / "lexical" / "mark.json").unlink()
    assert index.mark == 0
    filled(index, [document(9, "mission")])
    assert numbers(index.search("mission", limit=5)) == [9]


@pytest.mark.parametrize("mark", [0, -1])
def test_mark_of_an_update_counts_from_one(index: LexicalIndex, mark: int) -> None:
    with pytest.raises(ValueError, match="counts from 1"):
        index.update(drop=(), add=(), mark=mark)


@pytest.mark.parametrize("id_", ["", "x", f"{1:016x}", f"{1:016x}:1", f"{2:016x}:0-9", f"{1:016x}:00-9", "1:0-9"])
def test_id_that_could_not_be_given_back_is_refused(id_: str) -> None:
    with pytest.raises(ValueError, match=r"id|literal"):
        LexicalDocument(passage_id=id_, report_id=f"{1:016x}", source="s", context="", text="")


def failing(added: Iterable[LexicalDocument]) -> Iterator[LexicalDocument]:
    yield from added
    raise StoreError("Chroma went away")


def test_failed_update_changes_nothing_and_lets_go_of_the_index(index: LexicalIndex) -> None:
    filled(index, documents(*TEXTS))
    with pytest.raises(StoreError) as kept:
        index.update(drop=["source 3"], add=failing([document(9, "mission")]), mark=2)
    assert index.mark == 1
    assert sorted(numbers(index.search("mission", limit=5))) == [2, 3]
    index.update(drop=(), add=[document(9, "mission")], mark=2)  # while the traceback still holds the frames
    assert kept.value is not None
    assert sorted(numbers(index.search("mission", limit=5))) == [2, 3, 9]


def test_few_deleted_documents_stay_and_many_are_cleaned_out(index: LexicalIndex) -> None:
    added = [document(number, " ".join(WORDS[: 2 + number % 7]), section="A") for number in range(100)]
    filled(index, added)
    index.update(drop=[f"source {number}" for number in range(9)], add=(), mark=2)
    assert 0.08 < index.deleted_share < 0.1
    index.update(drop=[f"source {number}" for number in range(20)], add=(), mark=3)
    assert index.deleted_share == 0.0
    assert index.document_count == 80


def test_cleaned_index_scores_like_a_new_one(index: LexicalIndex, tmp_path: Path) -> None:
    added = [document(n, " ".join(WORDS[n % 3 : 3 + n % 7]), section=f"Part {n % 2}") for n in range(60)]
    filled(index, added)
    index.update(drop=[document_.source for document_ in added[:30]], add=(), mark=2)
    fresh = filled(LexicalIndex(tmp_path / "fresh"), added[30:])
    for question in ("nato mission", "the eight diplomats"):
        assert index.search(question, limit=40) == fresh.search(question, limit=40)
    titled = index.search("mission", limit=40, sections=lambda title: title == "Part 1")
    assert titled == fresh.search("mission", limit=40, sections=lambda title: title == "Part 1")


# Damage


def damaged(folder: Path, pattern: str, change: str) -> None:
    for path in sorted((folder / "index").glob(pattern)):
        content = path.read_bytes()
        if change == "missing":
            path.unlink()
        else:
            path.write_bytes(content[: len(content) // 2] if change == "cut" else b"\0" * len(content))


@pytest.mark.parametrize("change", ["missing", "cut", "zeros"])
@pytest.mark.parametrize("pattern", ["meta.json", "*.term", "*.idx", "*.fast", "*.store", "*"])
def test_corrupt_index_has_mark_zero_and_is_made_anew(tmp_path: Path, pattern: str, change: str) -> None:
    filled(LexicalIndex(tmp_path), documents(*TEXTS))
    damaged(tmp_path, pattern, change)
    index = LexicalIndex(tmp_path)
    assert index.mark == 0
    assert index.search("mission", limit=5) == []
    filled(index, documents(*TEXTS), mark=7)
    assert index.mark == 7
    assert numbers(index.search("mission", limit=5)) == [2, 3]


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"format": "1 tantivy 0.0.0", "mark": 3}', "\udcff"])
def test_mark_that_says_something_else_is_no_mark(tmp_path: Path, content: str) -> None:
    filled(LexicalIndex(tmp_path), documents(*TEXTS))
    (tmp_path / "mark.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    assert LexicalIndex(tmp_path).mark == 0


def test_index_of_another_format_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(LexicalIndex(tmp_path), documents(*TEXTS))
    monkeypatch.setattr(snapshot, "FORMAT", "2")
    assert LexicalIndex(tmp_path).mark == 0


def test_search_that_fails_sets_the_mark_to_zero(tmp_path: Path) -> None:
    filled(LexicalIndex(tmp_path), documents(*TEXTS))
    damaged(tmp_path, "*.pos", "missing")  # opened only when it is read
    index = LexicalIndex(tmp_path)
    assert index.mark == 1
    with pytest.raises(LexicalIndexError) as failure:
        index.search("mission", limit=5)
    assert isinstance(failure.value.__cause__, ValueError)
    assert index.mark == 0
    assert numbers(filled(index, documents(*TEXTS)).search("mission", limit=5)) == [2, 3]


def test_update_that_tantivy_refuses_leaves_no_mark(tmp_path: Path) -> None:
    index = filled(LexicalIndex(tmp_path), documents(*TEXTS))
    assert index.mark == 1  # open, so that the damage goes unnoticed at first
    damaged(tmp_path, "*.idx", "missing")
    with pytest.raises(LexicalIndexError):
        index.update(drop=["source 1"], add=(), mark=2)
    assert index.mark == 0
    filled(index, documents(*TEXTS))
    assert index.document_count == len(TEXTS)


def test_folder_that_cannot_be_made_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LexicalIndexError, match="file"):
        filled(LexicalIndex(tmp_path / "file"), documents(*TEXTS))


def test_panic_of_tantivy_is_our_error_and_an_interrupt_is_not() -> None:
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(LexicalIndexError, match="here: out of bounds"), fields.translated("here"):
        raise panic("out of bounds")
    with pytest.raises(KeyboardInterrupt), fields.translated("here"):
        raise KeyboardInterrupt


# Threads and processes


def test_other_object_on_the_folder_sees_each_update_at_once(tmp_path: Path) -> None:
    writer, reader = LexicalIndex(tmp_path), LexicalIndex(tmp_path)
    for mark in range(1, 6):
        writer.update(drop=(), add=[document(mark, "mission")], mark=mark)
        assert reader.mark == mark
        assert len(reader.search("mission", limit=9)) == mark
    writer.clear()
    assert reader.mark == 0
    assert reader.search("mission", limit=9) == []
    filled(writer, [document(7, "mission")], mark=5)
    assert numbers(reader.search("mission", limit=9)) == [7]


def test_searching_threads_see_whole_updates_only(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    words = [f"generation{number}" for number in range(12)]
    batches = [[document(n, f"mission {word}", source=f"s{n}") for n in range(30)] for word in words]
    filled(index, batches[0])
    done = threading.Event()
    wrong: list[object] = []

    def search() -> None:
        while not done.is_set():
            try:
                if (found := len(index.search("mission", limit=50))) != 30:
                    wrong.append(found)
            except BaseException as error:
                wrong.append(error)
                raise

    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    for mark, batch in enumerate(batches[1:], start=2):
        index.update(drop=(), add=batch, mark=mark)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(index.search(words[-1], limit=50)) == 30


WRITER = """
import sys
from pathlib import Path
from mediaqa.lexical import LexicalDocument, LexicalIndex
index = LexicalIndex(Path(sys.argv[1]))
def add(number, mark):
    report = f"{number:016x}"
    return LexicalDocument(passage_id=f"{report}:0-9", report_id=report, source=f"source {number}", context="",
                           text=f"mission word{mark}", language="en")
print("ready", flush=True)
while True:
    mark = index.mark + 1
    index.update(drop=[f"source {mark - 5}"], add=[add(mark, mark), add(100_000, mark)], mark=mark)
"""


def test_writer_killed_at_any_moment_leaves_a_true_index(tmp_path: Path) -> None:
    moments = random.Random(3)
    reader = LexicalIndex(tmp_path)
    mark = 0
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            while reader.mark <= mark and writer.poll() is None:
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
        assert reader.mark > mark
        mark = reader.mark
        found = set(numbers(LexicalIndex(tmp_path).search("mission", limit=50)))
        kept = {*range(max(1, mark - 4), mark + 1), 100_000}
        # Never less than the mark promises; a commit that was not marked yet may be seen already.
        assert found in (kept, {*range(max(1, mark - 3), mark + 2), 100_000})
    reader.update(drop=(), add=[document(mark + 1, "mission"), document(100_000, "mission")], mark=mark + 1)
    assert len(reader.search("mission", limit=50)) == len(found | {mark + 1})


def test_files_of_a_commit_that_was_cut_short_are_not_in_the_way(tmp_path: Path) -> None:
    index = filled(LexicalIndex(tmp_path), [document(number, "mission") for number in range(40)])
    before = {name: (tmp_path / name).read_bytes() for name in ("index/meta.json", "mark.json")}
    index.update(drop=["source 3"], add=(), mark=2)
    for name, content in before.items():  # killed after the files were written, before they counted
        (tmp_path / name).write_bytes(content)
    killed = LexicalIndex(tmp_path)
    assert (killed.mark, killed.document_count) == (1, 40)
    killed.update(drop=["source 3"], add=(), mark=2)
    assert (killed.mark, killed.document_count) == (2, 39)


def test_update_of_another_process_is_seen_and_its_lock_is_not_left(tmp_path: Path) -> None:
    reader = filled(LexicalIndex(tmp_path), [document(1, "mission")])
    code = WRITER.replace("while True:", "for _ in range(3):")
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True)
    assert reader.mark == 4
    assert sorted(numbers(reader.search("mission", limit=9))) == [1, 2, 3, 4, 100_000]
    reader.update(drop=(), add=[document(9, "mission")], mark=5)
    assert len(reader.search("mission", limit=9)) == 6


def test_copy_of_the_folder_is_an_index(tmp_path: Path) -> None:
    filled(LexicalIndex(tmp_path / "one"), documents(*TEXTS), mark=2)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    copied = LexicalIndex(tmp_path / "two")
    assert copied.mark == 2
    assert numbers(copied.search("mission", limit=5)) == [2, 3]


def test_many_small_updates_leave_few_files(index: LexicalIndex, tmp_path: Path) -> None:
    for mark, number in zip(itertools.count(1), range(24), strict=False):
        index.update(drop=(), add=[document(number, "mission")], mark=mark)
    assert index.document_count == 24
    assert len(list((tmp_path / "lexical" / "index").iterdir())) < 100


def test_common_words_are_left_out_beside_rarer_ones_in_a_large_index(
    index: LexicalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediaqa.lexical.snapshot.LARGE", 10)
    texts = [f"The harbour stood quiet on day {number}." for number in range(19)] + ["The harbour gate was shut."]
    index.update(drop=[], add=documents(*texts), mark=1)
    assert numbers(index.search("harbour gate", limit=50)) == [19]
    assert len(index.search("harbour", limit=50)) == 20
