"""Who bears a name: full names for short ones, and the sex that titles, first names and pronouns tell.

Names are joined by their last word; a first name that differs keeps two persons apart (Ada Brenn, Ilka Brenn), and a
last name alone then means the one that is named most.
"""

from mediaqa.reading.given_names import GIVEN_NAMES
from mediaqa.statements.grammar import Is
from mediaqa.statements.likely import likely_sex
from mediaqa.statements.names import Voice, place_of, plain_name
from mediaqa.statements.outlets import Outlets
from mediaqa.statements.texts import Words

_TRIPLE = 3
"""Words of a Russian name with the country before it, or with a patronymic."""
_PATRONYMICS = ("вич", "вна", "ична")
"""How Russian patronymics end."""


class Bearers:
    """The names of a report so far, by their last words."""

    def __init__(self, words: Words, outlets: Outlets) -> None:
        self.words = words
        self.outlets = outlets
        self.bearers: dict[str, dict[str, str]] = {}
        self.counts: dict[str, int] = {}
        self.sexes: dict[str, str] = {}

    def voice_named(self, start: int, end: int) -> Voice:
        """Return the voice that the capitalised words ``start``-``end`` name, under its fullest name."""
        words = self.words
        first, sex = self.past_titles(start, end)
        key = words.lows[end - 1].strip(".")
        given = words.lows[first] if end - first > 1 else ""
        sex = sex or self._sex_of(given)
        name = plain_name(words, first, end)
        full = name if self._is_by_place(name, key) else self._fullest(key, given, name, sex)
        self.counts[full] = self.counts.get(full, 0) + 1
        place = place_of(words, start, end)
        known = given in GIVEN_NAMES or bool(sex) or first > start or full in self.sexes
        if not known:
            return Voice(full, *place, "", "name")
        self.sexes[full] = sex or self.sexes.get(full, "")
        return Voice(full, *place, self.sexes[full], "person")

    def _is_by_place(self, name: str, key: str) -> bool:
        """Say whether an outlet bears the name of a place, which is no short form of it: "Radio Sarn"."""
        return name in self.outlets.known and key not in self.outlets.lists.outlet_words

    def past_titles(self, start: int, end: int) -> tuple[int, str]:
        """Return where a name begins behind its titles, and the sex that they tell."""
        if end - start == 1:
            return start, ""
        lists, words = self.words.lists.lists, self.words
        honorific = words.lows[start] in lists["female_titles"] or words.lows[start] in lists["male_titles"]
        if words.flags[end - 1] & (Is.VOICE | Is.PIECE) and not honorific:
            return start, ""
        titles = [at for at in range(start, end - 1) if words.flags[at] & Is.TITLE]
        lows = {words.lows[at] for at in titles}
        sex = "she" if lows & lists["female_titles"] else "he" if lows & lists["male_titles"] else ""
        first = titles[-1] + 1 if titles else start
        return (first + 1 if self._opens_with_place(first, end) else first), sex

    def _opens_with_place(self, first: int, end: int) -> bool:
        """Say whether a Russian name stands right behind the country of its office: "министр Сарна | Ада Бренн"."""
        words = self.words
        if words.lists.language != "ru" or end - first != _TRIPLE or words.lows[first + 1].endswith(_PATRONYMICS):
            return False
        return any(words.flags[at] & (Is.TITLE | Is.VOICE) for at in range(max(0, first - 3), first))

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

    def as_person(self, voice: Voice) -> Voice:
        """Return a voice as a person's, and remember that."""
        self.sexes.setdefault(voice.name, "")
        return voice._replace(kind="person", sex=self.sexes[voice.name])

    def guess(self, name: str) -> str:
        """Return the sex of a person as the report tells it, or as the first name lets guess."""
        first, _, last = name.partition(" ")
        return self.sexes.get(name) or (likely_sex(first.casefold(), self.words.lists) if last else "")

    def may_be(self, person: Voice, noun: str) -> bool:
        """Say whether a noun fits a person's sex: "the spokeswoman"."""
        lists = self.words.lists.lists
        told = "she" if noun in lists["female_titles"] else "he" if noun in lists["male_titles"] else ""
        return not told or self.guess(person.name) in {told, ""}
