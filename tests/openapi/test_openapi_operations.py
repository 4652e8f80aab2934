"""The operations of a document, their ids and their parameters."""

from __future__ import annotations

from typing import Any

from tests.openapi.documents import OK, clean, codes, in_path, load, v3


def test_an_entry_knows_its_operation() -> None:
    operation = {"operationId": "getPet", "parameters": [in_path("id")], "responses": OK}
    loaded = clean(
        v3(paths={"/pets/{id}": {"get": operation, "summary": "s"}, "x-note": {"get": 1}})
    )
    entry = loaded.operations["getPet"]
    assert list(loaded.operations) == ["getPet"]
    assert (entry.method, entry.path, entry.pointer) == (
        "GET",
        "/pets/{id}",
        "#/paths/~1pets~1{id}/get",
    )
    assert loaded.get(entry.pointer) == entry.data == operation
    assert entry.declared_id == "getPet" and not entry.derived


def test_parameters_of_the_path_are_merged() -> None:
    shared = {"name": "a", "in": "query", "schema": {"type": "string"}}
    replaced = {"name": "a", "in": "query", "schema": {"type": "integer"}}
    reference = {"$ref": "#/components/parameters/B"}
    target = {"name": "b", "in": "header", "schema": {}}
    item = {
        "parameters": [shared, reference],
        "get": {"operationId": "it", "parameters": [replaced]},
    }
    loaded = clean(v3(paths={"/p": item}, components={"parameters": {"B": target}}))
    entry = loaded.operations["it"]
    assert entry.parameters == (
        ("#/paths/~1p/get/parameters/0", replaced),
        ("#/components/parameters/B", target),
    )
    assert entry.data["parameters"] == [replaced, reference]


def test_an_operation_without_an_id_gets_one() -> None:
    get = {"parameters": [in_path("petId")], "responses": OK}
    paths = {"/v1/pets/{petId}/photo.json": {"get": get}, "/": {"put": {}}}
    loaded, [said] = load(v3(paths=paths))
    assert list(loaded.operations) == ["getV1PetsPetIdPhotoJson", "put"]
    assert said.code == "W0106"
    assert "2 operations have no operationId" in said.message


def test_a_repeated_id_is_nobodys_whatever_the_order() -> None:
    same = {"operationId": "list"}
    loaded, said = load(v3(paths={"/a": {"get": same}, "/b": {"get": same}, "/c": {"get": same}}))
    assert [(key, entry.path) for key, entry in loaded.operations.items()] == [
        ("getA", "/a"),
        ("getB", "/b"),
        ("getC", "/c"),
    ]
    assert codes(said) == ["W0106", "W0106", "W0106"]


def test_derived_ids_are_distinct_and_never_take_a_declared_one() -> None:
    paths: dict[str, Any] = {
        "/a-b": {"get": {}},
        "/a/b": {"get": {}},
        "/c": {"get": {}},
        "/d": {"post": {"operationId": "getC"}},
    }
    loaded, _ = load(v3(paths=paths))
    assert len(loaded.operations) == 4
    assert loaded.operations["getC"].path == "/d"
    without = {path: item for path, item in paths.items() if path != "/c"}
    again, _ = load(v3(paths=without))
    assert {entry.path: key for key, entry in again.operations.items()}.items() <= {
        entry.path: key for key, entry in loaded.operations.items()
    }.items()


def test_a_path_item_may_be_a_reference() -> None:
    paths = {
        "/a": {"get": {"operationId": "it", "responses": OK}},
        "/b": {"$ref": "#/paths/~1a", "put": {"operationId": "own"}},
    }
    loaded, said = load(v3(paths=paths))
    assert {(e.method, e.path) for e in loaded.operations.values()} == {
        ("GET", "/a"),
        ("GET", "/b"),
        ("PUT", "/b"),
    }
    assert codes(said) == ["W0106"]
    assert loaded.operations["getB"].pointer == "#/paths/~1a/get"


def test_webhooks_and_callbacks_are_not_operations() -> None:
    hook = {"post": {"operationId": "hook", "responses": OK}}
    operation = {"operationId": "it", "callbacks": {"c": {"{$request.body#/u}": hook}}}
    loaded = clean(v3("3.1.0", paths={"/a": {"get": operation}}, webhooks={"h": hook}))
    assert list(loaded.operations) == ["it"]


def test_integer_statuses_are_texts() -> None:
    loaded = clean(
        "openapi: 3.0.0\ninfo: {title: t, version: '1'}\n"
        "paths: {/a: {get: {operationId: it, responses: {200: {description: d}}}}}\n"
    )
    assert list(loaded.operations["it"].data["responses"]) == ["200"]
