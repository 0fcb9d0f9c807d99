"""The body of a document in its order: paragraphs, tables, and the notes and text boxes that hang on them."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mediaqa.reading.blocks import Block, has_letters
from mediaqa.reading.docx.markup import CONTAINERS, MC, VAL, Element, W, alternative, is_placeholder, switch, within
from mediaqa.reading.docx.notes import Notes
from mediaqa.reading.docx.numbering import Numbering
from mediaqa.reading.docx.paragraphs import Place, paragraph_blocks
from mediaqa.reading.docx.parts import Parts
from mediaqa.reading.docx.runs import Reference, Runs
from mediaqa.reading.docx.styles import Looks, Styles, paragraph_looks

LONG = 200
"""Two paragraphs of so many characters in one cell make a table one that only lays out a page."""

_OVER_CONTENTS = frozenset({"contents", "table of contents", "содержание", "оглавление"})

NoteBlocks = Callable[[Reference], Iterable[Block]]


class Read(NamedTuple):
    """The blocks of a document, and the one paragraph that has the style of a title, if there is one."""

    blocks: list[Block]
    title: str | None


def read_body(parts: Parts) -> Read:
    """Return the blocks of a document, each note behind the paragraph that refers to it."""
    styles, notes = Styles(parts.styles), Notes(parts)
    readers = {kind: Body(root, styles, Numbering(parts.numbering)) for kind, root in notes.roots.items()}

    def note(reference: Reference) -> Iterator[Block]:
        number, element = notes.take(reference)
        if element is not None:
            text = " ".join(block.text for block in readers[reference.kind].blocks(element))
            yield from [Block(f"{number} {text}", "note")] if text else ()

    body = Body(parts.document, styles, Numbering(parts.numbering), note)
    blocks = _without_contents_title(list(body.blocks(parts.document.find(f"{W}body"))), parts.document)
    return Read(blocks, body.titles[0] if len(body.titles) == 1 < len(blocks) else None)


class Body:
    """Reads the blocks of a document, or of its notes; ``titles`` are the paragraphs that have a title's style."""

    def __init__(
        self, root: Element, styles: Styles, numbering: Numbering, note: NoteBlocks = lambda _reference: ()
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._note = note
        self._runs = Runs(root, styles)
        self.titles: list[str] = []

    def blocks(self, container: Iterable[Element]) -> Iterator[Block]:
        """Yield the blocks of what lies in ``container``, in order."""
        for element in container:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element)
            elif tag == f"{W}tbl":
                yield from self._table(element)
            elif tag == f"{MC}AlternateContent":
                chosen = alternative(element)
                yield from self.blocks(() if chosen is None else chosen)
            elif tag in CONTAINERS and not is_placeholder(element):
                yield from self.blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.paragraph(properties)
        looks = paragraph_looks(properties).over(style.looks)
        words = self._runs.words(paragraph, looks)
        if style.role != "contents":
            counted = bool(words.text.strip()) or not _has_hidden_end(properties)
            place = Place(style.role, looks, self._label(looks) if counted else None)
            found = list(paragraph_blocks(words.text, place, strong=words.strong))
            self.titles += [block.text for block in found if style.role == "title"]
            yield from found
        for reference in words.references:
            yield from self._note(reference)
        for box in words.boxes:
            yield from self.blocks(box)

    def _label(self, looks: Looks) -> str | None:
        return self._numbering.label(looks.number, looks.depth or 0) if looks.number else None

    def _table(self, table: Element) -> Iterator[Block]:
        """Yield a block a row; the cells of a table that only lays out a page are read one after the other."""
        rows = [[list(self._cell(cell)) for cell in within(row, "tc")] for row in within(table, "tr") if _is_kept(row)]
        if all(len(row) < 2 for row in rows) or any(_is_laid_out(cell) for row in rows for cell in row):
            yield from (block for row in rows for cell in row for block in cell)
        else:
            for row in rows:
                yield from _row(row)

    def _cell(self, cell: Element) -> Iterator[Block]:
        """Yield the blocks of a cell; of merged ones only the first has text that is shown."""
        properties = cell.find(f"{W}tcPr")
        names = ("vMerge", "hMerge") if properties is not None else ()
        marks = [mark for name in names if (mark := properties.find(W + name)) is not None]
        if all(mark.get(VAL) == "restart" for mark in marks):
            yield from self.blocks(cell)


def _row(cells: list[list[Block]]) -> Iterator[Block]:
    texts = (" ".join(block.text for block in cell if block.kind != "note") for cell in cells)
    text = " | ".join(text for text in texts if text)
    if has_letters(text):
        yield Block(text, settled=True)
    yield from (block for cell in cells for block in cell if block.kind == "note")


def _is_laid_out(cell: list[Block]) -> bool:
    return sum(len(block.text) > LONG for block in cell if block.kind != "note") > 1


def _is_kept(row: Element) -> bool:
    """Whether a row is neither hidden nor deleted by a tracked change."""
    properties = row.find(f"{W}trPr")
    return properties is None or (properties.find(f"{W}del") is None and switch(properties, "hidden") is not True)


def _has_hidden_end(properties: Element | None) -> bool:
    """Whether the mark at the end of a paragraph is hidden or deleted: if empty, the paragraph is not counted."""
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or switch(mark, "vanish") is True)


def _without_contents_title(blocks: list[Block], document: Element) -> list[Block]:
    """Return the blocks without the title of a table of contents, where there was one."""
    instructions = [element.text or "" for element in document.iter(f"{W}instrText")]
    instructions += [element.get(f"{W}instr", "") for element in document.iter(f"{W}fldSimple")]
    if not any(instruction.split()[:1] == ["TOC"] for instruction in instructions):
        return blocks
    titles = (i for i, block in enumerate(blocks) if block.text.rstrip(" :").casefold() in _OVER_CONTENTS)
    place = next(titles, len(blocks))
    return blocks[:place] + blocks[place + 1 :]
