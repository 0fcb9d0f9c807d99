"""Statements under the reader and the verifier: whose words a sentence holds, where none at hand names the voice."""

import datetime as dt

from mediaqa import verify
from mediaqa.answers import Claim
from mediaqa.extracting import extract
from mediaqa.extracting.lines import lines
from mediaqa.extracting.telling import speaker_of, telling
from mediaqa.splitting import split
from mediaqa.statements import find_statements
from mediaqa.store.said import in_order
from mediaqa.values import Hit, Span
from mediaqa.verifying.cited import cite
from mediaqa.verifying.proving import Proof, Prover
from tests.evidence import report

TEXT = (
    "An October 21 article in Voennoe Obozrenie notes that Sarn officials blame the harbour board for the flood. It "
    "argues that the sluice could have been opened in an hour.\n\n"
    "The engineer Ada Brenn, as quoted in the Harbour Post on 12 May, says that the gates were painted every spring. "
    "She continues:\n\n"
    "Nobody opened the gates in all of nine years. The key hung in a locked office, and the office had no key.\n\n"
    "Colonel Ruslan Ilyin was in Osk at the time. The road to Upper Sarn stayed shut until June."
)
QUOTED = Span(TEXT.index("Nobody opened"), TEXT.index("\n\nColonel"))
WHOLE = report(TEXT).model_copy(update={"quotations": (QUOTED,)})
SAID = in_order(find_statements(WHOLE))


def hit_with(words: str, *, statements: bool = True) -> Hit:
    """The passage, of 30 tokens, that holds some words; nothing around it."""
    passage = next(one for one in split(WHOLE, max_tokens=30) if words in one.text)
    return Hit(passage=passage, report=WHOLE.info, score=1.0, statements=SAID if statements else ())


def test_sentence_has_the_voice_that_the_report_named_before() -> None:
    line = next(one for run in lines([hit_with("Nobody opened")]) for one in run if "Nobody" in one.text)
    assert speaker_of(line, None) == "Ada Brenn"
    told = telling(line, None)
    assert (told.outlet, told.date, told.day) == ("Harbour Post", "12 May", dt.date(2021, 5, 12))
    bare = next(one for run in lines([hit_with("Nobody opened", statements=False)]) for one in run)
    assert speaker_of(bare, None) is None


def test_article_hands_on_to_the_voice_that_opens_what_it_tells_and_keeps_the_rest() -> None:
    first, second = (one for run in lines([hit_with("article"), hit_with("argues")]) for one in run)
    assert first.statement is not None
    assert second.statement is not None
    assert first.statement.speaker == "Sarn officials"
    assert second.statement.speaker == "October 21 article in Voennoe Obozrenie"


def test_reader_tells_voice_outlet_and_date_of_words_that_name_none() -> None:
    answer = extract("What did Ada Brenn say about a locked office?", [hit_with("locked office")])
    [claim] = answer.claims
    assert (claim.speaker, claim.outlet, claim.stated_on) == ("Ada Brenn", "Harbour Post", dt.date(2021, 5, 12))
    assert claim.citations[0].quote in TEXT


def proved(text: str, speaker: str | None) -> Claim | str:
    prover = Prover([hit_with("locked office"), hit_with("Colonel")], None)
    stretch = prover.stretches[0]
    line = next(one for one in stretch.lines if "locked office" in one.text)
    found = prover.prove_by(text, cite(stretch, [line]), [cite(stretch, [line])], speaker=speaker)
    return found.claim if isinstance(found, Proof) else found.reason


def test_speaker_that_a_model_names_is_accepted() -> None:
    claim = proved("The key hung in a locked office.", "Ada Brenn")
    assert isinstance(claim, Claim)
    assert (claim.speaker, claim.outlet, claim.stated_as_written) == ("Ada Brenn", "Harbour Post", "12 May")


def test_speaker_that_it_left_out_is_filled_in() -> None:
    claim = proved("The key hung in a locked office.", None)
    assert isinstance(claim, Claim)
    assert claim.speaker == "Ada Brenn"


def test_speaker_that_it_took_for_another_is_put_right() -> None:
    claim = proved("The key hung in a locked office.", "Ruslan Ilyin")
    assert isinstance(claim, Claim)
    assert claim.speaker == "Ada Brenn"


def test_claim_that_names_another_voice_is_rejected() -> None:
    assert proved("Ruslan Ilyin says that the key hung in a locked office.", "Ruslan Ilyin") == "speaker"
    evidence = [hit_with("locked office"), hit_with("Colonel")]
    answer = verify("Ruslan Ilyin says that the key hung in a locked office [1].", evidence)
    assert [one.reason for one in answer.rejected] == ["speaker"]
    answer = verify("Ada Brenn says that the key hung in a locked office [1].", evidence)
    assert [claim.speaker for claim in answer.claims] == ["Ada Brenn"]


def test_what_somebody_tells_of_others_is_his() -> None:
    whole = report("According to Ada Brenn, Sarn officials believe that the key of the gate was lost in the flood.")
    said = in_order(find_statements(whole))
    [passage] = split(whole, max_tokens=60)
    prover = Prover([Hit(passage=passage, report=whole.info, score=1.0, statements=said)], None)
    stretch = prover.stretches[0]
    chosen = cite(stretch, stretch.lines)
    text = "Sarn officials believe that the key of the gate was lost."
    found = prover.prove_by(text, chosen, [chosen], speaker="Sarn officials")
    assert isinstance(found, Proof)
    assert found.claim.speaker == "Ada Brenn"


def test_voice_of_a_subordinate_clause_does_not_say_the_whole_sentence() -> None:
    whole = report(
        "Two fishermen are dead, four others are in a cell in Kolm, and nobody knows the reason, as Ada Brenn admits."
    )
    said = in_order(find_statements(whole))
    start = whole.text.index("nobody")
    late = said[0].model_copy(update={"start": start, "end": start + 24, "content": whole.text[start : start + 24]})
    late = late.model_copy(update={"parts": (), "speaker_span": None, "cue_span": None})
    [passage] = split(whole, max_tokens=60)
    [[line]] = lines([Hit(passage=passage, report=whole.info, score=1.0, statements=(late,))])
    assert line.statement is None
