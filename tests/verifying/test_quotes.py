"""Quotes: found, found elsewhere, repaired, or refused."""

import pytest

from mediaqa.values import Span
from mediaqa.verifying.quotes import Found, NotFound, limited, locate, quoted_in
from mediaqa.verifying.stretches import Stretch, stretches
from tests.evidence import hits, report

FIRST = (
    "Andrey Kashin argues that the ministry expelled eight envoys of Tarn in May. "
    "“The treaty is logical and consistent,” he writes, “but only until the winter.”"
)
SECOND = (
    "The Gazette notes that prices rose by 6% in June. However, … it was important for Lorn to lay the blame on Tarn."
)


@pytest.fixture(scope="module")
def texts() -> list[Stretch]:
    return stretches(hits(report(FIRST, title="First"), report(SECOND, title="Second")))


def at(texts: list[Stretch], words: str) -> list[tuple[Stretch, Span]]:
    """The passage that holds some words, as it is named to ``locate``."""
    stretch = next(one for one in texts if words in one.text)
    return [(stretch, Span(0, len(stretch.text)))]


def found(quote: str, texts: list[Stretch], near: str = "Kashin") -> Found:
    result = locate(quote, at(texts, near), texts)
    assert not isinstance(result, NotFound)
    (one,) = result
    assert one.text == one.stretch.text[one.span.start : one.span.end]
    return one


def refused(quote: str, texts: list[Stretch], near: str = "Kashin") -> NotFound:
    result = locate(quote, at(texts, near), texts)
    assert isinstance(result, NotFound)
    return result


def test_words_as_they_stand_are_exact(texts: list[Stretch]) -> None:
    one = found("the ministry expelled eight envoys", texts)
    assert (one.match, one.relocated, one.text) == ("exact", False, "the ministry expelled eight envoys")


@pytest.mark.parametrize("quote", ["THE TREATY is logical and consistent", "the treaty is  logical and consistent,"])
def test_words_in_other_typography_are_folded(texts: list[Stretch], quote: str) -> None:
    one = found(quote, texts)
    assert (one.match, one.text) == ("folded", "The treaty is logical and consistent")


def test_a_wrong_passage_is_put_right(texts: list[Stretch]) -> None:
    one = found("prices rose by 6%", texts, near="Kashin")
    assert (one.match, one.relocated) == ("exact", True)
    assert "Gazette" in one.stretch.text


def test_without_a_named_passage_nothing_is_relocated(texts: list[Stretch]) -> None:
    result = locate("prices rose by 6%", [], texts)
    assert not isinstance(result, NotFound)
    assert [one.relocated for one in result] == [False]


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("the minstry expelled eight envoys of Tarn", "the ministry expelled eight envoys of Tarn"),
        ("Andrey Kashyn argues that the ministry expelled", "Andrey Kashin argues that the ministry expelled"),
        ("ministry expelled the eight envoys of Tarn in May", "ministry expelled eight envoys of Tarn in May"),
    ],
)
def test_a_misspelling_gets_the_words_of_the_source(texts: list[Stretch], quote: str, source: str) -> None:
    one = found(quote, texts)
    assert (one.match, one.text) == ("repaired", source)


@pytest.mark.parametrize(
    "quote",
    [
        "the ministry expelled nine envoys of Tarn in May",
        "He argues that the ministry expelled eight envoys",
        "The treaty is not logical and consistent",
        "The treaty is logical and inconsistent",
        "the ministry invited eight envoys of Tarn in May",
        "the ministry expelled eight envoys of Karst in May",
        "the ministry never expelled eight envoys of Tarn in May",
        "the ministry may expelled eight envoys of Tarn in May",
    ],
)
def test_a_repair_that_changes_what_is_said_is_refused(texts: list[Stretch], quote: str) -> None:
    assert refused(quote, texts).reason == "repair_changes_meaning"


def test_six_percent_is_not_five(texts: list[Stretch]) -> None:
    assert refused("The Gazette notes that prices rose by 5% in June", texts).reason == "repair_changes_meaning"


@pytest.mark.parametrize("quote", ["the envoys were drowned in the harbour", "", "…", "“”", "xyzzy"])
def test_words_of_nobody_are_not_found(texts: list[Stretch], quote: str) -> None:
    assert refused(quote, texts).reason == "quote_not_found"


def test_part_of_a_word_is_no_place(texts: list[Stretch]) -> None:
    assert isinstance(locate("rose by 6", [], texts), list)
    assert isinstance(locate("ices rose", [], texts), NotFound)


def test_pieces_around_an_ellipsis_are_found_one_by_one(texts: list[Stretch]) -> None:
    result = locate("the ministry expelled … envoys of Tarn in May", at(texts, "Kashin"), texts)
    assert not isinstance(result, NotFound)
    assert [one.text for one in result] == ["the ministry expelled", "envoys of Tarn in May"]


def test_an_ellipsis_of_the_source_is_found_whole(texts: list[Stretch]) -> None:
    one = found("However, ... it was important for Lorn", texts, near="Gazette")
    assert one.text == "However, … it was important for Lorn"


def test_pieces_in_another_order_are_not_found(texts: list[Stretch]) -> None:
    assert refused("envoys of Tarn in May … the ministry expelled", texts).reason == "quote_not_found"


def test_a_quote_is_led_on_over_what_limits_it() -> None:
    text = "The ports will open in June, but only for grain. Nothing else."
    span = Span(0, text.index(", but"))
    assert limited(text, span, text.index(" Nothing")).of(text) == "The ports will open in June, but only for grain."
    assert limited(text, Span(0, 9), text.index(", but")) == Span(0, 9)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “the gate is shut” twice.", ["the gate is shut"]),
        ('She called it "a trap" and "a farce".', ["a trap", "a farce"]),
        ("Он сказал: «Ворота закрыты».", ["Ворота закрыты"]),
        ("It was 'logical and consistent', he says.", []),
        ("It was ‘logical and consistent’, he says.", ["logical and consistent"]),
        ("Kortunov’s view of NATO’s aims", []),
    ],
)
def test_quoted_words_are_told_from_apostrophes(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quoted_in(text)] == quoted
