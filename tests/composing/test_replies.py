"""What models write: whole, broken, cut off, in another form."""

import pytest

from mediaqa.answers import RejectedClaim
from mediaqa.composing.replies import Draft, ReplyReader
from tests.composing.scripted import claims

ONE = {"sentences": [1], "claim": "The gate was shut."}


def read_reply(reply: str, *, cut_off: bool, size: int = 7) -> tuple[list[Draft], list[RejectedClaim]]:
    """Read a reply that comes in pieces of ``size`` characters."""
    reader = ReplyReader()
    found = [
        one for start in range(0, len(reply), size) for one in reader.feed(reply[start : start + size])
    ] + reader.finish(cut_off=cut_off)
    return [one for one in found if isinstance(one, Draft)], [one for one in found if isinstance(one, RejectedClaim)]


def texts(reply: str, *, cut_off: bool = False) -> list[str]:
    return [draft.claim for draft in read_reply(reply, cut_off=cut_off)[0]]


def reasons(reply: str, *, cut_off: bool = False) -> list[str]:
    return [one.reason for one in read_reply(reply, cut_off=cut_off)[1]]


def test_a_reply_in_the_form_asked_for() -> None:
    drafts, rejected = read_reply(
        claims({"sentences": [2, 3], "claim": "Orla Venn denies it.", "speaker": "Orla Venn", "stance": "disputes"}),
        cut_off=False,
    )
    (draft,) = drafts
    assert (draft.sentences, draft.claim, draft.speaker, draft.stance) == (
        (2, 3),
        "Orla Venn denies it.",
        "Orla Venn",
        "disputes",
    )
    assert rejected == []


@pytest.mark.parametrize(
    "around",
    ["{}", "Here is the answer:\n```json\n{}\n```\nI hope it helps {{:-)}}", "<think>no</think> {}", '{{"a": 1}} {}'],
)
def test_text_around_the_object_is_passed_over(around: str) -> None:
    assert texts(around.replace("{}", claims(ONE), 1).replace("{{", "{").replace("}}", "}")) == ["The gate was shut."]


def test_an_empty_list_claims_nothing_and_is_no_mistake() -> None:
    assert read_reply('{"claims": []}', cut_off=False) == ([], [])


@pytest.mark.parametrize(
    "reply",
    [
        "", "The gate was shut [1].", '{"answer": "The gate was shut."}', '{"claims": "none"}', "[1, 2]", "{claims: [}",
        '{"type": "object", "properties": {"claims": {"type": "array"}}}',
    ],
)  # fmt: skip
def test_another_form_is_malformed(reply: str) -> None:
    assert texts(reply) == []
    assert reasons(reply) == ["malformed"]


@pytest.mark.parametrize(
    "broken",
    [
        {"sentences": "all", "claim": "x."},
        {"sentences": [1]},
        {"claim": "x."},
        "a text",
        None,
        {"sentences": [1], "claim": ""},
    ],
)
def test_a_broken_claim_costs_itself_alone(broken: object) -> None:
    import json

    reply = json.dumps({"claims": [broken, {**ONE, "speaker": None}]})
    assert texts(reply) == ["The gate was shut."]
    assert reasons(reply) == ["malformed"]


def test_numbers_may_stand_alone_or_as_text_and_nobody_is_nobody() -> None:
    (draft,) = read_reply(
        '{"claims": [{"sentences": 3, "claim": "x.", "speaker": "Unknown", "stance": "maybe"}]}', cut_off=False
    )[0]
    assert (draft.sentences, draft.speaker, draft.stance) == ((3,), None, "supports")


def test_a_reply_that_was_cut_off_keeps_its_whole_claims() -> None:
    whole = claims(ONE, {"sentences": [2], "claim": "It opened at noon."})
    assert texts(whole[:-2], cut_off=True) == ["The gate was shut.", "It opened at noon."]
    for length in range(len(whole) - 2):
        found = texts(whole[:length], cut_off=True)
        assert found in ([], ["The gate was shut."], ["The gate was shut.", "It opened at noon."])
    assert texts(whole[: whole.index("at noon")], cut_off=True) == ["The gate was shut."]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_claim_is_given_with_its_last_character(size: int) -> None:
    reply = claims({**ONE, "claim": 'She said “{no}" and \\ left }.'}, {**ONE, "claim": "The mill stood still."})
    reader, ends = ReplyReader(), []
    for start in range(0, len(reply), size):
        ends += [start + size for _ in reader.feed(reply[start : start + size])]
    last = [place + 1 for place in range(len(reply)) if reply[place : place + 2] in {"},", "}]"}]
    assert len(ends) == 2
    assert all(0 <= given - end < size for given, end in zip(ends, last[-2:], strict=True))
    assert reader.finish() == []


@pytest.mark.parametrize("broken", ["It\\'s shut.", "It is\nshut.", "A \\ud83d."])
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_claim_that_is_no_json_costs_itself_alone(broken: str, size: int) -> None:
    reply = claims(ONE, {**ONE, "claim": "BROKEN"}, {**ONE, "claim": "The mill stood still."}).replace("BROKEN", broken)
    drafts, rejected = read_reply(reply, cut_off=False, size=size)
    assert [draft.claim for draft in drafts][:: len(drafts) - 1] == ["The gate was shut.", "The mill stood still."]
    assert [one.reason for one in rejected] in ([], ["malformed"])
    assert len(drafts) + len(rejected) == 3


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_a_reply_reads_the_same_whole_and_in_pieces(size: int) -> None:
    thought = '<think>Maybe {"claims": []}? Or { this</think>'
    for reply in (
        thought + claims(ONE), '{"thought": {"a": 1}, ' + claims(ONE)[1:], "{} {}" + claims(ONE), claims(ONE)[:-1],
        claims(ONE)[:-2], claims(ONE, ONE)[:-30],
    ):  # fmt: skip
        assert read_reply(reply, cut_off=True, size=size) == read_reply(reply, cut_off=True, size=5000)
        assert texts(reply)[0] == "The gate was shut."


def test_a_blank_claim_is_none() -> None:
    assert reasons(claims({**ONE, "claim": "  "})) == ["malformed"]


def test_what_is_usable_has_a_list_of_claims() -> None:
    for reply, usable in (('{"claims": []}', True), (claims(ONE), True), ("PWNED", False), ('{"a": 1}', False)):
        reader = ReplyReader()
        reader.feed(reply)
        reader.finish()
        assert reader.usable is usable
