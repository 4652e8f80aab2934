"""One finding for what changed once, however many operations use it; none for words."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from portwright.diff.verdict import Verdict
from tests.diff.made_documents import compared, document, families, reading

PROPERTIES = [f"field_{number:02}" for number in range(30)]
GONE = PROPERTIES[:25]
OPERATIONS = 400
_WORDS = ("title", "summary", "description", "example", "externalDocs", "x-note")


def test_25_properties_that_400_operations_read_are_25_findings(tmp_path: Path) -> None:
    """Each with all its uses."""
    reference = {"$ref": "#/components/schemas/Parcel"}
    paths = {
        f"/parcels_{number:03}": {"get": reading(f"getParcel{number:03}", reference)}
        for number in range(OPERATIONS)
    }
    parcel = {"type": "object", "properties": {name: {"type": "string"} for name in PROPERTIES}}
    old = document(paths, components={"schemas": {"Parcel": parcel}})
    new = deepcopy(old)
    for name in GONE:
        del new["components"]["schemas"]["Parcel"]["properties"][name]
    diff = compared(old, new, tmp_path)
    assert families(diff) == ["response-property-removed"] * len(GONE)
    assert [item.change.before for item in diff.findings] == GONE
    assert {item.verdict for item in diff.findings} == {Verdict.BREAKS_MAPPING}
    for finding in diff.findings:
        used = {use.operation for use in finding.uses}
        assert len(finding.uses) == len(used) == OPERATIONS


def test_what_all_operations_share_is_one_finding(tmp_path: Path) -> None:
    """Security, a server, and a component parameter."""
    parameter = {"$ref": "#/components/parameters/shop"}
    paths = {
        f"/parcels_{number}": {
            "get": {**reading(f"get{number}", {"type": "string"}), "parameters": [parameter]}
        }
        for number in range(20)
    }
    schemes = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    shop: dict[str, Any] = {"name": "shop", "in": "query", "schema": {"type": "string"}}
    components = {"parameters": {"shop": shop}, "securitySchemes": schemes}
    old = document(paths, components=components, security=[{"key": []}])
    new = deepcopy(old)
    new["servers"] = [{"url": "https://parcels.test"}]
    new["components"]["securitySchemes"]["key"]["name"] = "X-Token"
    new["components"]["parameters"]["shop"]["required"] = True
    diff = compared(old, new, tmp_path)
    assert sorted(families(diff)) == [
        "request-parameter-required",
        "security-scheme-changed",
        "server-moved",
    ]
    assert {len(item.uses) for item in diff.findings} == {20}


def test_a_body_and_an_answer_that_operations_share_are_one_finding_each(tmp_path: Path) -> None:
    whole = {"schema": {"type": "object", "properties": {"word": {"type": "string"}}}}
    paths = {
        f"/parcels_{number}": {
            "post": {
                "operationId": f"post{number}",
                "requestBody": {"$ref": "#/components/requestBodies/Sent"},
                "responses": {"200": {"$ref": "#/components/responses/Read"}},
            }
        }
        for number in range(5)
    }
    shared = {"description": "", "content": {"application/json": whole}}
    components = {"requestBodies": {"Sent": shared}, "responses": {"Read": deepcopy(shared)}}
    old = document(paths, components=components)
    new = deepcopy(old)
    for holder, name in (("requestBodies", "Sent"), ("responses", "Read")):
        new["components"][holder][name]["content"] = {"application/xml": whole}
    diff = compared(old, new, tmp_path)
    assert [(item.change.subject, len(item.uses)) for item in diff.findings] == [
        ("requestBodies.Sent", 5),
        ("responses.Read", 5),
    ]
    assert all(item.change.new for item in diff.findings)
    narrower = deepcopy(old)
    del narrower["components"]["responses"]["Read"]["content"]["application/json"]["schema"][
        "properties"
    ]["word"]
    (gone,) = compared(old, narrower, tmp_path).findings
    assert gone.change.subject == "responses.Read: word"


def test_a_parameter_of_a_path_is_one_finding_for_all_its_operations(tmp_path: Path) -> None:
    text = {"type": "string"}
    old = document({"/parcels": {"get": reading("get", text), "delete": reading("end", text)}})
    new = deepcopy(old)
    shop = {"name": "shop", "in": "query", "required": True, "schema": text}
    new["paths"]["/parcels"]["parameters"] = [shop]
    diff = compared(old, new, tmp_path)
    (found,) = diff.findings
    assert found.change.family == "request-required-parameter-added"
    assert found.change.named == "/parcels query shop"
    assert len(found.uses) == 2


def test_what_is_put_together_of_parts_changed_in_the_part_that_did(tmp_path: Path) -> None:
    """Whatever stands beside the reference: words, null, or another limit."""
    code = {"$ref": "#/components/schemas/Code"}
    ways: list[Any] = [
        code,
        {"allOf": [code, {"description": "That of the sender."}]},
        {"anyOf": [{"allOf": [code]}, {"type": "null"}]},
        {"allOf": [code, {"maxLength": 9}]},
    ]
    parcel = {"type": "object", "properties": {f"a{at}": way for at, way in enumerate(ways)}}
    schemas: dict[str, Any] = {"Code": {"enum": ["x"]}, "Parcel": parcel}
    paths = {"/parcels": {"get": reading("get", {"$ref": "#/components/schemas/Parcel"})}}
    old = document(paths, components={"schemas": schemas})
    new = deepcopy(old)
    new["components"]["schemas"]["Code"]["enum"] = ["x", "y"]
    (found,) = compared(old, new, tmp_path).findings
    assert found.change.old == found.change.new == "#/components/schemas/Code"
    assert len(found.uses) == len(ways)


def test_two_parts_that_changed_are_told_where_they_are_put_together(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {
        "Code": {"type": "string", "enum": ["x"]},
        "Long": {"type": "string", "maxLength": 9},
        "Both": {"allOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Code", "Long")]},
    }
    paths = {"/parcels": {"get": reading("get", {"$ref": "#/components/schemas/Both"})}}
    old = document(paths, components={"schemas": schemas})
    new = deepcopy(old)
    new["components"]["schemas"]["Code"]["enum"] = ["x", "y"]
    new["components"]["schemas"]["Long"]["maxLength"] = 8
    (found,) = compared(old, new, tmp_path).findings
    assert found.change.old == "#/components/schemas/Both"


def test_one_field_that_came_is_no_guess_for_several_that_went(tmp_path: Path) -> None:
    def with_fields(*names: str) -> dict[str, Any]:
        fields = {name: {"type": "string"} for name in names}
        return document({"/a": {"get": reading("get", {"type": "object", "properties": fields})}})

    old = with_fields("id", "street", "box")
    several = compared(old, with_fields("id", "trace"), tmp_path).findings
    assert [item.change.suggestion for item in several] == ["", ""]
    (one,) = compared(old, with_fields("id", "street", "trace"), tmp_path).findings
    assert one.change.suggestion == "trace"


def test_documents_that_differ_in_words_alone_are_the_same(tmp_path: Path) -> None:
    old = _wordy("before")
    diff = compared(old, _wordy("after"), tmp_path)
    assert list(_texts(old))
    assert families(diff) == []
    assert diff.findings == ()


def _wordy(word: str) -> dict[str, Any]:
    """A document with words of all kinds wherever there may be some."""
    words = {"summary": word, "description": word}
    said = {"title": word, "description": word, "example": word, "x-note": word}
    state = {"type": "string", "enum": ["waiting", "sent"], **said}
    parcel = {"type": "object", "required": ["id"], "properties": {"id": state}, **said}
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}, "example": {}}}
    operation = {
        "operationId": "createParcel",
        "tags": [word],
        "externalDocs": {"url": f"https://{word}.example"},
        **words,
        "parameters": [
            {"name": "shop", "in": "query", "description": word, "schema": state, "example": word}
        ],
        "requestBody": {"description": word, "required": True, "content": body},
        "responses": {
            "200": {
                "description": word,
                "headers": {"Link": {"description": word, "schema": state}},
                "content": body,
            },
            "404": {"description": word},
        },
    }
    made = document(
        {"/parcels": {**words, "post": operation}},
        tags=[{"name": word, "description": word}],
        components={
            "schemas": {"Parcel": parcel},
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": word}
            },
        },
        security=[{"key": []}],
    )
    made["info"] = {"title": word, "version": word, "description": word}
    made["servers"][0]["description"] = word
    return made


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key,) if key in _WORDS else _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
