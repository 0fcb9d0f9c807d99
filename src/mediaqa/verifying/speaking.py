"""Whether the text gives the quoted words to the voice that a claim names."""

import re
from collections.abc import Iterator, Sequence

from mediaqa.answers import Check
from mediaqa.attribution import Attribution, said_in
from mediaqa.extracting.lines import Line
from mediaqa.extracting.telling import speaker_of
from mediaqa.verifying.claimed import Claimed, Evidence, failed, passed, unknown
from mediaqa.verifying.naming import alike, name_words, stands
from mediaqa.wording import Lexicon, language_of, lexicon, plain, words

CLAUSE_WORTH = 0.5
"""The share of the best clause's likeness to a claim from which another may be what it reports."""
_CARRY = frozenset({"report", "write", "publish", "сообщить", "сообщать", "писать", "написать"})
_OWN = frozenset({"its", "his", "her", "their"})
_STOP = re.compile(r"[.;:]")
CLEARLY = 0.15
"""The share by which the clause of one voice must hold more of a claim than that of another to be what it reports."""
_SHORT = 8
"""Words of a clause at most that only names the voice of the one before: "the analyst X believes"."""
_CLAUSES = re.compile(
    r"[.!?][”\"'’]*\s+|;\s+|\s[—–]\s|,\s+|\s+(?=(?:while|whereas|but|although|though)\s)", re.IGNORECASE
)
_LEADING = re.compile(r"^\s*(?:while|whereas|but|although|though|and|to which|which)\s+", re.IGNORECASE)


def speaker_check(claimed: Claimed, speaker: str | None, *, close: bool = False) -> Check:
    """Fail where the words are another's than his whom the claim names, or than ``speaker``, whom its author names.

    A role ("the Keldorian head of government") may be anybody's, unless the author was told to keep ``close`` to the
    text. What stands in the text word for word may name whom it likes.
    """
    own = said_in(claimed.text, language=claimed.language)
    named = list(dict.fromkeys(filter(None, (speaker, own.speaker if own else None))))
    if not named:
        return unknown("speaker", "the claim names nobody")
    if _folded(claimed.text) in _folded(claimed.evidence.quoted):
        named = [speaker] if speaker else []
    found = [_checked(claimed, one, close=close) for one in named]
    if not found:
        return passed("speaker")
    order = ("fail", "not_checkable", "pass")
    return min(found, key=lambda check: order.index(check.result))


def _folded(text: str) -> str:
    return " ".join(plain(word.text) for word in words(text))


def _checked(claimed: Claimed, named: str, *, close: bool) -> Check:
    evidence = claimed.evidence
    voices = list(_voices(evidence))
    if other := _said_by_another(claimed, named):
        return failed("speaker", f"the text gives these words to {other}, not to {named}")
    owned = any(plain(voice).partition(" ")[0] in _OWN and stands(named, evidence.quoted) for voice in voices)
    meant = any(same_voice(named, voice) or _is_role_of(named, voice, evidence.near) for voice in voices)
    if meant or owned or _speaks(named, _clauses_of(claimed)):
        return passed("speaker")
    role = words(named)[-1:] and words(named)[-1].text.islower() and not (close and claimed.comparable)
    if named.islower() or role or (not claimed.comparable and not _is_full_name(named)):
        return unknown("speaker", f"“{named}” cannot be compared")
    main = claimed.main
    settled = main is not None and bool(main.own or main.naming is not None or main.statement)
    carriers = list(_carriers(evidence))
    if stands(named, evidence.near) and all(any(same_voice(voice, one) for one in carriers) for voice in voices):
        return unknown("speaker", "the text only says which outlet carried it")
    if voices and (settled or not stands(named, evidence.near)):
        return failed("speaker", f"the text gives these words to {voices[0]}, not to {named}")
    if stands(named, evidence.near):
        return unknown("speaker", "the text does not say whose words these are")
    return failed("speaker", f"{named} does not stand near these words")


def _clauses_of(claimed: Claimed) -> str:
    """Return the clauses of the quotes that hold what is claimed: "X praised it, while Y complained" has two."""
    clauses = [clause for clause in _CLAUSES.split(claimed.evidence.quoted) if clause.strip()]
    shares = [claimed.share_in(clause) for clause in clauses]
    if not claimed.comparable or len(clauses) < 2:
        return claimed.evidence.quoted
    least = CLAUSE_WORTH * max(shares)
    return ". ".join(clause for clause, share in zip(clauses, shares, strict=True) if share >= least)


def _said_by_another(claimed: Claimed, named: str) -> str | None:
    """Return whose clause holds what is claimed, where the quotes have two voices and the claim names the other one."""
    held: dict[str, str] = {}
    for voice, clause in _voiced(claimed.evidence.quoted):
        if voice:
            held[voice] = f"{held.get(voice, '')} {clause}"
    carried = any(line.outlet and same_voice(named, line.outlet) for line in claimed.evidence.lines)
    if len(held) < 2 or not claimed.comparable or carried:
        return None
    own_words = {plain(word.text) for word in words(named)}
    shares = {voice: claimed.share_in(clause, without=own_words) for voice, clause in held.items()}
    best = max(shares, key=lambda voice: shares[voice])
    own = max((share for voice, share in shares.items() if same_voice(named, voice)), default=None)
    if own is None or same_voice(named, best) or shares[best] < own + CLEARLY:
        return None
    return best


