"""What a schema accepts is decoded: JSON Schema's own reference implementation says what that is.

The schemas are of a kind that says all its types; what is inferred from less is in
`tests/openapi/test_openapi_types.py`.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from portwright.build.whole import compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Integration
from tests.openapi.documents import load
from tests.property.shapes_at_run_time import Types

COMBINERS = ("allOf", "anyOf", "oneOf")
NAMES = ("a", "b", "kind")
REFERENCE: dict[str, Any] = {"$ref": "#/components/schemas/B"}
SCALARS: list[dict[str, Any]] = [
    *({"type": name} for name in ("string", "integer", "number", "boolean", "null")),
    *({"type": ["string", "null"]}, {"type": ["integer", "string"]}),
    *(
        {"const": "x"},
        {"enum": ["x", "y"]},
        {"enum": ["x", 1, None]},
        {"enum": ["x", "y", 1, 2]},
        {"type": "string", "enum": ["z"]},
    ),
    *({"type": "string", "format": "date-time"}, {"type": "string", "maxLength": 1}, REFERENCE),
    *({}, {"type": "object"}, {"type": "array"}),
]


def holding(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    named = st.dictionaries(st.sampled_from(NAMES), inner, min_size=1, max_size=3)
    required = st.lists(st.sampled_from(NAMES), unique=True, max_size=2)
    objects = st.fixed_dictionaries(
        {"type": st.just("object"), "properties": named}, optional={"required": required}
    )
    several = st.lists(objects | inner, min_size=1, max_size=3)
    return st.one_of(
        objects,
        objects,
        st.fixed_dictionaries({"type": st.just("array"), "items": inner}),
        st.fixed_dictionaries({"type": st.just("object"), "additionalProperties": inner}),
        *(several.map(lambda found, key=key: {key: found}) for key in ("anyOf", "oneOf", "allOf")),
        st.builds(lambda one, other: {**one, "allOf": [other]}, objects, objects),
        st.builds(lambda one, many: {**one, "anyOf": many}, objects, several),
    )


SCHEMAS = st.recursive(st.sampled_from(SCALARS), holding, max_leaves=8)
VALUES = st.recursive(
    st.sampled_from([None, True, 1, 2.5, "x", "y", "other"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from([*NAMES, "more"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def made_of(first: Any, second: Any) -> Integration:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    operation = {"operationId": "it", "responses": {"200": {"description": "", "content": content}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "It", "version": "1"},
        "paths": {"/it": {"get": operation}},
        "components": {"schemas": {"A": first, "B": second}},
    }
    made = compile_whole(load(document)[0], "it", (), Diagnostics()).integration
    assert made is not None
    return made


def closed(schema: Any) -> Any:
    """The schema without keys that nothing describes. JSON Schema takes any value there, even one
    that another branch has a type for; vendors do not."""
    if not isinstance(schema, dict):
        return schema
    made = {key: _closed_inside(key, value) for key, value in schema.items()}
    described = "properties" in schema or any(key in schema for key in COMBINERS)
    return {**made, "unevaluatedProperties": False} if described else made


def _closed_inside(key: str, value: Any) -> Any:
    """Only what describes a value of its own is closed: branches describe one together."""
    if key == "properties":
        return {name: closed(item) for name, item in value.items()}
    if key in COMBINERS:
        return [{k: _closed_inside(k, v) for k, v in item.items()} for item in value]
    return closed(value) if key in ("items", "additionalProperties") else value


@settings(max_examples=400, deadline=None)
@given(SCHEMAS, SCHEMAS, st.lists(VALUES, min_size=4, max_size=12))
def test_what_the_schema_accepts_is_decoded(first: Any, second: Any, values: list[Any]) -> None:
    # References in a circle that say nothing else are no schemas.
    assume(second != REFERENCE and first != {"allOf": [REFERENCE]})
    whole = {
        "$ref": "#/components/schemas/A",
        "components": {"schemas": {"A": closed(first), "B": closed(second)}},
    }
    try:
        accepted = [value for value in values if Draft202012Validator(whole).is_valid(value)]
    except RecursionError:
        accepted = []
    assume(accepted)
    made = made_of(first, second)
    shape = made.operations[0].answers[0].shape
    assert shape is not None
    decoder = msgspec.json.Decoder(Types(made.models).of(shape))
    for value in accepted:
        decoder.decode(json.dumps(value).encode())
