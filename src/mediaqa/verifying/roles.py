"""Whether who acts and who is acted on are the same in a claim and its quotes, and whose each thing is."""

from collections.abc import Iterable, Sequence

from mediaqa.answers import Check
from mediaqa.verifying.claimed import Claimed, failed, passed, unknown
from mediaqa.verifying.scopes import Reading
from mediaqa.verifying.slots import Slot, slots
from mediaqa.wording import Lexicon, plain, stems_of


def roles(claimed: Claimed) -> Check:
    """Fail where who acts and who is acted on have changed places."""
    if not claimed.comparable:
        return unknown("roles", "another language")
    lists = claimed.lists
    for place, word in enumerate(claimed.own.words):
        for at in claimed.places(place):
            if not (_may_be_verb(claimed.own, place, lists) and _may_be_verb(claimed.quoted, at, lists)):
                continue
            actor, target = _sides(claimed.own, place, lists)
            actor_there, target_there = _sides(claimed.quoted, at, lists)
            here = [{there for one in side for there in claimed.places(one)} for side in (actor, target)]
            crossed = (len(here[0] & target_there), len(here[1] & actor_there))
            if min(crossed) and sum(crossed) > len(here[0] & actor_there) + len(here[1] & target_there):
                return failed("roles", f"“{word.text}”: who does it to whom is the other way round")
    return _slots(claimed)


def _slots(claimed: Claimed) -> Check:
    """Fail where the text has another name beside a word than the claim has."""
    theirs = slots(claimed.evidence.quoted)
    lists = claimed.lists
    speech = {low for low, base in lists.cues.items() if base not in lists.aimed_verbs}
    for (place, role), names in slots(claimed.text).items():
        word = claimed.own.words[place].text
        same = {at for at in claimed.places(place) if lists.stem(claimed.quoted.words[at].text) == lists.stem(word)}
        there = {name for at in same for name in theirs.get(Slot(at, role), ())}
        like = there | {name for at in claimed.like(place) for name in theirs.get(Slot(at, role), ())}
        ours = {name for one in names for name in claimed.places(one)}
        if not there or not ours or like & ours or (role != "patient" and plain(word) in speech):
            continue
        if not any(_stand_for(claimed, here, at) for here in names for at in like):
            other = " ".join(claimed.quoted.words[at].text for at in sorted(there))
            return failed("roles", f"beside “{claimed.own.words[place].text}” the text has “{other}”")
    return passed("roles")


def _stand_for(claimed: Claimed, here: int, there: int) -> bool:
    """Whether a name of the claim may stand for one of the text, a capital for its country too."""
    ours = [plain(word.text) for word in claimed.own.words]
    theirs = plain(claimed.quoted.words[there].text)
    forms = {ours[here], " ".join(ours[here : here + 2]), " ".join(ours[max(0, here - 1) : here + 1])}
    names = claimed.lists.names
    return any(names.get(form, {}).keys() & names.get(theirs, {}).keys() for form in forms)


def _may_be_verb(reading: Reading, place: int, lists: Lexicon) -> bool:
    word = reading.words[place].text
    low = plain(word)
    if place and plain(reading.words[place - 1].text) in {"the", "a", "an", "his", "her", "its", "their"}:
        return False
    stems = stems_of(lists.aimed_verbs, lists)
    aimed = lists.stem(low) in stems
    form = aimed or ((low in lists.irregular or low.endswith(("ed", "ing"))) and low not in lists.cues)
    return form and word[:1].islower() and low not in lists.stopwords


def _sides(reading: Reading, verb: int, lists: Lexicon) -> tuple[set[int], set[int]]:
    """Return the words beside a verb that name who acts and who is acted on."""
    low = [plain(word.text) for word in reading.words]
    before = _nearest(low, range(verb - 1, max(-1, verb - 7), -1), lists)
    after = _nearest(low, range(verb + 1, min(len(low), verb + 7)), lists)
    passive = "by" in low[verb + 1 : verb + 7] and any(word in lists.be_forms for word in low[max(0, verb - 3) : verb])
    return (after, before) if passive else (before, after)


def _nearest(low: Sequence[str], places: Iterable[int], lists: Lexicon) -> set[int]:
    found: set[int] = set()
    for place in places:
        if low[place] in {"cent", "percent"} or set(low[max(0, place - 2) : place]) & {"in", "at", "near", "within"}:
            continue  # where and how much is neither who nor whom
        if low[place] in lists.contrasts or (found and low[place] in {"for", "over", "because", "that", "and"}):
            break
        if low[place] not in lists.stopwords:
            found.add(place)
        if len(found) == 2:
            break
    return found
