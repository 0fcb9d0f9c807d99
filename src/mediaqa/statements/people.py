"""The voices of a report in reading order: full names for short ones, and whom a pronoun means.

Names are joined by their last word; a first name that differs keeps two persons apart (Ada Brenn, Ilka Brenn), and a
last name alone then means the one that is named most. A pronoun means the voice in effect of a fitting kind, else the
person that was named last: the nearest name alone is the commonest mistake (Newell et al. 2018).
"""

from typing import NamedTuple

from mediaqa.reading.given_names import GIVEN_NAMES
from mediaqa.statements.grammar import Is
from mediaqa.statements.phrases import Phrase, is_piece
from mediaqa.statements.texts import Words
from mediaqa.wording import word_set

_NAME_INSIDE = word_set("of de la van von der al bin del di le for and &")
_OFFICE = 2
"""Capitalised words behind "Secretary of" that can be the office alone: more hold a name."""
_BACK = 40
"""Names behind a pronoun among which its person is looked for, at most."""


class Voice(NamedTuple):
    """Who speaks: the fullest name, the place of the last naming, the sex where words tell it, and the kind.

    The kind is "person", "name" (a name of which nothing more is known), "body" (one that speaks as it), "many" or
    "piece" (a text).
    """

    name: str
    start: int
    end: int
    sex: str = ""
    kind: str = "person"


class People:
    """Who has been named so far."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.bearers: dict[str, dict[str, str]] = {}
        self.counts: dict[str, int] = {}
        self.sexes: dict[str, str] = {}
        self.mentions: list[Voice] = []
        self.at = 0
        self.paragraph = 0

    def read_to(self, token: int) -> None:
        """Take in the names up to a place."""
        flags = self.words.flags
        while self.at < token:
            if flags[self.at] & Is.NAME and not flags[self.at] & Is.TIME:
                end = self._run_end(self.at)
                self.mentions.append(self.voice_named(self.at, end))
                self.at = end
                continue
            if self.words.lows[self.at] in {"a", "an"}:
                self._read_described(self.at)
            self.at += 1

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
                if not after & (Is.NAME | Is.VOICE) and not apposed:
                    self.mentions.append(self._described(Phrase(at, end + 1, end + 1), "person"))
                    return

    def _run_end(self, at: int) -> int:
        words, end = self.words, at
        while end < len(words) and words.flags[end] & Is.NAME:
            end += 1
            if words.flags[end - 1] & Is.POSSESSIVE:
                break
        return max(end, at + 1)

    def voice_named(self, start: int, end: int) -> Voice:
        """Return the voice that the capitalised words ``start``-``end`` name, under its fullest name."""
        words = self.words
        first, sex = self._past_titles(start, end)
        key = words.lows[end - 1].strip(".")
        given = words.lows[first] if end - first > 1 else ""
        sex = sex or self._sex_of(given)
        name = plain_name(words, first, end)
        full = self._fullest(key, given, name, sex)
        self.counts[full] = self.counts.get(full, 0) + 1
        place = (
            words.starts[start],
            words.starts[start] + len(plain_word(words.source[words.starts[start] : words.ends[end - 1]])),
        )
        known = given in GIVEN_NAMES or bool(sex) or (first > start and not given) or full in self.sexes
        if not known:
            return Voice(full, *place, "", "name")
        self.sexes[full] = sex or self.sexes.get(full, "")
        return Voice(full, *place, self.sexes[full], "person")

    def _past_titles(self, start: int, end: int) -> tuple[int, str]:
        """Return where a name begins behind its titles, and the sex that they tell."""
        lists, words = self.words.lists.lists, self.words
        honorific = words.lows[start] in lists["female_titles"] | lists["male_titles"]
        if words.flags[end - 1] & (Is.VOICE | Is.PIECE) and not honorific:
            return start, ""
        titles = [at for at in range(start, end - 1) if words.flags[at] & Is.TITLE]
        lows = {words.lows[at] for at in titles}
        sex = "she" if lows & lists["female_titles"] else "he" if lows & lists["male_titles"] else ""
        return (titles[-1] + 1 if titles else start), sex

    def _fullest(self, key: str, given: str, name: str, sex: str) -> str:
        """Return the fullest form of a name so far, and remember a fuller one.

        A last name alone means, of those who bear it and whose sex fits the title, the one that is named most.
        """
        bearers = self.bearers.setdefault(key, {})
        if given:
            known = bearers.get(given, "")
            bearers[given] = name if len(name) > len(known) else known
            self.counts.setdefault(bearers[given], self.counts.get(known, 0))
            return bearers[given]
        fitting = [full for full in bearers.values() if not sex or self.sexes.get(full, "") in {sex, ""}]
        return max(fitting, key=lambda full: self.counts.get(full, 0), default=name)

    def _sex_of(self, given: str) -> str:
        lists = self.words.lists.lists
        return "she" if given in lists["female_names"] else "he" if given in lists["male_names"] else ""

    def of_pronoun(self, low: str, spoken: list[Voice], here: list[Voice]) -> Voice | None:
        """Return whom a pronoun means: ``spoken`` are the voices so far, ``here`` those of the paragraph."""
        lists = self.words.lists.lists
        if low in lists["singular_he"]:
            return self._person("he", spoken, here)
        if low in lists["singular_she"]:
            return self._person("she", spoken, here)
        if low in lists["plural"]:
            return next((v for v in reversed(spoken[-3:]) if v.kind in {"many", "body"}), None)
        if low in lists["neuter"]:
            return next((v for v in reversed(spoken[-2:]) if v.kind in {"piece", "body", "name"}), None)
        return None

    def _person(self, sex: str, spoken: list[Voice], here: list[Voice]) -> Voice | None:
        mentions = self.mentions[-_BACK:]
        inside = [v for v in mentions if v.start >= self.paragraph]
        named = [*reversed(here), *inside, *reversed(spoken[-3:]), *reversed(mentions)]
        sure = next((v for v in named if v.kind == "person" and v.sex in {sex, ""}), None)
        if sure is not None:
            if not sure.sex:
                self.sexes[sure.name] = sex
            return sure
        return next((v for v in named if v.kind == "name" and _may_be_person(v.name, self.words)), None)

    def of_phrase(self, phrase: Phrase) -> Voice:
        """Return the voice that a noun phrase names."""
        words = self.words
        head = phrase.head - 1
        if is_piece(words, phrase) and not (words.flags[head] & Is.NAME and phrase.end - phrase.start == 1):
            return self._described(phrase, "piece")
        name = name_in(words, phrase)
        behind = _name_behind(words, phrase)
        if behind is not None:
            return self.voice_named(*behind)
        plural = words.lows[head].endswith("s") or words.lows[head] in {
            "people",
            "men",
            "women",
            "others",
            "many",
            "some",
            "most",
            "percent",
        }
        if name is None or (words.flags[head] & Is.VOICE and plural):
            return self._described(phrase, "many" if plural else self._kind(head))
        if _is_described(words, phrase, name):
            return self._described(phrase, self._kind(head))
        return self.voice_named(*name)

    def _kind(self, head: int) -> str:
        words = self.words
        return "person" if words.lows[head] in words.lists.persons else "body"

    def _described(self, phrase: Phrase, kind: str) -> Voice:
        words = self.words
        start = phrase.start
        if phrase.end - start > 1 and words.lows[start] in {"a", "an"}:
            start += 1
        name = plain_name(words, start, phrase.end)
        return Voice(
            name,
            words.starts[start],
            words.starts[start] + len(plain_word(words.source[words.starts[start] : words.ends[phrase.end - 1]])),
            "",
            kind,
        )


def _may_be_person(name: str, words: Words) -> bool:
    """Say whether a name of which nothing is known can be a person's."""
    *_, last = name.split()
    flags = words.lists.flags.get(last.casefold(), 0)
    return not last.isupper() and not flags & (Is.VOICE | Is.PIECE | Is.TITLE | Is.CUE)


