"""Who says a sentence, where the sentence itself says so.

Only the words of the one sentence count: a pronoun, or no cue, gives ``None``; a name without a cue is no speaker.
How voices inside voices are settled: the outermost voice speaks. If it is an article or an outlet, it hands on to
the voice that opens its content ("An article in Y notes that officials blame …": the officials speak, Y carries
it); where no voice opens it, the article itself speaks. A person hands on to nobody: what Kashin says that officials
believe is Kashin's.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from mediaqa.attribution.phrases import Phrase, Sentence, name_after
from mediaqa.attribution.voices import Voice, voices
from mediaqa.dates import DAY
from mediaqa.values import Language, Span, Value
from mediaqa.wording import language_of, lexicon, word_set

_NEAR = 3
"""Words (adverbs, articles) between the beginning of an article's content and the voice that opens it, at most."""
_PATRONYMICS = ("вич", "вна", "чна")
_NEED_AN_OUTLET = word_set("told to пишет сообщает передаёт передает цитирует")
"""Words before an outlet that also stand before persons: only a name known as an outlet's counts after them."""
_SINGULAR = word_set("he she он она")
_OWNER = re.compile(
    r"(?:in )?(?P<en>his|her|its|their) (?:own )?(?:view|opinion|words|account|claim|suspicion|argument|conclusion|"
    r"advice|explanation|position|assessment|reading|judgement|judgment|estimate)\b"
    r"|.*[,—] in (?P<aside>his|her|its|their) (?:own )?(?:view|opinion|words|account|judgement|judgment),"
    r"|по (?P<ru>его|её|ее|их) (?:словам|мнению)|(?P<lead>he|she|it|they|он|она|они)\b(?=.*:$)",
    re.IGNORECASE | re.DOTALL,
)


class Attribution(Value):
    """What a sentence says of its own source. Spans count from the beginning of the sentence.

    ``voices`` are all its voices as written, with titles and appositions, the outermost first; ``date`` keeps the
    date's own words. ``pronoun`` is set, and ``speaker`` is not, where a word that points back names the voice.
    """

    speaker: str | None = None
    speaker_span: Span | None = None
    outlet: str | None = None
    outlet_span: Span | None = None
    date: str | None = None
    date_span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None
    voices: tuple[str, ...] = ()
    pronoun: str | None = None


def attribute(sentence: str, *, language: Language | None = None) -> Attribution | None:
    """Return who says a sentence, in which outlet and when, as far as the sentence says it; else ``None``."""
    found = said_in(sentence, language=language)
    return found if found and found.speaker else None


@lru_cache(maxsize=8192)
def said_in(sentence: str, *, language: Language | None = None) -> Attribution | None:
    """Return the same, also where the voice is a pronoun ("he believes", "the paper adds", "her view is")."""
    parsed = Sentence(sentence, lexicon(language or language_of(sentence)))
    every = _without_pronouns(parsed, voices(parsed))
    found = _without_carriers(parsed, every)
    if not found:
        owner = _OWNER.match(sentence)
        return Attribution(pronoun=(owner.group(owner.lastgroup or 0)).casefold()) if owner else None
    voice = _speaking(parsed, found)
    speaker = None if parsed.is_pronoun(found[0].phrase) else _speaker_span(parsed, voice.phrase)
    outlet, date, cue = _outlet_span(parsed, every), _date_span(parsed, found), parsed.span(voice.cue)
    return Attribution(
        speaker=_words(sentence, speaker),
        speaker_span=speaker,
        outlet=_words(sentence, outlet),
        outlet_span=outlet,
        date=_words(sentence, date),
        date_span=date,
        cue=cue.of(sentence),
        cue_span=cue,
        voices=tuple(_whole(parsed, v.whole).of(sentence) for v in found if not parsed.is_pronoun(v.phrase)),
        pronoun=None if speaker else _pronoun(parsed, found[0].phrase),
    )


def outlet_in(sentence: str, *, language: Language | None = None) -> str | None:
    """Return the outlet of which a sentence tells a piece ("an interview in Y lets …"), whoever speaks, or ``None``."""
    parsed = Sentence(sentence, lexicon(language or language_of(sentence)))
    return _words(sentence, _outlet_span(parsed, []))


