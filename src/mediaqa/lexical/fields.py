"""One passage as a document of the index.

One field holds the analysed words of every language, so that the statistics are those of the whole corpus: with a
field for each language, documents of the others would count as empty ones and distort the lengths of the few.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import tantivy
from tantivy import Document, SchemaBuilder
from tantivy.tantivy import __version__ as _tantivy

from mediaqa.errors import LexicalIndexError
from mediaqa.lexical.analysis import pairs_of
from mediaqa.values import ID_LENGTH, Language, passage_id

FORMAT = f"1 tantivy {_tantivy}"
"""What must have written the index on disk: our analysis and fields, tantivy's stemmers and files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalDocument:
    """One passage as it is searched: ``context`` (title, publisher, date) counts like its ``text``.

    ``source`` is the key of its report, by which it is deleted; ``section`` is a title, for filters only. Raises
    ``ValueError`` for an id that is not ``<report id>:<start>-<end>``: the index keeps the three numbers.
    """

    passage_id: str
    report_id: str
    source: str
    context: str
    text: str
    section: str | None = None
    language: Language | None = None

    def __post_init__(self) -> None:
        if id_of(*self.place) != self.passage_id:
            raise ValueError(f"{self.passage_id!r} is not the id of a passage of report {self.report_id!r}")

    @property
    def place(self) -> tuple[int, int, int]:
        """The report's id as a number, start and end."""
        start, _, end = self.passage_id.rpartition(":")[2].partition("-")
        return int(self.report_id, 16), int(start), int(end)


def id_of(report: int, start: int, end: int) -> str:
    """Return the id of the passage at that place."""
    return passage_id(hexadecimal(report), start, end)


def hexadecimal(report: int) -> str:
    """Return the id of a report from its number."""
    return f"{report:0{ID_LENGTH}x}"


def _schema() -> tantivy.Schema:
    builder = SchemaBuilder()
    builder.add_text_field("source", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("section", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("report", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("start", stored=True, fast=True)
    builder.add_unsigned_field("end", stored=True, fast=True)
    # Analysed already, in the report's language: only to be cut at blanks. Stored for ``copy_of``.
    builder.add_text_field("words", stored=True, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="basic")
    # The same term in every document: its frequency counts the deleted ones too.
    builder.add_text_field("every", tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()
_PLACE = ("report", "start", "end")


def document_of(source: str, section: str | None, place: Sequence[int], words: str) -> Document:
    """Return the document of a passage; ``words`` are analysed, a blank between two."""
    document = Document()
    document.add_text("source", source)
    if section is not None:
        document.add_text("section", section)
    for name, number in zip(_PLACE, place, strict=True):
        document.add_unsigned(name, number)
    document.add_text("words", words)
    document.add_text("pairs", " ".join(pairs_of(words.split(" "))))
    document.add_text("every", "1")
    return document


def copy_of(stored: Document) -> Document:
    """Return a document that can be added in place of a stored one."""
    source, words = cast("str", stored.get_first("source")), cast("str", stored.get_first("words"))
    place = [cast("int", stored.get_first(name)) for name in _PLACE]
    return document_of(source, cast("str | None", stored.get_first("section")), place, words)


def deleted_share(searcher: tantivy.Searcher) -> float:
    """Return the share of deleted documents among those that count in the statistics."""
    counted = searcher.doc_freq("every", "1")
    return 1 - searcher.num_docs / counted if counted else 0.0


@contextmanager
def translated(failure: str) -> Iterator[None]:
    """Turn what tantivy raises into ``LexicalIndexError``."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise LexicalIndexError(f"{failure}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic in Rust; its class cannot be imported
            raise
        raise LexicalIndexError(f"{failure}: {error}") from error
