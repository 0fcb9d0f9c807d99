"""Whether a proved claim answers the question: it may be true and about something else."""

from collections.abc import Iterator
from typing import NamedTuple

from mediaqa.answers import Check, Claim, Stance
from mediaqa.dates import TIME
from mediaqa.extracting.kinds import aims_elsewhere
from mediaqa.extracting.matching import Embed, Matcher
from mediaqa.extracting.questions import Question
from mediaqa.verifying.claimed import STANDS_FROM, Evidence
from mediaqa.verifying.counting import numbers
from mediaqa.verifying.naming import same_name
from mediaqa.wording import Word, language_of, lexicon, plain, words

FEWEST_TOPIC = 2
"""Words of meaning in a question, names aside, from which one at least must stand with a claim that answers it."""
ALONE_FROM = 0.3
"""How surely the only one must stand there: it may be there in other words."""
_YES_OR_NO = frozenset(
    ["did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would"]
)
_ABOUT = Check(name="question", result="pass")


class _Text(NamedTuple):
    verbatim: str
    words: tuple[Word, ...]


def is_about(question: Question, claim: Claim, evidence: Evidence, embedder: Embed | None) -> Check:
    """Tell whether a claim can answer a question.

    "What did Lavrov say" is not answered by what the article says, "how many" not by a sentence without a number. What
    stands around the quotes counts too, unless they are others than those that the claim's author chose.
    """
    relocated = any(citation.relocated for citation in claim.citations)
    beside = f"{evidence.quoted}\n{evidence.context}" if relocated else evidence.near
    seen = "\n".join((claim.text, claim.speaker or "", claim.outlet or "", beside))
    said_by = " ".join(filter(None, (claim.speaker, claim.outlet)))
    voices = said_by or " ".join((claim.text, evidence.quoted, *(line.text for line in evidence.naming)))
    return next(_mismatches(question, claim, seen, voices, embedder), _ABOUT)


def stance(question: Question, told: Stance, claim: Claim) -> Stance:
    """Return whether a claim disputes what a question asks: a denial does.

    What a model tells counts where something can be disputed, and the text negates something.
    """
    lists = lexicon(question.language)
    if lists.denies(question.text):
        return "supports"
    said = " ".join((claim.text, *(citation.quote for citation in claim.citations)))
    if lists.denies(said) or lexicon(language_of(said)).denies(said):
        return "disputes"
    disputable = question.asks_voice or question.text.split()[0].casefold() in _YES_OR_NO
    negated = any(plain(word.text) in lists.negations for word in words(said))
    return told if disputable and negated else "supports"


def _mismatches(question: Question, claim: Claim, seen: str, voices: str, embedder: Embed | None) -> Iterator[Check]:
    """Yield what a question asks for and a claim does not have."""
    voice = [term for term in question.voice if term.is_name] or list(question.voice)
    if voice and not any(same_name(term.word, voices) for term in voice):
        asked = " ".join(term.word for term in question.voice)
        yield Check(name="speaker", result="fail", detail=f"the question asks what {asked} says")
    names = [term.word for term in question.terms if term.is_name]
    if names and not any(same_name(name, seen) for name in names):
        yield Check(name="name", result="fail", detail=f"the question asks about {names[0]}")
    quotes = " ".join(citation.quote for citation in claim.citations)
    if question.wanted == "number" and not numbers(claim.text):
        yield Check(name="content", result="fail", detail="the question asks for a number")
    if question.wanted == "date" and not TIME.search(f"{claim.text} {quotes}"):
        yield Check(name="content", result="fail", detail="the question asks when")
    if question.language != language_of(seen):
        return
    if question.aim and question.language == language_of(claim.text):
        said = _Text(claim.text, words(claim.text))
        matcher = Matcher(question.terms, [claim.text], lexicon(question.language), embedder)
        if aims_elsewhere(question, said, matcher, needs_target=False):
            yield Check(name="roles", result="fail", detail=f"the question asks about “{question.aim[1].word}”")
    voiced = {term.place for term in question.voice}
    topic = [term for term in question.terms if not term.is_name and term.share == 1.0 and term.place not in voiced]
    if not topic:
        return
    least = STANDS_FROM if len(topic) >= FEWEST_TOPIC else ALONE_FROM
    if Matcher(topic, [seen], lexicon(question.language), embedder).strengths(seen).max() < least:
        yield Check(name="content", result="fail", detail=f"the question asks about “{topic[0].word}”")
