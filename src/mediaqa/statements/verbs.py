"""The verbs of a sentence by which a voice speaks or takes a stand."""

from collections.abc import Iterator

from mediaqa.statements.contents import content_after
from mediaqa.statements.extents import object_end, sentence_end
from mediaqa.statements.grammar import Is
from mediaqa.statements.leading import closes_content, inverted, leading, over_occasion, stance_of
from mediaqa.statements.phrases import Phrase, is_piece, is_voice, phrase_after, phrase_before
from mediaqa.statements.subjects import Cue, Here, Verb, is_verb, subject_of, verb_at
from mediaqa.statements.texts import Words
from mediaqa.wording import word_set

_MODALS = word_set("will would can could may might must shall should won't wouldn't can't cannot couldn't shouldn't")
_ALSO_NOUN = Is.VOICE | Is.PIECE | Is.NOUN_CUE
_DEGREES = frozenset({"most", "least", "more", "less", "best", "much"})
"""Words before a participle that is no verb: "the most discussed film"."""
_POINTING = frozenset({"point", "spell"})
"""Verbs that with their particle stand inside a clause: "C, X points out, C"."""
_INFINITIVES = ("ть", "ться", "ти")
"""Endings of Russian infinitives, which have no subject."""
_BY = 12
"""Words between a passive verb and its "by" at most."""


def verb_cues(here: Here) -> Iterator[Cue]:
    """Yield the cues of a sentence that are verbs, in order; each is added to ``here.found`` by the caller."""
    words = here.words
    for at in words.flagged(Is.CUE, here.first, here.last):
        if words.quote[at] < 0 and not words.texts[at].isupper():
            cue = _verb_cue(here, at)
            if cue:
                yield cue


def _verb_cue(here: Here, at: int) -> Cue | None:
    words = here.words
    form = words.lists.forms[words.lows[at]]
    if words.lists.language == "ru" and words.lows[at].endswith(_INFINITIVES):
        return None
    if _is_noun(here, at, form.kinds):
        return None
    verb = verb_at(here, at)
    if _is_passive(words, verb, form.kinds):
        return _passive(here, verb, form.base)
    particle = _particle_end(words, at, form.base, here.last)
    turned = inverted(here, verb, form.base, form.kinds) if particle is None else None
    if turned:
        return turned
    subject = subject_of(here, verb, form.kinds)
    if subject is None or not _agrees(words, subject, verb, form.kinds):
        return None
    if not _may_speak(words, subject, form.base) and not _beside_quote(words, subject, verb):
        return None
    before = None
    if particle is not None and _points(words, form.base, particle, here.last) and _is_beside(words, subject, verb):
        before = leading(here, verb._replace(at=particle - 1), subject, "say")
        return before._replace(start=at, base=form.base) if before else None
    if particle is None and form.kinds != {"ing"} and _is_beside(words, subject, verb):
        before = leading(here, verb, subject, form.base)
    return before or _following(here, verb, subject, form.base, particle)


def _points(words: Words, base: str, particle: int, last: int) -> bool:
    """Say whether a verb with its particle stands between commas."""
    return base in _POINTING and particle < last and words.texts[particle] == ","


def _following(here: Here, verb: Verb, subject: Phrase, base: str, particle: int | None) -> Cue | None:
    """Return the cue of a content that follows, or of one that a colon announces."""
    words = here.words
    if subject.start > verb.at:
        here = here._replace(last=subject.start - 1)
    elif words.texts[subject.end] == "," and words.flags[subject.end + 1] & Is.RELATIVE:
        here = here._replace(last=_aside_end(here, verb.at))
    parts = content_after(here, verb, base, particle)
    if parts and _is_supposed(words, verb):
        start = parts[0][0]
        if words.lows[start] not in words.lists.lists["openers"] and words.quote[start] < 0:
            return None
    if not parts and not _leads(here, verb.at, base):
        return None
    start = verb.start if verb.negated else verb.at
    return Cue(start, particle or verb.at + 1, base, subject, parts, stance_of(words, verb, base))


def _aside_end(here: Here, at: int) -> int:
    """Return where the clause between commas ends in which a cue stands: "the mayor, who said C|, left"."""
    words = here.words
    for place in range(at + 1, here.last - 1):
        if words.texts[place] == "," and words.quote[place] < 0 and is_verb(words, place + 1):
            return place
    return here.last


def _is_supposed(words: Words, verb: Verb) -> bool:
    """Say whether a verb tells what might be or is meant: "would oppose", "a meeting to discuss"."""
    return verb.auxiliary in _MODALS or (verb.after_to and not words.flags[verb.start] & Is.CARRIER)


def _is_beside(words: Words, subject: Phrase, verb: Verb) -> bool:
    """Say whether nothing but an aside stands between a subject and its verb."""
    if subject.end == verb.start:
        return True
    return subject.end < verb.start and words.texts[subject.end] in {",", "(", "—", "–"}


def _leads(here: Here, at: int, base: str) -> bool:
    """Say whether a cue ends its sentence before a colon: what follows in the next paragraph is its content."""
    words = here.words
    return (
        words.texts[here.last - 1] == ":"
        and base in words.lists.lists["clause"]
        and over_occasion(words, at + 1, here.last) >= sentence_end(words, here.last)
    )


def _beside_quote(words: Words, subject: Phrase, verb: Verb) -> bool:
    """Say whether a quotation that ends as a sentence does stands right before a voice, or behind its verb."""
    after = verb.at + 1
    if after + 1 < len(words) and words.texts[after] in {",", ":"} and words.quote[after + 1] >= 0:
        return True
    return subject.start > 1 and words.quote[subject.start - 1] >= 0 and closes_content(words, subject.start - 1)


