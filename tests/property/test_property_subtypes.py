"""Lines of schemas that extend one another, in any order: no value of one loses a property where it
is read as another that it extends."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from portwright.ir.shapes import Struct
from tests.property.shapes_at_run_time import Types
from tests.property.test_property_schemas import whole_of

MOST = 6
VALUES: dict[str, Any] = {"string": "text", "integer": 3, "boolean": True}
FIELDS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(sorted(VALUES)), max_size=3)
# For each schema but the first, which of those before it it extends, with its own properties.
LINES = st.lists(st.tuples(st.integers(0, MOST), FIELDS), min_size=1, max_size=MOST)


def reference(number: int) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/S{number}"}


def bases(lines: list[tuple[int, Any]]) -> list[int]:
    return [base % (number + 1) for number, (base, _) in enumerate(lines)]


def document_of(lines: list[tuple[int, dict[str, str]]], order: int) -> dict[str, Any]:
    """An operation that answers each of the schemas, and the schemas in an order of their own."""
    told = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    named: dict[str, Any] = {"S0": {**told, "discriminator": {"propertyName": "kind"}}}
    for number, base in enumerate(bases(lines)):
        own = {name: {"type": kind} for name, kind in lines[number][1].items()}
        own["self"] = reference(0)
        branches = [reference(base), {"type": "object", "properties": own}]
        named[f"S{number + 1}"] = {"allOf": branches}
    turned = [*list(named)[order:], *list(named)[:order]]
    answer = {
        "type": "object",
        "properties": {n: {"$ref": f"#/components/schemas/{n}"} for n in turned},
    }
    responses = {"200": {"description": "", "content": {"application/json": {"schema": answer}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "It", "version": "1"},
        "paths": {"/it": {"get": {"operationId": "it", "responses": responses}}},
        "components": {"schemas": {name: named[name] for name in turned}},
    }


def line_of(lines: list[tuple[int, Any]], number: int) -> list[int]:
    """The schema, and what it extends."""
    found = [number]
    while found[-1]:
        found.append(bases(lines)[found[-1] - 1])
    return found


def value_of(lines: list[tuple[int, dict[str, str]]], number: int) -> dict[str, Any]:
    """A value that has all its properties; the nearest schema that says a type is right."""
    value: dict[str, Any] = {"kind": f"S{number}"}
    for holder in reversed(line_of(lines, number)):
        if holder:
            value.update({name: VALUES[kind] for name, kind in lines[holder - 1][1].items()})
            value["self"] = {"kind": "S0"}
    return value


@settings(max_examples=60, deadline=None)
@given(LINES, st.integers(0, MOST))
def test_a_value_is_read_whole_as_anything_that_it_extends(
    lines: list[tuple[int, dict[str, str]]], order: int
) -> None:
    made = whole_of(document_of(lines, order))[0].integration
    assert made is not None
    types = Types(made.models)
    for number in range(len(lines) + 1):
        value = value_of(lines, number)
        for holder in line_of(lines, number):
            read = msgspec.json.decode(msgspec.json.encode(value), type=types.named(f"S{holder}"))
            assert kept(read, value) == value


@settings(max_examples=60, deadline=None)
@given(LINES, st.integers(0, MOST))
def test_a_schema_has_properties_of_its_line_and_of_what_extends_it(
    lines: list[tuple[int, dict[str, str]]], order: int
) -> None:
    made = whole_of(document_of(lines, order))[0].integration
    assert made is not None
    structs = {item.name: item for item in made.models if isinstance(item, Struct)}
    count = len(lines) + 1
    for number in range(count):
        family = [other for other in range(count) if number in line_of(lines, other)]
        expected = {name for other in family for name in value_of(lines, other)}
        assert {field.wire for field in structs[f"S{number}"].fields} == expected


def kept(read: Any, value: dict[str, Any]) -> dict[str, Any]:
    """What was read, of what there was."""
    found = msgspec.to_builtins(read)
    if found.get("self") is not None:
        found["self"] = {"kind": found["self"]["kind"]}
    return {name: found[name] for name in value}
