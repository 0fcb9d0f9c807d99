"""How well a line answers a question: five signals, combined in one logistic formula.

- ``core``: which of the question's words, names aside, stand in the line itself;
- ``covered``: which of all its words stand in the line, beside it, or around it (these count less);
- ``similar``: the cosine of question and line;
- ``typed``: whether the line holds the kind of thing asked for: a number beside the thing counted, a date, a voice;
- ``voiced``: where somebody's speech is asked about, whether the line is theirs.

A word counts as much as it is rare. The weights were fitted by logistic regression on the calibration half of
``tests/data/questions.json`` with 49 questions to one other report, cross-validated, and rounded;
``benchmarks/abstention.py`` prints what they achieve on the half that was not looked at.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from mediaqa.dates import DAY, TIME
from mediaqa.lines import Line
from mediaqa.matching import Embedder, Matcher, Vector
from mediaqa.questions import Question
from mediaqa.wording import Lexicon, lexicon, plain, word_set

Rarity = Callable[[str], float]
"""A word to its inverse document frequency in the corpus, scaled to [0, 1]."""

CORE, COVERED, NAMES, SIMILAR, TYPED, VOICED = 2.0, 3.4, 1.7, 0.8, 6.4, 4.0
BIAS = CORE + COVERED + NAMES + SIMILAR - 4.1
"""The logit of a line in which every signal is 1."""
ANSWERS_FROM = 0.5
"""The score from which a line is an answer."""

BESIDE, HEADING, AROUND = 0.6, 0.65, 0.45
"""The worth of a word that stands in a neighbouring sentence, in the heading or title, elsewhere in the passage."""
_HELD = 0.8
"""The strength from which a passage counts as holding a word, for its rarity."""
_LEAST_RARE = 0.15
_CLOSE = 5
"""Words from a number to the thing it counts at most, for the two to belong together."""
_IN_REACH = 12
"""Words at which the two may still belong together."""
_AMOUNTS = word_set(
    """
    hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half third quarter
    twice тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов десятки сотни половина треть
    четверть
    """
)
_LENGTH = "metre|meter|feet|foot|kilomet|mile"
_UNITS = {
    "old": "year|month|aged|лет|год",
    "long": f"second|minute|hour|day|week|month|year|decade|centur|since|until|лет|год|дн|час|{_LENGTH}",
    "far": f"km|yard|{_LENGTH}",
    "often": "time|once|twice|every|day|week|year",
    "high": f"percent|%|per cent|degree|crown|dollar|euro|rouble|ruble|million|billion|level|point|{_LENGTH}",
    "tall": f"storey|floor|{_LENGTH}",
    "deep": f"fathom|{_LENGTH}",
    "fast": f"km|knot|mach|{_LENGTH}",
}
"""What the answer to "how old" and the like is measured in."""


class Signals(NamedTuple):
    """What a score is made of, each in [0, 1]."""

    core: float
    covered: float
    names: float
    similar: float
    typed: float
    voiced: float

    @property
    def score(self) -> float:
        """How probably the line answers the question, rounded so that last bits never decide an order."""
        weights = (CORE, COVERED, NAMES, SIMILAR, TYPED, VOICED)
        logit = BIAS - sum(weight * (1 - signal) for weight, signal in zip(weights, self, strict=True))
        return round(1 / (1 + math.exp(-logit)), 6)


class Scored(NamedTuple):
    """A line with its signals."""

    line: Line
    signals: Signals
    score: float


def score_lines(
    question: Question,
    stretches: Sequence[Sequence[Line]],
    *,
    embedder: Embedder | None = None,
    rarity: Rarity | None = None,
) -> list[Scored]:
    """Return every line with its signals, in the order of the lines.

    Without ``embedder`` near words are not found and the cosine is that of the hit; without ``rarity`` a word's
    rarity is that among the passages of the hits.
    """
    lines = [line for stretch in stretches for line in stretch]
    if not lines:
        return []
    terms = (*question.terms, *question.voice)
    texts = [*(line.verbatim for line in lines), *{_context(line) for line in lines}]
    matcher = Matcher(terms, texts, lexicon(question.language), embedder)
    inside = np.stack([matcher.strengths(line.verbatim) for line in lines])
    headings = np.stack([matcher.strengths(_context(line)) for line in lines])
    covered = np.maximum.reduce(
        [inside, BESIDE * _beside(stretches, inside), HEADING * headings, AROUND * _around(lines, inside)]
    )
    weights = _weights(question, lines, inside, rarity)
    core = weights * np.array([not term.is_name for term in question.terms], dtype=np.float32)
    similar = _similar(question, lines, embedder)
    count = len(question.terms)
    scored = []
    for row, line in enumerate(lines):
        signals = Signals(
            core=_mean(inside[row, :count], core),
            covered=_mean(covered[row, :count], weights),
            names=_mean(covered[row, :count], weights - core),
            similar=float(similar[row]),
            typed=_typed(question, line, matcher),
            voiced=_voiced(question, line, stretches, matcher),
        )
        scored.append(Scored(line, signals, signals.score))
    return scored


def _context(line: Line) -> str:
    return f"{line.passage.section or ''} {line.passage.context}"


def _beside(stretches: Sequence[Sequence[Line]], inside: Vector) -> Vector:
    """Return the best strengths among the sentences before and after, the naming one and the lead."""
    beside = np.zeros_like(inside)
    first = 0
    for stretch in stretches:
        for line in stretch:
            near = {line.place - 1, line.place + 1, line.naming, line.lead} - {None}
            for place in near:
                if place is not None and 0 <= place < len(stretch):
                    row = first + line.place
                    beside[row] = np.maximum(beside[row], inside[first + place])
        first += len(stretch)
    return beside


def _around(lines: Sequence[Line], inside: Vector) -> Vector:
    best: dict[str, Vector] = {}
    for line, strengths in zip(lines, inside, strict=True):
        best[line.passage.id] = np.maximum(best.get(line.passage.id, strengths), strengths)
    return np.stack([best[line.passage.id] for line in lines])


def _weights(question: Question, lines: Sequence[Line], inside: Vector, rarity: Rarity | None) -> Vector:
    """Return how much each term counts: its rarity in the corpus, or among the hits, times its share."""
    total = len({line.passage.id for line in lines})
    weights = []
    for index, term in enumerate(question.terms):
        if rarity is None:
            holding = len({line.passage.id for row, line in enumerate(lines) if inside[row, index] > _HELD})
            rare = math.log(1 + (total - holding + 0.5) / (holding + 0.5)) / math.log(1 + (total + 0.5) / 0.5)
        else:
            rare = rarity(term.word)
        weights.append(term.share * max(_LEAST_RARE, rare))
    return np.array(weights, dtype=np.float32)


def _mean(strengths: Vector, weights: Vector) -> float:
    """Return the weighted mean; 1 where nothing is asked for."""
    return float(strengths @ weights / weights.sum()) if weights.sum() > 0 else 1.0


def _similar(question: Question, lines: Sequence[Line], embedder: Embedder | None) -> Vector:
    if embedder is None:
        return np.array([max(0.0, line.hit.dense_score or 0.0) for line in lines], dtype=np.float32)
    vectors = embedder([question.text, *(line.text for line in lines)])
    cosines: Vector = np.clip(vectors[1:] @ vectors[0], 0, 1)
    return cosines


def _typed(question: Question, line: Line, matcher: Matcher) -> float:
    """Return how well the line holds the kind of thing that is asked for."""
    if question.wanted == "number":
        return _has_number(question, line, matcher)
    if question.wanted == "date":
        return 1.0 if TIME.search(line.text) else 0.2
    if question.asks_voice:
        return 1.0 if line.own or line.naming is not None else 0.8 if line.said else 0.5
    if question.wanted in {"who", "outlet", "place"}:
        return 1.0 if line.own or _brings_a_name(question, line) else 0.5
    return 1.0


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
    return place - number + _CLOSE * owners


def _is_count(line: Line, index: int, lists: Lexicon) -> bool:
    """Say whether a word is a number that counts or measures: no year, no day of a month."""
    word = line.words[index]
    low = plain(word.text)
    if low in lists.numbers:
        return True
    if not low[0].isdigit() or re.fullmatch(r"(?:1[6-9]|20)\d\d", low):
        return False
    return not any(match.start() <= word.start < match.end() for match in DAY.finditer(line.verbatim))


def _voiced(question: Question, line: Line, stretches: Sequence[Sequence[Line]], matcher: Matcher) -> float:
    """Return how surely the line is the speech of the voice that the question asks about.

    A name that merely stands in the line counts less, least when the line is another voice's.
    """
    if not question.voice:
        return 1.0
    naming = None if line.naming is None else stretches[line.stretch][line.naming]
    own = _named(question, matcher, _voices_of(line))
    said = _named(question, matcher, f"{_voices_of(naming)} {naming.text if naming.topic else ''}") if naming else 0.0
    stands = _named(question, matcher, line.verbatim)
    return max(own, 0.95 * said, (0.4 if line.own else 0.75) * stands)


def _voices_of(line: Line) -> str:
    voices = line.said.voices if line.said else ()
    outlet = line.said.outlet if line.said else None
    return " ".join(filter(None, (*voices, outlet)))


def _named(question: Question, matcher: Matcher, text: str) -> float:
    """Return how much of the asked voice stands in a text: of a person the surname is enough, else most words."""
    if not text:
        return 0.0
    strengths = matcher.strengths(text)[len(question.terms) :]
    if all(term.is_name for term in question.voice) and len(question.voice) <= 3:
        return float(strengths[-1])
    weights = np.array([2.0 if term.is_name else term.share for term in question.voice])
    share = float(strengths @ weights / weights.sum())
    return share if share > _HELD else 0.0
