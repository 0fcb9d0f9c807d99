"""What one line says about the report itself: facts, each with a rank by which the better source wins."""

import re
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from mediaqa.reading.dates import DateReading, is_range, read_date, read_dateline, split_off_date
from mediaqa.reading.labels import LABELS, Field
from mediaqa.reading.names import desk, is_known_person, people, split_run_together

MAX_LINE = 300
"""No line of metadata is longer."""

MAX_URL = 2000
"""No address of a page is longer, in characters."""

BARE_NAMES = 150
"""No list of names that nothing announces is longer."""

FactValue = str | int | tuple[str, ...] | DateReading


class Rank(IntEnum):
    """How good a source is; the lowest wins."""

    GIVEN = 0
    ADDRESS = 1
    FRONT_MATTER = 2
    JSON_LD = 3
    OPEN_GRAPH = 4
    META_TAGS = 5
    LABELLED = 6
    PROPERTIES = 7
    INFERRED = 8
    LATE = 9


class Fact(NamedTuple):
    """One thing a report says about itself."""

    field: Field
    value: FactValue
    rank: Rank = Rank.LABELLED


class Line(NamedTuple):
    """What a line gave: facts, and the words that are left of it (``""``: all of it was metadata)."""

    facts: tuple[Fact, ...]
    rest: str = ""


