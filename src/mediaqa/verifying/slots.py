"""Which names belong to which words of a text: whose ministry it is, who fined whom, where something was held.

What is read is only what stands side by side, with small words between: "Talvenian foreign ministry", "ambassador of
Corvia", "Germany had overtaken Poland", "was fined by Lorn". A name that is farther away belongs to nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from mediaqa.wording import Lexicon, Word, language_of, lexicon, plain, stems_of, words

Role = Literal["own", "agent", "patient", "place", "target"]

_PLACES = frozenset({"in", "at", "near"})
_OWNERS = frozenset({"of", "from"})
_TARGETS = frozenset({"on", "for", "to", "against"})
_NOUNS = 2
"""Common nouns between a name and the verb at most: "the Ostvale port authority demanded"."""
_REACH = 6
"""Words from a passive verb to the "by" that names who does it, at most."""
_SMALL_WORDS = 2
"""Small words between a word and a name that belong together, at most."""


class Slot(NamedTuple):
    """A role beside a word, which is given by its place in ``words(text)``."""

    word: int
    role: Role


@lru_cache(maxsize=2048)
def slots(text: str) -> Mapping[Slot, frozenset[int]]:
    """Return the places of the names in each slot of a text."""
    found, lists = words(text), lexicon(language_of(text))
    filled: dict[Slot, set[int]] = defaultdict(set)
    for place in range(len(found)):
        if not _is_name(found, place, lists) and plain(found[place].text) not in lists.stopwords | lists.titles:
            for role, names in _beside(text, found, place, lists):
                filled[Slot(place, role)] |= names
    return {slot: frozenset(names) for slot, names in filled.items() if names}


def _beside(text: str, found: tuple[Word, ...], place: int, lists: Lexicon) -> Iterator[tuple[Role, set[int]]]:
    before, over = _names_before(text, found, place, lists)
    after, small = _names_after(text, found, place, lists)
    is_passive = any(word in lists.be_forms for word in over) and found[place].text.endswith(
        ("ed", "en", "t", "n", "d")
    )
    low = plain(found[place].text)
    aimed = lists.stem(low) in stems_of(lists.aimed_verbs, lists)
    form = low.endswith(("s", "ed", "en")) or low in lists.irregular or aimed
    past = low.endswith("ed") or lists.irregular.get(low, low) != low
    is_verb = is_passive or bool(over) or (bool(before) and ((bool(after) and not small and form) or past))
    if not is_verb:
        yield "own", before
        if small & _TARGETS:
            yield "target", after
            if aimed and "on" in small:  # "lay the blame on X" blames X
                yield "patient", after
        else:
            yield ("place" if small & _PLACES else "own"), after if small & (_PLACES | _OWNERS) else set()
        return
    yield ("patient" if is_passive else "agent"), before
    if is_passive:
        yield "agent", _doers(text, found, place, lists)
    elif not small - {"the", "a", "an"}:
        yield "patient", after
    if small & _PLACES and "by" not in small:
        yield "place", after


def _doers(text: str, found: tuple[Word, ...], verb: int, lists: Lexicon) -> set[int]:
    """Return the name after "by" that belongs to a passive verb: "were lent to Kenya by Uganda"."""
    for at in range(verb + 1, min(len(found), verb + 1 + _REACH)):
        if not _adjoin(text, found, at - 1):
            break
        if plain(found[at].text) == "by":
            return _names_after(text, found, at, lists)[0]
    return set()


def _names_before(text: str, found: tuple[Word, ...], place: int, lists: Lexicon) -> tuple[set[int], list[str]]:
    """Return the name before a word, and the small words between."""
    over: list[str] = []
    nouns = 0
    at = place - 1
    while at >= 0 and _adjoin(text, found, at) and len(over) < _SMALL_WORDS + 1:
        low = plain(found[at].text)
        if _is_name(found, at, lists):
            return _name_around(text, found, at, lists), over
        is_auxiliary = low in lists.be_forms or low in {"has", "had", "have", "will", "would"}
        nouns += not is_auxiliary
        if not is_auxiliary and (nouns > _NOUNS or low in lists.stopwords):
            break
        over += [low] if is_auxiliary else []
        at -= 1
    return set(), over


def _names_after(text: str, found: tuple[Word, ...], place: int, lists: Lexicon) -> tuple[set[int], frozenset[str]]:
    """Return the name after a word, and the small words between."""
    small: set[str] = set()
    nouns = False
    at = place + 1
    while at < len(found) and _adjoin(text, found, at - 1) and at - place <= _SMALL_WORDS + 1:
        if _is_name(found, at, lists):
            return _name_around(text, found, at, lists), frozenset(small)
        low = plain(found[at].text)
        if low not in lists.stopwords | {"the"} | lists.titles:
            if nouns:
                break
            nouns = True  # "by the freighter Amaranth"
        else:
            small.add(low)
        at += 1
    return set(), frozenset(small)


def _name_around(text: str, found: tuple[Word, ...], place: int, lists: Lexicon) -> set[int]:
    names = {place}
    at = place - 1
    while at >= 0 and _is_name(found, at, lists) and _adjoin(text, found, at):
        names.add(at)
        at -= 1
    at = place + 1
    while at < len(found) and _is_name(found, at, lists) and _adjoin(text, found, at - 1):
        names.add(at)
        at += 1
    return names


def _adjoin(text: str, found: tuple[Word, ...], place: int) -> bool:
    """Whether nothing but a blank stands between a word and the next."""
    return not text[found[place].end : found[place + 1].start].strip()


def _is_name(found: tuple[Word, ...], place: int, lists: Lexicon) -> bool:
    word = found[place].text
    low = plain(word)
    return word[:1].isupper() and low not in lists.stopwords | lists.titles
