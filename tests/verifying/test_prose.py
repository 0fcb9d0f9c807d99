"""Answers in prose: sentences, markers, and what is no claim."""

import pytest

from mediaqa.verifying.prose import declines, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The gate was shut [1]. It opened later [2, 3].",
            [("The gate was shut.", (1,)), ("It opened later.", (2, 3))],
        ),
        (
            "The gate was shut. [1] It opened later. [2-4]",
            [("The gate was shut.", (1,)), ("It opened later.", (2, 3, 4))],
        ),
        ("The gate was shut 【2】.", [("The gate was shut.", (2,))]),
        ("The gate was shut【4†source】.", [("The gate was shut.", (4,))]),
        ("The gate was shut [Source 2, page 15].", [("The gate was shut.", (2,))]),
        ("The gate was shut (Source 1).", [("The gate was shut.", (1,))]),
        ("The gate was shut (1).", [("The gate was shut.", (1,))]),
        ("The gate was shut (2021).", [("The gate was shut (2021).", ())]),
        ("The gate was shut [1][2].", [("The gate was shut.", (1, 2))]),
        ("The gate was shut.", [("The gate was shut.", ())]),
        ("- The gate was shut [1]\n- It opened [2]", [("The gate was shut", (1,)), ("It opened", (2,))]),
        ("1. The gate was **shut** [1].\n2. It opened.", [("The gate was shut.", (1,)), ("It opened.", ())]),
        ("The gate was shut [1].\n\nSources:\n[1] The Gazette", [("The gate was shut.", (1,))]),
        ("Ворота закрыты [Источник 2].", [("Ворота закрыты.", (2,))]),
        ("", []),
        ("[1]", []),
    ],
)
def test_sentences_know_the_passages_that_their_markers_name(
    text: str, found: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(one.text, one.numbers) for one in sentences(text)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "The provided passages do not mention Lavrov.",
        "There is no information about this in the reports.",
        "The question cannot be answered from the context.",
        "В отчётах об этом не говорится.",
    ],
)
def test_a_sentence_that_declines_is_no_claim(sentence: str) -> None:
    assert declines(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The minister did not mention Lavrov.", "Kashin does not answer letters.", "The envoys found no evidence."],
)
def test_a_sentence_about_somebody_who_is_silent_is_one(sentence: str) -> None:
    assert not declines(sentence)
