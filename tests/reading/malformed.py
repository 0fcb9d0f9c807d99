"""Inputs that are broken, hostile or not what their names say, made when they are asked for.

Each is either refused with an error of one line, or read.
"""

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from mediaqa.errors import (
    BinaryFileError,
    DamagedFileError,
    EmptyReportError,
    EncryptedFileError,
    MediaQAError,
    NoContentError,
    ReadLimitError,
    UnsupportedFormatError,
)
from tests.reading.docx.making import PROSE, RELATIONS, document, mark, p, run, word, zipped

RUSSIAN = "Власти Веска всю неделю защищали плотину, сообщает газета «Сарнский вестник»."
PARAGRAPHS = f"The Dam of Sarn\n\n{PROSE}\n\nIt had been old for long, wrote the Herald on Monday.\n"


class Malformed(NamedTuple):
    """An input: the name of its file, its bytes, the error (``None``: it is read), words of the error or the text."""

    name: str
    make: Callable[[], bytes]
    error: type[MediaQAError] | None
    words: str = ""


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def fixed(text: str | bytes) -> Callable[[], bytes]:
    return lambda: text if isinstance(text, bytes) else text.encode()


def times(text: str, count: int, after: str = "") -> Callable[[], bytes]:
    """Return ``text`` so many times, to be built when it is asked for."""

    def make() -> bytes:
        return (text * count + after).encode()

    return make


def archive(**members: str) -> Callable[[], bytes]:
    """Return an archive; in a name ``__`` stands for a slash and ``_`` for a point."""
    return lambda: zipped({name.replace("__", "/").replace("_", "."): text for name, text in members.items()})


def front_matter_bomb() -> bytes:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(["---", "title: The Dam", "a0: &a0 [x, x]", *levels, f"tags: *a{29}", "---", "", PROSE]).encode()


def deep_list() -> bytes:
    return "\n".join(f"{' ' * 2 * n}- item {n}" for n in range(1000)).encode() + f"\n\n{PROSE}".encode()


def wide_table() -> bytes:
    row = "|" + "dam|" * 5000
    return f"{PROSE}\n\n{row}\n{'|' + '-|' * 5000}\n{row}\n".encode()


def backticks() -> bytes:
    return (" ".join("`" * n for n in range(1, 1500)) + f"\n\n{PROSE}").encode()


def old_office(stream: str) -> Callable[[], bytes]:
    return lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(1000)


def cut(share: float) -> Callable[[], bytes]:
    def make() -> bytes:
        data = word(p(PROSE) * 50)
        return data[: int(len(data) * share)]

    return make


def wrong_checksum() -> bytes:
    data = word(p(PROSE))
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml")
    return data.replace(struct.pack("<L", info.CRC), b"\1\2\3\4")


def zip_bomb() -> bytes:
    return zipped({"_rels/.rels": RELATIONS, "word/document.xml": bytes(60_000_000)})


def lying_directory() -> bytes:
    """Return a bomb whose directory and headers call it small."""
    return zip_bomb().replace(struct.pack("<L", 60_000_000), struct.pack("<L", 600))


def huge_directory() -> bytes:
    """Return a document whose directory calls a picture larger than any may be."""
    data = zipped({"_rels/.rels": RELATIONS, "word/document.xml": document(p(PROSE)), "word/media/a.png": "x"})
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 20] + struct.pack("<LL", 0x10000000, 0x20000000) + data[at + 28 :]


def entities(prologue: str, word_in_text: str) -> Callable[[], bytes]:
    return lambda: zipped({"word/document.xml": prologue + document(p(word_in_text))})


def billion() -> Callable[[], bytes]:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return entities(f'<!DOCTYPE a [<!ENTITY a0 "dam">{levels}]>', "&a11;")


def workbook() -> bytes:
    return zipped({"[Content_Types].xml": "<Types>spreadsheetml.sheet.main+xml</Types>", "xl/workbook.xml": "<a/>"})


def wide_word_table() -> bytes:
    cells = f"<w:tc>{p('dam')}</w:tc>" * 5000
    return word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def style_circle() -> bytes:
    return word(p(PROSE, style="a"), styles='<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>')


def header_only() -> bytes:
    return word("", header1=p("Sarn Press Digest"))


