"""Schemas of any kind, malformed ones among them: each is a loss of its own place only."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.build.whole import Whole, compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.emit.python import annotation
from portwright.ir.shapes import Shape
from portwright.lower.escapes import escapes, left_open
from tests.openapi.documents import attempt
from tests.property.shapes_at_run_time import Types

# What stands in documents where something else belongs.
WRONG: list[Any] = [None, True, 3, "text", [], ["a", 1], {}, {"a": 1}, [{"type": "string"}]]
TYPES = ("string", "integer", "number", "boolean", "array", "object", "null", "strng", "boolean,")
REFERENCES = ("#/components/schemas/A", "#/components/schemas/B", "#/nowhere", 3)
CONSTANTS = st.lists(st.sampled_from(["a", "b", 1, 2.5, True, None, {"a": 1}]), max_size=3)
LEAVES: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from([*TYPES, ["string", "null"], ["array", "object"]]),
    "format": st.sampled_from(["date-time", "binary", "int64", "decimal", "colour"]),
    "enum": CONSTANTS,
    "const": st.sampled_from(["a", 1, None]),
    "required": st.sampled_from([["a"], ["a", "zzz"], True, "a"]),
    "nullable": st.booleans(),
    "readOnly": st.booleans(),
    "minimum": st.integers(0, 3),
    "pattern": st.just("^a"),
    "$ref": st.sampled_from(REFERENCES),
    "discriminator": st.sampled_from(["kind", {"propertyName": "kind"}, {}]),
}


def with_schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Schemas that hold others, some keywords of which are wrong."""
    named = st.dictionaries(st.sampled_from(["a", "b", "kind", "c-d"]), inner, max_size=3)
    several = st.lists(inner, max_size=3)
    keywords = {
        **LEAVES,
        **dict.fromkeys(("properties", "patternProperties"), named),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), several),
        **dict.fromkeys(("items", "additionalProperties", "not", "if", "then"), inner),
    }
    wrong = {key: item | item | item | st.sampled_from(WRONG) for key, item in keywords.items()}
    some = st.lists(st.sampled_from(sorted(wrong)), max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: wrong[name] for name in names})
    )
    # Left to chance, there would be hardly an object.
    objects = st.fixed_dictionaries({"properties": named})
    unions = st.fixed_dictionaries({"oneOf": st.lists(objects | inner, min_size=2, max_size=3)})
    return some | objects | unions | st.builds(lambda one, other: {**one, **other}, some, objects)


SCHEMAS = st.recursive(
    st.one_of(st.sampled_from([{}, True, {"type": "string"}, {"$ref": REFERENCES[0]}])),
    with_schemas,
    max_leaves=12,
)


def document_of(*schemas: Any, version: str = "3.1.0") -> dict[str, Any]:
    """An operation that takes and answers what the schemas say."""
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    operation = {
        "operationId": "it",
        "parameters": [
            {"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/B"}},
            {"name": "X-It", "in": "header", "schema": schemas[0]},
        ],
        "requestBody": {"content": body},
        "responses": {"200": {"description": "", "content": body}},
    }
    return {
        "openapi": version,
        "info": {"title": "It", "version": "1"},
        "paths": {"/it": {"post": operation}},
        "components": {"schemas": dict(zip("AB", schemas, strict=True))},
    }


def whole_of(document: dict[str, Any]) -> tuple[Whole, Diagnostics]:
    loaded, _ = attempt(document)
    assert loaded is not None
    sink = Diagnostics()
    return compile_whole(loaded, "it", (), sink), sink


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, SCHEMAS, st.sampled_from(["3.0.3", "3.1.0"]))
def test_no_schema_costs_the_operation(first: Any, second: Any, version: str) -> None:
    whole, sink = whole_of(document_of(first, second, version=version))
    assert not sink.has_errors
    assert whole.integration is not None
    assert [item.operation_id for item in whole.integration.operations] == ["it"]


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, SCHEMAS)
def test_every_type_has_a_decoder(first: Any, second: Any) -> None:
    made = whole_of(document_of(first, second))[0].integration
    assert made is not None
    types = Types(made.models)
    for item in made.operations:
        for answer in item.answers:
            assert answer.shape is not None
            msgspec.json.Decoder(types.of(answer.shape))
    for name in types.names:
        msgspec.json.Decoder(types.named(name))


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, SCHEMAS)
def test_any_is_in_the_report_and_json_too(first: Any, second: Any) -> None:
    made = whole_of(document_of(first, second))[0].integration
    assert made is not None
    spelled = " ".join(annotation(shape) for shape in shapes_of(made))
    assert bool(re.search(r"\bAny\b", spelled)) is bool(escapes(made))
    assert bool(re.search(r"\bJson", spelled)) is bool(left_open(made))


def shapes_of(made: Any) -> list[Shape]:
    fields = [field.shape for model in made.models for field in getattr(model, "fields", ())]
    arguments = [item.shape for operation in made.operations for item in operation.arguments]
    answers = [item.shape for operation in made.operations for item in operation.answers]
    return [*fields, *arguments, *(shape for shape in answers if shape is not None)]
