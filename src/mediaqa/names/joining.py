"""The names of a corpus, parted into voices: each rule only adds joins that are certain."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mediaqa.names.folding import folded
from mediaqa.names.namesakes import one_persons
from mediaqa.names.organisations import acronym_of, acronyms_for, only, outlets_last_word, outlets_short_name
from mediaqa.names.persons import Person, person_of
from mediaqa.names.romanising import is_cyrillic, romanised


class Unit(NamedTuple):
    """Names that are equal after folding, or that the user put in one group; in alphabetical order.

    ``first`` is the first name of the user's group, ``persons`` are those as which the names can be read.
    """

    names: tuple[str, ...]
    first: str | None = None
    persons: tuple[Person, ...] = ()


class Longer(NamedTuple):
    """The numbers of the units with longer names: by their acronyms, and of outlets by their last word."""

    acronyms: dict[str, set[int]]
    last_words: dict[str, set[int]]


def units_of(names: Iterable[str], aliases: Sequence[Sequence[str]]) -> list[Unit]:
    """Return the units of a corpus in a fixed order. Names of alias groups count as if the corpus had them."""
    owners = {folded(name): number for number, group in enumerate(aliases) for name in group}
    found: dict[tuple[int, str], set[str]] = {}
    for name in {*names, *(name for group in aliases for name in group)}:
        fold = folded(name)
        owner = owners.get(fold)
        found.setdefault((-1, fold) if owner is None else (owner, ""), set()).add(name)
    units = [
        Unit(tuple(sorted(same)), aliases[owner][0] if owner >= 0 else None, _persons(same))
        for (owner, _), same in found.items()
    ]
    return sorted(units, key=lambda unit: unit.names)


def _persons(names: Iterable[str]) -> tuple[Person, ...]:
    """Read names as persons', one a folded form. The spelling with marks tells most: Šojgu, not Sojgu."""
    spellings: dict[str, Person] = {}
    for name in sorted(names, key=lambda name: (name.isascii(), name)):
        person = person_of(name)
        if person:
            spellings.setdefault(folded(name), person)
    return tuple(spellings.values())


class Partition:
    """Which units are one voice, as sets that can be joined (union-find)."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self._parents = list(range(len(units)))

    def root(self, number: int) -> int:
        """Return the number under which a unit's voice is known."""
        while self._parents[number] != number:
            self._parents[number] = number = self._parents[self._parents[number]]
        return number

    def join(self, numbers: Iterable[int]) -> None:
        """Make the voices of some units one, unless the user's groups keep two of them apart."""
        roots = sorted({self.root(number) for number in numbers})
        if sum(self.units[number].first is not None for number in set(numbers)) < 2:
            for root in roots[1:]:
                self._parents[root] = roots[0]


def joined(units: Sequence[Unit], longer: Longer) -> Partition:
    """Return the voices of a corpus."""
    partition = Partition(units)
    for numbers in (*_same_persons(units), *_short_and_long(units, longer)):
        partition.join(numbers)
    return partition


def by_last_name(units: Sequence[Unit]) -> dict[str, list[tuple[Person, int]]]:
    """Return the persons of all units with their numbers, by the key of their last name."""
    found: dict[str, list[tuple[Person, int]]] = {}
    for number, unit in enumerate(units):
        for person in unit.persons:
            found.setdefault(person.last, []).append((person, number))
    return found


def _same_persons(units: Sequence[Unit]) -> Iterator[set[int]]:
    buckets = by_last_name(units)
    for key, other in _across_scripts(units, buckets):
        buckets[key] += buckets.pop(other)
    for key in sorted(buckets):
        numbers: dict[Person, set[int]] = {}
        for person, number in buckets[key]:
            numbers.setdefault(person._replace(last=key), set()).add(number)
        for group in one_persons(numbers):
            yield set().union(*(numbers[person] for person in group))


def _across_scripts(units: Sequence[Unit], buckets: dict[str, list[tuple[Person, int]]]) -> Iterator[tuple[str, str]]:
    """Find the last names in Latin letters that do not look Slavic, but alone fit a Cyrillic one: Буш, Bush.

    With Bush and Busch both in the corpus, Буш is neither.
    """
    latin: dict[str, list[str]] = {}
    for key in sorted(buckets):
        if "~" not in key:
            latin.setdefault(f"~{romanised(key)}", []).append(key)
    for key, keys in latin.items():
        cyrillic = any(is_cyrillic(name) for _, number in buckets.get(key, ()) for name in units[number].names)
        if cyrillic and len(keys) == 1:
            yield key, keys[0]


def _short_and_long(units: Sequence[Unit], longer: Longer) -> Iterator[set[int]]:
    """Find the acronyms and short names that exactly one longer name has. A unit with a group of its own needs none."""
    for number, unit in enumerate(units):
        if unit.first is not None:
            continue
        short = (acronym_of(name) for name in unit.names)
        long = only(longer.acronyms, [acronym for acronym in short if acronym])
        if long is None:
            long = only(longer.last_words, [word for word in map(outlets_short_name, unit.names) if word])
        if long is not None and long != number:
            yield {number, long}


def longer_names(units: Sequence[Unit]) -> Longer:
    """Return the units to which an acronym or a short name may belong."""
    longer = Longer({}, {})
    for number, unit in enumerate(units):
        for name in unit.names:
            for acronym in acronyms_for(name):
                longer.acronyms.setdefault(acronym, set()).add(number)
            last = outlets_last_word(name)
            if last:
                longer.last_words.setdefault(last, set()).add(number)
    return longer
