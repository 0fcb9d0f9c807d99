"""A table of contents names headings that stand below: it is left out, or they would all be said twice."""

import re
from collections.abc import Sequence

from mediaqa.reading.blocks import Block, ends_sentence, is_prose

HEAD = 60
"""A table of contents begins among so many first lines."""

FEWEST = 2
"""It has at least so many entries."""

WRAPPED = 2
"""So many lines in a row may lead to no page, between two that do: the beginning of an entry that runs over lines."""

_TITLE = re.compile(
    r"(?:table of )?contents|contents page|in this (?:issue|report)|inhalt(?:sverzeichnis|sübersicht)?|"
    r"table des matières|sommaire|índice(?: general)?|contenido|sumário|indice|inhoud(?:sopgave)?|spis treści|"
    r"содержание|оглавление|в этом выпуске|зміст",
    re.IGNORECASE,
)
# Dots, or a bar where they stood in a column of their own, lead to the number of a page.
_LED = re.compile(r"(?:\.{3,}|…|(?: \.){3,}| \|)[ .…|]{0,200}(?:\d{1,4}|[ivxl]{1,6})$")


def table_of_contents(blocks: Sequence[Block]) -> range:
    """Return the places of a table of contents with its title; an empty range without one.

    An entry is a line that stands once more below, or that dots or a bar lead to a page.
    """
    titles = (i for i, block in enumerate(blocks[:HEAD]) if _TITLE.fullmatch(block.text[:40].rstrip(" :")))
    start = next(titles, None)
    if start is None:
        return range(0)
    last = {block.text.casefold(): i for i, block in enumerate(blocks)}
    end = start + 1
    while (following := _next_entry(blocks, end, last)) is not None:
        end = following + 1
    return range(start, end) if end > start + FEWEST else range(0)


def _next_entry(blocks: Sequence[Block], place: int, last: dict[str, int]) -> int | None:
    """Return the place of the next entry: here, or behind lines that can be the beginning of it."""
    for at in range(place, min(place + WRAPPED + 1, len(blocks))):
        if _leads_to_a_page(blocks[at].text):
            return at
        if at == place and _stands_below(blocks[at].text, at, last):
            return at
        if not _may_begin_an_entry(blocks[at]):
            return None
    return None


def _leads_to_a_page(text: str) -> bool:
    return len(text) < 400 and _LED.search(text[-240:]) is not None


def _stands_below(text: str, place: int, last: dict[str, int]) -> bool:
    return not is_prose(text) and last[text.casefold()] > place


def _may_begin_an_entry(block: Block) -> bool:
    """Whether a line can be a part of a table of contents, or stand at the foot of its page."""
    return block.kind == "note" or (not ends_sentence(block.text) and block.text.count(" ") < 20)
