"""Which voices a user's query means."""

from collections.abc import Sequence

from mediaqa.names.folding import folded
from mediaqa.names.joining import Longer, Unit, by_last_name
from mediaqa.names.lists import name_lists
from mediaqa.names.organisations import acronym_of, acronyms_for
from mediaqa.names.persons import Person, person_of
from mediaqa.names.romanising import is_cyrillic, romanised


class Meaning:
    """The units of a corpus by what a query may say. Answers are numbers of units."""

    def __init__(self, units: Sequence[Unit], longer: Longer) -> None:
        self._units = units
        self._exact = {folded(name): number for number, unit in enumerate(units) for name in unit.names}
        self._persons = by_last_name(units)
        self._loose: dict[str, set[str]] = {}
        for key in self._persons:
            self._loose.setdefault(_loose(key), set()).add(key)
        self._whole = longer.acronyms
        self._ends: dict[str, set[str]] = {}
        for fold in self._exact:
            self._ends.setdefault(fold.split()[-1], set()).add(fold)

    def known(self, name: str) -> int | None:
        """Return the unit of a name that the corpus has, up to its writing."""
        return self._exact.get(folded(name))

    def meant(self, query: str) -> frozenset[int]:
        """Return the units that a query means: by last name, full name, any variant, acronym, or its last words."""
        exact = {number for number in [self.known(query)] if number is not None}
        person = person_of(_with_capitals(query), behind_place=True)
        if person and person.given is None:
            return frozenset(exact | self._namesakes(person) or self._ending(query))
        if exact:
            is_group = folded(query).split()[-1] in name_lists().voice_nouns
            return frozenset(exact | (self._ending(query) if is_group else set()))
        return frozenset((self._of_person(person) if person else set()) or self._acronym(query) or self._ending(query))

    def _with_end(self, word: str) -> list[str]:
        return sorted(self._ends.get(word, ()))

    def _candidates(self, person: Person) -> list[tuple[Person, int]]:
        """Return the persons of a last name; a Cyrillic one, here or there, is compared in its normal form."""
        found = list(self._persons.get(person.last, ()))
        for key in sorted(self._loose.get(_loose(person.last), set()) - {person.last}):
            found += [each for each in self._persons[key] if "~" in person.last or self._is_cyrillic(each[1])]
        return found

    def _is_cyrillic(self, number: int) -> bool:
        return any(map(is_cyrillic, self._units[number].names))

    def _namesakes(self, person: Person) -> set[int]:
        return {number for other, number in self._candidates(person) if _suits(person, other)}

    def _of_person(self, person: Person) -> set[int]:
        """Return who fits a full name: with a full name too, or else with less if nobody else has that last name."""
        candidates = self._candidates(person)
        fitting = [(other, number) for other, number in candidates if person.fits(other._replace(last=person.last))]
        full = {number for other, number in fitting if other.is_full}
        return full or ({number for _, number in fitting} if len(fitting) == len(candidates) else set())

    def _acronym(self, query: str) -> set[int]:
        """Return the units whose acronym a query is, and the acronyms that may be a query's."""
        acronym = acronym_of(query)
        if acronym:
            return set(self._whole.get(acronym, ()))
        known = {self._exact[each] for each in acronyms_for(query) if each in self._exact}
        return {number for number in known if all(map(acronym_of, self._units[number].names))}

    def _ending(self, query: str) -> set[int]:
        fold = folded(query)
        if not fold:
            return set()
        return {self._exact[each] for each in self._with_end(fold.split()[-1]) if f" {each}".endswith(f" {fold}")}


def _loose(key: str) -> str:
    return key if "~" in key else f"~{romanised(key)}"


def _suits(query: Person, other: Person) -> bool:
    return not query.suffix or query.suffix == other.suffix


def _with_capitals(query: str) -> str:
    words = query.split()
    particles = name_lists().particles
    capital = [word if word in particles else word[:1].upper() + word[1:] for word in words]
    return " ".join(capital if query.islower() else words)
