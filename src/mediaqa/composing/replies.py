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

_NOBODY = frozenset({"", "null", "none", "unknown", "n/a", "not specified", "not stated", "unspecified"})


class Draft(Value):
    """A claim as the model wrote it. ``sentences`` are numbers of the sheet, from 1."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

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

    Text around the JSON object, and objects of another form before it, are passed over; a reply without it is one
    malformed claim.
    """

    def __init__(self) -> None:
        self._text = self._passed_over = ""
        self._given = 0
        self._scan = _Scan()

    def feed(self, text: str) -> list[Draft | RejectedClaim]:
        """Take in what has come, and return the claims that are now whole."""
        whole = self._scan.closed
        self._text += text
        self._scan.read(text)
        while self._scan.end is not None and isinstance(self._claims(), str):  # an object of another form
            rest, whole = self._text[self._scan.end :], 0
            self._passed_over += self._text[: self._scan.end]
            self._text, self._scan = rest, _Scan()
            self._scan.read(rest)
        if self._scan.closed == whole:
            return []
        claims = self._claims()
        return self._next(claims[: self._scan.closed]) if isinstance(claims, list) else []

    def finish(self, *, cut_off: bool = False) -> list[Draft | RejectedClaim]:
        """Return what is left at the end. A reply that was ``cut_off`` loses its last claim, if that is broken."""
        claims = self._claims()
        if isinstance(claims, str):
            return [_malformed(self._passed_over + self._text, claims)]
        if cut_off and len(claims) > self._scan.closed and not _is_complete(claims[-1]):
            claims = claims[:-1]
        return self._next(claims)

    def _next(self, claims: list[object]) -> list[Draft | RejectedClaim]:
        new, self._given = claims[self._given :], max(self._given, len(claims))
        return [_read(one) for one in new]

    def _claims(self) -> list[object] | str:
        """Return the claims as far as they have come, or why there is no list of them."""
        if self._scan.start is None:
            return "no JSON object"
        try:
            found = from_json(self._text[self._scan.start : self._scan.end].encode(), partial_mode="on")
        except ValueError as error:
            return str(error)
        claims = found.get("claims") if isinstance(found, dict) else None
        return claims if isinstance(claims, list) else "no list of claims"


class _Scan:
    """Where the first JSON object of a text begins and ends, and how many objects directly inside it are closed."""

    def __init__(self) -> None:
        self.start: int | None = None
        self.end: int | None = None
        self.closed = 0
        self._length = self._depth = 0
        self._quoted = self._escaped = False

    def read(self, text: str) -> None:
        """Go on with what has come."""
        for place, char in enumerate(text, self._length):
            if self.end is not None:
                break
            if self.start is None and char != "{":
                continue
            if self._quoted:
                self._quoted = char != '"' or self._escaped
                self._escaped = char == "\\" and not self._escaped
            elif char == '"':
                self._quoted = True
            elif char == "{":
                self.start = place if self.start is None else self.start
                self._depth += 1
            elif char == "}":
                self._depth -= 1
                self.closed += self._depth == 1
                self.end = place + 1 if self._depth == 0 else None
        self._length += len(text)


def _read(claim: object) -> Draft | RejectedClaim:
    try:
        return Draft.model_validate(claim)
    except ValidationError as error:
        return _malformed(json.dumps(claim, ensure_ascii=False), _said(error))


def _is_complete(claim: object) -> bool:
    """Whether the last claim of a reply that was cut off is whole: its sentence, which comes last, has an end."""
    text = str(claim.get("claim", "")) if isinstance(claim, dict) else ""
    return text.rstrip().endswith((".", "!", "?", "»", "”", '"'))


def _malformed(text: str, detail: str) -> RejectedClaim:
    return RejectedClaim(text=" ".join(text.split())[:300], reason="malformed", detail=detail[:200])


def _said(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
