"""Footnotes and endnotes, which lie in parts of their own that python-docx does not read."""

from mediaqa.reading.docx.markup import Element, W, value, whole
from mediaqa.reading.docx.numbering import figure
from mediaqa.reading.docx.parts import Parts
from mediaqa.reading.docx.runs import Reference

_KINDS = ("footnote", "endnote")
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""What Word numbers in where nothing is said ([ISO/IEC 29500-1] 17.11.17 and 17.11.18)."""


class Notes:
    """The notes of a document; counts those that are referred to, in the order of the text."""

    def __init__(self, parts: Parts) -> None:
        self.roots = {kind: root for kind in _KINDS if (root := getattr(parts, f"{kind}s")) is not None}
        self._notes = {kind: _notes(self.roots[kind], kind) for kind in self.roots}
        self._formats = {kind: _said(parts, kind, "numFmt") or _FORMATS[kind] for kind in _KINDS}
        self._counts = {kind: (whole(_said(parts, kind, "numStart")) or 1) - 1 for kind in _KINDS}

    def take(self, reference: Reference) -> tuple[str, Element | None]:
        """Return the number and the element of the note that is referred to; each can be had once."""
        return self._number(reference), self._notes.get(reference.kind, {}).pop(reference.id, None)

    def _number(self, reference: Reference) -> str:
        if reference.mark:
            return reference.mark
        self._counts[reference.kind] += 1
        count = self._counts[reference.kind]
        return figure(count, self._formats[reference.kind]) or str(count)


def _notes(root: Element, kind: str) -> dict[str, Element]:
    """Return the notes by their ids, without the lines that part them from the text."""
    notes = (note for note in root.findall(f"{W}{kind}") if note.get(f"{W}type", "normal") == "normal")
    return {note.get(f"{W}id", ""): note for note in notes}


def _said(parts: Parts, kind: str, name: str) -> str | None:
    """Return how notes are numbered: as the first section says, else as the settings do."""
    section = parts.document.find(f".//{W}sectPr/{W}{kind}Pr/{W}{name}")
    return value(parts.settings, f"{kind}Pr", name) if section is None else value(section.getparent(), name)
