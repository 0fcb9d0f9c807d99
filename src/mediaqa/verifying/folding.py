"""Text without what typography changes, each folded character with the place that it comes from."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from mediaqa.values import Span

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』〝〞＂＇"
_DASHES = "-‐‑‒–—―−﹣－"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_FOLDED = {**dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_INVISIBLE, "")}
_SQUEEZED = re.compile(r"\s*(-+)\s*|\.(?:\s?\.){2,}|\s+|'{2,}")


@dataclass(frozen=True)
class Folded:
    """A folded text. ``starts`` and ``ends`` give, for each of its characters, the span it comes from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> Span:
        """Return the span of the unfolded text that the characters from ``start`` to ``end`` come from."""
        return Span(self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=512)
def fold(text: str) -> Folded:
    """Return a text whose form, quotation marks, dashes, ellipses, blanks and case no longer tell it from its like.

    Characters are taken apart (NFKD), so that é is the same in one piece and in two. Soft hyphens go. Blanks around
    dashes go; others become one.
    """
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        folded = _FOLDED.get(char)
        if folded is None:
            folded = unicodedata.normalize("NFKD", char).casefold()
        out.append(folded)
        places += [place] * len(folded)
    return _squeezed("".join(out), places)


def _squeezed(text: str, places: list[int]) -> Folded:
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0

    def take(piece: str, start: int, end: int) -> None:
        kept.append(piece)
        starts.extend([places[start]] * len(piece))
        ends.extend([places[end - 1] + 1] * len(piece))

    for match in _SQUEEZED.finditer(text):
        for at in range(done, match.start()):
            take(text[at], at, at + 1)
        take(_standing_for(match), match.start(), match.end())
        done = match.end()
    for at in range(done, len(text)):
        take(text[at], at, at + 1)
    return Folded("".join(kept), tuple(starts), tuple(ends))


def _standing_for(match: re.Match[str]) -> str:
    first = match.group().strip()[:1]
    if first == "-":
        return "-"
    return {"": " ", ".": "...", "'": "'"}[first]
