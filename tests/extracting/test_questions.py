"""What a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.extracting.questions import analyse
from mediaqa.wording import language_of


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who blamed Brussels?", "who"),
        ("Which expert warned of war?", "who"),
        ("Which newspaper interviewed the colonel?", "outlet"),
        ("How many diplomats were expelled?", "number"),
        ("What percentage voted for Pell?", "number"),
        ("On which day did it close?", "date"),
        ("When did it close?", "date"),
        ("Where did it happen?", "place"),
        ("What did Kashin say?", "other"),
        ("Did the inquiry say who was guilty?", "other"),
        ("Кто обвинил Брюссель?", "who"),
        ("Сколько дипломатов выслали?", "number"),
        ("Когда закрыли миссию?", "date"),
    ],
)
def test_question_word_tells_the_kind_of_answer(question: str, wanted: str) -> None:
    assert analyse(question, language_of(question)).wanted == wanted


@pytest.mark.parametrize(
    ("question", "voice"),
    [
        ("What did Sergey Lavrov say about the closure of the mission?", ["Sergey", "Lavrov"]),
        ("What does Kashin think?", ["Kashin"]),
        ("According to Ada Korn, what went wrong?", ["Ada", "Korn"]),
        ("What went wrong, according to Ada Korn?", ["Ada", "Korn"]),
        ("What is Kortunov's view of the partnership?", ["Kortunov's"]),
        ("Who is to blame, in Fedorov's view?", ["Fedorov's"]),
        ("What did the mayor of Lower Brenn say?", ["mayor", "Lower", "Brenn"]),
        ("Whom does Ada Korn blame?", ["Ada", "Korn"]),
        ("what does Voennoe Obozrenie write about it?", ["Voennoe", "Obozrenie"]),
        ("Что сказал Борис Климин о договоре?", ["Борис", "Климин"]),
        ("Who blamed Brussels?", []),
        ("How many diplomats did NATO expel?", []),
        ("How long will the gas hold out?", []),
        ("What does the report say?", []),
    ],
)
def test_asked_voice_is_told_from_the_topic(question: str, voice: list[str]) -> None:
    found = analyse(question, language_of(question))
    assert [term.word for term in found.voice] == voice
    assert not set(found.voice) & set(found.terms)


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many Russian diplomats did NATO expel?", "diplomat"),
        ("How many of the diplomats were expelled?", "diplomat"),
        ("How many diplomats left?", "diplomat"),
        ("How many people died?", "peopl"),
        ("Сколько жителей в городе?", "жител"),
    ],
)
def test_thing_counted_is_found(question: str, counted: str | None) -> None:
    assert analyse(question, language_of(question)).counted == counted


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who blamed Brussels for the break?", True),
        ("Who says that it is over?", True),
        ("According to whom was it over?", True),
        ("Who repaired the dam?", False),
        ("What did Kashin say?", False),
    ],
)
def test_question_for_voices_is_told(question: str, asks: bool) -> None:
    assert analyse(question, "en").asks_voice is asks


def test_phrase_of_the_word_lists_is_one_term() -> None:
    found = analyse("Who stepped down after the flood?", "en")
    assert [term.stem for term in found.terms] == ["step_down", "flood"]


def test_names_are_told_by_capitals_and_titles_are_none() -> None:
    found = analyse("Why did Defense Minister Hask resign in Tavren?", "en")
    assert {t.word: t.is_name for t in found.terms} == {
        "Defense": False, "Minister": False, "Hask": True, "resign": False, "Tavren": True,
    }  # fmt: skip


@pytest.mark.parametrize("question", ["", "?!", "who is it", "What did they say about it?", "что это"])
def test_stop_words_alone_ask_for_nothing(question: str) -> None:
    assert not analyse(question, language_of(question)).has_content


@given(st.text(max_size=120))
def test_any_text_is_analysed(question: str) -> None:
    found = analyse(question, language_of(question))
    assert all(0 < term.share <= 1 for term in (*found.terms, *found.voice))
