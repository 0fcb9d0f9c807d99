"""Pages that another reader has taken from a file become blocks: running titles go, what runs on is joined."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from mediaqa.reading.blocks import Block, PageStart, ends_sentence
from mediaqa.reading.cleaning import settle
from mediaqa.reading.plain import Splits, Vocabulary, join_lines, plain_blocks

EDGE = 2
"""Lines at either end of a page that may be repeated on the others: a running title, a page number."""

REPEATED = 0.5
"""The share of the pages on which a line stands at the same end, figures aside, from which it belongs to none."""

NUMBER = "#"
"""Stands for a number: alone, it is the page's."""

_FIGURES = re.compile(r"\d+")
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


class PageText(NamedTuple):
    """The text of one page of a document, and its number if it has one."""

    number: int | None
    text: str


def holds_markup(pages: Sequence[PageText]) -> bool:
    """Whether the text is the source of a web page, as readers of web pages give it unless told otherwise."""
    return bool(pages) and _MARKUP.match(pages[0].text) is not None


def page_blocks(pages: Sequence[PageText], stands_alone: Splits) -> list[Block]:
    """Return the blocks of the pages, each with its page; a paragraph may begin on one and end on the next."""
    texts = [settle(page.text) for page in pages]
    if len(pages) > 1 and all(page.number is not None for page in pages):
        texts = _without_running_lines(texts)
    vocabulary = Vocabulary("\n".join(texts))
    blocks: list[Block] = []
    for page, text in zip(pages, texts, strict=True):
        starts = () if page.number is None else (PageStart(0, page.number),)
        own = [block._replace(pages=starts) for block in plain_blocks(text, stands_alone)]
        if blocks and own and _runs_on(blocks[-1], own[0]):
            blocks[-1] = _joined(blocks[-1], own.pop(0), vocabulary)
        blocks += own
    return blocks


def _without_running_lines(texts: Sequence[str]) -> list[str]:
    """Return the pages without what stands at an end of most of them; a running title stays on the first page."""
    pages = [text.split("\n") for text in texts]
    for end in (1, -1):
        edges = [[n for n, line in enumerate(page) if line.strip()][::end][:EDGE] for page in pages]
        keys = [{_key(page[n]) for n in places} for page, places in zip(pages, edges, strict=True)]
        counted = Counter(key for own in keys for key in own)
        running = {key for key, count in counted.items() if count >= max(2, REPEATED * len(pages))}
        for above, (page, places) in enumerate(zip(pages, edges, strict=True)):
            for n in places:
                if _key(page[n]) in (running if above else running & {NUMBER}):
                    page[n] = ""
    return ["\n".join(page) for page in pages]


def _key(line: str) -> str:
    """Return a line as it is compared with those of other pages."""
    return _FIGURES.sub(NUMBER, " ".join(line.split()))


def _runs_on(last: Block, first: Block) -> bool:
    """Whether the first paragraph of a page goes on with the last one of the page before."""
    return last.kind == first.kind == "text" and not ends_sentence(last.text) and first.text[:1].islower()


def _joined(last: Block, first: Block, vocabulary: Vocabulary) -> Block:
    text = join_lines([last.text, first.text], vocabulary)
    offset = len(text) - len(first.text)
    return last._replace(text=text, pages=(*last.pages, *(PageStart(offset, page.number) for page in first.pages)))
