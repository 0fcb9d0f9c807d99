"""Answers without a model: verbatim sentences of the hits, each with who says it where the sentences say so.

A claim is one sentence, with the sentence that names its voice and the line that introduces it where it needs them
to be understood. A question for a voice is answered with one claim a voice.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple

from mediaqa.answers import Answer, Check, Citation, Claim, Stance
from mediaqa.attribution import Attribution
from mediaqa.citing import citation
from mediaqa.disagreeing import conflicts
from mediaqa.duplicates import sentence_digest
from mediaqa.errors import QuestionError
from mediaqa.extracting.lines import Line, lines
from mediaqa.extracting.matching import Embed
from mediaqa.extracting.parts import parts_of
from mediaqa.extracting.questions import Question
from mediaqa.extracting.relevance import ANSWERS_FROM, Rarity, Scored, score_lines
from mediaqa.extracting.telling import speaker_of, telling
from mediaqa.values import Hit, Language
from mediaqa.wording import language_of, lexicon, plain, words

MAX_CLAIMS = 3
"""Claims of an answer at most, unless a question asks for voices."""
MAX_VOICES = 50
"""Voices of an answer at most."""
WORTH = 0.7
"""The share of the best line's score from which another line belongs to the answer too."""
VOICE_WORTH, VOICE_FROM = 0.6, 0.4
"""The same share, and the least score, of another voice: a question for voices wants all of them."""
MAX_QUESTION = 10_000
"""Characters of a question at most."""
NOT_FOUND = {
    "en": "The reports do not say.",
    "ru": "В отчётах об этом не говорится.",
}
_OMITTED = " … "


class Piece(NamedTuple):
    """What becomes one claim: the lines that it quotes, in their order, the best of them, and the one that names."""

    best: Scored
    quoted: tuple[Line, ...]
    naming: Line | None

    @property
    def order(self) -> tuple[float, str, int]:
        """Best first; ties by place."""
        return (-self.best.score, self.best.line.passage.id, self.best.line.span.start)


def extract(
    question: str,
    hits: Sequence[Hit],
    *,
    language: Language | None = None,
    embedder: Embed | None = None,
    rarity: Rarity | None = None,
) -> Answer:
    """Answer a question with sentences of the hits, or say that they do not answer it.

    ``language`` is the question's (found out by its script when left out). ``embedder`` turns texts into unit vectors
    and lets words of like meaning stand for each other; ``rarity`` is a word's inverse document frequency in the
    corpus in [0, 1] (that among the hits when left out). Neighbours that the hits bring help to name voices. Raises
    ``QuestionError`` for an empty question and for one over ``MAX_QUESTION`` characters.
    """
    if not question.strip():
        raise QuestionError("the question is empty")
    if len(question) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(question)} characters; {MAX_QUESTION} at most are read")
    language = language or language_of(question)
    parts = parts_of(question, language)
    stretches = lines(hits)
    by_part = [_pieces(part, stretches, embedder, rarity) for part in parts]
    chosen = list(
        {(piece.best.line.stretch, piece.best.line.place): piece for own in by_part for piece in own}.values()
    )
    if not chosen:
        return Answer(
            question=question,
            kind="quoted",
            status="not_found",
            text=NOT_FOUND[language],
            considered=tuple(hits),
            language=language,
        )
    claims = tuple(_claims(chosen, next((part for part in parts if part.asks_voice), parts[0]), hits))
    used = {line.hit.passage.id for piece in chosen for line in piece.quoted}
    unanswered = tuple(part.text for part, own in zip(parts, by_part, strict=True) if not own)
    return Answer(
        question=question,
        kind="quoted",
        status="partial" if unanswered else "answered",
        text=_text(chosen, claims),
        claims=claims,
        conflicts=conflicts(claims),
        unanswered=unanswered,
        considered=tuple(hit for hit in hits if hit.passage.id in used),
        language=language,
    )


def _pieces(
    asked: Question, stretches: Sequence[Sequence[Line]], embedder: Embed | None, rarity: Rarity | None
) -> list[Piece]:
    """Return what answers one part of a question, the best first."""
    if not asked.has_content:
        return []
    scored = score_lines(asked, stretches, embedder=embedder, rarity=rarity)
    return _chosen(_disputing(asked, scored), stretches, by_voice=asked.asks_voice)


def _disputing(asked: Question, scored: Sequence[Scored]) -> Sequence[Scored]:
    """Leave only denials where a question asks who denies; where there are none, every line."""
    if not asked.asks_voice or not lexicon(asked.language).denies(asked.text):
        return scored
    return [one for one in scored if one.line.said and _denies(one.line.said)] or scored


def _denies(said: Attribution) -> bool:
    return said.cue is not None and lexicon(language_of(said.cue)).denies(said.cue)


def _chosen(scored: Sequence[Scored], stretches: Sequence[Sequence[Line]], *, by_voice: bool) -> list[Piece]:
    """Return the pieces of the answer, the best first."""
    ranked = sorted((_piece(one, stretches) for one in scored), key=lambda piece: piece.order)
    if not ranked or ranked[0].best.score < ANSWERS_FROM:
        return []
    share, floor = (VOICE_WORTH, VOICE_FROM) if by_voice else (WORTH, ANSWERS_FROM)
    least = max(floor, share * ranked[0].best.score)
    worthy = _without_repeats(piece for piece in ranked if piece.best.score >= least)
    if not by_voice:
        return _merged(worthy[:MAX_CLAIMS])
    voices: dict[str | None, Piece] = {}
    namesakes = _namesakes(filter(None, map(_speaker, worthy)))
    for piece in worthy:
        voices.setdefault(_voice_key(_speaker(piece), namesakes), piece)
    if len(voices) > 1 and voices.get(None) is not worthy[0]:
        voices.pop(None, None)
    return list(voices.values())[:MAX_VOICES]


