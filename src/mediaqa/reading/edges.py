"""The beginning and the end of a report, where it speaks of itself: metadata is taken out, the title is found."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mediaqa.reading.blocks import Block, is_prose
from mediaqa.reading.chrome import Grade, is_over_links
from mediaqa.reading.dates import is_range
from mediaqa.reading.metadata import Fact, Line, Rank, label_of, labelled, read_line
from mediaqa.reading.names import people
from mediaqa.reading.titles import Candidate, find_title, repeated

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


class Edges(NamedTuple):
    """What the two ends of a report gave, and the blocks and grades that are left."""

    facts: tuple[Fact, ...]
    blocks: list[Block]
    grades: list[Grade | None]


class _Reading(NamedTuple):
    """What was found so far: facts with their places, places that are used up, lines that may be the title."""

    facts: tuple[tuple[int, Fact], ...] = ()
    taken: frozenset[int] = frozenset()
    candidates: tuple[Candidate, ...] = ()
    closed: bool = False

    @property
    def below(self) -> int:
        """The place of the last line that speaks of the report."""
        return max((*self.taken, *(place for place, _ in self.facts)), default=-1)


def read_edges(blocks: Sequence[Block], grades: Sequence[Grade | None], *, title: str | None) -> Edges:
    """Take metadata out of the two ends of a report; ``title`` is what is known already, from front matter."""
    first = next((i for i, block in enumerate(blocks) if _is_body(block, grades[i])), len(blocks))
    last = next((i for i in range(len(blocks) - 1, first, -1) if _is_body(blocks[i], grades[i])), first)
    head = _read_lede(blocks, grades, first, _read_head(blocks, grades, min(first, HEAD_LINES)))
    tail = _read_tail(blocks, grades, max(last + 1, len(blocks) - HEAD_LINES))
    facts = (*head.facts, *tail.facts)
    title = title or next((str(fact.value) for _, fact in facts if fact.field == "title"), None)
    found, title_places = (
        find_title(blocks, head.candidates, head.below, first)
        if title is None
        else ((), repeated(head.candidates, title))
    )
    taken = head.taken | tail.taken | title_places | _menu_above(grades, head, title_places, first)
    settled = frozenset(
        c.place for c in head.candidates if c.place < head.below or is_range(c.text.rpartition(": ")[2])
    )
    left = [i for i in range(len(blocks)) if i not in taken]
    kept = [
        blocks[i]._replace(gap=blocks[i].gap or i - 1 in taken, settled=blocks[i].settled or i in settled) for i in left
    ]
    return Edges((*found, *(fact for _, fact in facts)), kept, [grades[i] for i in left])


def _menu_above(
    grades: Sequence[Grade | None], head: _Reading, title_places: frozenset[int], first: int
) -> frozenset[int]:
    """Return the places of menu words above the title and other metadata: there they can be no heading."""
    above = max((place for place in {*title_places, *head.taken} if place < first), default=0)
    return frozenset(i for i in range(above) if grades[i] in ("menu", "icon"))


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
    if line is None and reading.candidates and _are_authors(blocks, i):
        line = Line((Fact("authors", people(text), Rank.INFERRED),))
    if line is None:
        return None
    found = _taking(reading, i, line.facts, {i})
    if any(fact.field == "issue" for fact in line.facts) and not line.rest and not blocks[i].gap:
        return _with_series(reading, i, line.facts)
    if line.rest and not reading.closed:
        of_series = any(fact.field in ("series", "issue") for fact in line.facts)
        found = found._replace(candidates=(*reading.candidates, Candidate(i, line.rest, of_series)))
    return found


def _are_authors(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line lists people, unknown ones too: it then stands between the title and other metadata."""
    below = read_line(blocks[i + 1].text, head=True) if i + 1 < len(blocks) else None
    return below is not None and bool(below.facts) and len(people(blocks[i].text)) > 1


def _with_series(reading: _Reading, i: int, facts: Sequence[Fact]) -> _Reading:
    """Read an issue that stands right below a line: that line names its series, and is the title if no other is."""
    name = reading.candidates[-1] if reading.candidates else None
    if name is None or name.place != i - 1:
        return _taking(reading, i, facts, {i})
    issues = [str(fact.value) for fact in facts if fact.field == "issue"]
    others = [fact for fact in facts if fact.field != "issue"]
    found = _taking(reading, i, [Fact("series", f"{name.text}, {issues[0]}", Rank.INFERRED), *others], {i - 1, i})
    return found._replace(candidates=(*reading.candidates[:-1], name._replace(of_series=True)))


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
    if block.text.endswith((":", ";", ",", ".")) or (block.text[0].islower() and not titled):
        return reading
    return reading._replace(candidates=(*reading.candidates, Candidate(i, block.text)))


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
