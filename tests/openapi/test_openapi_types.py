"""What type a schema has: declared, implied by its other keywords, or left open."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.openapi.effective import Schemas
from portwright.openapi.types_of import types_of
from portwright.openapi.view import Untyped, View
from tests.openapi.documents import load, schemas

IMPLIED: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "a pattern": ({"pattern": "^a"}, ("string",)),
    "a length": ({"maxLength": 3}, ("string",)),
    "a format of texts": ({"format": "date-time"}, ("string",)),
    "a format of numbers": ({"format": "double"}, ("number",)),
    "a whole number with a bound": ({"format": "int64", "minimum": 0}, ("integer",)),
    "a bound": ({"minimum": 0}, ("integer", "number")),
    "items": ({"items": {"type": "string"}}, ("array",)),
    "properties": ({"properties": {"a": {}}}, ("object",)),
    "properties beside a union": ({"properties": {"a": {}}, "oneOf": [{}]}, ("object",)),
    "typed keys": ({"additionalProperties": {"type": "string"}}, ("object",)),
    "keys by pattern": ({"patternProperties": {"^x": {}}}, ("object",)),
    "constants": ({"enum": ["a", 1]}, ("string", "integer")),
    "constants before all else": ({"enum": [1], "pattern": "1"}, ("integer",)),
    "what is declared": ({"type": "number", "pattern": "1"}, ("number",)),
    "keywords that disagree": ({"pattern": "1", "minimum": 1}, ()),
    "a type in place of a format": ({"format": "string"}, ("string",)),
    "lists that are not said to be unique": ({"uniqueItems": False}, ()),
    "a format of nothing known": ({"format": "colour"}, ()),
    "a branch says it": ({"pattern": "1", "allOf": [{"type": "string"}]}, ()),
    "a description": ({"description": "a list of texts"}, ()),
}


@pytest.mark.parametrize("name", IMPLIED)
def test_keywords_of_one_type_imply_it(name: str) -> None:
    schema, types = IMPLIED[name]
    assert types_of(schema) == types


def view_of(schema: Any) -> tuple[View, Schemas]:
    document, _ = load(schemas("3.1.0", It=schema))
    known = Schemas(document)
    return known.view("#/components/schemas/It"), known


@pytest.mark.parametrize(
    "schema", [{}, True, {"description": "whatever"}, {"default": 3}, {"anyOf": [{}, {}]}]
)
def test_what_says_nothing_is_open(schema: Any) -> None:
    anything = view_of(schema)[0].anything
    assert anything is not None
    assert anything.open


SAYS_SOMETHING: dict[str, tuple[Any, str]] = {
    "a type that does not exist": ({"type": "strng"}, "strng"),
    "a reference to nothing": ({"$ref": "#/nowhere"}, "#/nowhere"),
    "a reference that is a number": ({"$ref": 3}, "$ref"),
    "no schema at all": ("text", "a schema"),
    "properties as a list": ({"properties": [], "title": "It"}, "properties"),
    "an enum that is no list": ({"enum": "a"}, "enum"),
    "constants that are objects": ({"enum": [{"a": 1}]}, "`enum`"),
    "itself": ({"$ref": "#/components/schemas/It"}, "leads nowhere"),
    "itself among others": ({"anyOf": [{"$ref": "#/components/schemas/It"}]}, "refers to itself"),
    "a format of nothing known": ({"format": "text or number"}, "`format`"),
    "a negation": ({"not": {"type": "string"}}, "`not`"),
    "keywords that disagree": ({"pattern": "1", "minimum": 1}, "`pattern`"),
    "anything beside a type": ({"anyOf": [{"type": "string"}, {}]}, "beside types"),
}


@pytest.mark.parametrize("name", SAYS_SOMETHING)
def test_what_is_said_and_not_read_is_an_escape(name: str) -> None:
    schema, reason = SAYS_SOMETHING[name]
    anything = view_of(schema)[0].anything
    assert anything is not None
    assert not anything.open
    assert reason in anything.reason


VALUES: dict[str, tuple[Any, bool]] = {
    "an object without properties": ({"type": "object"}, True),
    "with bounds alone": ({"type": "object", "minProperties": 1}, True),
    "a list without items": ({"type": "array"}, True),
    "items that say nothing": ({"type": "array", "items": {}}, True),
    "items of an object": ({"type": "object", "items": {"type": "string"}}, False),
    "items that are no schema": ({"type": "array", "items": "string"}, False),
    "properties that are a list": ({"type": "object", "properties": ["a"]}, False),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_that_are_left_open(name: str) -> None:
    schema, is_open = VALUES[name]
    view, known = view_of(schema)
    inner = known.view(view.arrays[0]).anything if view.arrays else known.untyped(view.pointer)
    assert isinstance(inner, Untyped)
    assert inner.open is is_open


def test_a_false_schema_allows_nothing() -> None:
    assert view_of(False)[0] == View("#/components/schemas/It")


def test_alternatives_in_place_of_items_are_one_of_them_or_a_list() -> None:
    named = {"type": "object", "properties": {"id": {"type": "string"}}}
    branches = [named, {"type": "null"}]
    view = view_of({"items": {"anyOf": branches}})[0]
    assert view.arrays == ("#/components/schemas/It/items",)
    assert [sorted(made.properties) for made in view.objects] == [["id"]]
    assert not view_of({"items": {"anyOf": branches}, "type": "array"})[0].objects
    assert not view_of({"items": named})[0].objects


def test_nullable_alone_is_null_in_a_union_and_anything_elsewhere() -> None:
    document, _ = load(
        schemas(
            "3.0.3",
            Union={"anyOf": [{"type": "integer"}, {"nullable": True, "description": "none"}]},
            Alone={"nullable": True},
            Implied={"nullable": True, "properties": {"a": {"type": "string"}}},
        )
    )
    known = Schemas(document)
    union, alone, implied = (
        known.view(f"#/components/schemas/{name}") for name in ("Union", "Alone", "Implied")
    )
    assert (union.anything, union.nullable, len(union.scalars)) == (None, True, 1)
    assert alone.anything is not None
    assert (implied.nullable, len(implied.objects)) == (True, 1)


def test_keys_by_pattern_are_a_map() -> None:
    schema = {"type": "object", "patternProperties": {"^a/": {"type": "string"}, "^b": {}}}
    view = view_of(schema)[0]
    base = "#/components/schemas/It/patternProperties/"
    assert view.maps == (f"{base}^a~1", f"{base}^b")


def test_the_first_items_of_a_list_say_what_it_holds() -> None:
    first: list[Any] = [{"type": "string"}, {"type": "integer"}]
    base = "#/components/schemas/It"
    closed = {"type": "array", "prefixItems": first}
    assert view_of(closed)[0].arrays == (f"{base}/prefixItems/0", f"{base}/prefixItems/1")
    going_on = {**closed, "items": {"type": "null"}}
    assert view_of(going_on)[0].arrays[-1] == f"{base}/items"
