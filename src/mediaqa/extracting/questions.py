"""What a question asks for: the kind of answer, the words it turns on, and whose speech it asks about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mediaqa.values import Language
from mediaqa.wording import Lexicon, Word, lexicon, plain, stems_of, word_set, words

Wanted = Literal["who", "outlet", "number", "date", "place", "other"]

_OUTLET = (
    r"newspapers?|papers?|outlets?|dail(?:y|ies)|magazines?|weekl(?:y|ies)|journals?|publications?|sites?|websites?|"
    r"broadcasters?|channels?|agenc(?:y|ies)|stations?|portals?"
)
_PERSON = (
    r"persons?|people|experts?|analysts?|officials?|politicians?|authors?|columnists?|commentators?|journalists?|"
    r"ministers?|economists?|voices?|speakers?|writers?|observers?|diplomats?|leaders?|generals?"
)
_WANTED: tuple[tuple[Wanted, str], ...] = (
    ("number", r"\bhow (?:many|much|old|long|high|tall|deep|far|big|large|often|heavy|fast|wide|expensive|strong)\b"),
    ("number", r"\b(?:what|which) (?:number|percentage|share|proportion|fraction|price|sum|amount)\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:date|day|year|month|week|time)\b|\bhow (?:soon|recently)\b"),
    ("outlet", rf"\b(?:what|which|whose) (?:\w+ ){{0,2}}(?:{_OUTLET})\b"),
    ("who", rf"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ ){{0,2}}(?:{_PERSON})\b"),
    ("place", r"\bwhere\b|\b(?:what|which) (?:city|country|place|town|port|state|village|region)\b"),
    ("number", r"\bсколько\b|\bна сколько\b|\bкакой (?:процент|доля)\b"),
    ("date", r"\bкогда\b|\b(?:какого|какой|каком) (?:числа|день|году|год|месяц)\b"),
    ("outlet", r"\b(?:какая|какое|какой|какие|каком|какой) (?:газет|издани|журнал|сайт|телеканал|агентств)\w*"),
    ("who", r"\bкто\b|\bкого\b|\bкем\b|\bкому\b|\bчей\b|\b(?:какой|какие) (?:эксперт|политик|чиновник|аналитик)\w*"),
    ("place", r"\bгде\b|\bкуда\b"),
)
_AUXILIARIES = word_set("did does do has have had is was were are will would can could should may might")
_NAMED = re.compile(
    r"(?:according to|in the (?:view|opinion|words) of|по словам|по мнению)\s+(?P<voice>(?!whom\b)[^,?]+?)"
    r"(?=,|\?|\s+(?:how|what|who|why|when|where|which)\b|$)"
    r"|(?:\bin\s+|\b(?:is|was|are|were)\s+)(?P<owner>[^,?]+?)['’]s?\s+"
    r"(?:view|opinion|position|words|assessment|reaction|response|explanation|attitude|stance|verdict)\b",
    re.IGNORECASE,
)
_NOT_OF_YES_OR_NO = frozenset(["who", "date", "place"])
"""Kinds that a yes-or-no question does not ask for, though it holds such a word ("did it say who")."""
_ROLE = re.compile(r"\b(?:of|in|at|for|from)\b")
_MARKERS = word_set("that whether about as of on regarding responsible что о об")
_DETERMINERS = word_set(
    """
    the a an this that these those its their his her of in on at for from by with to about into and or after before
    over under against between during as
    """
)
_ADVERBIAL = word_set("when after before because if while since until during когда если после перед")
_SUBORDINATORS = _ADVERBIAL | word_set("that which who as than что чтобы")
_EMPTY = word_set("many according near behind")
_NO_VOICE = word_set(
    """
    the a an report reports article articles author authors paper newspaper newspapers media press text document this
    these that you they it he she we i one anyone anybody somebody someone people there автор авторы отчёт отчет
    """
)
"""Words that name nobody whose speech could be looked for."""
_MAX_VOICE = 9
"""Words of a voice in a question at most."""
_LIGHT = 0.3
"""The share of a word's weight when it is of small content ("article", "say")."""


@dataclass(frozen=True)
class Term:
    """A word that the question turns on. ``share`` in (0, 1] is how much of its rarity counts."""

    word: str
    stem: str
    is_name: bool
    is_number: bool
    share: float
    place: int
    may_be_verb: bool = False
    is_aside: bool = False


