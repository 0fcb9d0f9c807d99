"""Splitting a report into passages: whole sentences of one section, of a size in tokens.

A section becomes a row of units: its heading, its sentences, and pieces of a sentence that is too long. The passages
are the runs of units with the least total cost: the squared shortfall of each run (so that runs come out even), and
for each break a price that says how much is torn apart there.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mediaqa.contexts import contexts
from mediaqa.sentences import sentence_spans
from mediaqa.tokens import count_many
from mediaqa.values import Page, Passage, Report, Section, Span

SPLITTING_VERSION = 1
"""Grows whenever the same report would be split in another way, so that indexed reports are split anew."""

TOKENS_PER_CHARACTER = 4
"""The most tokens that one character can be: o200k works on bytes, and UTF-8 has up to four."""

MOST_UNITS = 48
"""The most units of a passage: reached by tables and lists alone, where it bounds the work."""

PIECE_CHARS = 32
"""The width, in characters, of the windows in which a long sentence is cut, or a quarter of the limit."""

# The price of a break, in shortfalls of an empty passage: that of 0.12 puts 84 of 100 breaks of news articles between
# paragraphs; the large ones are paid only where there is no other way.
PARAGRAPH, SENTENCE, ANNOUNCED = 0.0, 0.12, 0.5
CLAUSE, BLANK, ANYWHERE = 2.0, 4.0, 8.0
QUOTED, INTRODUCTION, HEADING = 10.0, 30.0, 1000.0

_CLAUSE_END = re.compile(r".*[,;:…—–)»”\]](?=\s)", re.DOTALL)
_BLANK = re.compile(r".*\S(?=\s)", re.DOTALL)
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two make a flag
_NONBLANK = re.compile(r"\S")


class Unit(NamedTuple):
    """What is never torn: a heading, a sentence, or a piece of a long one. ``price`` is that of a break after it.

    ``sentence`` is the place where the sentence begins that the unit belongs to, ``None`` in a heading.
    """

    start: int
    end: int
    tokens: int
    price: float
    sentence: int | None


class Group(NamedTuple):
    """The units of one passage."""

    section: int
    units: Sequence[Unit]


def split(report: Report, *, max_tokens: int) -> list[Passage]:
    """Return the passages of a report: they tile its text, each is inside one section.

    None has more than ``max_tokens`` tokens (of o200k, at least 4), the blanks around its words aside. Blanks between
    two passages, also between two sections, end the first; a text of blanks alone is one passage without sentences.
    A heading stands in its section's first passage with the text after it; where there is none, it is a passage. A
    block quotation is kept with the sentence before it, as a whole or with what of it fits. A sentence over the limit
    is cut at clause marks, else at blanks, else anywhere but within what a reader sees as one character.
    """
    if max_tokens < TOKENS_PER_CHARACTER:
        raise ValueError(f"max_tokens is {max_tokens}, less than one character may have ({TOKENS_PER_CHARACTER})")
    if not report.text:
        return []
    sections = report.sections or (Section(title=None, level=0, start=0, end=len(report.text)),)
    quotations = _runs_of_quotations(report)
    limit = max_tokens - 1  # the blank at a passage's end is a token more
    groups = [
        Group(place, units)
        for place, section in enumerate(sections)
        for units in _partition(_units(report.text, section, quotations, limit), limit)
    ]
    groups, texts, tokens = _fitted(report.text, groups or [Group(0, ())], max_tokens)
    return list(_passages(report, sections, groups, texts, tokens))


def _fitted(text: str, groups: list[Group], limit: int) -> tuple[list[Group], list[str], list[int]]:
    """Return the groups with their texts and exact counts; one that is too long after all is split again."""
    while True:
        starts = [0, *(group.units[0].start for group in groups[1:]), len(text)]
        texts = [text[start:end] for start, end in pairwise(starts)]
        tokens = count_many(texts)
        if all(count <= limit or len(group.units) < 2 for count, group in zip(tokens, groups, strict=True)):
            return groups, texts, tokens
        groups = [
            Group(group.section, units)
            for group, count in zip(groups, tokens, strict=True)
            for units in (_halved(group.units) if count > limit else [group.units])
        ]


def _halved(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    return list(_partition(units, max(1, sum(unit.tokens for unit in units) * 3 // 4)))


def _partition(units: Sequence[Unit], limit: int) -> Iterator[Sequence[Unit]]:
    """Cut a row of units into runs of at most ``limit`` tokens, at the least total cost."""
    costs, origins = [0.0], [0]
    square = 1.0 / (limit * limit)
    for end, unit in enumerate(units, 1):
        room, best, origin = limit - unit.tokens, float("inf"), end - 1
        for start in range(end - 1, max(-1, end - 1 - MOST_UNITS), -1):
            cost = costs[start] + room * room * square
            if cost < best:
                best, origin = cost, start
            room -= units[start - 1].tokens
            if room < 0:
                break
        costs.append(best + unit.price)
        origins.append(origin)
    bounds = [len(units)]
    while bounds[-1] > 0:
        bounds.append(origins[bounds[-1]])
    return (units[start:end] for start, end in pairwise(reversed(bounds)))


def _units(text: str, section: Section, quotations: Sequence[Span], limit: int) -> list[Unit]:
    heading = section.heading
    body = heading.end if heading else section.start
    quotations = _inside(quotations, body, section.end)
    spans = _sentences(text, body, section.end, quotations)
    nexts = [*(span.start for span in spans[1:]), section.end]
    # A single blank is part of the next token, a line break is one of its own.
    counts = count_many(
        [text[span.start : following].rstrip(" ") for span, following in zip(spans, nexts, strict=False)]
    )
    units = [
        Unit(span.start, span.end, tokens, price, span.start)
        for span, tokens, price in zip(spans, counts, _prices(text, spans), strict=True)
    ]
    _keep_quotations(units, quotations, limit)
    return _shortened(text, units, heading, limit)


def _sentences(text: str, start: int, end: int, quotations: Iterable[Span]) -> list[Span]:
    """Return the sentences; one also ends where a block quotation does, if that is at the edge of a line."""
    edges = [edge for span in quotations for edge in span if start < edge < end]
    edges = [edge for edge in edges if "\n" in (text[edge - 1], text[edge])]
    bounds = [start, *edges, end]
    return [span for one, other in pairwise(bounds) for span in sentence_spans(text, one, other)]


def _runs_of_quotations(report: Report) -> list[Span]:
    """Return the block quotations in order, those joined that have only blanks between them."""
    runs: list[Span] = []
    for span in sorted(report.quotations):
        if runs and not report.text[runs[-1].end : span.start].strip():
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _inside(runs: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Return the runs with something in the range, cut to it."""
    first, last = bisect_left(runs, start, key=lambda run: run.end), bisect_left(runs, end, key=lambda run: run.start)
    return [Span(max(run.start, start), min(run.end, end)) for run in runs[first:last]]


