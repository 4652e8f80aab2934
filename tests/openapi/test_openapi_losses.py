"""What an operation lost is its own affair: nothing else of the document is refused for it."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.openapi.document import OpenApi
from portwright.openapi.losses import lost_of, lost_operation
from tests.openapi.documents import OK, clean, codes, in_path, load, v2, v3

FINE = {"/fine": {"get": {"operationId": "fine", "responses": OK}}}
QUERY = {"name": "q", "in": "query", "schema": {"type": "string"}}


def it(**parts: Any) -> dict[str, Any]:
    return {"operationId": "it", "responses": OK, **parts}


def lost(document: OpenApi, name: str) -> list[str]:
    return [found.code for found in lost_of(document, document.operations[name])]


BROKEN: dict[str, tuple[Any, str]] = {
    "a parameter": ({"get": it(parameters=[3])}, "E0102"),
    "a parameter of the path": ({"parameters": [3], "get": it()}, "E0102"),
    "a reference of the path": ({"$ref": "#/paths/~1nowhere", "get": it()}, "E0103"),
    "a path that is a circle beside": ({"$ref": "#/paths/~1a", "get": it()}, "E0103"),
    "a body": ({"post": it(requestBody="text")}, "E0102"),
    "a body behind a reference": ({"post": it(requestBody={"$ref": "#/lost"})}, "E0103"),
    "a body elsewhere": ({"post": it(requestBody={"$ref": "http://x.example/"})}, "E0104"),
    "answers": ({"get": it(responses=[1])}, "E0102"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_lost_is_a_warning_and_known_where_it_is_needed(name: str) -> None:
    item, code = BROKEN[name]
    loaded, said = load(v3(paths={"/a": item, **FINE}))
    assert set(codes(said)) == {"W0115"}
    assert lost(loaded, "it") == [code]
    assert lost(loaded, "fine") == []


@pytest.mark.parametrize(
    "operation",
    [
        it(callbacks={"done": {"{$url}": {"post": "text"}}}),
        it(
            responses={
                "x-a": {"$ref": "#/n"},
                "200": {"headers": {"X": {"$ref": "#/lost"}}, "links": {"l": {"$ref": 3}}},
            }
        ),
    ],
)
def test_what_no_call_needs_is_no_loss(operation: Any) -> None:
    loaded, said = load(v3(paths={"/a": {"post": operation}}))
    assert set(codes(said)) == {"W0115"}
    assert lost(loaded, "it") == []


def test_a_content_behind_a_reference_is_the_loss_of_who_refers_to_it() -> None:
    body = {"content": {"$ref": "#/lost"}}
    paths = {"/a": {"post": it(requestBody={"$ref": "#/components/requestBodies/B"})}, **FINE}
    loaded, _ = load(v3(paths=paths, components={"requestBodies": {"B": body}}))
    assert lost(loaded, "it") == ["E0102"]
    assert lost(loaded, "fine") == []


def test_a_body_of_2_0_is_lost_among_the_parameters() -> None:
    loaded, _ = load(v2(paths={"/a": {"post": it(parameters=[{"in": "body"}])}, **FINE}))
    assert lost(loaded, "it") == ["E0102"]


@pytest.mark.parametrize(
    "paths",
    [{"/a": {"get": "text"}}, {"a": {"get": it()}}, {"/a": []}],
)
def test_an_operation_that_is_lost_is_known_by_its_id(paths: Any) -> None:
    loaded, said = load(v3(paths={**paths, **FINE}))
    assert set(codes(said)) == {"W0115"}
    assert list(loaded.operations) == ["fine"]
    declared = any(isinstance(item, dict) and item["get"] == it() for item in paths.values())
    found = lost_operation(loaded, "it")
    assert (found.code if found else None) == ("E0102" if declared else None)
    assert lost_operation(loaded, "fine") is None


RESTATED: dict[str, tuple[Any, Any]] = {
    "an operation": ({"/a": {"get": "text"}}, {"/a": {"get": it()}}),
    "a path": ({"/a": 3}, {"/a": {"get": it()}}),
    "a parameter": ({"/a": {"get": it(parameters=[3])}}, {"/a": {"get": {"parameters": [QUERY]}}}),
    "a body": (
        {"/a": {"get": it(requestBody={"$ref": "#/lost"})}},
        {"/a": {"get": {"requestBody": {"content": {}}}}},
    ),
}


@pytest.mark.parametrize("name", RESTATED)
def test_what_the_additions_restate_is_not_lost(name: str) -> None:
    paths, additions = RESTATED[name]
    loaded, before = load(v3(paths=paths))
    assert codes(before) == ["W0115"]
    loaded = clean(v3(paths=paths), {"paths": additions})
    assert lost(loaded, "it") == []


def test_a_broken_shared_part_may_be_restated() -> None:
    paths = {"/a": {"get": it(parameters=[{"$ref": "#/components/parameters/Q"}])}}
    base = v3(paths=paths, components={"parameters": {"Q": "text"}})
    loaded = clean(base, {"components": {"parameters": {"Q": QUERY}}})
    assert loaded.operations["it"].parameters == (("#/components/parameters/Q", QUERY),)


def test_the_body_of_2_0_is_restated_as_a_body() -> None:
    base = v2(paths={"/a": {"post": it(parameters=[{"in": "body"}])}})
    body = {"content": {"application/json": {"schema": {"type": "object"}}}}
    loaded = clean(base, {"paths": {"/a": {"post": {"requestBody": body}}}})
    assert loaded.operations["it"].data["requestBody"] == body


@pytest.mark.parametrize("part", ["text", {"name": "q"}, {"$ref": "#/components/parameters/Q"}])
@pytest.mark.parametrize("base", [{}, {"Q": "text"}])
def test_what_the_additions_restate_badly_stays_lost(base: Any, part: Any) -> None:
    paths = {"/a": {"get": it(parameters=[{"$ref": "#/components/parameters/Q"}])}}
    additions = {"components": {"parameters": {"Q": part}}}
    loaded, said = load(v3(paths=paths, components={"parameters": base}), additions)
    assert {"E0102", "E0103"} & set(codes(said))
    assert lost(loaded, "it") == ["E0103"]


def test_what_the_additions_themselves_break_is_an_error() -> None:
    paths = {"/a": {"get": {**it(), "parameters": [3]}}, "b": {}}
    _, said = load(v3(paths=FINE), {"paths": paths})
    assert codes(said) == ["E0102", "E0102"]


@pytest.mark.parametrize("version", [v2, v3])
def test_operations_of_one_path_are_told_apart_behind_a_hash(version: Any) -> None:
    item = {"parameters": [{**in_path("id"), "type": "string"}]}
    get = {"responses": OK}
    paths = {
        "/files/{id}": {**item, "get": {**get, "operationId": "plain"}},
        "/files/{id}#link={other}": {**item, "get": {**get, "operationId": "linked"}},
        "/files/{id}#again": {**item, "get": get},
    }
    loaded, said = load(version(paths=paths))
    assert codes(said) == ["W0106"]
    assert list(loaded.operations) == ["plain", "linked", "getFilesIdAgain"]
    assert {entry.path for entry in loaded.operations.values()} == {"/files/{id}"}
    for entry in loaded.operations.values():
        assert [parameter["name"] for _, parameter in entry.parameters] == ["id"]
