"""Who the words beside a cue are: pronouns, short names and definite nouns resolved within one report."""

from mediaqa.statements.grammar import Is
from mediaqa.statements.people import People, Voice, plain_name
from mediaqa.statements.phrases import Phrase
from mediaqa.statements.texts import Words

_ESSAYS = frozenset(
    {"article", "articles", "editorial", "essay", "column", "commentary", "op-ed", "interview", "piece"}
)
"""Pieces in an outlet whose argument goes on over sentences without a cue of their own."""
_RELATIVES = frozenset({"who", "which", "that"})
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

    def speak(self, voice: Voice | None) -> None:
        """Remember who has spoken."""
        if voice:
            self.spoken.append(voice)
            self.here.append(voice)

    def of(self, subject: Phrase | None, cue: int) -> tuple[Voice | None, str | None]:
        """Return the voice that a subject means, and the words beside the cue."""
        if subject is None:
            return None, None
        words = self.words
        if is_pronoun(words, subject):
            low = words.lows[subject.start]
            return self.people.of_pronoun(low, self.spoken, self.here), words.texts[subject.start][: len(low)]
        written = self._relative(subject, cue) or plain_name(words, subject.start, subject.end)
        return self._again(subject) or self.people.of_phrase(subject), written

    def _relative(self, subject: Phrase, cue: int) -> str | None:
        """Return the relative word by which the cue's own clause names its subject: "who"."""
        for at in (subject.end, subject.end + 1):
            between = self.words.flags[at + 1 : cue]
            if at < cue and self.words.lows[at] in _RELATIVES and all(f & (Is.AUXILIARY | Is.ADVERB) for f in between):
                return self.words.texts[at]
        return None

    def _again(self, subject: Phrase) -> Voice | None:
        """Return the piece that a definite noun takes up: "The article adds"."""
        words = self.words
        if words.lows[subject.start] != "the" or subject.end - subject.start != 2:
            return None
        noun = words.lows[subject.end - 1]
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
    return voice is not None and outlet is not None and bool(_ESSAYS & set(voice.name.casefold().split()))


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