def _prices(text: str, spans: Sequence[Span]) -> Iterator[float]:
    """Yield the price of a break after each sentence."""
    for (_, end), (start, _) in pairwise([*spans, *spans[-1:]]):
        if text[end - 1] == ":":
            yield ANNOUNCED
        else:
            yield PARAGRAPH if text.count("\n", end, start) > 1 else SENTENCE


def _keep_quotations(units: list[Unit], quotations: Iterable[Span], limit: int) -> None:
    """Raise the prices of breaks that would part a quotation from what introduces it, or tear it without need."""
    starts = [unit.start for unit in units]
    for quotation in quotations:
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        if first == last:
            continue
        before = max(0, first - 1)
        if sum(unit.tokens for unit in units[before:last]) <= limit:
            for place in range(first, last - 1):
                units[place] = units[place]._replace(price=QUOTED)
        if first > 0:
            units[before] = units[before]._replace(price=INTRODUCTION)


def _shortened(text: str, units: Sequence[Unit], heading: Span | None, limit: int) -> list[Unit]:
    """Return the units of a section with the heading before them, in pieces where they are too long."""
    result: list[Unit] = []
    room = limit
    if heading:
        body = units[0].start if units else heading.end
        [tokens] = count_many([text[heading.start : body].rstrip(" ")])
        title = Unit(heading.start, heading.end, tokens, HEADING, None)
        result += [title] if tokens <= limit // 2 else _pieces(text, title, limit // 2)
        room -= result[-1].tokens
    for unit in units:
        result += [unit] if unit.tokens <= room else _pieces(text, unit, room)
        room = limit
    return result


