"""The statements of a report, in reading order: the cues of each sentence, and the voice in effect between them."""

from mediaqa.statements.carrying import date_between, is_outlet, outlet_between
from mediaqa.statements.drafts import Draft, Ledger, chain_of, statement_of
from mediaqa.statements.extents import tidy
from mediaqa.statements.grammar import Is, grammar
from mediaqa.statements.names import Voice, name_in
from mediaqa.statements.nouns import account_cues, adjective_cues, headline_cues, noun_cues, phrase_cues
from mediaqa.statements.own_words import OwnWords
from mediaqa.statements.phrases import Phrase, is_voice
from mediaqa.statements.quoting import quote_cues
from mediaqa.statements.subjects import Cue, Here, opening_subject
from mediaqa.statements.texts import Words
from mediaqa.statements.verbs import verb_cues
from mediaqa.statements.voicing import ESSAYS, Voices, is_essay, is_nobody, is_pronoun, speakers
from mediaqa.values import Report, Statement
from mediaqa.wording import language_of, lexicon

_EMPTY = frozenset({"it", "him", "her", "them", "this", "that", "me", "us", "you", "so", "himself", "themselves"})
"""Words that are no content by themselves."""
_SMALL = Is.MARK | Is.CONJUNCTION | Is.PRONOUN | Is.ADVERB | Is.PREPOSITION | Is.DETERMINER | Is.AUXILIARY
_TELLING = Is.NEGATION | Is.NAME | Is.NUMBER | Is.VOICE
_SHORTEST = 4
"""Words of a sentence that carries an article's argument on, at least."""


def find_statements(report: Report, own: OwnWords = ()) -> tuple[Statement, ...]:
    """Return who says what in a report, in reading order; ``own`` are words of the user's.

    One pass of rules and word lists. What counts as a statement follows the annotation scheme of PolNeAR (Newell,
    Margolin and Ruths 2018): speech, and plans, wishes and attitudes; cues are verbs, nouns, adjectives, prepositions
    and punctuation (Pareti 2015).
    """
    words = Words(report.text, grammar(report.language or language_of(report.text), own))
    return _Reading(report, words).statements()


