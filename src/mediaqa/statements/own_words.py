"""Words of the user's own, beside those of the package: more verbs that report, more nouns of roles, more outlets."""

import tomllib
from importlib.resources import files
from pathlib import Path

from mediaqa.errors import SettingsError
from mediaqa.values import Language

OwnWords = tuple[tuple[Language, str, str], ...]
"""For each list that is extended its language, its name and the words."""

OUTLETS = "outlets"
"""The list of outlets' names, one a line; all others are those of the package's files."""

_LANGUAGES: tuple[Language, ...] = ("en", "ru")
_HINT = 'A table a language, with lists of the package\'s names, as in: [en] then outlets = "The Harbour Post".'


def read_own_words(path: Path) -> OwnWords:
    """Return the lists of a TOML file of the user's.

    Raises ``SettingsError`` that names the file and the list: it cannot be read, or the package has no such list.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: the word lists cannot be read: {error}", hint=_HINT) from error
    found: list[tuple[Language, str, str]] = []
    for language, lists in tables.items():
        if language not in _LANGUAGES or not isinstance(lists, dict):
            raise SettingsError(f"{path}: [{language}] is no language of word lists", hint=_HINT)
        found += [(language, name, _words(path, language, name, words)) for name, words in lists.items()]
    return tuple(sorted(found))


def list_names(language: Language) -> frozenset[str]:
    """Return the names of the lists that can be extended."""
    return frozenset(package_lists(language)) | {OUTLETS}


def package_lists(language: Language) -> dict[str, str]:
    """Return the word lists of the package."""
    source = files("mediaqa").joinpath("lexicons", f"statements_{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


def _words(path: Path, language: Language, name: str, words: object) -> str:
    if name not in list_names(language):
        raise SettingsError(f"{path}: [{language}] {name} is no word list", hint=_HINT)
    if not isinstance(words, str):
        raise SettingsError(f"{path}: [{language}] {name} is not a text of words", hint=_HINT)
    return words if name == OUTLETS else words.casefold()
