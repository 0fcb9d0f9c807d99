"""Names: run together, in lists, and told from headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.reading.names import desk, is_known_person, is_name, people, split_run_together


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Dmitry GorenburgMary ChesnutAnya FinkJulian Waller",
            ["Dmitry Gorenburg", "Mary Chesnut", "Anya Fink", "Julian Waller"],
        ),
        ("Ronald McDonaldAnya Fink", ["Ronald McDonald", "Anya Fink"]),
        ("Sean O'NeilMaria de la CruzJan van der Berg", ["Sean O'Neil", "Maria de la Cruz", "Jan van der Berg"]),
        ("Anna MacLeodPaul FitzGeraldLeonardo DiCaprio", ["Anna MacLeod", "Paul FitzGerald", "Leonardo DiCaprio"]),
        ("Michael KofmanJ. R. SmithA. B. Jones", ["Michael Kofman", "J. R. Smith", "A. B. Jones"]),
        ("Jean-Luc PicardÉlise Dupont-Morel", ["Jean-Luc Picard", "Élise Dupont-Morel"]),
        ("Željko IvanekŠtefan Novák", ["Željko Ivanek", "Štefan Novák"]),
        ("Иван ПетровАнна Сидорова-МакДауэллОлег О'Нил", ["Иван Петров", "Анна Сидорова-МакДауэлл", "Олег О'Нил"]),
        ("John SmithPaul Jones and Mary Ann Lee", ["John Smith", "Paul Jones", "Mary Ann Lee"]),
    ],
)
def test_names_that_run_together_are_cut_between_people(line: str, names: list[str]) -> None:
    assert split_run_together(line) == tuple(names)


@pytest.mark.parametrize(
    "line",
    [
        "Ronald McDonald",
        "JohnSmith",
        "iPhone Sales",
        "NATO-Russia TalksUkraine War",
        "The LeBron Affair",
        "YouTube and TikTok",
        "",
    ],
)
def test_other_lines_are_no_names_run_together(line: str) -> None:
    assert split_run_together(line) == ()


@given(
    st.lists(
        st.sampled_from(
            ["Anna Fink", "Jan van der Berg", "Ronald McDonald", "Иван Петров", "J. R. Smith", "Éva Ó Briain"]
        ),
        min_size=2,
        max_size=8,
    )
)
def test_any_names_run_together_are_found_again(names: list[str]) -> None:
    assert split_run_together("".join(names)) == tuple(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Petrova, John Smith and María de la Cruz", ["Anna Petrova", "John Smith", "María de la Cruz"]),
        ("Anna Petrova, John Smith, and Éva Nagy", ["Anna Petrova", "John Smith", "Éva Nagy"]),
        ("И. И. Петров и А. Сидорова", ["И. И. Петров", "А. Сидорова"]),
        ("Петров И.И., Сидоров А.Б.", ["Петров И.И.", "Сидоров А.Б."]),
        ("Dr. Anna Petrova & Prof. John Smith", ["Dr. Anna Petrova", "Prof. John Smith"]),
        ("John Smith, Staff Writer", ["John Smith"]),
        ("Anna Petrova, Russia Studies Program", ["Anna Petrova"]),
        ("Anna Petrova (CNA)", ["Anna Petrova"]),
        ("expelling diplomats, Brussels", []),
        ("Land and Sea", []),
    ],
)
def test_lists_of_people(text: str, names: list[str]) -> None:
    assert people(text) == tuple(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("Smith, John", ["Smith, John"]),
        ("Martin King, Jr. and Ann Bee", ["Martin King, Jr.", "Ann Bee"]),
        ("Plato", ["Plato"]),
        ("the Foreign Desk", ["the Foreign Desk"]),
        ("Anna Fink, PhD", ["Anna Fink"]),
    ],
)
def test_after_a_label_whatever_stands_there_is_an_author(text: str, names: list[str]) -> None:
    assert people(text, sure=True) == tuple(names)


@pytest.mark.parametrize(
    "text", ["Anna Fink", "Ludwig van Beethoven", "J. Smith", "Петров И.И.", "Ursula von der Leyen"]
)
def test_shapes_of_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["Weekly Review", "Anna", "anna fink", "The Dam", "Fink 2", "Russian Media Analysis", ""]
)
def test_other_shapes(text: str) -> None:
    assert not is_name(text)


def test_a_common_given_name_tells_a_person_from_a_heading() -> None:
    assert is_known_person("Anna Fink")
    assert is_known_person("J. Smith")
    assert not is_known_person("Trade Talks")


def test_a_group_of_people_may_sign() -> None:
    assert desk("the Media Monitoring Unit") == ("the Media Monitoring Unit",)
    assert desk("a centre that nobody knows") == ()
