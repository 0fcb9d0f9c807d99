"""Fusion and filters, without a store."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediaqa.errors import FilterError, QuestionError
from mediaqa.searching import MAX_QUESTION, Filters, Fused, clean_question, fuse, read_filters
from mediaqa.store.records import Record
from mediaqa.values import ReportInfo

scores = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.floats(-1, 30), max_size=12).map(
    lambda found: list(found.items())
)


def record(**fields: object) -> Record:
    return Record(info=ReportInfo.model_validate({"id": "0123abcd", "source": "s", "title": "A title", **fields}))


def test_best_of_both_sides_comes_first() -> None:
    fused = fuse([("a", 0.9), ("b", 0.5), ("c", 0.1)], [("b", 12.0), ("a", 8.0), ("d", 2.0)], dense_weight=0.5)
    assert fused == [
        Fused("a", 0.8, 0.9, 8.0),
        Fused("b", 0.75, 0.5, 12.0),
        Fused("c", 0.0, 0.1, None),
        Fused("d", 0.0, None, 2.0),
    ]


def test_silent_side_leaves_its_weight_to_the_other() -> None:
    assert [one.score for one in fuse([("a", 0.4), ("b", -0.2)], [], dense_weight=0.3)] == [0.4, 0.0]
    assert [one.score for one in fuse([], [("a", 4.0), ("b", 2.0)], dense_weight=0.9)] == [1.0, 0.0]
    assert fuse([], [], dense_weight=0.5) == []


def test_equal_scores_break_by_id() -> None:
    assert [one.id for one in fuse([("b", 0.5), ("a", 0.5)], [], dense_weight=0.5)] == ["a", "b"]


@given(scores, scores, st.floats(0, 1))
def test_fused_scores_are_ordered_bounded_and_complete(
    dense: list[tuple[str, float]], lexical: list[tuple[str, float]], weight: float
) -> None:
    fused = fuse(dense, lexical, dense_weight=weight)
    assert {one.id for one in fused} == {id_ for id_, _ in dense + lexical}
    assert all(0 <= one.score <= 1 for one in fused)
    assert [(-one.score, one.id) for one in fused] == sorted((-one.score, one.id) for one in fused)
    assert fuse(dense[::-1], lexical[::-1], dense_weight=weight) == fused


def test_question_is_one_line_of_clean_text() -> None:
    assert clean_question("  Who\n said\tit? ") == "Who said it?"
    assert clean_question("lone \ud800 half") == "lone ? half"


@pytest.mark.parametrize("question", ["", " \n\t ", "x" * (MAX_QUESTION + 1)])
def test_question_that_is_none_is_refused(question: str) -> None:
    with pytest.raises(QuestionError):
        clean_question(question)


def test_longest_question_is_taken() -> None:
    assert len(clean_question("x" * MAX_QUESTION)) == MAX_QUESTION


def test_dates_are_read_and_inclusive() -> None:
    filters = read_filters(published_after="2021-10-01", published_before=dt.date(2021, 10, 24))
    assert filters.admit(record(published_on="2021-10-01"))
    assert filters.admit(record(published_on="2021-10-24"))
    assert not filters.admit(record(published_on="2021-10-25"))
    assert not filters.admit(record(published_on="2021-09-30"))
    assert not filters.admit(record())


@pytest.mark.parametrize("value", ["yesterday", "2021-13-01", "24.10.2021", ""])
def test_date_that_is_none_is_named(value: str) -> None:
    with pytest.raises(FilterError, match="published_after"):
        read_filters(published_after=value)


def test_publisher_matches_by_containment_and_tags_all() -> None:
    one = record(publisher="Sarn Press Monitor", tags=("east", "nato"))
    assert read_filters(publisher="press monitor", tags=["nato"]).admit(one)
    assert not read_filters(publisher="Other").admit(one)
    assert not read_filters(tags=["nato", "west"]).admit(one)
    assert not read_filters(publisher="Sarn").admit(record())


def test_no_filter_admits_everything() -> None:
    assert read_filters() == Filters()
    assert Filters().admit(record())


def test_one_string_of_tags_and_unknown_filters_are_refused() -> None:
    with pytest.raises(FilterError, match="tags"):
        read_filters(tags="nato")
    with pytest.raises(TypeError, match="author"):
        read_filters(author="x")  # type: ignore[call-arg]
