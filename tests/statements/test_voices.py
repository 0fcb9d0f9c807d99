"""Voices over a whole report: pronouns, short names, running quotations, outlets, dates, voices inside voices."""

import datetime as dt
from pathlib import Path

import pytest

from mediaqa.reading import read_file
from mediaqa.values import Overrides, Span, Statement
from tests.conftest import SAMPLES
from tests.statements.marked import found_in, said_at, unmarked

SHARED = Path(__file__).parents[3] / "shared" / "reports" / "cna-russian-media-analysis-2021-10-24.txt"


def voices(text: str) -> list[str | None]:
    return [statement.speaker for statement in found_in(text)]


def test_a_short_name_and_a_pronoun_get_the_fullest_name() -> None:
    text = "Ada Brenn said the dam would hold. Brenn added that the road was safe. She denied that it was old."
    assert voices(text) == ["Ada Brenn"] * 3
    assert [statement.speaker_as_written for statement in found_in(text)] == ["Ada Brenn", "Brenn", "She"]


def test_the_place_of_the_name_is_where_it_was_named() -> None:
    text = "Ada Brenn rose. She said the dam would hold."
    [statement] = found_in(text)
    assert statement.speaker_span is not None
    assert statement.speaker_span.of(text) == "Ada Brenn"


def test_a_pronoun_means_a_voice_of_its_own_kind() -> None:
    text = "Helen Brenn said the dam would hold. Robert Tal said it would not. She asked whether he had seen it."
    assert voices(text) == ["Helen Brenn", "Robert Tal", "Helen Brenn"]


def test_two_with_one_last_name_stay_two() -> None:
    text = "Helen Brenn said the dam would hold. Mr. Brenn disagreed with the plan. Robert Brenn said it was old."
    assert voices(text)[0] == "Helen Brenn"
    assert voices(text)[1] != "Helen Brenn"
    assert voices(text)[2] == "Robert Brenn"


def test_titles_are_no_part_of_a_name() -> None:
    assert voices("Foreign Minister Ada Brenn said the dam would hold.") == ["Ada Brenn"]
    assert voices("Vesk ministry spokesman Jon Tal said the dam would hold.") == ["Jon Tal"]


def test_a_quotation_without_a_cue_has_the_voice_in_effect() -> None:
    text = "“The dam will hold,” Ada Brenn said.\n\n“Nobody needs to leave the valley tonight.”"
    first, second = found_in(text)
    assert (first.speaker, second.speaker) == ("Ada Brenn", "Ada Brenn")


def test_a_quotation_over_several_paragraphs_is_one_statement() -> None:
    text = "Ada Brenn wrote: “The dam will hold until spring.\n\n“Nobody needs to leave the valley.”"
    [statement] = found_in(text)
    assert statement.content.endswith("leave the valley.”")


def test_a_lead_in_gives_its_voice_to_the_quotation_in_the_next_paragraph() -> None:
    [statement] = said_at("Ada Brenn said:\n\n⟦“The dam will hold until spring.”⟧")
    assert statement.speaker == "Ada Brenn"


def test_a_block_quotation_belongs_to_its_lead_in() -> None:
    marked = (
        "Ada Brenn blames the council. She continues:\n\n⟦Nobody asked us. We were told in May.⟧\n\nThe river rose."
    )
    text, [block] = unmarked(marked)
    [statement] = [s for s in found_in(text, quotations=(block,)) if s.start == block.start]
    assert (statement.content, statement.directness) == ("Nobody asked us. We were told in May.", "direct")
    assert statement.speaker == "Ada Brenn"


def test_an_article_speaks_through_its_paragraph() -> None:
    text = (
        "An October 21 article in Severny Telegraf notes that officials blame the council for the flood. "
        "It asks how the dam could fail. It goes on to say that the gates were old. The answer was logical and quick."
    )
    article = "October 21 article in Severny Telegraf"
    found = found_in(text)
    assert [statement.speaker for statement in found] == [article, "officials", article, article, article]
    assert {statement.outlet for statement in found} == {"Severny Telegraf"}
    assert {statement.stated_on for statement in found} == {dt.date(2021, 10, 21)}
    assert found[1].chain == (article,)
    assert found[-1].content == "The answer was logical and quick"


def test_the_article_is_taken_up_by_its_noun() -> None:
    text = "An essay in Severny Telegraf argues that the dam was old. The essay adds that the road was not."
    assert len(set(voices(text))) == 1


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The dam, according to Ada Brenn as quoted in Kontur Nedeli, will hold until spring.", "Kontur Nedeli"),
        ("Ada Brenn told the Moscow Times that the dam would hold.", "Moscow Times"),
        ("Ada Brenn told the council that the dam would hold.", None),
        ("Writing in Severny Telegraf, Ada Brenn argues that the dam will hold.", "Severny Telegraf"),
        ("Writing in, Ada Brenn argues that the dam will hold.", None),
        ("In the online review Chetverg, Ada Brenn argues that the dam will hold.", "Chetverg"),
        ("The Sarn Times reported that the dam would hold.", "Sarn Times"),
    ],
)
def test_speaker_and_outlet_are_kept_apart(text: str, outlet: str | None) -> None:
    [statement] = found_in(text)
    assert statement.outlet == outlet


