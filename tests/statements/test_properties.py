"""What holds for every text: contents stand at their spans, in order, inside the report; time is linear."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.statements import find_statements
from mediaqa.values import Language, Span
from mediaqa.wording import word_set
from tests.statements.marked import report_of

SPOKEN = word_set(
    """
    Ada Brenn said that the dam , “ ” " '' « » — : . ! ? he she it they who plans to build was described by as called
    for according In Sarn 's claim and but asked whether ( ) [ ] ... Mr. Monday October 21
    сказал что по словам Орлов
    “The dam,” .” ’s ''The
    """
)
WORDS = st.sampled_from([*sorted(SPOKEN), "\n", "\n\n"])
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))


@given(text=TEXTS, language=st.sampled_from(["en", "ru"]), cut=st.integers(min_value=0, max_value=80))
def test_every_statement_stands_at_its_span(text: str, language: Language, cut: int) -> None:
    block = (Span(min(cut, len(text)), len(text)),) if cut % 3 == 0 and text else ()
    report = report_of(text, language=language, quotations=block)
    found = find_statements(report)
    assert list(found) == sorted(found, key=lambda s: (s.start, s.end))
    for statement in found:
        assert 0 <= statement.start < statement.end <= len(text)
        assert statement.content == text[statement.start : statement.end]
        for part in statement.parts:
            assert statement.start <= part.start < part.end <= statement.end
        for span in (statement.speaker_span, statement.cue_span):
            assert span is None or 0 <= span.start < span.end <= len(text)


@given(text=TEXTS)
def test_the_same_text_has_the_same_statements(text: str) -> None:
    assert find_statements(report_of(text)) == find_statements(report_of(text))


def test_an_empty_report_has_none() -> None:
    assert find_statements(report_of("")) == ()
    assert find_statements(report_of(" \n\n ")) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "Ada Brenn said that the dam would hold. ",
        "Ada Brenn said that the dam would hold, ",
        "“The dam will hold,” she said. ",
        "“A b c d e f.” ",
        "— and — ",
        "“",
        " \n",
        "said ",
        "who said that ",
        ", the mayor",
        "Ada ",
        "'s claim that ",
    ],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    def cost(times: int) -> float:
        report = report_of(piece * times)
        start = time.process_time()
        find_statements(report)
        return time.process_time() - start

    cost(100)
    small, large = min(cost(1500), cost(1500)), cost(6000)
    assert large < 12 * small + 0.1
