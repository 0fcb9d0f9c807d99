"""Who the words beside a cue are: pronouns, short names and definite nouns resolved within one report."""

from mediaqa.statements.grammar import Is
from mediaqa.statements.likely import like_a_person
from mediaqa.statements.names import Voice, name_in, plain_name
from mediaqa.statements.people import People
from mediaqa.statements.phrases import Phrase
from mediaqa.statements.pronouns import of_pronoun
from mediaqa.statements.texts import Words

ESSAYS = frozenset({"article", "articles", "editorial", "essay", "column", "commentary", "op-ed", "interview", "piece"})
"""Pieces in an outlet whose argument goes on over sentences without a cue of their own."""
_RELATIVES = frozenset({"who", "which", "that"})
_PERSONAL = ("ist", "er", "or", "ian", "man", "woman")
"""How nouns for persons end."""
_NEAR = 8
"""Voices of a paragraph back among which its topic is looked for."""
_SHORT = 4
"""Words of a first of two names at most: "Ada Brenn and Ilka Tal"."""


class Voices:
    """The voices of a report in reading order: ``spoken`` are all so far, ``here`` those of the paragraph."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.people = People(words)
        self.spoken: list[Voice] = []
        self.here: list[Voice] = []

    def new_paragraph(self, token: int) -> None:
        """Begin a paragraph at a token."""
        self.here = []
        self.people.paragraph = self.words.starts[token]

    def new_sentence(self, token: int) -> None:
        """Begin a sentence: the person with whose name the last one opened stays at hand for a pronoun."""
        topic = self.people.topic()
        if topic and topic.start >= self.people.paragraph and topic.name not in {v.name for v in self.here[-_NEAR:]}:
            self.here.append(topic)
        self.people.sentence, self.people.opening = self.words.starts[token], token

    def topical_outlet(self) -> str | None:
        """Return the outlet of which the paragraph speaks."""
        return next((v.name for v in reversed(self.here) if v.name in self.people.outlets.known), None)

    def speak(self, voice: Voice | None) -> None:
        """Remember who has spoken."""
        if voice:
            self.spoken.append(voice)
            self.here.append(voice)

    def of(self, subject: Phrase | None, cue: int, inner: int | None = None) -> tuple[Voice | None, str | None]:
        """Return the voice that a subject means, and the words beside the cue.

        ``inner`` is the token with which the content of another voice begins in which the cue stands.
        """
        if subject is None:
            return None, None
        words = self.words
        if is_pronoun(words, subject):
            low = words.lows[subject.start]
            start = words.starts[inner] if inner is not None else None
            return of_pronoun(self.people, low, self.spoken, self.here, start), words.texts[subject.start][: len(low)]
        written = self._relative(subject, cue) or self._written(subject)
        voice = self._beside(subject) or self._known(subject) or self.people.of_phrase(subject)
        if voice.kind == "name" and self._is_person(subject, voice):
            voice = self.people.bearers.as_person(voice)
        return voice, written

    def _beside(self, subject: Phrase) -> Voice | None:
        """Return the person whose name stands between commas behind a role: "its editor, | Ada Brenn |, said"."""
        words, end = self.words, subject.end + 1
        if words.lows[subject.head - 1] not in words.lists.persons or words.texts[subject.end : end] != [","]:
            return None
        while end < len(words) and words.flags[end] & Is.NAME and end - subject.end < _SHORT:
            end += 1
        closed = end < len(words) and words.texts[end] == ","
        if not closed or not like_a_person(words, subject.end + 1, end):
            return None
        return self.people.bearers.as_person(self.people.bearers.voice_named(subject.end + 1, end))

    def _known(self, subject: Phrase) -> Voice | None:
        """Return the voice that a common noun takes up, or the name that stands beside it."""
        people = self.people
        if not people.roles.is_role(subject):
            return self._again(subject)
        near = people.with_role(subject)
        if len(near) == 1:
            return near[0]
        return None if near else self._alone(subject)

    def _alone(self, subject: Phrase) -> Voice | None:
        """Return the only person of the paragraph, whom a role that nobody else bears names once more."""
        people, words = self.people, self.words
        alone = people.alone()
        plain = not any(words.flags[at] & Is.NAME for at in range(subject.start + 1, subject.head))
        if alone is None or not plain or not words.flags[subject.head - 1] & Is.TITLE:
            return None
        free = not people.roles.is_held(subject) and not people.roles.has_other(alone.name, subject)
        return alone if free and people.bearers.may_be(alone, words.lows[subject.head - 1]) else None

    def _written(self, subject: Phrase) -> str:
        """Return the words beside the cue, without a date that the noun phrase has swallowed."""
        words, place = self.words, name_in(self.words, subject)
        english = words.lists.language == "en"
        if english and place and place[0] > subject.start and like_a_person(words, *place):
            before = place[0] - 1
            person = words.flags[before] & (Is.VOICE | Is.TITLE | Is.NAME) or words.lows[before].endswith(_PERSONAL)
            if words.texts[before].islower() and not person:
                return plain_name(words, place[0], subject.end)
        return plain_name(words, subject.start, subject.end)

    def _is_person(self, subject: Phrase, voice: Voice) -> bool:
        """Say whether a voice with a name of which nothing is known speaks under a person's full name."""
        place = name_in(self.words, subject)
        known = voice.name in self.people.outlets.known
        return place is not None and not known and like_a_person(self.words, *place)

    def _relative(self, subject: Phrase, cue: int) -> str | None:
        """Return the relative word by which the cue's own clause names its subject: "who"."""
        for at in (subject.end, subject.end + 1):
            between = self.words.flags[at + 1 : cue]
            if at < cue and self.words.lows[at] in _RELATIVES and all(f & (Is.AUXILIARY | Is.ADVERB) for f in between):
                return self.words.texts[at]
        return None

    def _again(self, subject: Phrase) -> Voice | None:
        """Return the outlet or the piece that a definite noun takes up: "The paper says", "The article adds"."""
        words = self.words
        article = words.lists.language == "en"
        if subject.end - subject.start != 1 + article or (article and words.lows[subject.start] != "the"):
            return None
        noun = words.lows[subject.end - 1]
        last = self.people.outlets.last(words.starts[subject.start], self.people.paragraph)
        if noun in words.lists.lists["medium_nouns"] and last:
            return Voice(*last, "", "name")
        pieces = [voice for voice in reversed(self.spoken[-4:]) if voice.kind == "piece"]
        return next((voice for voice in pieces if noun in voice.name.casefold().split()), None)


