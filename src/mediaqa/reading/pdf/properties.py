"""What the file says of itself: its title, authors and keywords, when they are not those of the program or template."""

import re
from collections.abc import Mapping

from mediaqa.reading.cleaning import settle
from mediaqa.reading.metadata import Fact, Rank
from mediaqa.reading.names import people

LONGEST_TITLE = 250

_FILE = re.compile(
    r"(?:microsoft (?:word|powerpoint|office word)|word|powerpoint presentation)\b.*|"
    r".*\.(?:docx?|pdf|indd|qxp|qxd|tex|dvi|odt|rtf|pptx?|html?|pages|ps|eps|p65|fm|xml)|"
    r"(?:untitled|no title|title|document|dokument|документ|без названия|без имени|slide|layout|template)[\s_-]*\d*|"
    r"[a-z]:\\.*|/.*|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|user|owner|author|guest|unknown|anonymous|default|windows user|microsoft(?: office user)?|"
    r"пользователь|администратор|автор|student|pc|hp|dell|lenovo|asus|acer|latex.*|[\W\d_]*|.*@.*|\S*\d\S*)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[;,]\s*")
_PLAIN = re.compile(r"\W+")


def facts_of(properties: Mapping[str, str], first_page: str, pages: int) -> tuple[Fact, ...]:
    """Return the facts in a document's properties; ``first_page`` is the text of its first page.

    A title is taken when it is not a file's name or a program's; one word alone only when it stands on the page.
    """
    known = {name: " ".join(settle(value).split()) for name, value in properties.items()}
    facts = [Fact("page_count", pages, Rank.PROPERTIES)]
    if (title := known.get("Title", "")) and _is_title(title, known, first_page):
        facts.append(Fact("title", title, Rank.PROPERTIES))
    if (author := known.get("Author", "")) and _is_author(author, known) and (names := people(author, sure=True)):
        facts.append(Fact("authors", names, Rank.PROPERTIES))
    if tags := _tags(known.get("Keywords", "")):
        facts.append(Fact("tags", tags, Rank.PROPERTIES))
    return tuple(facts)


def _is_title(title: str, known: Mapping[str, str], first_page: str) -> bool:
    if len(title) > LONGEST_TITLE or len(title) < 3 or _FILE.fullmatch(title) or _is_program(title, known):
        return False
    return " " in title or _plain(title) in _plain(first_page)


def _is_author(author: str, known: Mapping[str, str]) -> bool:
    return len(author) <= LONGEST_TITLE and not _NO_AUTHOR.fullmatch(author) and not _is_program(author, known)


def _is_program(text: str, known: Mapping[str, str]) -> bool:
    """Whether the text names the program that made the file."""
    folded = text.casefold()
    programs = (known.get("Producer", "").casefold(), known.get("Creator", "").casefold())
    return any(program and (folded in program or program in folded) for program in programs)


def _plain(text: str) -> str:
    return f" {_PLAIN.sub(' ', text.casefold()).strip()} "


def _tags(keywords: str) -> tuple[str, ...]:
    tags = [tag for tag in _SEPARATOR.split(keywords) if tag and any(map(str.isalpha, tag))]
    return tuple(dict.fromkeys(tag for tag in tags if len(tag) <= 60))
