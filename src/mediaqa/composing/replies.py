"""What a model writes: claims that name sentences by number. A claim that is broken costs itself alone."""

import json
from typing import Any, Literal

from jiter import from_json
from pydantic import ConfigDict, Field, ValidationError, field_validator

from mediaqa.answers import RejectedClaim, Stance
from mediaqa.values import Value

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["claims"],
    "properties": {
        "claims": {
            "type": "array",
            "maxItems": 8,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["sentences", "speaker", "outlet", "date", "stance", "claim"],
                "properties": {
                    "sentences": {"type": "array", "maxItems": 3, "items": {"type": "integer"}},
                    "speaker": {"type": ["string", "null"]},
                    "outlet": {"type": ["string", "null"]},
                    "date": {"type": ["string", "null"]},
                    "stance": {"type": "string", "enum": ["supports", "disputes"]},
                    "claim": {"type": "string"},
                },
            },
        }
    },
}
"""The form of a reply, for endpoints that can enforce one. The sentences come first: a model chooses, then writes."""

_THINKS, _THOUGHT = "<think>", "</think>"
_OPENER = {"}": "{", "]": "["}
_NOBODY = frozenset({"", "null", "none", "unknown", "n/a", "not specified", "not stated", "unspecified"})


class Draft(Value):
    """A claim as the model wrote it. ``sentences`` are numbers of the sheet, from 1."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True, str_strip_whitespace=True)

    sentences: tuple[int, ...]
    claim: str = Field(min_length=1)
    speaker: str | None = None
    outlet: str | None = None
    date: str | None = None
    stance: Stance = "supports"

    @field_validator("sentences", mode="before")
    @classmethod
    def _as_list(cls, value: object) -> object:
        return [value] if isinstance(value, (int, str)) else value

    @field_validator("speaker", "outlet", "date", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return None if isinstance(value, str) and value.strip().casefold() in _NOBODY else value

    @field_validator("stance", mode="before")
    @classmethod
    def _known(cls, value: object) -> Literal["supports", "disputes"]:
        return "disputes" if value == "disputes" else "supports"


class ReplyReader:
    """Reads a reply while it is written: each claim is given as soon as its last character is there.

    Thinking, text around the JSON object, and objects of another form before it are passed over; a reply without it is
    one malformed claim. Each claim is parsed by itself, so that a broken one costs itself alone.
    """

    def __init__(self) -> None:
        self.usable = False
        self._text = self._passed_over = ""
        self._given = 0
        self._scan = _Scan()

    def feed(self, text: str) -> list[Draft | RejectedClaim]:
        """Take in what has come, and return the claims that are now whole. ``usable`` tells of a list of claims."""
        self._text += text
        if (thought := self._text.find(_THOUGHT)) >= 0:
            self._pass_over(thought + len(_THOUGHT))
        elif self._text.lstrip().startswith(_THINKS):
            return []
        else:
            self._scan.read(text)
        while self._scan.end is not None and not self._scan.items and isinstance(self._claims(), str):
            self._pass_over(self._scan.end)  # an object of another form
        new, self._given = self._scan.items[self._given :], len(self._scan.items)
        self.usable = self.usable or bool(new)
        return [_draft(_parsed(self._text[start:end]), self._text[start:end]) for start, end in new]

    def finish(self, *, cut_off: bool = False) -> list[Draft | RejectedClaim]:
        """Return what is left at the end. A reply that was ``cut_off`` loses its last claim, if that is broken."""
        claims = self._claims()
        if isinstance(claims, str):
            if self._scan.open_item is None:
                return [] if self._given else [_malformed(self._passed_over + self._text, claims)]
            last = _parsed(self._text[self._scan.open_item :])
            left, odd = ([last] if isinstance(last, dict) else []), []
        else:
            self.usable = True
            left = [claim for claim in claims if isinstance(claim, dict)][self._given :]
            odd = [claim for claim in claims if not isinstance(claim, dict)]
        if cut_off and self._scan.end is None and left and not _is_complete(left[-1]):
            left = left[:-1]
        return [_draft(claim, json.dumps(claim, ensure_ascii=False)) for claim in (*left, *odd)]

    def _pass_over(self, end: int) -> None:
        self._passed_over += self._text[:end]
        self._text, self._scan, self._given = self._text[end:], _Scan(), 0
        self._scan.read(self._text)

    def _claims(self) -> list[object] | str:
        """Return the claims as far as they have come, or why there is no list of them."""
        if self._scan.start is None:
            return "no JSON object"
        found = _parsed(self._text[self._scan.start : self._scan.end])
        if isinstance(found, ValueError):
            return str(found)
        claims = found.get("claims") if isinstance(found, dict) else None
        return claims if isinstance(claims, list) else "no list of claims"


class _Scan:
    """Where the first JSON object of a text begins and ends, and where the objects in its lists do.

    ``items`` are the places of those that are closed, ``open_item`` is where one that is not begins.
    """

    def __init__(self) -> None:
        self.start: int | None = None
        self.end: int | None = None
        self.items: list[tuple[int, int]] = []
        self.open_item: int | None = None
        self._length = 0
        self._open = ""
        self._quoted = self._escaped = False

    def read(self, text: str) -> None:
        """Go on with what has come."""
        for place, char in enumerate(text, self._length):
            if self.end is not None:
                break
            if self._quoted:
                self._quoted = char != '"' or self._escaped
                self._escaped = char == "\\" and not self._escaped
            elif self._open and char == '"':
                self._quoted = True
            elif char == "{" or (self._open and char == "["):
                self._opens(place, char)
            elif self._open and char in "}]":
                self._closes(place, char)
        self._length += len(text)

    def _opens(self, place: int, char: str) -> None:
        if not self._open:
            self.start = place
        elif self._open == "{[" and char == "{":
            self.open_item = place
        self._open += char

    def _closes(self, place: int, char: str) -> None:
        if self._open[-1] != _OPENER[char]:
            return
        self._open = self._open[:-1]
        if self._open == "{[" and self.open_item is not None:
            self.items.append((self.open_item, place + 1))
            self.open_item = None
        if not self._open:
            self.end = place + 1


def _parsed(text: str) -> Any:
    """Return the value of a text that may break off, or the error."""
    try:
        return from_json(text.encode("utf-8", "replace"), partial_mode="on")
    except ValueError as error:
        return error


def _draft(claim: object, written: str) -> Draft | RejectedClaim:
    if isinstance(claim, ValueError):
        return _malformed(written, str(claim))
    try:
        return Draft.model_validate(claim)
    except ValidationError as error:
        return _malformed(written, _said(error))


def _is_complete(claim: object) -> bool:
    """Whether the last claim of a reply that was cut off is whole: its sentence, which comes last, has an end."""
    text = str(claim.get("claim", "")) if isinstance(claim, dict) else ""
    return text.rstrip().endswith((".", "!", "?", "»", "”", '"'))


def _malformed(text: str, detail: str) -> RejectedClaim:
    return RejectedClaim(text=" ".join(text.split())[:300], reason="malformed", detail=detail[:200])


def _said(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
