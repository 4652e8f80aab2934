"""Malformed documents: the damaged part goes, is named, and nothing else goes with it."""

from __future__ import annotations

from typing import Any

import pytest

from portwright.openapi.findings import SHOWN
from portwright.openapi.operation_view import view_operation
from tests.openapi.documents import OK, attempt, codes, load, schemas, v2, v3

GOOD = {"operationId": "good", "responses": OK}

LOST: dict[str, tuple[Any, str, str]] = {
    "paths as a list": ({"paths": []}, "W0115", "#/paths"),
    "paths as null": ({"paths": None}, "W0102", "#/paths"),
    "a path of text": ({"paths": {"/a": "b"}}, "W0115", "#/paths/~1a"),
    "an operation of text": ({"paths": {"/a": {"get": "b"}}}, "W0115", "#/paths/~1a/get"),
    "an operation as a list": ({"paths": {"/a": {"get": []}}}, "W0115", "#/paths/~1a/get"),
    "an operation by reference": (
        {"paths": {"/a": {"get": {"$ref": "a.json"}, "put": GOOD}}},
        "W0115",
        "#/paths/~1a/get/$ref",
    ),
    "parameters null": (
        {"paths": {"/a": {"get": {**GOOD, "parameters": None}}}},
        "W0102",
        "#/paths/~1a/get/parameters",
    ),
    "parameters of text": (
        {"paths": {"/a": {"get": {**GOOD, "parameters": ["x"]}}}},
        "W0115",
        "#/paths/~1a/get/parameters/0",
    ),
    "a parameter without a name": (
        {"paths": {"/a": {"get": {**GOOD, "parameters": [{"in": "query"}]}}}},
        "W0115",
        "#/paths/~1a/get/parameters/0",
    ),
    "a reference of number": (
        {"paths": {"/a": {"get": {**GOOD, "parameters": [{"$ref": 5}]}}}},
        "W0115",
        "#/paths/~1a/get/parameters/0/$ref",
    ),
    "responses as a list": (
        {"paths": {"/a": {"get": {"operationId": "good", "responses": [1]}}}},
        "W0115",
        "#/paths/~1a/get/responses",
    ),
    "a response of text": (
        {"paths": {"/a": {"get": {"operationId": "good", "responses": {"200": "ok"}}}}},
        "W0102",
        "#/paths/~1a/get/responses/200",
    ),
    "a response under no status": (
        {"paths": {"/a": {"get": {"operationId": "good", "responses": {**OK, "OK": {}}}}}},
        "W0102",
        "#/paths/~1a/get/responses/OK",
    ),
    "a section of text": ({"components": {"schemas": "x"}}, "W0102", "#/components/schemas"),
    "a section by reference": (
        {"components": {"schemas": {"$ref": "schemas.yaml"}}},
        "W0115",
        "#/components/schemas/$ref",
    ),
    "security of text": ({"security": ["key"]}, "W0102", "#/security/0"),
    "scopes null": ({"security": [{"key": None}]}, "W0102", "#/security/0/key"),
    "a title of number": ({"info": {"title": 5}}, "W0102", "#/info/title"),
}


@pytest.mark.parametrize(
    "path",
    [
        *(".evil.com/a", "@evil.com/a", ":8080/a", "a", "?b=c"),
        "/\na",
        "/a#\n",
        "",
    ],
)
@pytest.mark.parametrize("version", [v2, v3])
def test_a_path_that_could_lead_to_another_host_is_left_out(version: Any, path: str) -> None:
    paths = {path: {"get": GOOD}, "/fine": {"get": {**GOOD, "operationId": "fine"}}}
    loaded, said = load(version(paths=paths))
    assert list(loaded.operations) == ["fine"]
    assert codes(said) == ["W0115"]
    assert "should be a path with a `/` in front" in said[0].message


@pytest.mark.parametrize("status", ["", "OK", "999", "-1", "NULL", "20", "2XXX", "600"])
def test_what_is_under_no_status_is_no_answer(status: str) -> None:
    responses = {**OK, status: {"description": ""}, "4xx": {"description": ""}}
    operation = {"operationId": "good", "responses": responses}
    loaded, said = load(v3(paths={"/a": {"get": operation}}))
    assert codes(said) == ["W0102"]
    assert "should be a status or `default`: left out" in said[0].message
    assert said[0].span is not None and said[0].span.line > 1
    assert loaded.operations["good"].data["responses"].keys() == {*OK, "4xx"}


