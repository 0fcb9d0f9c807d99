import datetime as dt
import json
import time
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediaqa.splitting import SPLITTING_VERSION, split
from mediaqa.tokens import count_tokens
from mediaqa.values import Page, Passage, Report, Section, Span

NEWS = Path(__file__).parents[2] / "shared" / "bench" / "news.jsonl"

TEN = "The mission in Brussels was closed on a Monday. "
"""A sentence of ten tokens, and its blank."""


def report(text: str, **known: Any) -> Report:
    return Report(**{"id": "0123456789abcdef", "source": "a.txt", "title": "Monitor", "text": text, **known})


def section(text: str, title: str | None = None, start: int = 0, end: int | None = None) -> Section:
    heading = Span(text.index(title, start), text.index(title, start) + len(title)) if title else None
    return Section(title=title, level=1 if title else 0, start=start, end=end or len(text), heading=heading)


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def sentences(passage: Passage) -> list[str]:
    return [passage.words_at(span) for span in passage.sentences]


def test_version_is_that_of_the_first_rules() -> None:
    assert SPLITTING_VERSION == 1


def test_one_word_is_one_passage() -> None:
    [passage] = split(report("Moscow"), max_tokens=160)
    assert passage == Passage(
        report_id="0123456789abcdef",
        start=0,
        end=6,
        text="Moscow",
        context="Monitor",
        sentences=(Span(0, 6),),
        tokens=2,
    )
    assert passage.id == "0123456789abcdef:0-6"


def test_empty_text_has_no_passage_and_blanks_alone_are_one_without_sentences() -> None:
    assert split(report(""), max_tokens=160) == []
    [passage] = split(report(" \n\n "), max_tokens=160)
    assert (passage.text, passage.sentences) == (" \n\n ", ())


def test_limit_below_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="max_tokens is 3"):
        split(report("Moscow"), max_tokens=3)


def test_passages_come_out_even() -> None:
    assert count_tokens(TEN.rstrip()) == 10
    assert [p.tokens for p in split(report(TEN * 12), max_tokens=101)] == [61, 61]
    assert [p.tokens for p in split(report(TEN * 10), max_tokens=101)] == [101]
    assert [p.tokens for p in split(report(TEN * 21), max_tokens=101)] == [71, 71, 71]


def test_passages_end_at_paragraphs_where_that_costs_little() -> None:
    paragraphs = f"{TEN * 7}\n\n", f"{TEN * 9}"
    assert texts(split(report("".join(paragraphs)), max_tokens=101)) == list(paragraphs)


def test_blanks_between_passages_end_the_first_and_those_before_all_begin_it() -> None:
    text = f"\n {TEN}\n\n  {TEN}"
    assert texts(split(report(text), max_tokens=14)) == [f"\n {TEN}\n\n  ", TEN]


def test_section_of_blanks_belongs_to_the_passage_before() -> None:
    text = "One.\n\n \n\nTwo."
    sections = (section(text, end=6), section(text, start=6, end=9), section(text, start=9))
    assert texts(split(report(text, sections=sections), max_tokens=50)) == ["One.\n\n \n\n", "Two."]


def test_passage_is_inside_one_section_and_names_it() -> None:
    text = "Before.\n\nThe break\n\nIt came.\n\nThe rest\n\nNobody knows."
    sections = (section(text, end=9), section(text, "The break", 9, 30), section(text, "The rest", 30))
    found = split(report(text, sections=sections), max_tokens=160)
    assert [(p.section, p.text) for p in found] == [
        (None, "Before.\n\n"),
        ("The break", "The break\n\nIt came.\n\n"),
        ("The rest", "The rest\n\nNobody knows."),
    ]
    assert [sentences(p) for p in found] == [["Before."], ["It came."], ["Nobody knows."]]


def test_heading_without_text_is_a_passage_without_sentences() -> None:
    text = "The break\n\nThe mission\n\nIt closed."
    sections = (section(text, "The break", 0, 11), section(text, "The mission", 11))
    found = split(report(text, sections=sections), max_tokens=160)
    assert [(p.text, sentences(p)) for p in found] == [
        ("The break\n\n", []),
        ("The mission\n\nIt closed.", ["It closed."]),
    ]


