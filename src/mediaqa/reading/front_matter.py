"""The block of keys and values at the top of a file, between two lines of hyphens."""

import re
from collections.abc import Mapping
from typing import Any

from mediaqa.reading.cleaning import settle
from mediaqa.reading.labels import KEYS, Field
from mediaqa.reading.metadata import Fact, Rank, labelled

MAX_LENGTH = 20_000
"""A longer block is not front matter, in characters."""

LONGEST_VALUE = 1000
"""No title, name or list of names is longer, in characters: a title goes with every passage."""

_FENCED = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"[A-Za-zА-Яа-яЁё][\w -]{0,40}:(?: |$)")


def take_front_matter(text: str) -> tuple[tuple[Fact, ...], str]:
    """Return the facts of the front matter and the text below it; nothing and the whole text if there is none."""
    match = _FENCED.match(text[: MAX_LENGTH + 10]) if text.lstrip()[:3] == "---" else None
    if not match or not any(_KEY.match(line) for line in match[1].split("\n")):
        return (), text
    return facts_of(_parse(match[1])), text[match.end() :]


def facts_of(fields: Mapping[Any, object]) -> tuple[Fact, ...]:
    """Return the facts among named values, by the names that front matter knows."""
    return tuple(
        fact._replace(rank=Rank.FRONT_MATTER)
        for key, value in fields.items()
        if (field := KEYS.get(_key(key)))
        for fact in _facts(field, value)
    )


def _parse(block: str) -> Mapping[object, object]:
    """Read YAML with every value as it is written; where it is not YAML (a colon in a title), line by line."""
    import yaml  # type: ignore[import-untyped]

    try:
        parsed = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - builds nothing but text, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):  # the last of "\UFFFFFFFF"
        parsed = None
    if isinstance(parsed, Mapping):
        return parsed
    lines = (line.partition(":") for line in block.split("\n") if _KEY.match(line))
    return {key.strip(): value.strip().strip("\"'") for key, _, value in lines}


def _key(key: object) -> str:
    return str(key).strip().casefold().replace(" ", "_").replace("-", "_")


def _facts(field: Field, value: object) -> tuple[Fact, ...]:
    if field in ("authors", "tags") and isinstance(value, list):
        listed = tuple(text for item in value if (text := _text(item)))
        return (Fact(field, listed),) if listed else ()
    if field == "tags":
        tags = tuple(tag.strip() for tag in _text(value).split(",") if tag.strip())
        return (Fact("tags", tags),) if tags else ()
    return labelled(field, _text(value))


def _text(value: object) -> str:
    """Return a value of one line as text, settled, for YAML can name any character; of a mapping, the name in it."""
    if isinstance(value, Mapping):
        value = value.get("name", "")
    text = " ".join(settle(value).split()) if isinstance(value, str) else ""
    return text if len(text) <= LONGEST_VALUE else ""
