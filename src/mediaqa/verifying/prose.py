"""What an answer in prose claims: its sentences, the passages that its markers name, and what is no claim."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mediaqa.sentences import sentence_spans
from mediaqa.wording import words

_NUMBERS = r"\d{1,3}(?:\s*[-–,;]\s*(?:(?:source|passage)s?\s*)?\d{1,3})*"
MARKER = re.compile(
    rf"\s*(?:[\[【(]\s*(?:\^|(?:sources?|passages?|citations?|refs?\.?|no\.?|источники?)\s*:?\s*#?)?(?P<square>{_NUMBERS})"
    r"(?:\s*†[^\]】]*|\s*,\s*(?:page|paragraph|p\.|line)\s*\d+)?\s*[\]】)])",
    re.IGNORECASE,
)
"""A marker that names passages by number: [1], [2, 3], [1-3], 【1】, [Source 2], [Source 2, page 15], (1)."""

_LIST_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+|^\s*#+\s*", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_SOURCES = re.compile(r"^\s*\W*(?:sources|references|citations|источники)\b\s*:?\W*$", re.IGNORECASE | re.MULTILINE)
_DECLINES = re.compile(
    r"\b(?:(?:do|does|did) not (?:say|mention|state|specify|provide|contain|include|answer|give|indicate|address)"
    r"|(?:there is|contains?|found|have|has) no (?:information|mention|answer|evidence|data)"
    r"|(?:cannot|can't|could not|unable to) (?:be )?(?:answer|determin|find|found)\w*"
    r"|is not (?:mentioned|stated|specified))\b"
    r"|не (?:говорится|упоминается|сообщается|указан)|нет (?:информации|данных|сведений)",
    re.IGNORECASE,
)
_OF_THE_TEXT = re.compile(
    r"\b(?:passages?|reports?|texts?|sources?|context|documents?|information|provided|question|отч[её]т\w*|источник\w*)\b",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence of an answer, its markers taken out, and the numbers that they named, from 1."""

    text: str
    numbers: tuple[int, ...]


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of an answer, in order, up to a list of sources at its end."""
    if last := _SOURCES.search(text):
        text = text[: last.start()]
    found: list[Sentence] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•–]|\d{1,2}[.)])\s)", text):
        found += _of_block(_EMPHASIS.sub("", _LIST_ITEM.sub("", block)))
    return found


def _of_block(block: str) -> Iterator[Sentence]:
    marks: list[tuple[int, tuple[int, ...]]] = []
    bare = ""
    done = 0
    for match in MARKER.finditer(block):
        if match.group().lstrip().startswith("(") and not _is_reference(match):
            continue
        bare += block[done : match.start()]
        marks.append((len(bare), _numbers(match["square"])))
        done = match.end()
    bare += block[done:]
    spans = sentence_spans(bare)
    for place, span in enumerate(spans):
        # A marker belongs to the sentence that it stands in or behind.
        following = spans[place + 1].start if place + 1 < len(spans) else len(bare) + 1
        own = [
            number
            for at, many in marks
            if span.start < at <= following or (at <= span.start and not place)
            for number in many
        ]
        sentence = " ".join(span.of(bare).split())
        if words(sentence):
            yield Sentence(sentence, tuple(dict.fromkeys(own)))


def _is_reference(match: re.Match[str]) -> bool:
    """Whether numbers in round brackets name passages: (1), (Source 2), not (2021) or (12 May)."""
    return bool(re.search(r"sourc|passag|источ", match.group(), re.IGNORECASE)) or len(match["square"]) < 3


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in re.split(r"[,;]", text):
        figures = [int(figure) for figure in re.findall(r"\d+", part)]
        found += range(figures[0], figures[-1] + 1) if len(figures) > 1 and figures[-1] - figures[0] < 20 else figures
    return tuple(found)


def declines(sentence: str) -> bool:
    """Whether a sentence claims nothing, but says that the reports do not tell."""
    return bool(_DECLINES.search(sentence) and _OF_THE_TEXT.search(sentence))
