"""The names of a corpus, joined into voices."""

from collections.abc import Mapping, Sequence

from mediaqa.names.aliases import named_twice
from mediaqa.names.joining import joined, longer_names, units_of
from mediaqa.names.meaning import Meaning
from mediaqa.names.showing import shown


class Names:
    """Who is one voice among the names of a corpus. Immutable: another corpus is another ``Names``.

    ``counts`` are the names of the corpus with how often each speaks or carries. ``aliases`` are groups of names that
    the user knows to be one voice; the first of a group is the one to show. A name may stand in one group only, or
    ``ValueError`` is raised.
    """

    def __init__(self, counts: Mapping[str, int], aliases: Sequence[Sequence[str]] = ()) -> None:
        counts = {name: count for name, count in counts.items() if name.strip()}
        groups = tuple(tuple(name for name in group if name.strip()) for group in aliases)
        groups = tuple(group for group in groups if group)
        twice = named_twice(groups)
        if twice:
            raise ValueError(f"{twice[0]!r} stands in two groups of aliases, {twice[1]!r} and {twice[2]!r}")
        units = units_of(counts, groups)
        longer = longer_names(units)
        partition = joined(units, longer)
        members: dict[int, list[int]] = {}
        for number in range(len(units)):
            members.setdefault(partition.root(number), []).append(number)
        self._meaning = Meaning(units, longer)
        self._shown: dict[int, str] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        for numbers in members.values():
            names = [name for number in numbers for name in units[number].names if name in counts]
            if names:
                first = next((first for number in numbers if (first := units[number].first) is not None), None)
                self._add(numbers, tuple(sorted(names)), first or shown(names, counts))

    def _add(self, numbers: Sequence[int], names: tuple[str, ...], canonical: str) -> None:
        for number in numbers:
            self._shown[number] = canonical
            self._names[number] = names

    def canonical(self, name: str) -> str:
        """Return the one form under which the corpus shows a name; a name that it does not have is its own."""
        number = self._meaning.known(name)
        return name if number is None else self._shown.get(number, name)

    def variants(self, canonical: str) -> tuple[str, ...]:
        """Return the names of the corpus that were joined under a canonical one, itself first, the others by alphabet.

        A name that the corpus does not have has none.
        """
        number = self._meaning.known(canonical)
        if number is None or number not in self._names:
            return ()
        first = self._shown[number]
        return (first, *(name for name in self._names[number] if name != first))

    def meant(self, query: str) -> frozenset[str]:
        """Return every name of the corpus that a user's query means, with those joined to it; empty if none.

        A last name means all who have it, with any title before it ("President Putin"); a full name only its voice; an
        organisation is meant by each variant and by its acronym; other words mean the voices that end with them.
        """
        if not query.strip():
            return frozenset()
        numbers = self._meaning.meant(query)
        return frozenset(name for number in numbers for name in self._names.get(number, ()))
