"""``verify``: other people's answers, proved or rejected sentence by sentence."""

import pytest

from mediaqa import Answer, verify
from mediaqa.values import Hit
from tests.evidence import BREAK, hits, report


@pytest.fixture(scope="module")
def evidence() -> list[Hit]:
    return hits(report(BREAK, title="Break"))


def number_of(evidence: list[Hit], words: str) -> int:
    return next(number for number, hit in enumerate(evidence, 1) if words in hit.passage.text)


def reasons(answer: Answer) -> list[str]:
    return [claim.reason for claim in answer.rejected]


@pytest.mark.parametrize(
    ("text", "speaker", "outlet", "quote"),
    [
        ("Kremlin officials blame Brussels for it [1].", "Kremlin officials", "Voennoe Obozrenie", "An Oct"),
        ("Ruslan Ilyin believes that the impetus came from Brussels [1].", "Ruslan Ilyin", "Kommersant", "He believes"),
        ("Ilyin: “it was important for Brussels to lay the blame on Moscow”.", "Ruslan Ilyin", "Kommersant", "It was"),
        ("NATO expelled 8 Russian diplomats in September.", None, None, "In September the alliance"),
        ("Ada Korn told Vedomosti that the closure is a mistake.", "Ada Korn", "Vedomosti", "The closure, she"),
        ("Trade with the Baltic states grew by 12% in 2020 [1].", None, None, "Trade with"),
    ],
)  # fmt: skip
def test_what_the_text_says_is_proved(
    evidence: list[Hit], text: str, speaker: str | None, outlet: str | None, quote: str
) -> None:
    answer = verify(text, evidence)
    (claim,) = answer.claims
    assert not answer.rejected
    assert (claim.speaker, claim.outlet) == (speaker, outlet)
    (citation,) = claim.citations
    assert citation.quote.startswith(quote)
    assert BREAK[citation.start : citation.end] == citation.quote
    assert 0.5 <= claim.support <= 1
    assert {check.result for check in claim.checks} <= {"pass", "not_checkable"}
    assert answer.text.endswith(" [1]")
    assert answer.status == "answered"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Sergey Lavrov said that the impetus came from Brussels.", "name"),
        ("Ada Korn said that “it was important for Brussels to lay the blame on Moscow”.", "speaker"),
        ("The alliance expelled nine Russian diplomats in September [1].", "number"),
        ("Moscow answered by closing its mission on 19 October 2021.", "number"),
        ("Moscow did not answer by closing its mission in Brussels.", "polarity"),
        ("Moscow will never close its mission in Brussels.", "polarity"),
        ("It was important for Moscow to lay the blame on Brussels.", "roles"),
        ("Ilyin wrote that “the script was written in the Kremlin by the generals”.", "quote_not_found"),
        ("Korn told Vedomosti that “the closure is not a mistake”.", "quote_not_found"),
        ("“In September the alliance expelled nine Russian diplomats.”", "repair_changes_meaning"),
        ("Oil became dearer in Norway because of a strike [1].", "no_citation"),
        ("The harbour of Odessa was mined [17].", "unknown_passage"),
    ],
)
def test_what_it_does_not_say_is_rejected_with_the_reason(evidence: list[Hit], text: str, reason: str) -> None:
    answer = verify(text, evidence)
    assert answer.claims == ()
    assert reasons(answer) == [reason]
    assert (answer.status, answer.text) == ("not_found", "The reports do not say.")
    assert answer.considered == tuple(evidence)


def test_a_wrong_marker_is_put_right() -> None:
    found = hits(report(BREAK, title="Break"), report("Grain prices fell in Odessa.", title="Prices"))
    wrong = number_of(found, "Grain prices")
    answer = verify(f"Kremlin officials blame Brussels for the break [{wrong}].", found)
    (claim,) = answer.claims
    assert claim.citations[0].relocated
    assert claim.citations[0].report.title == "Break"


def test_citations_are_numbered_in_the_order_of_use_and_once(evidence: list[Hit]) -> None:
    answer = verify(
        "Trade with the Baltic states grew by 12 percent in 2020. The alliance expelled eight Russian diplomats. "
        "Trade with the Baltic states grew in 2020.",
        evidence,
    )
    assert [[one.number for one in claim.citations] for claim in answer.claims] == [[1], [2], [1]]
    assert answer.text.count("[1]") == 2


def test_a_misspelt_quotation_gets_the_words_of_the_source(evidence: list[Hit]) -> None:
    answer = verify("Ilyin wrote: “It was important for Brussels to lay the blaime on Moscow.”", evidence)
    (claim,) = answer.claims
    assert "to lay the blame on Moscow" in claim.text
    assert "blaime" not in claim.text
    assert claim.citations[0].match == "repaired"


def test_what_declines_is_no_claim(evidence: list[Hit]) -> None:
    answer = verify("The provided reports do not mention Lavrov.", evidence)
    assert (answer.status, answer.claims, answer.rejected) == ("not_found", (), ())


def test_one_false_sentence_does_not_cost_the_others(evidence: list[Hit]) -> None:
    answer = verify("Kremlin officials blame Brussels. The alliance expelled nine diplomats.", evidence)
    assert [claim.text for claim in answer.claims] == ["Kremlin officials blame Brussels."]
    assert reasons(answer) == ["number"]


@pytest.mark.parametrize("text", ["", "   ", "[1]", "…", "Sources:\n[1] The Gazette"])
def test_an_answer_without_a_sentence_claims_nothing(evidence: list[Hit], text: str) -> None:
    assert verify(text, evidence).status == "not_found"


def test_nothing_is_proved_by_nothing() -> None:
    answer = verify("Kremlin officials blame Brussels [1].", [])
    assert reasons(answer) == ["unknown_passage"]


def test_a_russian_claim_is_flagged_where_only_names_can_be_compared(evidence: list[Hit]) -> None:
    answer = verify("Москва закрыла представительство в Брюсселе.", evidence)
    (claim,) = answer.claims
    assert {check.name for check in claim.checks if check.result == "not_checkable"} >= {"polarity", "content"}
    assert claim.support < 0.8
    assert reasons(verify("Лавров закрыл представительство в Мадриде.", evidence)) != []


def test_the_answer_is_the_same_each_time_and_survives_json(evidence: list[Hit]) -> None:
    text = "Kremlin officials blame Brussels for the break [1]. The alliance expelled nine diplomats."
    first = verify(text, evidence, question="Who blamed Brussels?")
    assert verify(text, evidence, question="Who blamed Brussels?") == first
    assert Answer.model_validate_json(first.model_dump_json()) == first
    assert "An October 21 article" in str(first)
