"""The beginning and the end of a report, where it speaks of itself: metadata is taken out, the title is found."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mediaqa.reading.blocks import Block, ends_sentence, is_prose
from mediaqa.reading.chrome import Grade, is_over_links
from mediaqa.reading.dates import is_range
from mediaqa.reading.metadata import Fact, Rank, label_of, labelled, read_line
from mediaqa.reading.names import desk, people

HEAD_LINES = 60
"""How many lines at either end are looked at for metadata."""

TITLE_LENGTH = 250

_EXCERPT = re.compile(
    r"(?:the following|what follows|this|below) (?:is|are) (?:an? |the )?(?:edited |short |brief )?"
    r"(?:excerpts?|extracts?|summary|abridged version)\b.*|"
    r"(?:excerpt|excerpted|extract|adapted) from (?:the |this |a |our )?(?:full |first |original )?"
    r"(?:report|section|study|paper|publication|issue).*|"
    r"(?:ниже|далее) (?:приводится|приведён|приведен|приведены|публикуется|следует) (?:отрывок|отрывки|"
    r"выдержка|выдержки|фрагмент|фрагменты).*",
    re.IGNORECASE,
)
_OF_A_REPORT = re.compile(
    r"\b(?:report|study|paper|publication|document|issue|section|доклад|отч[её]т|публикаци|издани|выпуск|"
    r"раздел)",
    re.IGNORECASE,
)
_KIND_OF_REPORT = re.compile(
    r"\b(?:analysis|brief|briefing|bulletin|chronicle|digest|monitor|monitoring|newsletter|observer|"
    r"outlook|report|review|round-?up|"
    r"survey|tracker|update|watch|аналитика|анализ|бюллетень|вестник|дайджест|доклад|мониторинг|обзор|"
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
_PERIOD = re.compile(r"[^:]{2,40}: ?.{0,30}\d")
_UNFINISHED = re.compile(
    r"[:,–—-]$|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|в|и|к|на|о|от|по|с)$", re.IGNORECASE
)


class Edges(NamedTuple):
    """What the two ends of a report gave, and the blocks and grades that are left."""

    facts: tuple[Fact, ...]
    blocks: list[Block]
    grades: list[Grade | None]


class _Candidate(NamedTuple):
    """A line that may be the title; that of a series is one only where there is no other."""

    place: int
    text: str
    of_series: bool = False


class _Reading(NamedTuple):
    """What was found so far: facts with their places, places that are used up, lines that may be the title."""

    facts: tuple[tuple[int, Fact], ...] = ()
    taken: frozenset[int] = frozenset()
    candidates: tuple[_Candidate, ...] = ()
    closed: bool = False


def read_edges(blocks: Sequence[Block], grades: Sequence[Grade | None], *, title: str | None) -> Edges:
    """Take metadata out of the two ends of a report; ``title`` is what is known already, from front matter."""
    first = next((i for i, block in enumerate(blocks) if _is_body(block, grades[i])), len(blocks))
    last = next((i for i in range(len(blocks) - 1, first, -1) if _is_body(blocks[i], grades[i])), first)
    head = _read_lede(blocks, grades, first, _read_head(blocks, grades, min(first, HEAD_LINES)))
    tail = _read_tail(blocks, grades, max(last + 1, len(blocks) - HEAD_LINES))
    facts = (*head.facts, *tail.facts)
    title = title or next((str(fact.value) for _, fact in facts if fact.field == "title"), None)
    found, title_places = _find_title(blocks, head, first) if title is None else (None, _repeated(head, title))
    taken = head.taken | tail.taken | title_places
    below = max((place for place, _ in head.facts), default=-1)
    settled = frozenset(
        c.place for c in head.candidates if c.place < below or _PERIOD.match(c.text) or is_range(c.text)
    )
    left = [i for i in range(len(blocks)) if i not in taken]
    kept = [
        blocks[i]._replace(gap=blocks[i].gap or i - 1 in taken, settled=blocks[i].settled or i in settled)
        for i in left
    ]
    inferred = (Fact("title", found, Rank.INFERRED),) if found else ()
    return Edges((*inferred, *(fact for _, fact in facts)), kept, [grades[i] for i in left])


def is_excerpt_notice(text: str) -> bool:
    """Whether a line says that what follows is a part of a report."""
    return len(text) < 200 and _EXCERPT.fullmatch(text) is not None and _OF_A_REPORT.search(text) is not None


def _is_body(block: Block, grade: Grade | None) -> bool:
    """Whether a block is running text, which a line of metadata or a headline that asks a question is not."""
    text = block.text
    sentence = is_prose(text) or (text.endswith(".") and text.count(" ") > 1)
    if grade is not None or block.kind == "heading" or not sentence:
        return False
    if len(text) <= 120 and text.endswith(("?", "!")) and text.count(". ") == 0:
        return False
    return not is_excerpt_notice(text) and read_line(text, head=True) is None


def _read_head(blocks: Sequence[Block], grades: Sequence[Grade | None], end: int) -> _Reading:
    reading = _Reading()
    for i in range(end):
        if i not in reading.taken and grades[i] != "chrome":
            reading = _read_at(blocks, i, reading) or _as_candidate(blocks[i], grades[i], i, reading)
    return reading


def _read_at(blocks: Sequence[Block], i: int, reading: _Reading) -> _Reading | None:
    """Read one line of the head, or a label with its value in the next line."""
    text = blocks[i].text
    if is_excerpt_notice(text):
        return reading._replace(taken=reading.taken | {i}, closed=True)
    if pair := _label_and_value(blocks, i):
        return _taking(reading, i, pair, {i, i + 1})
    line = read_line(text, head=True, after_title=bool(reading.candidates))
    if line is None:
        return None
    found = _taking(reading, i, line.facts, {i})
    if line.rest and not reading.closed:
        of_series = any(fact.field in ("series", "issue") for fact in line.facts)
        found = found._replace(candidates=(*reading.candidates, _Candidate(i, line.rest, of_series)))
    return found


def _taking(reading: _Reading, i: int, facts: Sequence[Fact], places: set[int]) -> _Reading:
    """Return the reading with more facts; below the authors no line is the title any more."""
    return reading._replace(
        facts=(*reading.facts, *((i, fact) for fact in facts)),
        taken=reading.taken | places,
        closed=reading.closed or any(fact.field == "authors" for fact in facts),
    )


def _as_candidate(block: Block, grade: Grade | None, i: int, reading: _Reading) -> _Reading:
    titled = block.kind == "heading" and block.level == 1
    may = grade is None or (grade == "menu" and (titled or (block.text.count(" ") > 1 and block.gap)))
    if reading.closed or not may or not (titled or block.kind == "text") or len(block.text) > TITLE_LENGTH:
        return reading
    if block.text.endswith((":", ";", ",")) or (block.text[0].islower() and not titled):
        return reading
    return reading._replace(candidates=(*reading.candidates, _Candidate(i, block.text)))


def _label_and_value(blocks: Sequence[Block], i: int) -> tuple[Fact, ...]:
    field = label_of(blocks[i].text)
    marked = blocks[i].text.endswith(":") or field in ("date", "document_number", "authors", "page_count")
    if not field or not marked or i + 1 >= len(blocks) or len(blocks[i + 1].text) > TITLE_LENGTH:
        return ()
    if field == "authors" and not people(blocks[i + 1].text):
        return ()
    return labelled(field, blocks[i + 1].text)


def _read_lede(blocks: Sequence[Block], grades: Sequence[Grade | None], first: int, reading: _Reading) -> _Reading:
    """Read the byline and the labelled lines that stand below a first sentence of prose, before the second."""
    for i in range(first + 1, min(first + 6, len(blocks))):
        if _is_body(blocks[i], grades[i]) or blocks[i].kind == "heading":
            break
        line = read_line(blocks[i].text, head=True)
        if line and not line.rest and (_is_sure(line.facts) or i - 1 in reading.taken):
            reading = _taking(reading, i, line.facts, {i})
    return reading


def _is_sure(facts: Sequence[Fact]) -> bool:
    return all(fact.rank == Rank.LABELLED or fact.field == "authors" for fact in facts)


def _read_tail(blocks: Sequence[Block], grades: Sequence[Grade | None], start: int) -> _Reading:
    reading = _Reading()
    for i in range(start, len(blocks)):
        if is_over_links(blocks[i].text):
            break
        if i in reading.taken or grades[i] == "chrome":
            continue
        if pair := _label_and_value(blocks, i):
            reading = _taking(reading, i, pair, {i, i + 1})
        elif line := read_line(blocks[i].text, head=False):
            reading = _taking(reading, i, line.facts, {i})
    return reading


def _find_title(blocks: Sequence[Block], head: _Reading, first: int) -> tuple[str | None, frozenset[int]]:
    """Return the title that no label names, and the lines that it takes up.

    A line at the top is the title when it is the only heading of the highest level, when a byline, a date or another
    heading stands below it, or when it names a kind of report ("Weekly Press Review"). A lone line over prose may be
    a section's heading.
    """
    own = [c for c in head.candidates if not c.of_series]
    chosen = own[0] if own else None
    if len(own) > 1 and chosen and desk(chosen.text) and not _KIND_OF_REPORT.search(chosen.text):
        chosen = own[1]
    if chosen and _is_title(blocks, head, chosen, own, first):
        return _with_second_line(blocks, chosen, own)
    series = next((c for c in head.candidates if c.of_series), None)
    return (series.text, frozenset()) if series else (None, frozenset())


def _is_title(
    blocks: Sequence[Block], head: _Reading, line: _Candidate, own: Sequence[_Candidate], first: int
) -> bool:
    highest = sum(block.kind == "heading" and block.level == 1 for block in blocks)
    if blocks[line.place].kind == "heading" and highest == 1:
        return True
    if line.text.casefold() in _GENERIC:
        return False
    if any(place > line.place for place, _ in head.facts) or line.place in head.taken:
        return True
    headed = any(blocks[i].kind == "heading" for i in range(line.place + 1, first))
    over_another = first < len(blocks) and (len(own) > 1 or headed)
    return over_another or _KIND_OF_REPORT.search(line.text) is not None


def _with_second_line(
    blocks: Sequence[Block], line: _Candidate, own: Sequence[_Candidate]
) -> tuple[str, frozenset[int]]:
    """Return the title with the line that it runs on into, if it does."""
    following = next((c for c in own if c.place == line.place + 1), None)
    if (
        following
        and not blocks[following.place].gap
        and not ends_sentence(line.text)
        and _UNFINISHED.search(line.text)
    ):
        return f"{line.text} {following.text}", frozenset({line.place, following.place})
    return line.text, frozenset({line.place})


def _repeated(head: _Reading, title: str) -> frozenset[int]:
    """Return the places where the title, known from a label, stands once more."""
    return frozenset(c.place for c in head.candidates if c.text.casefold() == title.casefold())
