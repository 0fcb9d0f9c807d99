"""Headings and block quotations, by shape and by neighbours."""

import pytest

from mediaqa.reading.blocks import Block, PageStart
from mediaqa.reading.headings import mark_headings
from mediaqa.reading.plain import plain_blocks
from mediaqa.reading.quotations import mark_quotations
from mediaqa.reading.structure import assemble

PROSE = "The government spent the week defending the dam, said the Post."
QUOTED = "The dam was promised in 2019, in 2021 and again last winter."


def headings(text: str) -> list[tuple[str, int]]:
    blocks = mark_headings(mark_quotations(plain_blocks(text, lambda _: False)), shaped=True, spaced=True)
    return [(block.text, block.level) for block in blocks if block.kind == "heading"]


def quotations(text: str) -> list[str]:
    return [block.text for block in mark_quotations(plain_blocks(text, lambda _: False)) if block.kind == "quote"]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Government line", 1),
        ("Deterioration of relations between Velm and Tarn", 1),
        ("«Северный свет» зажёгся снова", 1),
        ("THE BORDER", 1),
        ("ПОЗИЦИЯ ПРАВИТЕЛЬСТВА", 1),
        ("WHAT IS KNOWN:", 1),
        ("1. The result and its reasons", 1),
        ("1.2 The recount", 2),
        ("II. Domestic politics", 1),
        ("3. Money from the north?", 1),
        ("What Next for the Party?", 1),
        ("Monday, 18 October", 1),
        ("U.S. and U.K. reactions", 1),
        ("Tarn: talks stall", 1),
    ],
)
def test_a_line_alone_over_prose_is_a_heading(line: str, level: int) -> None:
    assert headings(f"{PROSE}\n\n{line}\n\n{PROSE}") == [(line, level)]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody was hurt.",
        "He continues:",
        "“The dam will hold”",
        "«Плотина выдержит»",
        "Anna Fink",
        "Петров И.И.",
        "Source: Orsk Daily",
        "Figure 3. Votes by region",
        "— Orsk Daily",
        "(continued)",
        "16",
        "-a link to the Post",
        "and so it ended",
        "first the dam,",
        "Nothing was said. Nobody asked",
        "One of the many lines that are far too long and have far too many words to be a heading of anything",
    ],
)
def test_other_short_lines_are_not(line: str) -> None:
    assert headings(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_a_short_question_is_a_heading_where_others_are() -> None:
    question = "Who turned the valve?"
    assert headings(f"{PROSE}\n\n{question}\n\n{PROSE}") == []
    assert headings(f"Government line\n\n{PROSE}\n\n{question}\n\n{PROSE}") == [("Government line", 1), (question, 1)]
    assert headings(f"Government line\n\n{PROSE}\n\nBut who knew it?\n\n{PROSE}") == [("Government line", 1)]


def test_the_last_line_is_no_heading() -> None:
    assert headings(f"{PROSE}\n\nGovernment line") == []


def test_items_of_a_list_are_no_headings() -> None:
    assert headings(f"{PROSE}\n\n1. The mines\n\n2. The press\n\n{PROSE}") == []
    assert headings(f"Two things matter:\n\nThe mines\n\n{PROSE}") == []


def test_a_heading_may_stand_over_another_but_not_many() -> None:
    assert headings(f"{PROSE}\n\nEUROPE\n\nVelm and Tarn\n\n{PROSE}") == [("EUROPE", 1), ("Velm and Tarn", 2)]
    assert headings(f"Alpha Bay\n\nBeta Bay\n\nGamma Bay\n\nDelta Bay\n\n{PROSE}") == [
        ("Gamma Bay", 1),
        ("Delta Bay", 1),
    ]


def test_figures_stand_below_roman_numbers() -> None:
    assert headings(f"II. Economy\n\n1. Wages\n\n{PROSE}") == [("II. Economy", 1), ("1. Wages", 2)]


def test_without_blank_lines_a_heading_needs_none() -> None:
    blocks = plain_blocks(f"{PROSE}\nDomestic press\n{PROSE}", lambda _: False)
    assert [block.kind for block in mark_headings(blocks, shaped=True, spaced=False)] == ["text", "heading", "text"]
    assert [block.kind for block in mark_headings(blocks, shaped=True, spaced=True)] == ["text"] * 3


def test_shape_counts_only_where_allowed() -> None:
    blocks = [Block("Government line"), Block(PROSE), Block("Opposition line", strong=True), Block(PROSE)]
    assert [block.kind for block in mark_headings(blocks, shaped=False, spaced=True)] == [
        "text",
        "text",
        "heading",
        "text",
    ]


@pytest.mark.parametrize(
    "cue",
    [
        "He continues:",
        "Deputy Korn wrote in The Sentinel that the figures were invented. She continues:",
        "In the words of the minister:",
        "The Post put it this way. As Vane explained:",
        "Он продолжает:",
        "Экономист Вольская пишет:",
        "По словам министра:",
    ],
)
def test_the_paragraph_after_announced_speech_is_a_quotation(cue: str) -> None:
    assert quotations(f"{PROSE}\n\n{cue}\n\n{QUOTED}\n\n{PROSE}") == [QUOTED]


@pytest.mark.parametrize(
    "line",
    [
        "Three causes are given:",
        "He said nothing. The causes are three:",
        "The dam has gates:",
        "The changes that she said were needed include:",
        "Watch the film that she told them about:",
        "The latest on the vote (all times as told by the clerk):",
        "Their thoughts went to the responders:",
    ],
)
def test_other_colons_announce_none(line: str) -> None:
    assert quotations(f"{line}\n\n{QUOTED}") == []


def test_a_list_after_announced_speech_is_a_list() -> None:
    assert quotations(f"He names two reasons, and says:\n\n- {QUOTED}\n- {QUOTED}") == []


def test_indented_paragraphs_are_quotations() -> None:
    assert quotations(f"{PROSE}\n\n    {QUOTED}\n\n\t{QUOTED}\n\n{PROSE}\n\n{PROSE}") == [QUOTED, QUOTED]


def test_where_all_is_indented_nothing_is_quoted() -> None:
    assert quotations("\n\n".join([f"    {PROSE}"] * 3)) == []


def test_first_lines_that_stand_in_are_no_quotations() -> None:
    wrapped = "    The government spent the week defending the dam, and\nthe papers defended the river\nfrom it."
    assert quotations(f"{wrapped}\n\n    This one is very short.\n\n{wrapped}") == []


@pytest.mark.parametrize(
    "quoted", [f"“{QUOTED}”", f"«{QUOTED[:-1]}».", f'"{QUOTED}"', "«Газета «Восток» ошиблась и в этот раз»."]
)
def test_a_paragraph_in_quotation_marks_is_a_quotation(quoted: str) -> None:
    assert quotations(f"{PROSE}\n\n{quoted}\n\n{PROSE}") == [quoted]


@pytest.mark.parametrize(
    "text",
    ['"We won," he said. "They lost."', "“We won,” he said, and left the hall.", "«Восток» пишет о плотине «Орло»."],
)
def test_prose_with_quotation_marks_is_prose(text: str) -> None:
    assert quotations(f"{PROSE}\n\n{text}\n\n{PROSE}") == []


def test_a_quotation_may_run_over_paragraphs() -> None:
    first, last = f"“{QUOTED}", f"“{QUOTED}”"
    assert quotations(f"{PROSE}\n\n{first}\n\n{last}\n\n{PROSE}") == [first, last]
    assert quotations(f"{first}\n\n{PROSE}\n\n{PROSE} “Yes”") == []
    assert quotations(f"«{QUOTED}\n\n{QUOTED}\n\n{QUOTED}»\n\n{PROSE}") == [f"«{QUOTED}", QUOTED, f"{QUOTED}»"]


def test_sections_tile_the_text() -> None:
    blocks = [
        Block("Lead."),
        Block("One", "heading", 1),
        Block("Said.", "quote"),
        Block("Two", "heading", 2),
        Block("End."),
    ]
    text, sections, quotes, pages = assemble(blocks)
    assert text == "Lead.\n\nOne\n\nSaid.\n\nTwo\n\nEnd."
    assert [(s.title, s.level, text[s.start : s.end]) for s in sections] == [
        (None, 0, "Lead.\n\n"),
        ("One", 1, "One\n\nSaid.\n\n"),
        ("Two", 2, "Two\n\nEnd."),
    ]
    assert [s.heading.of(text) if s.heading else None for s in sections] == [None, "One", "Two"]
    assert [span.of(text) for span in quotes] == ["Said."]
    assert pages == ()


def test_pages_tile_the_text_and_a_footnote_belongs_to_its_own() -> None:
    blocks = [
        Block("The gate was shut.", pages=(PageStart(0, 1),)),
        Block("Nobody knew why.", pages=(PageStart(0, 1), PageStart(7, 2))),
        Block("1 Not even Orla Venn.", "note", pages=(PageStart(0, 1),)),
        Block("Two ships wait.", pages=(PageStart(0, 2),)),
    ]
    text, _, _, pages = assemble(blocks)
    assert [(page.number, text[page.start : page.end]) for page in pages] == [
        (1, "The gate was shut.\n\nNobody "),
        (2, "knew why.\n\n"),
        (1, "1 Not even Orla Venn.\n\n"),
        (2, "Two ships wait."),
    ]
