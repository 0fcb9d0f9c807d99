"""Whether what a claim says stands in the sentences that it cites. A true quote under a false claim is caught here.

Each check passes, fails, or cannot tell. It fails only on what it can point at: a word that is negated on one side
alone, a number that is not there. What no check can see is told in the documentation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz

from mediaqa.answers import Check
from mediaqa.attribution import said_in
from mediaqa.extracting.lines import Line
from mediaqa.extracting.matching import Embed, Matcher, is_demonym
from mediaqa.extracting.questions import Term
from mediaqa.values import Language, ReportInfo
from mediaqa.verifying.counting import Number, as_day, days, numbers, same_day
from mediaqa.verifying.scopes import Reading, Scope, read, stems_of
from mediaqa.verifying.slots import Slot, slots
from mediaqa.wording import Lexicon, in_latin, language_of, lexicon, plain, words

CONTENT_FROM = 0.4
"""The share of a claim's words of meaning, names and numbers aside, up to which too few stand in its quotes, beside
them or in their context."""
QUOTED_FROM = 0.2
"""The share of a claim's words of meaning, names included, that its quotes themselves hold at least: what stands beside
them helps to read them, and proves nothing alone."""
MISSING_FROM, MISSING_UNDER = 3, 0.75
"""So many words at least are missing then, each held less than this."""
TRANSLITERATED = 75.0
"""Likeness, of 100, of two names in different scripts, in Latin letters ("Лофтхус", "Lofthus": 93)."""
_SPELT_OUT = re.compile(r"(?:[A-Z][\w-]+ (?:(?:of|for|and|the) )*)+[A-Z][\w-]+")
WEEK = 7
"""Days by which "three days later" and the like can place a day beside one that is named."""
STANDS_FROM = 0.6
"""The strength from which a word stands for another (see ``Matcher``)."""
_SHARES = {
    "both": (2.0,),
    "halved": (50.0,),
    "doubled": (2.0, 100.0),
    "half": (0.5, 50.0, 6.0),
    "quarter": (0.25, 25.0, 3.0),
    "third": (33.0,),
    "percent": (),
    "dozen": (12.0,),
}
"""The numbers that words for shares may stand for: half is fifty percent, and half a year six months."""


@dataclass(frozen=True)
class Evidence:
    """What a claim is held against: the cited sentences, whole; those around them; their context; the rest at hand.

    ``lines`` are the cited sentences with their voices, ``naming`` those that name the voices of ``lines``.
    """

    quoted: str
    around: str
    context: str
    elsewhere: str
    lines: tuple[Line, ...]
    naming: tuple[Line, ...]
    report: ReportInfo

    @property
    def near(self) -> str:
        """All that a reader of the quotes has before their eyes."""
        return f"{self.quoted}\n{self.around}\n{self.context}"


class Claimed:
    """A claim beside its evidence: where each of its words stands there."""

    def __init__(self, text: str, evidence: Evidence, embedder: Embed | None) -> None:
        self.text = text
        evidence = self.evidence = replace(evidence, context=f"{evidence.context}\n{_short_names(evidence.near)}")
        self.language: Language = language_of(text)
        self.lists: Lexicon = lexicon(self.language)
        self.comparable = self.language == language_of(evidence.quoted)
        self.terms = _terms(text, evidence, self.lists)
        self.own, self.quoted = read(text), read(evidence.quoted)
        texts = (evidence.quoted, evidence.around, evidence.context, evidence.elsewhere)
        self._matcher = Matcher(self.terms, texts, self.lists, embedder if self.comparable else None)
        self._strengths = {where: self._matcher.strengths(where) for where in {*texts, evidence.near}}

    def strength(self, term: Term, text: str) -> float:
        """Return how well a word stands in a part of the evidence."""
        return float(self._strengths[text][self.terms.index(term)])

    def places(self, place: int) -> list[int]:
        """Return the words of the quoted sentences that stand for the claim's word at ``place``."""
        return self._places.get(place, [])

    @property
    def quoted_denies(self) -> bool:
        """Whether a text negates at all beside the verbs that do so by themselves."""
        return any(not scope.is_wide for scope in self.quoted.negations)

    def share_in(self, text: str) -> float:
        """Return the share of the claim's words of meaning that a text holds; across languages, of its names."""
        pairs = zip(self._matcher.strengths(text), self.terms, strict=True)
        counted = [(float(one), term.share) for one, term in pairs if self.comparable or term.is_name]
        total = sum(share for _, share in counted)
        return sum(min(1.0, one / STANDS_FROM) * share for one, share in counted) / total if total else 0.0

    def like(self, place: int) -> list[int]:
        """Return the same, and those that stand for it more loosely where the word itself stands there too."""
        term = next((term for term in self.terms if term.place == self.own.words[place].start), None)
        return self._matcher.places(term.stem, self.evidence.quoted) if term else []

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        by_start = {word.start: place for place, word in enumerate(self.own.words)}
        stems = [self.lists.stem(word.text) for word in self.quoted.words]
        found = {}
        for term in self.terms:
            like = self._matcher.places(term.stem, self.evidence.quoted)
            same = [place for place in like if stems[place] == term.stem]
            found[by_start[term.place]] = same or like  # "ministry" stands for itself before it does for "minister"
        return found


