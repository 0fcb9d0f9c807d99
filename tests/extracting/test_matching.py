"""How far the words of a question stand in a text."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from mediaqa.extracting.matching import DERIVED, FAMILY, NEAR, Matcher
from mediaqa.extracting.questions import analyse
from mediaqa.wording import language_of, lexicon


def strength(question: str, text: str, embedder: object = None) -> float:
    """The strength of the question's last term in a text."""
    language = language_of(question)
    terms = analyse(question, language).terms
    return float(Matcher(terms, [text], lexicon(language), embedder).strengths(text)[-1])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("who was expelled", "They expel him", 1.0),
        ("who was expelled", "They threw him out", FAMILY),
        ("who blamed", "He is at fault", FAMILY),
        ("why the closure", "They close it", DERIVED),
        ("who expelled", "They praised him", 0.0),
        ("who saw Kashin", "Kashin’s friends", 1.0),
        ("who saw Kashin", "Kortunov spoke", 0.0),
        ("who saw Russia", "Russian officials", 1.0),
        ("who saw Russia", "Moscow spoke", 0.7),
        ("who saw Kelmar", "the Kelmari fleet", DERIVED),
        ("who saw Poland", "the polished floor", 0.0),
        ("who saw the 8 men", "8 men", 1.0),
        ("who paid 30", "He paid 3", 0.0),
        ("кто выслал дипломатов", "выслали дипломата", 1.0),
        ("Кто видел Кортунова", "Kortunov spoke", 1.0),
    ],
)
def test_word_stands_as_itself_or_as_what_stands_for_it(question: str, text: str, expected: float) -> None:
    assert strength(question, text) == pytest.approx(expected)


def embedder_of(vectors: dict[str, tuple[float, float]]) -> object:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([vectors.get(text, (0.0, 1.0)) for text in texts], dtype=np.float32)

    return embed


def test_near_word_counts_by_its_cosine() -> None:
    embed = embedder_of({"vessel": (1.0, 0.0), "hull": (0.5, 0.866)})
    assert strength("where was the vessel", "the hull") == 0.0
    assert strength("where was the vessel", "the hull", embed) == pytest.approx(NEAR * 0.5, abs=0.01)


def test_name_is_no_near_word() -> None:
    embed = embedder_of({"lavrov": (1.0, 0.0), "kashin": (1.0, 0.0)})
    assert strength("who saw Lavrov", "then Kashin", embed) == 0.0
    assert strength("who saw lavrov", "then Kashin", embed) == 0.0


def test_chance_likeness_is_given_up_when_the_vectors_are_far() -> None:
    near, far = (embedder_of({"import": (1.0, 0.0), "important": (x, 0.9)}) for x in (0.5, 0.05))
    assert strength("why the import", "an important man", near) == pytest.approx(DERIVED)
    assert strength("why the import", "an important man", far) == 0.0


def test_places_of_a_thing_are_found() -> None:
    terms = analyse("How many diplomats did NATO expel?", "en").terms
    text = "They expelled eight Russian diplomats"
    assert Matcher(terms, [text], lexicon("en")).places("diplomat", text) == [4]


def test_nothing_to_match_is_no_error() -> None:
    assert Matcher((), [], lexicon("en")).strengths("a word").shape == (0,)
