"""The questions of which a question consists: "Who blamed Brussels, and how many diplomats were expelled?"."""

import re

from mediaqa.extracting.questions import Question, analyse
from mediaqa.values import Language

_ASKING = (
    r"(?:who|whom|whose|what|which|when|where|why|how|"
    r"кто|кого|кому|кем|что|чего|когда|где|куда|откуда|почему|сколько|как|какой|какая|какое|какие)"
)
_AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have)"
_BETWEEN = re.compile(
    rf"(?<=\?)\s+(?=\w)|(?P<comma>[,;])?\s+(?:and|but|и|а)\s+(?:also\s+|также\s+)?(?={_ASKING}\b)", re.IGNORECASE
)
_BEGINS = re.compile(rf"(?:\w+\s+){{0,2}}(?:{_ASKING}|{_AUXILIARY})\b", re.IGNORECASE)
_DANGLES = re.compile(rf"\b{_ASKING}$", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b(?:{_ASKING}|that|whether|if)\b", re.IGNORECASE)
FEWEST_WORDS = 3
"""Words that a part has at least; with fewer it hangs on what stands before it ("when and where")."""
MOST = 4
"""Parts of a question at most; what follows belongs to the last."""


def parts_of(text: str, language: Language) -> tuple[Question, ...]:
    """Return the parts of a question that can be answered each for itself, analysed; one, as a rule: the whole."""
    found = [""]
    start = 0
    for between in _BETWEEN.finditer(text):
        before, after = text[start : between.start()], text[between.end() :]
        if len(found) < MOST and _is_whole(before) and _is_whole(after) and not _is_inside(before, between):
            found[-1] = before.strip()
            found.append("")
            start = between.end()
    found[-1] = text[start:].strip()
    return tuple(analyse(part, language) for part in found)


def _is_whole(part: str) -> bool:
    part = part.strip()
    return len(part.split()) >= FEWEST_WORDS and bool(_BEGINS.match(part)) and not _DANGLES.search(part)


def _is_inside(before: str, between: re.Match[str]) -> bool:
    """Whether an "and" may join two clauses of one question: "what did X say about who is to blame and what to do"."""
    return "?" not in before[-1:] and not between["comma"] and len(_CLAUSE.findall(before)) > 1
