"""PDF files made for the tests: each page is a list of lines at places, or of wrapped columns."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from mediaqa.reading.blocks import Block
from mediaqa.reading.parsed import Parsed
from mediaqa.reading.pdf import parse_pdf

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 72.0, WIDTH - 72.0, 90.0

VESK = (
    "The dailies of Vesk gave most of their front pages to the closing of the border crossing at Sarn, which the "
    "Morning Post called a technical pause. The weekly Lanterna said that it was the first move of a trade war."
)
SARN = (
    "The ministry in Sarn did not answer the questions of the paper, of which there were twelve. The president did not "
    "either, though he was asked twice on the steps of parliament, once in the presence of his own spokesman."
)
LISSANDER = (
    "Nobody in Lissander expects the Northlight pipeline to be opened before the winter, wrote the Courier, and the "
    "company itself has stopped to name a date. Its director spoke of a season, and would not say of which year."
)


class Text(NamedTuple):
    """Words at a place; ``y`` counts downwards from the upper edge, as one reads."""

    x: float
    y: float
    words: str
    size: float = 10.0
    font: str = "Times-Roman"
    rise: float = 0.0


Drawing = Callable[[Canvas], Any]


def wrapped(
    words: str,
    *,
    x: float = LEFT,
    y: float = TOP,
    right: float = RIGHT,
    size: float = 10.0,
    first: float = 0.0,
    font: str = "Times-Roman",
) -> list[Text]:
    """Return a paragraph wrapped between two edges; ``first`` is how far its first line stands in."""
    lines: list[list[str]] = [[]]
    for word in words.split():
        start = x + first if len(lines) == 1 else x
        if lines[-1] and start + stringWidth(" ".join([*lines[-1], word]), font, size) > right:
            lines.append([])
        lines[-1].append(word)
    leading = 1.2 * size
    return [
        Text(x + first if i == 0 else x, y + i * leading, " ".join(line), size, font) for i, line in enumerate(lines)
    ]


def below(texts: Sequence[Text], gap: float = 0.0) -> float:
    """Return the height of the next line below texts."""
    return texts[-1].y + 1.2 * texts[-1].size + gap


def column(paragraphs: Iterable[str], gap: float = 6.0, **places: float) -> list[Text]:
    """Return paragraphs below each other."""
    texts: list[Text] = []
    y = places.pop("y", TOP)
    for paragraph in paragraphs:
        texts += wrapped(paragraph, y=y, **places)  # type: ignore[arg-type]
        y = below(texts, gap)
    return texts


def made(
    *pages: Sequence[Text | Drawing],
    properties: dict[str, str] | None = None,
    encrypt: Any = None,
) -> bytes:
    """Return the PDF with these pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=encrypt, invariant=True)
    for name, value in (properties or {}).items():
        getattr(canvas, f"set{name}")(value)
    for page in pages:
        for thing in page:
            _draw(canvas, thing)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def image(canvas: Canvas) -> None:
    """Draw a picture that fills the page."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]

    canvas.drawImage(ImageReader(Image.new("L", (20, 20), 128)), 0, 0, WIDTH, HEIGHT)


def locked(user: str, owner: str | None = None) -> Any:
    """Return the passwords of a file, for ``made``."""
    return StandardEncryption(user, ownerPassword=owner, canCopy=0)


def end_of(text: Text) -> float:
    """Return where a text ends."""
    return text.x + float(stringWidth(text.words, text.font, text.size))


def upright(words: str, x: float, y: float) -> Drawing:
    """Return words that run up the margin, as a stamp does."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 20)
        canvas.drawString(0, 0, words)
        canvas.restoreState()

    return draw


def read(*pages: Sequence[Text | Drawing], **given: Any) -> Parsed:
    """Return what is read of a PDF with these pages."""
    return parse_pdf(made(*pages, **given), "vesk.pdf")


def texts(parsed: Parsed) -> list[str]:
    """Return the texts of the blocks."""
    return [block.text for block in parsed.blocks]


def kinds(parsed: Parsed) -> list[tuple[str, str]]:
    """Return the kinds and the texts of the blocks."""
    return [(block.kind, block.text) for block in parsed.blocks]


def block_with(parsed: Parsed, words: str) -> Block:
    """Return the one block that holds the words."""
    (found,) = [block for block in parsed.blocks if words in block.text]
    return found


def _draw(canvas: Canvas, thing: Text | Drawing) -> None:
    if not isinstance(thing, Text):
        thing(canvas)
        return
    text = canvas.beginText(thing.x, HEIGHT - thing.y)
    text.setFont(thing.font, thing.size)
    text.setRise(thing.rise)
    text.textOut(thing.words)
    canvas.drawText(text)
