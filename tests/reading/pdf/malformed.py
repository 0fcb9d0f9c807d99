"""PDF files that are broken or hostile, made when they are asked for."""

import random
import zlib
from collections.abc import Callable, Mapping

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from mediaqa.errors import DamagedFileError, EmptyReportError, EncryptedFileError, ScannedFileError
from tests.reading.docx.making import PROSE, p, word
from tests.reading.malformed import Malformed, fixed, noise
from tests.reading.pdf.sheets import VESK, Drawing, Text, image, locked, made, upright, wrapped

PAGE = wrapped(VESK)
SAID = "The dailies of Vesk"


def raw(objects: Mapping[int, bytes], root: int = 1) -> bytes:
    """Return a PDF of these objects, as they are."""
    data, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % places.get(n, 0) for n in range(1, max(objects) + 1))
    size = max(objects) + 1
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, root, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def one_page(content: bytes, kids: bytes = b"[3 0 R]", extra: bytes = b"", how: bytes = b"") -> bytes:
    """Return a PDF with one page of that content."""
    return raw({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids %s /Count 1 >>" % kids,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
        b"<< /Font << /F 5 0 R >> >> %s >>" % extra,
        4: b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), how, content),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    })  # fmt: skip


def shown(text: str, matrix: str = "1 0 0 1 50 700", size: str = "10") -> bytes:
    return f"BT /F {size} Tf {matrix} Tm ({text}) Tj ET".encode()


def scattered() -> bytes:
    chance = random.Random(5)
    return made([Text(chance.uniform(0, 600), chance.uniform(0, 840), "dam") for _ in range(5_000)])


def cut(share: float) -> Callable[[], bytes]:
    def make() -> bytes:
        data = made(*[PAGE] * 20)
        return data[: int(len(data) * share)]

    return make


def damaged(data: bytes, count: int) -> bytes:
    """Return a file with some of its bytes changed at random."""
    chance, changed = random.Random(11), bytearray(data)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def deep_tree() -> bytes:
    levels = 3_000
    nodes = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, levels)}
    page = b"<< /Type /Page /MediaBox [0 0 600 800] >>"
    return raw({1: b"<< /Type /Catalog /Pages 2 0 R >>", **nodes, levels: page})


def bomb() -> bytes:
    """Return a page whose content is 300 MB of blanks, in a third of a megabyte."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300))
    return one_page(content + packer.compress(shown(PROSE)) + packer.flush(), how=b"/Filter /FlateDecode")


def twice(canvas: Canvas) -> None:
    """Draw every word a second time, half a point to the right, as cheap bold type does."""
    for text in PAGE:
        canvas.setFont(text.font, text.size)
        canvas.drawString(text.x + 0.4, 842 - text.y, text.words)


def repeated(drawing: Drawing, count: int) -> Drawing:
    def draw(canvas: Canvas) -> None:
        for _ in range(count):
            drawing(canvas)

    return draw


PDFS = [
    Malformed("empty.pdf", fixed(b""), EmptyReportError, "holds no text"),
    Malformed("blanks.pdf", fixed(b"  \n" * 100), DamagedFileError),
    Malformed("text.pdf", fixed(PROSE), DamagedFileError),
    Malformed("page.pdf", fixed(f"<html><body><p>{PROSE}</p></body></html>"), DamagedFileError),
    Malformed("docx.pdf", lambda: word(p(PROSE)), DamagedFileError),
    Malformed("noise.pdf", lambda: noise(200_000), DamagedFileError),
    Malformed("header.pdf", fixed(b"%PDF-1.7\n%%EOF"), DamagedFileError),
    Malformed("header_and_noise.pdf", lambda: b"%PDF-1.7\n" + noise(200_000), DamagedFileError),
    *(Malformed(f"cut_{share}.pdf", cut(share), DamagedFileError) for share in (0.01, 0.3, 0.6, 0.9)),
    Malformed("password.pdf", lambda: made(PAGE, encrypt=locked("secret")), EncryptedFileError, "password"),
    Malformed("image.pdf", lambda: made([image]), ScannedFileError, "the only page is an image without text"),
    Malformed("images.pdf", lambda: made(*[[image]] * 12), ScannedFileError, "all 12 pages are images without text"),
    Malformed("nothing.pdf", lambda: made([]), EmptyReportError),
    Malformed(
        "no_pages.pdf",
        lambda: raw({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages >>"}),
        DamagedFileError,
    ),
    Malformed("no_root.pdf", lambda: raw({1: b"<< >>"}, root=9), DamagedFileError),
    Malformed("circle.pdf", lambda: one_page(shown(PROSE), kids=b"[2 0 R]"), DamagedFileError),
    Malformed("deep.pdf", deep_tree, DamagedFileError),
    Malformed("owner.pdf", lambda: made(PAGE, encrypt=locked("", "secret")), None, SAID),
    Malformed("garbage_before.pdf", lambda: b"GARBAGE\n" + made(PAGE), None, SAID),
    Malformed("garbage_behind.pdf", lambda: made(PAGE) + noise(500), None, SAID),
    Malformed("no_end.pdf", lambda: made(PAGE).replace(b"startxref", b"startxxxx"), None, SAID),
    Malformed("some_images.pdf", lambda: made(PAGE, [image], PAGE), None, SAID),
    Malformed("many_pages.pdf", lambda: made(*[PAGE[:1]] * 3_000), None, SAID),
    Malformed("bomb.pdf", bomb, None, PROSE),
    Malformed("stamp.pdf", lambda: made([*PAGE, upright("arXiv of Vesk", 30, 600)]), None, SAID),
    Malformed("twice.pdf", lambda: made([*PAGE, twice]), None, SAID),
    Malformed("over_and_over.pdf", lambda: made([repeated(twice, 400)]), None, "The dailies"),
    Malformed("huge_type.pdf", lambda: one_page(shown(PROSE, size="1e9")), EmptyReportError),
    Malformed("no_size.pdf", lambda: one_page(shown(PROSE, size="0")), EmptyReportError),
    Malformed("far_away.pdf", lambda: one_page(shown(PROSE, "1 0 0 1 1e30 -1e30") + b" " + shown(PROSE)), None, PROSE),
    Malformed("no_numbers.pdf", lambda: one_page(shown(PROSE, "nan inf 0 1 50 700") + b" " + shown(PROSE)), None, ""),
    Malformed("long_line.pdf", lambda: one_page(shown("dam " * 50_000)), None, "dam dam"),
    Malformed("long_word.pdf", lambda: one_page(shown("dam" * 50_000)), None, "damdam"),
    Malformed("scattered.pdf", scattered, None, "dam"),
    Malformed("few_damages.pdf", lambda: damaged(made(*[PAGE] * 20), 3), None, SAID),
    Malformed("many_damages.pdf", lambda: damaged(made(*[PAGE] * 20), 30), DamagedFileError),
]