def test_heading_is_not_alone_even_before_a_sentence_that_fills_a_passage() -> None:
    sentence = "Moscow closed " + "the bureau, the mission, " * 5 + "the house door."
    text = f"The break\n\n{sentence}"
    assert count_tokens(sentence) <= 38 < count_tokens(text)
    first, *rest = split(report(text, sections=(section(text, "The break"),)), max_tokens=39)
    assert first.text.startswith("The break\n\nMoscow closed the bureau,")
    assert sentences(first) == [first.text.removeprefix("The break\n\n").rstrip()]
    assert len(rest) == 1


def test_heading_too_long_for_a_passage_is_cut() -> None:
    title = "The break " * 40 + "of relations"
    text = f"{title}\n\nIt came."
    found = split(report(text, sections=(section(text, title),)), max_tokens=40)
    assert max(p.tokens for p in found) <= 40
    assert found[-1].text.endswith("relations\n\nIt came.")
    assert [sentences(p) for p in found if p.sentences] == [["It came."]]


def quoting(lead: int, quotation: int, rest: int) -> Report:
    before = TEN * lead + "He continues:"
    quoted = (TEN * quotation).rstrip()
    text = f"{before}\n\n{quoted}\n\n{TEN * rest}"
    return report(text, quotations=(Span(len(before) + 2, len(before) + 2 + len(quoted)),))


def test_quotation_that_fits_stays_whole_with_the_line_before_it() -> None:
    for lead in range(12):
        value = quoting(lead, 6, 7)
        [held] = [p for p in split(value, max_tokens=100) if "He continues:" in p.text]
        assert f"He continues:\n\n{value.quotations[0].of(value.text)}" in held.text, lead


def test_quotation_that_does_not_fit_begins_with_the_line_before_it() -> None:
    for lead in range(12):
        found = split(quoting(lead, 30, 7), max_tokens=100)
        [held] = [p for p in found if "He continues:" in p.text]
        assert f"He continues:\n\n{TEN}" in held.text, lead


def test_quotation_of_several_paragraphs_is_one() -> None:
    text = f"{TEN * 5}\n\nHe adds:\n\n{TEN * 2}\n\n{TEN * 2}\n\n{TEN * 2}"
    first = text.index("adds:") + 7
    length = len(TEN) * 2 + 2
    spans = tuple(Span(first + length * i, first + length * i + len(TEN) * 2 - 1) for i in range(3))
    found = split(report(text, quotations=spans), max_tokens=75)
    assert texts(found) == [f"{TEN * 5}\n\n", text[text.index("He adds") :]]


def test_quotation_at_a_line_edge_ends_a_sentence() -> None:
    text = "He writes about the closed mission in Moscow\nNever again shall we talk to those people there\nand went"
    start, end = text.index("Never"), text.index("\nand")
    [passage] = split(report(text, quotations=(Span(start, end),)), max_tokens=160)
    assert sentences(passage) == text.split("\n")


def test_long_sentence_is_cut_at_clause_marks() -> None:
    clauses = [
        f"the {what} of the old mission in Brussels was closed by Moscow," for what in ("bureau", "house", "door")
    ]
    found = split(report(" ".join(clauses)), max_tokens=20)
    assert [sentences(p) for p in found] == [[clause] for clause in clauses]


def test_long_sentence_without_marks_is_cut_at_blanks() -> None:
    found = split(report("closed " * 50), max_tokens=20)
    assert all(set(p.text.split()) == {"closed"} for p in found)
    assert max(p.tokens for p in found) <= 20


