"""What the lines of an exported corpus hold, and whether a line can be believed.

The first line is a ``Header``, then comes a line for each report, and the last line is a ``Footer``. Whoever writes a
line reads it back with what reads it on import, so an export that is finished can be imported.
"""

import base64
import binascii
import functools
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from pydantic import ConfigDict, Field, ValidationError
from pydantic_core import SchemaError, SchemaValidator

from mediaqa.duplicates import KEPT
from mediaqa.embedding import EmbeddingIdentity
from mediaqa.reading import PIPELINE_VERSION
from mediaqa.splitting import SPLITTING_VERSION
from mediaqa.store.connection import READABLE, SCHEMA_VERSION
from mediaqa.store.records import Record
from mediaqa.store.said import in_order, shortened
from mediaqa.values import Passage, Span, Statement, Value, report_id

T = TypeVar("T")

FORMAT = 1
"""The layout of the file. It grows when an older mediaqa could not read it."""

PIPELINE = f"{PIPELINE_VERSION}/{SPLITTING_VERSION}"
"""Which readers and which splitter made the passages: for whoever looks at the file. Imported is what is there."""

LONGEST_LINE = 200_000_000
"""Bytes of one line, at most: a report of 20 MB has some 30 MB of vectors of 256 numbers, 170 MB of 1,536."""

MOST_VALUES, MOST_NAMES = 10_000_000, 2_000_000
"""Commas and colons in one line, at most. Each value of JSON has a comma behind it and takes up to 150 bytes of memory;
a name has a colon, and takes 800 bytes if it is a wrong one. A report of 20 MB has less than a fifth of both."""

SMALLER_HINT = "Export the corpus without its vectors (--no-vectors, vectors=False), or part so large a report."


class LineError(Exception):
    """What is wrong with a line, and what to do if that is another thing than usual. Never leaves the library."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class Vectors(NamedTuple):
    """The vectors of one report, as a store has them."""

    passages: npt.NDArray[np.float32]
    statements: npt.NDArray[np.float32] | None
    lead: npt.NDArray[np.float32]


class Version(Value):
    """The beginning of a header, which every mediaqa can read."""

    model_config = ConfigDict(extra="ignore")

    mediaqa_corpus: int
    schema_: int = Field(alias="schema")


class Header(Value):
    """The first line: the layout, and which model made the vectors. ``probe`` is the vector of a fixed sentence."""

    mediaqa_corpus: int = FORMAT
    schema_: int = Field(SCHEMA_VERSION, alias="schema")
    pipeline: str = PIPELINE
    embedding: EmbeddingIdentity
    probe: tuple[float, ...]
    dimension: int = Field(ge=1)
    vectors: bool


class Exported(Value):
    """The line of one report. The record is without what only the history of its corpus decides.

    ``vectors`` are base64 of 32-bit floats, the lowest byte first: one vector a passage, one a statement, one for the
    report as a whole.
    """

    record: Record
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...] = ()
    vectors: str | None = None


class Footer(Value):
    """The last line: how much there was, and the digest of all lines before it."""

    reports: int
    passages: int
    sha256: str


FOOTER_BEGINS = b'{"reports":'


def line_of(value: Header | Exported | Footer) -> bytes:
    """Return a value as a line. Raises ``LineError`` for one that nobody would read again."""
    try:
        text = value.model_dump_json(by_alias=True, exclude_defaults=isinstance(value, Exported))
    except ValueError as error:  # a text with half a letter in it, which is not UTF-8
        raise LineError(str(error)) from error
    line = text.encode() + b"\n"
    check_size(line)
    return line


def check_size(line: bytes) -> None:
    """Raise ``LineError`` for a line that would take too much memory to read."""
    if len(line) > LONGEST_LINE:
        raise LineError(f"the line is longer than {LONGEST_LINE:,} bytes", hint=SMALLER_HINT)
    if line.count(b",") > MOST_VALUES:
        raise LineError(f"the line holds more than {MOST_VALUES:,} values", hint=SMALLER_HINT)
    if line.count(b":") > MOST_NAMES:
        raise LineError(f"the line holds more than {MOST_NAMES:,} names", hint=SMALLER_HINT)


def header_from(line: bytes) -> Header:
    """Return the first line. Raises ``LineError`` for another layout than this one's."""
    if not line.startswith(b'{"mediaqa_corpus":'):
        raise LineError("is not the first line of an exported corpus")
    version = _read(Version.model_validate_json, line)
    found, known = (version.mediaqa_corpus, version.schema_), (FORMAT, SCHEMA_VERSION)
    if found[0] != FORMAT or found[1] not in {SCHEMA_VERSION, *READABLE}:
        older = all(one <= other for one, other in zip(found, known, strict=True))
        told = f"format {found[0]}, schema {found[1]}; this one reads format {known[0]}, schema {known[1]}"
        if older:
            raise LineError(f"was exported by an older mediaqa ({told})", hint="Import it with that version.")
        raise LineError(f"was exported by a newer mediaqa ({told})", hint="Update mediaqa here first.")
    header = _read(Header.model_validate_json, line)
    if not header.dimension == header.embedding.dimension == len(header.probe):
        raise LineError("the dimension of the vectors is not that of their model")
    return header