_LABELLED = re.compile(r"([^\W\d_][\w .()№#]{0,28}?)\.?\s*[:：]\s*(.*)")
# Labels that need no colon, because nothing else begins so.
_UNMARKED = re.compile(
    r"(?P<date>(?:first )?(?:published|posted|issued|released)(?: online)?(?: on)?|"
    r"опубликован[оа]?)\s+(?=\S*\d|[a-z]+\.? \d)|"
    r"(?P<document_number>(?:document|doc\.?|report|reference) (?:number|no\.?|№|#)|"
    r"ref\.(?: no\.)?|документ №)\s*(?=\S*\d)|"
    r"(?P<publisher>published by|издано)\s+|"
    r"(?P<authors>by|written by|prepared by|compiled by|подготовил[аи]?|составил[аи]?)\s+"
)
_PAGES = re.compile(r"(\d{1,5})\s*(?:pages?|pp\.?|p\.|с\.?|стр\.?|страниц[аы]?)?")
_COUNTED = re.compile(r"(\d{1,5})\s+(?:pages|pp\.?|страниц[аы]?)")
_CODE = re.compile(r"[\w№][\w./№-]*(?: [\w./-]*\d[\w./-]*){0,3}")
_ISSUE_WORDS = (
    r"(?:(?:issue|no\.|no|number|vol\.|volume|nr\.?|#|№|выпуск|вып\.|том)\s*(?:no\.?\s*|№\s*)?"
    r"\d{1,5}(?:[/–-]\d{1,4})?(?: ?\(\d{1,5}\))?|"
    r"(?:working|research|policy|occasional|discussion|briefing) paper\s*(?:no\.?\s*|№\s*)?\d{1,5}|"
    r"(?:vol\.|volume|том)\s*[ivxlc]{1,7}\b)"
)
_NUMBERED = rf"(?P<issue>{_ISSUE_WORDS}(?:[,\s]+{_ISSUE_WORDS})?)"
_WHEN = r"(?:[\s,:|–—(·•-]+(?P<when>[^()]{4,60})\)?)?"
_ISSUE = re.compile(rf"\(?{_NUMBERED}\)?{_WHEN}", re.IGNORECASE)
_SERIES = re.compile(
    rf"(?P<name>[^\W_][^.!?]{{2,80}}?[^\s,:|–—(·•-])[\s,:|–—(·•-]+{_NUMBERED}\)?{_WHEN}", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\/]+(?:/[^\s<>\"'`\\]*)?", re.IGNORECASE)
_BARS = re.compile(r"\s+[|•·¦–—-]\s+|\s*\|\s*")


def read_line(text: str, *, head: bool, after_title: bool = False) -> Line | None:
    """Return what a line at the beginning (``head``) or at the end of a report says about it, or ``None``.

    Labelled facts count in both places; a byline, a series and a line of names only at the beginning.
    """
    if len(text) > MAX_LINE:
        return None
    parts = [part for part in _BARS.split(text) if part]
    if len(parts) > 1 and (line := _parts(parts, head=head, after_title=after_title)):
        return line
    facts = _facts(text, head=head, after_title=after_title)
    if facts or _is_empty_label(text):
        return Line(facts)
    return _series(text) if head and _DIGIT.search(text) else None


def is_labelled(text: str) -> bool:
    """Whether a line says itself that it is metadata, by a label or as a byline; no line of a paragraph does."""
    if len(text) > MAX_LINE or not (
        ":" in text[:34] or _UNMARKED.match(text[:34].casefold()) or split_run_together(text)
    ):
        return False
    line = read_line(text, head=True)
    return line is not None and all(fact.rank == Rank.LABELLED or fact.field == "authors" for fact in line.facts)


def is_web_address(text: str) -> bool:
    """Whether the text is one address of a place on the web, without blanks, controls or marks that could end it."""
    return len(text) <= MAX_URL and text.isprintable() and _WEB_ADDRESS.fullmatch(text) is not None


def label_of(text: str) -> Field | None:
    """Return the field of a line that is a label alone, its value being in the next line."""
    return LABELS.get(text.rstrip(" :：").casefold()) if len(text) < 30 else None


def labelled(field: Field, value: str) -> tuple[Fact, ...]:
    """Return the facts that ``value`` holds under the label of ``field``; none if it does not fit."""
    value = value.strip(" *_")
    fact = _VALUES[field](value) if value else None
    return (Fact(field, fact),) if fact else ()


def _facts(text: str, *, head: bool, after_title: bool) -> tuple[Fact, ...]:
    folded = text.casefold()
    match = _LABELLED.fullmatch(text) if ":" in text[:34] or "：" in text[:34] else None
    if match and (field := LABELS.get(match[1].strip().casefold())):
        return _under_label(field, match[2])
    if (match := _UNMARKED.match(folded)) and (found := _unmarked(match, text, head=head, after_title=after_title)):
        return found
    if match := _COUNTED.fullmatch(folded):
        return (Fact("page_count", int(match[1])),)
    if not head:
        return ()
    if reading := read_dateline(text):
        return (Fact("date", reading, Rank.INFERRED),)
    return _bare_names(text, after_title=after_title)


def _is_empty_label(text: str) -> bool:
    """Whether a line is about the file, though nothing can be learned from it (``Pages: 12-15``)."""
    match = _LABELLED.fullmatch(text)
    return match is not None and bool(match[2]) and LABELS.get(match[1].casefold()) in ("page_count", "language")


def _under_label(field: Field, value: str) -> tuple[Fact, ...]:
    if field == "date" and not is_range(value) and not read_date(value):
        return _date_and_more(value)
    if field in ("publisher", "authors"):
        who, day = split_off_date(value)
        return (*labelled(field, who), *((Fact("date", day),) if day else ()))
    return labelled(field, value)


def _date_and_more(value: str) -> tuple[Fact, ...]:
    """Read a labelled date in words that are not a date, or with its publisher behind it."""
    day, _, publisher = value.partition(" by ")
    if publisher and (reading := read_date(day)):
        return (Fact("date", reading), *labelled("publisher", publisher))
    if any(character.isdigit() for character in value) and len(value) <= 60:
        return (Fact("date", DateReading(value, None, f"the date '{value}' cannot be read")),)
    return ()


def _unmarked(match: re.Match[str], text: str, *, head: bool, after_title: bool) -> tuple[Fact, ...]:
    field, value = match.lastgroup, text[match.end() :].rstrip(".")
    if field == "date":
        day, _, publisher = value.partition(" by ")
        reading = read_date(day)
        return (Fact("date", reading), *labelled("publisher", publisher)) if reading else ()
    if field == "document_number":
        return labelled("document_number", value) if _CODE.fullmatch(value) else ()
    if field == "publisher":
        return _under_label("publisher", value) if len(value.split()) <= 14 else ()
    return _byline(value, after_title=after_title) if head else ()


def _byline(value: str, *, after_title: bool) -> tuple[Fact, ...]:
    who, day = split_off_date(value)
    names = people(who) or desk(who)
    if not names and after_title and who[:1].isupper() and " " not in who:
        names = (who,)
    if not names:
        return ()
    return (Fact("authors", names, Rank.INFERRED), *((Fact("date", day, Rank.INFERRED),) if day else ()))


def _bare_names(text: str, *, after_title: bool) -> tuple[Fact, ...]:
    names = split_run_together(text)
    if not names and len(text) <= BARE_NAMES and (after_title or "," in text):
        listed = people(text)
        known = sum(map(is_known_person, listed))
        whole = sum(map(len, listed)) * 2 > len(text) and not text.endswith((".", ";"))
        names = listed if whole and known * 2 >= len(listed) else ()
    return (Fact("authors", names, Rank.INFERRED),) if names else ()


def _series(text: str) -> Line | None:
    if (match := _ISSUE.fullmatch(text)) and (not match["when"] or _when(match["when"])):
        return Line(_issue(text))
    match = _SERIES.fullmatch(text)
    if not match or (match["when"] and not _when(match["when"])):
        return None
    whole = text if match["when"] and is_range(match["when"]) else text[: match.end("issue")]
    name = whole + ")" * (whole.count("(") - whole.count(")"))
    day = read_date(match["when"]) if match["when"] else None
    dated = (Fact("date", day, Rank.INFERRED),) if day else ()
    return Line((Fact("series", name, Rank.INFERRED), *dated), rest=name)


def _when(text: str) -> bool:
    return read_date(text) is not None or is_range(text)


def _parts(parts: list[str], *, head: bool, after_title: bool) -> Line | None:
    """Read a line of several parts; the first may be a name, if all others are metadata."""
    read = [_facts(part, head=head, after_title=after_title) or _issue(part) for part in parts]
    known = tuple(fact for facts in read for fact in facts)
    if all(read):
        return Line(known)
    if not head or read[0] or not all(read[1:]):
        return None
    name = _series(parts[0]) if _DIGIT.search(parts[0]) else None
    if name:
        return Line((*name.facts, *known), name.rest)
    return _named_series(parts[0], known)


def _named_series(name: str, facts: tuple[Fact, ...]) -> Line:
    """Read a line whose first part has a name: of a series, if an issue is among the others."""
    issue = next((str(fact.value) for fact in facts if fact.field == "issue"), None)
    if issue is None:
        return Line(facts, rest=name)
    others = tuple(fact for fact in facts if fact.field != "issue")
    return Line((Fact("series", f"{name}, {issue}", Rank.INFERRED), *others), rest=f"{name}, {issue}")


def _issue(text: str) -> tuple[Fact, ...]:
    """Return the issue that a line names, and its day; a span of time stays a part of the issue's name."""
    match = _ISSUE.fullmatch(text)
    if not match:
        return ()
    day = read_date(match["when"]) if match["when"] else None
    if day is None:
        return (Fact("issue", text),)
    return (Fact("issue", match["issue"]), Fact("date", day, Rank.INFERRED))


def _page_count(value: str) -> int | None:
    match = _PAGES.fullmatch(value.casefold())
    return int(match[1]) or None if match else None


def _language(value: str) -> str | None:
    names = {"en": "en", "english": "en", "английский": "en", "ru": "ru", "russian": "ru", "русский": "ru"}
    return names.get(value.casefold().partition("-")[0])


_VALUES: dict[Field, Callable[[str], FactValue | None]] = {
    "title": str,
    "series": str,
    "issue": str,
    "publisher": lambda value: value.rstrip(" .,;") or None,
    "authors": lambda value: people(value, sure=True) or None,
    "date": lambda value: None if is_range(value) else read_date(value),
    "document_number": lambda value: value if len(value) <= 60 and any(c.isdigit() for c in value) else None,
    "page_count": _page_count,
    "language": _language,
    "tags": lambda value: (value,),
    "url": lambda value: value if is_web_address(value) else None,
}
