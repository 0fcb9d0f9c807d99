"""A second opinion on claims that the checks have let pass, by a scripted model."""

from mediaqa import Answer
from mediaqa.composing import Terms, compose, load_prompt
from mediaqa.embedding import StaticEmbedder
from mediaqa.events import answer_of
from tests.composing.scripted import ScriptedModel, claims
from tests.composing.test_answering import EVIDENCE, ILYIN, OFFICIALS, WHO

TWO = claims(
    {"sentences": [OFFICIALS], "claim": "Kremlin officials blame Brussels for the break."},
    {"sentences": [ILYIN], "claim": "Ilyin believes that the impetus came from Brussels."},
)


def judged(verdicts: str) -> tuple[Answer, ScriptedModel]:
    model = ScriptedModel(TWO, verdicts)
    terms = Terms(load_prompt(), 2000, retry=False, judge=load_prompt(name="judge"))
    return answer_of(compose(WHO, EVIDENCE, model, terms, embedder=StaticEmbedder().embed)), model


def test_what_the_judge_does_not_find_supported_is_rejected() -> None:
    answer, model = judged('{"verdicts": [{"claim": 1, "supported": false}, {"claim": 2, "supported": true}]}')
    assert [(one.reason, one.text) for one in answer.rejected] == [
        ("judge", "Kremlin officials blame Brussels for the break.")
    ]
    (claim,) = answer.claims
    assert [check.result for check in claim.checks if check.name == "judge"] == ["pass"]
    assert claim.citations[0].number == 1
    assert answer.usage.requests == 2
    assert "Claim 2: Ilyin believes that the impetus came from Brussels." in model.asked[1]
    assert claim.citations[0].quote in model.asked[1]


def test_a_judge_who_says_nothing_usable_changes_nothing() -> None:
    for verdicts in ("", "Both are fine.", '{"verdicts": "yes"}', '{"verdicts": [{"claim": "1"}]}', "{"):
        answer, _ = judged(verdicts)
        assert len(answer.claims) == 2
        assert {check.result for claim in answer.claims for check in claim.checks if check.name == "judge"} == {
            "not_checkable"
        }
