"""Word documents (.docx) become blocks and facts.

python-docx is used for the core properties alone. Its loader unpacks every member of the archive, pictures included,
before anything can be checked, and fails on a broken relationship; its paragraphs leave out insertions, text boxes and
notes, and show hidden text; its element classes raise on values outside the schema. So the few parts that hold text are
unpacked under limits, parsed with lxml, and read here. Names of elements and their meaning are of ISO/IEC 29500-1.
"""

from mediaqa.errors import EmptyReportError
from mediaqa.reading.blocks import Block
from mediaqa.reading.docx.body import read_body
from mediaqa.reading.docx.markup import Element, W
from mediaqa.reading.docx.parts import read_parts
from mediaqa.reading.docx.properties import property_facts
from mediaqa.reading.language import detect_language
from mediaqa.reading.metadata import Fact
from mediaqa.reading.parsed import Parsed

__all__ = ["parse_docx"]

SAMPLE_BLOCKS = 50
"""How many blocks tell the language."""

_PICTURES = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))


def parse_docx(data: bytes, source: str) -> Parsed:
    """Return the blocks of a Word document and what its properties say; ``source`` is for the errors.

    Raises ``EmptyReportError``, ``EncryptedFileError``, ``UnsupportedFormatError``, ``DamagedFileError`` and
    ``ReadLimitError``.
    """
    parts = read_parts(data, source)
    blocks, title = read_body(parts)
    embedded = parts.document.find(f".//{W}altChunk") is not None
    if not blocks:
        raise EmptyReportError(f"{source}: {_instead_of_text(parts.document, embedded=embedded)}")
    marked = any(block.kind == "heading" for block in blocks)
    warnings = ("a document embedded in it was not read",) if embedded else ()
    facts = tuple(fact for fact in property_facts(parts, title) if not _is_wrong_language(fact, blocks))
    return Parsed(blocks, facts, marked, warnings)


def _is_wrong_language(fact: Fact, blocks: list[Block]) -> bool:
    """Whether a fact names a language that the text plainly has not: some programs write down their user's."""
    if fact.field != "language":
        return False
    return detect_language("\n".join(block.text for block in blocks[:SAMPLE_BLOCKS])) not in (None, fact.value)


def _instead_of_text(document: Element, *, embedded: bool) -> str:
    if embedded:
        return "holds no text but an embedded document, which is not read"
    if next(document.iter(*_PICTURES), None) is not None:
        return "holds pictures and no text"
    return "holds no text"
