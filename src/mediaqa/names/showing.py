"""Under which of its names a voice is shown."""

from collections.abc import Mapping, Sequence

from mediaqa.names.folding import folded, unowned, without_article
from mediaqa.names.romanising import is_cyrillic


def shown(names: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return the fullest of a voice's names, in the script in which most of its statements have it.

    Fullest is without initials and of most words; then come the plain form (no article, no possessive), the most
    frequent one, and the alphabet: of "Putin", "V. V. Putin" and "Vladimir Putin" the last one.
    """
    cyrillic = sum(counts.get(name, 0) for name in names if is_cyrillic(name))
    in_cyrillic = 2 * cyrillic > sum(counts.get(name, 0) for name in names)
    return min(names, key=lambda name: (is_cyrillic(name) != in_cyrillic, *_fullness(name), -counts.get(name, 0), name))


def _fullness(name: str) -> tuple[bool, int, bool]:
    words = folded(name).split()
    has_initials = any(len(word.rstrip(".")) == 1 or "." in word[:-1] for word in words[:-1])
    is_plain = unowned(name) == name and without_article(name.split()) == name.split()
    return has_initials, -len(words), not is_plain
