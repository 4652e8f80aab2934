"""The validator's verdict, whatever the validator itself does."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from tests.openapi.documents import OK, file_of, schemas, v2, v3

from portwright.diagnostics.model import Diagnostics
from portwright.openapi.validate import report_verdict, validate
from portwright.source.documents import load_document
from portwright.source.files import read_file

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
        "text",
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


def test_a_crash_is_a_verdict_and_is_said() -> None:
    document = load_document(file_of(schemas(It={"type": "boolean,", "default": True})))
    verdict = validate(document)
    assert verdict.verdict == "crashed"
    assert "boolean," in verdict.reason
    sink = Diagnostics()
    report_verdict(verdict, document, sink)
    assert any("could not judge" in item.message for item in sink)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    reference = {"$ref": "http://x.example/schema.json"}
    verdict = validate(load_document(file_of(schemas(It=reference))))
    assert verdict.verdict == "crashed"
    assert "is not fetched" in verdict.reason


@pytest.mark.parametrize(("name", "verdict"), [("in/pet.json", "valid"), ("out.json", "crashed")])
def test_only_files_of_the_folder_are_opened(tmp_path: Path, name: str, verdict: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / name).write_text('{"type": "string"}', encoding="utf-8")
    reference = "pet.json" if verdict == "valid" else "../out.json"
    path = folder / "openapi.json"
    path.write_bytes(file_of(schemas(It={"$ref": reference})).data)
    assert validate(load_document(read_file(path))).verdict == verdict
