"""What of the new document cannot be read is unknown: not gone, not changed, and told once."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from portwright.build.diff import Diff, diff_all
from portwright.diagnostics.model import Diagnostics
from portwright.diff.verdict import Verdict

SHOP: dict[str, Any] = yaml.safe_load("""
openapi: 3.0.3
info: {title: Shop, version: "7"}
paths:
  /orders/{id}:
    parameters: [{name: lang, in: query, schema: {type: string}}]
    get:
      operationId: getOrder
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: q, in: query, schema: {type: string}}
      responses:
        "200":
          description: x
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
    post:
      operationId: setOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
      responses: {"204": {description: y}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties: {id: {type: string}, n: {type: integer}, c: {$ref: "#/components/schemas/C"}}
    C: {type: object, properties: {name: {type: string}}}
""")
ITEM = ("paths", "/orders/{id}")
GET, POST = (*ITEM, "get"), (*ITEM, "post")
ORDER = ("components", "schemas", "Order")
JSON = (*GET, "responses", "200", "content", "application/json")

OPERATIONS = {
    "a path": (ITEM, 5, 2),
    "an operation": (GET, "x", 1),
}
PARTS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "a parameter": ((*GET, "parameters", 1), 7),
    "all parameters": ((*GET, "parameters"), 7),
    "the parameters of a path": ((*ITEM, "parameters"), 7),
    "a body": ((*POST, "requestBody"), "x"),
    "a body's content": ((*POST, "requestBody", "content"), "x"),
    "an answer": ((*GET, "responses", "200"), 5),
    "all answers": ((*GET, "responses"), 5),
    "a media type": (JSON, 5),
    "a schema in its place": ((*JSON, "schema"), 5),
    "a schema": (ORDER, 5),
    "all schemas": (ORDER[:2], 5),
    "all components": (ORDER[:1], 5),
    "a property": ((*ORDER, "properties", "n"), 5),
    "all properties": ((*ORDER, "properties"), 5),
    "a type": ((*ORDER, "properties", "n", "type"), {"a": 1}),
    "what is required": ((*ORDER, "required"), 5),
    "a union": (ORDER, {"allOf": 5}),
    "a reference to nothing": ((*ORDER, "properties", "c", "$ref"), "#/components/schemas/No"),
    "a reference to itself": ((*ORDER[:2], "C"), {"$ref": "#/components/schemas/C"}),
}


def damaged(place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(SHOP)
    holder: Any = made
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return made


def compared(folder: Path, old: dict[str, Any], new: dict[str, Any]) -> Diff:
    for name, data in (("old.yaml", old), ("new.yaml", new)):
        (folder / name).write_text(yaml.safe_dump(data), encoding="utf-8")
    sink = Diagnostics()
    found = diff_all(folder / "old.yaml", folder / "new.yaml", sink)
    assert found is not None, [item.message for item in sink]
    return found


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_that_cannot_be_read_are_unknown(name: str, tmp_path: Path) -> None:
    place, value, count = OPERATIONS[name]
    found = compared(tmp_path, SHOP, damaged(place, value))
    assert [item.change.family for item in found.findings] == ["operation-unreadable"] * count
    assert {item.verdict for item in found.findings} == {Verdict.UNKNOWN}
    line = found.new.locate(found.findings[0].change.new, key=True).line
    assert str(place[-1]) in (tmp_path / "new.yaml").read_text().splitlines()[line - 1]


def test_a_document_without_any_path_that_can_be_read_is_not_compared(tmp_path: Path) -> None:
    """It would say of no operation whether it is there, and pass as harmless."""
    sink = Diagnostics()
    for name, document in (("old", SHOP), ("new", damaged(("paths",), 5))):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    assert diff_all(tmp_path / "old.yaml", tmp_path / "new.yaml", sink) is None
    (said,) = sink
    assert said.message.startswith("`#/paths` should be")
    assert said.span is not None and said.span.file.endswith("new.yaml")


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_cannot_be_read_is_one_unknown(name: str, tmp_path: Path) -> None:
    found = compared(tmp_path, SHOP, damaged(*PARTS[name]))
    assert {item.change.family for item in found.findings} == {"part-unreadable"}
    assert found.findings[0].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("name", PARTS)
def test_the_same_damage_in_both_is_no_finding(name: str, tmp_path: Path) -> None:
    both = damaged(*PARTS[name])
    assert compared(tmp_path, both, both).findings == ()


def test_what_is_beside_the_damage_is_compared(tmp_path: Path) -> None:
    new = damaged(*PARTS["a parameter"])
    new["components"]["schemas"]["C"]["properties"]["name"] = {"type": "string", "nullable": True}
    families = {item.change.family for item in compared(tmp_path, SHOP, new).findings}
    assert families == {"part-unreadable", "response-nullable"}


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("  title: Shop\n", "  title: Shop\n  title: Again\n"),
        ("- in: path\n", "- in: query\n"),
        ("      operationId: getOrder\n", "      operationId: getOrder\n      summary: 5\n"),
    ],
)
def test_a_fault_elsewhere_hides_nothing(text: str, instead: str, tmp_path: Path) -> None:
    """A key twice, a parameter of the path that is not declared, a summary that is no text."""
    new = copy.deepcopy(SHOP)
    answer = new["paths"]["/orders/{id}"]["get"]["responses"]["200"]
    answer["content"]["application/json"]["schema"] = {"type": "array", "items": {}}
    written = yaml.safe_dump(new)
    assert text in written
    compared(tmp_path, SHOP, new)
    (tmp_path / "new.yaml").write_text(written.replace(text, instead), encoding="utf-8")
    found = diff_all(tmp_path / "old.yaml", tmp_path / "new.yaml", Diagnostics())
    assert found is not None
    assert "response-type-widened" in {item.change.family for item in found.findings}


def test_one_fault_that_many_operations_meet_is_one_finding(tmp_path: Path) -> None:
    old = copy.deepcopy(SHOP)
    for index in range(5):
        copied = copy.deepcopy(old["paths"]["/orders/{id}"]["get"])
        copied["operationId"] = f"get{index}"
        old["paths"][f"/orders{index}/{{id}}"] = {"get": copied}
    new = copy.deepcopy(old)
    new["components"]["schemas"]["C"] = 5
    (found,) = compared(tmp_path, old, new).findings
    assert len({use.operation for use in found.uses}) >= 6


def test_many_references_to_the_same_nothing_are_one_finding(tmp_path: Path) -> None:
    old = copy.deepcopy(SHOP)
    other = copy.deepcopy(old["paths"]["/orders/{id}"]["get"])
    old["paths"]["/other/{id}"] = {"get": {**other, "operationId": "getOther"}}
    new = copy.deepcopy(old)
    del new["components"]["schemas"]["Order"]
    (found,) = compared(tmp_path, old, new).findings
    assert {use.operation for use in found.uses} >= {"get_order", "get_other"}


def test_an_old_document_that_lost_all_its_operations_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(yaml.safe_dump(damaged(("paths",), 5)), encoding="utf-8")
    (tmp_path / "new.yaml").write_text(yaml.safe_dump(SHOP), encoding="utf-8")
    sink = Diagnostics()
    assert diff_all(tmp_path / "old.yaml", tmp_path / "new.yaml", sink) is None
    assert [item.code for item in sink if item.code.startswith("E")] == ["E1103"]


def test_operations_that_the_old_document_lost_are_named(tmp_path: Path) -> None:
    found = compared(tmp_path, damaged(GET, "x"), SHOP)
    assert found.skipped == ("GET /orders/{id}",)
    assert found.findings == ()