class _Reading:
    """One pass over a report. ``carrying`` is the draft whose voice the sentences without a cue go on with."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.words = report, words
        self.voices = Voices(words)
        self.ledger = Ledger(words)
        self.carrying: Draft | None = None
        self.paragraph = 0
        self.blocks = sorted(report.quotations)
        self.headings = {section.heading.start for section in report.sections if section.heading}

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements of the report."""
        for first, last in self.words.sentences:
            self._turn_to(first)
            self.voices.new_sentence(first)
            if self._in_block(first):
                self.ledger.block((first, last), self.paragraph)
            else:
                self._sentence(first, last)
        found = [statement_of(draft, self.words, self.report) for draft in self.ledger.drafts]
        return tuple(sorted(found, key=lambda statement: (statement.start, statement.end)))

    def _turn_to(self, first: int) -> None:
        """Settle in which paragraph a token stands."""
        paragraphs = self.words.paragraphs
        while self.paragraph + 1 < len(paragraphs) and paragraphs[self.paragraph][1] <= first:
            self.paragraph += 1
            self.carrying = None
            self.voices.new_paragraph(paragraphs[self.paragraph][0])

    def _in_block(self, first: int) -> bool:
        place = self.words.starts[first]
        while self.blocks and self.blocks[0].end <= place:
            self.blocks.pop(0)
        return bool(self.blocks) and self.blocks[0].start <= place

    def _sentence(self, first: int, last: int) -> None:
        here = Here(self.words, first, last, [])
        self._find_cues(here)
        before = len(self.ledger.drafts)
        for cue in sorted(here.found, key=lambda cue: (cue.start, cue.end)):
            self._draft(cue, here)
        self.voices.people.read_to(last)
        for cue in quote_cues(here, self.ledger, before, self.paragraph):
            self._draft(cue, here)
        if len(self.ledger.drafts) == before:
            self._carry_on(here)
        self._look_for_lead(here, before)

    def _find_cues(self, here: Here) -> None:
        """Find the cues of a sentence, those that stand aside first: the verbs share their subjects."""
        if self.words.starts[here.first] not in self.headings:
            here.found.extend(headline_cues(here))
        here.found.extend(phrase_cues(here))
        here.found.extend(account_cues(here))
        for cue in verb_cues(here):
            here.found.append(cue)
        here.found.extend(noun_cues(here))
        here.found.extend(adjective_cues(here))

    def _draft(self, cue: Cue, here: Here) -> None:
        self.voices.people.read_to(cue.subject.end if cue.subject else cue.start)
        outer = self.ledger.around(cue.start)
        cue = cue._replace(parts=tidy(self.words, cue.parts))
        if cue.parts and _is_empty(self.words, cue):
            self.voices.speak(self.voices.of(cue.subject, cue.start)[0] if outer is None else None)
        else:
            for subject in speakers(self.words, cue.subject):
                self._draft_of(subject, cue, outer, here)

    def _draft_of(self, subject: Phrase | None, cue: Cue, outer: Draft | None, here: Here) -> None:
        """Add the draft of one voice of a cue."""
        words = self.words
        voice, written = self.voices.of(subject, cue.start, outer.parts[0][0] if outer else None)
        if is_nobody(words, subject, voice) or (outer and _is_thin(words, cue, voice, outer)):
            return
        outlet, date = (outer.outlet, outer.date) if outer else self._source(cue, voice, subject, here)
        carries = is_essay(voice, outlet) or _writes_in(words, here.first) or self._carries(voice)
        draft = Draft(cue.parts, cue, voice, written, self.paragraph, outlet, date, carries, chain_of(outer, voice))
        if outer is None:
            self.carrying = draft if carries else None
        if cue.parts:
            self.ledger.add(draft)
        else:
            self.ledger.lead = draft
        self.voices.speak(voice)

    def _carries(self, voice: Voice | None) -> bool:
        last = self.carrying
        return bool(last and voice and last.voice and last.voice.name == voice.name)

    def _source(
        self, cue: Cue, voice: Voice | None, subject: Phrase | None, here: Here
    ) -> tuple[str | None, str | None]:
        """Return outlet and date of a statement: its sentence's own, else those of its voice in the same paragraph."""
        words, language = self.words, self.words.lists.language
        known = self.voices.people.outlets
        named = outlet_between(words, here.first, here.last, language, cue.parts, known.full)
        outlet = known.carrier(named, words.starts[here.last - 1], self.voices.people.paragraph)
        if outlet:
            self.voices.people.met_outlet(outlet)
        name = name_in(words, subject) if subject and voice and voice.kind in {"name", "piece"} else None
        own = voice is not None and (voice.name in known.known or (name and is_outlet(words, *name, lexicon(language))))
        if outlet is None and voice and own:
            outlet = known.fullest(voice.name)
        if outlet is None and voice and voice.kind == "piece" and ESSAYS & set(voice.name.casefold().split()):
            outlet = self.voices.topical_outlet()
        date = date_between(words, here.first, here.last, cue.parts)
        last = self.ledger.last_of(voice)
        if last is not None and last.outlet and self._still_in(last, subject):
            return outlet or last.outlet, date or last.date
        return outlet, date

    def _still_in(self, last: Draft, subject: Phrase | None) -> bool:
        """Say whether a voice goes on where it last spoke: in the same paragraph, or as a pronoun in the next."""
        away = self.paragraph - last.paragraph
        return away == 0 or (away == 1 and is_pronoun(self.words, subject))

    def _carry_on(self, here: Here) -> None:
        """Give a sentence without a cue to the article or the author whose argument its paragraph tells."""
        end = here.last
        while end > here.first and self.words.texts[end - 1] in {".", ":", "…"}:
            end -= 1
        if self.carrying is not None and end - here.first >= _SHORTEST:
            nothing = Cue(here.first, here.first, "", None, ())
            self.ledger.add(self.carrying._replace(parts=((here.first, end),), cue=nothing))

    def _look_for_lead(self, here: Here, before: int) -> None:
        """Remember who is about to speak, where a sentence ends with a colon."""
        ledger, colon = self.ledger, self.words.texts[here.last - 1] == ":"
        if ledger.lead is not None and (ledger.lead.paragraph != self.paragraph or not colon):
            ledger.lead = None
        if not colon or ledger.lead is not None:
            return
        if len(ledger.drafts) > before:
            ledger.lead = ledger.drafts[-1]
            return
        subject = opening_subject(here, here.last)
        if subject and is_voice(self.words, subject):
            self._draft(Cue(here.last - 1, here.last, ":", subject, ()), here)


def _is_empty(words: Words, cue: Cue) -> bool:
    """Say whether a content is nothing but small words, or a word that stands for another."""
    inside = [at for start, end in cue.parts for at in range(start, end)]
    if len(inside) == 1 and words.lows[inside[0]] in _EMPTY:
        return True
    small = all(words.flags[at] & _SMALL and not words.flags[at] & _TELLING for at in inside)
    return small and not any(words.quote[at] >= 0 for at in inside)


def _is_thin(words: Words, cue: Cue, voice: Voice | None, outer: Draft) -> bool:
    """Say whether a cue inside another's content only tells what some people do: "… that voters like the plan"."""
    if cue.base in words.lists.lists["sure"] or (outer.voice and outer.voice.kind == "piece"):
        return False
    start = cue.parts[0][0] if cue.parts else cue.end
    clause = words.lows[start] in words.lists.lists["openers"] | {"to"} or words.quote[start] >= 0
    crowd = voice is None or voice.kind in {"many", "body", "piece"}
    return not clause and crowd and bool(words.flags[cue.start] & Is.CUE)


def _writes_in(words: Words, first: int) -> bool:
    return words.lows[first : first + 2] == ["writing", "in"]
