"""Words that were broken at the end of a line become whole again; a hyphen of the word's own stays."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mediaqa.reading.wording import word_set

OWN_WORD = 4
"""A part of a compound is a word in its own right from so many letters."""

_WORD = re.compile(r"[^\W\d_]+(?:[-‑'’][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)-$")
_NEXT = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SUSPENDED = re.compile(r"(?:and|or|to|и|или|und|oder)\b|[^\w]")
# These stand before a hyphen of their own; other beginnings are syllables of words far more often than words.
_HYPHENED = word_set("half quasi self vice well")
# These are words, and still begin longer words more often than compounds.
_PREFIXES = word_set(
    """
    anti auto counter demo every fore hand hyper inter micro mono multi other over para poly post some super tele
    there trans ultra under what where with авто анти контр меж много после пред пере транс
    """
)
# With these a compound ends, whether or not they stand alone in the text.
_LAST_PARTS = word_set(
    """
    aligned appointed backed based bound built called controlled driven elected facing free friendly funded held led
    level like linked made minded oriented owned party related run scale speaking sponsored style term valued wide
    wing winning
    """
)
_SOMEBODY = re.compile(
    r"(?:кто|что|как\w*|где|когда|куда|откуда|почему|зачем|кого|кому|кем|чего|чему|чем)-(?:то|либо|нибудь)"
)
_PO = re.compile(r"по[а-яё]+(?:ски|цки|ому|ему)")


class Joiner:
    """Joins the lines of paragraphs by the words of the document they stand in."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        """Count the words of ``texts``, runs of lines that follow each other, those broken by a line's end aside."""
        self._words = Counter[str]()
        for lines in texts:
            for line in _unbroken(lines):
                self._words.update(_WORD.findall(line.casefold()))

    def join(self, lines: Sequence[str]) -> tuple[str, list[int]]:
        """Return the lines as one text, and where in it each begins."""
        text, starts = lines[0], [0]
        parts = [text]
        length = len(text)
        for before, after in pairwise(lines):
            cut, between = self._joint(before, after)
            if cut:
                parts[-1] = parts[-1][:-1]
            parts += [between, after]
            length += len(between) - cut
            starts.append(length)
            length += len(after)
        return "".join(parts), starts

    def _joint(self, before: str, after: str) -> tuple[bool, str]:
        """Return whether the hyphen at the end of a line goes, and what comes in between."""
        broken = _BROKEN.search(before[-60:])
        if not broken:
            return False, "" if before.endswith(("—", "/")) and not before.endswith((" —", " /")) else " "
        following = _NEXT.match(after)
        if not following or _SUSPENDED.match(after):
            return False, " "
        return self._is_one_word(broken[1], following[0]), ""

    def _is_one_word(self, left: str, right: str) -> bool:
        if not left[-1].isalpha() or not (right[0].islower() or (left.isupper() and right.isupper())):
            return False
        whole, compound = self._words[f"{left}{right}".casefold()], self._words[f"{left}-{right}".casefold()]
        if whole or compound:
            return whole >= compound
        if right.isupper():
            return not self._words[left.casefold()] and not self._words[right.casefold()]
        return not self._is_compound(left, right)

    def _is_compound(self, left: str, right: str) -> bool:
        """Whether a word that the text has in neither form has a hyphen of its own."""
        proper = left[0].isupper() and not left.isupper()
        left, right = left.casefold(), right.casefold()
        if "-" in left or len(left) == 1 or left in _HYPHENED or _PO.fullmatch(left + right):
            return True
        if _SOMEBODY.fullmatch(f"{left}-{right}"):
            return True
        known = self._words[left] > 0
        if right.partition("-")[0] in _LAST_PARTS:
            return known or proper
        if left in _PREFIXES or min(len(left), len(right)) < OWN_WORD:
            return left == "non" and self._words[right] > 0
        return known and self._words[right.partition("-")[0]] > 0


def _unbroken(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without the halves of words."""
    after_hyphen = False
    for line in lines:
        text = _NEXT.sub("", line, count=1) if after_hyphen else line
        broken = _BROKEN.search(line[-60:])
        after_hyphen = broken is not None
        yield text[: -len(broken[0])] if broken and len(text) >= len(broken[0]) else text
