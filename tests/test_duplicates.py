"""Near-duplicates count once, and a difference in what is said is never taken for one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mediaqa import Corpus, Overrides, Report, Settings, read_text
from mediaqa.duplicates import KEPT, Collapsing, digests_of, near_duplicates, same_words, sentence_digest
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


def collapsed(found: Sequence[Hit]) -> list[Hit]:
    collapsing = Collapsing()
    for hit in found:
        collapsing.add(hit)
    return collapsing.hits


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
    [
        ("analysed", "analyzed"),
        ("The labour", "The labor"),
        ("the grey", "grey"),
        ("grey", "gray"),
        ("travelled", "traveled"),
        ("centre", "center"),
        ("programme", "program"),
        ("defence", "defense"),
        ("government", "goverment"),
        ("received", "recieved"),
    ],
)
def test_other_spellings_slips_and_the_article_say_the_same(before: str, after: str) -> None:
    text = (
        "Sarn analysed the grey zone for a year and The labour of it was in vain, though its government had received a "
        "programme of defence and travelled to the centre"
    )
    assert before in text
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
        ("1.5", "15"),
        ("4%", "4"),
        ("$5", "€5"),
        ("fell to -3", "fell to 3"),
        ("10-12", "1012"),
        ("convinced", "convicted"),
        ("presented", "prevented"),
        ("country", "county"),
        ("ministers", "minister"),
        ("few of them", "a few of them"),
        ("for Sarn", "from Sarn"),
        ("of our", "of or"),
        ("there.", "there?"),
    ],
)
def test_what_differs_in_fact_stays_apart(before: str, after: str) -> None:
    text = (
        "In Vesk the gate was shut for eight days and prices rose by 1,200 crowns, which is legal, "
        "while Orla Venn blamed Lev Orlov and the six engineers of the port for all that had happened there. It fell "
        "to -3 degrees in the country on days 10-12, the ministers presented a bill of $5 million for Sarn, 1.5 or 4% "
        "of all, and few of our men and few of them were convinced that Vesk rose."
    )
    assert before in text
    one, other = hits(text, text.replace(before, after))
    assert not same_words(one.passage.text, other.passage.text)
    assert len(collapsed([one, other])) == 2


def test_passage_with_a_short_sentence_more_stays() -> None:
    assert len(collapsed(hits(GATE, f"{GATE} Venn resigned."))) == 2


def test_russian_letters_with_and_without_dots_say_the_same() -> None:
    text = "Её посол ещё в мае заявил, что переговоры с Сарном начнутся не раньше осени."
    assert len(collapsed(hits(text, text.replace("ё", "е").replace("Ё", "Е")))) == 1


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


def test_reprint_of_a_short_report_is_found_among_many_of_its_series() -> None:
    closing = " ".join(f"This notice number {n} closes every digest of the series." for n in range(6))
    digests = {f"{n:03}": report_digests(f"{numbered(n * 10, n * 10 + 12)} {closing}") for n in range(0, 120, 2)}
    digests["reprint"] = digests["100"]
    assert near_duplicates(digests) == {"100": ("reprint",), "reprint": ("100",)}


def test_reports_without_digests_have_no_near_duplicates() -> None:
    assert near_duplicates({}) == near_duplicates({"a": (), "b": ()}) == {}


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


def test_reprints_leave_room_for_as_many_hits_as_asked(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c", settings=Settings(candidates=4)) as corpus:
        corpus.add([read_text(GATE, source=f"reprint/{n:02}") for n in range(20)])
        corpus.add([read_text(f"The gate of lock number {n} was shut at Vesk.", source=f"lock/{n}") for n in range(6)])
        found = corpus.search("What did Orla Venn say that nobody had asked for?", limit=4)
        assert [len(hit.duplicates) for hit in found] == [19, 0, 0, 0]


def test_filter_that_admits_one_of_two_twins_finds_it_alone(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(read_text(GATE, source="paper"), metadata={"desk": "east"})
        corpus.add(read_text(GATE, source="web"), metadata={"desk": "west"})
        (hit,) = corpus.search("Who asked for the key?", metadata={"desk": "west"})
        assert (hit.report.source, hit.duplicates) == ("web", ())


def test_mended_slip_does_not_hide_that_a_sentence_stands_in_both(tmp_path: Path) -> None:
    text = "Sarn radio said that the goverment of Vesk had shut the harbour gate on Monday morning."
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(read_text(text, source="old"), read_text(text.replace("goverm", "governm"), source="new"))
        (citation,) = corpus.ask("Who had shut the harbour gate?", llm=False).citations
        (other,) = citation.also
        assert {citation.report.source, other.report.source} == {"old", "new"}


def test_sentence_that_stands_beside_others_in_another_hit_is_named(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "c") as corpus:
        corpus.add(read_text(GATE, source="whole"), read_text(f"{GATE[:121]} The quay was sold.", source="part"))
        assert len(corpus.search("Who asked for the key of the gate?")) == 2
        (citation,) = corpus.ask("What did Orla Venn say about the key?", llm=False).citations
        (other,) = citation.also
        assert {citation.report.source, other.report.source} == {"whole", "part"}
