"""Headings: lines that stand over a part of the text, by their shape and their neighbours."""

import re
from collections.abc import Sequence

from mediaqa.reading.blocks import Block, ends_sentence, is_prose
from mediaqa.reading.names import is_known_person
from mediaqa.reading.quotations import QUOTES

HEADING_LENGTH = 110
"""No heading in plain text is longer, in characters."""

HEADING_WORDS = 15

CHAIN = 2
"""So many headings stand directly over each other at most; more short lines are something else."""

QUESTION_WORDS = 10
"""A longer question between blank lines is asked by the report, not by a heading."""

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.? +[^\W_a-zа-я]|([IVX]{1,5})[.)] +[^\W\d_]")
_FIGURE = re.compile(r"\(?(\d{1,2})[.)]")
_ROMAN = re.compile(r"[IVX]{1,5}[.)] ")
_NOT_HEADINGS = re.compile(
    r"(?:source|sources|note|notes|n\.b\.|figure|fig\.|table|chart|photo|image|caption|translation|"
    r"translated|see|from|источник|источники|примечание|рис\.|рисунок|таблица|перевод|q|a)\b\s*[:.№\d]|"
    r"[—–(\[<{|-]|(?:so|but|and|now|or|yet|и|а|но|так)\b.*\?$|\d{1,3}\W*$",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]['\"”»)]? [^\W\d_a-zа-я]")


def mark_headings(blocks: Sequence[Block], *, shaped: bool, spaced: bool) -> list[Block]:
    """Return the blocks with headings marked and levelled.

    ``shaped`` allows the shape of a line to make it a heading; otherwise only what the text itself marks is one.
    ``spaced`` tells that paragraphs stand between blank lines, as a heading then must.
    """
    likely = [_may_head(block, shaped=shaped) for block in blocks]
    marked = _marked(blocks, likely, spaced=spaced)
    asking = [shaped and _asks(block) for block in blocks]
    if any(asking) and any(block.kind == "heading" for block in marked):
        either = [may or asks for may, asks in zip(likely, asking, strict=True)]
        marked = _marked(blocks, either, spaced=spaced)
    return _levelled(marked)


def _marked(blocks: Sequence[Block], likely: Sequence[bool], *, spaced: bool) -> list[Block]:
    marked = list(blocks)
    under = 0
    for i in range(len(blocks) - 2, -1, -1):
        under = under if marked[i + 1].kind == "heading" else 0
        before = blocks[i - 1] if i else None
        if under < CHAIN and likely[i] and _stands_over(blocks[i], before, marked[i + 1], spaced=spaced):
            marked[i] = blocks[i]._replace(kind="heading")
            under += 1
    return marked


def _may_head(block: Block, *, shaped: bool) -> bool:
    """Whether the words of a line could be a heading's."""
    text = block.text
    if block.settled or "@" in text or "://" in text or len(text) > HEADING_LENGTH or text.count(" ") >= HEADING_WORDS:
        return False
    if block.kind == "text" and block.strong:
        return not text.endswith((".", ",", ";"))
    if not shaped or block.kind not in ("text", "item"):
        return False
    numbered = _NUMBERED.match(text)
    if block.kind == "item" and not numbered:
        return False
    if text[0].islower() or _NOT_HEADINGS.match(text) or (_TWO_SENTENCES.search(text) and not numbered):
        return False
    if text[0] in QUOTES and text[-1] in '”»"’“':
        return False
    return (_has_headings_end(text) or bool(numbered and text.endswith("?"))) and not is_known_person(text)


def _asks(block: Block) -> bool:
    """Whether a line is a short question, which in a text with other headings is one too."""
    text = block.text
    short = 2 <= text.count(" ") < QUESTION_WORDS
    return short and text.endswith("?") and block.kind == "text" and not block.settled and not _NOT_HEADINGS.match(text)


def _has_headings_end(text: str) -> bool:
    """Whether a line ends as a heading does: without a stop, or as a question in capitalised words."""
    if text.endswith("?"):
        words = [word for word in text.split() if len(word) > 3]
        return len(words) > 1 and all(word[0].isupper() for word in words)
    if text.endswith(":"):
        return text.isupper()
    return not ends_sentence(text) and not text.endswith((",", ";"))


def _stands_over(block: Block, before: Block | None, after: Block, *, spaced: bool) -> bool:
    """Whether a line stands where a heading stands: after a blank line, over running text, a list or a heading."""
    if spaced and not block.gap and before is not None:
        return False
    if before is not None and (before.text.endswith(":") or _follows(before, block)):
        return False
    if after.kind == "heading":
        return True
    if _follows(block, after):
        return False
    if after.kind in ("quote", "item"):
        return after.gap or block.strong or block.text.isupper()
    return is_prose(after.text) or (ends_sentence(after.text) and after.text.count(" ") > 1)


def _follows(item: Block, other: Block) -> bool:
    """Whether ``other`` is the next item of the same numbered list."""
    if not item.kind == other.kind == "item":
        return False
    first, second = _FIGURE.match(item.text), _FIGURE.match(other.text)
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1


def _levelled(blocks: list[Block]) -> list[Block]:
    """Give the headings that the text did not level theirs: capitals and numbers above plain lines."""
    shaped = [block for block in blocks if block.kind == "heading" and not block.level]
    if not shaped:
        return blocks
    marked = [block.level for block in blocks if block.kind == "heading" and block.level]
    high = any(_is_capitals(block.text) or _depth(block.text) == 1 for block in shaped)
    plain = max(marked) + 1 if marked else 2 if high else 1
    roman = any(_ROMAN.match(block.text) for block in shaped)
    return [
        block._replace(level=min(_level(block.text, plain, roman=roman), 6))
        if block.kind == "heading" and not block.level
        else block
        for block in blocks
    ]


def _level(text: str, plain: int, *, roman: bool) -> int:
    """Return a heading's level; figures stand below Roman numbers where both occur."""
    if depth := _depth(text):
        return depth + (roman and not _ROMAN.match(text))
    return 1 if _is_capitals(text) and plain < 3 else plain


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(character.isalpha() for character in text) > 3


def _depth(text: str) -> int:
    """Return the level that a heading's number names (``1.2`` is 2), or 0 without one."""
    match = _NUMBERED.match(text)
    if not match:
        return 0
    return match[1].count(".") + 1 if match[1] else 1
