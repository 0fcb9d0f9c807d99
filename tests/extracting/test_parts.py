"""The questions of which a question consists."""

import pytest

from mediaqa.extracting.parts import parts_of
from mediaqa.wording import language_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who blamed Lorn, and how many wardens were dismissed?",
            ["Who blamed Lorn", "how many wardens were dismissed?"],
        ),
        ("Who opened the gate? And when was it?", ["Who opened the gate?", "And when was it?"]),
        ("Кто закрыл ворота и сколько стражей уволили?", ["Кто закрыл ворота", "сколько стражей уволили?"]),
        ("What did Korn and Venn say?", ["What did Korn and Venn say?"]),
        ("When and where did Orla speak?", ["When and where did Orla speak?"]),
        ("Did she say when and where it happened?", ["Did she say when and where it happened?"]),
        ("The gate and how it was shut", ["The gate and how it was shut"]),
        (
            "What did Korn say about who is to blame and what is to be done?",
            ["What did Korn say about who is to blame and what is to be done?"],
        ),
        ("Did Korn say that the gate is shut and has no key?", ["Did Korn say that the gate is shut and has no key?"]),
        ("gate", ["gate"]),
    ],
)
def test_parts_that_can_be_answered_alone(question: str, parts: list[str]) -> None:
    assert [part.text for part in parts_of(question, language_of(question))] == parts


def test_no_more_parts_than_four_and_nothing_is_lost() -> None:
    parts = parts_of(" and ".join(f"who shut the gate {number}" for number in range(7)), "en")
    assert len(parts) == 4
    assert parts[-1].text.endswith("gate 6")