@lru_cache(maxsize=8192)
def subject_name(sentence: str, *, language: Language | None = None) -> str | None:
    """Return the person's full name with which a sentence opens, whatever it says of them, or ``None``."""
    parsed = Sentence(sentence, lexicon(language or language_of(sentence)))
    end = 0
    while end < len(parsed.tokens) and (parsed.tokens[end].is_name or parsed.low(end) in parsed.lists.titles):
        end += 1
        if parsed.tokens[end - 1].is_possessive:
            return None
    phrase = Phrase(0, end)
    return _speaker_span(parsed, phrase).of(sentence) if end > 1 and parsed.is_person(phrase) else None


def _words(sentence: str, span: Span | None) -> str | None:
    return span.of(sentence) if span else None


def _pronoun(parsed: Sentence, phrase: Phrase) -> str:
    return parsed.low(phrase.start) if phrase.end - phrase.start == 1 else "it"


def _without_pronouns(parsed: Sentence, found: list[Voice]) -> list[Voice]:
    """Put a named voice first that a later "he said" of the same sentence takes up again."""
    if not found or parsed.low(found[0].phrase.start) not in _SINGULAR:
        return found
    for voice in found[1:]:
        if voice.phrase.end <= found[0].phrase.start and _is_singular(parsed, voice.phrase):
            return [voice, *(v for v in found if v is not voice)]
    return found


def _without_carriers(parsed: Sentence, found: list[Voice]) -> list[Voice]:
    """Leave out who only hands on what another says: Y in "X, according to Y, doubted that …"."""
    if len(found) < 2 or found[0].content is not None:
        return found
    carrier, voice = found[0].phrase, found[1]
    if not voice.phrase.end < carrier.start < voice.cue.start or not parsed.is_outlet(carrier):
        return found
    return [voice._replace(whole=voice.phrase), *found[2:]]


def _is_singular(parsed: Sentence, phrase: Phrase) -> bool:
    head = parsed.tokens[parsed.head(phrase)]
    return not parsed.is_pronoun(phrase) and (head.is_name or not head.low.endswith("s"))


def _hands_on(parsed: Sentence, phrase: Phrase) -> bool:
    return parsed.is_piece(phrase) or parsed.is_outlet(phrase)


def _speaking(parsed: Sentence, found: list[Voice]) -> Voice:
    outer = found[0]
    if not _hands_on(parsed, outer.phrase) or len(found) == 1:
        return outer
    inner = found[1]
    opens = outer.content is None or 0 <= inner.phrase.start - outer.content <= _NEAR
    takes_on = opens and not parsed.is_piece(inner.phrase) and not parsed.is_pronoun(inner.phrase)
    return inner if takes_on else outer


def _speaker_span(parsed: Sentence, phrase: Phrase) -> Span:
    """Return a voice's name without title, or its noun phrase without article; an article's named author."""
    tokens = parsed.tokens
    if parsed.is_piece(phrase):
        return parsed.span(_author(parsed, phrase) or phrase)
    head = parsed.head(phrase)
    titles = parsed.lists.titles | parsed.lists.voice_nouns
    named = tokens[head].is_name and tokens[head].low not in titles
    phrase = _after_owner(parsed, phrase, head) if named else phrase
    last = max((i for i in range(phrase.start, head) if tokens[i].low.rstrip(".") in titles), default=None)
    if named and last is not None:
        start = next(i for i in range(last + 1, head + 1) if tokens[i].is_name)
        while (
            start + 1 < head
            and len(tokens[start].text) > 1
            and tokens[start].text.isalpha()
            and tokens[start].text.isupper()
        ):
            start += 1
        return parsed.span(Phrase(_after_place(parsed, start, head), head + 1))
    return _whole(parsed, Phrase(phrase.start, head + 1) if named else phrase)


def _after_owner(parsed: Sentence, phrase: Phrase, head: int) -> Phrase:
    """Step over whose man somebody is: "Serbia's Marko Djuric" is Marko Djuric."""
    owners = [i for i in range(phrase.start, head - 1) if parsed.tokens[i].is_possessive]
    return Phrase(owners[-1] + 1, phrase.end) if owners and parsed.tokens[owners[-1] + 1].is_name else phrase


def _after_place(parsed: Sentence, start: int, head: int) -> int:
    """Step over the country of a Russian title (министр обороны Дровении Леонид Гараш), not over a first name."""
    names = [i for i in range(start, head + 1) if parsed.tokens[i].is_name]
    patronymic = len(names) > 2 and parsed.low(names[-2]).endswith(_PATRONYMICS)
    return start if parsed.lists.language != "ru" or len(names) < 3 or patronymic else names[-2]


def _whole(parsed: Sentence, phrase: Phrase) -> Span:
    has_article = parsed.low(phrase.start) == "the" and phrase.end - phrase.start > 1
    return parsed.span(Phrase(phrase.start + has_article, phrase.end))


