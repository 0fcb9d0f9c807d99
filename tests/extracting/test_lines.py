"""The sentences of hits with the voice in effect."""

from hypothesis import given
from hypothesis import strategies as st

from mediaqa.extracting.lines import Line, lines
from mediaqa.values import Hit
from tests.evidence import BREAK, hits, hits_in, report


def only(text: str, **options: int) -> list[Line]:
    (stretch,) = lines(hits(report(text), **options))
    return stretch


def test_pronoun_has_the_voice_of_the_sentence_before() -> None:
    first, second = only("Ada Korn argues that it is over. She believes that nobody will notice.")
    assert first.own is not None
    assert second.own is None
    assert second.naming == first.place


def test_pronoun_in_another_paragraph_has_none() -> None:
    _, second = only("Ada Korn argues that it is over.\n\nShe believes that nobody will notice.")
    assert second.naming is None


def test_pronoun_after_another_name_has_none() -> None:
    *_, last = only("Ada Korn argues that it is over. Stoltenberg flew home. He believes that nobody will notice.")
    assert last.naming is None


def test_it_points_to_an_article_and_not_to_a_person() -> None:
    article = only("An article in Voennoe Obozrenie claims that it is over. It asks who will pay.")
    person = only("Ada Korn argues that it is over. It adds that nobody will notice.")
    assert article[1].naming == 0
    assert person[1].naming is None


def test_he_does_not_point_to_an_article() -> None:
    _, second = only("A lengthy article in Voennoe Obozrenie discusses the end. He adds that nobody will notice.")
    assert second.naming is None


def test_block_quotation_has_the_voice_of_the_line_before_it() -> None:
    text = "Ada Korn argues that it is over. She continues:\n\nNobody came. Nobody asked.\n\nThe rest is silence."
    found = only(text)
    assert [(line.naming, line.lead) for line in found] == [(None, None), (0, None), (0, 1), (0, 1), (None, None)]


def test_quotation_that_runs_on_keeps_its_voice() -> None:
    found = only("Ada Korn says that “nobody came. Nobody asked.” The rest is silence.")
    assert [(line.naming, line.lead) for line in found] == [(None, None), (0, 0), (None, None)]


def test_role_points_back_to_the_person_just_named() -> None:
    found = only("Nadia Brusk was blunter. Buildings, the spokeswoman said, could wait.")
    assert found[0].topic == "Nadia Brusk"
    assert found[1].naming == 0


def test_last_name_opens_a_topic_once_the_person_was_named_in_full() -> None:
    found = only("Celia Amory governed for years.\n\nAmory lost. In an interview she denied that it mattered.")
    assert [(line.topic, line.naming) for line in found] == [("Celia Amory", None), ("Amory", None), (None, 1)]


def test_view_inside_the_sentence_points_back_too() -> None:
    found = only("Ada Korn blames neither side. The fault, in her view, lies with the treaty.")
    assert found[1].naming == 0


def test_voice_reaches_over_the_end_of_a_passage() -> None:
    text = "Ada Korn argues that it is over. She believes that nobody will notice."
    found = only(text, max_tokens=12)
    assert len({line.passage.id for line in found}) == 2
    assert found[1].naming == 0


def test_voice_does_not_reach_into_another_report() -> None:
    stretches = lines(hits_in(["Ada Korn argues that it is over.", "She believes that nobody will notice."]))
    assert [line.naming for stretch in stretches for line in stretch] == [None, None]


def test_passage_that_two_hits_bring_is_taken_once() -> None:
    found = hits(report(BREAK), max_tokens=40)
    doubled = [found[1].model_copy(update={"before": (found[0].passage,)}), found[0]]
    stretches = lines(doubled)
    spans = [line.span for stretch in stretches for line in stretch]
    assert len(spans) == len(set(spans))
    assert all(line.hit in doubled for stretch in stretches for line in stretch)


def test_lines_are_the_sentences_of_the_report() -> None:
    one = report(BREAK)
    found = [line for stretch in lines(hits(one)) for line in stretch]
    assert all(line.span.of(one.text) == line.verbatim for line in found)
    assert [line.text for line in found][:1] == [
        "An October 21 article in Voennoe Obozrenie notes that Kremlin officials blame Brussels for the break."
    ]


@given(st.permutations(hits(report(BREAK), max_tokens=40)))
def test_order_of_hits_does_not_matter(shuffled: list[Hit]) -> None:
    def settled(found: list[Hit]) -> list[tuple[object, ...]]:
        return [(line.span, line.naming, line.lead) for stretch in lines(found) for line in stretch]

    assert settled(shuffled) == settled(hits(report(BREAK), max_tokens=40))
