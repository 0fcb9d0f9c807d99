"""Words and how they stand for each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.wording import derived, in_latin, keys, language_of, lexicon, plain, words

ENGLISH, RUSSIAN = lexicon("en"), lexicon("ru")


@pytest.mark.parametrize(
    "forms",
    [
        "blame blames blamed blaming",
        "expel expels expelled expelling",
        "deny denies denied denying",
        "sell sells selling sold",
        "say says said saying",
        "country countries country's",
        "withdraw withdrew withdrawn",
        "harbour harbor harbours",
        "diplomat diplomats diplomat’s",
    ],
)
def test_forms_of_an_english_word_share_a_stem(forms: str) -> None:
    assert len({ENGLISH.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", ["дипломат дипломата дипломатов дипломаты", "договор договора договоре"])
def test_forms_of_a_russian_word_share_a_stem(forms: str) -> None:
    assert len({RUSSIAN.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["speed spend", "news new", "bus bush", "needed knee"])
def test_different_words_keep_different_stems(pair: str) -> None:
    first, second = pair.split()
    assert ENGLISH.stem(first) != ENGLISH.stem(second)


@pytest.mark.parametrize(
    "pair", ["closure close", "diplomat diplomacy", "deteriorate deterioration", "nation national"]
)
def test_derivations_are_told(pair: str) -> None:
    first, second = map(ENGLISH.stem, pair.split())
    assert derived(first, second)


@pytest.mark.parametrize("pair", ["military militia", "mission missile", "policy politics"])
def test_chance_likeness_is_no_derivation(pair: str) -> None:
    first, second = map(ENGLISH.stem, pair.split())
    assert not derived(first, second)


def test_words_keep_acronyms_and_numbers_whole_and_part_hyphens() -> None:
    text = "The U.S.–NATO talks cost 1,300.5 dollars, didn’t they?"
    assert [w.text for w in words(text)] == [
        "The",
        "U.S.",
        "NATO",
        "talks",
        "cost",
        "1,300.5",
        "dollars",
        "didn’t",
        "they",
    ]


def test_phrases_are_found_over_a_word_between() -> None:
    assert "throw_out" in keys("They threw them out.", "en")
    assert "throw_out" not in keys("They threw a stone at the man who came out.", "en")


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[w.start : w.end] == w.text for w in words(text))


def test_language_is_told_by_script() -> None:
    assert [language_of(t) for t in ("Who?", "Кто?", "Что такое NATO?", "", "…")] == ["en", "ru", "ru", "en", "en"]


def test_names_compare_across_scripts() -> None:
    assert in_latin("кортунов") == "kortunov"
    assert in_latin("щёлоков") == "shchelokov"


def test_possessive_and_case_are_folded() -> None:
    assert [plain(w) for w in ("NATO’s", "Moscow's", "parties'")] == ["nato", "moscow", "parties"]


@pytest.mark.parametrize("lists", [ENGLISH, RUSSIAN])
def test_word_lists_are_whole(lists: object) -> None:
    filled = [name for name, value in vars(lists).items() if not value]
    assert set(filled) <= {"be_forms", "irregular"}
