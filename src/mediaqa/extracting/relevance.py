"""How well a line answers a question: seven signals, combined in one logistic formula.

- ``core``: which of the question's words, names aside, stand in the line itself;
- ``covered``: which of all its words stand in the line, beside it, or around it (these count less);
- ``names``: the same of its names alone;
- ``similar``: the cosine of question and line (``covered`` in Russian, which the vectors do not know);
- ``typed``: whether the line holds the kind of thing asked for: a number beside the thing counted, a date, a voice;
- ``voiced``: where somebody's speech is asked about, whether the line is theirs;
- ``verb``: where an event is asked for ("who repaired"), whether its verb is covered.

A line that aims what is asked for at somebody else ("blames X" where Y is asked for) has no ``core`` and no ``names``.

A word counts as much as it is rare. The weights were fitted by logistic regression on the calibration half of
``tests/data/questions.json`` and 105 questions to the same and one other report, cross-validated, and rounded;
``benchmarks/abstention.py`` prints what they achieve on the half that was not looked at.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from mediaqa.extracting.kinds import aims_elsewhere, holding
from mediaqa.extracting.lines import Line
from mediaqa.extracting.matching import Embed, Matcher, Vector
from mediaqa.extracting.questions import Question
from mediaqa.wording import lexicon, plain

Rarity = Callable[[str], float]
"""A word to its inverse document frequency in the corpus, scaled to [0, 1]."""

CORE, COVERED, NAMES, SIMILAR, TYPED, VOICED, VERB = 2.0, 3.6, 1.7, 1.0, 5.5, 5.3, 1.8
BIAS = CORE + COVERED + NAMES + SIMILAR - 4.2
"""The logit of a line in which every signal is 1."""
ANSWERS_FROM = 0.5
"""The score from which a line is an answer."""

BESIDE, HEADING, AROUND = 0.6, 0.65, 0.45
"""The worth of a word that stands in a neighbouring sentence, in the heading or title, elsewhere in the passage."""
_STANDS, _OTHERS = 0.75, 0.2
"""How surely a line is the asked voice's that merely names it: a line of nobody, and one of another voice."""
_HELD = 0.8
"""The strength from which a passage counts as holding a word, for its rarity."""
_LEAST_RARE = 0.15


class Signals(NamedTuple):
    """What a score is made of, each in [0, 1]."""

    core: float
    covered: float
    names: float
    similar: float
    typed: float
    voiced: float
    verb: float = 1.0

    @property
    def score(self) -> float:
        """How probably the line answers the question, rounded so that last bits never decide an order."""
        weights = (CORE, COVERED, NAMES, SIMILAR, TYPED, VOICED, VERB)
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
    embedder: Embed | None = None,
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
    texts = [text for line in lines for text in (line.verbatim, _voices_of(line), _context(line))]
    matcher = Matcher(terms, texts, lexicon(question.language), embedder)
    inside = np.stack([matcher.strengths(line.verbatim) for line in lines])
    headings = np.stack([matcher.strengths(_context(line)) for line in lines])
    covered = np.maximum.reduce(
        [inside, BESIDE * _beside(stretches, inside), HEADING * headings, AROUND * _around(lines, inside)]
    )
    weights = _weights(question, lines, inside, rarity)
    core = weights * np.array([not (term.is_name or term.is_aside) for term in question.terms], dtype=np.float32)
    named = weights * np.array([term.is_name for term in question.terms], dtype=np.float32)
    asks_content = any(t.share == 1.0 and not (t.is_name or t.is_aside) for t in question.terms)
    similar = _similar(question, lines, embedder)
    count = len(question.terms)
    scored = []
    for row, line in enumerate(lines):
        naming = None if line.naming is None else stretches[line.stretch][line.naming]
        signals = Signals(
            core=_mean(inside[row, :count], core) if asks_content else 1.0,
            covered=_mean(covered[row, :count], weights),
            names=_mean(covered[row, :count], named),
            similar=float(similar[row]) if question.language == "en" else _mean(covered[row, :count], weights),
            typed=holding(question, line, naming, matcher),
            voiced=_voiced(question, line, naming, matcher),
            verb=_verb(question, covered[row]),
        )
        if aims_elsewhere(question, line, matcher):
            signals = signals._replace(core=0.0, names=0.0)
        scored.append(Scored(line, signals, signals.score))
    return scored


def _context(line: Line) -> str:
    return f"{line.passage.section or ''} {line.passage.heading}"


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
    """Return how much each term counts: its rarity in the corpus, or among the hits, times its share.

    What the voices that are asked for do ("who blamed") counts in full, however often others do it.
    """
    total = len({line.passage.id for line in lines})
    weights = []
    for index, term in enumerate(question.terms):
        if rarity is None:
            holding = len({line.passage.id for row, line in enumerate(lines) if inside[row, index] > _HELD})
            rare = math.log(1 + (total - holding + 0.5) / (holding + 0.5)) / math.log(1 + (total + 0.5) / 0.5)
        else:
            rare = rarity(term.word)
        is_act = question.asks_voice and plain(term.word) in lexicon(question.language).cues
        weights.append(term.share * (1.0 if is_act else max(_LEAST_RARE, rare)))
    return np.array(weights, dtype=np.float32)


def _mean(strengths: Vector, weights: Vector) -> float:
    """Return the weighted mean; 1 where nothing is asked for."""
    return float(strengths @ weights / weights.sum()) if weights.sum() > 0 else 1.0


def _similar(question: Question, lines: Sequence[Line], embedder: Embed | None) -> Vector:
    if embedder is None:
        return np.array([max(0.0, line.hit.dense_score or 0.0) for line in lines], dtype=np.float32)
    vectors = embedder([question.text, *(line.text for line in lines)])
    cosines: Vector = np.clip(vectors[1:] @ vectors[0], 0, 1)
    return cosines


def _verb(question: Question, covered: Vector) -> float:
    """Return how well the least covered word is covered that may be the verb of a question for an event."""
    if question.wanted == "other" or question.asks_voice:
        return 1.0
    return float(min((covered[i] for i, term in enumerate(question.terms) if term.may_be_verb), default=1.0))


def _voiced(question: Question, line: Line, naming: Line | None, matcher: Matcher) -> float:
    """Return how surely the line is the speech of the voice that the question asks about.

    A name that merely stands in the line counts less, least when the line is another voice's.
    """
    if not question.voice:
        return 1.0
    own = _named(question, matcher, _voices_of(line))
    said = _named(question, matcher, f"{_voices_of(naming)} {naming.text if naming.topic else ''}") if naming else 0.0
    stands = _named(question, matcher, line.verbatim)
    return max(own, 0.95 * said, (_OTHERS if line.own or line.statement else _STANDS) * stands)


def _voices_of(line: Line) -> str:
    voices = line.said.voices if line.said else ()
    outlet = line.said.outlet if line.said else None
    known = [name for one in line.told for name in (one.speaker, one.outlet)]
    return " ".join(filter(None, (*voices, outlet, *known)))


def _named(question: Question, matcher: Matcher, text: str) -> float:
    """Return how much of the asked voice stands in a text.

    Of a person the surname is enough; of a role its nouns ("defense minister"), and its place ("mayor of Brenn").
    """
    if not text:
        return 0.0
    voice = question.voice
    strengths = matcher.strengths(text)[len(question.terms) :]
    if voice[-1].is_name and not question.voice_is_role:
        return float(strengths[-1])
    needed = [not term.is_name or index == len(voice) - 1 for index, term in enumerate(voice)]
    return float(min(value for value, need in zip(strengths, needed, strict=True) if need))
