"""Whether a claim asserts what its quotes assert: nothing negated on one side alone, nothing possible made a fact."""

import itertools
from collections.abc import Iterable, Sequence

from mediaqa.answers import Check
from mediaqa.verifying.claimed import Claimed, failed, passed, unknown
from mediaqa.verifying.scopes import Reading, Scope
from mediaqa.wording import Lexicon, plain, stems_of

NEAR = 6
"""Words between a word and one that takes it back ("the room was empty"), at most."""


def polarity(claimed: Claimed) -> Check:
    """Fail where one side negates, denies or refuses what the other does not."""
    if not claimed.comparable:
        return unknown("polarity", "another language")
    for scope in claimed.quoted.negations:
        if word := _only_there(claimed, scope):
            return failed("polarity", f"the text negates “{word}” (“{claimed.quoted.words[scope.cue].text}”)")
    for scope in claimed.own.negations:
        if word := _only_here(claimed, scope):
            return failed("polarity", f"the text does not negate “{word}”")
    if word := _granted(claimed):
        return failed("polarity", f"the text says the opposite of “{word}”")
    return passed("polarity")


def _only_there(claimed: Claimed, scope: Scope) -> str | None:
    """Return a word of the claim that the text negates and the claim does not."""
    relevant = _borne_on(claimed, scope)
    if any(scope.cue in claimed.like(place) for place in range(len(claimed.own.words))):
        return None  # the claim has the cue as well
    denied = {at for own in claimed.own.negations for place in own.places for at in claimed.places(place)}
    spared = denied & scope.places or any(claimed.own.hedges_on(place) for place in relevant)
    if not relevant or spared or _takes_back(claimed.own, claimed.quoted, relevant, claimed):
        return None
    return claimed.own.words[relevant[0]].text


def _borne_on(claimed: Claimed, scope: Scope) -> list[int]:
    """Return the words of the claim that stand in the text under a cue and nowhere else.

    A cue like "denied" bears on its clause as a whole, and one word of that in the claim says little.
    """
    touched = [
        place
        for place in range(len(claimed.own.words))
        if (there := claimed.places(place)) and set(there) <= scope.places
    ]
    if scope.is_wide:
        said = [place for place in touched if _is_common(claimed.own.words[place].text, claimed.lists)]
        return said if len(said) > 1 else []
    return [place for place in touched if scope.head in claimed.places(place)]


def _is_common(word: str, lists: Lexicon) -> bool:
    """Whether a word is neither a name nor a number."""
    return word[:1].islower() and plain(word) not in lists.numbers


def _only_here(claimed: Claimed, scope: Scope) -> str | None:
    """Return a word that the claim negates and the text does not."""
    if claimed.like(scope.cue):
        return None
    places = {place: claimed.places(place) for place in scope.places}
    there = {at for found in places.values() for at in found}
    wanted = scope.places if scope.is_wide else {scope.head}
    matched = [place for place in sorted(wanted) if places.get(place)]
    spared = any(claimed.quoted.negates(at) or claimed.quoted.hedges_on(at) for at in there)
    if len(matched) < (2 if scope.is_wide else 1) or spared or _takes_back(claimed.quoted, claimed.own, there, claimed):
        return None
    return claimed.own.words[matched[0]].text


def _takes_back(reading: Reading, other: Reading, places: Iterable[int], claimed: Claimed) -> bool:
    """Whether a text says by other words than a cue that something did not happen ("stayed away", "rather than").

    Such a word counts near the words in question, and unless the other text has it too.
    """
    low, theirs = [plain(word.text) for word in reading.words], {plain(word.text) for word in other.words}
    near = {at for place in places for at in range(place - NEAR, place + NEAR + 1)}
    rather = any(at in near for at, pair in enumerate(itertools.pairwise(low)) if pair == ("rather", "than"))
    absences = claimed.lists.absences
    return rather or any(word in absences and word not in theirs and at in near for at, word in enumerate(low))


def _granted(claimed: Claimed) -> str | None:
    """Return the verb by which a claim grants what the text only disputes ("confirmed" for "denied"), or disputes."""
    grants = stems_of(claimed.lists.grants, claimed.lists)
    withholds = stems_of(claimed.lists.withholds, claimed.lists)
    ours = {claimed.lists.stem(word.text): word.text for word in claimed.own.words}
    theirs = {claimed.lists.stem(word.text) for word in claimed.quoted.words}
    for here, opposite in ((grants, withholds), (withholds, grants)):
        stated = [text for stem, text in ours.items() if stem in here]
        # A negated one is the polarity's affair.
        if stated and theirs & opposite and not theirs & here and not ours.keys() & opposite:
            return None if claimed.own.negations or claimed.quoted_denies else stated[0]
    return None


def modality(claimed: Claimed) -> Check:
    """Fail where the text has only under "may", "plans", "whether" or "will" what the claim has as a fact."""
    if not claimed.comparable:
        return unknown("modality", "another language")
    if claimed.own.hedges:
        return passed("modality")
    for scope in claimed.quoted.hedges:
        borne = [place for place in _borne_on(claimed, scope) if not claimed.own.negates(place)]
        common = sum(1 for term in claimed.terms if not (term.is_name or term.is_number))
        if borne and (not scope.is_wide or 2 * len(borne) >= common):
            cue = claimed.quoted.words[scope.cue].text
            return failed("modality", f"the text says “{claimed.own.words[borne[0]].text}” only under “{cue}”")
    if word := _come_true(claimed):
        return failed("modality", f"the text says of “{word}” only that it is to come")
    return passed("modality")


def _come_true(claimed: Claimed) -> str | None:
    """Return a verb that the claim has in the past and the text after "will" or "would"."""
    ours = [plain(word.text) for word in claimed.own.words]
    if set(ours) & {"will", "would", "to", "shall", "if", "whether"}:
        return None
    theirs = [plain(word.text) for word in claimed.quoted.words]
    for place, word in enumerate(ours):
        past = word.endswith("ed") or (word in claimed.lists.irregular and claimed.lists.irregular[word] != word)
        there = claimed.places(place) if past else []
        if there and all(_is_future(theirs, at) for at in there):
            return word
    return None


def _is_future(low: Sequence[str], verb: int) -> bool:
    before = [word for word in low[max(0, verb - 3) : verb] if word not in {"be", "have", "not", "also", "soon"}]
    return bool(before) and before[-1] in {"will", "would"}
