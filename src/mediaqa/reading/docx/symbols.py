"""Characters that Word writes as places in a symbol font."""

from mediaqa.reading.docx.markup import Element, W

_PRIVATE = range(0xF000, 0xF100)
# The encoding of the Symbol font (Adobe, "Symbol Encoding"), as far as reports have use for it.
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SIGNS = {
    0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
_DROPPED = dict.fromkeys(_PRIVATE)


def symbol(element: Element) -> str:
    """Return the character of a ``w:sym``; ``""`` for an ornament."""
    font = element.get(f"{W}font", "").casefold()
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if font == "symbol":
        place = code - _PRIVATE.start if code in _PRIVATE else code
        return _SIGNS.get(place) or (_letter(chr(place)) if 0x20 <= place < 0x7F else "")
    if code in _PRIVATE or font.startswith(("wingdings", "webdings")) or not 0x20 <= code <= 0x10FFFF:
        return ""
    return chr(code)


def without_symbols(text: str) -> str:
    """Return text without places in a symbol font, whose characters cannot be known."""
    return text if text.isascii() else text.translate(_DROPPED)


def _letter(character: str) -> str:
    return _LETTERS.get(character, character)