def checks(
    text: str, evidence: Evidence, *, speaker: str | None = None, embedder: Embed | None = None
) -> tuple[Check, ...]:
    """Return what each check finds of a claim. ``speaker`` is whom its author names; else whom the claim names."""
    claimed = Claimed(text, evidence, embedder)
    return (
        _polarity(claimed),
        _modality(claimed),
        _numbers(claimed),
        _scope(claimed),
        _names(claimed),
        _roles(claimed),
        _speaker(claimed, speaker),
        _content(claimed),
    )


def _passed(name: str) -> Check:
    return Check(name=name, result="pass")


def _failed(name: str, detail: str) -> Check:
    return Check(name=name, result="fail", detail=detail)


def _unknown(name: str, detail: str) -> Check:
    return Check(name=name, result="not_checkable", detail=detail)


def _short_names(text: str) -> str:
    """Return the short forms of the names of several words in a text: USA where it has "the United States"."""
    names, low = lexicon(language_of(text)).names, text.casefold()
    groups = {group for name, own in names.items() if " " in name and name in low for group in own}
    return " ".join(name for name, own in names.items() if " " not in name and 1.0 in {own.get(g) for g in groups})


def _terms(text: str, evidence: Evidence, lists: Lexicon) -> list[Term]:
    """Return the words of a claim that carry meaning."""
    found = words(text)
    written = {word.text for part in (evidence.near, evidence.elsewhere) for word in words(part)}
    lower = {word for word in written if word[:1].islower()}
    terms: list[Term] = []
    paired = -1
    for index, word in enumerate(found):
        low = plain(word.text)
        if low in lists.stopwords or (low in lists.titles and not word.text[:1].isupper()):
            continue
        first = index == 0 or text[: word.start].rstrip().endswith((".", ":", "“", '"'))
        capital = word.text[:1].isupper()
        known = not first or low in lists.names or _as_name(word.text, written, lower)
        is_name = capital and low not in lists.titles and known
        if is_name and index + 1 < len(found) and f"{low} {plain(found[index + 1].text)}" in lists.names:
            both = f"{word.text} {found[index + 1].text}"  # "United Nations"
            terms.append(Term(both, both.casefold(), is_name, False, 1.0, word.start))
            paired = index + 1
            continue
        if index == paired:
            continue
        is_number = low[:1].isdigit() or low in lists.number_values
        light = low in lists.light or low in lists.cues
        terms.append(Term(word.text, lists.stem(low), is_name, is_number, 0.3 if light else 1.0, word.start))
    return terms


def _as_name(word: str, written: Iterable[str], lower: Iterable[str]) -> bool:
    """Whether the first word of a claim is a name: written so in the reports, and never small."""
    bare = plain(word)
    return any(plain(other) == bare and other[:1].isupper() for other in written) and bare not in lower


def _polarity(claimed: Claimed) -> Check:
    if not claimed.comparable:
        return _unknown("polarity", "another language")
    for scope in claimed.quoted.negations:
        if word := _only_there(claimed, scope):
            return _failed("polarity", f"the text negates “{word}” (“{claimed.quoted.words[scope.cue].text}”)")
    for scope in claimed.own.negations:
        if word := _only_here(claimed, scope):
            return _failed("polarity", f"the text does not negate “{word}”")
    if word := _granted(claimed):
        return _failed("polarity", f"the text says the opposite of “{word}”")
    return _passed("polarity")


