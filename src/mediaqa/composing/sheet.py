"""What a model is shown: the sentences that matter, numbered from 1, each with what a reader must know of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mediaqa.duplicates import sentence_digest
from mediaqa.extracting.lines import Line
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.questions import Question
from mediaqa.extracting.relevance import Scored, score_lines
from mediaqa.extracting.telling import speaker_of, telling
from mediaqa.values import Hit
from mediaqa.verifying.cited import Cited, cite
from mediaqa.verifying.stretches import Stretch

MOST, MOST_VOICES = 6, 10
"""Sentences at most, and where voices are asked for: a small model that is shown more chooses worse."""
LINE_TOKENS, CONTEXT_TOKENS = 5, 4
"""Tokens of what stands around a sentence, and around a line of context."""


class Numbered(NamedTuple):
    """A sentence that the model may choose, where it stands.

    ``score`` in [0, 1] is how well it answers the question by itself, ``typed`` how well it holds the kind of thing
    that is asked for (``extracting.relevance``).
    """

    stretch: Stretch
    line: Line
    score: float
    typed: float

    @property
    def voice(self) -> str | None:
        """Whose words it holds, as far as the text says."""
        return speaker_of(self.line, self.naming)

    @property
    def naming(self) -> Line | None:
        """The other sentence that names its voice."""
        place = self.line.naming if self.line.naming is not None else self.line.lead
        return None if place is None else self.stretch.run[place]


class Sheet(NamedTuple):
    """The text for the model, and what each of its numbers, from 1, stands for."""

    text: str
    sentences: tuple[Numbered, ...]

    def only(self, sentences: Sequence[Numbered]) -> "Sheet":
        """Return a sheet of some of its sentences, numbered anew."""
        return _laid_out(sentences)

    @property
    def stretches(self) -> list[Cited]:
        """The sentences that are shown, by the text in which they stand."""
        lines: dict[Stretch, list[Line]] = {}
        for one in self.sentences:
            lines.setdefault(one.stretch, []).append(one.line)
        return [cite(stretch, those) for stretch, those in lines.items()]


def make_sheet(
    hits: Sequence[Hit],
    stretches: Sequence[Stretch],
    questions: Sequence[Question],
    budget: int,
    count: Callable[[str], int],
    *,
    embedder: Embed | None,
) -> Sheet:
    """Return the sentences of the hits that answer the question best, until ``budget`` tokens are used.

    At least one is shown. ``questions`` are the parts of the question; each brings its own best. Sentences of one
    report stand together in their order, under its line of context.
    """
    most = sum(MOST_VOICES if question.asks_voice else MOST for question in questions)
    chosen: list[Numbered] = []
    contexts: set[str] = set()
    for one in _ranked(hits, stretches, questions, embedder):
        cost = count(_shown(one)) + LINE_TOKENS
        context = one.line.passage.heading
        if context not in contexts:
            cost += count(context) + CONTEXT_TOKENS
        if chosen and (cost > budget or len(chosen) == most):
            break
        chosen.append(one)
        contexts.add(context)
        budget -= cost
    return _laid_out(chosen)


def _ranked(
    hits: Sequence[Hit], stretches: Sequence[Stretch], questions: Sequence[Question], embedder: Embed | None
) -> Iterator[Numbered]:
    """Yield every sentence once, the best of each question in turns; of another language, those of the best hits."""
    rank = {hit.passage.id: place for place, hit in enumerate(hits)}
    runs = {stretch.run[0].stretch: stretch.run for stretch in stretches if stretch.run}
    home = {id(line): stretch for stretch in stretches for line in stretch.lines}

    def ranked(question: Question) -> list[Numbered]:
        scored = score_lines(question, [runs[place] for place in sorted(runs)], embedder=embedder)
        numbered = [Numbered(home[id(one.line)], one.line, *_worth(one, question)) for one in scored]
        return sorted(numbered, key=lambda one: (-one.score, rank.get(one.line.passage.id, len(rank))))

    seen: set[int] = set()
    for best in zip(*map(ranked, questions), strict=True):
        for one in best:
            same = sentence_digest(one.line.text) or id(one.line)  # a reprint's sentence is shown once
            if same not in seen:
                seen.add(same)
                yield one


def _worth(one: Scored, question: Question) -> tuple[float, float]:
    """Return the score and the kind of a sentence; of one in another language the reader cannot tell."""
    return (one.score, one.signals.typed) if one.line.language == question.language else (0.0, 1.0)


def _laid_out(chosen: Sequence[Numbered]) -> Sheet:
    """Return the sentences numbered, the best first, one report's together: a small model reads the first ones best."""
    reports = list(dict.fromkeys(one.line.passage.heading for one in chosen))
    ordered = sorted(chosen, key=lambda one: reports.index(one.line.passage.heading))
    written: list[str] = []
    context = None
    for number, one in enumerate(ordered, 1):
        if one.line.passage.heading != context:
            context = one.line.passage.heading
            written.append(f"({_escaped(context) or 'no title'})")
        written.append(f"[{number}] {_shown(one)}")
    return Sheet("\n".join(written), tuple(ordered))


def _shown(one: Numbered) -> str:
    """Return a sentence as it is shown, with its voice where it does not name that itself."""
    naming, line = one.naming, one.line
    if naming is None and (line.own or line.statement is None):
        return _escaped(line.text)
    told = telling(line, naming)
    voice = _escaped(", in ".join(filter(None, (told.speaker, told.outlet))))
    return f"({voice}:) {_escaped(line.text)}" if voice else _escaped(line.text)


def _escaped(text: str) -> str:
    """Return a text on one line that cannot be taken for a numbered sentence or for the end of the passages."""
    return " ".join(text.replace("[", "⟦").replace("]", "⟧").replace("===", "").split())
