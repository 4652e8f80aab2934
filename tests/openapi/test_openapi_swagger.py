"""Swagger 2.0 in the shape of 3.1."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openapi.documents import INFO, OK, clean, codes, load, v2


def operation(**parts: Any) -> dict[str, Any]:
    return v2(paths={"/things": {"post": {"operationId": "it", "responses": OK, **parts}}})


def loaded_operation(document: dict[str, Any]) -> dict[str, Any]:
    return dict(clean(document).operations["it"].data)


def test_sections_and_references_move() -> None:
    pet = {"type": "object", "discriminator": "kind", "properties": {"kind": {"type": "string"}}}
    loaded = clean(
        v2(
            definitions={"Pet": pet, "Pets": {"items": {"$ref": "#/definitions/Pet"}}},
            parameters={"Page": {"name": "page", "in": "query", "type": "integer"}},
            responses={"No": {"description": "no", "schema": {"$ref": "#/definitions/Pet"}}},
            securityDefinitions={"login": {"type": "basic", "description": "d"}},
        )
    )
    components = loaded.data["components"]
    assert components["schemas"]["Pet"]["discriminator"] == {"propertyName": "kind"}
    assert components["schemas"]["Pets"] == {"items": {"$ref": "#/components/schemas/Pet"}}
    assert components["parameters"]["Page"]["schema"] == {"type": "integer"}
    assert components["responses"]["No"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}
    }
    assert components["securitySchemes"]["login"] == {
        "type": "http",
        "scheme": "basic",
        "description": "d",
    }
    assert loaded.data["openapi"] == "3.1.0"
    assert loaded.data["info"] == INFO
    assert loaded.version_declared == "2.0"


@pytest.mark.parametrize(
    ("parts", "urls"),
    [
        ({"host": "a.example", "basePath": "/v1"}, ["https://a.example/v1"]),
        (
            {"host": "a.example", "schemes": ["http", "https"]},
            ["http://a.example", "https://a.example"],
        ),
        ({"basePath": "/v1"}, ["/v1"]),
        ({}, ["/"]),
        ({"host": "a.example", "basePath": "/"}, ["https://a.example"]),
    ],
)
def test_servers(parts: dict[str, Any], urls: list[str]) -> None:
    assert [server["url"] for server in clean(v2(**parts)).data["servers"]] == urls


def test_a_body_parameter_becomes_the_body() -> None:
    body = {
        "name": "b",
        "in": "body",
        "required": True,
        "description": "d",
        "schema": {"type": "object"},
    }
    result = loaded_operation(operation(parameters=[body], consumes=["application/xml", "text/x"]))
    assert result["parameters"] == []
    assert result["requestBody"] == {
        "required": True,
        "description": "d",
        "content": {
            "application/xml": {"schema": {"type": "object"}},
            "text/x": {"schema": {"type": "object"}},
        },
    }


def test_form_fields_become_one_schema() -> None:
    fields = [
        {"name": "a", "in": "formData", "type": "string", "required": True, "description": "d"},
        {"name": "b", "in": "formData", "type": "array", "items": {"type": "integer"}},
    ]
    body = loaded_operation(operation(parameters=fields))["requestBody"]
    assert body == {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["a"],
                    "properties": {
                        "a": {"type": "string", "description": "d"},
                        "b": {"type": "array", "items": {"type": "integer"}},
                    },
                },
                "encoding": {"b": {"style": "form", "explode": False}},
            }
        },
    }


def test_a_file_makes_a_form_multipart() -> None:
    field = {"name": "f", "in": "formData", "type": "file"}
    body = loaded_operation(operation(parameters=[field]))["requestBody"]
    assert body["content"]["multipart/form-data"]["schema"]["properties"] == {
        "f": {"type": "string", "format": "binary"}
    }


def test_shared_and_inherited_bodies_go_where_they_are_used() -> None:
    document = v2(
        parameters={"Body": {"name": "b", "in": "body", "schema": {"type": "object"}}},
        paths={
            "/a": {"post": {"operationId": "it", "parameters": [{"$ref": "#/parameters/Body"}]}},
            "/b": {
                "parameters": [
                    {"$ref": "#/parameters/Body"},
                    {"name": "q", "in": "query", "type": "string"},
                ],
                "put": {"operationId": "inherits"},
            },
        },
    )
    loaded = clean(document)
    assert "parameters" not in loaded.data["components"]
    for name in ("it", "inherits"):
        content = loaded.operations[name].data["requestBody"]["content"]
        assert content == {"application/json": {"schema": {"type": "object"}}}
    assert [p["name"] for _, p in loaded.operations["inherits"].parameters] == ["q"]


@pytest.mark.parametrize(
    ("where", "collection", "expected"),
    [
        ("query", None, {"style": "form", "explode": False}),
        ("query", "multi", {"style": "form", "explode": True}),
        ("query", "ssv", {"style": "spaceDelimited", "explode": False}),
        ("query", "pipes", {"style": "pipeDelimited", "explode": False}),
        ("query", "tsv", {"style": "form", "explode": False, "x-collectionFormat": "tsv"}),
        ("header", "csv", {"style": "simple", "explode": False}),
    ],
)
def test_collections(where: str, collection: str | None, expected: dict[str, Any]) -> None:
    parameter = {"name": "p", "in": where, "type": "array", "items": {"type": "string"}}
    if collection:
        parameter["collectionFormat"] = collection
    [(_, result)] = clean(operation(parameters=[parameter])).operations["it"].parameters
    assert result == {
        "name": "p",
        "in": where,
        "schema": {"type": "array", "items": {"type": "string"}},
        **expected,
    }


def test_responses_get_their_media_types() -> None:
    responses = {
        "200": {
            "description": "d",
            "schema": {"type": "string", "x-nullable": True},
            "headers": {"X-Left": {"type": "integer", "description": "l"}},
            "examples": {"text/csv": "a,b"},
        },
        "201": {"description": "file", "schema": {"type": "file"}},
        "204": {"description": "nothing"},
    }
    result = loaded_operation(operation(responses=responses, produces=["text/csv"]))["responses"]
    assert result["200"] == {
        "description": "d",
        "headers": {"X-Left": {"description": "l", "schema": {"type": "integer"}}},
        "content": {"text/csv": {"schema": {"type": ["string", "null"]}, "example": "a,b"}},
    }
    assert result["201"]["content"]["text/csv"]["schema"] == {"type": "string", "format": "binary"}
    assert result["204"] == {"description": "nothing"}


@pytest.mark.parametrize(
    ("flow", "name"),
    [
        ("implicit", "implicit"),
        ("password", "password"),
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
    ],
)
def test_oauth_flows(flow: str, name: str) -> None:
    old = {
        "type": "oauth2",
        "flow": flow,
        "tokenUrl": "https://a.example/t",
        "scopes": {"r": "read"},
    }
    loaded = clean(v2(securityDefinitions={"o": old}))
    assert loaded.data["components"]["securitySchemes"]["o"] == {
        "type": "oauth2",
        "flows": {name: {"tokenUrl": "https://a.example/t", "scopes": {"r": "read"}}},
    }


def test_references_into_what_moves_are_lifted() -> None:
    document = v2(
        paths={
            "/a": {
                "get": {
                    "operationId": "first",
                    "parameters": [{"name": "q", "in": "query", "type": "string"}],
                    "responses": {"200": {"description": "d", "schema": {"type": "array"}}},
                }
            },
            "/b": {
                "get": {
                    "operationId": "second",
                    "parameters": [{"$ref": "#/paths/~1a/get/parameters/0"}],
                    "responses": {
                        "200": {
                            "description": "d",
                            "schema": {"$ref": "#/paths/~1a/get/responses/200/schema"},
                        }
                    },
                }
            },
        }
    )
    loaded = clean(document)
    second = loaded.operations["second"]
    [(_, parameter)] = second.parameters
    assert parameter == {"name": "q", "in": "query", "schema": {"type": "string"}}
    schema = second.data["responses"]["200"]["content"]["application/json"]["schema"]
    pointer, node = loaded.resolve(schema)
    assert node == {"type": "array"}
    assert pointer == "#/components/schemas/a_get_responses_200_schema"


def test_a_version_without_quotes_is_the_same_version() -> None:
    loaded, said = load("swagger: 2.0\ninfo: {title: t, version: '1'}\npaths: {}\n")
    assert loaded.version_declared == "2.0"
    assert "E0101" not in codes(said)