def _only_there(claimed: Claimed, scope: Scope) -> str | None:
    """Return a word of the claim that the text negates and the claim does not."""
    relevant = _borne_on(claimed, scope)
    if any(scope.cue in claimed.like(place) for place in range(len(claimed.own.words))):
        return None  # the claim has the cue as well
    denied = {at for own in claimed.own.negations for place in own.places for at in claimed.places(place)}
    spared = denied & scope.places or any(claimed.own.hedges_on(place) for place in relevant)
    if not relevant or spared or _takes_back(claimed.own, claimed):
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
    if len(matched) < (2 if scope.is_wide else 1) or spared or _takes_back(claimed.quoted, claimed):
        return None
    return claimed.own.words[matched[0]].text


def _takes_back(reading: Reading, claimed: Claimed) -> bool:
    """Whether a text says by other words than a cue that something did not happen ("stayed away", "instead of")."""
    return any(plain(word.text) in claimed.lists.absences for word in reading.words)


def _granted(claimed: Claimed) -> str | None:
    """Return the verb by which a claim grants what the text only disputes ("confirmed" for "denied"), or disputes."""
    grants, _ = stems_of(claimed.lists.grants, claimed.lists)
    withholds, _ = stems_of(claimed.lists.withholds, claimed.lists)
    ours = {claimed.lists.stem(word.text): word.text for word in claimed.own.words}
    theirs = {claimed.lists.stem(word.text) for word in claimed.quoted.words}
    for here, opposite in ((grants, withholds), (withholds, grants)):
        stated = [text for stem, text in ours.items() if stem in here]
        # A negated one is the polarity's affair.
        if stated and theirs & opposite and not theirs & here and not ours.keys() & opposite:
            return None if claimed.own.negations or claimed.quoted_denies else stated[0]
    return None


def _modality(claimed: Claimed) -> Check:
    if not claimed.comparable:
        return _unknown("modality", "another language")
    if claimed.own.hedges:
        return _passed("modality")
    for scope in claimed.quoted.hedges:
        borne = [place for place in _borne_on(claimed, scope) if not claimed.own.negates(place)]
        common = sum(1 for term in claimed.terms if not (term.is_name or term.is_number))
        if borne and (not scope.is_wide or 2 * len(borne) >= common):
            cue = claimed.quoted.words[scope.cue].text
            return _failed("modality", f"the text says “{claimed.own.words[borne[0]].text}” only under “{cue}”")
    if word := _come_true(claimed):
        return _failed("modality", f"the text says of “{word}” only that it is to come")
    return _passed("modality")


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


def _numbers(claimed: Claimed) -> Check:
    evidence = claimed.evidence
    known = [*days(evidence.near), *([as_day(evidence.report.published_on)] if evidence.report.published_on else [])]
    relative = any(plain(word.text) in claimed.lists.relative_times for word in claimed.quoted.words)
    for day in days(claimed.text):
        if not any(same_day(day, other) for other in known):
            near = _ordinal(claimed.quoted) or (relative and any(abs(day[1] - other[1]) <= WEEK for other in known))
            detail = f"the day {day[1]}/{day[0]} is not in the text"
            return _unknown("number", detail) if near else _failed("number", detail)
    stated = numbers(evidence.quoted)
    around = {number.value for number in (*stated, *numbers(f"{evidence.around}\n{evidence.context}"))}
    around |= {float(year) for *_, year in known if year}
    around |= {value for word in claimed.quoted.words for value in _SHARES.get(plain(word.text), ())}
    for number in numbers(claimed.text):
        if number.value not in around:
            return _failed("number", f"{number.value:g} is not in the text")
        other = _counted_otherwise(claimed, number, stated)
        if other is not None:
            return _failed("number", f"the text has {other:g} where the claim has {number.value:g}")
    return _passed("number")


def _ordinal(reading: Reading) -> bool:
    """Whether a text may name a day by a word: "the first of October"."""
    return any(plain(word.text).endswith(("first", "second", "third", "th")) for word in reading.words)


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
        return _unknown("scope", "another language")
    lists = claimed.lists
    ours = [plain(word.text) for word in claimed.own.words]
    theirs = [plain(word.text) for word in claimed.quoted.words]
    wide = next((word for word in ours if word in lists.universals), None)
    # "attended every hearing" for "never missed one"
    turned = wide in {"all", "always", "every"} and set(theirs) & {"never", "nobody", "none", "without"}
    if wide and not turned and not set(theirs) & lists.universals:
        return _failed("scope", f"the text does not say “{wide}”")
    for place, word in enumerate(theirs[:-2]):
        if word not in lists.partitives or theirs[place + 1] != "of":
            continue
        whole = [at for at in range(place + 2, min(place + 6, len(theirs))) if theirs[at] not in lists.stopwords][:2]
        heads = [at for at in range(len(ours)) if set(whole) & set(claimed.places(at))]
        part = {*ours} & (lists.partitives | {"a", "an"}) or claimed.own.negations or wide
        if heads and not part and not numbers(claimed.text) and not _owned(claimed.own, heads[0]):
            return _failed("scope", f"the text says it of “{word} of” them")
    return _passed("scope")