def _pieces(text: str, unit: Unit, limit: int, width: int = 0) -> Iterator[Unit]:
    """Cut a unit into pieces of at most ``limit`` tokens, best much smaller ones, to be put together again."""
    narrow = max(1, limit // TOKENS_PER_CHARACTER)
    width = width or max(narrow, min(limit, PIECE_CHARS))
    cuts = list(_cuts(text, unit, width))
    counts = count_many([text[start:end] for start, end, _ in cuts])
    for (start, end, price), tokens in zip(cuts, counts, strict=True):
        piece = Unit(start, end, tokens, price, unit.sentence)
        if tokens > limit and width > narrow:
            yield from _pieces(text, piece, limit, narrow)
        else:
            yield piece


def _cuts(text: str, unit: Unit, width: int) -> Iterator[tuple[int, int, float]]:
    """Yield beginning, end and price of pieces of at most ``width`` characters."""
    start = unit.start
    while unit.end - start > width:
        end, price = _cut(text, start, width)
        yield start, end, price
        found = _NONBLANK.search(text, end, unit.end)
        start = found.start() if found else unit.end
    yield start, unit.end, unit.price


def _cut(text: str, start: int, width: int) -> tuple[int, float]:
    """Return where to end a piece from ``start``, and the price of a break there."""
    for pattern, price in ((_CLAUSE_END, CLAUSE), (_BLANK, BLANK)):
        if found := pattern.match(text, start, start + width + 1):
            return found.end(), price
    whole = (place for place in range(start + width, start, -1) if not _is_joined(text, start, place))
    return next(whole, start + width), ANYWHERE


def _is_joined(text: str, start: int, place: int) -> bool:
    """Tell whether a cut at ``place`` parts what a reader sees as one: marks, joiners, flags, Korean syllables."""
    left, right = text[place - 1], text[place]
    if left in _FLAG_LETTERS and right in _FLAG_LETTERS:
        before = text[start:place]
        return (len(before) - len(before.rstrip(_FLAG_LETTERS))) % 2 == 1
    return (
        unicodedata.category(right)[0] == "M"
        or "\u200d" in (left, right)
        or "\U0001f3fb" <= right <= "\U0001f3ff"
        or ("\ud800" <= left <= "\udbff" and "\udc00" <= right <= "\udfff")
        or ("\u1100" <= left <= "\u11ff" and "\u1160" <= right <= "\u11ff")
    )


def _passages(
    report: Report, sections: Sequence[Section], groups: Iterable[Group], texts: Iterable[str], tokens: Iterable[int]
) -> Iterator[Passage]:
    above = list(contexts(report, sections))
    pages = sorted(report.pages, key=lambda page: page.start)
    place = 0
    for group, text, count in zip(groups, texts, tokens, strict=True):
        yield Passage(
            report_id=report.id,
            start=place,
            end=place + len(text),
            text=text,
            section=sections[group.section].title,
            page=_page(pages, group.units[0].start if group.units else 0),
            pages=_pages(pages, place, place + len(text)),
            context=above[group.section],
            sentences=_citable(group.units),
            tokens=count,
        )
        place += len(text)


def _citable(units: Iterable[Unit]) -> tuple[Span, ...]:
    """Return the spans of the sentences, the pieces of one put together; a heading is none."""
    spans: dict[int, Span] = {}
    for unit in units:
        if unit.sentence is not None:
            begun = spans.get(unit.sentence)
            spans[unit.sentence] = Span(begun.start if begun else unit.start, unit.end)
    return tuple(spans.values())


def _page(pages: Sequence[Page], place: int) -> int | None:
    after = bisect_right(pages, place, key=lambda page: page.start)
    return pages[after - 1].number if after and place < pages[after - 1].end else None


def _pages(pages: Sequence[Page], start: int, end: int) -> tuple[Page, ...]:
    """Return the spans of pages in a range, cut to it, if there are several."""
    first = bisect_right(pages, start, key=lambda page: page.end)
    last = bisect_left(pages, end, key=lambda page: page.start)
    if last - first < 2:
        return ()
    return tuple(
        Page(number=page.number, start=max(page.start, start), end=min(page.end, end)) for page in pages[first:last]
    )
