"""What PDFium knows of a file: the words of each page with their places and type, and the file's properties.

PDFium is not safe for threads: every call into it stands under one lock, page by page, so that a long file does not
keep others waiting. Each call costs about a microsecond, more than all else that is done with a character: text is
fetched whole, places twice a word, type once a text object.
"""

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from mediaqa.errors import DamagedFileError, EncryptedFileError
from mediaqa.reading.pdf.words import Page, Word

HEADER_BYTES = 1024
"""A PDF may begin with so many bytes of something else (ISO 32000, annex on older readers)."""

EDGE = 5.0
"""Letters may stand out of the page by so many points."""

GAP = 0.16
"""Letters of one word do not stand apart by so much of the type's size; a narrow blank is about 0.2 wide."""

BROKEN = "￾"
"""What PDFium's text holds in place of a hyphen at a line's end."""

_FORCE_BOLD = 1 << 18
# What a name says of the weight; the weight that PDFium tells is guessed from the width of stems, and often wrong.
_BOLD_NAME = re.compile(
    r"bold|black|heavy|demi|smbd|-medi(?!um)|^(?:[a-z]{6}\+)?(?:cmb|sfb|ecb|lin\w+tb$)", re.IGNORECASE
)
_SLANT = math.sin(math.radians(15))
_WORD = re.compile(rf"[^\s\x00{BROKEN}]+{BROKEN}?")
# Figures and stars may be raised: only in words with them is each character's type looked at.
_MAY_BE_RAISED = re.compile(r"[\d*∗†‡§¶]")
_SHORTEST = 4
_IMAGE_DEPTH = 3

_LOCK = threading.Lock()


class Document(NamedTuple):
    """An open document, and the words that were found to have no gap inside: each is looked at once."""

    handle: pypdfium2.PdfDocument
    solid: set[str]


