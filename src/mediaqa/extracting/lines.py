"""The sentences of the hits in the order of their reports, each with the voice in effect.

Where the hits bring the statements of their reports, those say whose words a sentence holds: they were found with the
whole report at hand. Else the voice in effect is settled cautiously. A sentence has the voice that it names itself. One
whose voice points back ("He believes", "Her view is", "the minister said") has that of the sentence of the same
paragraph that last named one, or that opened with a person's full name, as long as no other name has come up since. A
block quotation, and the rest of a quotation that runs on, has the voice of the line that opens it. Anything else has
none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from mediaqa.attribution import Attribution, outlet_in, said_in, subject_name
from mediaqa.extracting.told import speaking
from mediaqa.values import Hit, Language, Passage, Span, Statement
from mediaqa.voicing import StatementsAt
from mediaqa.wording import Word, language_of, lexicon, plain, word_set, words

_BREAK = re.compile(r"\n\s*\n")
_PERSONAL = word_set("he she his her they their он она они его её ее их")
_NEUTER = word_set("it its оно")
HALF = 0.5
"""The share of a sentence that a statement takes up at least, to tell whose words the sentence holds."""
_MARKS = str.maketrans("„«»", "““”")


@dataclass(frozen=True)
class Line:
    """One sentence that can be cited, in its hit. ``place`` counts within a stretch of adjoining passages.

    ``said`` is what the sentence says of its own source. ``naming`` is the place of the sentence that names its
    voice, if that is another one, and ``lead`` the place of the line that opens the quotation to which it belongs.
    ``topic`` is the person with whose name the sentence opens, where it names no voice. ``told`` are the statements of
    which it holds words, or that it announces, the outermost first.
    """

    hit: Hit
    passage: Passage
    span: Span
    stretch: int
    place: int
    paragraph: int
    said: Attribution | None = None
    naming: int | None = None
    lead: int | None = None
    topic: str | None = None
    told: tuple[Statement, ...] = ()

    @cached_property
    def statement(self) -> Statement | None:
        """The statement that tells whose words it holds."""
        return speaking(self.told)

    @cached_property
    def verbatim(self) -> str:
        """The words as they stand in the report."""
        return self.passage.words_at(self.span)

    @cached_property
    def text(self) -> str:
        """The same on one line."""
        return " ".join(self.verbatim.split())

    @cached_property
    def language(self) -> Language:
        """The language of the words."""
        return language_of(self.verbatim)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence."""
        return words(self.verbatim)

    @cached_property
    def outlet(self) -> str | None:
        """The outlet that carries it, as far as the sentence says."""
        return self.said.outlet if self.said else outlet_in(self.text, language=self.language)

    @property
    def own(self) -> Attribution | None:
        """What the sentence says of its source, if it names a voice."""
        return self.said if self.said and self.said.speaker else None


def lines(hits: Sequence[Hit]) -> list[list[Line]]:
    """Return the sentences of the hits, and of the neighbours that came with them, as stretches of adjoining text.

    A passage that several hits bring is taken once, with the hit that ranks it highest.
    """
    found: dict[str, tuple[Passage, Hit]] = {}
    for hit in hits:
        found.setdefault(hit.passage.id, (hit.passage, hit))
    for hit in hits:
        for passage in (*hit.before, *hit.after):
            found.setdefault(passage.id, (passage, hit))
    ordered = sorted(found.values(), key=lambda pair: (pair[0].report_id, pair[0].start))
    stretches = list(_stretches(ordered, _said_in(hits)))
    surnames = _surnames(stretches)
    return [_with_voices(stretch, surnames.get(stretch[0].passage.report_id, set())) for stretch in stretches]


def named_by(line: Line, naming: Line) -> str | None:
    """Return the voice that ``naming`` names; of a line that "it" says, the article or outlet that speaks."""
    if naming.own is None:
        return naming.topic
    points_to_piece = naming is not line and line.said is not None and line.said.pronoun in {"it", "its"}
    return naming.own.voices[0] if points_to_piece else naming.own.speaker


