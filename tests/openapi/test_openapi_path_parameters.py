"""A path and its parameters: what only one of the two names is said, and made right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portwright.openapi.operation_view import view_operation
from tests.openapi.documents import OK, clean, codes, in_path, load, load_folder, v2, v3

GET = {"operationId": "get", "responses": OK}
IN_2_0 = {"name": "id", "in": "path", "required": True, "type": "string"}


def names(document: Any, id: str = "get") -> list[str]:
    view = view_operation(document, document.operations[id].pointer)
    return [item.name for item in view.parameters if item.where == "path"]


@pytest.mark.parametrize("version", [v2, v3])
def test_what_nobody_declares_is_a_text(version: Callable[..., Any]) -> None:
    loaded, [said] = load(version(paths={"/a/{id}/b/{id}": {"get": GET}}))
    assert (said.code, said.label) == ("W0102", "read as a text")
    assert "has no parameter for `{id}` of its path" in said.message
    assert said.span is not None and said.span.line > 1
    assert names(loaded) == ["id"]
    entry = loaded.operations["get"]
    assert loaded.get(f"{entry.pointer}/parameters/0") == in_path("id")
    assert [node for _, node in entry.parameters] == [in_path("id")]


def test_one_operation_may_declare_it_and_the_other_not() -> None:
    put = {"operationId": "put", "parameters": [in_path("id")]}
    loaded, [said] = load(v3(paths={"/a/{id}": {"get": GET, "put": put}}))
    assert "`#/paths/~1a~1{id}/get` has no parameter" in said.message
    assert names(loaded) == names(loaded, "put") == ["id"]


@pytest.mark.parametrize("place", ["the path", "the operation", "a reference"])
def test_what_has_no_place_in_the_path_is_left_out(place: str) -> None:
    query = {"name": "q", "in": "query", "schema": {}}
    used = {"$ref": "#/components/parameters/X"} if place == "a reference" else in_path("x")
    found = {"parameters": [used, query]}
    item = {"get": GET, **found} if place == "the path" else {"get": {**GET, **found}}
    shared = {"parameters": {"X": in_path("x")}}
    loaded, [said] = load(v3(paths={"/a": item}, components=shared))
    assert (said.code, said.label) == ("W0102", "left out")
    assert "has no `{x}` in its path" in said.message
    [(pointer, kept)] = loaded.operations["get"].parameters
    assert kept == query
    assert loaded.places.source(pointer)[1] == pointer.removeprefix("#").replace("/0", "/1")


def test_places_of_2_0_are_those_of_the_file() -> None:
    other = {**IN_2_0, "name": "x"}
    body = {"name": "body", "in": "body", "schema": {}}
    get = {**GET, "parameters": [body, other, IN_2_0]}
    loaded, said = load(v2(paths={"/a/{id}": {"get": get}}))
    assert codes(said) == ["W0102"]
    [(pointer, _)] = loaded.operations["get"].parameters
    assert loaded.places.source(pointer)[1] == "/paths/~1a~1{id}/get/parameters/2"


def test_a_path_that_shares_its_item_is_settled_alone() -> None:
    paths = {"/a": {"get": GET}, "/b/{id}": {"$ref": "#/paths/~1a"}}
    loaded, said = load(v3(paths=paths))
    assert codes(said).count("W0102") == 1
    found = {entry.path: entry for entry in loaded.operations.values()}
    assert not found["/a"].parameters
    assert [node["name"] for _, node in found["/b/{id}"].parameters] == ["id"]
    assert loaded.places.source(found["/b/{id}"].pointer)[1] == "/paths/~1a/get"


def test_what_another_file_or_the_additions_declare_counts(tmp_path: Any) -> None:
    part = {"parameters": {"Id": in_path("id")}}
    get = {**GET, "parameters": [{"$ref": "part.json#/parameters/Id"}]}
    document = v3(paths={"/a/{id}": {"get": get}})
    loaded, said = load_folder(tmp_path, {"openapi.json": document, "part.json": part})
    assert (said, names(loaded)) == ([], ["id"])
    extra = {"paths": {"/a/{id}": {"parameters": [in_path("id")]}}}
    assert names(clean(v3(paths={"/a/{id}": {"get": GET}}), extra)) == ["id"]


def test_the_reverse_twice_over_makes_one_argument_of_the_right_name() -> None:
    get = {**GET, "parameters": [in_path("ID")]}
    loaded, said = load(v3(paths={"/a/{id}": {"get": get}}))
    assert codes(said) == ["W0102", "W0102"]
    assert names(loaded) == ["id"]


def test_extensions_of_responses_are_no_answers() -> None:
    get = {**GET, "responses": {**OK, "x-note": {"description": ""}}}
    loaded = clean(v3(paths={"/a": {"get": get}}))
    view = view_operation(loaded, loaded.operations["get"].pointer)
    assert [answer.status for answer in view.answers] == list(OK)
