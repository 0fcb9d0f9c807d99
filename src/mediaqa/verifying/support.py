"""Whether what a claim says stands in the sentences that it cites. A true quote under a false claim is caught here.

Each check passes, fails, or cannot tell. It fails only on what it can point at: a word that is negated on one side
alone, a number that is not there. What no check can see is told in the documentation.
"""

from collections.abc import Mapping, Sequence

from mediaqa.answers import Check
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.questions import Term
from mediaqa.verifying.asserting import modality, polarity
from mediaqa.verifying.claimed import STANDS_FROM, Claimed, Evidence, failed, passed, unknown
from mediaqa.verifying.counting import Number, as_day, days, numbers, other_unit, same_day
from mediaqa.verifying.naming import is_abbreviated, stands
from mediaqa.verifying.roles import roles
from mediaqa.verifying.scopes import Reading
from mediaqa.verifying.speaking import speaker_check
from mediaqa.wording import language_of, lexicon, plain, word_set

CONTENT_FROM = 0.4
"""The share of a claim's words of meaning, names and numbers aside, up to which too few stand in its quotes, beside
them or in their context."""
QUOTED_FROM = 0.45
"""The share of a claim's words of meaning, names included, that its quotes themselves hold at least: what stands beside
them helps to read them, and proves nothing alone."""
FEWEST_TERMS = 2
"""Words of meaning, names and numbers that a composed claim has at least: "Yes." can be held against nothing."""
MISSING_FROM, MISSING_UNDER = 3, 0.75
"""So many words at least are missing then, each held less than this."""
CLOSE_FROM, CLOSE_MISSING = 0.2, 2
"""For a claim whose author was told to keep to the words: the share of those that are neither names nor numbers which
the quotes hold at least (names alone stand under many a sentence), and ``MISSING_FROM``."""
_OBLIQUE = word_set("him his her hers them their theirs its его её ее их ему ей им")
_DETERMINERS = frozenset({"the", "its", "their", "his", "her"})
WEEK = 7
"""Days by which "three days later" and the like can place a day beside one that is named."""
_SHARES = {
    "both": (2.0,),
    "halved": (50.0,),
    "doubled": (2.0, 100.0),
    "half": (0.5, 50.0, 6.0, 2.0),
    "quarter": (0.25, 25.0, 3.0, 4.0),
    "third": (33.0, 3.0),
    "dozen": (12.0,),
    "fifth": (20.0, 5.0),
    "tenth": (10.0,),
    "decade": (10.0,),
    "century": (100.0,),
    "fortnight": (14.0, 2.0),
    "twice": (2.0,),
}
"""The numbers that words for shares may stand for: half is fifty percent, and half a year six months."""


def checks(
    text: str,
    evidence: Evidence,
    *,
    speaker: str | None = None,
    close: bool = False,
    embedder: Embed | None = None,
) -> tuple[Check, ...]:
    """Return what each check finds of a claim.

    ``speaker`` is whom its author names; else whom the claim names. ``close`` says that the author was told to keep to
    the words of the text.
    """
    claimed = Claimed(text, evidence, embedder)
    return (
        polarity(claimed),
        modality(claimed),
        _numbers(claimed),
        _scope(claimed),
        _names(claimed),
        roles(claimed),
        speaker_check(claimed, speaker, close=close),
        _content(claimed, close=close),
    )


