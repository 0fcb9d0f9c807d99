"""Who says what in a corpus: statements and voices over several reports, searched, filtered, counted once."""

import asyncio
import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from mediaqa import Corpus, Passage, ReportInfo, Settings
from mediaqa.embedding import StaticEmbedder
from mediaqa.errors import CorpusDamagedError, FilterError, QuestionError, ReportNotFoundError, SettingsError
from mediaqa.sayings import Sayings
from mediaqa.searching import Wanted
from mediaqa.store.chroma import Collection, Row
from mediaqa.store.records import Entry, Record, Snapshot
from mediaqa.store.views import View
from mediaqa.voices import StatementHit

GATES = """---
title: The Gates of Sarn
date: 2023-05-14
---

# The gates

The engineer Orla Venn, as quoted in the Harbour Post, blames the ministry for the flood at Sarn. She adds:

> The gates were painted every spring. Nobody opened them once in nine years.

Minister Ilan Dace denied on 12 May that the gates had been neglected. "They were inspected in March," he told \
Radio Vesk.

# The town

Officials in Sarn believe that the old bridge cannot be saved.
"""
MONEY = """---
title: Who Pays for Sarn
date: 2023-06-02
---

According to Venn, the repairs will take two years. Dace promised in the Harbour Post of 30 May that the state would \
pay. Tomas Dace, a lawyer, warned that the state had paid for nothing so far.
"""
REPRINT = """---
title: Sarn, a Reprint
date: 2023-06-20
---

Minister Ilan Dace denied on 12 May that the gates had been neglected. Two other reports were lost in the post. \
The weather stayed dry until the end of the month.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Three reports of one flood."""
    folder = tmp_path_factory.mktemp("told")
    with Corpus.open(folder / "corpus") as corpus:
        for name, text in (("gates", GATES), ("money", MONEY), ("reprint", REPRINT)):
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
            corpus.add(folder / f"{name}.md")
        yield corpus


def said(hits: list[StatementHit]) -> list[tuple[str | None, str]]:
    return [(hit.voice, " ".join(hit.content.split())) for hit in hits]


def test_all_that_one_voice_says_over_several_reports_the_earliest_first(told: Corpus) -> None:
    assert said(told.statements(speaker="Venn")) == [
        ("Orla Venn", "the ministry for the flood at Sarn"),
        ("Orla Venn", "The gates were painted every spring. Nobody opened them once in nine years."),
        ("Orla Venn", "the repairs will take two years"),
    ]


def test_every_statement_stands_at_its_place(told: Corpus) -> None:
    for hit in told.statements():
        text = told.report(hit.report.id).text
        assert text[hit.start : hit.end] == hit.content
        assert hit.passage_id in {passage.id for passage in passages_of(told, hit.report.id)}
        assert hit.link == f"mediaqa show {hit.report.id} --at {hit.start}-{hit.end}"


def passages_of(corpus: Corpus, report: str) -> list[Passage]:
    return [hit.passage for hit in corpus.search("the flood at Sarn", report=report, limit=50)]


def test_speaker_outlet_and_date_are_kept_apart(told: Corpus) -> None:
    first, *_ = told.statements(speaker="Orla Venn")
    assert (first.speaker, first.outlet, first.stated_on) == ("Orla Venn", "Harbour Post", None)
    assert (first.report.title, first.section) == ("The Gates of Sarn", "The gates")
    denial = next(hit for hit in told.statements(speaker="Ilan Dace") if hit.stance == "denies")
    assert (denial.stated_on, denial.stated_as_written) == (dt.date(2023, 5, 12), "12 May")


def test_two_of_one_last_name_stay_two(told: Corpus) -> None:
    assert {voice for voice, _ in said(told.statements(speaker="Tomas Dace"))} == {"Tomas Dace"}
    assert {voice for voice, _ in said(told.statements(speaker="Ilan Dace"))} == {"Ilan Dace"}
    assert {voice for voice, _ in said(told.statements(speaker="Dace"))} == {"Ilan Dace", "Tomas Dace", "Dace"}


def test_what_a_reprint_says_again_counts_once(told: Corpus) -> None:
    denials = [hit for hit in told.statements(speaker="Ilan Dace") if hit.stance == "denies"]
    assert [hit.content for hit in denials] == ["that the gates had been neglected"]
    assert (denials[0].report.title, denials[0].stated_on) == ("The Gates of Sarn", dt.date(2023, 5, 12))
    assert [other.report.title for other in denials[0].also] == ["Sarn, a Reprint"]
    other = denials[0].also[0]
    assert told.report(other.report.id).text[other.start : other.end] == other.quote == denials[0].content


