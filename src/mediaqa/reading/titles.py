"""Which of the lines at the top is the title."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.reading.blocks import Block, ends_sentence
from mediaqa.reading.metadata import Fact, Rank
from mediaqa.reading.names import desk

SERIES_WORDS = 6
"""A name of a series ("Vesk Basin Monitor") is shorter, in words, than most titles that say what they review."""

_KIND_OF_REPORT = re.compile(
    r"\b(?:analysis|brief|briefing|bulletin|chronicle|digest|monitor|monitoring|newsletter|observer|"
    r"outlook|papers|report|review|round-?up|survey|tracker|update|watch|аналитика|анализ|бюллетень|вестник|дайджест|доклад|мониторинг|обзор|"
    r"отч[её]т|сводка|хроника)\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    title
    for titles in (
        "abstract;background;conclusion;conclusions;contents;introduction;overview;preface;summary;foreword",
        "annotation;highlights;executive summary;key findings;key points;key takeaways;main findings",
        "введение;аннотация;выводы;заключение;предисловие;содержание;резюме;основные выводы;краткое содержание",
    )
    for title in titles.split(";")
)
_UNFINISHED = re.compile(
    r"[:,–—-]$|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|в|и|к|на|о|от|по|с)$", re.IGNORECASE
)


class Candidate(NamedTuple):
    """A line that may be the title; that of a series is one only where there is no other."""

    place: int
    text: str
    of_series: bool = False


def find_title(
    blocks: Sequence[Block], candidates: Sequence[Candidate], below: int, first: int
) -> tuple[tuple[Fact, ...], frozenset[int]]:
    """Return the title that no label names (and the series above it), and the lines that they take up.

    ``below`` is the place of the last line of metadata, ``first`` that of the first running text. A line at the top
    is the title when it is the only heading of the highest level, when a byline, a date or another heading stands
    below it, or when it names a kind of report ("Weekly Press Review"). A lone line over prose may be a section's
    heading.
    """
    own = [c for c in candidates if not c.of_series]
    chosen = _likeliest(blocks, own)
    if chosen and _is_title(blocks, chosen, own, below, first):
        title, places = _with_second_line(blocks, chosen, own)
        above = [c for c in own if c.place < chosen.place and _names_a_series(c.text)][:1]
        series = tuple(Fact("series", c.text, Rank.LATE) for c in above)
        return (Fact("title", title, Rank.INFERRED), *series), places | {c.place for c in above}
    named = next((c for c in candidates if c.of_series), None)
    return ((Fact("title", named.text, Rank.INFERRED),) if named else ()), frozenset()


def _likeliest(blocks: Sequence[Block], own: Sequence[Candidate]) -> Candidate | None:
    """Return the only highest heading, else the first line that does not name a site, a series or an institution."""
    highest = [c for c in own if blocks[c.place].kind == "heading" and blocks[c.place].level == 1]
    if len(highest) == 1:
        return highest[0]
    for line, following in pairwise(own):
        apart = blocks[following.place].gap or following.place > line.place + 1
        if not ((apart and _names_a_series(line.text)) or desk(line.text)):
            return line
    return own[-1] if own else None


def _names_a_series(text: str) -> bool:
    return text.count(" ") < SERIES_WORDS and _KIND_OF_REPORT.search(text) is not None


def _is_title(blocks: Sequence[Block], line: Candidate, own: Sequence[Candidate], below: int, first: int) -> bool:
    highest = sum(block.kind == "heading" and block.level == 1 for block in blocks)
    if blocks[line.place].kind == "heading" and highest == 1:
        return True
    if line.text.casefold() in _GENERIC:
        return False
    if below >= line.place:
        return True
    headed = any(blocks[i].kind == "heading" for i in range(line.place + 1, first))
    over_another = first < len(blocks) and (len(own) > 1 or headed)
    return over_another or _KIND_OF_REPORT.search(line.text) is not None


def _with_second_line(blocks: Sequence[Block], line: Candidate, own: Sequence[Candidate]) -> tuple[str, frozenset[int]]:
    """Return the title with the line that it runs on into, if it does."""
    following = next((c for c in own if c.place == line.place + 1), None)
    if following and not blocks[following.place].gap and not ends_sentence(line.text) and _UNFINISHED.search(line.text):
        return f"{line.text} {following.text}", frozenset({line.place, following.place})
    return line.text, frozenset({line.place})


def repeated(candidates: Sequence[Candidate], title: str) -> frozenset[int]:
    """Return the places where the title, known from a label, stands once more."""
    return frozenset(c.place for c in candidates if c.text.casefold() == title.casefold())
