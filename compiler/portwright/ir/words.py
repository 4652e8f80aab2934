"""The words of a text, in any script: what names are made of.

A letter or a digit of any script that can stand in a Python name is part of a word, a mark belongs
to its letter and is left out where Unicode has no letter with it, and all else separates words.
Text is taken in Unicode's form NFKC, to which Python itself brings names.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The kinds of characters by Unicode's category; what is of no other kind is a small letter, as
# are those of scripts that know no capitals.
_KINDS: Final = {"Lu": "A", "Lt": "A", "Nd": "0"}
_MARKS: Final = frozenset(("Mn", "Mc", "Me"))
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
    kinds = "".join(map(_kind, text))
    return [text[found.start() : found.end()] for found in _WORD.finditer(kinds)]


def normal(text: str) -> str:
    """The text as Python reads it in a name, without marks of their own, which the generator of
    models takes for no letters."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", text)
    return "".join(char for char in composed if unicodedata.category(char) not in _MARKS)


def is_snake(text: str) -> bool:
    """Whether a text in the form NFKC is small letters and digits, with `_` between them."""
    starts_well = text != "" and unicodedata.category(text[0])[0] in "LN"
    return starts_well and text == text.lower() and all(map(_stands_in_names, text))


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
    if char == "_" or not _stands_in_names(char):
        return " "
    return _KINDS.get(unicodedata.category(char), "a")


def _stands_in_names(char: str) -> bool:
    """Python takes some more (`·`, `ᛮ`), of which the generator of models makes something else."""
    if char == "_" or unicodedata.category(char) in ("Nl", "No"):
        return char == "_"
    return char.isalnum() and f"a{char}".isidentifier()
