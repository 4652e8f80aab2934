"""What is said of a value that we read, by the schema that it had and the one that it has."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.ir.shapes import Direction
from tests.diff.both import TEXT, WHOLE, made, of_schemas

BROKEN, DEGRADED = "breaks-parse", "degraded"


def read(old: Any, new: Any) -> list[tuple[str, ...]]:
    """Of a property that every answer has."""
    before, after = (made("a", a=it, z=TEXT) for it in (old, new))
    return of_schemas(before, after, Direction.READ)


SAME: dict[str, tuple[Any, Any]] = {
    "a limit": (TEXT, {"type": "string", "maxLength": 2, "pattern": "^x"}),
    "anything at all, said less clearly": ({}, {"anyOf": [{}, TEXT]}),
    "what our type leaves open": ({}, TEXT),
    "a field that is new": (made(b=TEXT), made(b=TEXT, c=TEXT)),
    "free keys in place of any": (
        {"type": "object"},
        {"type": "object", "additionalProperties": TEXT},
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_nothing_is_said(what: str) -> None:
    assert read(*SAME[what]) == []


CHANGED: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "any key in place of some": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object"},
        ("response-type-open", BROKEN, "object", "any"),
    ),
    "keys that are named, of another type": (
        {"type": "object", "additionalProperties": TEXT},
        made(b=WHOLE),
        ("response-type-widened", BROKEN, "string", "integer"),
    ),
    "an object that may be a map as well": (
        made("b", b=TEXT),
        {"anyOf": [made("b", b=TEXT), {"type": "object", "additionalProperties": TEXT}]},
        ("response-property-optional", BROKEN, "required", "optional"),
    ),
    "an object that may be any as well": (
        made("b", b=TEXT),
        {"anyOf": [made("b", b=TEXT), {"type": "object"}]},
        ("response-type-open", BROKEN, "object", "any"),
    ),
    "an object of one more kind": (
        {"oneOf": [made("b k", b=TEXT, k=TEXT), made("k", k=TEXT)]},
        {"oneOf": [made("b k", b=TEXT, k=TEXT), made("k", k=TEXT), made("c k", c=TEXT, k=TEXT)]},
        ("response-union-widened", DEGRADED, "2 kinds", "3 kinds"),
    ),
    "an object of another kind, which lacks what the first always had": (
        made("b c k", b=TEXT, c=TEXT, k=TEXT),
        {"oneOf": [made("b c k", b=TEXT, c=TEXT, k=TEXT), made("k", k=TEXT, n=TEXT)]},
        ("response-union-widened", BROKEN, "1 kind", "2 kinds"),
    ),
    "a decimal of any text, beside other kinds": (
        {"anyOf": [{"type": "string", "format": "decimal"}, WHOLE]},
        {"anyOf": [TEXT, WHOLE]},
        ("response-format-changed", BROKEN, "decimal", "none"),
    ),
    "a text that is a link": (
        TEXT,
        {"type": "string", "format": "uri"},
        ("response-format-changed", "info", "none", "uri"),
    ),
    "a text that is a time": (
        TEXT,
        {"type": "string", "format": "date-time"},
        ("response-format-changed", DEGRADED, "none", "date-time"),
    ),
    "a link that is any text": (
        {"type": "string", "format": "uri"},
        TEXT,
        ("response-format-changed", DEGRADED, "uri", "none"),
    ),
    "null where there was none": (
        TEXT,
        {"type": ["string", "null"]},
        ("response-nullable", BROKEN, "", "null"),
    ),
    "null in a field that may be missing": (
        made(b=TEXT),
        made(b={"type": ["string", "null"]}),
        ("response-nullable", DEGRADED, "", "null"),
    ),
    "one more constant": (
        {"type": "string", "enum": ["x"]},
        {"type": "string", "enum": ["x", "y"]},
        ("response-enum-value-added", DEGRADED, "", '"y"'),
    ),
    "a whole number that is any": (
        WHOLE,
        {"type": "number"},
        ("response-type-widened", BROKEN, "integer", "number"),
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_it_is_said_once(what: str) -> None:
    old, new, expected = CHANGED[what]
    assert read(old, new) == [expected]
