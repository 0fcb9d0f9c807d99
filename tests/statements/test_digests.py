"""What digests of the press do: persons called by their roles, outlets called again, pronouns far from a name."""

import pytest

from mediaqa.statements.grammar import grammar
from mediaqa.statements.likely import likely_sex
from tests.statements.marked import found_in, said_at


def voices(text: str) -> list[str | None]:
    return [statement.speaker for statement in found_in(text)]


def last_of(text: str) -> tuple[str | None, str | None]:
    *_, last = found_in(text)
    return last.speaker, last.outlet


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Defense Minister Ruvo Hask met an engineer. He insisted that the dam would hold.", "Ruvo Hask"),
        ("Lt. Gen. (ret.) Kasimo Bohl, in his column in Lantern, is calm. He writes that it will hold.", "Kasimo Bohl"),
        ("Chancellor Orto Reinfeld rejects this: the dam, he said, would hold.", "Orto Reinfeld"),
        ("Edva Marsh blames the council. The owner of an office wept. She added that the dam was old.", "Edva Marsh"),
        ("Lantern prints an interview with Dana Orlik. The dam, she says, will hold.", "Dana Orlik"),
        ("Kontur prints the view of a Vesk diplomat, whom it does not name. He said it was old.", "Vesk diplomat"),
        ("Dorvo Ashan says that Adm. Pavlo Strell had to go because he said that the log was empty.", "Pavlo Strell"),
        ("The Sarn Coast\n\nLeonto Garash was angry. He said that the dam was old.", "Leonto Garash"),
    ],
)
def test_a_pronoun_means_the_person_at_hand(text: str, speaker: str) -> None:
    assert last_of(text)[0] == speaker


def test_sex_shows_in_how_a_first_name_ends_and_in_words_beside_it() -> None:
    text = "Adva Korvin blames the council. Stefan Lorr said that the dam was old. She denied that it leaked."
    assert voices(text)[-1] == "Adva Korvin"
    text = "Spokeswoman Robin Tal blames the council. Jon Pell said that the dam was old. She denied that it leaked."
    assert voices(text)[-1] == "Robin Tal"


@pytest.mark.parametrize(
    ("given", "sex"), [("celia", "she"), ("stefan", "he"), ("hugo", "he"), ("ruth", ""), ("ilya", ""), ("j.", "")]
)
def test_a_guess_knows_its_exceptions(given: str, sex: str) -> None:
    assert likely_sex(given, grammar("en")) == sex


def test_once_a_pronoun_is_used_for_somebody_it_stays() -> None:
    text = (
        "Robin Tal said the dam was old. She blames the council. "
        "Jon Pell said that it would hold. He blames nobody. He added that Tal was wrong."
    )
    assert voices(text)[:2] == ["Robin Tal", "Robin Tal"]
    assert voices(text)[-1] == "Jon Pell"


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Ada Brenn was calm. Asked about the dam, the foreign minister said that it would hold.",
        "Ada Brenn, the Sarn ambassador in Vesk, was calm. The ambassador said that the dam would hold.",
        "The leader of the opposition, Ada Brenn, was calm. The opposition leader said that the dam would hold.",
        "Adm. Ada Brenn was calm. “The dam will hold,” the admiral said.",
        "Ada Brenn is not persuaded. The leader of the Civic League said that the dam would hold.",
        "Its political editor, Ada Brenn, said that the dam would hold.",
        "According to its political editor, Ada Brenn, the dam will hold.",
    ],
)
def test_a_role_means_the_person_who_bears_it(text: str) -> None:
    assert last_of(text)[0] == "Ada Brenn"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Foreign Minister Ada Brenn met Energy Minister Jon Tal. The minister said it would hold.", "minister"),
        ("Prime Minister Ada Brenn was calm. The foreign minister said it would hold.", "foreign minister"),
        ("Spokeswoman Ada Brenn was calm. The Union's spokeswoman said it would hold.", "Union's spokeswoman"),
        ("Ada Brenn met Jon Tal. The mayor said it would hold.", "mayor"),
        ("Jon Tal was calm. The spokeswoman said it would hold.", "spokeswoman"),
    ],
)
def test_a_role_of_several_or_of_nobody_is_left_as_written(text: str, speaker: str) -> None:
    assert last_of(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "outlet"),
    [
        ("The Sarn Courier is calm. The paper says that the dam will hold.", "Sarn Courier", "Sarn Courier"),
        ("The Sarn Courier is calm. Insurance, it reports, has come down.", "Sarn Courier", "Sarn Courier"),
        ("The Sarn Courier blames the rain. Ada Brenn told the paper that it was old.", "Ada Brenn", "Sarn Courier"),
        ("The Sarn Courier came. Ada Brenn told the Courier that the dam was old.", "Ada Brenn", "Sarn Courier"),
        ("The Sarn Courier blames rain. In its opinion the dam is old.", "Sarn Courier", "Sarn Courier"),
        ("The weekly Lantern came. Ada Brenn told Lantern that the dam was old.", "Ada Brenn", "Lantern"),
        ("A letter quoted by the Lantern came. The weekly adds that the dam was old.", "weekly", None),
        (
            "According to a letter quoted by the Lantern, it rained. The weekly adds that it was old.",
            "Lantern",
            "Lantern",
        ),
        ("The Sarn Courier blames rain. An article of May 3 says that it was old.", "article", "Sarn Courier"),
        ("As quoted in the Sarn Courier of May 6, Ada Brenn says that the dam is old.", "Ada Brenn", "Sarn Courier"),
        ("Radio Sarn asked. Sarn says that nobody called.", "Sarn", None),
        ("The Sarn Courier came.\n\nAda Brenn told the paper that the dam was old.", "Ada Brenn", None),
    ],
)
def test_outlets_are_taken_up_by_short_names_and_nouns(text: str, speaker: str, outlet: str | None) -> None:
    assert last_of(text) == (speaker, outlet)


