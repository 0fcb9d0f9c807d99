"""Which names of a corpus are one voice."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.names import Names
from mediaqa.names.lists import name_lists

ONE = [
    # Writing
    "Kremlin|the Kremlin|The  Kremlin|kremlin's",
    "Gómez|Gomez",
    "E.U.|EU",
    "officials|the officials|Officials’",
    # First names
    "Andrey Kortunov|Kortunov|A. Kortunov|Andrei Kortunov",
    "Yevgeniy Fedorov|Evgeny Fyodorov|Eugene Fedorov|Евгений Фёдоров",
    "Aleksandr Lukashenko|Alyaksandr Lukashenka|Oleksandr Lukaschenko|Александр Лукашенко",
    "Vladimir Vladimirovich Putin|Volodymyr Volodymyrovych Putin|V. V. Putin|Путин|В. Путин|President Putin",
    "Bob Harlan|Robert Harlan|R. Harlan",
    "Ursula von der Leyen|von der Leyen",
    "Yury Orlov|Ю. Орлов|Yu. Orlov",
    "Robert Kennedy Jr.|Kennedy",
    # Romanisations
    "Fedorov|Fyodorov|Fiodorov|Федоров",
    "Yeltsin|Eltsin|Jelzin|Ельцин",
    "Zelenskyy|Zelensky|Zelenskiy|Zelens'kyi|Зеленский|Зеленський",
    "Gorbachev|Gorbachov|Gorbatschow|Gorbatchev|Gorbačev|Горбачёв",
    "Shoygu|Shoigu|Шойгу",
    "Khrushchev|Chruschtschow|Хрущёв",
    "Tchaikovsky|Chaikovsky|Tschaikowski|Чайковский",
    "Medvedev|Medwedew|Медведев",
    "Solovyov|Soloviev|Solovyev|Соловьёв",
    "Kuleba|Kouleba|Кулеба",
    "Bush|Буш",
    # Organisations and outlets
    "Nezavisimoe Voennoe Obozrenie|NVO",
    "European Union|EU|E.U.|the European Union",
    "Ministry of Foreign Affairs|MFA",
    "Министерство иностранных дел|МИД",
    "The New York Times|New York Times|NYT",
    "Tavren Courier|Courier",
]
APART = [
    "Ivanov|Ivanova",
    "Kozlov|Kozlova",
    "Petrov|Petrovsky",
    "Smirnov|Smirnoff",
    "Kartashov|Kartashev",
    "Markov|Makarov",
    "Bush|Busch",
    "Miller|Millar",
    "Brown|Braun",
    "Martin|Martyn",
    "Andrey Ivanov|Alexey Ivanov",
    "Andrey Ivanov|Alexey Ivanov|Ivanov",
    "Andrey Ivanov|Alexey Ivanov|A. Ivanov",
    "Андрей Иванов|Алексей Иванов|А. Иванов|Иванов",
    "Ю. Иванов|Yevgeny Ivanov",
    "Andrey Petrovich Orlov|Andrey Sergeevich Orlov",
    "George W. Bush|George H. W. Bush|George Bush|Bush",
    "Robert Kennedy|Robert Kennedy Jr.|Robert Kennedy III",
    "Yevgeny Orlov|Yevgenia Orlova",
    "Busch|Bush|Буш",
    "New York Times|Times",
    "Tavren Courier|Vesk Courier|Courier",
    "Kommersant|October 21 article in Kommersant",
    "officials|Russian officials|a spokesman for the ministry|the spokesman",
    "Russian officials|RO",
    "Andrey Kortunov|AK",
    "European Union|Eastern Union|EU",
    "Moscow|Andrey Moscow",
]


def voices(names: Names, corpus: list[str]) -> set[frozenset[str]]:
    return {frozenset(names.variants(names.canonical(name))) for name in corpus}


@pytest.mark.parametrize("group", ONE)
def test_names_of_one_voice_are_joined(group: str) -> None:
    corpus = group.split("|")
    assert voices(Names(dict.fromkeys(corpus, 1)), corpus) == {frozenset(corpus)}


@pytest.mark.parametrize("group", APART)
def test_names_of_several_voices_stay_apart(group: str) -> None:
    corpus = group.split("|")
    assert voices(Names(dict.fromkeys(corpus, 1)), corpus) == {frozenset([name]) for name in corpus}


def test_an_initial_joins_the_only_one_whom_it_fits() -> None:
    names = Names(dict.fromkeys(["Andrey Ivanov", "Boris Ivanov", "A. Ivanov", "Ivanov"], 1))
    assert names.variants("Andrey Ivanov") == ("Andrey Ivanov", "A. Ivanov")
    assert names.canonical("Ivanov") == "Ivanov"


def test_the_fullest_name_is_shown_then_the_most_frequent() -> None:
    assert Names({"Putin": 90, "V. V. Putin": 5, "Vladimir Putin": 1}).canonical("Putin") == "Vladimir Putin"
    assert Names({"Evgeny Fedorov": 1, "Yevgeniy Fedorov": 2}).canonical("Fedorov") == "Fedorov"
    assert Names({"Evgeny Orlov": 1, "Yevgeniy Orlov": 2}).canonical("Evgeny Orlov") == "Yevgeniy Orlov"
    assert Names({"the Kremlin": 9, "Kremlin": 1}).canonical("the Kremlin") == "Kremlin"


def test_the_script_of_most_statements_is_shown() -> None:
    assert Names({"Лукашенко": 5, "Aleksandr Lukashenko": 4}).canonical("Aleksandr Lukashenko") == "Лукашенко"
    assert Names({"Лукашенко": 4, "Lukashenko": 4}).canonical("Лукашенко") == "Lukashenko"


def test_unknown_name_is_its_own() -> None:
    names = Names({"Orlov": 1, " ": 3})
    assert names.canonical("Jarvik Holm") == "Jarvik Holm"
    assert names.variants("Jarvik Holm") == ()


def test_the_users_group_is_joined_and_shown_by_its_first_name() -> None:
    names = Names({"NVO": 3, "Independent Review": 2, "Vesk": 1}, [["Vesk Review", "nvo", "The Independent Review"]])
    assert names.canonical("NVO") == "Vesk Review"
    assert names.variants("Vesk Review") == ("Vesk Review", "Independent Review", "NVO")
    assert names.meant("Vesk Review") == {"NVO", "Independent Review"}


def test_the_users_groups_are_never_joined_with_each_other() -> None:
    names = Names({"Orlov": 1, "Andrey Orlov": 1}, [["Andrey Orlov"], ["Orlov", "The Old Man"]])
    assert names.canonical("Orlov") == "Orlov"
    assert names.canonical("Andrey Orlov") == "Andrey Orlov"


def test_a_name_in_two_groups_is_refused() -> None:
    with pytest.raises(ValueError, match="'nvo' stands in two groups"):
        Names({}, [["NVO"], ["Vesk", "nvo"]])


def test_every_form_of_a_first_name_stands_in_one_group() -> None:
    forms = [form for group in name_lists().given for form in set(group)]
    assert sorted(forms) == sorted(set(forms))


FIRST = [
    "Andrey",
    "Andrei",
    "Alexey",
    "A.",
    "Yevgeny",
    "Eugene",
    "Y.",
    "Андрей",
    "А.",
    "John",
    "J. P.",
    "Dr.",
    "The",
    "",
]
LAST = [
    "Ivanov",
    "Iwanow",
    "Ivanova",
    "Иванов",
    "Brown",
    "Braun",
    "Courier",
    "EU",
    "European Union",
    "officials",
    "Jr.",
]
name = st.one_of(
    st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)).map(" ".join), st.text(min_size=1, max_size=12)
)
corpora = st.dictionaries(name, st.integers(0, 9), max_size=25)


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_the_corpus_changes_nothing(counts: dict[str, int], shuffler: random.Random) -> None:
    shuffled = list(counts.items())
    shuffler.shuffle(shuffled)
    one, other = Names(counts), Names(dict(shuffled))
    assert [one.variants(name) for name in counts] == [other.variants(name) for name in counts]


@given(corpora)
def test_joining_parts_the_corpus_and_shown_names_stay_shown(counts: dict[str, int]) -> None:
    names = Names(counts)
    for each in counts:
        shown = names.canonical(each)
        assert names.canonical(shown) == shown
        if each.strip():
            assert shown in counts
            assert each in names.variants(shown)
            assert {names.canonical(variant) for variant in names.variants(shown)} == {shown}


@given(corpora)
def test_a_shown_name_means_itself_and_all_its_variants(counts: dict[str, int]) -> None:
    names = Names(counts)
    for each in counts:
        if each.strip():
            assert names.meant(names.canonical(each)) >= set(names.variants(names.canonical(each)))


@given(st.text(), corpora)
def test_any_query_is_answered_from_the_corpus(query: str, counts: dict[str, int]) -> None:
    names = Names(counts)
    assert names.meant(query) <= set(counts)


def test_joining_takes_time_by_the_names_not_by_their_pairs() -> None:
    letters = ["".join([*each, "ulk"]).capitalize() for each in itertools.product("abdegiklmnorstu", repeat=3)]
    crowd = [f"{first} Orlov" for first in letters] + [f"Ivan {middle} Orlov" for middle in letters]
    others = [f"{first} {last}in" for last in letters[::4] for first in ("Ivan", "I.", "Boris")]
    corpus = ["Orlov", "I. Orlov", *crowd, *others]
    start = time.process_time()
    names = Names(dict.fromkeys(corpus, 1))
    assert time.process_time() - start < 30
    assert names.canonical("Orlov") == "Orlov"
    assert names.canonical("I. Orlov") == "I. Orlov"
    assert len(names.meant("Orlov")) == 2 + len(crowd)
