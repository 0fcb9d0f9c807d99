"""Lines that the site wrote, not the report: menus, share links, download links, cookie notices.

A whole sentence of prose is never chrome: a phrase must match a line from end to end, a row of menu words has no
full stop, and a sentence that reports somebody's words is left alone.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from mediaqa.reading.blocks import PROSE_WORDS, Block, ends_sentence, has_letters, is_prose
from mediaqa.reading.chrome_words import BRANDS, EDGE_PHRASES, GLUE, ICONS, MENU, PHRASES, RELATED

MAX_LINE = 450
"""No line of chrome is longer (cookie notices are the longest)."""

ROW_SHARE = 1.67
"""Above or below the running text, one unknown word among so many makes no sentence of a row of links."""

MENU_WORDS = 2
"""An unknown line among those of a menu has no more words."""

Grade = Literal["chrome", "edge", "icon", "menu"]

_DECORATION = " \t|»«›‹→←↑↓▼▲▶►◀•·*…:–—-+×✕☰⟩⟨>#✉☎"
_PHRASE = re.compile("|".join(f"(?:{phrase})" for phrase in PHRASES))
_EDGE_PHRASE = re.compile("|".join(f"(?:{phrase})" for phrase in EDGE_PHRASES))
_RELATED = re.compile("|".join(f"(?:{phrase})" for phrase in RELATED))
_BREADCRUMBS = re.compile(r"[^<>›»/|.!?]{1,60}(?:\s+(?:>|›|»|/)\s+[^<>›»/|.!?]{1,80}){2,8}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_DIGIT = re.compile(r"\d")
_BARS = re.compile(r"[|•·/]")
_ROW = re.compile(r"\S\s+[|•·]\s+\S.*\s[|•·]\s")
_PIECE = re.compile(r"[A-ZА-ЯЁ]?[a-zа-яё]+|[A-ZА-ЯЁ]+")
_REPORTED = re.compile(
    r"\b(?:said|says|say|wrote|writes|notes|noted|argu\w+|claim\w*|report(?:s|ed)|according|told|"
    r"believes?|заяв\w+|сказа\w+|"
    r"пиш\w+|отмеча\w+|отметил\w*|сообща\w+|сообщил\w*|считает|считают)\b"
)
_STRONG = BRANDS | ICONS
_KNOWN = _STRONG | MENU
_COMMON = _KNOWN | GLUE


def grade(text: str) -> Grade | None:
    """Say how sure it is that a line is chrome.

    ``chrome`` is so anywhere, ``edge`` only before or after the running text, ``icon`` (buttons, places to share
    to) and ``menu`` only among their like: the same word may be a heading. ``None`` is not chrome.
    """
    if len(text) > MAX_LINE:
        return None
    if not has_letters(text):
        return "chrome"
    core = text.strip(_DECORATION)
    folded = core.casefold()
    if _PHRASE.fullmatch(folded):
        reported = is_prose(text) and ends_sentence(text) and _REPORTED.search(folded)
        return None if reported else "chrome"
    if ends_sentence(core):
        return None
    if _EDGE_PHRASE.fullmatch(folded) or _BREADCRUMBS.fullmatch(core):
        return "edge"
    plain = _BARS.sub(" ", folded).split()
    if len(plain) > 6 and sum(map(_COMMON.__contains__, plain)) * 3 < len(plain):
        return None
    return _grade_words(core)


def strip_chrome(blocks: Sequence[Block], grades: Sequence[Grade | None]) -> list[Block]:
    """Return the blocks that are not chrome; ``grades`` are theirs, in order.

    What followed a dropped block begins a new paragraph.
    """
    prose = [i for i, block in enumerate(blocks) if grades[i] is None and is_prose(block.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), len(blocks))
    kept: list[Block] = []
    gap = False
    listing = False
    for i, block in enumerate(blocks):
        edge = not first <= i <= last
        listing = edge and i > last and (listing or is_over_links(block.text))
        if listing or _is_chrome(blocks, grades, i, edge=edge):
            gap = True
        else:
            kept.append(block._replace(gap=True) if gap else block)
            gap = False
    return kept


def spread(blocks: Sequence[Block], grades: Sequence[Grade | None]) -> list[Grade | None]:
    """Return the grades, with those few words that stand among lines of a menu graded like them.

    A menu may list what no vocabulary knows ("Our Experts", "About ABC").
    """
    spread_out = list(grades)
    starts = [i for i, block in enumerate(blocks) if block.gap or i == 0]
    for start, end in pairwise([*starts, len(blocks)]):
        strange = [i for i in range(start, end) if grades[i] is None]
        few = 0 < len(strange) * 3 <= end - start
        if few and all(blocks[i].text.count(" ") < MENU_WORDS and not ends_sentence(blocks[i].text) for i in strange):
            for i in strange:
                spread_out[i] = "edge"
    return spread_out


def is_over_links(text: str) -> bool:
    """Whether a line stands over a list of links to other articles."""
    return len(text) < 80 and _RELATED.fullmatch(text.casefold()) is not None


def _is_chrome(blocks: Sequence[Block], grades: Sequence[Grade | None], i: int, *, edge: bool) -> bool:
    here = grades[i]
    if here is None or here == "chrome":
        return here == "chrome"
    if here == "edge":
        return edge
    if blocks[i].kind == "heading" or _is_introduced(blocks, i):
        return False
    return _is_in_a_menu(blocks, grades, i, edge=edge)


def _is_introduced(blocks: Sequence[Block], i: int) -> bool:
    """Whether a list item, or the items before it, stand under a line that ends with a colon."""
    if blocks[i].kind != "item":
        return False
    before = next((block for block in blocks[max(i - 40, 0) : i][::-1] if block.kind != "item"), None)
    return before is not None and before.text.endswith(":") and before.text.count(" ") > 0


def _is_in_a_menu(blocks: Sequence[Block], grades: Sequence[Grade | None], i: int, *, edge: bool) -> bool:
    """Decide about a word that may be a link of a menu or a heading, by what stands around it."""
    before = _run(grades, range(i - 1, -1, -1))
    after = _run(grades, range(i + 1, len(grades)))
    follower = i + 1 + len(after)
    if follower >= len(blocks):
        return edge
    over_prose = not after and _is_text(blocks[follower].text, last=follower + 1 == len(blocks))
    if over_prose and blocks[i].gap and blocks[follower].gap:
        return before.count("menu") >= 2
    if edge:
        return bool(before or after) or not over_prose
    return "chrome" in before + after


def _is_text(text: str, *, last: bool) -> bool:
    """Whether a line is running text, which the last line of a file may be without a full stop."""
    return is_prose(text) or (last and text.count(" ") >= PROSE_WORDS)


def _run(grades: Sequence[Grade | None], places: range) -> list[Grade]:
    """Return the grades of the nearest neighbours, up to the first line that is not chrome."""
    run: list[Grade] = []
    for i in places[:4]:
        found = grades[i]
        if found is None:
            break
        run.append(found)
    return run


def _grade_words(core: str) -> Grade | None:
    """Grade a line by its words: a row of menu words and icons, also with nothing between them."""
    words: list[str] = []
    strange, written = 0, _WORD.findall(core)
    for word in written:
        words += _split(word)
        strange += words[-1] not in _COMMON
        if strange * 2 > len(written):
            return None
    named = [word for word in words if word not in GLUE]
    if not named:
        return None
    strong = sum(word in _STRONG for word in named)
    known = sum(word in _KNOWN for word in named)
    if known == len(named) > 2 and (strong == known or _BARS.search(core)):
        return "chrome"
    if len(named) >= 5 and known >= 0.8 * len(named):
        return "chrome" if strong or (known == len(named) and len(named) >= 7) else "menu"
    if known < len(named):
        share = 2.0 if _ROW.search(core) else ROW_SHARE if strong else 0.0
        return "edge" if len(named) >= 4 and known * share >= len(named) else None
    if _DIGIT.search(core):
        return None
    if strong and len(named) > 2:
        return "edge"
    brands = sum(word in BRANDS for word in named)
    if brands == len(words) > 1:
        return "chrome"
    return "icon" if strong == len(named) else "menu"


def _split(word: str) -> list[str]:
    """Return the words that stand in ``word`` with nothing between (``FacebookLinkedInPrint``), in small letters."""
    folded = word.casefold()
    if folded in _COMMON or word[1:].islower():
        return [folded]
    pieces = [piece.casefold() for piece in _PIECE.findall(word)]
    if sum(map(len, pieces)) < len(word):
        return [folded]
    found: list[str] = []
    i = 0
    while i < len(pieces):
        size = next((n for n in (3, 2, 1) if "".join(pieces[i : i + n]) in _KNOWN), 0)
        if not size and pieces[i] not in GLUE:
            return [folded]
        found.append("".join(pieces[i : i + max(size, 1)]))
        i += max(size, 1)
    return found
