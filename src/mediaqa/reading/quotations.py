"""Block quotations: paragraphs that are somebody's own words from end to end."""

import re
from collections import Counter
from collections.abc import Sequence

from mediaqa.reading.blocks import Block, ends_sentence, is_prose

SPANNED = 8
"""No quotation that is opened once runs over more paragraphs."""

CENTRED = 40
"""A line that stands in so far, in blanks, is centred and not quoted."""

QUOTES = {"“": '”"“', "«": "»", "„": "“”", '"': '"', "‘": "’", "‟": "”"}
"""Each mark that opens a quotation, and those that may close it."""

_SPEECH = re.compile(
    r"\b(?:acknowledg(?:es|ed)|add(?:s|ed|ing)?|admit(?:s|ted)|according|announc(?:es|ed)|answer(?:s|ed|ing)?|"
    r"argu(?:es|ed|ing)|ask(?:s|ed|ing)?|assert(?:s|ed)|believ(?:es|ed)|caution(?:s|ed)|cit(?:es|ed|ing)|claim(?:s|ed)|"
    r"comment(?:s|ed|ing)?|complain(?:s|ed)|conclud(?:es|ed)|contend(?:s|ed)|continu(?:es|ed|ing)|declar(?:es|ed)|"
    r"describ(?:es|ed)|elaborat(?:es|ed)|emphasi[sz](?:es|ed)|exclaim(?:s|ed)|explain(?:s|ed|ing)?|insist(?:s|ed)|"
    r"lament(?:s|ed)|maintain(?:s|ed)|not(?:es|ed|ing)|observ(?:es|ed|ing)|opin(?:es|ed)|point(?:s|ed|ing)? out|"
    r"predict(?:s|ed)|proclaim(?:s|ed)|propos(?:es|ed)|put(?:s|ting)? it|quip(?:s|ped)|quot(?:es|ed|ing|e)|"
    r"read(?:s|ing)?|recall(?:s|ed)|remark(?:s|ed)|repl(?:y|ies|ied)|report(?:s|ed|ing)|respond(?:s|ed|ing)|"
    r"sa(?:y|ys|id|ying)|stat(?:es|ed|ing)|stress(?:es|ed)|sum(?:s|med)? up|summari[sz](?:es|ed)|suggest(?:s|ed)|"
    r"t(?:ells|old|elling)|thinks|thought|voic(?:es|ed)|warn(?:s|ed|ing)?|words?|writ(?:es|ing|e|ten)|wrote|"
    r"говор\w+|добав\w+|заключ\w+|заяв\w+|зам(?:ети|еча)\w+|констатир\w+|напис\w+|напомин\w+|объясн\w+|ответ\w+|"
    r"отвеч\w+|отме(?:ти|ча)\w+|пис(?:ал|ала|али)|пиш(?:ет|ут)|подч[её]рк\w+|поясн\w+|предупре\w+|призна\w+|"
    r"продолж\w+|рассужда\w+|рассказ\w+|резюмир\w+|сказ\w+|слова\w*|сообщ\w+|спрашива\w+|спрос\w+|счита\w+|указ\w+|"
    r"утвержд\w+|уточн\w+|цитат\w+|цитир\w+|воскли\w+)\b",
    re.IGNORECASE,
)
# What is announced is then a list, a film, a table: not words.
_NO_SPEECH = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|below|are|were|is|here|statistics|figures|reasons|causes|points|questions|updates|"
    r"ниже|причины|вопросы|цифры)$|^(?:see|watch|listen|read|смотрите|читайте)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\([^()]*\)$")
_SENTENCE_BREAK = re.compile(r"[.!?…]['\"”’»)]*\s")


def mark_quotations(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with block quotations marked.

    One is indented deeper than the running text, stands in quotation marks from end to end, or follows a line that
    announces speech and ends with a colon.
    """
    margin, spanning = _margin(blocks), _spanning(blocks)
    marked: list[Block] = []
    for i, block in enumerate(blocks):
        before = marked[-1] if marked else None
        quoted = block.kind == "text" and (i in spanning or _is_quotation(block, before, margin))
        marked.append(block._replace(kind="quote") if quoted else block)
    return marked


def _margin(blocks: Sequence[Block]) -> int:
    """Return the indentation of most running text."""
    indents = Counter(block.indent for block in blocks if block.kind == "text" and is_prose(block.text))
    return max(indents, key=lambda indent: (indents[indent], -indent), default=0)


def _is_quotation(block: Block, before: Block | None, margin: int) -> bool:
    text = block.text
    if margin + 1 < block.indent < CENTRED and is_prose(text):
        return True
    if _is_wholly_quoted(text):
        return True
    introduced = before is not None and before.kind in ("text", "item") and _announces_speech(before.text)
    return introduced and (is_prose(text) or (ends_sentence(text) and text.count(" ") > 1) or text[0] in QUOTES)


def _is_wholly_quoted(text: str) -> bool:
    """Whether one pair of quotation marks holds the whole paragraph."""
    closing = QUOTES.get(text[0])
    body = text.rstrip(".!?…,")
    if not closing or len(body) < 3 or body[-1] not in closing or text.count(" ") < 3:
        return False
    inside = body[1:-1]
    return not any(mark in inside for mark in closing) or (text[0] == "«" and _nests(inside))


def _nests(inside: str) -> bool:
    depth = 0
    for character in inside:
        depth += (character == "«") - (character == "»")
        if depth < 0:
            return False
    return depth == 0


def _spanning(blocks: Sequence[Block]) -> set[int]:
    """Return the places of paragraphs that share one pair of quotation marks.

    Each opens it anew, and the last closes it; between « and » the paragraphs inside have no marks.
    """
    found: set[int] = set()
    for i, block in enumerate(blocks):
        if i in found or not _is_left_open(block.text):
            continue
        opening, closing = block.text[0], tuple(QUOTES[block.text[0]])
        for j in range(i + 1, min(i + SPANNED, len(blocks))):
            text = blocks[j].text
            if blocks[j].kind != "text" or (opening != "«" and text[0] != opening):
                break
            if text.rstrip(".!?…,").endswith(closing) and not any(mark in text[1:-3] for mark in closing):
                found.update(range(i, j + 1))
                break
    return found


def _is_left_open(text: str) -> bool:
    """Whether a paragraph opens a quotation and does not close it."""
    closing = QUOTES.get(text[0])
    return closing is not None and not any(mark in text[1:] for mark in closing)


def _announces_speech(text: str) -> bool:
    """Whether a paragraph ends by announcing somebody's words ("He continues:")."""
    if not text.endswith(":"):
        return False
    tail = text[-300:]
    breaks = list(_SENTENCE_BREAK.finditer(tail))
    last = _BRACKETED.sub("", tail[breaks[-1].end() if breaks else 0 : -1])
    return _SPEECH.search(last) is not None and _NO_SPEECH.search(last) is None
