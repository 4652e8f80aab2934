"""The least value that a schema allows."""

from __future__ import annotations

from typing import Any

import pytest

from portwright_harness.conformance import Conforms
from portwright_harness.schema import Schemas
from portwright_harness.stand_in import StandIn

NAMED: dict[str, Any] = {
    "Node": {
        "type": "object",
        "required": ["id", "kind", "next"],
        "properties": {
            "id": {"type": "integer"},
            "kind": {"type": "string", "enum": ["leaf", "branch"]},
            "next": {"anyOf": [{"type": "null"}, {"$ref": "#/schemas/Node"}]},
            "more": {"type": "string"},
        },
    },
    "Endless": {
        "type": "object",
        "required": ["self"],
        "properties": {"self": {"$ref": "#/schemas/Endless"}},
    },
}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string"}, "stand-in"),
        ({"type": "string", "format": "date-time"}, "2000-01-01T00:00:00Z"),
        ({"type": "array", "items": {"type": "string"}}, []),
        ({"const": 3}, 3),
        ({"type": ["null", "boolean"]}, True),
        ({"allOf": [{"$ref": "#/schemas/Node"}]}, {"id": 1, "kind": "leaf", "next": None}),
        ({}, {}),
    ],
)
def test_the_least_that_conforms(schema: dict[str, Any], value: object) -> None:
    found = StandIn(Schemas(NAMED)).value(schema)
    assert found == value
    assert not Conforms.of(NAMED, {}).check(found, schema).faults


def test_a_schema_that_requires_itself_ends() -> None:
    assert "self" in StandIn(Schemas(NAMED)).value({"$ref": "#/schemas/Endless"})