def _said_in(hits: Iterable[Hit]) -> dict[str, StatementsAt]:
    """Return the statements that came with the hits, by report."""
    found: dict[str, dict[str, Statement]] = {}
    for hit in hits:
        for statement in hit.statements:
            found.setdefault(statement.report_id, {})[statement.id] = statement
    return {report: StatementsAt(list(statements.values())) for report, statements in found.items()}


def _mostly(told: Sequence[Statement], sentence: Span) -> list[Statement]:
    """Return the statements that take up half of a sentence, and those inside them.

    What somebody says in a subordinate clause is not said by the whole sentence.
    """
    whole = [one for one in told if _share(one, sentence) >= HALF]
    return [one for one in told if one in whole or (one.chain and whole)]


def _share(statement: Statement, sentence: Span) -> float:
    """Return the share of a sentence that a statement takes up, its cue and the naming of its voice included."""
    named = (statement.cue_span, statement.speaker_span)
    inside = [span for span in named if span and sentence.start <= span.start < sentence.end]
    start = max(sentence.start, min([statement.start, *(span.start for span in inside)]))
    end = min(sentence.end, max([statement.end, *(span.end for span in inside)]))
    return (end - start) / (sentence.end - sentence.start)


def _stretches(ordered: Iterable[tuple[Passage, Hit]], said: Mapping[str, StatementsAt]) -> Iterator[list[Line]]:
    """Yield the lines of each run of passages that adjoin within one section."""
    stretch: list[Line] = []
    number, paragraph, gap = 0, 0, ""
    last: Passage | None = None
    for passage, hit in ordered:
        if last and (last.report_id, last.end, last.section) != (passage.report_id, passage.start, passage.section):
            if stretch:
                yield stretch
                number += 1
            stretch, gap = [], ""
        end = passage.start
        for span in passage.sentences:
            paragraph += bool(_BREAK.search(gap + passage.words_at(Span(end, span.start))))
            known = said.get(passage.report_id)
            told = tuple(_mostly(known.covering(span), span) or known.announced(span)) if known else ()
            stretch.append(Line(hit, passage, span, number, len(stretch), paragraph, told=told))
            end, gap = span.end, ""
        gap += passage.words_at(Span(end, passage.end))
        last = passage
    if stretch:
        yield stretch


def _surnames(stretches: Iterable[Sequence[Line]]) -> dict[str, set[str]]:
    """Return, by report, the last names of the persons whom its lines name in full."""
    found: dict[str, set[str]] = {}
    for line in chain.from_iterable(stretches):
        said = said_in(line.text, language=line.language)
        name = said.speaker if said and said.speaker else subject_name(line.text, language=line.language)
        if name and name.istitle() and " " in name:
            found.setdefault(line.passage.report_id, set()).add(name.rpartition(" ")[2])
    return found


def _with_voices(stretch: Sequence[Line], surnames: AbstractSet[str]) -> list[Line]:
    """Return the lines of a stretch with their voices."""
    return [_as_known(line, stretch) for line in _with_near_voices(stretch, surnames)]


def _as_known(line: Line, stretch: Sequence[Line]) -> Line:
    """Return a line with the line that names its voice, where the statements know better than the lines around it."""
    known = line.statement
    if line.own or known is None or known.speaker_span is None or known.cue is None:
        return line
    place = known.speaker_span.start
    names = (one.place for one in stretch[: line.place] if one.span.start <= place < one.span.end)
    found = next(names, None)
    if found is None and line.naming is not None and _agrees(named_by(line, stretch[line.naming]), known.speaker):
        return line
    return replace(line, naming=found)


def _agrees(name: str | None, speaker: str | None) -> bool:
    """Whether two names have their last word in common."""
    return bool(name and speaker and plain(name.split()[-1]) == plain(speaker.split()[-1]))


def _with_near_voices(stretch: Sequence[Line], surnames: AbstractSet[str]) -> list[Line]:
    """Return the lines of a stretch with the voices that they and the lines before them name."""
    done: list[Line] = []
    naming: int | None = None
    lead: int | None = None
    for line in stretch:
        lead = lead if _still_quoted(line, done, lead) else None
        if naming is not None and lead is None and line.paragraph != stretch[naming].paragraph:
            naming = None
        settled = _quoted(line, done[lead]) if lead is not None else _settled(line, done, naming, surnames)
        if lead is None:
            naming = _next_naming(settled, naming)
            lead = settled.place if _opens_quotation(settled) else None
        done.append(settled)
    return done


