"""How well a line answers a question."""

import pytest

from mediaqa.extracting.lines import lines
from mediaqa.extracting.matching import FAMILY
from mediaqa.extracting.questions import analyse
from mediaqa.extracting.relevance import ANSWERS_FROM, Scored, Signals, score_lines
from tests.evidence import BREAK, hits, hits_in, report


def scored(question: str, *texts: str) -> list[Scored]:
    return score_lines(analyse(question, "en"), lines(hits_in(texts)))


def test_line_with_every_signal_answers_and_line_with_none_does_not() -> None:
    assert Signals(1, 1, 1, 1, 1, 1, 1).score > 0.95
    assert Signals(0, 0, 0, 0, 0, 0, 0).score < 0.001


@pytest.mark.parametrize("name", Signals._fields)
def test_each_signal_counts(name: str) -> None:
    assert Signals(1, 1, 1, 1, 1, 1, 1)._replace(**{name: 0.0}).score < Signals(1, 1, 1, 1, 1, 1, 1).score


def test_word_farther_off_counts_less() -> None:
    inside, beside, around = (
        scored("What about the treaty?", text)[0].signals.covered
        for text in ("It is a treaty.", "It is old. A treaty it was.", "It is old. So it was. A treaty it was.")
    )
    assert inside > beside > around > 0


def test_rare_word_counts_more_than_a_common_one() -> None:
    found = scored(
        "Who signed the treaty on fish?",
        "The treaty is on fish.",
        "A treaty on gold.",
        "The treaty of old.",
        "Fish is food.",
    )
    fish_and_treaty, only_treaty, _, only_fish = (one.signals.core for one in found)
    assert fish_and_treaty > only_fish > only_treaty


@pytest.mark.parametrize(
    ("question", "text", "typed"),
    [
        ("How many diplomats left?", "Eight Russian diplomats left.", 1.0),
        ("How many diplomats left?", "The diplomats left.", 0.0),
        ("How many diplomats left?", "The diplomats left in 2021.", 0.0),
        ("How many diplomats left?", "The diplomats left on 3 May.", 0.0),
        ("How many diplomats left?", "Two ships and their crews brought diplomats of many countries home.", 0.7),
        ("How many diplomats left?", "Eight ships left.", 0.4),
        ("How many soldiers left?", "It took the two sides' soldiers home.", 0.5),
        ("How much did it cost?", "It cost 3 million crowns.", 1.0),
        ("How much did it cost?", "It cost two men their lives.", 0.2),
        ("How old is the bridge?", "The bridge is 40 years old.", 1.0),
        ("How old is the bridge?", "The bridge has 40 lamps.", 0.2),
        ("When did it fall?", "It fell on Tuesday.", 1.0),
        ("When did it fall?", "It fell.", 0.2),
        ("Who blamed Osk?", "Ada Korn blames Osk.", 1.0),
        ("Who blamed Osk?", "She blames Osk.", 0.8),
        ("Who blamed Osk?", "Osk lost.", 0.5),
        ("Which paper praised it?", "The Harbour Post praises it.", 1.0),
        ("Which paper praised it?", "Lotte Hainz praises it.", 0.7),
        ("Who repaired the dam?", "The dam was repaired by Lotte Hainz.", 1.0),
        ("Who repaired the dam?", "The dam was repaired.", 0.5),
    ],
)
def test_line_holds_what_is_asked_for(question: str, text: str, typed: float) -> None:
    assert scored(question, text)[0].signals.typed == typed


@pytest.mark.parametrize(
    ("text", "voiced"),
    [
        ("Ada Korn says that it is over.", 1.0),
        ("In Vedomosti Korn says that it is over.", 1.0),
        ("Ada Korn will not come.", 0.75),
        ("Oleg Dym says that Ada Korn will not come.", 0.2),
        ("Oleg Dym says that it is over.", 0.0),
        ("It is over.", 0.0),
    ],
)
def test_line_is_the_asked_voice_s(text: str, voiced: float) -> None:
    assert scored("What did Ada Korn say?", text)[0].signals.voiced == voiced


def test_line_of_a_pronoun_is_the_voice_s_too() -> None:
    _, second = scored("What did Ada Korn say about fish?", "Ada Korn says that it is over. She wonders about fish.")
    assert second.signals.voiced == pytest.approx(0.95)


def test_voice_that_is_named_by_the_whole_role_is_required() -> None:
    whole, part = (
        scored("What did the mayor of Lower Brenn say?", text)[0].signals.voiced
        for text in (
            "The mayor of Lower Brenn says that it is over.",
            "A farmer of Lower Brenn says that it is over.",
        )
    )
    assert whole == 1.0
    assert part == 0.0


@pytest.mark.parametrize(
    ("question", "text", "verb"),
    [
        ("Who repaired the dam?", "The dam was repaired by Lotte Hainz.", 1.0),
        ("Who repaired the dam?", "The dam belongs to Lotte Hainz.", 0.0),
        ("Who stepped down when the dam failed?", "Lotte Hainz resigned.", FAMILY),
        ("What did the engineers repair?", "The dam belongs to them.", 1.0),
    ],
)
def test_event_that_is_asked_for_must_be_told(question: str, text: str, verb: float) -> None:
    assert scored(question, text)[0].signals.verb == pytest.approx(verb)


def test_words_that_only_say_when_are_not_looked_for_in_the_line_itself() -> None:
    assert scored("Who resigned after the flood?", "Lotte Hainz resigned.")[0].signals.core == 1.0


def test_role_is_told_by_the_apposition_of_a_name() -> None:
    text = "The Norwegian foreign minister, Ine Holm, told Radio Nord that talks go on."
    assert scored("What did Norway's foreign minister say?", text)[0].signals.voiced == 1.0


def test_rarity_of_the_corpus_is_used_when_it_is_handed_in() -> None:
    found = lines(hits(report("The treaty is old. Fish is food.")))
    asked = analyse("Who signed a treaty on fish?", "en")
    treaty, fish = score_lines(asked, found, rarity=lambda word: {"treaty": 0.9, "fish": 0.3}.get(word, 0.2))
    assert treaty.signals.core > fish.signals.core


def test_no_lines_no_scores() -> None:
    assert score_lines(analyse("Who?", "en"), []) == []


def test_answer_stands_out_on_the_threshold() -> None:
    found = scored("How many diplomats were thrown out?", BREAK)
    assert [one.line.text for one in found if one.score >= ANSWERS_FROM] == [
        "In September the alliance expelled eight Russian diplomats."
    ]
