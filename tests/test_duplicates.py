"""Near-duplicates count once, and a difference in what is said is never taken for one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mediaqa import Corpus, Overrides, Report, read_text
from mediaqa.duplicates import KEPT, collapsed, digests_of, near_duplicates, same_words, sentence_digest
from mediaqa.splitting import split
from mediaqa.values import Hit

GATE = (
    "The harbour gate at Vesk was shut on Monday morning. Orla Venn said that nobody had asked for the key. "
    "The council will meet again on Thursday to hear the engineers. Two ships wait outside the breakwater."
)
TIDE = (
    "The tide tables for the Sarn estuary were printed with an error in the third column. "
    "Fishermen from three villages complained to the printer. The ministry promised a corrected sheet by Friday."
)


def hits(*texts: str, scores: Sequence[float] = ()) -> list[Hit]:
    found = []
    for place, text in enumerate(texts):
        report = read_text(text, source=f"desk/{place}")
        (passage,) = split(report, max_tokens=400)
        score = scores[place] if scores else 0.9 - place / 1000
        found.append(Hit(passage=passage, report=report.info, score=score, dense_score=score))
    return found


def test_reprint_becomes_a_source_of_the_better_hit() -> None:
    (hit,) = collapsed(hits(GATE, GATE))
    assert [twin.report.source for twin in hit.duplicates] == ["desk/1"]
    assert hit.duplicates[0].passage.text == GATE


def test_typography_makes_no_difference() -> None:
    typeset = GATE.replace("Monday morning", "Monday  morning").replace("key.", "“key”.")
    (hit,) = collapsed(hits(GATE, typeset))
    assert len(hit.duplicates) == 1


def test_passage_that_says_more_stays() -> None:
    assert len(collapsed(hits(GATE, f"{GATE} {TIDE}"))) == 2


def test_passage_whose_sentences_stand_in_two_others_is_a_source_of_both() -> None:
    across = GATE[GATE.index("The council") :] + " " + TIDE[: TIDE.index("The ministry")]
    first, second = collapsed(hits(GATE, TIDE, across.strip()))
    assert [twin.report.source for twin in first.duplicates] == ["desk/2"]
    assert [twin.report.source for twin in second.duplicates] == ["desk/2"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("analysed", "analyzed"), ("The labour", "The labor"), ("the grey", "grey"), ("grey", "gray")],
)
def test_other_spellings_and_articles_say_the_same(before: str, after: str) -> None:
    text = "Sarn analysed the grey zone for a year and The labour of it was in vain"
    assert len(collapsed(hits(text, text.replace(before, after)))) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("eight", "ten"),
        ("1,200", "1,300"),
        ("Vesk", "Sarn"),
        ("was shut", "was not shut"),
        ("rose", "fell"),
        ("Orla Venn blamed Lev Orlov", "Lev Orlov blamed Orla Venn"),
        ("legal", "illegal"),
        ("six", "sixty"),
    ],
)
def test_what_differs_in_fact_stays_apart(before: str, after: str) -> None:
    text = (
        "In Vesk the gate was shut for eight days and prices rose by 1,200 crowns, which is legal, "
        "while Orla Venn blamed Lev Orlov and the six engineers of the port for all that had happened there"
    )
    one, other = hits(text, text.replace(before, after))
    assert not same_words(one, other)
    assert len(collapsed([one, other])) == 2


def test_repeats_within_one_report_are_left_alone() -> None:
    (hit,) = hits(GATE)
    assert len(collapsed([hit, hit])) == 2


def test_short_sentences_have_no_digest() -> None:
    assert sentence_digest("He went on:") is None
    assert sentence_digest("He went on to say so.") == sentence_digest("He  went on — to say so!")


def report_digests(text: str) -> tuple[int, ...]:
    return digests_of(split(read_text(text, source="x"), max_tokens=160))


def numbered(first: int, last: int) -> str:
    return " ".join(f"Sentence number {n} speaks of the gate {n * 7}." for n in range(first, last))


def test_excerpt_and_whole_are_near_duplicates() -> None:
    whole, excerpt = report_digests(numbered(0, 200)), report_digests(numbered(50, 90))
    other = report_digests(numbered(500, 700))
    assert near_duplicates({"a": whole, "b": excerpt, "c": other}) == {"a": ("b",), "b": ("a",)}


def test_excerpt_of_a_long_report_is_found_by_what_is_kept() -> None:
    whole = report_digests(numbered(0, 3000))
    assert len(whole) == KEPT
    found = near_duplicates(
        {"a": whole, "b": report_digests(numbered(100, 400)), "c": report_digests(numbered(2900, 3300))}
    )
    assert found == {"a": ("b",), "b": ("a",)}


def test_a_shared_disclaimer_makes_no_near_duplicate() -> None:
    notice = "The views expressed here are those of the authors alone."
    digests = {str(n): report_digests(f"{notice} {numbered(n * 100, n * 100 + 20)}") for n in range(40)}
    assert near_duplicates(digests) == {}


def test_many_reprints_find_each_other() -> None:
    found = near_duplicates({f"{n:03}": report_digests(GATE) for n in range(100)})
    assert len(found) == 100
    assert all(others for others in found.values())


def test_corpus_counts_a_reprint_once_and_names_it(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c") as corpus:
        first = corpus.add(read_text(GATE, source="paper"), overrides=Overrides(title="Paper")).added[0]
        second = corpus.add(read_text(GATE, source="web"), overrides=Overrides(title="Web")).added[0]
        corpus.add(read_text(TIDE, source="tide"))
        (hit, *rest) = corpus.search("Who had the key of the harbour gate?")
        assert {hit.report.id, hit.duplicates[0].report.id} == {first.id, second.id}
        assert not {first.id, second.id} & {one.report.id for one in rest}
        answer = corpus.ask("What did Orla Venn say about the key?", llm=False)
        (citation,) = answer.citations
        (other,) = citation.also
        assert {citation.report.id, other.report.id} == {first.id, second.id}
        assert corpus.report(other.report.id).text[other.start : other.end] == other.quote
        assert "also in" in str(answer)
        marked = {info.id: info.duplicates for info in corpus.reports() if info.duplicates}
        assert marked == {first.id: (second.id,), second.id: (first.id,)}


def test_corrected_figure_is_shown_beside_the_old_one(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c") as corpus:
        text = "Sarn expelled eight diplomats of Vesk on Friday. The envoy left the capital at once."
        corpus.add(read_text(text, source="old"), read_text(text.replace("eight", "ten"), source="new"))
        found = corpus.search("How many diplomats did Sarn expel?")
        assert {hit.report.source for hit in found} == {"old", "new"}


def test_report_of_the_caller_has_its_near_duplicates_too(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(read_text(GATE, source="a"), Report(id="", source="b", title="B", text=GATE))
        assert all(info.duplicates for info in corpus.reports())