TEXT = [
    Malformed("empty.txt", fixed(""), EmptyReportError, "holds no text"),
    Malformed("blanks.txt", fixed(" \t\r\n\u00a0\ufeff\n\v\f " * 500), EmptyReportError, "holds no text"),
    Malformed("nul.txt", fixed(bytes(5000)), BinaryFileError, "binary content"),
    Malformed("nul_inside.txt", fixed(PARAGRAPHS.replace("old", "ol\0d")), None, "It had been old for long"),
    Malformed("noise.txt", lambda: noise(200_000), BinaryFileError),
    Malformed("noise.md", lambda: noise(200_000), BinaryFileError),
    Malformed("pdf.txt", fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), BinaryFileError, "a PDF document"),
    Malformed("zip.txt", archive(a_txt=PROSE), BinaryFileError, "a ZIP archive"),
    Malformed("docx.md", lambda: word(p(PROSE)), BinaryFileError, "a ZIP archive"),
    Malformed("png.txt", fixed(b"\x89PNG\r\n\x1a\n" + bytes(200)), BinaryFileError, "an image"),
    Malformed("gzip.txt", lambda: gzip.compress(PROSE.encode()), BinaryFileError, "a gzip archive"),
    Malformed("rtf.txt", fixed("{\\rtf1\\ansi " + PROSE + "}"), BinaryFileError, "an RTF document"),
    Malformed("doc.txt", old_office("WordDocument"), BinaryFileError, "an old office document"),
    Malformed("page.txt", fixed(f"<!DOCTYPE html><p>{PROSE}</p>"), UnsupportedFormatError, "a web page"),
    Malformed("utf16_cut.txt", lambda: PARAGRAPHS.encode("utf-16")[:-3], None, PROSE),
    Malformed("utf16_cut_unmarked.txt", lambda: PARAGRAPHS.encode("utf-16-be")[:-1], None, PROSE),
    Malformed("utf16_cut_pair.txt", lambda: f"{PARAGRAPHS}😀".encode("utf-16")[:-2], None, PROSE),
    Malformed("utf32_cut.txt", lambda: PARAGRAPHS.encode("utf-32")[:-3], None, PROSE),
    Malformed("cp1251.txt", lambda: RUSSIAN.encode("cp1251"), None, RUSSIAN),
    Malformed("koi8.txt", lambda: RUSSIAN.replace("«", '"').replace("»", '"').encode("koi8-u"), None, "плотину"),
    Malformed("cp1252.txt", lambda: f"“{PROSE}” – Café".encode("cp1252"), None, f"“{PROSE}” – Café"),
    Malformed("two_encodings.txt", lambda: f"{RUSSIAN * 30}\n\n".encode() + "Сарн".encode("cp1251"), None, RUSSIAN),
    Malformed("surrogates.txt", lambda: PARAGRAPHS.encode() + b"\xed\xa0\xbd\xed\xb8\x80 \xed\xa0\xbd\n", None, PROSE),
    Malformed("overlong.txt", lambda: PARAGRAPHS.encode() + b"\xc0\xaf \xf8\x88\x80\x80\x80\n", None, PROSE),
    Malformed("override.txt", fixed(f"\u202e\u2067{PROSE}\u202c\u2069\u200f"), None, PROSE),
    Malformed("invisible.txt", fixed("\u200b\ufeff".join(PROSE)), None, PROSE),
    Malformed("accents.txt", times("\u0301", 100_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("one_line.txt", times("dam", 1_700_000), None, "damdam"),
    Malformed("one_line_of_hyphens.txt", times("dam-", 500_000), None, "dam-dam"),
    Malformed("returns.txt", fixed("\r" * 500_000 + PROSE), None, PROSE),
    Malformed("short_lines.txt", times("The dam\n", 50_000), None, "The dam"),
    Malformed("headings.txt", times("The Dam of Sarn\n\n", 40_000, PROSE), None, PROSE),
    Malformed("numbers.txt", times("1.1.1.1.1.\n\n7\n\n", 20_000, PROSE), None, PROSE),
    Malformed("quotes.txt", times("> ", 50_000, PROSE), None, PROSE),
    Malformed("open_quotes.txt", times("“The dam of Sarn was old, he said.\n\n", 20_000), None, "“The dam"),
    Malformed("labels.txt", times("Date: ", 50_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("chrome.txt", fixed("Share on Facebook\nPrint this page\nSubscribe to our newsletter\n"), NoContentError),
    Malformed("rules.txt", times("----------\n\n* * *\n\n", 1000), NoContentError),
    Malformed("front_matter_bomb.md", front_matter_bomb, None, PROSE),
    Malformed("front_matter_open.md", fixed(f"---\ntitle: The Dam\n\n{PROSE}\n"), None, PROSE),
    Malformed("front_matter_long.md", times("---\n", 1, "title: dam\n" * 20_000 + PROSE), None, PROSE),
    Malformed("front_matter_deep.md", fixed(f"---\ntitle: {'[' * 9_000}\n---\n\n{PROSE}\n"), None, PROSE),
    Malformed("front_matter_half_letter.md", fixed(f'---\ntitle: "\\ud800"\n---\n\n{PROSE}\n'), None, PROSE),
    Malformed("front_matter_no_letter.md", fixed(f'---\ntitle: "\\UFFFFFFFF"\n---\n\n{PROSE}\n'), None, PROSE),
    Malformed("front_matter_tags.md", fixed(f"---\ntitle: !!python/object:os.system x\n---\n\n{PROSE}\n"), None, PROSE),
]  # fmt: skip

# What nests deeper than Markdown's parser follows, and what stands in a comment that never ends, is no text.
MARKDOWN = [
    Malformed("headings.md", times("# The Dam of Sarn\n\n", 40_000, PROSE), None, PROSE),
    Malformed("long_heading.md", times("# The dam", 1, f"{' of Sarn' * 100_000}\n\n{PROSE}"), None, PROSE),
    Malformed("quotes.md", times(">", 50_000, f" {PROSE}"), NoContentError),
    Malformed("brackets.md", times("[", 50_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("links.md", times("[dam](", 20_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("images.md", times("![", 20_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("stars.md", times("*a **b ", 10_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("backticks.md", backticks, None, PROSE),
    Malformed("comments.md", times("<!-- <a ", 50_000, f"\n\n{PROSE}"), NoContentError),
    Malformed("tags.md", times("<p ", 50_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("references.md", times("[a]: b\n[a] ", 10_000, f"\n\n{PROSE}"), None, PROSE),
    Malformed("deep_list.md", deep_list, None, "item 0"),
    Malformed("deep_list_of_one_line.md", times("- ", 10_000, PROSE), NoContentError),
    Malformed("wide_table.md", wide_table, None, "dam | dam"),
]

WORD = [
    Malformed("empty.docx", fixed(b""), EmptyReportError, "holds no text"),
    *(
        Malformed(f"cut_{share}.docx", cut(share), DamagedFileError, "cut off or corrupt")
        for share in (0.01, 0.3, 0.6, 0.9, 0.99)
    ),
    Malformed("start.docx", fixed(b"PK\x03\x04"), DamagedFileError, "cut off or corrupt"),
    Malformed("noise.docx", lambda: b"PK\x03\x04" + noise(200_000), DamagedFileError, "cut off or corrupt"),
    Malformed("text.docx", fixed(PROSE), DamagedFileError, "not a ZIP archive"),
    Malformed("checksum.docx", wrong_checksum, DamagedFileError, "cannot be unpacked"),
    Malformed("bomb.docx", zip_bomb, DamagedFileError, "packed over 200 times"),
    Malformed("lying.docx", lying_directory, DamagedFileError, "cannot be unpacked"),
    Malformed("huge.docx", huge_directory, ReadLimitError, "over the limit of 200 MB"),
    Malformed("entities.docx", billion(), DamagedFileError, "declares entities"),
    Malformed(
        "external.docx", entities('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"), DamagedFileError,
        "declares entities",
    ),
    Malformed(
        "deep.docx", lambda: zipped({"word/document.xml": document("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)}),
        DamagedFileError, "nested too deeply",
    ),
    Malformed("password.docx", old_office("EncryptedPackage"), EncryptedFileError, "a password"),
    Malformed("old.docx", old_office("WordDocument"), UnsupportedFormatError, "an old Word document (.doc)"),
    Malformed("workbook.docx", workbook, UnsupportedFormatError, "an Excel workbook"),
    Malformed("nothing.docx", archive(a_txt=PROSE), DamagedFileError, "without a Word document"),
    Malformed("no_body.docx", lambda: word(""), EmptyReportError, "holds no text"),
    Malformed("header.docx", header_only, EmptyReportError, "holds no text"),
    Malformed("pictures.docx", lambda: word(p("<w:r><w:drawing/></w:r>")), EmptyReportError, "pictures and no text"),
    Malformed(
        "absolute.docx", lambda: zipped({"/word/document.xml": document(p(PROSE)), "../../a": PROSE}),
        DamagedFileError, "without a Word document",
    ),
    Malformed("hidden.docx", lambda: word(p(run(PROSE, "<w:vanish/>"))), EmptyReportError, "holds no text"),
    Malformed("cells.docx", wide_word_table, None, "dam | dam"),
    Malformed("headings.docx", lambda: word(p("The Dam of Sarn", style="Heading1") * 10_000 + p(PROSE)), None, PROSE),
    Malformed("open_fields.docx", lambda: word(p(*[mark("begin")] * 5000) + p(PROSE)), None, PROSE),
    Malformed("style_circle.docx", style_circle, None, PROSE),
]  # fmt: skip

MALFORMED = [*TEXT, *MARKDOWN, *WORD]
