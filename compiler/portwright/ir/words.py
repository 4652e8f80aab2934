"""The words of a text, in any script: what names are made of.

A letter, a mark or a digit of any script that can stand in a Python name is part of a word; all
else separates words. Text is taken in Unicode's form NFKC, to which Python itself brings names.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The kinds of characters by Unicode's category; what is of no other kind is a small letter, as
# are those of scripts that know no capitals.
_KINDS: Final = {"Lu": "A", "Lt": "A", "Nd": "0", "Mn": "m", "Mc": "m", "Pc": " "}
# A mark belongs to the letter before it, and without one to nothing.
_LOOSE_MARKS: Final = re.compile(r"(?<![Aa0m])m+")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|[0-9]+")

_SYMBOLS: Final = str.maketrans(
    {
        "<": " lt ",
        ">": " gt ",
        "=": " eq ",
        "!": " not ",
        "+": " plus ",
        "*": " star ",
        "@": " at ",
        "$": " dollar ",
        "#": " hash ",
        "%": " percent ",
        "&": " and ",
    }
)


def words(text: str) -> list[str]:
    """`paymentIntent_id2` -> payment, Intent, id, 2."""
    if text.isascii():
        return _WORD.findall(text)
    text = normal(text)
    kinds = _LOOSE_MARKS.sub(lambda found: " " * len(found[0]), "".join(map(_kind, text)))
    kinds = kinds.replace("m", "a")
    return [text[found.start() : found.end()] for found in _WORD.finditer(kinds)]


def normal(text: str) -> str:
    """The text as Python reads it in a name."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def is_snake(text: str) -> bool:
    """Whether a text in the form NFKC is small letters and digits, with `_` between them."""
    starts_well = text != "" and unicodedata.category(text[0])[0] in "LN"
    return starts_well and text == text.lower() and f"a{text}".isidentifier()


def spelled_out(wire: str) -> str:
    """`created<` -> `created lt`; a `-` that begins a text is a sign, and joins words elsewhere."""
    signed = f"minus {wire[1:]}" if wire.startswith("-") else wire
    return signed.translate(_SYMBOLS)


def plain_latin(text: str) -> str | None:
    """The text without accents, if its words then have no letter but those of ASCII, and one."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not _is_mark(char))
    found = words(bare)
    return bare if found and all(map(str.isascii, found)) else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _kind(char: str) -> str:
    """One character of ASCII that is of the same kind."""
    if not f"a{char}".isidentifier():
        return " "
    return _KINDS.get(unicodedata.category(char), "a")
