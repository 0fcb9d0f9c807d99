"""What the reader of a format makes of a file, before it is known what is chrome, title and heading."""

from typing import NamedTuple

from mediaqa.reading.blocks import Block
from mediaqa.reading.metadata import Fact


class Parsed(NamedTuple):
    """The blocks of a file in reading order, their characters settled, and what it says of itself beside its text.

    ``marked`` tells that the format marks its headings: where there are any, no line is one by its shape alone.
    ``warnings`` are sentences without the file's name and without a full stop.
    """

    blocks: list[Block]
    facts: tuple[Fact, ...] = ()
    marked: bool = False
    warnings: tuple[str, ...] = ()
