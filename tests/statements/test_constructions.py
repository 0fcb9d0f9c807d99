"""Each way of reporting speech and attitudes: exact spans, speakers, stances and directness."""

import pytest

from tests.statements.marked import found_in, said_at

DIRECT = [
    ("⟦“The dam will hold,”⟧ Ada Brenn said.", "Ada Brenn"),
    ("⟦“The dam will hold,”⟧ said Ada Brenn, the engineer in charge.", "Ada Brenn"),
    ("⟦“Will the dam hold?”⟧ asked Ada Brenn.", "Ada Brenn"),
    ("Ada Brenn said: ⟦“The dam will hold.”⟧", "Ada Brenn"),
    ("Ada Brenn said on Monday, ⟦“The dam will hold.”⟧", "Ada Brenn"),
    ("⟦“The dam,”⟧ Ada Brenn said, ⟦“will hold until spring.”⟧", "Ada Brenn"),
    ("⟦“The dam will hold,”⟧ Ada Brenn said. ⟦“Nobody needs to leave the valley.”⟧", "Ada Brenn"),
    ("⟦''The dam will hold,''⟧ Ada Brenn said.", "Ada Brenn"),
    ('⟦"The dam will hold,"⟧ Mayor Ilka Tal told reporters on Monday.', "Ilka Tal"),
    ("⟦“He said, ‘The dam will hold,’”⟧ Ada Brenn recalled.", "Ada Brenn"),
    ("⟦“Nobody asked the people in the valley what they wanted.”⟧ — Ada Brenn", "Ada Brenn"),
    ("Ada Brenn had one message: ⟦“The dam will hold.”⟧", "Ada Brenn"),
]
INDIRECT = [
    ("Ada Brenn said ⟦that the dam would hold⟧.", "Ada Brenn"),
    ("Ada Brenn said ⟦the dam would hold⟧.", "Ada Brenn"),
    ("Ada Brenn argued in an interview on Monday ⟦that the dam would hold⟧.", "Ada Brenn"),
    ("⟦The dam would hold⟧, Ada Brenn said.", "Ada Brenn"),
    ("⟦The dam⟧, Ada Brenn said, ⟦would hold until spring⟧.", "Ada Brenn"),
    ("According to Ada Brenn, ⟦the dam will hold⟧.", "Ada Brenn"),
    ("⟦The dam will hold⟧, according to Ada Brenn.", "Ada Brenn"),
    ("Ada Brenn, who built the dam, said ⟦it would hold⟧.", "Ada Brenn"),
    ("Ada Brenn, the engineer in charge, told the council ⟦that the dam would hold⟧.", "Ada Brenn"),
    ("Her deputy, Ilka Tal, warned ⟦that the dam was old⟧.", "Ilka Tal"),
    ("The mayor, who has often said ⟦that she would go⟧, left.", "mayor"),
    ("The mayor who met Ada Brenn said ⟦the dam would hold⟧.", "mayor"),
    ("A study that appeared in the Sarn Journal found ⟦that the dam was old⟧.", "study"),
    ("All the experts she invited said ⟦the dam would hold⟧.", "All the experts"),
    ("Secretary of State Ada Brenn said ⟦the dam would hold⟧.", "Ada Brenn"),
    ("Officials in Sarn said ⟦the road would reopen⟧.", "Officials in Sarn"),
    ("A spokesman for the ministry said ⟦the road would reopen⟧.", "spokesman for the ministry"),
    ("Officials in April warned ⟦that the dam was old⟧.", "Officials"),
    ("A report released last year found ⟦that the dam was old⟧.", "report"),
    ("In Ada Brenn's view, ⟦the dam will hold⟧.", "Ada Brenn"),
    ("Ada Brenn went on to say ⟦that the dam would hold⟧.", "Ada Brenn"),
]
ATTITUDES = [
    ("Ada Brenn plans ⟦to rebuild the dam⟧.", "Ada Brenn"),
    ("Ada Brenn refused ⟦to rebuild the dam⟧.", "Ada Brenn"),
    ("Ada Brenn urged ⟦the council to rebuild the dam⟧.", "Ada Brenn"),
    ("Ada Brenn condemned ⟦the closure of the dam⟧.", "Ada Brenn"),
    ("Ada Brenn called for ⟦a new dam⟧ after the flood.", "Ada Brenn"),
    ("Ada Brenn called ⟦the plan “a gift to the sea”⟧.", "Ada Brenn"),
    ("Ada Brenn described ⟦the plan as a mistake⟧.", "Ada Brenn"),
    ("Ada Brenn is reluctant ⟦to rebuild the dam⟧.", "Ada Brenn"),
    ("Ada Brenn was critical of ⟦the plan⟧.", "Ada Brenn"),
    ("The council discussed Ada Brenn's claim ⟦that the dam would hold⟧.", "Ada Brenn"),
    ("The council noted Ada Brenn's opposition to ⟦the plan⟧.", "Ada Brenn"),
    ("The council faced criticism of ⟦the plan⟧ from Ada Brenn.", "Ada Brenn"),
    ("⟦The plan⟧ was described by Ada Brenn ⟦as a mistake⟧.", "Ada Brenn"),
]
STANCES = [
    ("Ada Brenn denied ⟦that the dam was old⟧.", "denies"),
    ("Ada Brenn does not believe ⟦that the dam is old⟧.", "denies"),
    ("Ada Brenn did not deny ⟦that the dam was old⟧.", "asserts"),
    ("Ada Brenn asked ⟦whether the dam was old⟧.", "asks"),
    ("Ada Brenn wondered ⟦why the dam was built⟧.", "asks"),
]


