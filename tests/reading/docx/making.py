"""Word documents for the tests: the body is given as XML, the parts around it are those that a document needs."""

import io
import zipfile
from collections.abc import Mapping

from docx.document import Document

from mediaqa.reading.blocks import Block
from mediaqa.reading.docx import parse_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
PROSE = "The government of Vesk spent the week defending the dam, said the Post."


def part(root: str, content: str) -> str:
    """Return a part with that root element."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def document(body: str) -> str:
    """Return the part that holds the text."""
    return part("document", f"<w:body>{body}<w:sectPr/></w:body>")


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, **parts: str) -> bytes:
    """Return a document; ``parts`` are the contents of ``styles``, ``numbering`` and their like."""
    around = {f"word/{name}.xml": part(name, content) for name, content in parts.items()}
    fixed = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document(body)}
    return zipped(fixed | around)


def saved(made: Document) -> bytes:
    """Return the file that python-docx makes of a document."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; a run that is no XML becomes one."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    content = "".join(text if text.startswith("<") else run(text) for text in runs)
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{content}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def blocks(data: bytes) -> list[Block]:
    return parse_docx(data, "report.docx").blocks


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(word(body, **parts))]


def kinds(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(word(body, **parts))]