@pytest.mark.parametrize(
    ("marked", "speaker"),
    [
        ("Ada Brenn is calm. In her view ⟦the dam will hold⟧.", "Ada Brenn"),
        ("⟦Rye⟧, Ada Brenn points out, ⟦must pass the dam⟧.", "Ada Brenn"),
        ("Ada Brenn, writing in Severny Telegraf, warns ⟦her readers against rejoicing⟧.", "Ada Brenn"),
        ("Ada Brenn asked in parliament ⟦whether the dam would hold⟧.", "Ada Brenn"),
        ("Ada Brenn told Radio Sarn on May 3 ⟦that the dam would hold⟧.", "Ada Brenn"),
        ("According to two workers whom the site does not name, ⟦the dam is old⟧.", "two workers"),
        ("According to the Sarn Courier, ⟦two of the five gates had failed⟧; the rest held.", "Sarn Courier"),
        ("Three days after the attack Simon Drake wrote ⟦that the dam was old⟧.", "Simon Drake"),
    ],
)
def test_constructions_of_digests(marked: str, speaker: str) -> None:
    assert [statement.speaker for statement in said_at(marked)] == [speaker]


def test_a_date_that_a_noun_phrase_swallows_is_no_part_of_the_written_name() -> None:
    [statement] = found_in("Three days after the attack Simon Drake wrote that the dam was old.")
    assert statement.speaker_as_written == "Simon Drake"


@pytest.mark.parametrize(
    "text",
    [
        "The most discussed film of the year is short.",
        "Ada Brenn was assured by Sarn of it.",
        "Ada Brenn accepted the findings, though not all that might follow from them.",
    ],
)
def test_what_says_nothing_is_no_statement(text: str) -> None:
    assert [s.content for s in found_in(text) if len(s.content.split()) < 2 or s.content.startswith("that")] == []


def test_contents_have_no_loose_ends() -> None:
    text = "She thanked her voters and, in the words of the reporter, “left by the side door, on foot.”"
    assert "her voters" in [statement.content for statement in found_in(text)]


def test_russian_names_stand_behind_the_country_of_their_office() -> None:
    text = "Министр энергетики Сарна Петра Солан заявила, что мост откроют."
    [statement] = found_in(text, language="ru")
    assert statement.speaker == "Петра Солан"


def test_a_russian_role_means_the_person_who_bears_it() -> None:
    text = "Мэр городка Нижний Тал Ютта Фельд молчала. Журналист Тимур Ашан говорит, что мост откроют."
    assert [s.speaker for s in found_in(text, language="ru")] == ["Тимур Ашан"]
    text = "Тимур Ашан утверждает, что мост старый. Журналист пишет, что мост закроют."
    assert [s.speaker for s in found_in(text, language="ru")] == ["Тимур Ашан", "Тимур Ашан"]


def test_a_russian_infinitive_is_no_cue() -> None:
    assert found_in("Павел Орлов попросил не считать мост старым.", language="ru") == []