def _is_noun(here: Here, at: int, kinds: frozenset[str]) -> bool:
    """Say whether a word that is also a noun is none here: "the claim", "tax plans", "a planned visit"."""
    words = here.words
    if at == here.first:
        return kinds != {"ing"}
    before, low = words.flags[at - 1], words.lows[at - 1]
    if low in _DEGREES and "ed" in kinds and at - 1 > here.first - 1 and words.flags[at - 2] & Is.DETERMINER:
        return True
    if words.flags[at] & _ALSO_NOUN and not kinds & {"ed", "ing"} and _reads_as_noun(here, at):
        return True
    if words.flags[at] & Is.PREPOSITION and not (before & (Is.PRONOUN | Is.AUXILIARY | Is.ADVERB) or low == "to"):
        return True
    if before & Is.PRONOUN:
        return False
    if before & Is.DETERMINER and not before & (Is.VOICE | Is.RELATIVE):
        return True
    if before & Is.PREPOSITION and low != "to":
        return kinds != {"ing"} or low not in {"by", "in", "after", "before", "without", "while", "for"}
    if before & Is.POSSESSIVE:
        return True
    if words.flags[at] & Is.NAME:
        return here.first > 0 and not _is_title_case(here)
    return bool(low == "of")


def _reads_as_noun(here: Here, at: int) -> bool:
    """Say whether a word that is a noun as well ("plans", "rules") has nothing about it that makes it a verb."""
    before = here.words.flags[at - 1]
    named = before & Is.NAME and at - 1 > here.first
    if before & (Is.PRONOUN | Is.AUXILIARY | Is.ADVERB) or named or here.words.lows[at - 1] == "to":
        return False
    return not _goes_on_as_verb(here, at)


def _goes_on_as_verb(here: Here, at: int) -> bool:
    """Say whether what follows makes a verb of a word that is a noun as well: "the campaign plans | to"."""
    words, after = here.words, at + 1
    if after >= here.last:
        return False
    if words.quote[after] >= 0 or words.lows[after] in {"that", "to"}:
        return True
    return bool(words.flags[after] & (Is.DETERMINER | Is.NAME | Is.PRONOUN | Is.POSSESSIVE))


def _is_title_case(here: Here) -> bool:
    words = here.words
    long = [i for i in range(here.first, here.last) if len(words.texts[i]) > 3 and words.flags[i] & Is.WORD]
    return len(long) > 2 and sum(words.texts[i][0].isupper() for i in long) > 0.7 * len(long)


def _is_passive(words: Words, verb: Verb, kinds: frozenset[str]) -> bool:
    return "ed" in kinds and verb.auxiliary in words.lists.lists["be_forms"] - {"feel", "felt"} and bool(verb.auxiliary)


def _passive(here: Here, verb: Verb, base: str) -> Cue | None:
    """Return the cue of "C was described by X as": the voice stands behind "by"."""
    words = here.words
    for at in range(verb.at + 1, min(verb.at + _BY, here.last)):
        if words.lows[at] == "by" and words.quote[at] < 0:
            voice = phrase_after(words, at + 1, here.last)
            subject = phrase_before(words, verb.start, here.first)
            if voice and subject and is_voice(words, voice) and not words.flags[voice.head - 1] & Is.TIME:
                parts = ((subject.start, subject.end), (voice.end, object_end(words, voice.end, here.last)))
                follows = words.lows[voice.end : voice.end + 1] in (["as"], ["of"], ["for"])
                return Cue(
                    verb.at, verb.at + 1, base, voice, parts if follows else parts[:1], stance_of(words, verb, base)
                )
            return None
        if words.texts[at] in {",", ";"}:
            return None
    return None


def _particle_end(words: Words, at: int, base: str, last: int) -> int | None:
    for phrase in words.lists.particles.get(base, ()):
        end = at + len(phrase)
        if end < last and tuple(words.lows[at + 1 : end]) == phrase[1:]:
            return end
        if (
            len(phrase) > 1
            and end + 1 < last
            and words.flags[at + 1] & Is.ADVERB
            and tuple(words.lows[at + 2 : end + 1]) == phrase[1:]
        ):
            return end + 1
    return None


def _agrees(words: Words, subject: Phrase, verb: Verb, kinds: frozenset[str]) -> bool:
    """Say whether subject and verb form go together: "officials plan", not "the plan"."""
    if kinds & {"ed", "ing"} or verb.auxiliary or verb.after_to:
        return not (kinds == {"ing"} and not verb.auxiliary and verb.at == subject.end)
    head, low = subject.head - 1, words.lows[subject.head - 1]
    if words.flags[head] & Is.PRONOUN:
        singular = low in {"he", "she", "it"}
        return low in {"who", "which", "that"} or ("s" in kinds) == singular
    plural = (
        low.endswith("s")
        or low in {"people", "men", "women", "others", "many", "some", "most", "percent", "media", "data"}
        or words.lows[subject.start + 1 : subject.end].count("and") > 0
    )
    if words.flags[head] & Is.NAME:
        return "s" in kinds or plural
    return ("s" in kinds) != plural or low in {"majority", "percent", "media", "press", "staff", "police"}


def _may_speak(words: Words, subject: Phrase, base: str) -> bool:
    lists = words.lists.lists
    if words.lows[subject.head - 1] == "it" or is_piece(words, subject):
        return base in lists["shows"] or base in lists["clause"]
    if base in lists["shows_only"]:
        return is_voice(words, subject) and words.flags[subject.head - 1] & Is.PRONOUN == 0
    return is_voice(words, subject) or (base in lists["sure"] and not words.flags[subject.head - 1] & Is.TIME)
