"""What a page says of itself is checked before it is a fact: authors, dates, names, lists of tags."""

import datetime as dt
import html as entities
import re
from collections.abc import Iterable

from mediaqa.reading.cleaning import settle
from mediaqa.reading.dates import DateReading, read_date
from mediaqa.reading.labels import Field
from mediaqa.reading.metadata import Fact, Rank, labelled
from mediaqa.reading.names import people
from mediaqa.reading.wording import word_set

VALUE_LENGTH = 500
"""No title, name or list of authors is longer, in characters."""

MOST = 40
"""A page has no more authors, and no more tags."""

TAG_LENGTH = 80
EARLIEST = 1800
"""No report on the web is older; systems write the year 1 or 1900 where they know no date."""

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?", re.IGNORECASE)
_UNSET = frozenset((dt.date(1900, 1, 1), dt.date(1970, 1, 1)))
_BY = re.compile(r"(?:by|written by|author|авторы?)\s*:?\s+", re.IGNORECASE)
_NOBODY = word_set(
    """
    admin administrator anonymous author authors contributor default editor editors editorial guest moderator none null
    redactor redaktor root staff superuser support sysadmin test undefined unknown user webadmin webeditor webmaster
    wpadmin админ администратор автор редактор редакция
    """
)
_LOGIN = re.compile(r"[a-z0-9_.-]*|[A-Za-z_.-]*\d[\w.-]*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?|[A-Za-z]{4,12}|[а-яё]{6,12}")


def plain(text: object) -> str:
    """Return a value as one line of settled text, its HTML entities read; nothing for what is no text or too long."""
    if not isinstance(text, str) or len(text) > 20 * VALUE_LENGTH:
        return ""
    line = " ".join(settle(entities.unescape(entities.unescape(text))).split())
    return line if len(line) <= VALUE_LENGTH else ""


def fact(field: Field, text: str, rank: Rank) -> tuple[Fact, ...]:
    """Return the fact that a settled text gives for a field; none if it does not fit."""
    if field == "date":
        reading = date(text)
        return (Fact("date", reading, rank),) if reading else ()
    if field == "tags":
        return tags([text], rank)
    if field == "language":
        match = _LANGUAGE.fullmatch(text)
        text = (match[1] or match[0]) if match else ""
    return tuple(found._replace(rank=rank) for found in labelled(field, text))


def date(text: str) -> DateReading | None:
    """Return the day that a date in a page's markup names, in its own time zone."""
    match = _ISO.fullmatch(text) if len(text) <= 40 else None
    reading = _iso(text, match) if match else read_date(text)
    if reading is None or (reading.day and (reading.day.year < EARLIEST or reading.day in _UNSET)):
        return None
    return reading


def _iso(text: str, match: re.Match[str]) -> DateReading | None:
    try:
        return DateReading(text, dt.date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


def tags(texts: Iterable[str], rank: Rank) -> tuple[Fact, ...]:
    """Return the fact that lists the tags; a single text may hold several, parted by commas."""
    listed = list(texts)
    if len(listed) == 1:
        listed = listed[0].split(";" if ";" in listed[0] else ",")
    found = dict.fromkeys(tag for text in listed if (tag := text.strip(" #")) and len(tag) <= TAG_LENGTH)
    return (Fact("tags", tuple(found)[:MOST], rank),) if found else ()


def authors(texts: Iterable[str], rank: Rank, *, sites: Iterable[str]) -> tuple[Fact, ...]:
    """Return the fact that lists the authors: no logins, no addresses, and not the site itself."""
    known = {site.casefold() for site in sites}
    found: dict[str, None] = {}
    for text in texts:
        for name in people(_BY.sub("", text, count=1) if _BY.match(text) else text, sure=True):
            if is_author(name) and name.casefold() not in known:
                found[name] = None
    return (Fact("authors", tuple(found)[:MOST], rank),) if found else ()


def is_author(name: str) -> bool:
    """Whether a name could be an author's: not that of an account, and no address."""
    if len(name) > 120 or "@" in name or "://" in name or name.casefold().startswith("www."):
        return False
    return not _LOGIN.fullmatch(name) and name.casefold() not in _NOBODY