def report_from(line: bytes, header: Header) -> Exported:
    """Return the line of a report. Raises ``LineError`` at the first thing that is wrong with it."""
    exported = _read(_reader(), line)
    checks = (_of_record, _of_passages, _of_structure, _of_statements)
    problem = next(chain.from_iterable(check(exported) for check in checks), None)
    if problem is not None:
        raise LineError(problem)
    if header.vectors or exported.vectors is not None:
        vectors_of(exported, header)
    return exported


def footer_from(line: bytes) -> Footer:
    """Return the last line."""
    return _read(Footer.model_validate_json, line)


def vectors_of(exported: Exported, header: Header) -> Vectors:
    """Return the vectors of a report. Raises ``LineError`` where they are not such."""
    try:
        data = base64.b64decode(exported.vectors or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise LineError("the vectors are not base64") from error
    passages, statements = len(exported.passages), len(exported.statements)
    rows = passages + statements + 1
    if not header.vectors or len(data) != 4 * rows * header.dimension:
        wanted = f"{rows} of {header.dimension} numbers" if header.vectors else "none, says the first line"
        raise LineError(f"the vectors are {len(data)} bytes, not {wanted}")
    vectors = np.frombuffer(data, dtype="<f4").astype(np.float32).reshape(rows, header.dimension)
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.add.reduce(vectors * vectors, axis=1)
    if not (np.isfinite(squares) & (squares > 0)).all():
        raise LineError("a vector has no length")
    return Vectors(vectors[:passages], vectors[passages:-1] if statements else None, vectors[-1])


def packed(vectors: Vectors) -> str:
    """Return vectors as they stand in a line."""
    rows = np.concatenate([vectors.passages, *([] if vectors.statements is None else [vectors.statements])])
    return base64.b64encode(np.concatenate([rows, vectors.lead[None, :]]).astype("<f4").tobytes()).decode()


def lasting(record: Record) -> Record:
    """Return a record without what only the history of its corpus decides."""
    return record.model_copy(update={"revision": 0, "replaces": None})


@functools.cache
def _reader() -> Callable[[bytes], Exported]:
    """Return what reads a report's line, and leaves a list at its first mistake.

    Pydantic gathers all mistakes, and ten million of them take nine gigabytes. A version of it that cannot be hasty
    reads the same lines, and is only not safe from such a file.
    """
    try:
        return SchemaValidator(_hasty(Exported.__pydantic_core_schema__), _use_prebuilt=False).validate_json
    except (TypeError, SchemaError):
        return Exported.model_validate_json


def _hasty(schema: Any) -> Any:
    """Return a schema in which every list and mapping is left at its first mistake."""
    if isinstance(schema, list):
        return [_hasty(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: _hasty(part) for name, part in schema.items()}
    return {**inner, "fail_fast": True} if schema.get("type") in ("tuple", "list", "dict") else inner


def _read(read: Callable[[bytes], T], line: bytes) -> T:
    try:
        return read(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LineError(f"{place}: {first['msg']}" if place else str(first["msg"])) from None


def _of_record(exported: Exported) -> Iterator[str]:
    record = exported.record
    if record.state != "live" or record != lasting(record):
        yield "the record is not that of an exported report"
    if not exported.passages:
        yield "the report has no passages"
    ascending = all(one < other for one, other in pairwise((-1, *record.digests, 1 << 32)))
    if len(record.digests) > KEPT or not ascending:
        yield "the digests are not those of its sentences"


def _of_passages(exported: Exported) -> Iterator[str]:
    record, end = exported.record, 0
    for passage in exported.passages:
        place = (record.id, end, end + max(1, len(passage.text)))
        if (passage.report_id, passage.start, passage.end) != place:
            yield f"the passages do not tile the text at {end}"
        if not _inside(passage.sentences, passage.start, passage.end):
            yield f"a sentence of passage {passage.id} lies outside of it"
        end = passage.end
    if record.bounds != (*(passage.start for passage in exported.passages), end):
        yield "the record names other passages"
    if record.info.passage_count != len(exported.passages):
        yield f"the record counts {record.info.passage_count} passages, and there are {len(exported.passages)}"
    if record.id != report_id(record.info.source, "".join(passage.text for passage in exported.passages)):
        yield "the text is not the one that the report's id stands for"


def _of_structure(exported: Exported) -> Iterator[str]:
    sections, length = exported.record.sections, exported.record.bounds[-1]
    ends = [0, *(section.end for section in sections)]
    if sections and (ends[-1] != length or any(s.start != end for s, end in zip(sections, ends, strict=False))):
        yield "the sections do not tile the text"


def _of_statements(exported: Exported) -> Iterator[str]:
    record, statements = exported.record, exported.statements
    if record.said != shortened(statements) or statements != in_order(statements):
        yield "the record names other statements"
    text = "".join(passage.text for passage in exported.passages)
    for statement in statements:
        spans = [Span(statement.start, statement.end), *statement.parts]
        spans += filter(None, (statement.speaker_span, statement.cue_span))
        own = statement.report_id == record.id and _inside(spans, 0, len(text))
        if not own or statement.content != text[statement.start : statement.end] or not statement.content.strip():
            yield f"statement {statement.id} is not one of the report"


def _inside(spans: Iterable[Span | Statement], start: int, end: int) -> bool:
    return all(start <= span.start <= span.end <= end for span in spans)
