"""Additions: what a document lacks, written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openapi.documents import OK, attempt, clean, codes, load, v2, v3

PET = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}


def document() -> dict[str, Any]:
    return v3(
        paths={"/pets": {"get": {"operationId": "list", "responses": OK}}},
        components={"schemas": {"Pet": PET}},
    )


def test_paths_operations_and_fields_are_added() -> None:
    additions = {
        "paths": {
            "/pets": {"post": {"operationId": "create", "responses": OK}},
            "/owners": {"get": {"operationId": "owners", "responses": OK}},
        },
        "components": {
            "schemas": {
                "Pet": {
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string", "nullable": True},
                        "parent": {"$ref": "#/components/schemas/Pet"},
                    },
                }
            }
        },
    }
    loaded = clean(document(), additions)
    assert list(loaded.operations) == ["list", "create", "owners"]
    pet = loaded.get("#/components/schemas/Pet")
    assert pet["required"] == ["id", "name"]
    assert pet["properties"]["name"] == {"type": ["string", "null"]}
    assert list(pet["properties"]) == ["id", "name", "parent"]


def test_they_may_define_what_the_document_only_refers_to() -> None:
    base = v3(components={"schemas": {"Pet": {"$ref": "#/components/schemas/Lost"}}})
    additions = {"components": {"schemas": {"Lost": {"type": "integer"}}}}
    loaded = clean(base, additions)
    assert loaded.resolve(loaded.get("#/components/schemas/Pet"))[1] == {"type": "integer"}


def test_they_complete_a_document_of_2_0_too() -> None:
    base = v2(definitions={"Pet": PET, "It": {"$ref": "#/definitions/Lost"}})
    additions = {
        "openapi": "3.1.0",
        "components": {
            "schemas": {
                "Pet": {"properties": {"n": {"$ref": "#/components/schemas/Pet"}}},
                "Lost": {"type": "integer"},
            }
        },
    }
    loaded = clean(base, additions)
    assert list(loaded.get("#/components/schemas/Pet/properties")) == ["id", "n"]
    assert loaded.get("#/components/schemas/It") == {"$ref": "#/components/schemas/Lost"}


@pytest.mark.parametrize(
    ("additions", "pointer"),
    [
        (
            {"components": {"schemas": {"Pet": {"type": "string"}}}},
            "#/components/schemas/Pet/type",
        ),
        ({"paths": {"/pets": {"get": {"operationId": "other"}}}}, "#/paths/~1pets/get/operationId"),
        (
            {"components": {"schemas": {"Pet": {"properties": {"id": True}}}}},
            "#/components/schemas/Pet/properties/id",
        ),
    ],
)
def test_a_clash_is_an_error_and_the_document_prevails(additions: Any, pointer: str) -> None:
    loaded, [said] = load(document(), additions)
    assert said.code == "E0107"
    assert f"`{pointer}`" in said.message
    assert said.span is not None and said.span.file == "additions.json"
    assert loaded.data["components"] == clean(document()).data["components"]


def test_agreeing_is_no_clash() -> None:
    same = {"components": {"schemas": {"Pet": {"type": "object"}}}, "info": {"title": "other"}}
    assert clean(document(), same).data == clean(document()).data


def test_a_parameter_of_the_same_name_clashes() -> None:
    parameter = {"name": "q", "in": "query", "schema": {"type": "string"}}
    base = document()
    base["paths"]["/pets"]["get"]["parameters"] = [parameter]
    changed = {**parameter, "schema": {"type": "integer"}}
    fragment = {"paths": {"/pets": {"get": {"parameters": [changed]}}}}
    _, said = load(base, fragment)
    assert codes(said) == ["E0107"]


def test_places_tell_the_two_apart() -> None:
    additions = {"components": {"schemas": {"Pet": {"properties": {"name": {"type": "string"}}}}}}
    loaded = clean(document(), additions)
    assert loaded.locate("#/components/schemas/Pet/properties/name").file == "additions.json"
    assert loaded.locate("#/components/schemas/Pet/properties/id").file == "openapi.json"


def test_the_hash_covers_them() -> None:
    alone = clean(document())
    assert alone.sha256 == alone.document.file.sha256
    first = clean(document(), {"paths": {}})
    second = clean(document(), {"paths": {}, "tags": []})
    assert len({alone.sha256, first.sha256, second.sha256}) == 3


@pytest.mark.parametrize("additions", [[], {"swagger": "2.0"}, {"openapi": "4.0.0"}])
def test_additions_must_be_of_3_x(additions: Any) -> None:
    loaded, said = attempt(document(), additions)
    assert loaded is not None
    assert codes(said) == ["E0101"]