def _owned(reading: Reading, place: int) -> bool:
    """Whether a word only says whose another is: "the tanker's engineer"."""
    return reading.words[place].text.endswith(("'s", "’s", "s'", "s’"))


def _names(claimed: Claimed) -> Check:
    evidence, flagged = claimed.evidence, []
    for term in claimed.terms:
        if not term.is_name or claimed.strength(term, evidence.near) >= STANDS_FROM:
            continue
        if not claimed.comparable and _stands(term.word, evidence.near):
            continue
        if _is_abbreviated(term.word, claimed.text, evidence.near) or _is_abbreviated(
            term.word, evidence.near, claimed.text
        ):
            continue
        if claimed.strength(term, evidence.elsewhere) >= STANDS_FROM:
            flagged.append(f"“{term.word}” stands elsewhere in the report")
        elif claimed.comparable:
            return _failed("name", f"“{term.word}” is not in the text")
        else:
            flagged.append(f"“{term.word}” cannot be compared")
    return _unknown("name", "; ".join(flagged)) if flagged else _passed("name")


def _is_abbreviated(word: str, spelt: str, short: str) -> bool:
    """Whether a word belongs to a name that one text spells out and the other has by its first letters, or is those."""
    for name in _SPELT_OUT.findall(spelt):
        letters = "".join(re.findall(r"\b[A-Z]", name))
        if len(letters) > 1 and (word in name.split() or word == letters) and re.search(rf"\b{letters}\b", short):
            return True
    return False


def _roles(claimed: Claimed) -> Check:
    """Fail where who acts and who is acted on have changed places."""
    if not claimed.comparable:
        return _unknown("roles", "another language")
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
                return _failed("roles", f"“{word.text}”: who does it to whom is the other way round")
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
            return _failed("roles", f"beside “{claimed.own.words[place].text}” the text has “{other}”")
    return _passed("roles")


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
    stems, _ = stems_of(lists.aimed_verbs, lists)
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
        if low[place] in lists.contrasts or (found and low[place] in {"for", "over", "because", "that", "and"}):
            break
        if low[place] not in lists.stopwords:
            found.add(place)
        if len(found) == 2:
            break
    return found


def _speaker(claimed: Claimed, speaker: str | None) -> Check:
    """Fail where the words are another's than his whom the claim names."""
    evidence = claimed.evidence
    own = said_in(claimed.text, language=claimed.language)
    named = speaker or (own.speaker if own else None)
    if named is None:
        return _unknown("speaker", "the claim names nobody")
    voices = list(_voices(evidence))
    meant = any(_same_voice(named, voice) or _is_role_of(named, voice, evidence.near) for voice in voices)
    if meant or _speaks(named, evidence.quoted):
        return _passed("speaker")
    if named.islower() or (not claimed.comparable and not _is_full_name(named)):
        return _unknown("speaker", f"“{named}” cannot be compared")
    settled = all(line.own or line.naming is not None for line in evidence.lines)
    if voices and (settled or not _stands(named, evidence.near)):
        return _failed("speaker", f"the text gives these words to {voices[0]}, not to {named}")
    if _stands(named, evidence.near):
        return _unknown("speaker", "the text does not say whose words these are")
    return _failed("speaker", f"{named} does not stand near these words")


def spoken_by(text: str, evidence: Evidence, speaker: str | None) -> str | None:
    """Return who says what a claim reports, in the text's own words, where the text gives it to the one it names.

    A claim that names nobody has the voice of its first sentence.
    """
    own = said_in(text, language=language_of(text))
    named = speaker or (own.speaker if own else None)
    own_voices = [line.own.speaker for line in (*evidence.lines, *evidence.naming) if line.own]
    speakers = list(filter(None, (*own_voices, *(line.topic for line in evidence.naming))))
    if named is None:
        return speakers[0] if speakers else None
    comparable = language_of(text) == language_of(evidence.quoted)
    return next((voice for voice in speakers if _same_voice(named, voice)), named if comparable else None)


def _is_full_name(name: str) -> bool:
    return len(words(name)) > 1 and name.istitle()


