"""The validator's verdict, whatever the validator itself does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema.exceptions import ValidationError

from portwright.diagnostics.model import Diagnostics
from portwright.openapi.validate import report_verdict, validate
from portwright.source.documents import load_document
from portwright.source.files import read_file
from tests.openapi.documents import OK, file_of, schemas, v2, v3

VALID = v3(paths={"/a": {"get": {"operationId": "it", "responses": OK}}})


@pytest.mark.parametrize("document", [VALID, v2(), v3("3.1.0")])
def test_a_valid_document(document: Any) -> None:
    verdict = validate(load_document(file_of(document)))
    assert (verdict.verdict, verdict.findings) == ("valid", ())
    assert verdict.name == "openapi-spec-validator"
    assert verdict.version[0].isdigit()


def test_findings_have_pointers_and_places() -> None:
    operation = {"operationId": "it", "responses": {"200": {}}}
    document = load_document(file_of(v3(paths={"/a": {"get": operation}})))
    verdict = validate(document)
    assert verdict.verdict == "invalid"
    pointers = [pointer for pointer, _ in verdict.findings]
    assert any(pointer.startswith("/paths/~1a/get/responses/200") for pointer in pointers)
    sink = Diagnostics()
    report_verdict(verdict, document, sink)
    assert {item.code for item in sink} == {"W0105"}
    assert all(item.span is not None for item in sink)


def both(*names: str) -> dict[str, Any]:
    """Responses of 2.0, one for each definition."""
    schemas = [{"$ref": f"#/definitions/{name}"} for name in names]
    return {f"20{n}": {"description": "", "schema": item} for n, item in enumerate(schemas)}


WRONG = {"type": "boolean", "default": "false"}
LACKING = {"required": ["x", "y"], "properties": {"z": {}}, "allOf": [{"type": "object"}]}
TWO = [{"type": "string"}, {"type": "integer"}]
GET = {"operationId": "it", "responses": {"200": {"description": ""}}}
PLACES: dict[str, tuple[Any, list[str]]] = {
    "defaults alike": (
        schemas(A={**WRONG}, B={"properties": {"b": {**WRONG}}}),
        ["/components/schemas/A/default", "/components/schemas/B/properties/b/default"],
    ),
    "an id twice": (
        v3(paths={"/a": {"get": GET}, "/b/c": {"get": GET}}),
        ["/paths/~1b~1c/get/operationId"],
    ),
    "a parameter of no path": (v3(paths={"/a/{id}": {"get": GET}}), ["/paths/~1a~1{id}/get"]),
    "required without properties": (
        schemas(A={**LACKING}, B={**LACKING}),
        ["/components/schemas/A/required", "/components/schemas/B/required"],
    ),
    "lists for one schema": (
        v2(
            paths={"/a": {"get": {"operationId": "it", "responses": both("A", "B")}}},
            definitions={"A": {"items": TWO}, "B": {"items": [*TWO]}},
        ),
        ["/definitions/A/items", "/definitions/B/items"],
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_findings_without_a_path_get_the_place_that_they_are_about(name: str) -> None:
    document, expected = PLACES[name]
    verdict = validate(load_document(file_of(document)))
    assert [pointer for pointer, _ in verdict.findings] == expected


def circle() -> Any:
    return schemas(A={"default": 1, "allOf": [{"$ref": "#/components/schemas/A"}]})


def deep() -> Any:
    schema: dict[str, Any] = {"type": "string", "default": "x"}
    for _ in range(150):
        schema = {"items": schema}
    return schemas(It=schema)


@pytest.mark.parametrize(
    "document",
    [
        schemas(It={"type": "boolean,", "default": True}),
        circle(),
        deep(),
        [],
        "- text",
        5,
        {"openapi": 3},
        {"openapi": "9.9.9"},
        v3(paths={"/a": {"get": "text"}}),
        v3(paths=[]),
        schemas(It={"$ref": 5}),
        schemas(It={"$ref": "#/nowhere"}),
        schemas(It={"$ref": "missing.json"}),
        schemas(It={"pattern": "(", "default": "a"}),
    ],
)
def test_it_never_raises(document: Any) -> None:
    verdict = validate(load_document(file_of(document)))
    assert verdict.verdict in ("valid", "invalid", "crashed")
    assert bool(verdict.reason) == (verdict.verdict == "crashed")


class Broken:
    """A validator that finds something and then falls over."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure

    def iter_errors(self) -> Iterator[ValidationError]:
        yield ValidationError("first", path=["info"], instance=None)
        raise self.failure


@pytest.mark.parametrize("failure", [RecursionError("too deep"), KeyError("x"), OSError("gone")])
def test_a_crash_is_a_verdict_and_is_said(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portwright.openapi.validate._validator", lambda _: Broken(failure))
    document = load_document(file_of(VALID))
    verdict = validate(document)
    assert (verdict.verdict, verdict.findings) == ("crashed", (("/info", "first"),))
    assert type(failure).__name__ in verdict.reason
    sink = Diagnostics()
    report_verdict(verdict, document, sink)
    assert [item.message.split(":")[0] for item in sink] == [
        "the validator could not judge this document",
        "invalid at `#/info`",
    ]


REAL = Path(__file__).parents[3] / "shared" / "openapi" / "shipengine" / "openapi-2026-04.yaml"


@pytest.mark.skipif(not REAL.exists(), reason="0 of 1 shared documents found")
def test_a_real_document_that_crashes_the_validator() -> None:
    verdict = validate(load_document(read_file(REAL)))
    assert verdict.verdict == "crashed"
    assert "boolean," in verdict.reason
    assert len(verdict.findings) > 1


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    reference = {"$ref": "http://x.example/schema.json"}
    verdict = validate(load_document(file_of(schemas(It=reference))))
    assert verdict.verdict == "crashed"
    assert "Unresolvable: http://x.example/schema.json" in verdict.reason


@pytest.mark.parametrize(("name", "verdict"), [("in/pet.json", "valid"), ("out.json", "crashed")])
def test_only_files_of_the_folder_are_opened(tmp_path: Path, name: str, verdict: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / name).write_text('{"type": "string"}', encoding="utf-8")
    reference = "pet.json" if verdict == "valid" else "../out.json"
    path = folder / "openapi.json"
    path.write_bytes(file_of(schemas(It={"$ref": reference})).data)
    assert validate(load_document(read_file(path))).verdict == verdict
