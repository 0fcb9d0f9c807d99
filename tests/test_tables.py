"""Tables of statements and voices: text to read, CSV for a spreadsheet, Markdown to paste."""

import csv
import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st

from mediaqa.tables import (
    Table,
    csv_text,
    markdown_text,
    plain_lines,
    said,
    statements_sheet,
    statements_table,
    voices_table,
)
from mediaqa.values import ReportInfo, Span
from mediaqa.voices import StatementHit, Voice

REPORT = ReportInfo(id="0123456789abcdef", source="/r/a.md", title="The Dam of Sarn")
HIT = StatementHit(
    report_id=REPORT.id, report=REPORT, passage_id=f"{REPORT.id}:0-90", start=16, end=41,
    content="that the dam\nwas inspected", speaker="Orla Venn", voice="Orla Venn", outlet="Harbour Post",
    stated_on=dt.date(2023, 5, 12), cue="denied", cue_span=Span(9, 15), stance="denies",
)  # fmt: skip


def test_statement_is_read_in_one_row_with_the_cue_that_denies_it() -> None:
    table = statements_table([HIT])
    assert table.columns == ("speaker", "outlet", "date", "what they say", "where")
    assert table.rows == (
        ("Orla Venn", "Harbour Post", "2023-05-12", "denied that the dam was inspected",
         "0123456789abcdef --at 16-41"),
    )  # fmt: skip


def test_denial_is_told_where_its_cue_stands_elsewhere() -> None:
    assert said(HIT.model_copy(update={"cue_span": Span(0, 6)})) == "denied … that the dam was inspected"
    assert said(HIT.model_copy(update={"cue_span": Span(60, 66)})) == "(denies) that the dam was inspected"
    assert said(HIT.model_copy(update={"cue_span": None, "stance": "asserts"})) == "that the dam was inspected"


def test_quotation_is_introduced_with_a_colon() -> None:
    quoted = HIT.model_copy(update={"directness": "direct", "cue": "adds", "start": 17, "stance": "asserts"})
    assert said(quoted) == "adds: that the dam was inspected"


def test_sheet_has_every_fact_and_the_words_as_they_stand() -> None:
    table = statements_sheet([HIT])
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert row["content"] == "that the dam\nwas inspected"
    assert (row["stance"], row["start"], row["end"], row["score"], row["page"]) == ("denies", "16", "41", "", "")


def test_voices_are_listed_with_their_counts() -> None:
    voice = Voice(name="Orla Venn", kind="speaker", statements=3, reports=2, variants=("Venn",))
    assert voices_table([voice]).rows == (("Orla Venn", "speaker", "3", "2", "", "", "Venn"),)


def test_text_is_aligned_up_to_the_widest_column() -> None:
    table = Table(("who", "says", "where"), (("Ada", "yes", "1"), ("Benedikt", "no", "2")), "says")
    assert list(plain_lines(table)) == ["who      | says | where", "Ada      | yes | 1", "Benedikt | no | 2"]


def test_csv_holds_no_formula() -> None:
    table = Table(("content",), (("=HYPERLINK(1)",), ("-3 degrees",), ("plain",), ("a\x1b[31m",)), "content")
    assert list(csv.reader(io.StringIO(csv_text(table)))) == [
        ["content"], ["'=HYPERLINK(1)"], ["'-3 degrees"], ["plain"], ["a␛[31m"],
    ]  # fmt: skip


def test_markdown_cells_stay_in_their_column() -> None:
    table = Table(("a", "b"), (("one | two", "*three*\nfour"),), "a")
    assert markdown_text(table) == "| a | b |\n| --- | --- |\n| one \\| two | \\*three\\* four |\n"


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_any_text_comes_back_from_csv_row_by_row(rows: list[tuple[str, str]]) -> None:
    table = Table(("a", "b"), tuple(rows), "b")
    assert len(list(csv.reader(io.StringIO(csv_text(table), newline="")))) == len(rows) + 1
    assert markdown_text(table).count("\n") == len(rows) + 2
