"""Which of those who share a last name are one person. A chain never joins two who cannot be one."""

from collections.abc import Iterable, Mapping

from mediaqa.names.persons import Person, agree

_MOST = 100
"""Names of one first name, or without one, that can still be one person's: more are not compared, and stay apart."""

_ByKey = Mapping[str, list[Person]]


def one_persons(persons: Iterable[Person]) -> list[list[Person]]:
    """Return the persons of one last name, grouped by who is certainly one, in a fixed order.

    A name is clear when all that fit it fit each other: "A. Ivanov" is not, with Andrey and Alexey about, nor is a lone
    "Ivanov". Two clear names that fit each other then fit the same ones, so their groups are whole: no chain arises.
    """
    found = sorted(set(persons), key=lambda person: (person.given or (), *person[2:]))
    if len(found) == 1:
        return [found]
    by_key: dict[str, list[Person]] = {}
    for person in found:
        by_key.setdefault(_full_key(person), []).append(person)
    groups: dict[frozenset[Person], list[Person]] = {}
    for person in found:
        near = _fitting(person, by_key)
        groups.setdefault(near if near and agree(near) else frozenset([person]), []).append(person)
    return list(groups.values())


def _full_key(person: Person) -> str:
    return person.given.key if person.given and person.is_full else ""


def _fitting(person: Person, by_key: _ByKey) -> frozenset[Person] | None:
    """Return all that fit a person, itself among them; ``None`` where two first names do, or too many names."""
    own = _full_key(person)
    if len(by_key.get("", ())) > _MOST or len(by_key.get(own, ())) > _MOST:
        return None
    near = [person]
    full = own
    for key in [own, ""] if own else by_key:
        for other in by_key.get(key, ()):
            if person.fits(other):
                if key and full not in {"", key}:
                    return None
                full = key or full
                near.append(other)
        if len(near) > 2 * _MOST + 1:
            return None
    return frozenset(near)
