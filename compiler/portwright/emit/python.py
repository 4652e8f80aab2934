"""Python source of single things: types, literals, text in docstrings.

All text of a spec or a document that reaches generated code goes through here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from portwright.ir.shapes import (
    Anything,
    Array,
    Choice,
    Direction,
    Json,
    Map,
    Named,
    Null,
    Scalar,
    Shape,
    Union,
)

_SCALARS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "decimal": "Decimal",
    "exact": "Decimal",
    "bytes": "bytes",
    "file": "bytes | File",
}
# What is printed, without what turns the direction of a text or hides in it (Unicode's category
# Cf): written down, because the tables of Python grow from version to version.
_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u061b\u061d-\u180d\u180f-\u200a\u2010-\u2027\u2030-\u205f"
    r"\u2070-\ud7ff\uf900-\ufefe\uff00-\ufff8\ufffc\ufffd]+"
)
# What JSON leaves as it is, and what it spells in two halves.
_NOT_AS_JSON = re.compile("([\x7f\U00010000-\U0010ffff])")


def annotation(shape: Shape) -> str:
    """The type of a shape in a module that imports `models`."""
    match shape:
        case Scalar(kind):
            return _SCALARS[kind]
        case Null():
            return "None"
        case Named(name):
            return f"models.{name}"
        case Array(item):
            return f"list[{annotation(item)}]"
        case Json(direction):
            return "Json" if direction is Direction.READ else "JsonInput"
        case Map(Json(Direction.SEND)):
            return "JsonObjectInput"
        case Map(value):
            return f"dict[str, {annotation(value)}]"
        case Anything():
            return "Any"
        case Choice(kind=kind, values=values, open=is_open):
            constants = f"Literal[{', '.join(literal(value) for value in values)}]"
            return f"{constants} | {_SCALARS[kind]}" if is_open else constants
        case Union(parts):
            return " | ".join(annotation(part) for part in parts)


def literal(value: object) -> str:
    """A constant as Python source. Strings are ASCII with every odd character escaped."""
    if isinstance(value, str):
        return _text_literal(value)
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise TypeError(f"no literal for {type(value).__name__}")


def literals(values: Iterable[object]) -> str:
    """A tuple of constants. No comma behind several: the formatter would give each a line."""
    spelled = [literal(value) for value in values]
    return f"({', '.join(spelled)}{',' if len(spelled) == 1 else ''})"


def prose(text: str) -> str:
    """Text that stands in a docstring or a comment: one line, nothing that could end either."""
    plain = _UNPRINTABLE.sub(" ", text).replace("\\", "\\\\").replace('"""', "'''")
    return plain.rstrip('"')


def _text_literal(text: str) -> str:
    """In double quotes and ASCII, which YAML reads as Python does."""
    parts = _NOT_AS_JSON.split(text)
    parts[::2] = [json.dumps(part)[1:-1] for part in parts[::2]]
    parts[1::2] = [f"\\U{ord(part):08x}" for part in parts[1::2]]
    return f'"{"".join(parts)}"'