def test_of_one_status_in_two_spellings_the_first_counts() -> None:
    part = {"description": ""}
    responses = {"2xx": part, "DEFAULT": part, "2XX": part, "default": part, "x-A": 1, "x-a": 1}
    loaded, said = load(v3(paths={"/a": {"get": {**GOOD, "responses": responses}}}))
    assert [(item.code, item.message) for item in said] == [
        ("W0102", "`#/paths/~1a/get/responses/2XX` is `2xx` in other letters: left out"),
        ("W0102", "`#/paths/~1a/get/responses/default` is `DEFAULT` in other letters: left out"),
    ]
    view = view_operation(loaded, loaded.operations["good"].pointer)
    assert [answer.status for answer in view.answers] == ["2XX", "default"]


@pytest.mark.parametrize("name", LOST)
def test_a_damaged_part_is_named_and_left_out(name: str) -> None:
    parts, code, pointer = LOST[name]
    parts = {"paths": {}, **parts}
    if isinstance(parts["paths"], dict):
        parts["paths"] = {**parts["paths"], "/fine": {"get": {**GOOD, "operationId": "fine"}}}
    loaded, said = load(v3(**parts))
    found = [item for item in said if item.code != "W0106"]
    assert [item.code for item in found] == [code]
    assert f"`{pointer}`" in found[0].message
    assert found[0].span is not None and found[0].span.line > 1
    if isinstance(parts["paths"], dict):
        assert "fine" in loaded.operations


@pytest.mark.parametrize(
    "document",
    [
        *([], "- text", 5, None, {}, {"swagger": "1.2"}, {"openapi": "2.0"}, {"openapi": "3.2.0"}),
        *({"openapi": ["3.0.0"]}, {"openapi": None}, {"swagger": 3}),
    ],
)
def test_what_is_no_document_of_a_known_version(document: Any) -> None:
    loaded, said = attempt(document)
    assert loaded is None
    assert codes(said) == ["E0101"]


@pytest.mark.parametrize("text", ["{", '{"openapi": "3.0.0",}', "a: [", "\t- x", "a: b: c"])
def test_what_cannot_be_parsed(text: str) -> None:
    loaded, said = attempt(text)
    assert loaded is None
    assert codes(said) == ["E0002"]


def test_a_repeated_key_is_said_and_the_document_loads() -> None:
    text = '{"openapi": "3.0.0", "info": {"title": "t", "title": "u"}, "paths": {}}'
    loaded, [said] = load(text)
    assert said.code == "W0102"
    assert loaded.data["info"]["title"] == "t"


def test_keys_of_any_yaml_kind_are_texts() -> None:
    loaded, _ = load(
        "openapi: 3.0.0\ninfo: {title: t, version: '1'}\n"
        "paths: {/a: {get: {operationId: it, responses: {200: {}, null: {}, 4.5: {}, true: {}}}}}\n"
    )
    assert all(isinstance(key, str) for key in loaded.operations["it"].data["responses"])


def test_faults_of_one_sort_are_counted() -> None:
    properties = {f"p{number}": {"required": True} for number in range(SHOWN + 3)}
    loaded, said = load(schemas(It={"properties": properties}))
    assert len(said) == SHOWN
    assert said[-1].message.endswith("(and so in 3 more places)")
    assert len(loaded.findings) == SHOWN + 3
    assert loaded.findings[-1].pointer == f"/components/schemas/It/properties/p{SHOWN + 2}/required"


def test_a_place_after_a_lost_member_is_still_right() -> None:
    parameters = [{"in": "query"}, {"name": "q", "in": "query", "schema": {"type": "string"}}]
    document = v3(paths={"/a": {"get": {**GOOD, "parameters": parameters}}})
    loaded, _ = load(document)
    place = loaded.locate("#/paths/~1a/get/parameters/0/name")
    line = loaded.document.file.line(place.line)
    assert '"name": "q"' in line


def test_nothing_of_the_parsed_document_is_changed() -> None:
    document = schemas(It={"type": "string", "nullable": True, "required": True})
    loaded, _ = load(document)
    assert loaded.document.data == document