@pytest.mark.parametrize(("marked", "speaker"), DIRECT)
def test_quoted_words_are_given_to_their_speaker(marked: str, speaker: str) -> None:
    statement = next(iter(said_at(marked)))
    assert (statement.speaker, statement.directness) == (speaker, "direct")


@pytest.mark.parametrize(("marked", "speaker"), INDIRECT)
def test_reported_words_are_given_to_their_speaker(marked: str, speaker: str) -> None:
    statement = next(iter(said_at(marked)))
    assert (statement.speaker, statement.directness) == (speaker, "indirect")


@pytest.mark.parametrize(("marked", "speaker"), ATTITUDES)
def test_plans_and_attitudes_are_statements(marked: str, speaker: str) -> None:
    assert [statement.speaker for statement in said_at(marked)] == [speaker]


@pytest.mark.parametrize(("marked", "stance"), STANCES)
def test_denials_and_questions_are_kept_as_such(marked: str, stance: str) -> None:
    assert [statement.stance for statement in said_at(marked)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “dry season” begins in May.",
        "The play “The Ferryman Comes Home” opens in Sarn on Friday.",
        "The dam was built in 1961 and rebuilt twice.",
        "No investor said that the dam would hold.",
        "The tax plans of the region are old.",
    ],
)
def test_scare_quotes_titles_and_plain_facts_are_no_statements(text: str) -> None:
    assert found_in(text) == []


def test_part_quoted_words_are_mixed() -> None:
    [statement] = said_at("Ada Brenn said ⟦the dam was “as safe as a church” this year⟧.")
    assert statement.directness == "mixed"


def test_the_teller_s_own_words_behind_a_content_are_left_out() -> None:
    assert said_at("Ada Brenn said ⟦the dam would hold⟧, although the river rose again.")
    assert said_at("Ada Brenn said ⟦the dam would hold⟧, adding that the road would not.")
    assert said_at("Ada Brenn said ⟦the dam would hold⟧ in an interview on Monday.")


def test_verbs_of_one_sentence_share_their_subject() -> None:
    text = "Ada Brenn said the dam would hold, adding that the road would not."
    assert [(s.cue, s.speaker) for s in found_in(text)] == [("said", "Ada Brenn"), ("adding", "Ada Brenn")]


def test_a_participle_before_its_subject_has_the_subject_behind_the_comma() -> None:
    [statement] = said_at("Noting ⟦that the river rose⟧, Ada Brenn left the valley.")
    assert statement.speaker == "Ada Brenn"


def test_several_speakers_of_one_statement_have_one_each_with_the_same_span() -> None:
    found = said_at("Ada Brenn and Ilka Tal said ⟦the dam would hold⟧.")
    assert [statement.speaker for statement in found] == ["Ada Brenn", "Ilka Tal"]
    assert len({statement.id for statement in found}) == 2


def test_headlines_and_transcripts_name_the_voice_before_a_colon() -> None:
    [statement] = said_at("Ada Brenn: ⟦The dam will hold.⟧")
    assert (statement.speaker, statement.cue) == ("Ada Brenn", ":")
    assert found_in("Breaking: The dam broke.") == []