def is_pronoun(words: Words, subject: Phrase | None) -> bool:
    """Say whether a subject is a pronoun, or a possessive one ("his claim")."""
    if subject is None or subject.end - subject.start != 1:
        return False
    return (
        bool(words.flags[subject.start] & Is.PRONOUN) or words.lows[subject.start] in words.lists.lists["possessives"]
    )


def is_nobody(words: Words, subject: Phrase | None, voice: Voice | None) -> bool:
    """Say whether a subject is none that can speak: "no investor", an "it" that stands for nothing named."""
    if subject is None:
        return False
    if words.lows[subject.start] in {"no", "nobody"}:
        return True
    return voice is None and words.lows[subject.head - 1] == "it"


def is_essay(voice: Voice | None, outlet: str | None) -> bool:
    """Say whether a voice is an article in an outlet."""
    return (
        voice is not None
        and outlet is not None
        and outlet in voice.name
        and bool(ESSAYS & set(voice.name.casefold().split()))
    )


def speakers(words: Words, subject: Phrase | None) -> list[Phrase | None]:
    """Return the voices of a subject that names several persons: "Ada Brenn and Ilka Tal"."""
    if subject is None:
        return [None]
    joints = (at for at in range(subject.start + 1, subject.end - 1) if words.lows[at] in {"and", "и"})
    at = next(joints, None)
    if at is None or at - subject.start > _SHORT:
        return [subject]
    right = Phrase(at + 1, subject.end, max(subject.head, at + 2))
    ends = (subject.start, at - 1, at + 1, right.head - 1)
    named = all(words.flags[end] & Is.NAME for end in ends)
    bodies = words.flags[at - 1] & Is.VOICE or words.flags[right.head - 1] & Is.VOICE
    return [Phrase(subject.start, at, at), right] if named and not bodies else [subject]