@dataclass(frozen=True)
class Question:
    """A question, analysed. ``voice`` are the terms that name whose speech is asked about.

    ``asks_voice`` says that the answer is a voice: who says or holds something. ``counted`` is the stem of the thing
    whose number is asked ("how many diplomats"), ``measure`` the word after "how" ("old", "long"). ``aim`` are the verb
    and the target of a question for voices that aim at somebody ("who blamed Brussels").
    """

    text: str
    language: Language
    wanted: Wanted
    terms: tuple[Term, ...]
    voice: tuple[Term, ...] = ()
    voice_is_role: bool = False
    asks_voice: bool = False
    counted: str | None = None
    measure: str | None = None
    aim: tuple[Term, Term] | None = None

    @property
    def has_content(self) -> bool:
        """Whether there is anything to look for: a voice, or a word that is not of small content."""
        return bool(self.voice) or any(term.share == 1.0 for term in self.terms)


def analyse(text: str, language: Language) -> Question:
    """Return what a question asks for."""
    lists = lexicon(language)
    wanted = _wanted(text)
    voice = None if _asks_who_says(text, lists) else _voice_span(text, lists)
    terms = _terms(text, lists)
    named = tuple(t for t in terms if voice and voice[0] <= t.place < voice[1])
    if not any(t.is_name for t in named) and lists.language != "ru":
        named = ()
    asks_voice = wanted in {"who", "outlet"} and not named and _has_cue(text, lists)
    measure = re.search(r"\bhow (\w+)", text, re.IGNORECASE) if wanted == "number" else None
    return Question(
        text=text,
        language=language,
        wanted=wanted,
        terms=tuple(t for t in terms if t not in named),
        voice=named,
        voice_is_role=voice is not None and bool(_ROLE.search(text[slice(*voice)])),
        asks_voice=asks_voice,
        aim=_aim(terms, lists) if asks_voice else None,
        counted=_counted(text, lists),
        measure=measure.group(1).casefold() if measure else None,
    )


def _asks_who_says(text: str, lists: Lexicon) -> bool:
    """Say whether a question opens with "who says": whoever is named behind it is spoken of."""
    low = [word.text.casefold() for word in words(text)[:2]]
    return low[:1] in (["who"], ["кто"]) and low[-1] in lists.cues


def _wanted(text: str) -> Wanted:
    opening = text.split(maxsplit=1)[0].casefold() if text.strip() else ""
    for kind, pattern in _WANTED:
        if re.search(pattern, text, re.IGNORECASE) and not (opening in _AUXILIARIES and kind in _NOT_OF_YES_OR_NO):
            return kind
    return "other"


def _voice_span(text: str, lists: Lexicon) -> tuple[int, int] | None:
    """Return where the question names whose speech it asks about."""
    named = _NAMED.search(text)
    if named:
        return named.span("voice" if named.group("voice") else "owner")
    found = words(text)
    span = _russian_voice(found, lists) if lists.language == "ru" else _subject(found, lists)
    if span is None or span[1] - span[0] > _MAX_VOICE:
        return None
    inside = {plain(w.text) for w in found[span[0] : span[1]]}
    return (found[span[0]].start, found[span[1] - 1].end) if inside - _NO_VOICE - lists.stopwords else None


def _subject(found: Sequence[Word], lists: Lexicon) -> tuple[int, int] | None:
    """Return the words between the auxiliary and the cue verb: "did … say"."""
    low = [w.text.casefold() for w in found]
    start = next((i + 1 for i, word in enumerate(low) if word in _AUXILIARIES), None)
    if start is None:
        return None
    end = next((i for i in range(start, len(low)) if _is_cue(low, i, lists) and not found[i].text.istitle()), start)
    return (start, end) if start < end else None


def _is_cue(low: list[str], index: int, lists: Lexicon) -> bool:
    """Say whether a word of a question is a cue; a weak one needs its content or the question's end after it."""
    if lists.cues.get(low[index]) not in lists.weak_cues:
        return low[index] in lists.cues
    return index + 1 == len(low) or low[index + 1] in _MARKERS


def _russian_voice(found: Sequence[Word], lists: Lexicon) -> tuple[int, int] | None:
    """Return the words after the cue verb of a question: "что сказал … о"."""
    low = [w.text.casefold() for w in found]
    cue = next((i for i, word in enumerate(low) if word in lists.cues), None)
    if cue is None or low[0] in {"кто", "кого"}:
        return None
    end = next((i for i in range(cue + 1, len(low)) if low[i] in lists.boundaries), len(low))
    return (cue + 1, end) if cue + 1 < end else None