def _without_repeats(pieces: Iterable[Piece]) -> list[Piece]:
    found: dict[int | str, Piece] = {}
    for piece in pieces:
        text = piece.best.line.text
        found.setdefault(sentence_digest(text) or plain(text), piece)
    return list(found.values())


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the pieces that one sentence names the voice of, so that it is quoted once."""
    merged: dict[object, Piece] = {}
    for piece in pieces:
        named = piece.naming
        key = (named.stretch, named.place) if named else piece.best.line.passage.id + str(piece.best.line.span)
        first = merged.setdefault(key, piece)
        quoted = {line.place: line for line in (*first.quoted, *piece.quoted)}
        merged[key] = first._replace(quoted=tuple(quoted[place] for place in sorted(quoted)))
    return list(merged.values())


def _piece(scored: Scored, stretches: Sequence[Sequence[Line]]) -> Piece:
    line = scored.line
    stretch = stretches[line.stretch]
    places = sorted({line.place, *(place for place in (line.naming, line.lead) if place is not None)})
    naming = stretch[line.naming] if line.naming is not None else line if line.own else None
    return Piece(scored, tuple(stretch[place] for place in places), naming)


def _namesakes(speakers: Iterable[str]) -> set[str]:
    """Return the surnames that several of the speakers have."""
    bearers: dict[str, set[str]] = {}
    for speaker in speakers:
        *given, surname = (plain(word.text) for word in words(speaker))
        if given:
            bearers.setdefault(surname, set()).add(" ".join(given))
    return {surname for surname, own in bearers.items() if len(own) > 1}


def _voice_key(speaker: str | None, namesakes: AbstractSet[str]) -> str | None:
    """Return what makes two pieces one voice's: the surname, or the whole of another voice and of a namesake."""
    if speaker is None:
        return None
    found = [plain(word.text) for word in words(speaker)]
    is_person = speaker.istitle() and found[-1] not in lexicon(language_of(speaker)).voice_nouns
    return found[-1] if is_person and found[-1] not in namesakes else " ".join(found)


def _speaker(piece: Piece) -> str | None:
    return speaker_of(piece.best.line, piece.naming)


def _claims(pieces: Sequence[Piece], asked: Question, hits: Sequence[Hit]) -> Iterator[Claim]:
    """Yield the claims, by report and section, the group with the best piece first; number citations as they come."""
    numbers: dict[tuple[str, int], Citation] = {}
    for piece in _grouped(pieces):
        line = piece.best.line
        said = [one.said for one in (line, piece.naming) if one and one.said]
        told = telling(line, piece.naming)
        yield Claim(
            text="".join(_joined(piece.quoted, [""] * len(piece.quoted))),
            citations=tuple(_citation(quoted, hits, numbers) for quoted in piece.quoted),
            speaker=told.speaker,
            outlet=told.outlet,
            stated_on=told.day,
            stated_as_written=told.date,
            stance=_stance(asked, said),
            checks=(_check(piece),),
        )


def _stance(asked: Question, said: Sequence[Attribution]) -> Stance | None:
    """Say that a voice disputes what the question asks for, where its cue denies and the question does not."""
    if not asked.asks_voice or lexicon(asked.language).denies(asked.text):
        return None
    return "disputes" if any(map(_denies, said)) else None


def _grouped(pieces: Sequence[Piece]) -> list[Piece]:
    groups: dict[tuple[str, str | None], list[Piece]] = {}
    for piece in pieces:
        passage = piece.best.line.passage
        groups.setdefault((passage.report_id, passage.section), []).append(piece)
    return [piece for group in groups.values() for piece in group]


def _citation(line: Line, hits: Sequence[Hit], numbers: dict[tuple[str, int], Citation]) -> Citation:
    place = (line.passage.report_id, line.span.start)
    if place not in numbers:
        numbers[place] = citation(line.hit, line.passage, line.span, line.verbatim, hits, number=len(numbers) + 1)
    return numbers[place]


def _check(piece: Piece) -> Check:
    count = len(piece.quoted)
    signals = ", ".join(f"{name} {value:.2f}" for name, value in piece.best.signals._asdict().items())
    return Check(
        name="verbatim",
        result="pass",
        detail=f"{count} {'quote' if count == 1 else 'quotes'} cut from the report, letter for letter; "
        f"relevance {piece.best.score:.2f} ({signals})",
    )


def _joined(quoted: Sequence[Line], marks: Sequence[str]) -> Iterator[str]:
    """Yield sentences with their marks, an ellipsis where the report has others between them."""
    for index, (line, mark) in enumerate(zip(quoted, marks, strict=True)):
        if index:
            yield " " if line.place == quoted[index - 1].place + 1 else _OMITTED
        yield f"{line.text}{mark}"


def _text(pieces: Sequence[Piece], claims: Sequence[Claim]) -> str:
    """Compose the answer: a paragraph a claim, under the title of its report where there are several."""
    shown: list[str] = []
    several = len({claim.citations[0].report.id for claim in claims}) > 1
    for (info, section), group in groupby(zip(_grouped(pieces), claims, strict=True), key=_place):
        if several:
            shown.append(": ".join(filter(None, (info, section))) + ":")
        for piece, claim in group:
            marks = [f" [{citation.number}]" for citation in claim.citations]
            shown.append(f"{'- ' if several else ''}{''.join(_joined(piece.quoted, marks))}")
    return "\n".join(shown)


def _place(pair: tuple[Piece, Claim]) -> tuple[str, str | None]:
    line = pair[0].best.line
    return line.hit.report.title, line.passage.section