@pytest.mark.parametrize(
    ("text", "day", "written"),
    [
        ("Ada Brenn said on October 21 that the dam would hold.", dt.date(2021, 10, 21), "October 21"),
        ("Ada Brenn said on 2 November that the dam would hold.", dt.date(2020, 11, 2), "2 November"),
        ("Ada Brenn said on Friday that the dam would hold.", dt.date(2021, 10, 22), "Friday"),
        ("Ada Brenn said yesterday that the dam would hold.", dt.date(2021, 10, 23), "yesterday"),
        ("Ada Brenn said last month that the dam would hold.", None, "last month"),
        ("Ada Brenn said that the dam would hold until Friday.", None, None),
    ],
)
def test_dates_count_from_the_report_and_keep_their_words(text: str, day: dt.date | None, written: str | None) -> None:
    [statement] = found_in(text)
    assert (statement.stated_on, statement.stated_as_written) == (day, written)


def test_a_voice_inside_a_voice_keeps_the_chain() -> None:
    text = "According to Ada Brenn, officials believe that the dam is old."
    outer, inner = found_in(text)
    assert (outer.speaker, inner.speaker, inner.chain) == ("Ada Brenn", "officials", ("Ada Brenn",))


def test_what_a_voice_says_of_itself_has_no_chain() -> None:
    assert [statement.chain for statement in found_in("Ada Brenn said she believed that the dam was old.")] == [(), ()]


def test_sentences_after_a_named_speaker_are_not_carried_on() -> None:
    assert len(found_in("Ada Brenn said the dam would hold. The dam was built in 1961.")) == 1


def shared() -> list[Statement]:
    if not SHARED.exists():
        pytest.skip("the shared report is not on this machine")
    from mediaqa.statements import find_statements

    return list(find_statements(read_file(SHARED, Overrides(), max_bytes=10**7)))


def test_the_shared_report_gives_each_sentence_its_voice() -> None:
    found = shared()

    def over(words: str) -> list[Statement]:
        return [statement for statement in found if words in statement.content]

    for words in ("permanently end the partnership", "impetus came from Brussels", "lay the blame", "to be exhausted"):
        assert {(s.speaker, s.outlet) for s in over(words)} == {("Andrey Kortunov", "Kommersant")}
    [response] = over("is logical and consistent")
    assert response.stated_on == dt.date(2021, 10, 21)
    assert response.speaker is not None
    assert "October 21 article" in response.speaker
    [closure] = over("purely formal dialog will now cease")
    assert (closure.speaker, closure.outlet) == ("Yevgeniy Fedorov", None)
    kashin = over("the continued existence and expansion of NATO")
    assert [(s.speaker, s.chain) for s in kashin] == [
        ("Vasily Kashin", ()),
        ("Russian officials", ("Vasily Kashin",)),
    ]


def test_every_sample_report_has_statements_with_speakers() -> None:
    from mediaqa.statements import find_statements

    for path in sorted(SAMPLES.iterdir()):
        found = find_statements(read_file(path, Overrides(), max_bytes=10**7))
        assert sum(statement.speaker is not None for statement in found) >= 5, path.name


def test_russian_works_by_its_own_lists() -> None:
    cases = [
        ("⟦«Мост откроют в мае»⟧, — сказал Павел Орлов.", "Павел Орлов"),
        ("Павел Орлов заявил, ⟦что мост откроют⟧.", "Павел Орлов"),
        ("По словам Павла Орлова, ⟦мост откроют⟧.", "Павла Орлова"),
        ("Губернатор ответил: ⟦«Мы ждали десять лет».⟧", "Губернатор"),
    ]
    for marked, speaker in cases[:3]:
        assert [s.speaker for s in said_at(marked, language="ru")] == [speaker], marked
    assert [s.speaker for s in found_in(unmarked(cases[3][0])[0], language="ru")] == ["Губернатор"]


def test_a_russian_cue_inside_the_marks_is_found() -> None:
    text = "«Это ошибка, — заявила Вера Лис. — Мы всё исправим»."
    [statement] = found_in(text, language="ru")
    assert (statement.speaker, len(statement.parts)) == ("Вера Лис", 2)


def test_russian_stances_and_pronouns() -> None:
    text = "Павел Орлов отрицает, что мост закрыт. Он спросил, почему его закрыли."
    found = found_in(text, language="ru")
    assert [(s.speaker, s.stance) for s in found] == [("Павел Орлов", "denies"), ("Павел Орлов", "asks")]


def test_spans_are_plain_spans() -> None:
    [statement] = found_in("Ada Brenn said the dam would hold.")
    assert statement.cue_span == Span(10, 14)