def _terms(text: str, lists: Lexicon) -> list[Term]:
    """Return the words that count, phrases of the word lists ("step down") as one."""
    kind = next((m.span() for _, p in _WANTED if (m := re.search(p, text, re.IGNORECASE))), (0, 0))
    terms: list[Term] = []
    found = words(text)
    stems = [lists.stem(w.text) for w in found]
    verbs, asides = range(*_main_clause(found)), _first_aside(found)
    inside_phrase: set[int] = set()
    for index, word in enumerate(found):
        low = plain(word.text)
        phrase = _phrase_at(stems, index, lists)
        if phrase:
            inside_phrase.update(range(index + 1, phrase[0] + 1))
        if index in inside_phrase or (phrase is None and low in lists.stopwords | _AUXILIARIES | _EMPTY):
            continue
        is_name = word.text[:1].isupper() and low not in lists.titles and (index > 0 or low in lists.names)
        title = low in lists.titles and (_before_name(found, index) or word.text.istitle())
        small = title or stems[index] in stems_of(lists.light, lists)
        share = _LIGHT if phrase is None and ((small and not is_name) or kind[0] <= word.start < kind[1]) else 1.0
        is_number = low[:1].isdigit() or low in lists.numbers
        stem = phrase[1] if phrase else stems[index]
        verb = not is_name and index in verbs and not _is_determined(found, index)
        aside = index >= asides
        terms.append(Term(word.text, stem, is_name, is_number, share, word.start, verb and share == 1.0, aside))
    return terms


def _aim(terms: Sequence[Term], lists: Lexicon) -> tuple[Term, Term] | None:
    """Return the verb that aims at somebody and its target, the next name: "who blamed officials in Brussels"."""
    for index, term in enumerate(terms[:-1]):
        if term.stem in stems_of(lists.aimed_verbs, lists):
            target = terms[index + 1]
            return (term, target) if target.is_name else None
    return None


def _main_clause(found: Sequence[Word]) -> tuple[int, int]:
    """Return the words among which the question's verb is: from its auxiliary, or "who", to the next clause."""
    low = [word.text.casefold() for word in found]
    start = next((index + 1 for index, word in enumerate(low) if word in _AUXILIARIES), 1)
    end = next((index for index in range(start, len(low)) if low[index] in _SUBORDINATORS), len(low))
    return start, end


def _first_aside(found: Sequence[Word]) -> int:
    """Return the word from which on a question only says when, why or on what condition."""
    low = [word.text.casefold() for word in found]
    return next((index for index in range(1, len(low)) if low[index] in _ADVERBIAL), len(low))


def _is_determined(found: Sequence[Word], index: int) -> bool:
    """Say whether a word stands where no verb can: after an article, a preposition, an owner."""
    before = found[index - 1].text.casefold() if index else ""
    return before in _DETERMINERS or before.endswith(("'s", "’s"))


def _before_name(found: Sequence[Word], index: int) -> bool:
    return index + 1 < len(found) and found[index + 1].text[:1].isupper()


def _phrase_at(stems: list[str], index: int, lists: Lexicon) -> tuple[int, str] | None:
    for last, key in lists.phrases.get(stems[index], ()):
        for at in range(index + 1, min(index + 3, len(stems))):
            if stems[at] == last:
                return at, key
    return None


def _has_cue(text: str, lists: Lexicon) -> bool:
    if re.search(r"\b(?:according to|in) (?:whom|whose|which|what)\b", text, re.IGNORECASE):
        return True
    low = [w.text.casefold() for w in words(text)]
    marked = bool(_MARKERS & set(low))
    return any(word in lists.cues and (marked or lists.cues[word] not in lists.weak_cues) for word in low)


def _counted(text: str, lists: Lexicon) -> str | None:
    """Return the stem of the thing counted: "how many Russian diplomats did" counts diplomats."""
    match = re.search(r"\b(?:how many|сколько)\s+(?:of (?:the|their|its|his|her) )?", text, re.IGNORECASE)
    if match is None:
        return None
    run: list[Word] = []
    for word in words(text[match.end() :]):
        if word.text.casefold() in _AUXILIARIES | lists.stopwords | lists.boundaries:
            break
        run.append(word)
    if not run:
        return None
    plurals = [word for word in run if _is_plural(word.text.casefold(), lists)]
    return lists.stem((plurals or run)[0].text)


def _is_plural(word: str, lists: Lexicon) -> bool:
    return word.endswith("s") or lists.irregular.get(word, word) in {"man", "woman", "child"} or word == "people"