def _numbers(claimed: Claimed) -> Check:
    evidence = claimed.evidence
    known = [*days(evidence.near), *([as_day(evidence.report.published_on)] if evidence.report.published_on else [])]
    relative = any(plain(word.text) in claimed.lists.relative_times for word in claimed.quoted.words)
    for day in days(claimed.text):
        if not any(same_day(day, other) for other in known):
            near = _ordinal(claimed.quoted) or (relative and any(abs(day[1] - other[1]) <= WEEK for other in known))
            detail = f"the day {day[1]}/{day[0]} is not in the text"
            return unknown("number", detail) if near else failed("number", detail)
    stated = numbers(evidence.quoted)
    around = {number.value for number in (*stated, *numbers(f"{evidence.around}\n{evidence.context}"))}
    around |= {float(year) for *_, year in known if year}
    around |= {value for word in claimed.quoted.words for value in _SHARES.get(plain(word.text), ())}
    for number in numbers(claimed.text):
        if number.value not in around:
            return failed("number", f"{number.value:g} is not in the text")
        if unit := _measured_otherwise(claimed, number, stated):
            return failed("number", f"the text has {number.value:g} {unit}")
        if part := _of_a_part(claimed, number, stated):
            return failed("number", f"the text says it of {part} of the {number.value:g}")
        other = _counted_otherwise(claimed, number, stated)
        if other is not None:
            return failed("number", f"the text has {other:g} where the claim has {number.value:g}")
    return passed("number")


def _ordinal(reading: Reading) -> bool:
    """Whether a text may name a day by a word: "the first of October"."""
    return any(plain(word.text).endswith(("first", "second", "third", "th")) for word in reading.words)


def _measured_otherwise(claimed: Claimed, number: Number, stated: Sequence[Number]) -> str | None:
    """Return the unit of a number in the text, where the claim has another one beside it."""
    own = [claimed.own.words[place].text for place in number.after[:1]]
    theirs = [claimed.quoted.words[one.after[0]].text for one in stated if one.value == number.value and one.after]
    if not own or not theirs or not all(other_unit(own[0], unit) for unit in theirs):
        return None
    return theirs[0]


def _of_a_part(claimed: Claimed, number: Number, stated: Sequence[Number]) -> str | None:
    """Return the part, where the text says it of "three of the eleven" and the claim of eleven."""
    lists = claimed.lists
    ours = {plain(word.text) for word in claimed.own.words}
    values = {one.value for one in numbers(claimed.text)}
    low = [plain(word.text) for word in claimed.quoted.words]
    part = None
    if ours & lists.partitives:
        return None
    for one in stated:
        if one.value == number.value:
            before = low[max(0, one.place - 3) : one.place]
            part = before[0] if len(before) == 3 and before[1] == "of" and before[2] in _DETERMINERS else None
            if part not in lists.partitives | lists.number_values.keys() or part in ours:
                return None
            if part in lists.number_values and float(lists.number_values[part]) in values:
                return None
    return part


def _counted_otherwise(claimed: Claimed, number: Number, stated: Sequence[Number]) -> float | None:
    """Return the other number that the text has beside the words that stand beside a number in the claim."""

    def beside(one: Number) -> int:
        before = {there for place in number.before for there in claimed.places(place)} & set(one.before)
        after = {there for place in number.after[:1] for there in claimed.places(place)} & {*one.after[:1], *one.of}
        return len(before) + len(after)

    same = [one for one in stated if one.value == number.value]
    if not same or any(not one.after or one.is_part for one in same):
        return None
    most = max(map(beside, same))
    return next((one.value for one in stated if one.value != number.value and beside(one) > most), None)


def _scope(claimed: Claimed) -> Check:
    if not claimed.comparable:
        return unknown("scope", "another language")
    lists = claimed.lists
    ours = [plain(word.text) for word in claimed.own.words]
    theirs = [plain(word.text) for word in claimed.quoted.words]
    wide = next((word for word in ours if word in lists.universals), None)
    # "attended every hearing" for "never missed one"
    nearest = {plain(word.text) for word in claimed.main.words} if claimed.main else set(theirs)
    turned = wide in {"all", "always", "every"} and nearest & {"never", "nobody", "none", "without"}
    if wide and not turned and not set(theirs) & lists.universals:
        return failed("scope", f"the text does not say “{wide}”")
    for place, word in enumerate(theirs[:-2]):
        if word not in lists.partitives or theirs[place + 1] != "of":
            continue
        whole = [at for at in range(place + 2, min(place + 6, len(theirs))) if theirs[at] not in lists.stopwords][:2]
        heads = [at for at in range(len(ours)) if set(whole) & set(claimed.places(at))]
        part = {*ours} & (lists.partitives | {"a", "an"}) or claimed.own.negations or wide
        if heads and not part and not numbers(claimed.text) and not _owned(claimed.own, heads[0]):
            return failed("scope", f"the text says it of “{word} of” them")
    return passed("scope")


