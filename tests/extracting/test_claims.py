"""Answers without a model: verbatim sentences of the hits."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.answers import Answer
from mediaqa.errors import QuestionError
from mediaqa.extracting.claims import MAX_CLAIMS, MAX_QUESTION, NOT_FOUND, extract
from mediaqa.reading import read_file
from mediaqa.values import Hit, Overrides, Report
from tests.evidence import BREAK, hits, hits_in, report

REAL = Path(__file__).parents[3] / "shared" / "reports" / "cna-russian-media-analysis-2021-10-24.txt"
SAMPLES = Path(__file__).parents[2] / "examples" / "reports"
ONE = report(BREAK)
QUESTIONS = [
    "Who blamed Brussels for the break?",
    "How many diplomats were thrown out?",
    "What does Ruslan Ilyin say about the end of the partnership?",
    "When did Moscow close its mission?",
    "What did Ada Korn say about the closure?",
    "Who stole the painting?",
    "Где миссия?",
]


def ask(question: str, found: list[Hit] | None = None) -> Answer:
    return extract(question, hits(ONE) if found is None else found)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_number_is_answered_with_its_sentence() -> None:
    answer = ask("How many diplomats were thrown out?")
    assert answer.status == "answered"
    assert answer.kind == "quoted"
    assert answer.text == "In September the alliance expelled eight Russian diplomats. [1]"
    (citation,) = answer.citations
    assert citation.quote == "In September the alliance expelled eight Russian diplomats."
    assert ONE.text[citation.start : citation.end] == citation.quote
    assert (citation.section, citation.match, citation.report) == ("After the break", "exact", ONE.info)


def test_question_for_voices_lists_each_voice_once() -> None:
    answer = ask("Who blamed Brussels for the break?")
    assert [(claim.speaker, claim.outlet, claim.stated_as_written) for claim in answer.claims] == [
        ("Kremlin officials", "Voennoe Obozrenie", "October 21"),
        ("Ruslan Ilyin", "Kommersant", None),
    ]


DISPUTED = report(
    "Orla Venn, writing in the Harbour Post, blamed the ministry for the flood. Thea Korn said that it was the "
    "ministry that was to blame for the flood. Lars Holm denied that the ministry was to blame for the flood."
)


def test_voice_that_denies_what_is_asked_is_told_apart() -> None:
    answer = ask("Who blamed the ministry for the flood?", hits(DISPUTED))
    assert {(claim.speaker, claim.stance) for claim in answer.claims} == {
        ("Orla Venn", None),
        ("Thea Korn", None),
        ("Lars Holm", "disputes"),
    }


def test_question_for_those_who_deny_leaves_the_others_out() -> None:
    (claim,) = ask("Who denied that the ministry was to blame for the flood?", hits(DISPUTED)).claims
    assert (claim.speaker, claim.stance) == ("Lars Holm", None)


def test_date_of_a_statement_is_resolved_with_the_report_s() -> None:
    first, *_ = ask("Who blamed Brussels for the break?").claims
    assert first.stated_on == dt.date(2021, 10, 21)
    assert first.stated_as_written == "October 21"


def test_sentence_of_a_pronoun_comes_with_the_one_that_names_the_voice() -> None:
    answer = ask("Who says that the impetus came from Brussels?")
    claim = answer.claims[0]
    assert claim.speaker == "Ruslan Ilyin"
    assert claim.text == (
        "The end of the partnership, according to Ruslan Ilyin as quoted in Kommersant, was decided long ago. "
        "He believes that the impetus came from Brussels."
    )
    assert [c.number for c in claim.citations] == [1, 2]


def test_block_quotation_comes_with_its_introduction_and_gaps_are_marked() -> None:
    claim = ask("What does Ruslan Ilyin say about the script?").claims[0]
    assert claim.speaker == "Ruslan Ilyin"
    assert claim.text == (
        "The end of the partnership, according to Ruslan Ilyin as quoted in Kommersant, was decided long ago. … "
        "He continues: … The script was written in the headquarters."
    )


def test_person_without_a_cue_names_the_pronoun_of_the_next_sentence() -> None:
    claim = ask("Who thinks that the closure is a mistake?").claims[0]
    assert (claim.speaker, claim.outlet) == ("Ada Korn", "Vedomosti")
    assert claim.text == "Ada Korn, a former diplomat, was blunter. The closure, she told Vedomosti, is a mistake."


def test_narrator_s_sentence_has_no_speaker() -> None:
    claim = ask("How many diplomats were thrown out?").claims[0]
    assert (claim.speaker, claim.outlet, claim.stated_on, claim.stated_as_written) == (None, None, None, None)


@pytest.mark.parametrize(
    "question",
    [
        "What did Sergey Lavrov say about the closure of the mission?",
        "What did Ada Korn say about grain?",
        "How many soldiers were sent to Moscow?",
        "Who repaired the mission in Brussels?",
        "Who is the mayor of Cairo?",
        "Что сказал Сергей Лавров о закрытии миссии?",
        "what and who and when?",
        "What is the report about?",
    ],
)
def test_what_the_reports_do_not_say_is_not_found(question: str) -> None:
    found = hits(ONE)
    answer = ask(question, found)
    assert answer.status == "not_found"
    assert answer.claims == ()
    assert answer.considered == tuple(found)
    assert answer.text == NOT_FOUND["ru" if question.startswith("Что") else "en"]


def test_name_in_the_corpus_is_not_enough() -> None:
    assert ask("What did Ada Korn say about the closure?").status == "answered"
    assert ask("What did Ada Korn say about the trade with the Baltic states?").status == "not_found"


def test_nothing_found_is_not_found() -> None:
    assert ask("Who blamed Brussels?", []).status == "not_found"


@pytest.mark.parametrize("question", ["", " \n", "x" * (MAX_QUESTION + 1)])
def test_question_that_is_none_is_refused(question: str) -> None:
    with pytest.raises(QuestionError):
        ask(question)


def test_long_question_is_answered_or_not_but_read() -> None:
    assert ask("Who blamed Brussels " * 400).status in {"answered", "not_found"}


def test_same_sentence_in_two_hits_is_cited_once() -> None:
    found = hits(ONE, max_tokens=60)
    doubled = [one.model_copy(update={"before": (other.passage,)}) for one in found for other in found]
    assert quotes(ask(QUESTIONS[1], doubled)) == ["In September the alliance expelled eight Russian diplomats."]


def test_same_words_in_two_reports_are_quoted_once() -> None:
    found = hits_in(["Kelmar expelled eight diplomats.", "Kelmar expelled eight diplomats."])
    assert len(ask("How many diplomats did Kelmar expel?", found).claims) == 1


def test_several_reports_are_told_apart() -> None:
    found = hits_in(["Kelmar expelled eight diplomats.", "Kelmar expelled nine diplomats."])
    first, second = sorted(found, key=lambda hit: hit.passage.id)
    assert ask("How many diplomats did Kelmar expel?", found).text.split("\n") == [
        f"{first.report.title}:",
        f"- {first.passage.text} [1]",
        f"{second.report.title}:",
        f"- {second.passage.text} [2]",
    ]


def test_answer_is_short() -> None:
    text = " ".join(f"On day {number} Kelmar expelled {number} diplomats." for number in range(2, 30))
    assert len(ask("How many diplomats did Kelmar expel?", hits_in([text])).claims) == MAX_CLAIMS


def test_considered_are_the_hits_that_are_cited() -> None:
    found = hits(ONE, max_tokens=60)
    answer = ask("How many diplomats were thrown out?", found)
    assert [hit.passage.id for hit in answer.considered] == [answer.citations[0].passage_id]


def test_hit_whose_neighbour_is_quoted_is_considered() -> None:
    first, *rest = hits(ONE, max_tokens=60)
    bringing = first.model_copy(update={"after": tuple(hit.passage for hit in rest)})
    answer = ask("How many diplomats were thrown out?", [bringing])
    assert answer.considered == (bringing,)


def test_check_says_what_was_compared() -> None:
    (check,) = ask("How many diplomats were thrown out?").claims[0].checks
    assert (check.name, check.result) == ("verbatim", "pass")
    assert check.detail.startswith("1 quote cut from the report, letter for letter; relevance 0.")


def test_russian_question_finds_its_russian_sentence() -> None:
    text = "По словам Андрея Орлова, альянс выслал восемь дипломатов. Торговля выросла."
    answer = ask("Сколько дипломатов выслал альянс?", hits(report(text, language="ru")))
    assert quotes(answer) == ["По словам Андрея Орлова, альянс выслал восемь дипломатов."]
    assert answer.claims[0].speaker == "Андрея Орлова"
    assert answer.language == "ru"


@given(st.permutations(hits(ONE, max_tokens=60)), st.sampled_from(QUESTIONS))
def test_answer_does_not_depend_on_the_order_of_hits(shuffled: list[Hit], question: str) -> None:
    first, second = ask(question, hits(ONE, max_tokens=60)), ask(question, shuffled)
    assert (first.text, first.claims) == (second.text, second.claims)


def check_proved(answer: Answer, reports: dict[str, Report]) -> None:
    """Hold the invariants of every quoted answer."""
    for citation in answer.citations:
        assert reports[citation.report.id].text[citation.start : citation.end] == citation.quote
    used = [citation.number for claim in answer.claims for citation in claim.citations]
    assert list(dict.fromkeys(used)) == list(range(1, len(set(used)) + 1))
    assert all(f"[{number}]" in answer.text for number in used)
    assert bool(answer.claims) == (answer.status == "answered")
    for claim in answer.claims:
        held = " ".join(c.quote for c in claim.citations)
        assert all(word in held for word in (claim.speaker or "").split())


@given(st.sampled_from(QUESTIONS), st.integers(16, 160))
def test_every_quote_stands_at_its_span(question: str, max_tokens: int) -> None:
    check_proved(ask(question, hits(ONE, max_tokens=max_tokens)), {ONE.id: ONE})


@given(st.text(alphabet=st.sampled_from("Ab cé .,:“”\n?—Мы "), max_size=300), st.text(min_size=1, max_size=60))
def test_any_report_and_question_give_a_proved_answer_or_none(text: str, question: str) -> None:
    one = report(text or "x")
    if question.strip():
        check_proved(ask(question, hits(one)), {one.id: one})


@pytest.fixture(scope="module")
def real() -> Report:
    if not REAL.exists():
        pytest.skip("the report in ../shared is not here")
    return read_file(REAL, Overrides(), max_bytes=1_000_000)


def test_real_report_names_every_voice_that_blamed_brussels(real: Report) -> None:
    answer = ask("Who blamed Brussels for the break?", hits(real))
    voices = {(claim.speaker, claim.outlet): claim for claim in answer.claims}
    officials = voices["Russian officials", "Nezavisimoe Voennoe Obozrenie"]
    assert officials.stated_on == dt.date(2021, 10, 21)
    assert ("Andrey Kortunov", "Kommersant") in voices
    check_proved(answer, {real.id: real})


def test_real_report_says_how_many(real: Report) -> None:
    answer = ask("How many Russian diplomats did NATO expel?", hits(real))
    assert "eight" in quotes(answer)[0]


def test_real_report_does_not_quote_who_is_not_in_it(real: Report) -> None:
    answer = ask("What did Sergey Lavrov say about the closure of the mission?", hits(real))
    assert answer.status == "not_found"


def test_sample_reports_answer_with_proof() -> None:
    reports = [read_file(path, Overrides(), max_bytes=1_000_000) for path in sorted(SAMPLES.iterdir())]
    found = hits(*reports)
    for question in QUESTIONS:
        check_proved(extract(question, found), {one.id: one for one in reports})


AIMED = report(
    "Ada Korn blamed Osk for the strike. Ruslan Ilyin blamed Kelmar for the strike. Petr Sokol said that Kelmar was to "
    "blame for the strike. Igor Dym blamed not Kelmar but the banks for the strike."
)


@pytest.mark.parametrize(
    ("target", "speakers"), [("Kelmar", {"Ruslan Ilyin", "Petr Sokol"}), ("Osk", {"Ada Korn"}), ("Brenn", set())]
)
def test_voices_that_blame_another_are_no_answer(target: str, speakers: set[str]) -> None:
    answer = ask(f"Who blamed {target} for the strike?", hits(AIMED))
    assert {claim.speaker for claim in answer.claims} == speakers