@pytest.mark.parametrize("character", ["e\u0301", "👩\u200d🚀", "👍🏽", "🇷🇺", "\u1112\u1161\u11ab"])
def test_long_word_is_cut_between_characters_that_a_reader_sees(character: str) -> None:
    found = split(report(character * 200), max_tokens=40)
    assert len(found) > 1
    assert all(p.text == character * (len(p.text) // len(character)) for p in found)


def test_pieces_of_one_sentence_in_one_passage_are_one_span() -> None:
    text = "closed " * 50
    found = split(report(text), max_tokens=20)
    assert [len(p.sentences) for p in found] == [1] * len(found)
    assert [sentences(p) for p in found] == [[p.text.rstrip()] for p in found]


def test_names_of_special_tokens_are_ordinary_words() -> None:
    [passage] = split(report("It says <|endoftext|> here."), max_tokens=160)
    assert passage.tokens == count_tokens("It says <|endoftext|> here.") > 8


def test_page_is_that_of_the_passages_beginning() -> None:
    text = f"{TEN}\n\n{TEN}\n\n{TEN}"
    second = text.index("The", 5)
    pages = (Page(number=7, start=0, end=second), Page(number=8, start=second, end=second + 20))
    assert [p.page for p in split(report(text, pages=pages), max_tokens=13)] == [7, 8, None]
    assert [p.page for p in split(report(text), max_tokens=13)] == [None] * 3


def test_passage_keeps_its_context_beside_its_text() -> None:
    text = "Before.\n\nThe break\n\nIt came."
    sections = (section(text, end=9), section(text, "The break", 9))
    one, other = split(report(text, sections=sections, published_on=dt.date(2021, 10, 24)), max_tokens=160)
    assert one.embedded_text == "Monitor (24 October 2021)\nBefore.\n\n"
    assert other.context == "Monitor (24 October 2021) — The break"


PLAIN = "Moscow Brussels mission closed NATO because, said: the “Never” U.S. миссия закрыта 政策 No. (that) Inc."
ODD = "и\u0301 👩\u200d🚀 <|endoftext|> \u200b … .. \ud83d 🇷🇺🇷🇺 \x00 \u00ad \ufeff ﷽ 1,000.50 !!! a\u0300\u0301\u0302 ¶"
GAPS = ["\n\n", "\n\n", "\n\n", "\n", " ", "\n\n\n \n", "\u2029", "\r\n\r\n", "\u3000", "\t" * 30]


def random_sentence(random: Random) -> str:
    words = PLAIN.split() if random.random() < 0.8 else [*PLAIN.split(), *ODD.split()]
    sentence = " ".join(random.choices(words, k=random.choice([1, 4, 9, 15, 25, 90])))
    if random.random() < 0.05:
        sentence += random.choice([*words, "a", "ab", ".", "é"]) * random.randrange(20, 400)
    return sentence + random.choice([".", ".", ".", "!", ".”", "", "…"])


def random_report(seed: int) -> Report:
    """Make a report of any shape: sections, headings, quotations, odd characters, endless words."""
    random = Random(seed)
    text, sections, quotations = random.choice(["", "", " \n"]), list[Section](), list[Span]()
    for _ in range(random.randrange(1, 5)):
        start, gap, heading = len(text) if sections else 0, random.choice(GAPS), None
        if random.random() < 0.6:
            heading = Span(len(text), len(text) + len(title := random_sentence(random)))
            text += title + gap
        for _ in range(random.randrange(5)):
            words = " ".join(random_sentence(random) for _ in range(random.randrange(1, 6)))
            if random.random() < 0.3:
                quotations.append(Span(len(text), len(text) + len(words)))
            text += words + gap
        if len(text) > start:
            name = heading.of(text) if heading else None
            sections.append(Section(title=name, level=int(bool(heading)), start=start, end=len(text), heading=heading))
    return report(text, sections=tuple(sections), quotations=tuple(quotations))


SEEDS = st.integers(0, 2**32)
LIMITS = st.sampled_from([16, 40, 100, 160, 400])


@settings(max_examples=1300, deadline=None)
@given(SEEDS, LIMITS)
def test_passages_tile_the_report_and_have_their_exact_size(seed: int, limit: int) -> None:
    value = random_report(seed)
    found = split(value, max_tokens=limit)
    assert "".join(texts(found)) == value.text
    assert [p.start for p in found] == [0, *(p.end for p in found[:-1])][: len(found)]
    for passage in found:
        assert passage.text == value.text[passage.start : passage.end] != ""
        assert passage.tokens == count_tokens(passage.text)
        assert count_tokens(passage.text.strip()) <= limit


@settings(max_examples=100, deadline=None)
@given(SEEDS, LIMITS)
def test_the_same_report_is_always_split_in_the_same_way(seed: int, limit: int) -> None:
    assert split(random_report(seed), max_tokens=limit) == split(random_report(seed), max_tokens=limit)


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_the_smallest_limit_holds_too(seed: int) -> None:
    value = random_report(seed)
    found = split(value, max_tokens=4)
    assert "".join(texts(found)) == value.text
    assert max((count_tokens(p.text.strip()) for p in found), default=0) <= 4


@settings(max_examples=200, deadline=None)
@given(st.text(), LIMITS)
def test_any_text_at_all_is_tiled(text: str, limit: int) -> None:
    assert "".join(texts(split(report(text), max_tokens=limit))) == text


@settings(max_examples=700, deadline=None)
@given(SEEDS, LIMITS)
def test_words_are_in_the_passages_section_and_all_but_headings_in_its_sentences(seed: int, limit: int) -> None:
    value = random_report(seed)
    for passage in split(value, max_tokens=limit):
        words = passage.text.strip()
        start = passage.start + passage.text.find(words)
        if words:
            homes = [s for s in value.sections if s.start <= start and start + len(words) <= s.end]
            assert [s.title for s in homes] == [passage.section]
            covered = [*passage.sentences, *(s.heading for s in homes if s.heading)]
            rest = list(passage.text)
            for span in covered:
                first = max(span.start - passage.start, 0)
                rest[first : max(span.end - passage.start, 0)] = " " * len(
                    rest[first : max(span.end - passage.start, 0)]
                )
            assert "".join(rest).strip() == ""
        for one, other in pairwise([*passage.sentences, Span(passage.end, passage.end)]):
            assert passage.start <= one.start < one.end <= other.start
            assert passage.words_at(one) == passage.words_at(one).strip()


@settings(max_examples=400, deadline=None)
@given(SEEDS, st.integers(1, 6), st.sampled_from([40, 100, 160]))
def test_short_heading_is_never_alone(seed: int, words: int, limit: int) -> None:
    title = "Mission " * words + "closed"
    text = f"{title}\n\n{random_sentence(Random(seed))}"
    first = split(report(text, sections=(section(text, title),)), max_tokens=limit)[0]
    assert first.text.startswith(title)
    assert first.sentences


def test_a_long_run_of_anything_is_split_in_linear_time() -> None:
    for piece in ("a", " ", "Go. ", "word ", "a, ", "e\u0301", "a\n\n", "- x\n", "政策。"):
        begin = time.process_time()
        found = split(report(piece * (100_000 // len(piece))), max_tokens=160)
        assert sum(len(p.text) for p in found) == 100_000 // len(piece) * len(piece)
        assert time.process_time() - begin < 2, piece


def test_many_sections_and_quotations_are_split_in_linear_time() -> None:
    count = 5000
    text = "He said:\n\nNever.\n\n" * count
    sections = tuple(section(text, start=18 * i, end=18 * i + 18) for i in range(count))
    value = report(text, sections=sections, quotations=tuple(Span(18 * i + 10, 18 * i + 16) for i in range(count)))
    begin = time.process_time()
    assert texts(split(value, max_tokens=160)) == ["He said:\n\nNever.\n\n"] * count
    assert time.process_time() - begin < 3


@pytest.mark.skipif(not NEWS.is_file(), reason="the shared benchmark articles are not here")
def test_news_articles_are_split_into_passages_of_at_most_125_words_on_average() -> None:
    articles = [json.loads(line)["text"] for line in NEWS.read_text(encoding="utf-8").splitlines()[:200]]
    found = [passage for text in articles for passage in split(report(text), max_tokens=160)]
    lengths = [len(passage.text.split()) for passage in found]
    assert 95 < sum(lengths) / len(lengths) <= 125
    assert max(passage.tokens for passage in found) <= 160