def _owned(reading: Reading, place: int) -> bool:
    """Whether a word only says whose another is: "the tanker's engineer"."""
    return reading.words[place].text.endswith(("'s", "’s", "s'", "s’"))


def _names(claimed: Claimed) -> Check:
    evidence, flagged = claimed.evidence, []
    near, elsewhere = claimed.strengths(evidence.near), claimed.strengths(evidence.elsewhere)
    naming = "\n".join(line.text for line in evidence.naming)
    own = claimed.strengths(f"{evidence.quoted}\n{evidence.context}\n{naming}")
    for term in claimed.terms:
        if not term.is_name:
            continue
        if near[term] >= STANDS_FROM:
            if claimed.comparable and own[term] < STANDS_FROM and not _points_back(claimed):
                return failed("name", f"“{term.word}” stands only beside the quotes")
            continue
        if not claimed.comparable and stands(term.word, evidence.near):
            continue
        if is_abbreviated(term.word, claimed.text, evidence.near) or is_abbreviated(
            term.word, evidence.near, claimed.text
        ):
            continue
        if elsewhere[term] >= STANDS_FROM:
            flagged.append(f"“{term.word}” stands elsewhere in the report")
        elif claimed.comparable:
            return failed("name", f"“{term.word}” is not in the text")
        else:
            flagged.append(f"“{term.word}” cannot be compared")
    return unknown("name", "; ".join(flagged)) if flagged else passed("name")


def _points_back(claimed: Claimed) -> bool:
    """Whether a word of the quotes may mean somebody who is named beside them: "he", "the minister"."""
    if any(line.lead is not None or line.naming is not None for line in claimed.evidence.lines):
        return True
    lists = lexicon(language_of(claimed.evidence.quoted))
    pointing = lists.personal | lists.pronouns | lists.voice_nouns | (lists.titles - lists.stopwords) | _OBLIQUE
    return any(plain(word.text) in pointing for word in claimed.quoted.words)


def _content(claimed: Claimed, *, close: bool) -> Check:
    if close and len(claimed.terms) < FEWEST_TERMS:
        return failed("content", "it says next to nothing")
    if not claimed.comparable:
        return unknown("content", "another language")
    counted = [term for term in claimed.terms if not term.is_number]
    held = claimed.held(claimed.evidence.near)
    common = [term for term in counted if not term.is_name]
    if not counted:
        return unknown("content", "no word of meaning")
    if claimed.share_in(claimed.evidence.quoted, numbers=False, voice=False) < QUOTED_FROM:
        return failed("content", "the quotes hold too little of it")
    meant = [term for term in common if term.share == 1.0]
    quoted = claimed.held(claimed.evidence.quoted)
    if close and sum(quoted[term] for term in meant) < CLOSE_FROM * len(meant):
        return failed("content", f"the quotes do not hold “{meant[0].word}”")
    missing = [term.word for term in meant if held[term] < MISSING_UNDER]
    if len(missing) >= (CLOSE_MISSING if close else MISSING_FROM) and sum(
        held[term] for term in meant
    ) <= CONTENT_FROM * len(meant):
        return failed("content", f"not in the text: {', '.join(missing)}")
    return Check(name="content", result="pass", detail=f"{_share(counted, held):.2f}")


def _share(terms: Sequence[Term], held: Mapping[Term, float]) -> float:
    return sum(held[term] * term.share for term in terms) / sum(term.share for term in terms)


def support(found: Sequence[Check]) -> float:
    """Return in [0, 1] how well a claim is proved: its share of content, less a tenth for each thing not checkable."""
    content = next((float(one.detail) for one in found if one.name == "content" and one.result == "pass"), 0.7)
    open_ = sum(one.result == "not_checkable" and one.name in {"name", "speaker"} for one in found)
    return round(max(0.0, content - 0.1 * open_), 2)
