"""The user's own list of names that belong together."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from mediaqa.errors import SettingsError
from mediaqa.names.folding import folded

Aliases = tuple[tuple[str, ...], ...]

_HINT = 'One line a voice: "Nezavisimoe Voennoe Obozrenie" = ["NVO", "Independent Military Review"]'


def read_aliases(path: Path) -> Aliases:
    """Return the groups of a file of aliases: TOML with the name to show as key and its other names as list.

    Raises ``SettingsError`` that names the file, and the line or the name, where it cannot be used.
    """
    try:
        lists = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise _refused(path, f"not TOML: {error}") from error
    except RecursionError as error:
        raise _refused(path, "not a list of names: it is nested too deeply") from error
    groups = tuple(_group(path, name, others) for name, others in lists.items())
    twice = named_twice(groups)
    if twice:
        raise _refused(path, f"{twice[0]!r} stands in two groups, {twice[1]!r} and {twice[2]!r}; keep it in one")
    return groups


def named_twice(groups: Iterable[Sequence[str]]) -> tuple[str, str, str] | None:
    """Return a name that stands in two groups, with the first names of both, or ``None``."""
    seen: dict[str, tuple[int, str]] = {}
    for number, group in enumerate(groups):
        for name in group:
            other, first = seen.setdefault(folded(name), (number, group[0]))
            if other != number:
                return name, first, group[0]
    return None


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refused(path, f"cannot be read: {reason}", hint="Check the path of the file of aliases.") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(path, f"line {line} is not UTF-8", hint="Save the file as UTF-8.") from error


def _group(path: Path, name: str, others: object) -> tuple[str, ...]:
    if isinstance(others, dict):
        raise _refused(path, f'{name!r} holds a table; a name with a dot needs quotes, as in "Gazeta.ru" = ["Gazeta"]')
    if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
        raise _refused(path, f"{name!r} needs a list of names in quotes, not {others!r}")
    group = (name, *others)
    if not all(each.strip() for each in group):
        raise _refused(path, f"{name!r} has an empty name in its group")
    return group


def _refused(path: Path, problem: str, *, hint: str = _HINT) -> SettingsError:
    return SettingsError(f"{path}: {problem}", hint=hint)
