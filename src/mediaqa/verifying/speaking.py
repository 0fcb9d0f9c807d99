"""Whether the text gives the quoted words to the voice that a claim names."""

import re
from collections.abc import Iterator

from mediaqa.answers import Check
from mediaqa.attribution import said_in
from mediaqa.extracting.lines import Line, speaker_of
from mediaqa.verifying.claimed import Claimed, Evidence, failed, passed, unknown
from mediaqa.verifying.naming import alike, name_words, stands
from mediaqa.wording import Lexicon, language_of, lexicon, plain, words


def speaker_check(claimed: Claimed, speaker: str | None) -> Check:
    """Fail where the words are another's than his whom the claim names, or than ``speaker``, whom its author names."""
    own = said_in(claimed.text, language=claimed.language)
    named = list(dict.fromkeys(filter(None, (speaker, own.speaker if own else None))))
    if not named:
        return unknown("speaker", "the claim names nobody")
    found = [_checked(claimed, one) for one in named]
    order = ("fail", "not_checkable", "pass")
    return min(found, key=lambda check: order.index(check.result))


def _checked(claimed: Claimed, named: str) -> Check:
    evidence = claimed.evidence
    voices = list(_voices(evidence))
    meant = any(_same_voice(named, voice) or _is_role_of(named, voice, evidence.near) for voice in voices)
    if meant or _speaks(named, evidence.quoted):
        return passed("speaker")
    if named.islower() or (not claimed.comparable and not _is_full_name(named)):
        return unknown("speaker", f"“{named}” cannot be compared")
    settled = all(line.own or line.naming is not None for line in evidence.lines)
    if voices and (settled or not stands(named, evidence.near)):
        return failed("speaker", f"the text gives these words to {voices[0]}, not to {named}")
    if stands(named, evidence.near):
        return unknown("speaker", "the text does not say whose words these are")
    return failed("speaker", f"{named} does not stand near these words")


def spoken_by(text: str, evidence: Evidence, speaker: str | None) -> str | None:
    """Return who says what a claim reports, in the text's own words, where the text gives it to the one it names.

    A claim that names nobody has the voice of its first sentence.
    """
    own = said_in(text, language=language_of(text))
    named = speaker or (own.speaker if own else None)
    speakers = list(dict.fromkeys(filter(None, (_speaker(line, evidence) for line in evidence.lines))))
    if named is None:
        return speakers[0] if speakers else None
    if found := next((voice for voice in speakers if _same_voice(named, voice)), None):
        return found
    outlets = filter(None, (line.outlet for line in (*evidence.lines, *evidence.naming)))
    if speakers and any(_same_voice(named, outlet) for outlet in outlets):
        return speakers[0]  # the outlet carries a voice of its own
    return named if _speaks(named, evidence.quoted) else None


def _speaker(line: Line, evidence: Evidence) -> str | None:
    """Return whose words a cited sentence holds, by itself or by the one that names them."""
    places = (line.naming, line.lead)
    naming = next((one for one in evidence.naming if one.place in places), line if line.own else None)
    return speaker_of(line, naming) if naming else None


def _is_full_name(name: str) -> bool:
    return len(words(name)) > 1 and name.istitle()


def _speaks(named: str, text: str) -> bool:
    """Whether a verb of speech stands right beside a name: "X, the director, says", "criticised by the mayor, X"."""
    lists, found = lexicon(language_of(text)), words(text)
    low = [plain(word.text) for word in found]
    last = name_words(named)[-1]
    for place in (at for at, word in enumerate(low) if alike(last, word)):
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
    ours, theirs = name_words(named), name_words(voice)
    if not ours or not theirs:
        return False
    shared = [one for one in ours if any(alike(one, other) for other in theirs)]
    return bool(shared) and (ours[-1] in shared or len(shared) == len(theirs) or 2 * len(shared) > len(ours))


def _is_role_of(named: str, voice: str, text: str) -> bool:
    """Whether a voice is a role alone, which the text gives to a person: "the minister", "Minister Josefa Lind"."""
    role = re.escape(voice.rpartition(" ")[2])
    return voice.islower() and bool(re.search(rf"\b{role},? {re.escape(named)}", text, re.IGNORECASE))