def _speaks(named: str, text: str) -> bool:
    """Whether a verb of speech stands right beside a name: "X, the director, says", "criticised by the mayor, X"."""
    lists, found = lexicon(language_of(text)), words(text)
    low = [plain(word.text) for word in found]
    last = _name_words(named)[-1]
    for place in (at for at, word in enumerate(low) if _alike(last, word)):
        gaps = text[found[place].end : found[min(place + 4, len(found) - 1)].start]
        if low[place + 1 : place + 2] and low[place + 1] in lists.cues:
            return True
        if any(_is_cue(word, lists) for word in low[place + 1 : place + 5]) and not re.search(r"[.;:]", gaps):
            return True
        back = low[max(0, place - 5) : place]
        if "by" in back and any(_is_cue(word, lists) for word in back[: back.index("by")]):
            return True
    return False


def _is_cue(word: str, lists: Lexicon) -> bool:
    return word in lists.cues and lists.cues[word] not in lists.weak_cues


def _voices(evidence: Evidence) -> Iterator[str]:
    """Yield whom the text gives the quoted words to: voices, articles and outlets."""
    for line in (*evidence.lines, *evidence.naming):
        said = line.own
        if said:
            yield from filter(None, (said.speaker, *said.voices))
        yield from filter(None, (line.topic if line in evidence.naming else None, line.outlet))


def _same_voice(named: str, voice: str) -> bool:
    """Whether two names may be of one voice: the same last name, or the same words of meaning."""
    ours, theirs = _name_words(named), _name_words(voice)
    if not ours or not theirs:
        return False
    shared = [one for one in ours if any(_alike(one, other) for other in theirs)]
    return bool(shared) and (ours[-1] in shared or len(shared) == len(theirs) or 2 * len(shared) > len(ours))


def _is_role_of(named: str, voice: str, text: str) -> bool:
    """Whether a voice is a role alone, which the text gives to a person: "the minister", "Minister Josefa Lind"."""
    role = re.escape(voice.rpartition(" ")[2])
    return voice.islower() and bool(re.search(rf"\b{role},? {re.escape(named)}", text, re.IGNORECASE))


def _name_words(name: str) -> list[str]:
    lists = lexicon(language_of(name))
    found = [plain(word.text) for word in words(name)]
    return [word for word in found if word not in lists.stopwords | lists.titles] or found


def _alike(one: str, other: str) -> bool:
    lists = lexicon(language_of(one))
    if lists.stem(one) == lists.stem(other) or lists.names.get(one, {}).keys() & lists.names.get(other, {}).keys():
        return True
    if is_demonym(one, other) or is_demonym(other, one):
        return True
    if one.isascii() == other.isascii():
        return False
    return fuzz.ratio(in_latin(one), in_latin(other)) >= TRANSLITERATED


def same_name(name: str, text: str) -> bool:
    """Whether a name, or another form of it, stands in a text."""
    return _stands(name, text) or _stands(name, _short_names(text))


def _stands(name: str, text: str) -> bool:
    theirs = {plain(word.text) for word in words(text)}
    return any(_alike(one, other) for one in _name_words(name)[-1:] for other in theirs)


def _content(claimed: Claimed) -> Check:
    if not claimed.comparable:
        return _unknown("content", "another language")
    counted = [term for term in claimed.terms if not term.is_number]
    held = {term: min(1.0, claimed.strength(term, claimed.evidence.near) / STANDS_FROM) for term in counted}
    common = [term for term in counted if not term.is_name]
    if not counted:
        return _unknown("content", "no word of meaning")
    if claimed.share_in(claimed.evidence.quoted) < QUOTED_FROM:
        return _failed("content", "the quotes hold none of it")
    meant = [term for term in common if term.share == 1.0]
    missing = [term.word for term in meant if held[term] < MISSING_UNDER]
    if len(missing) >= MISSING_FROM and sum(held[term] for term in meant) <= CONTENT_FROM * len(meant):
        return _failed("content", f"not in the text: {', '.join(missing)}")
    return Check(name="content", result="pass", detail=f"{_share(counted, held):.2f}")


def _share(terms: Sequence[Term], held: Mapping[Term, float]) -> float:
    return sum(held[term] * term.share for term in terms) / sum(term.share for term in terms)


def support(found: Sequence[Check]) -> float:
    """Return in [0, 1] how well a claim is proved: its share of content, less a tenth for each thing not checkable."""
    content = next((float(one.detail) for one in found if one.name == "content" and one.result == "pass"), 0.7)
    open_ = sum(one.result == "not_checkable" and one.name in {"name", "speaker"} for one in found)
    return round(max(0.0, content - 0.1 * open_), 2)
