"""One API in three versions of OpenAPI: whichever a vendor moves to, nothing has changed."""

from __future__ import annotations

import copy
from itertools import permutations
from typing import Any

import pytest

from tests.diff.both import findings, looking_everywhere, said

INFO = {"title": "Shop", "version": "1"}
TEXT: dict[str, Any] = {"type": "string"}


def _api(orders: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    """The parts that all versions write the same way."""
    return {
        "info": INFO,
        "paths": {
            "/orders": {"get": orders},
            "/orders/{id}": {"put": order},
        },
    }


def _schemas(prefix: str, null: Any, bound: Any, name: str) -> dict[str, Any]:
    return {
        "Order": {
            "type": "object",
            "required": ["id", "state"],
            "properties": {
                "id": {**TEXT, "readOnly": True},
                "state": {**TEXT, "enum": ["new", "done"]},
                "note": null,
                "count": {"type": "integer", **bound},
                "lines": {"type": "array", "items": {"$ref": f"{prefix}{name}"}},
            },
        },
        name: {
            "type": "object",
            "properties": {"sku": TEXT, "of": {"$ref": f"{prefix}Order"}},
            "additionalProperties": False,
        },
    }


def swagger() -> dict[str, Any]:
    prefix, path = "#/definitions/", {"name": "id", "in": "path", "required": True, **TEXT}
    one = {"description": "", "schema": {"$ref": f"{prefix}Order"}}
    body = {"name": "order", "in": "body", "required": True, "schema": one["schema"]}
    tags = {"name": "tags", "in": "query", "type": "array", "items": TEXT, "minItems": 1}
    orders = {
        "operationId": "list",
        "parameters": [{**tags, "collectionFormat": "multi"}],
        "responses": {
            "200": {"description": "", "schema": {"type": "array", "items": one["schema"]}}
        },
    }
    order = {"operationId": "put", "parameters": [path, body], "responses": {"200": one}}
    null = {**TEXT, "x-nullable": True}
    bound = {"minimum": 0, "exclusiveMinimum": True}
    return {
        "swagger": "2.0",
        "host": "api.shop.example",
        "basePath": "/v1",
        "schemes": ["https"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        **_api(orders, order),
        "definitions": _schemas(prefix, null, bound, "Line"),
    }


def _three(version: str, null: Any, bound: Any, name: str) -> dict[str, Any]:
    prefix = "#/components/schemas/"
    one = {"$ref": f"{prefix}Order"}
    many = {"schema": {"type": "array", "items": one}}
    tags = {"type": "array", "items": TEXT, "minItems": 1}
    orders = {
        "operationId": "list",
        "parameters": [{"name": "tags", "in": "query", "schema": tags}],
        "responses": {"200": {"description": "", "content": {"application/json": many}}},
    }
    answers = {"200": {"description": "", "content": {"application/json": {"schema": one}}}}
    order = {
        "operationId": "put",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": one}}},
        "responses": answers,
    }
    return {
        "openapi": version,
        "servers": [{"url": "https://api.shop.example/v1"}],
        **_api(orders, order),
        "components": {"schemas": _schemas(prefix, null, bound, name)},
    }


VERSIONS = {
    "2.0": swagger(),
    "3.0": _three(
        "3.0.3", {**TEXT, "nullable": True}, {"minimum": 0, "exclusiveMinimum": True}, "Line"
    ),
    "3.1": _three("3.1.0", {"type": ["string", "null"]}, {"exclusiveMinimum": 0}, "Line"),
    "3.1, null in a union": _three(
        "3.1.0", {"anyOf": [TEXT, {"type": "null"}]}, {"minimum": 1}, "OrderLine"
    ),
}


@pytest.mark.parametrize(("old", "new"), [*permutations(VERSIONS, 2)], ids=" to ".join)
def test_nothing_has_changed(old: str, new: str) -> None:
    with looking_everywhere():
        assert said(findings(VERSIONS[old], VERSIONS[new])) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_but_a_change_in_any_of_them_is_seen(version: str) -> None:
    changed = copy.deepcopy(VERSIONS[version])
    named = changed.get("definitions") or changed["components"]["schemas"]
    named["Order"]["properties"]["state"]["enum"] = ["new"]
    for old in VERSIONS.values():
        assert ("request-enum-value-removed", "breaks-request", '"done"', "") in said(
            findings(old, changed)
        )


def _asking(parameter: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(VERSIONS["3.1"])
    document["paths"]["/orders"]["get"]["parameters"] = [{"name": "q", "in": "query", **parameter}]
    return document


def test_parameters_by_content() -> None:
    by_schema = _asking({"schema": TEXT})
    as_text = _asking({"content": {"text/plain": {"schema": TEXT}}})
    as_json = _asking({"content": {"application/json": {"schema": TEXT}}})
    numbers = _asking({"content": {"application/json": {"schema": {"type": "integer"}}}})
    assert said(findings(by_schema, as_text)) == []
    assert said(findings(by_schema, as_json)) == [
        ("request-parameter-style", "breaks-request", "plain text", "json")
    ]
    assert said(findings(numbers, as_json)) == [
        ("request-type-narrowed", "breaks-request", "integer", "string")
    ]