def _still_quoted(line: Line, done: Sequence[Line], lead: int | None) -> bool:
    if lead is None:
        return False
    opening = done[lead]
    if opening.text.endswith(":"):
        return line.paragraph <= opening.paragraph + 1
    return line.paragraph == opening.paragraph and _open_marks(done[lead : line.place]) > 0


def _open_marks(run: Sequence[Line]) -> int:
    text = "".join(line.text for line in run).translate(_MARKS)
    return text.count("“") - text.count("”") + text.count('"') % 2


def _opens_quotation(line: Line) -> bool:
    has_voice = line.said is not None or line.naming is not None
    return has_voice and (line.text.endswith(":") or _open_marks([line]) > 0)


def _quoted(line: Line, opening: Line) -> Line:
    naming = opening.place if opening.own else opening.naming
    return replace(line, naming=naming, lead=opening.place)


def _settled(line: Line, done: Sequence[Line], naming: int | None, surnames: AbstractSet[str]) -> Line:
    said = said_in(line.text, language=line.language)
    topic = None if said and said.speaker else _topic(line, surnames)
    if naming is None or said is None or not _points_back(said, done[naming]):
        return replace(line, said=said, topic=topic)
    return replace(line, said=said.model_copy(update={"speaker": None, "speaker_span": None}), naming=naming)


def _topic(line: Line, surnames: AbstractSet[str]) -> str | None:
    """Return the person with whose name a line opens: a full name, or the last name of somebody named in full."""
    full = subject_name(line.text, language=line.language)
    first = line.words[0] if line.words else None
    if full or first is None or first.start > 0 or first.text not in surnames:
        return full
    return first.text


def _points_back(said: Attribution, naming: Line) -> bool:
    """Say whether a pronoun, or "the minister", can mean the voice of the naming line."""
    person = naming.topic or (naming.own.speaker if naming.own else None)
    if said.speaker:
        is_name = bool(person) and person[:1].isupper() if person else False
        return is_name and _is_role(said.voices[0], language_of(said.voices[0])) and naming.said is not said
    if said.pronoun in _NEUTER:
        return bool(naming.own) and _is_piece(naming)
    return said.pronoun in _PERSONAL and not (
        _is_piece(naming) and naming.own is not None and _speaks_itself(naming.own)
    )


def _is_piece(naming: Line) -> bool:
    """Say whether the outermost voice of a line is an article or an outlet."""
    if naming.own is None:
        return False
    outer = naming.own.voices[0]
    nouns = lexicon(naming.language).piece_nouns
    return naming.own.outlet == outer or any(plain(w.text) in nouns for w in words(outer))


def _speaks_itself(own: Attribution) -> bool:
    return own.speaker == own.voices[0] or own.speaker == own.outlet


def _is_role(voice: str, language: Language) -> bool:
    """Say whether a voice is a person's role alone: "spokeswoman", "former commander"."""
    lists = lexicon(language)
    found = [plain(w.text) for w in words(voice)]
    single = found[-1] in lists.voice_nouns - lists.collectives and not found[-1].endswith("s")
    return len(found) <= 2 and single and voice[:1].islower()


def _next_naming(line: Line, naming: int | None) -> int | None:
    """Return the naming line in effect after a line: itself, or the one before while nobody else comes up."""
    if line.own or line.topic:
        return line.place
    if line.naming is not None or naming is None:
        return line.naming
    return None if _brings_a_name(line) else naming


def _brings_a_name(line: Line) -> bool:
    """Say whether a line without a voice opens with a name, whom a later "he" may mean."""
    if not line.words:
        return False
    lists, first = lexicon(line.language), line.words[0].text
    low = plain(first)
    return first[:1].isupper() and low not in lists.stopwords | lists.light and low not in lists.names
