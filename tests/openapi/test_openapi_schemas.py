"""Schemas of 3.0 in the words of 3.1."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openapi.documents import clean, load, schemas

REF = {"$ref": "#/components/schemas/Other"}
NULL = {"type": "null"}

CONVERTED: dict[str, tuple[Any, Any]] = {
    "nullable type": ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    "not nullable": ({"type": "string", "nullable": False}, {"type": "string"}),
    "nullable anything": ({"nullable": True}, {"nullable": True}),
    "nullable properties": (
        {"x-nullable": True, "properties": {}},
        {"nullable": True, "properties": {}},
    ),
    "nullable enum": (
        {"type": "string", "nullable": True, "enum": ["a"]},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "nullable enum with null": (
        {"type": "string", "nullable": True, "enum": ["a", None]},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "nullable union": (
        {"nullable": True, "anyOf": [{"type": "string"}, REF]},
        {"anyOf": [{"type": "string"}, REF, NULL]},
    ),
    "nullable union with a nullable branch": (
        {"nullable": True, "oneOf": [{"type": "string", "nullable": True}, REF]},
        {"oneOf": [{"type": ["string", "null"]}, REF]},
    ),
    "nullable reference": (
        {"nullable": True, "description": "d", **REF},
        {"description": "d", "anyOf": [REF, NULL]},
    ),
    "nullable allOf": (
        {"nullable": True, "allOf": [REF], "x-order": 1},
        {"x-order": 1, "anyOf": [{"allOf": [REF]}, NULL]},
    ),
    "x-nullable": ({"type": "integer", "x-nullable": True}, {"type": ["integer", "null"]}),
    "exclusive bounds": (
        {"type": "number", "minimum": 1, "exclusiveMinimum": True, "exclusiveMaximum": False},
        {"type": "number", "exclusiveMinimum": 1},
    ),
    "exclusive bounds of 3.1": ({"exclusiveMaximum": 9}, {"exclusiveMaximum": 9}),
    "example": ({"type": "string", "example": None}, {"type": "string", "examples": [None]}),
    "deep": (
        {"properties": {"$ref": {"items": {"type": "string", "nullable": True}}}},
        {"properties": {"$ref": {"items": {"type": ["string", "null"]}}}},
    ),
    "true and false": (
        {"additionalProperties": False, "items": True},
        {"additionalProperties": False, "items": True},
    ),
}


@pytest.mark.parametrize("name", CONVERTED)
@pytest.mark.parametrize("version", ["3.0.0", "3.1.0"])
def test_a_schema_becomes(name: str, version: str) -> None:
    before, after = CONVERTED[name]
    loaded = clean(schemas(version, It=before, Other={"type": "object"}))
    assert loaded.get("#/components/schemas/It") == after
    assert loaded.data["openapi"] == "3.1.0"
    assert loaded.version_declared == version


def test_plain_values_are_not_read_as_schemas() -> None:
    value = {"nullable": True, "$ref": "#/nowhere", "type": "string"}
    schema = {"default": value, "enum": [value], "x-note": value}
    assert clean(schemas(It=schema)).get("/components/schemas/It") == schema


REPAIRED: dict[str, tuple[Any, Any, str]] = {
    "a misspelt type": ({"type": "boolean,"}, {"type": "boolean"}, "read as `boolean`"),
    "an unknown type": ({"type": "File"}, {}, "left out"),
    "types": ({"type": ["String", 3, "null"]}, {"type": ["string", "null"]}, "read as a list"),
    "draft 3 required": ({"required": True}, {}, "left out"),
    "text for a number": ({"maxLength": "10"}, {"maxLength": 10}, "read as `10`"),
    "text for a flag": ({"readOnly": "True"}, {"readOnly": True}, "read as `true`"),
    "number for a text": ({"title": 404}, {"title": "404"}, "read as `404`"),
    "null": ({"description": None}, {}, "left out"),
    "properties as a list": ({"properties": []}, {}, "left out"),
    "a schema of text": ({"properties": {"a": "b"}}, {"properties": {"a": {}}}, "empty object"),
    "an empty enum": ({"enum": []}, {}, "left out"),
    "a tuple": (
        {"items": [{"type": "string"}, {"type": "null"}]},
        {"items": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "read as any of them",
    ),
    "a tuple of one": ({"items": [{"type": "string"}]}, {"items": {"type": "string"}}, "the one"),
    "a reference of number": ({"$ref": 3, "title": "t"}, {"title": "t"}, "left out"),
    "a bare discriminator": ({"discriminator": {}}, {}, "left out"),
}


@pytest.mark.parametrize("name", REPAIRED)
def test_a_damaged_keyword_costs_itself_only(name: str) -> None:
    before, after, instead = REPAIRED[name]
    loaded, said = load(schemas(It=before))
    assert loaded.get("#/components/schemas/It") == after
    assert [item.code for item in said] == ["W0102"]
    assert "#/components/schemas/It" in said[0].message
    assert instead in said[0].message


def test_a_mapping_by_name_becomes_references() -> None:
    mapping = {"a": "It", "b": "#/components/schemas/Other", "c": "Lost"}
    schema = {"oneOf": [REF], "discriminator": {"propertyName": "kind", "mapping": mapping}}
    loaded, said = load(schemas(It=schema, Other={}))
    assert loaded.get("/components/schemas/It/discriminator/mapping") == {
        "a": "#/components/schemas/It",
        "b": "#/components/schemas/Other",
    }
    assert [(item.code, "Lost" in item.message) for item in said] == [("W0103", True)]


def test_nesting_without_end_is_cut_off_and_said() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(200):
        schema = {"items": schema}
    loaded, said = load(schemas(It=schema))
    assert [item.code for item in said] == ["W0115"]
    assert "150 levels" in said[0].message
    assert loaded.get("/components/schemas/It" + "/items" * 100)