def _name_behind(words: Words, phrase: Phrase) -> tuple[int, int] | None:
    """Return the name at the end of "secretary of state | Ada Brenn", "Secretary of State | Ada Brenn"."""
    start = phrase.end
    while start > phrase.head + 1 and words.flags[start - 1] & Is.NAME and not words.flags[start - 1] & Is.POSSESSIVE:
        start -= 1
    length = phrase.end - start
    if start == phrase.head + 1 and length > _OFFICE and words.flags[phrase.head - 1] & Is.TITLE:
        return start + 1, phrase.end
    noun = words.texts[start - 1].islower() and not words.flags[start - 1] & (Is.PREPOSITION | Is.DETERMINER)
    return (start, phrase.end) if start > phrase.head + 1 and length > 1 and noun else None


def _is_described(words: Words, phrase: Phrase, name: tuple[int, int]) -> bool:
    """Say whether the capital of a one-word name is only that of a sentence's beginning, or of a common noun."""
    start, end = name
    return end - start == 1 and bool(words.flags[start] & Is.VOICE) and (start > phrase.start or phrase.end > end)


def plain_name(words: Words, start: int, end: int) -> str:
    """Return the words of a name on one line, without a possessive ending."""
    return plain_word(words.words(start, end))


def plain_word(text: str) -> str:
    """Return words without a possessive ending."""
    return text[:-2] if text.endswith(("'s", "’s")) else text[:-1] if text.endswith(("s'", "s’")) else text


def name_in(words: Words, phrase: Phrase) -> tuple[int, int] | None:
    """Return the name at the end of a noun phrase's first part: "Vesk spokesman | Jon Miller"."""
    end = phrase.head
    start = end
    while (
        start > phrase.start
        and words.flags[start - 1] & Is.NAME
        and (start == end or not words.flags[start - 1] & Is.POSSESSIVE)
    ):
        start -= 1
        if start - 1 > phrase.start and words.lows[start - 1] in _NAME_INSIDE and words.flags[start - 2] & Is.NAME:
            start -= 1
    return (start, end) if start < end else None
