"""Headings and block quotations: what a paragraph is, seen from its shape and its neighbours."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mediaqa.reading.blocks import Block, ends_sentence, is_prose
from mediaqa.reading.names import is_known_person
from mediaqa.values import Section, Span

HEADING_LENGTH = 110
"""No heading in plain text is longer, in characters."""

HEADING_WORDS = 15

QUESTION_WORDS = 10
"""A longer question between blank lines is asked by the report, not by a heading."""

SPANNED = 8
"""No quotation that is opened once runs over more paragraphs."""

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.? +[^\W_a-zа-я]|([IVX]{1,5})[.)] +[^\W\d_]")
_FIGURE = re.compile(r"\(?(\d{1,2})[.)]")
_ROMAN = re.compile(r"[IVX]{1,5}[.)] ")
_NOT_HEADINGS = re.compile(
    r"(?:source|sources|note|notes|n\.b\.|figure|fig\.|table|chart|photo|image|caption|translation|"
    r"translated|see|from|источник|"
    r"источники|примечание|рис\.|рисунок|таблица|перевод|q|a)\b\s*[:.№\d]|[—–(\[]",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]['\"”»)]? [^\W\d_a-zа-я]")
_QUOTES = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "‟": "”"}
_SPEECH = re.compile(
    r"\b(?:acknowledg\w+|add(?:s|ed|ing)?|admit\w*|according|announc\w+|answer(?:s|ed|ing)?|argu\w+|"
    r"ask(?:s|ed|ing)?|assert\w*|"
    r"believ\w+|caution\w*|cit(?:es|ed|ing)|claim\w*|comment(?:s|ed|ing)?|complain\w*|conclud\w+|"
    r"contend\w*|continu(?:es|ed|ing)|"
    r"declar\w+|describ\w+|elaborat\w+|emphasi[sz]\w+|exclaim\w*|explain\w*|express\w*|insist\w*|"
    r"lament\w*|maintain\w*|not(?:es|ed|ing)|"
    r"observ\w+|opin\w+|point(?:s|ed|ing)? out|predict\w*|proclaim\w*|propos\w+|put(?:s|ting)? it|quip\w*|"
    r"quot(?:es|ed|ing|e)|"
    r"read(?:s|ing)?|recall\w*|remark\w*|repl(?:y|ies|ied)|report(?:s|ed|ing)|respond\w*|sa(?:y|ys|id|"
    r"ying)|stat(?:es|ed|ing)|"
    r"stress\w*|sum(?:s|med)? up|summari[sz]\w+|suggest\w*|t(?:ells|old|elling)|think(?:s|ing)?|thought|"
    r"voic\w+|warn\w*|words?|"
    r"writ(?:es|ing|e|ten)|wrote|"
    r"говор\w+|добав\w+|заключ\w+|заяв\w+|зам(?:ети|еча)\w+|констатир\w+|напис\w+|напомин\w+|объясн\w+|"
    r"ответ\w+|отвеч\w+|отме(?:ти|ча)\w+|"
    r"пис(?:ал|ала|али)|пиш(?:ет|ут)|подч[её]рк\w+|поясн\w+|предупре\w+|призна\w+|продолж\w+|рассужда\w+|"
    r"рассказ\w+|резюмир\w+|"
    r"сказ\w+|слова\w*|словам\w*|сообщ\w+|спрашива\w+|спрос\w+|счита\w+|указ\w+|утвержд\w+|уточн\w+|"
    r"цитат\w+|цитир\w+|воскли\w+)\b",
    re.IGNORECASE,
)
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


def mark_headings(blocks: Sequence[Block], *, shaped: bool, spaced: bool) -> list[Block]:
    """Return the blocks with headings marked and levelled.

    ``shaped`` allows the shape of a line to make it a heading; otherwise only what the text itself marks is one.
    ``spaced`` tells that paragraphs stand between blank lines, as a heading then must.
    """
    marked = list(blocks)
    under = 0
    for i in range(len(blocks) - 2, -1, -1):
        under = under if marked[i + 1].kind == "heading" else 0
        before = blocks[i - 1] if i else None
        if (
            under < 2
            and _may_head(blocks[i], shaped=shaped)
            and _stands_over(blocks[i], before, marked[i + 1], spaced=spaced)
        ):
            marked[i] = blocks[i]._replace(kind="heading")
            under += 1
    return _levelled(marked)


def assemble(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...], tuple[Span, ...]]:
    """Join the blocks with one blank line between; return the text, the sections that tile it, the quotations."""
    text = "\n\n".join(block.text for block in blocks)
    spans: list[Span] = []
    place = 0
    for block in blocks:
        spans.append(Span(place, place + len(block.text)))
        place += len(block.text) + 2
    quotations = tuple(span for block, span in zip(blocks, spans, strict=True) if block.kind == "quote")
    return text, tuple(_sections(blocks, spans, len(text))), quotations


def _sections(blocks: Sequence[Block], spans: Sequence[Span], length: int) -> Iterable[Section]:
    heads = [(block, span) for block, span in zip(blocks, spans, strict=True) if block.kind == "heading"]
    ends = [span.start for _, span in heads] + [length]
    if ends[0] > 0:
        yield Section(title=None, level=0, start=0, end=ends[0])
    for (block, span), end in zip(heads, ends[1:], strict=True):
        yield Section(title=block.text, level=block.level, start=span.start, end=end, heading=span)


def _margin(blocks: Sequence[Block]) -> int:
    """Return the indentation of most running text."""
    indents = Counter(block.indent for block in blocks if block.kind == "text" and is_prose(block.text))
    return max(indents, key=lambda indent: (indents[indent], -indent), default=0)


def _is_quotation(block: Block, before: Block | None, margin: int) -> bool:
    text = block.text
    if block.indent > margin + 1 and is_prose(text) and block.indent < 40:
        return True
    if _is_wholly_quoted(text):
        return True
    introduced = before is not None and before.kind in ("text", "item") and _announces_speech(before.text)
    return introduced and (is_prose(text) or ends_sentence(text) or text[0] in _QUOTES)


def _is_wholly_quoted(text: str) -> bool:
    """Whether one pair of quotation marks holds the whole paragraph."""
    closing = _QUOTES.get(text[0])
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
    """Return the places of paragraphs that share one pair of quotation marks."""
    found: set[int] = set()
    for i, block in enumerate(blocks):
        closing = _QUOTES.get(block.text[0], "")
        if i in found or not closing or block.text[0] in closing or any(mark in block.text for mark in closing):
            continue
        for j in range(i + 1, min(i + SPANNED, len(blocks))):
            text = blocks[j].text.rstrip(".!?…,")
            if blocks[j].kind != "text" or text.endswith(tuple(closing)):
                found.update(range(i, j + 1) if blocks[j].kind == "text" else ())
                break
    return found


def _announces_speech(text: str) -> bool:
    """Whether a paragraph ends by announcing somebody's words ("He continues:")."""
    if not text.endswith(":"):
        return False
    tail = text[-300:]
    breaks = list(_SENTENCE_BREAK.finditer(tail))
    return _SPEECH.search(tail, breaks[-1].end() if breaks else 0) is not None


def _may_head(block: Block, *, shaped: bool) -> bool:
    """Whether the words of a line could be a heading's."""
    text = block.text
    if block.settled or len(text) > HEADING_LENGTH or text.count(" ") >= HEADING_WORDS:
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
    if text[0] in _QUOTES and text[-1] in '”»"’“':
        return False
    return (_has_headings_end(text) or bool(numbered and text.endswith("?"))) and not is_known_person(text)


def _has_headings_end(text: str) -> bool:
    """Whether a line ends as a heading does: without a stop, or with the mark of a short question."""
    if text.endswith("?"):
        return 2 <= text.count(" ") < QUESTION_WORDS
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
