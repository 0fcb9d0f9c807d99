"""From a file's bytes to a report and its passages: the part of indexing that needs neither store nor model.

It can be done in this process or in another one: what goes in and what comes out are plain values.
"""

from mediaqa.duplicates import digests_of
from mediaqa.reading import read_document
from mediaqa.splitting import split
from mediaqa.statements import OwnWords, find_statements
from mediaqa.store.said import in_order
from mediaqa.values import Format, Overrides, Passage, Report, Statement, Value
from mediaqa.voicing import with_voices


class Task(Value):
    """How one file is read: its key, its name, its format, what a server said of its encoding, the size of passages.

    ``own_words`` are those by which statements are found beside the package's.
    """

    source: str
    name: str
    format: Format
    charset: str | None = None
    overrides: Overrides = Overrides()
    passage_tokens: int
    own_words: OwnWords = ()


class Prepared(Value):
    """A report, the passages that tile it, who says what in it, and the digests of its sentences."""

    report: Report
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...] = ()
    digests: tuple[int, ...] = ()


def prepare(task: Task, data: bytes) -> Prepared:
    """Read and split one file. Raises a ``ReadError`` that names it."""
    report = read_document(
        data,
        source=task.source,
        name=task.name,
        overrides=task.overrides,
        format=task.format,
        charset=task.charset,
    )
    return prepared(report, task.passage_tokens, task.own_words)


def prepared(report: Report, passage_tokens: int, own_words: OwnWords = ()) -> Prepared:
    """Split a report, find its statements, and make what it is compared with others by."""
    statements = in_order(find_statements(report, own_words))
    passages = with_voices(split(report, max_tokens=passage_tokens), statements, report.language)
    return Prepared(report=report, passages=passages, statements=statements, digests=digests_of(passages))
