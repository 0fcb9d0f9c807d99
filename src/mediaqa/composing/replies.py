"""What a model writes: claims that name sentences by number. A claim that is broken costs itself alone."""

import json
from collections.abc import Iterator
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
                    "sentences": {"type": "array", "items": {"type": "integer"}},
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


def read_reply(text: str, *, cut_off: bool) -> tuple[list[Draft], list[RejectedClaim]]:
    """Return the claims of a reply, and what in it is none. A reply that was cut off loses its last claim, if broken.

    Text around the JSON is passed over; a reply without any, or in another form, is one malformed claim.
    """
    start = text.find("{")
    if start < 0:
        return [], [_malformed(text, "no JSON object")]
    try:
        found = from_json(text[start : _end(text, start)].encode(), partial_mode="on")
    except ValueError as error:
        return [], [_malformed(text, str(error))]
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        return [], [_malformed(text, "no list of claims")]
    return _drafts(claims, whole=not cut_off)


def _drafts(claims: list[object], *, whole: bool) -> tuple[list[Draft], list[RejectedClaim]]:
    drafts: list[Draft] = []
    broken: list[RejectedClaim] = []
    for place, one in enumerate(claims):
        if not whole and place == len(claims) - 1 and not _is_complete(one):
            break
        try:
            drafts.append(Draft.model_validate(one))
        except ValidationError as error:
            broken.append(_malformed(json.dumps(one, ensure_ascii=False), _said(error)))
    return drafts, broken


def _is_complete(claim: object) -> bool:
    """Whether the last claim of a reply that was cut off is whole: its sentence, which comes last, has an end."""
    text = str(claim.get("claim", "")) if isinstance(claim, dict) else ""
    return text.rstrip().endswith((".", "!", "?", "»", "”", '"'))


def _end(text: str, start: int) -> int:
    """Return where the JSON object that begins at ``start`` ends, or the end of the text."""
    for place in _closings(text, start):
        return place
    return len(text)


def _closings(text: str, start: int) -> Iterator[int]:
    depth, quoted, escaped = 0, False, False
    for place in range(start, len(text)):
        char = text[place]
        if quoted:
            quoted, escaped = (char != '"' or escaped), char == "\\" and not escaped
        elif char == '"':
            quoted = True
        else:
            depth += (char == "{") - (char == "}")
            if depth == 0:
                yield place + 1


def _malformed(text: str, detail: str) -> RejectedClaim:
    return RejectedClaim(text=" ".join(text.split())[:300], reason="malformed", detail=detail[:200])


def _said(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
