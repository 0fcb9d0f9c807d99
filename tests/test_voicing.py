"""Whose words stand at a place, and the voice in effect where a passage begins."""

from hypothesis import given
from hypothesis import strategies as st

from mediaqa.splitting import split
from mediaqa.statements import find_statements
from mediaqa.store.said import in_order
from mediaqa.values import Passage, Span, Statement
from mediaqa.voicing import StatementsAt, voice_of, with_voices
from tests.evidence import report

PLACES = st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(0, 2))


def statement(start: int, end: int, **more: object) -> Statement:
    return Statement.model_validate({"report_id": "r", "start": start, "end": end, "content": "x", **more})


@given(st.lists(PLACES, max_size=12), st.integers(0, 80), st.integers(1, 20))
def test_covering_finds_what_a_look_at_each_finds(places: list[tuple[int, int, int]], start: int, length: int) -> None:
    all_ = [statement(at, at + size, chain=("v",) * depth) for at, size, depth in places]
    found = StatementsAt(all_).covering(Span(start, start + length))
    assert len(found) == sum(one.start < start + length and start < one.end for one in all_)
    assert [len(one.chain) for one in found] == sorted(len(one.chain) for one in found)


def test_words_between_two_halves_of_a_quotation_are_not_covered() -> None:
    halves = statement(0, 50, parts=(Span(0, 10), Span(30, 50)))
    assert StatementsAt([halves]).covering(Span(12, 28)) == []
    assert StatementsAt([halves]).covering(Span(28, 31)) == [halves]


def test_lead_in_announces_what_follows() -> None:
    quoted = statement(40, 60, cue="adds", cue_span=Span(4, 8))
    assert StatementsAt([quoted]).announced(Span(0, 10)) == [quoted]
    assert StatementsAt([quoted]).announced(Span(10, 40)) == []


def test_voice_is_the_speaker_in_the_outlet_unless_one_holds_the_other() -> None:
    said = statement(0, 5, speaker="Ada Brenn", outlet="Harbour Post")
    assert voice_of(said, "en") == "Ada Brenn in Harbour Post"
    assert voice_of(said, "ru") == "Ada Brenn в издании Harbour Post"
    assert voice_of(statement(0, 5, speaker="article in Harbour Post", outlet="Harbour Post"), "en") == (
        "article in Harbour Post"
    )
    assert voice_of(statement(0, 5, outlet="Harbour Post"), "en") is None


def passages_of(text: str, tokens: int) -> tuple[Passage, ...]:
    whole = report(text)
    return with_voices(split(whole, max_tokens=tokens), in_order(find_statements(whole)), "en")


TEXT = (
    "The engineer Ada Brenn, as quoted in the Harbour Post, blames the board for the flood at Sarn. She adds that the "
    "gates were painted every spring.\n\nShe believes that nobody opened them in all of nine years.\n\n"
    "Grain was cheap in May. The road stayed shut until June."
)


def test_passage_that_goes_on_with_a_voice_names_it() -> None:
    first, second, third = passages_of(TEXT, 32)
    assert second.text.startswith("She adds that")
    assert (first.voice, second.voice, third.voice) == (None, "Ada Brenn in Harbour Post", None)
    assert second.context == f"{second.heading} — Ada Brenn in Harbour Post"
    assert second.embedded_text.startswith(second.context)
    assert first.heading == first.context == second.heading


def test_passages_tile_the_text_as_before() -> None:
    whole = report(TEXT)
    assert "".join(passage.text for passage in passages_of(TEXT, 30)) == whole.text