def _voiced(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield the clauses of a text, each with the voice whose words it holds: the one it names, else the one before.

    "It is lost, X believes" has its voice after it.
    """
    language = language_of(text)
    clauses = [clause for clause in _CLAUSES.split(text) if clause and clause.strip()]
    voices = []
    for clause in clauses:
        said = said_in(_LEADING.sub("", clause), language=language)
        voices.append(said.speaker if said and not _carries(said) else None)
    for at, clause in enumerate(clauses):
        after = voices[at + 1] if at + 1 < len(clauses) else None
        trailing = after is not None and len(words(clauses[at + 1])) <= _SHORT
        before = next((voice for voice in reversed(voices[:at]) if voice), None)
        yield voices[at] or (after if trailing or not before else before), clause


def _carriers(evidence: Evidence) -> Iterator[str]:
    """Yield the outlets of the quotes, and whoever only reports what others do."""
    for line in (*evidence.lines, *evidence.naming):
        yield from filter(None, (line.outlet,))
        if line.own and _carries(line.own):
            yield from filter(None, (line.own.speaker, *line.own.voices))


def _carries(said: Attribution) -> bool:
    """Whether a voice only carries the news, as "the Courier reported" does."""
    lists = lexicon(language_of(said.cue or ""))
    return any(lists.cues.get(plain(word.text)) in _CARRY for word in words(said.cue or ""))


def spoken_by(text: str, evidence: Evidence, speaker: str | None) -> str | None:
    """Return who says what a claim reports, in the text's own words, where the text gives it to the one it names.

    A claim that names nobody has the voice of its first sentence.
    """
    own = said_in(text, language=language_of(text))
    named = speaker or (own.speaker if own else None)
    speakers = list(dict.fromkeys(filter(None, (_speaker(line, evidence) for line in evidence.lines))))
    if named is None:
        return speakers[0] if speakers else None
    if teller := _teller(named, evidence):
        return teller
    if found := next((voice for voice in speakers if same_voice(named, voice)), None):
        return found
    outlets = filter(None, (line.outlet for line in (*evidence.lines, *evidence.naming)))
    if speakers and any(same_voice(named, outlet) for outlet in outlets):
        return speakers[0]  # the outlet carries a voice of its own
    return named if _speaks(named, evidence.quoted) else None


def _teller(named: str, evidence: Evidence) -> str | None:
    """Return who tells what somebody else says or believes: "According to X, officials believe" is X's."""
    for line in evidence.lines:
        inner = (one for one in line.told if one.chain and one.speaker and one is not line.statement)
        if line.statement and any(same_voice(named, one.speaker or "") for one in inner):
            return line.statement.speaker
    return None


def _speaker(line: Line, evidence: Evidence) -> str | None:
    """Return whose words a cited sentence holds, by itself or by the one that names them."""
    places = (line.naming, line.lead)
    naming = next((one for one in evidence.naming if one.place in places), line if line.own else None)
    return speaker_of(line, naming)


def _is_full_name(name: str) -> bool:
    return len(words(name)) > 1 and name.istitle()


def _speaks(named: str, text: str) -> bool:
    """Whether a verb of speech stands right beside a name: "X, the director, says", "criticised by the mayor, X"."""
    lists, found = lexicon(language_of(text)), words(text)
    low = [plain(word.text) for word in found]
    last = name_words(named)[-1]
    for place in (at for at, word in enumerate(low) if alike(last, word)):
        gaps = text[found[place].end : found[min(place + 5, len(found) - 1)].start]
        if low[place + 1 : place + 2] and low[place + 1] in lists.cues:
            return True
        after = range(place + 1, min(place + 6, len(low)))
        if any(_is_cue(low[at], lists) and not _is_passive(low, at, lists) for at in after) and not _STOP.search(gaps):
            return True
        back = low[max(0, place - 5) : place]
        if "by" in back and any(_is_cue(word, lists) for word in back[: back.index("by")]):
            return True
    return False


def _is_passive(low: Sequence[str], cue: int, lists: Lexicon) -> bool:
    """Whether somebody was told, questioned or informed, and says nothing."""
    return bool(set(low[max(0, cue - 2) : cue]) & (lists.be_forms | {"been", "being"}))


def _is_cue(word: str, lists: Lexicon) -> bool:
    return word in lists.cues and lists.cues[word] not in lists.weak_cues


def _voices(evidence: Evidence) -> Iterator[str]:
    """Yield whom the text gives the quoted words to: voices, articles and outlets, as far as it is known."""
    for line in evidence.lines:
        yield from filter(None, (one.speaker for one in line.told))
    for line in (*evidence.lines, *evidence.naming):
        said = line.own
        if said:
            yield from filter(None, (said.speaker, *said.voices))
        yield from filter(None, (line.topic if line in evidence.naming else None, line.outlet))


def same_voice(named: str, voice: str) -> bool:
    """Whether two names may be of one voice: the same last name, or the same words of meaning."""
    ours, theirs = name_words(named), name_words(voice)
    if not ours or not theirs:
        return False
    shared = [one for one in ours if any(alike(one, other) for other in theirs)]
    if shared and named.isascii() != voice.isascii():  # one of its names is likeness enough in another alphabet
        return True
    return bool(shared) and (ours[-1] in shared or len(shared) == len(theirs) or 2 * len(shared) > len(ours))


def _is_role_of(named: str, voice: str, text: str) -> bool:
    """Whether a voice is a role alone, which the text gives to a person: "the minister", "Minister Josefa Lind"."""
    role = re.escape(voice.rpartition(" ")[2])
    return voice.islower() and bool(re.search(rf"\b{role},? {re.escape(named)}", text, re.IGNORECASE))