def test_what_it_is_about_is_a_search(told: Corpus) -> None:
    hits = told.statements("blamed the ministry")
    assert said(hits)[0] == ("Orla Venn", "the ministry for the flood at Sarn")
    scores = [hit.score or 0.0 for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    assert told.statements("the price of herring in Osk") == []
    assert len(told.statements("the gates of Sarn", limit=1)) == 1


def test_who_aims_at_another_does_not_fit(told: Corpus) -> None:
    assert told.statements("who blamed Radio Vesk?") == []


@pytest.mark.parametrize(
    ("filters", "voices"),
    [
        ({"outlet": "harbour post"}, {"Orla Venn"}),
        ({"stated_after": "2023-05-30"}, {"Orla Venn", "Dace", "Tomas Dace"}),
        ({"stated_after": "2023-06-03"}, set()),
        ({"stated_before": dt.date(2023, 5, 13)}, {"Ilan Dace"}),
        ({"section": "the town"}, {"Officials in Sarn"}),
        ({"stance": "denies"}, {"Ilan Dace"}),
        ({"published_after": "2023-06-10"}, {"Ilan Dace"}),
        ({"speaker": "Nobody Known"}, set()),
    ],
)
def test_filters_leave_only_what_they_admit(told: Corpus, filters: dict[str, str], voices: set[str]) -> None:
    assert {voice for voice, _ in said(told.statements(**filters)) if voice} == voices  # type: ignore[arg-type]
    about = told.statements("the gates, the flood and the repairs of Sarn", limit=50, **filters)  # type: ignore[arg-type]
    assert {voice for voice, _ in said(about) if voice} <= voices


def test_wrong_filters_are_refused(told: Corpus) -> None:
    with pytest.raises(FilterError, match="stance: 'shouts' is not one of asserts, denies, asks"):
        told.statements(stance="shouts")
    with pytest.raises(FilterError, match="stated_after: 'May' is not a date"):
        told.statements(stated_after="May")
    with pytest.raises(QuestionError):
        told.statements("  ")
    with pytest.raises(ValueError, match="limit"):
        told.statements(limit=0)
    with pytest.raises(TypeError, match="unknown filter: mood"):
        told.statements(mood="bad")  # type: ignore[call-arg]


def test_voices_are_counted_with_their_days(told: Corpus) -> None:
    voices = {(voice.name, voice.kind): voice for voice in told.voices()}
    venn = voices["Orla Venn", "speaker"]
    assert (venn.statements, venn.reports) == (3, 2)
    assert (venn.first, venn.last) == (dt.date(2023, 5, 14), dt.date(2023, 6, 2))
    assert (voices["Harbour Post", "outlet"].statements, voices["Radio Vesk", "outlet"].statements) == (2, 1)
    assert [voice.name for voice in told.voices(speaker="venn") if voice.kind == "speaker"] == ["Orla Venn"]


def test_search_finds_only_passages_of_a_voice(told: Corpus) -> None:
    hits = told.search("the gates", speaker="Venn", limit=10)
    spans = [(hit.start, hit.end) for hit in told.statements(speaker="Venn")]
    assert {hit.report.title for hit in hits} == {"The Gates of Sarn", "Who Pays for Sarn"}
    for hit in hits:
        assert any(start < hit.passage.end and hit.passage.start < end for start, end in spans)
    assert told.search("the gates", speaker="Nobody Known") == []
    assert told.search("the gates", speaker="Venn", outlet="Radio Vesk") == []


def test_search_prefers_a_voice_and_keeps_the_others(told: Corpus) -> None:
    plain = told.search("paid for repairs", limit=10)
    preferred = told.search("paid for repairs", limit=10, prefer_speaker="Officials in Sarn")
    assert {hit.passage.id for hit in preferred} == {hit.passage.id for hit in plain}
    own = {hit.passage_id for hit in told.statements(speaker="Officials in Sarn")}
    rank = [hit.passage.id in own for hit in plain].index(True)
    assert [hit.passage.id in own for hit in preferred].index(True) <= rank
    scores = [hit.score for hit in preferred]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert told.search("paid for repairs", limit=10, prefer_speaker="Nobody Known") == plain


def test_preferred_voice_gets_no_passage_past_a_filter_for_another(told: Corpus) -> None:
    filtered = {hit.passage.id for hit in told.search("the gates", speaker="Tomas Dace")}
    assert {hit.passage.id for hit in told.search("the gates", speaker="Tomas Dace", prefer_speaker="Venn")} == filtered
    answer = told.ask("What does Venn say about the gates?", llm=False, speaker="Tomas Dace")
    assert {citation.report.title for claim in answer.claims for citation in claim.citations} <= {"Who Pays for Sarn"}


def test_many_voices_of_one_report_are_found_in_time() -> None:
    said_by = [[f"Orla V{'abcdefghij'[n % 10]}{n}n", None, None, [at := 60 * n, at + 20, at]] for n in range(24_000)]
    info = ReportInfo(id="0" * 16, source="desk/long.txt", title="A Long Report")
    record = Record(info=info, bounds=(0, 1_440_000), said=json.dumps(said_by))
    sayings = Sayings(Snapshot(1, {info.source: record}))
    start = time.process_time()
    (_, places) = sayings.matching(Wanted())[info.id]
    assert len(places) == 24_000
    assert time.process_time() - start < 1  # sets that are copied for each voice take several seconds


def test_hits_bring_their_statements_on_request(told: Corpus) -> None:
    plain, full = (told.search("the gates were painted", limit=1, statements=wanted)[0] for wanted in (False, True))
    assert plain.statements == ()
    assert full.model_copy(update={"statements": ()}) == plain
    for statement in full.statements:
        assert statement.start < full.passage.end
        assert full.passage.start < statement.end


def test_a_passage_is_told_whose_words_it_goes_on_with(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GATES, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus", settings=Settings(passage_tokens=30)) as corpus:
        corpus.add(tmp_path / "a.md")
        hits = corpus.search("painted every spring", limit=20)
        passage = next(hit.passage for hit in hits if hit.passage.text.startswith("> The gates") or
                       hit.passage.text.startswith(("The gates were", "She adds")))  # fmt: skip
        assert passage.voice == "Orla Venn in Harbour Post"
        assert passage.context == f"{passage.heading} — Orla Venn in Harbour Post"
        assert passage.heading == "The Gates of Sarn (14 May 2023) — The gates"


def test_who_questions_are_answered_with_every_voice(tmp_path: Path) -> None:
    names = [f"{first} {last}" for first in ("Ada", "Ben", "Cleo", "Dora", "Egon") for last in (
        "Brask", "Corlin", "Damm", "Eskel", "Farrow")]  # fmt: skip
    with Corpus.open(tmp_path / "corpus") as corpus:
        for number, name in enumerate(names):
            text = (
                f"The sluice at Sarn had been shut since the winter of the year {1900 + number}.\n\n"
                f"{name}, a hydrologist, blames the harbour board for the flood, and counts {number + 3} reasons.\n\n"
                f"The fair of Upper Sarn was put off by {number + 2} days; the ferry was late."
            )
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        corpus.add(str(tmp_path / "*.txt"))
        answer = corpus.ask("Who blamed the harbour board for the flood?", llm=False)
    assert {claim.speaker for claim in answer.claims} == set(names)


def test_aliases_of_the_user_join_voices(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('"Ilan Dace" = ["the minister of works"]\n"Post" = ["Harbour Post"]\n')
    (tmp_path / "a.md").write_text(GATES, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus", settings=Settings(aliases=tmp_path / "names.toml")) as corpus:
        corpus.add(tmp_path / "a.md")
        assert "Post" in {voice.name for voice in corpus.voices() if voice.kind == "outlet"}
        assert corpus.statements(outlet="Post") != []
    (tmp_path / "names.toml").write_text("names = 3\n")
    with pytest.raises(SettingsError, match=r"names\.toml"):
        Corpus.open(tmp_path / "corpus", settings=Settings(aliases=tmp_path / "names.toml"))


def test_nothing_is_left_of_a_report_that_is_removed_or_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(GATES, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add(path)
        path.write_text(MONEY, encoding="utf-8")
        corpus.add(path)
        assert {hit.report.title for hit in corpus.statements()} == {"Who Pays for Sarn"}
        corpus.remove(corpus.reports()[0].id)
        assert corpus.statements() == []
        assert corpus.statements("the flood") == []
        assert corpus.voices() == []


def test_statements_survive_export_import_and_reembedding(told: Corpus, tmp_path: Path) -> None:
    told.export(tmp_path / "told.jsonl")
    with Corpus.open(tmp_path / "other") as other:
        other.import_from(tmp_path / "told.jsonl")
        assert other.statements() == told.statements()
        assert other.statements("blamed the ministry") == told.statements("blamed the ministry")
        other.reembed("static")
        assert other.statements() == told.statements()
        assert other.check().ok


def test_async_twins_give_the_same(told: Corpus) -> None:
    assert asyncio.run(told.astatements("blamed the ministry")) == told.statements("blamed the ministry")
    assert asyncio.run(told.avoices(speaker="Venn")) == told.voices(speaker="Venn")


def test_question_that_names_a_voice_is_answered_from_its_words(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "corpus") as corpus:
        for number in range(40):
            text = (
                f"The gates of Sarn were shut {number} times, Ben Corlin says. The gates of Sarn are {number} m wide."
            )
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "venn.txt").write_text(
            "The flood took the bridge in May.\n\nOrla Venn, an engineer, warned that hinges of the gates rust.",
            encoding="utf-8",
        )
        corpus.add(str(tmp_path / "*.txt"))
        answer = corpus.ask("What does Orla Venn say about the gates?", llm=False)
    assert {claim.speaker for claim in answer.claims} == {"Orla Venn"}


def statements_of(corpus: Corpus, work: Callable[[Collection, list[str]], None]) -> None:
    """Do something to the rows of a corpus's statements, as a fault would."""

    def harm(view: View) -> None:
        rows = [row for record in view.snapshot.live.values() for row in record.statement_rows]
        work(view.collection("statements"), rows)

    corpus._library._store.read(harm)


def lose_all(statements: Collection, rows: list[str]) -> None:
    statements.delete(rows)


def lose_last(statements: Collection, rows: list[str]) -> None:
    statements.delete(rows[-1:])


def spoil(statements: Collection, rows: list[str]) -> None:
    vectors = statements.vectors(rows[:1])
    statements.upsert([Row(rows[0], "[{}]")], np.stack(list(vectors.values())))


@pytest.mark.parametrize("harm", [lose_all, lose_last, spoil])
def test_lost_statements_are_noticed_and_found_anew(
    tmp_path: Path, harm: Callable[[Collection, list[str]], None]
) -> None:
    (tmp_path / "a.md").write_text(GATES, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add(tmp_path / "a.md")
        before = corpus.statements()
        statements_of(corpus, harm)
        if harm is spoil:
            with pytest.raises(CorpusDamagedError, match="statements cannot be read"):
                corpus.statements()
        assert [problem.kind for problem in corpus.check().problems] == ["lost_statements"]
        repaired = corpus.check(repair=True)
        assert [(problem.kind, problem.repaired) for problem in repaired.problems] == [("lost_statements", True)]
        assert corpus.statements() == before
        assert corpus.check().problems == ()


def test_statements_of_an_older_corpus_are_found_when_it_is_embedded_anew(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GATES, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add(tmp_path / "a.md")
        before = corpus.statements()
        with corpus._library._store.writing() as writer:
            [record] = writer.snapshot.live.values()
            bare = record.model_copy(update={"said": "", "attribution": 0})
            view = View(writer.connection.generation, writer.snapshot)
            passages = [view.passages(record.passage_ids)[id_] for id_ in record.passage_ids]
            vectors = np.stack(view.vectors("passages", record.passage_rows))
            writer.commit([Entry(bare, passages, vectors, view.vectors("reports", [record.row])[0], moved=True)])
        assert corpus.statements() == []
        corpus.reembed("static")
        assert corpus.statements() == before


def test_questions_about_reports_see_those_of_a_voice(told: Corpus) -> None:
    assert {info.title for info in told.ask("Which reports are there?", llm=False, speaker="Tomas Dace").reports} == {
        "Who Pays for Sarn"
    }


def test_voice_without_a_name_and_report_without_an_id_are_refused(told: Corpus) -> None:
    for name in ("speaker", "outlet", "prefer_speaker"):
        with pytest.raises(FilterError, match=f"{name}: is empty"):
            told.search("the gates", **{name: " "})  # type: ignore[arg-type]
    with pytest.raises(FilterError, match="prefer_speaker: 5 is not a text"):
        told.search("the gates", prefer_speaker=5)  # type: ignore[arg-type]
    for call in (told.statements, told.voices):
        with pytest.raises(ReportNotFoundError):
            call(report="zzz")


def test_question_is_embedded_once(tmp_path: Path) -> None:
    """It may be a call of a service."""
    (tmp_path / "a.md").write_text(GATES, encoding="utf-8")
    embedder, asked = StaticEmbedder(), list[str]()
    embed = embedder.embed_query

    def counted(text: str) -> npt.NDArray[np.float32]:
        asked.append(text)
        return embed(text)

    embedder.embed_query = counted  # type: ignore[method-assign]
    with Corpus.open(tmp_path / "corpus", embedding=embedder) as corpus:
        corpus.add(tmp_path / "a.md")
        question = "Who blamed the ministry for the flood?"
        assert corpus.ask(question, llm=False).claims[0].speaker == "Orla Venn"
    assert asked == [question]
