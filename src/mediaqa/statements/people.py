"""The persons, bodies and pieces of a report in reading order, as it names them."""

from mediaqa.statements.bearers import Bearers
from mediaqa.statements.grammar import Is
from mediaqa.statements.likely import like_a_person, likely_sex
from mediaqa.statements.names import Voice, is_described, name_behind, name_in, place_of, plain_name
from mediaqa.statements.outlets import Outlets, bare
from mediaqa.statements.phrases import Phrase, is_piece
from mediaqa.statements.roles import Roles
from mediaqa.statements.texts import Words
from mediaqa.wording import word_set

BACK = 40
"""Names behind a pronoun among which its person is looked for, at most."""
_MANY = word_set("people men women others many some most percent")
"""Plural nouns without an s."""


class People:
    """Who has been named so far."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.outlets = Outlets(words)
        self.bearers = Bearers(words, self.outlets)
        self.mentions: list[Voice] = []
        self.roles = Roles(words)
        self.firsts = {first for first, _ in words.sentences}
        self.at = 0
        self.paragraph = 0
        self.sentence = 0
        self.opening = 0

    def read_to(self, token: int) -> None:
        """Take in the names up to a place."""
        flags = self.words.flags
        while self.at < token:
            if flags[self.at] & Is.NAME and not flags[self.at] & Is.TIME:
                self.at = self._read_name(self.at)
                continue
            if self.words.lows[self.at] in {"a", "an"}:
                self._read_described(self.at)
            self.at += 1

    def _read_name(self, start: int) -> int:
        """Take in a name, and return where it ends."""
        end = self._run_end(start)
        titles = self.words.flags[start] & Is.TITLE and all(self.words.flags[at] & Is.TITLE for at in range(start, end))
        if self.outlets.read(start, end) or not titles:
            voice = self.bearers.voice_named(start, end)
            self.mentions.append(self._introduced(voice, start, end))
        return end

    def _introduced(self, voice: Voice, start: int, end: int) -> Voice:
        """Return a named voice as a person where the words beside its name say so, or where it opens its sentence."""
        if end - start == 1:
            return voice
        first, _ = self.bearers.past_titles(start, end)
        if end - first > 1 or first > start:
            self.roles.read(voice.name, start, first, end)
        if voice.kind != "name" or voice.name in self.outlets.known or not like_a_person(self.words, first, end):
            return voice
        given = likely_sex(self.words.lows[first], self.words.lists)
        if start in self.firsts or voice.name in self.roles.named or given == "she" or self._is_met(start):
            return self.bearers.as_person(voice)
        return voice

    def _is_met(self, start: int) -> bool:
        """Say whether somebody is talked with: "an interview with | Ada Brenn |"."""
        words = self.words
        return start > 1 and words.lows[start - 1] == "with" and words.lows[start - 2] in words.lists.lists["exchanges"]

    def _read_described(self, at: int) -> None:
        """Take in somebody without a name: "a retired diplomat"."""
        words = self.words
        for end in range(at + 1, min(at + 6, len(words))):
            flags = words.flags[end]
            if not flags & Is.WORD or flags & (Is.PREPOSITION | Is.CONJUNCTION | Is.AUXILIARY | Is.RELATIVE):
                return
            if words.lows[end] in words.lists.persons and not words.texts[end].endswith("s"):
                after = words.flags[end + 1] if end + 1 < len(words) else 0
                apposed = (
                    words.texts[end + 1 : end + 2] == [","] and end + 2 < len(words) and words.flags[end + 2] & Is.NAME
                )
                if not after & (Is.NAME | Is.VOICE) and not apposed and self._is_told_of(at, end + 1):
                    self.mentions.append(self._described(Phrase(at, end + 1, end + 1), "person"))
                    return

    def _is_told_of(self, start: int, end: int) -> bool:
        """Say whether somebody without a name is spoken of further: "A diplomat …", "a diplomat, who"."""
        words = self.words
        if start in self.firsts:
            return True
        if words.texts[end : end + 1] == [","] and end + 1 < len(words) and words.lows[end + 1] in {"who", "whom"}:
            return True
        lists = words.lists.lists
        return words.lows[start - 1] in {"of", "with"} and words.lows[start - 2] in (
            lists["account_nouns"] | lists["exchanges"]
        )

    def _run_end(self, at: int) -> int:
        words, end = self.words, at
        while end < len(words) and words.flags[end] & Is.NAME and (end == at or end not in words.breaks):
            end += 1
            if words.flags[end - 1] & Is.POSSESSIVE:
                break
        return max(end, at + 1)

    def topic(self) -> Voice | None:
        """Return the person or the outlet with whose name the sentence before the place read so far begins."""
        words, at = self.words, self.opening
        if words.lows[at] == "the" and words.lows[min(at + 1, len(words) - 1)] in words.lists.lists["medium_nouns"]:
            last = self.outlets.last(self.sentence, self.paragraph)
            return Voice(*last, "", "name") if last else None
        first = next((v for v in self.mentions[-BACK:] if v.start >= self.sentence), None)
        if first is None or bare(words.source[self.sentence : first.start] + first.name) != first.name:
            return None
        return first if first.kind == "person" or first.name in self.outlets.known else None

    def with_role(self, phrase: Phrase) -> list[Voice]:
        """Return the persons of the paragraph who were introduced with the role that a noun phrase names."""
        place = self.words.starts[phrase.start]
        inside = {v.name: v for v in self.mentions[-BACK:] if self.paragraph <= v.start < place}
        return [inside[name] for name in self.roles.holders(phrase, inside)]

    def met_outlet(self, name: str) -> None:
        """Remember an outlet that only its carrying something shows to be one: "quoted by the Lantern"."""
        outlets = self.outlets
        if name not in outlets.known:
            outlets.learn(name)
            outlets.named.extend((v.name, v.start, v.end) for v in self.mentions[-BACK:] if v.name == name)
            outlets.named[-2 * BACK :] = sorted(outlets.named[-2 * BACK :], key=lambda named: named[1])

    def alone(self) -> Voice | None:
        """Return the only person whom the paragraph has named before its present sentence."""
        inside = [v for v in self.mentions[-BACK:] if self.paragraph <= v.start < self.sentence]
        persons = {v.name: v for v in inside if v.kind == "person" or self._may_be_full_name(v)}
        return next((v for v in persons.values() if v.kind == "person"), None) if len(persons) == 1 else None

    def _may_be_full_name(self, voice: Voice) -> bool:
        """Say whether a name of which nothing is known may be a person's: in English, where places keep their form."""
        first, *_, last = voice.name.casefold().split() * 2
        lists = self.words.lists.lists
        known = first in lists["place_openers"] or last in lists["body_closers"] or voice.name in self.outlets.known
        return self.words.lists.language == "en" and voice.kind == "name" and " " in voice.name and not known

    def of_phrase(self, phrase: Phrase) -> Voice:
        """Return the voice that a noun phrase names."""
        words = self.words
        head = phrase.head - 1
        if is_piece(words, phrase) and not (words.flags[head] & Is.NAME and phrase.end - phrase.start == 1):
            return self._described(phrase, "piece")
        name = name_in(words, phrase)
        behind = name_behind(words, phrase)
        if behind is not None:
            return self.bearers.voice_named(*behind)
        plural = words.lows[head].endswith("s") or words.lows[head] in _MANY
        if name is None or (words.flags[head] & Is.VOICE and plural):
            return self._described(phrase, "many" if plural else self._kind(head))
        if is_described(words, phrase, name):
            return self._described(phrase, self._kind(head))
        return self.bearers.voice_named(*name)

    def _kind(self, head: int) -> str:
        words = self.words
        return "person" if words.lows[head] in words.lists.persons else "body"

    def _described(self, phrase: Phrase, kind: str) -> Voice:
        words = self.words
        start = phrase.start
        if phrase.end - start > 1 and words.lows[start] in {"a", "an", "the"}:
            start += 1
        name = plain_name(words, start, phrase.end)
        return Voice(name, *place_of(words, start, phrase.end), "", kind)