def _author(parsed: Sentence, phrase: Phrase) -> Phrase | None:
    """Find the author in "an article by X in Y" and "X's article"."""
    head = parsed.head(phrase)
    for index in range(phrase.start, phrase.end - 1):
        if parsed.low(index) == "by":
            name = name_after(parsed, index + 1)
            return name if name and not parsed.is_outlet(name) else None
    if head > phrase.start and parsed.tokens[head - 1].is_possessive and parsed.tokens[head - 1].is_name:
        name = Phrase(phrase.start, head)
        known = parsed.is_outlet(name) or parsed.low(head - 1) in parsed.lists.names
        return None if known else name
    return None


def _outlet_span(parsed: Sentence, found: list[Voice]) -> Span | None:
    for carrier in parsed.carriers:
        name = name_after(parsed, carrier.end)
        lax = parsed.low(carrier.end - 1) not in _NEED_AN_OUTLET
        # Where a Russian outlet's name ends, only quotation marks tell.
        if name and parsed.lists.language == "ru":
            lax = parsed.in_quotes[name.start]
        if name and (lax or parsed.is_outlet(name)) and _may_carry(parsed, name):
            return parsed.span(name)
    for at in _asides(parsed, found):
        name = name_after(parsed, at + 1)
        if name and (parsed.is_outlet(name) or parsed.low(name.start - 1) in parsed.lists.outlet_words):
            return parsed.span(name)
    for index, token in enumerate(parsed.tokens[:-1]):
        if token.low in parsed.lists.piece_nouns and not (parsed.in_quotes[index] or _is_object(parsed, index, found)):
            name = _outlet_of_piece(parsed, index)
            if name:
                return parsed.span(name)
    named = (name_after(parsed, voice.phrase.start) for voice in found)
    pairs = zip(named, found, strict=True)
    return next((parsed.span(n) for n, v in pairs if n and _is_subject(parsed, n, v.phrase)), None)


def _asides(parsed: Sentence, found: list[Voice]) -> Iterator[int]:
    """Yield each "in" beside a voice or its cue: "In Y, X …", "X, in Y, denied", "…, said X in Y"."""
    for voice in found:
        edges = {0, *range(voice.phrase.start, voice.phrase.end + 2), voice.cue.end}
        yield from (at for at in sorted(edges) if parsed.low(at) == "in")


def _is_object(parsed: Sentence, piece: int, found: list[Voice]) -> bool:
    """Say whether a voice speaks of a piece rather than in it: "X denied reports by Y", not "X wrote a column in Y"."""
    verbs = (voice.cue for voice in found if parsed.lists.cues.get(parsed.low(voice.cue.start)) != "write")
    return any(0 <= piece - cue.end <= 1 for cue in verbs)


def _is_subject(parsed: Sentence, name: Phrase, phrase: Phrase) -> bool:
    """Say whether a voice is the outlet itself: "Kommersant reports", "The Gazette of 14 February says"."""
    return (parsed.is_outlet(phrase) or parsed.is_outlet(name)) and name.end >= parsed.head(phrase) + 1


def _may_carry(parsed: Sentence, name: Phrase) -> bool:
    return not all(parsed.low(i) in parsed.lists.names for i in range(name.start, name.end))


def _outlet_of_piece(parsed: Sentence, index: int) -> Phrase | None:
    """Find Y in "article in Y", "article published on October 5 by Y", "Y's editorial"."""
    for at in range(index + 1, min(index + 8, len(parsed.tokens))):
        low = parsed.low(at)
        if low in {",", ".", "that"}:
            break
        if low in {"in", "for", "from", "by", "on", "в"}:
            name = name_after(parsed, at + 1)
            if name and _may_carry(parsed, name) and (low in {"in", "for", "from", "в"} or parsed.is_outlet(name)):
                return name
    start = index
    while start > 0 and parsed.tokens[start - 1].is_name:
        start -= 1
    owner = Phrase(start, index)
    return owner if start < index and parsed.is_outlet(owner) else None


def _date_span(parsed: Sentence, found: list[Voice]) -> Span | None:
    """Return the date that belongs to the voicing: outside the content of the outermost voice."""
    outer = found[0]
    start, end = 0, len(parsed.text)
    if outer.content is None:
        start = parsed.tokens[min(outer.phrase.start, outer.cue.start)].start
    elif outer.content < len(parsed.tokens):
        end = parsed.tokens[outer.content].start
    match = DAY.search(parsed.text, start, end)
    return Span(match.start(), match.end()) if match else None
