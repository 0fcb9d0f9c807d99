"""What ``reading.py`` counts in a text that was read from a PDF or an HTML file.

What the text ought to be is taken from poppler's ``pdftotext`` and from word lists, which no reader has a part in.
"""

import re
import subprocess
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

_PAIR = re.compile(r"(?<![\w-])([^\W\d_]{2,})[-\u2010\xad]\n([^\W\d_]{2,})(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+")
_LEADER = re.compile(r"(?:…|(?:\. ?){3,}) *\d+$", re.MULTILINE)
_MARKED = re.compile(r"(?<![\w./-])([^\W\d_]{4,})(\d{1,2})(?![\w/-])")
_HYPHEN = r"[-\u2010\xad\ufffe]"
_BLOCKS = {"p", "div", "ul", "ol", "pre", "table", "dl", "h1", "h2", "h3", "h4"}
FOOT_LINES = 15
"""Footnotes are looked for in so many last lines of a page."""


@cache
def plain_text(path: str, *options: str) -> str:
    """Return the text of a PDF file as poppler has it; a form feed ends each page."""
    command = ["pdftotext", "-q", *options, path, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def hyphenation(text: str, path: str, words: frozenset[str], *, german: bool) -> Counter[str]:
    """Count the words that are divided at the end of a line, and those that the text has otherwise than it should."""
    raw = plain_text(path, "-raw")
    pairs = Counter(pair.groups() for pair in _PAIR.finditer(raw))
    inside, text = " ".join(_PAIR.sub("", raw).split()).casefold(), text.casefold()
    counts = Counter(words=len(raw.split()) if words else 0)
    for (left, right), times in pairs.items():
        joined = is_joined(left, right, inside, words, german=german)
        if joined is not None:
            wrong = rf"{_HYPHEN}\s*" if joined else rf"(?:|{_HYPHEN}\s+)"
            found = re.findall(rf"(?<!\w){left.casefold()}{wrong}{right.casefold()}(?!\w)", text)
            counts["pairs"] += times
            counts["wrong"] += min(times, len(found))
    return counts


def is_joined(left: str, right: str, inside: str, words: frozenset[str], *, german: bool) -> bool | None:
    """Whether the halves are one word; ``None`` where the list and the lines' insides do not settle it.

    A compound keeps its hyphen when both halves are words of at least four letters; in German only before a noun, as
    each half of an ordinary compound may be a word there.
    """
    joined, hyphenated = (left + right).casefold(), f"{left}-{right}".casefold()
    if joined in words and right[0].islower():
        return None if hyphenated in inside else True
    halves = all(len(half) > 3 and half.casefold() in words for half in (left, right))
    if halves and right[0].isupper() == german:
        return None if joined in inside else False
    return None


def furniture(text: str, path: str) -> Counter[str]:
    """Count the running heads and feet, which are alike on an eighth of the pages, and those that the text still has.

    The lines of a table of contents are counted, too: they end in leaders and a number.
    """
    truth = plain_text(path)
    pages = truth.count("\f")
    counts = Counter(contents=len(_LEADER.findall(plain_text(path, "-layout"))))
    counts["contents left"] = min(counts["contents"], len(_LEADER.findall(text)))
    text, whole = unnumbered(text), unnumbered(truth)
    for line, times in Counter(line for page in truth.split("\f") for line in page_edges(page)).items():
        if times >= max(3, pages / 8) and " " in line:
            elsewhere = max(0, whole.count(line) - times)
            counts["heads"] += times
            counts["heads left"] += min(times, max(0, text.count(line) - elsewhere))
    return counts


def page_edges(page: str) -> set[str]:
    """Return the first and the last line of a page, without their numbers."""
    lines = [line for one in page.splitlines() if (line := unnumbered(one))]
    return {lines[0], lines[-1]} if lines else set()


def unnumbered(text: str) -> str:
    """Return the text without figures, its blanks single."""
    return " ".join(re.sub(r"\d+", "", text).split())


def spelling(text: str, path: str, words: frozenset[str]) -> Counter[str]:
    """Count words that are two of the list in one, and words in two pieces, none of which poppler has so."""
    known = {word for options in ((), ("-raw",), ("-layout",)) for word in _WORD.findall(plain_text(path, *options))}
    tokens = _WORD.findall(text)
    odd = {word for word in tokens if word.islower() and word not in known and word not in words}
    glued = sum(word in odd and is_two(word, words) for word in tokens)
    pairs = re.findall(r"(?<!\w)(?=([^\W\d_]+) ([^\W\d_]+)(?!\w))", text)
    split = sum((one in odd or other in odd) and (one + other).casefold() in words for one, other in pairs)
    return Counter(tokens=len(tokens), glued=glued, split=split)


def is_two(word: str, words: frozenset[str]) -> bool:
    """Whether the word is two words of three letters or more."""
    return any(word[:cut] in words and word[cut:] in words for cut in range(3, len(word) - 2))


def footnote_marks(text: str, path: str) -> Counter[str]:
    """Count the footnote marks that stuck to a word, and those that still do.

    A mark is a figure behind a word that stands so only once in the file, and begins a line at the foot of its page.
    """
    truth = plain_text(path)
    once = Counter(found[0] for found in _MARKED.finditer(truth))
    held = {found[0] for found in _MARKED.finditer(text)}
    counts: Counter[str] = Counter()
    for page in truth.split("\f"):
        foot = page.splitlines()[-FOOT_LINES:]
        for found in _MARKED.finditer(page):
            if once[found[0]] == 1 and any(re.match(rf"{found[2]}\.?(?:\s|$)", line) for line in foot):
                counts += Counter({"marks": 1, "marks left": int(found[0] in held)})
    return counts


class Paragraphs(HTMLParser):
    """Gathers the text of the ``p`` elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class passes it
        """Begin a paragraph; one that is not closed ends at the next block."""
        if tag == "p":
            self.texts.append("")
        if tag in _BLOCKS:
            self.inside = tag == "p"

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if tag in {"p", "div", "li", "td", "body"}:
            self.inside = False

    def handle_data(self, data: str) -> None:
        """Take its text."""
        if self.inside:
            self.texts[-1] += data


def paragraphs_kept(text: str, path: Path) -> Counter[str]:
    """Count the paragraphs of twelve words or more, and those whose words the text has whole, figures aside."""
    page = Paragraphs()
    data = path.read_bytes()
    try:
        page.feed(data.decode())
    except UnicodeDecodeError:
        page.feed(data.decode("latin-1"))
    whole = [words for one in page.texts if len(words := _WORD.findall(one)) >= 12]
    held = " ".join(_WORD.findall(text))
    return Counter(paragraphs=len(whole), kept=sum(" ".join(words) in held for words in whole))