# The three calls that are made for every word, with plain numbers for handles: making an object of each costs more.
_HANDLE = ctypes.c_void_p
_text_object_at = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.CFUNCTYPE(ctypes.c_void_p, _HANDLE, ctypes.c_int))
_origin_at = ctypes.cast(
    pdfium.FPDFText_GetCharOrigin,
    ctypes.CFUNCTYPE(ctypes.c_int, _HANDLE, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
)
_box_at = ctypes.cast(
    pdfium.FPDFText_GetLooseCharBox, ctypes.CFUNCTYPE(ctypes.c_int, _HANDLE, ctypes.c_int, ctypes.c_void_p)
)


Direction = tuple[int, int]
"""Cosine and sine of the angle of a line; both are 0 when it is slanted."""

_LEVEL = (1, 0)


class _Style(NamedTuple):
    """The type of one text object: its size on the page, its weight, and where its lines run."""

    size: float
    bold: bool
    direction: Direction


class _View(NamedTuple):
    """The part of a page that is seen: its upper edge, its height and its sides, a little widened."""

    top: float
    height: float
    left: float
    right: float
    upright: bool


@contextmanager
def opened(data: bytes, source: str) -> Iterator[Document]:
    """Open a PDF for ``read_page``; raises ``DamagedFileError`` and ``EncryptedFileError``."""
    if b"%PDF-" not in data[:HEADER_BYTES]:
        raise DamagedFileError(f"{source}: not a PDF document")
    with _LOCK:
        handle = _open(data, source)
    try:
        yield Document(handle, set())
    finally:
        with _LOCK:
            handle.close()


def page_count(document: Document) -> int:
    """Return how many pages the document has."""
    with _LOCK:
        return len(document.handle)


def properties(document: Document) -> dict[str, str]:
    """Return what the document says of itself in its information dictionary, under the names of PDF."""
    with _LOCK:
        return dict(document.handle.get_metadata_dict())


def read_page(document: Document, number: int) -> Page | None:
    """Return the words of a page, from 1, or ``None`` if it cannot be read."""
    with _LOCK:
        page = pdfium.FPDF_LoadPage(document.handle, number - 1)
        if not page:
            return None
        try:
            return _page(page, number, document.solid)
        finally:
            pdfium.FPDF_ClosePage(page)


def _open(data: bytes, source: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFileError(f"{source}: protected by a password") from error
        raise DamagedFileError(f"{source}: the PDF is cut off or corrupt") from error


def _page(page: Any, number: int, solid: set[str]) -> Page | None:
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return None
    try:
        view = _view(page)
        words = _Reader(textpage, solid, view.top).words()
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    if view.upright:
        words = [word for word in words if view.left < word.left < view.right and -EDGE < word.base < view.height]
    return Page(number, words, not words and _has_image(page, _IMAGE_DEPTH))


def _view(page: Any) -> _View:
    """Return the part of a page that is seen; that of a turned page is not in the direction of its lines."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box) or pdfium.FPDFPage_GetRotation(page):
        return _View(0.0, 0.0, 0.0, 0.0, upright=False)
    return _View(box.top, box.top - box.bottom + EDGE, box.left - EDGE, box.right + EDGE, upright=True)


def _has_image(holder: Any, depth: int, *, form: bool = False) -> bool:
    count = pdfium.FPDFFormObj_CountObjects if form else pdfium.FPDFPage_CountObjects
    get = pdfium.FPDFFormObj_GetObject if form else pdfium.FPDFPage_GetObject
    for i in range(count(holder)):
        item = get(holder, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth and _has_image(item, depth - 1, form=True):
            return True
    return False


class _Reader:
    """Reads one text page; its buffers are made once and used for every call."""

    def __init__(self, textpage: Any, solid: set[str], top: float) -> None:
        self._top = top
        self._solid = solid
        self._textpage = textpage
        self._handle = ctypes.cast(textpage, _HANDLE).value
        self._styles: dict[int, _Style] = {}
        self._bold: dict[int, bool] = {}
        self._box = pdfium.FS_RECTF()
        self._box_address = ctypes.addressof(self._box)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_address, self._y_address = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._matrix = pdfium.FS_MATRIX()

    def words(self) -> list[Word]:
        """Return the words in the order of the file; those that run otherwise than most of the page are left out."""
        text = self._text()
        found: list[tuple[Direction, Word]] = []
        for match in _WORD.finditer(text):
            word, start = match[0], match.start()
            if len(word) > 1 and _MAY_BE_RAISED.search(word):
                found += self._pieces(word, start, self._changes(word, start), glued=True)
            elif word in self._solid or len(word) < _SHORTEST or not (gaps := self._gaps(word, start)):
                found.append(self._word(word, start, start + len(word) - 1))
            else:
                found += self._pieces(word, start, gaps, glued=False)
        if not found:
            return []
        directions = Counter[Direction]()
        for direction, placed in found:
            directions[direction] += len(placed.text)
        main = max(directions, key=lambda direction: (directions[direction], direction))
        return [placed for direction, placed in found if direction == main != (0, 0)]

    def _text(self) -> str:
        """Return the characters of the page, one for each of PDFium's places."""
        count = pdfium.FPDFText_CountChars(self._textpage)
        buffer = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(self._textpage, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = [pdfium.FPDFText_GetUnicode(self._textpage, i) for i in range(count)]
        return "".join(BROKEN if code == 2 else chr(code) if code < 0x110000 else " " for code in codes)

    def _pieces(self, text: str, start: int, cuts: Sequence[int], *, glued: bool) -> Iterator[tuple[Direction, Word]]:
        """Yield the parts of a word, each with its direction; ``glued`` tells that no blank is between them."""
        for cut, end in pairwise([0, *cuts, len(text)]):
            yield self._word(text[cut:end], start + cut, start + end - 1, glued=glued and cut > 0)

    def _changes(self, text: str, start: int) -> list[int]:
        """Return the places in a word where the size changes, as before a raised mark."""
        sizes = [self._style(start + i).size for i in range(len(text))]
        return [i for i, (a, b) in enumerate(pairwise(sizes), 1) if abs(a - b) > 0.08 * max(a, b)]

    def _gaps(self, text: str, start: int) -> list[int]:
        """Return the places in a word where a blank belongs, though the file has none and PDFium found none."""
        style = self._style(start)
        edges = []
        if style.direction == _LEVEL:
            for i in range(start, start + len(text)):
                _box_at(self._handle, i, self._box_address)
                edges.append((self._box.left, self._box.right))
        gaps = [b[0] - a[1] for a, b in pairwise(edges)]
        least = max(GAP * style.size, 3 * abs(sorted(gaps)[len(gaps) // 2])) if gaps else 0.0
        cuts = [i for i, gap in enumerate(gaps, 1) if gap > least]
        if not cuts:
            self._solid.add(text)
        return cuts

    def _word(self, text: str, first: int, last: int, *, glued: bool = False) -> tuple[Direction, Word]:
        style = self._style(first)
        _origin_at(self._handle, first, self._x_address, self._y_address)
        x, y = self._x.value, self._y.value
        if BROKEN in text:
            text = text.replace(BROKEN, "-")
        if style.direction == _LEVEL:
            _box_at(self._handle, last, self._box_address)
            return _LEVEL, Word(text, x, self._box.right, self._top - y, style.size, style.bold, glued)
        cosine, sine = style.direction
        left, base = x * cosine + y * sine, x * sine - y * cosine
        return style.direction, Word(
            text, left, self._far_edge(last, cosine, sine), base, style.size, style.bold, glued
        )

    def _far_edge(self, place: int, cosine: int, sine: int) -> float:
        """Return where a character ends in the direction of its line."""
        numbers = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self._textpage, place, *map(ctypes.byref, numbers))
        left, right, bottom, top = (number.value for number in numbers)
        return max(left * cosine, right * cosine) + max(bottom * sine, top * sine)

    def _style(self, place: int) -> _Style:
        address = _text_object_at(self._handle, place) or 0
        style = self._styles.get(address)
        if style is None or not address:
            style = self._styles[address] = self._style_of(place)
        return style

    def _style_of(self, place: int) -> _Style:
        pdfium.FPDFText_GetMatrix(self._textpage, place, self._matrix)
        across = math.hypot(self._matrix.a, self._matrix.b)
        upright = math.hypot(self._matrix.c, self._matrix.d)
        size = pdfium.FPDFText_GetFontSize(self._textpage, place) * (upright or across or 1.0)
        item = pdfium.FPDFText_GetTextObject(self._textpage, place)
        return _Style(size, self._is_bold(item), _direction(self._matrix.a, self._matrix.b))

    def _is_bold(self, item: Any) -> bool:
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            self._bold[address] = _is_bold(font)
        return self._bold[address]


def _direction(a: float, b: float) -> Direction:
    """Return the direction of a line from the first two numbers of its matrix."""
    length = math.hypot(a, b)
    if not length:
        return _LEVEL
    cosine, sine = round(a / length), round(b / length)
    return (cosine, sine) if max(abs(a / length - cosine), abs(b / length - sine)) < _SLANT else (0, 0)


def _is_bold(font: Any) -> bool:
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    if _BOLD_NAME.search(name.value.decode("latin-1")):
        return True
    flags: int = pdfium.FPDFFont_GetFlags(font)
    return flags >= 0 and flags & _FORCE_BOLD != 0
