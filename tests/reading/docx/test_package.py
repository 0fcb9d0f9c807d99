"""Archives that are no Word document, or not one to be opened, and those that can be read all the same."""

import contextlib
import io
import struct
import zipfile

import docx
import pytest

from mediaqa.errors import (
    DamagedFileError,
    EmptyReportError,
    EncryptedFileError,
    ReadError,
    ReadLimitError,
    UnsupportedFormatError,
)
from mediaqa.reading.docx import package, parse_docx
from tests.reading.docx.making import (
    CONTENT_TYPES,
    OFFICE,
    PACKAGE,
    PROSE,
    RELATIONS,
    STRICT_W,
    W,
    document,
    p,
    saved,
    word,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        parse_docx(data, "report.docx")
    return caught.value


def one(text: str) -> list[str]:
    """Return the blocks of a document that holds nothing but ``text`` as its main part."""
    data = zipped({"_rels/.rels": RELATIONS, "word/document.xml": text})
    return [block.text for block in parse_docx(data, "report.docx").blocks]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyReportError, "holds no text"),
        (b"\0\0\0\0", EmptyReportError, "holds no text"),
        (OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormatError, "holds an old Word document (.doc)"),
        (OLE + "Workbook".encode("utf-16-le"), UnsupportedFormatError, "holds an old Excel workbook (.xls)"),
        (OLE, UnsupportedFormatError, "holds an old office document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError, "protected by a password"),
        (b"{\\rtf1 x}", UnsupportedFormatError, "holds an RTF document under a Word name"),
        (b"%PDF-1.7", UnsupportedFormatError, "holds a PDF document under a Word name"),
        (b"<html>", UnsupportedFormatError, "holds a web page or another XML document under a Word name"),
        (PROSE.encode(), DamagedFileError, "it is not a ZIP archive"),
        (b"PK\x03\x04", DamagedFileError, "its ZIP archive has no directory"),
        (zipped({}), DamagedFileError, "a ZIP archive without a Word document in it"),
        (zipped({"a.txt": PROSE}), DamagedFileError, "a ZIP archive without a Word document in it"),
        (zipped({"../word/document.xml": document(p(PROSE))}), DamagedFileError, "without a Word document"),
        (zipped({"/word/document.xml": document(p(PROSE))}), DamagedFileError, "without a Word document"),
        (
            zipped({"[Content_Types].xml": "<Types>spreadsheetml.sheet.main+xml</Types>", "xl/workbook.xml": "<a/>"}),
            UnsupportedFormatError, "holds an Excel workbook under a Word name",
        ),
        (
            zipped({"[Content_Types].xml": "<Types>presentationml.presentation.main+xml</Types>"}),
            UnsupportedFormatError, "holds a PowerPoint presentation under a Word name",
        ),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            UnsupportedFormatError, "holds an OpenDocument file under a Word name",
        ),
        (
            zipped({"[Content_Types].xml": "<Types>spreadsheetml.sheet</Types>", "word/embeddings/a.xlsx": "x"}),
            DamagedFileError, "without a Word document",
        ),
        (zipped({"word/document.xml": "<a/>"}), DamagedFileError, "without a Word document"),
        (zipped({"word/document.xml": document(p(PROSE))[:-20]}), DamagedFileError, "the XML in it is damaged"),
        (zipped({"word/document.xml": ENTITIES + document(p("&b;"))}), DamagedFileError, "declares entities"),
        (word(p(PROSE), styles="&b;"), DamagedFileError, "the XML in it is damaged"),
        (word(""), EmptyReportError, "holds no text"),
        (word(p("", "<w:r><w:drawing/></w:r>")), EmptyReportError, "holds pictures and no text"),
        (word('<w:altChunk r:id="a"/>'), EmptyReportError, "holds no text but an embedded document"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(data: bytes, error: type[ReadError], words: str) -> None:
    caught = refused(data)
    assert type(caught) is error
    assert str(caught).startswith("report.docx: ")
    assert words in str(caught)
    assert "\n" not in str(caught)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_refused_in_other_encodings(codec: str) -> None:
    xml = f'<?xml version="1.0" encoding="utf-16"?>{ENTITIES}{document(p("&b;"))}'
    error = refused(zipped({"word/document.xml": xml.encode(codec)}))
    assert isinstance(error, DamagedFileError)


def test_entities_in_any_part_that_is_read_are_refused() -> None:
    for name in ("docProps/core.xml", "docProps/custom.xml", "word/numbering.xml", "word/_rels/document.xml.rels"):
        members = {"word/document.xml": document(p(PROSE)), name: f"{ENTITIES}<a>&b;</a>"}
        assert "declares entities" in str(refused(zipped(members)))


def test_an_unknown_encoding_is_refused() -> None:
    for codec in ("utf-7", "utf-32", "ebcdic-cp-us", "nonsense"):
        xml = f'<?xml version="1.0" encoding="{codec}"?>{document(p(PROSE))}'
        assert "the XML in it is damaged" in str(refused(zipped({"word/document.xml": xml})))


@pytest.mark.parametrize("name", ["w:sdt", "w:ins", "w:p", "w:r", "w:tbl", "w:txbxContent", "w:fldSimple"])
def test_deep_nesting_is_refused_and_what_is_allowed_is_read(name: str) -> None:
    def nested(depth: int) -> str:
        return document(f"<{name}>" * depth + p(PROSE) + f"</{name}>" * depth)

    assert "nested too deeply" in str(refused(zipped({"word/document.xml": nested(100_000)})))
    parse_or_refuse(zipped({"word/document.xml": nested(240)}))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>",
         "</w:txbxContent></mc:Choice></mc:AlternateContent></w:r></w:p>"),
    ],
)  # fmt: skip
def test_tables_and_boxes_within_each_other_are_read(opening: str, closing: str) -> None:
    times = 240 // opening.count("<")
    assert one(document(opening * times + p(PROSE) + closing * times)) == [PROSE]


