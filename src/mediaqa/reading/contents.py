"""A table of contents names headings that stand below: it is left out, or they would all be said twice."""

import re
from collections.abc import Sequence

from mediaqa.reading.blocks import Block, is_prose

HEAD = 60
"""A table of contents begins among so many first lines."""

_TITLE = re.compile(
    r"(?:table of )?contents|in this (?:issue|report)|содержание|оглавление|в этом выпуске", re.IGNORECASE
)
_LED = re.compile(r"(?:\.{3,}|…|(?: \.){3,})[ .…]{0,200}\d{1,4}$")


def table_of_contents(blocks: Sequence[Block]) -> range:
    """Return the places of a table of contents with its title; an empty range without one.

    An entry is a line that stands once more below, or that dots lead to a page.
    """
    titles = (i for i, block in enumerate(blocks[:HEAD]) if _TITLE.fullmatch(block.text[:40].rstrip(" :")))
    start = next(titles, None)
    if start is None:
        return range(0)
    last = {block.text.casefold(): i for i, block in enumerate(blocks)}
    end = start + 1
    while end < len(blocks) and _is_entry(blocks[end].text, end, last):
        end += 1
    return range(start, end) if end > start + 2 else range(0)


def _is_entry(text: str, place: int, last: dict[str, int]) -> bool:
    return not is_prose(text) and (last[text.casefold()] > place or _LED.search(text[-240:]) is not None)
