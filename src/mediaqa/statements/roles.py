"""Who was introduced with which role, so that "the foreign minister" is the person whom the report called so.

A role stands before a name ("Foreign Minister Ada Brenn", "the hydrologist Ilka Tal") or beside it between commas
("Ada Brenn, the consul in Kolm, …"; "its chairman, Jon Tal, …"). A definite noun that only one person bears means that
person; what several bear, or nobody, is left as it is written.
"""

from collections.abc import Collection

from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase, phrase_before
from mediaqa.statements.texts import Words

_STOPS = Is.DETERMINER | Is.PREPOSITION | Is.CONJUNCTION | Is.AUXILIARY | Is.RELATIVE | Is.MARK | Is.POSSESSIVE
_BEFORE = 4
"""Words of a role before a name at most."""
_BESIDE = 9
"""Words of a role between commas at most."""
_FADING = frozenset({"former", "then", "now", "once", "current", "new", "acting", "retired", "deputy"})
"""Words before a role that another naming of it leaves out."""


class Roles:
    """The roles of a report so far: for each noun, the persons and the other words of their roles."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.held: dict[str, dict[str, set[str]]] = {}
        self.met: dict[str, set[str]] = {}
        self.named: set[str] = set()

    def read(self, name: str, start: int, first: int, end: int) -> None:
        """Take in the roles beside a person's name; ``first`` is where it begins behind its titles."""
        self._hold(name, self._before(start, first))
        self._hold(name, self._beside(end))
        self._hold(name, self._apposed(start, end))

    def _hold(self, name: str, role: tuple[str, ...]) -> None:
        if role:
            self.named.add(name)
            self.met.setdefault(role[0], set()).update(role)
            self.held.setdefault(role[0], {}).setdefault(name, set()).update(role)

    def _before(self, start: int, first: int) -> tuple[str, ...]:
        """Return the role in "Foreign Minister | Ada Brenn": its noun, then all its words."""
        words, at = self.words, first
        while at > 0 and first - at < _BEFORE and self._in_role(at - 1) and (at <= start or at - 1 >= start):
            at -= 1
        if words.lists.language == "ru":
            noun = next((i for i in range(first - 1, at - 1, -1) if words.flags[i] & (Is.VOICE | Is.TITLE)), None)
            return () if noun is None else (self._word(noun), *(self._word(i) for i in range(at, first)))
        if at == first or not words.flags[first - 1] & (Is.VOICE | Is.TITLE):
            return ()
        found = [self._word(i) for i in range(at, first)]
        return (found[-1], *found)

    def _in_role(self, at: int) -> bool:
        words = self.words
        flags = words.flags[at]
        verb = flags & (Is.CUE | Is.VERB) and not flags & (Is.VOICE | Is.TITLE | Is.NOUN_CUE | Is.NAME)
        return bool(flags & Is.WORD) and not flags & _STOPS and not verb and at + 1 not in words.breaks

    def _word(self, at: int) -> str:
        low = self.words.lows[at]
        return self.words.lists.short_titles.get(low, low)

    def _beside(self, end: int) -> tuple[str, ...]:
        """Return the role in "Ada Brenn, | the consul in Kolm |"."""
        words = self.words
        if end + 1 >= len(words) or words.texts[end] != ",":
            return ()
        at = end + 1
        while at < len(words) and words.lows[at] in _FADING:
            at += 1
        last = min(at + _BESIDE, len(words))
        noun = next((i for i in range(at, last) if self._is_noun(i)), None)
        if noun is None or any(words.flags[i] & (Is.MARK | Is.RELATIVE | Is.AUXILIARY) for i in range(at, noun)):
            return ()
        if not self._opens_role(at, noun):
            return ()
        stop = noun + 1
        while stop < last and not words.flags[stop] & (Is.MARK | Is.RELATIVE | Is.AUXILIARY | Is.CUE):
            stop += 1
        return (self._word(noun), *self._content(at, stop))

    def _opens_role(self, at: int, noun: int) -> bool:
        words = self.words
        owned = any(words.flags[i] & Is.POSSESSIVE for i in range(at, noun))
        return bool(words.flags[at] & Is.DETERMINER) or owned or at == noun

    def _is_noun(self, at: int) -> bool:
        """Say whether a word is the noun of a role: one for a person, behind which no other noun stands."""
        words, low = self.words, self.words.lows[at]
        person = low in words.lists.persons and not words.flags[at] & Is.POSSESSIVE
        if not person or not words.texts[at].islower():
            return False
        after = words.flags[at + 1] if at + 1 < len(words) else Is.MARK
        return not after & (Is.VOICE | Is.TITLE) and not low.endswith("s")

    def _apposed(self, start: int, end: int) -> tuple[str, ...]:
        """Return the role in "the consul in Kolm, | Ada Brenn |, …"."""
        words = self.words
        if start < 2 or words.texts[start - 1] != "," or end >= len(words) or words.texts[end] not in {",", ".", ")"}:
            return ()
        phrase = phrase_before(words, start - 1, max(0, start - 1 - 2 * _BESIDE))
        if phrase is None or words.lows[phrase.head - 1] not in words.lists.persons:
            return ()
        return (self._word(phrase.head - 1), *self._content(phrase.start, phrase.end))

    def _content(self, start: int, end: int) -> list[str]:
        small = Is.DETERMINER | Is.PREPOSITION | Is.CONJUNCTION | Is.PRONOUN | Is.MARK
        return [
            self._word(at)
            for at in range(start, end)
            if not self.words.flags[at] & small and self.words.lows[at] not in _FADING
        ]

    def holders(self, phrase: Phrase, names: Collection[str]) -> list[str]:
        """Return those of some persons of whom a report has used the words of a definite noun phrase."""
        wanted = set(self._content(phrase.start, phrase.end))
        bearers = self.held.get(self._word(phrase.head - 1), {})
        return [name for name in names if wanted <= bearers.get(name, set())] if wanted else []

    def is_held(self, phrase: Phrase) -> bool:
        """Say whether anybody was introduced with the words of a definite noun phrase."""
        role = self.met.get(self._word(phrase.head - 1), set())
        return set(self._content(phrase.start, phrase.end)) <= role

    def has_other(self, name: str, phrase: Phrase) -> bool:
        """Say whether a person bears another role of the same noun: a prime minister is not the foreign minister."""
        return name in self.held.get(self._word(phrase.head - 1), {})

    def is_role(self, phrase: Phrase) -> bool:
        """Say whether a phrase is a definite noun for one person: "the foreign minister"."""
        words, head = self.words, phrase.head - 1
        definite = words.lows[phrase.start] == "the" or words.lists.language != "en"
        singular = words.lows[head] in words.lists.persons and not words.lows[head].endswith("s")
        if any(words.flags[at] & Is.POSSESSIVE for at in range(phrase.start, head)):
            return False
        common = not words.flags[head] & Is.NAME or head == phrase.start
        return definite and singular and common