def parse_or_refuse(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        parse_docx(data, "report.docx")


def test_a_file_cut_off_anywhere_is_an_error() -> None:
    made = docx.Document()
    made.add_paragraph(PROSE)
    data = saved(made)
    for end in range(0, len(data), len(data) // 60):
        assert isinstance(refused(data[:end]), EmptyReportError if end == 0 else DamagedFileError)


def test_a_changed_byte_is_an_error_or_harmless() -> None:
    data = word(p(PROSE), styles="<w:style/>")
    for place in range(0, len(data), 3):
        parse_or_refuse(data[:place] + bytes([data[place] ^ 0xA5]) + data[place + 1 :])


def test_a_wrong_checksum_is_told() -> None:
    info = zipfile.ZipFile(io.BytesIO(word(p(PROSE)))).getinfo("word/document.xml")
    data = word(p(PROSE)).replace(struct.pack("<L", info.CRC), b"\1\2\3\4")
    assert str(refused(data)) == "report.docx: cut off or corrupt: a part of it cannot be unpacked"


def test_a_member_with_a_password_is_told() -> None:
    data = bytearray(word(p(PROSE)))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert isinstance(refused(bytes(data)), EncryptedFileError)


def test_another_compression_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", document(p(PROSE)))
    assert "cannot be unpacked" in str(refused(file.getvalue()))


def test_archives_over_the_limits_are_refused_before_they_are_unpacked() -> None:
    heavy = zipped({"word/document.xml": document(p(PROSE)), "word/media/a.bin": bytes(11_000_000)})
    assert "packed over 200 times" in str(refused(heavy))
    many = zipped({"word/document.xml": document(p(PROSE))} | {f"{n}": "" for n in range(10_000)})
    assert str(refused(many)) == "report.docx: holds more than 10,000 parts"


def test_the_size_of_the_whole_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED_MB", 0)
    error = refused(word(p(PROSE)))
    assert isinstance(error, ReadLimitError)
    assert str(error) == "report.docx: unpacks to 0 MB, over the limit of 0 MB"
    monkeypatch.setattr(package, "MAX_UNPACKED_MB", 200)
    monkeypatch.setattr(package, "MAX_PART_MB", 0)
    assert "unpacks to more than 0 MB" in str(refused(word(p(PROSE))))


def test_a_directory_that_lies_is_found_out_without_unpacking_more_than_it_says() -> None:
    body = document(p(PROSE) + f"<!--{' ' * 5_000_000}-->")
    data = zipped({"word/document.xml": body})
    size = struct.pack("<L", len(body.encode()))
    assert data.count(size) == 2
    assert "cannot be unpacked" in str(refused(data.replace(size, struct.pack("<L", 3000))))


def test_only_the_parts_that_are_needed_are_unpacked() -> None:
    data = zipped({"word/document.xml": document(p(PROSE)), "word/media/image1.png": b"picture" * 100})
    at = data.index(b"word/media/image1.png") + 30
    assert [block.text for block in parse_docx(data[:at] + b"\xff" + data[at + 1 :], "x").blocks] == [PROSE]


def test_the_main_part_is_where_the_relationships_say() -> None:
    relations = RELATIONS.replace("word/document.xml", "/Text/Main2.xml")
    data = zipped({"_rels/.rels": relations, "text/main2.xml": document(p(PROSE))})
    assert [block.text for block in parse_docx(data, "x").blocks] == [PROSE]


def test_missing_and_broken_relationships_are_passed_over() -> None:
    inner = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/styles" Target="gone.xml"/>'
        f'<Relationship Id="b" Type="{OFFICE}/footnotes" TargetMode="External" Target="http://127.0.0.1:9/x"/>'
        f'<Relationship Id="c" Type="{OFFICE}/numbering" Target="../../../etc/passwd"/><Relationship/></Relationships>'
    )
    data = zipped({"word/document.xml": document(p(PROSE)), "word/_rels/document.xml.rels": inner})
    assert [block.text for block in parse_docx(data, "x").blocks] == [PROSE]


def test_a_strict_document_is_read() -> None:
    strict = document(p("The dam", style="Heading1") + p(PROSE)).replace(W, STRICT_W)
    relations = RELATIONS.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    data = zipped({"_rels/.rels": relations, "word/document.xml": strict})
    assert [block.kind for block in parse_docx(data, "x").blocks] == ["heading", "text"]


@pytest.mark.parametrize("kind", ["document.macroEnabled.main+xml", "template.main+xml"])
def test_macros_and_templates_are_read_as_documents(kind: str) -> None:
    types = CONTENT_TYPES.replace("application/xml", f"application/vnd.ms-word.{kind}")
    data = zipped({"[Content_Types].xml": types, "_rels/.rels": RELATIONS, "word/document.xml": document(p(PROSE))})
    assert [block.text for block in parse_docx(data, "x").blocks] == [PROSE]


def test_an_embedded_document_that_is_not_read_is_told() -> None:
    parsed = parse_docx(word(p(PROSE) + '<w:altChunk r:id="a"/>'), "x")
    assert parsed.warnings == ("a document embedded in it was not read",)
