"""What a page holds before anything is known of its lines: words with their places and type."""

from typing import NamedTuple


class Word(NamedTuple):
    """A word as the file has it.

    Lengths are points. ``left`` and ``right`` count along the line, ``base`` (of its letters' feet) downwards.
    ``glued`` tells that no blank stands before it, though its type differs from that of the word before.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    glued: bool = False


class Page(NamedTuple):
    """The words of a page in the order of the file; ``pictured`` tells that it has images and no words."""

    number: int
    words: list[Word]
    pictured: bool = False
