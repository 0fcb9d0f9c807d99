"""The short form in which a report's record keeps its statements."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mediaqa.store.said import NOWHERE, Place, in_order, place_from, place_of_statement, sayings_from, shortened
from mediaqa.values import Span, Statement

NAMES = st.none() | st.text(max_size=8)
STATEMENTS = st.builds(
    lambda start, size, speaker, outlet, day, named: Statement(
        report_id="r", start=start, end=start + size, content="x", speaker=speaker, outlet=outlet, stated_on=day,
        speaker_span=Span(named, named + 1) if named is not None else None,
    ),
    st.integers(0, 99), st.integers(1, 20), NAMES, NAMES, st.none() | st.dates(), st.none() | st.integers(0, 99),
)  # fmt: skip


@given(st.lists(STATEMENTS, max_size=10))
def test_short_form_tells_who_where_when_and_every_place(statements: list[Statement]) -> None:
    ordered = in_order(statements)
    sayings = sayings_from(shortened(ordered))
    told = {(s.speaker, s.outlet, s.stated_on, place) for s in sayings for place in s.places}
    assert told == {(s.speaker, s.outlet, s.stated_on, place_of_statement(s)) for s in ordered}


@given(st.lists(STATEMENTS, max_size=10))
def test_each_place_is_kept_once_and_has_its_id(statements: list[Statement]) -> None:
    ordered = in_order(reversed(statements))
    ids = [statement.id for statement in ordered]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {statement.id for statement in statements}
    for statement in ordered:
        assert place_from(statement.id) == ("r", place_of_statement(statement))
        assert place_of_statement(statement).statement_id("r") == statement.id


def test_short_form_is_json_without_a_word_of_the_text() -> None:
    said = Statement(
        report_id="r", start=20, end=40, content="x", speaker="Ada Brenn", outlet="Post",
        stated_on=dt.date(2023, 5, 12), speaker_span=Span(0, 9),
    )  # fmt: skip
    nameless = Statement(report_id="r", start=50, end=60, content="y")
    assert shortened([said, nameless]) == '[["Ada Brenn","Post","2023-05-12",[20,40,0]],[null,null,null,[50,60,-1]]]'
    assert sayings_from("") == ()
    assert sayings_from(shortened([nameless]))[0].places == (Place(50, 60, NOWHERE),)
