"""Whether a line holds the kind of thing that a question asks for: a number, a date, a voice, an outlet, a name."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Protocol

from mediaqa.dates import DAY, TIME
from mediaqa.extracting.lines import Line
from mediaqa.extracting.matching import Matcher
from mediaqa.extracting.questions import Question
from mediaqa.wording import Lexicon, Word, lexicon, plain, word_set

_CLOSE = 5
"""Words from a number to the thing it counts at most, for the two to belong together."""
_IN_REACH = 12
"""Words at which the two may still belong together."""
_AIM = 12
"""Words behind a verb that aims at somebody, in which its target stands."""
_IS_TARGET = 0.5
"""The strength from which a word is the target, by its own name or another."""
_OPEN_A_TARGET = word_set("on into about")
_OBJECTS = word_set("him her it them this that его её ее их это")
_AMOUNTS = word_set(
    """
    hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half third quarter
    тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов десятки сотни половина треть
    четверть
    """
)
_LENGTH = "metre|meter|feet|foot|kilomet|mile"
_UNITS = {
    "old": "year|month|aged|лет|год",
    "long": f"second|minute|hour|day|week|month|year|decade|centur|since|until|page|лет|год|дн|час|{_LENGTH}",
    "far": f"km|yard|{_LENGTH}",
    "often": "time|once|twice|every|day|week|year",
    "high": f"percent|%|per cent|degree|crown|dollar|euro|rouble|ruble|million|billion|level|point|{_LENGTH}",
    "tall": f"storey|floor|{_LENGTH}",
    "deep": f"fathom|{_LENGTH}",
    "fast": f"km|knot|mach|{_LENGTH}",
}
"""What the answer to "how old" and the like is measured in."""


def holding(question: Question, line: Line, naming: Line | None, matcher: Matcher) -> float:
    """Return how well the line holds the kind of thing that is asked for."""
    if question.wanted == "number":
        return _has_number(question, line, matcher)
    if question.wanted == "date":
        return 1.0 if TIME.search(line.text) else 0.2
    if question.asks_voice:
        return 1.0 if line.own or naming or line.statement else 0.8 if line.said else 0.5
    if question.wanted == "outlet":
        return 1.0 if line.outlet or (naming and naming.outlet) else 0.7
    if question.wanted in {"who", "place"}:
        return 1.0 if line.own or _brings_a_name(question, line) else 0.5
    return 1.0


class Worded(Protocol):
    """A text with its words: a line, or a claim."""

    @property
    def verbatim(self) -> str:
        """The text."""

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words."""


def aims_elsewhere(question: Question, line: Worded, matcher: Matcher, *, needs_target: bool = True) -> bool:
    """Say whether a line aims what is asked for at somebody else: it blames X where Y is asked for, or "not Y".

    What is aimed at stands behind the verb ("blames X for", "lay the blame on X"), or before it ("X is to blame"). If
    it ``needs_target``, a line without the verb must at least hold the target.
    """
    if question.aim is None:
        return False
    act, target = question.aim
    column = question.terms.index(target)

    def is_target(word: Word) -> bool:
        return bool(matcher.strengths(word.text)[column] >= _IS_TARGET)

    acts = [_aimed_at(line, place, matcher.lists) for place in matcher.places(act.stem, line.verbatim)]
    if not acts:
        return needs_target and not any(map(is_target, line.words))
    return not any(_is_hit(aimed, is_target) for aimed in acts)


def _aimed_at(line: Worded, place: int, lists: Lexicon) -> list[Word]:
    """Return the words in which the target of the verb at ``place`` stands: behind it, or before a passive."""
    ends = lists.boundaries - _OPEN_A_TARGET
    behind = list(takewhile(lambda word: plain(word.text) not in ends, line.words[place + 1 : place + 1 + _AIM]))
    if not behind or plain(behind[0].text) == "by":  # "X is to blame", "X is blamed by Y"
        return list(line.words[:place])
    is_noun = any(plain(word.text) in lists.be_forms for word in line.words[max(0, place - 3) : place])
    return [*(line.words[:place] if is_noun else ()), *behind]  # "X was the main cause of"


def _is_hit(aimed: Sequence[Word], is_target: Callable[[Word], bool]) -> bool:
    """Whether the target stands there and is not excepted, or a pronoun may mean it."""
    low = [plain(word.text) for word in aimed]
    at = next((index for index, word in enumerate(aimed) if is_target(word)), None)
    return bool(_OBJECTS & set(low[:2])) if at is None else not {"not", "neither"} & set(low[:at])


def _brings_a_name(question: Question, line: Line) -> bool:
    asked = {term.stem for term in question.terms}
    lists = lexicon(line.language)
    return any(word.text[:1].isupper() and lists.stem(word.text) not in asked for word in line.words[1:])


def _has_number(question: Question, line: Line, matcher: Matcher) -> float:
    numbers = [index for index in range(len(line.words)) if _is_count(line, index, matcher.lists)]
    if not numbers:
        return 0.0
    if question.measure in _UNITS:
        return 1.0 if re.search(_UNITS[question.measure], line.text, re.IGNORECASE) else 0.2
    if question.counted is None:
        return 1.0 if any(_is_amount(line.words[index].text) for index in numbers) else 0.2
    places = matcher.places(question.counted, line.verbatim)
    if not places:
        return 0.4
    gap = min(_gap(line, number, place) for number in numbers for place in places)
    return 1.0 if gap <= _CLOSE else 0.7 if gap <= _IN_REACH else 0.5


def _is_amount(word: str) -> bool:
    """Say whether a number measures rather than counts: "two" of something is no answer to "how much"."""
    low = plain(word)
    return low[0].isdigit() or low in _AMOUNTS


def _gap(line: Line, number: int, place: int) -> int:
    """Return how far a number is from a thing: farther behind it, and farther from an owner's thing."""
    if place < number:
        return 2 * (number - place)
    between = line.words[number:place]
    owners = sum(w.text.endswith(("'s", "’s")) or line.verbatim[w.end : w.end + 1] in {"'", "’"} for w in between)
    return place - number + _IN_REACH * owners


def _is_count(line: Line, index: int, lists: Lexicon) -> bool:
    """Say whether a word is a number that counts or measures: no year, no day of a month."""
    word = line.words[index]
    low = plain(word.text)
    if low in lists.numbers:
        return True
    if not low[0].isdigit() or re.fullmatch(r"(?:1[6-9]|20)\d\d", low):
        return False
    return not any(match.start() <= word.start < match.end() for match in DAY.finditer(line.verbatim))
