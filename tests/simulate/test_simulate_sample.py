"""Values of schemas: the smallest that fit, or a clear no."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.simulate.sample import NoSampleError, Sampler

SCHEMAS: dict[str, Any] = {
    "Money": {
        "type": "object",
        "properties": {"amount": {"type": "integer"}, "note": {"type": "string"}},
        "required": ["amount"],
    },
    "Endless": {
        "type": "object",
        "properties": {"next": {"$ref": "#/schemas/Endless"}},
        "required": ["next"],
    },
}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer"}, 1),
        ({"type": "integer", "minimum": 7}, 7),
        ({"type": "integer", "maximum": 0}, 0),
        ({"type": "number", "exclusiveMinimum": 3}, 4),
        ({"type": "string"}, "x"),
        ({"type": "string", "minLength": 3}, "xxx"),
        ({"type": "string", "format": "date"}, "2026-01-01"),
        ({"type": "boolean"}, False),
        ({"type": ["null", "string"]}, "x"),
        ({"type": "null"}, None),
        ({"type": "array", "items": {"type": "string"}}, []),
        ({"type": "array", "items": {"type": "string"}, "minItems": 2}, ["x", "x"]),
        ({"enum": ["a", "b"]}, "a"),
        ({"const": 5}, 5),
        ({"anyOf": [{"type": "null"}, {"$ref": "#/schemas/Money"}]}, {"amount": 1}),
        ({"oneOf": [{"$ref": "#/schemas/Endless"}, {"type": "integer"}]}, 1),
        ({"allOf": [{"$ref": "#/schemas/Money"}, {"type": "object"}]}, {"amount": 1}),
        (True, {}),
        (None, {}),
    ],
)
def test_the_smallest_value(schema: Any, value: object) -> None:
    assert Sampler(SCHEMAS).value(schema) == value


def test_a_schema_that_requires_itself_has_none() -> None:
    with pytest.raises(NoSampleError, match="requires itself"):
        Sampler(SCHEMAS).value({"$ref": "#/schemas/Endless"})
