"""`list` and `null_on`, both ways, and the names of the team's modules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from portwright_runtime.errors import Forbidden
from tests.adapters import shop_to_build as shop
from tests.runtime.doubles import Clock, Wire, answer

ITEM = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
}
TEXTS = {"type": "array", "items": {"type": "string"}}


def operation(name: str, *, body: Any = None, result: Any = ITEM) -> dict[str, Any]:
    answered = {"description": "", "content": {"application/json": {"schema": result}}}
    made: dict[str, Any] = {"operationId": name, "responses": {"200": answered}}
    if body is not None:
        made["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return made


def sent_with(folder: Path, **inputs: Any) -> Any:
    with shop.adapter(folder) as (kind, connection):
        wire = Wire(answer(body='{"a": "1"}'))
        kind(connection, transport=wire, clock=Clock()).put(**inputs)
        return json.loads(wire.sent[0].body or b"")


@pytest.fixture
def putting(tmp_path: Path) -> Path:
    body = {
        "type": "object",
        "properties": {"tags": TEXTS, "items": {"type": "array", "items": ITEM}},
    }
    shop.write(
        tmp_path,
        port="types: {Thing: {a: string, b: string | null}}\n"
        "operations: {put: {in: {tag: string, other: string | null, thing: Thing | null}}}",
        paths={"/things": {"post": operation("put", body=body)}},
        operations="""\
  put:
    call: put
    safety: unsafe
    request:
      tags: {list: [tag, {concat: [{const: x}, other], by: "-"}, other]}
      items: {list: [{object: thing, fields: {a: a, b: b}}]}
""",
    )
    return tmp_path


def test_what_is_null_is_not_in_a_list(putting: Path) -> None:
    assert sent_with(putting, tag="t") == {"tags": ["t", "x"], "items": []}


def test_a_list_has_the_order_of_the_spec(putting: Path) -> None:
    with shop.adapter(putting) as (kind, connection):
        wire = Wire(answer(body='{"a": "1"}'))
        port = kind(connection, transport=wire, clock=Clock())
        thing = __import__("made.ports.shop", fromlist=["Thing"]).Thing(a="1")
        port.put(tag="t", other="o", thing=thing)
        body = json.loads(wire.sent[0].body or b"")
    assert body == {"tags": ["t", "x-o", "o"], "items": [{"a": "1"}]}


def reading(folder: Path, out: str, response: str, types: str = "Thing: {a: string}") -> None:
    shop.write(
        folder,
        port=f"types: {{{types}}}\noperations: {{read: {{out: {out}}}}}",
        paths={"/things": {"get": operation("read")}},
        operations=f"  read: {{call: read, response: {response}}}",
    )


def result(folder: Path, *answers: Any) -> Any:
    with shop.adapter(folder) as (kind, connection):
        return kind(connection, transport=Wire(*answers), clock=Clock()).read()


@pytest.mark.parametrize(
    ("body", "expected"), [('{"a":"1","b":"2"}', ("1", "2")), ('{"a":"1"}', ("1",))]
)
def test_a_list_of_an_answers_fields(tmp_path: Path, body: str, expected: Any) -> None:
    types = "Thing: {texts: list<string>}"
    reading(tmp_path, "Thing", "{fields: {texts: {list: [a, b]}}}", types)
    assert result(tmp_path, answer(body=body)).texts == expected


@pytest.mark.parametrize("fields", ["a: a", "a: {default: {header: ETag}, value: none}"])
def test_what_is_not_there_is_null(tmp_path: Path, fields: str) -> None:
    reading(tmp_path, "Thing | null", f"{{null_on: not_found, fields: {{{fields}}}}}")
    assert result(tmp_path, answer(404, "{}")) is None
    assert result(tmp_path, answer(body='{"a":"1"}')).a in ("1", "none")
    with pytest.raises(Forbidden):
        result(tmp_path, answer(403, "{}"))


@pytest.mark.parametrize(
    ("response", "types", "said"),
    [
        ("{fields: {a: {list: [a, b]}}}", "Thing: {a: string}", "E0303 `list` gives a list"),
        ("{null_on: not_found, fields: {a: a}}", "Thing: {a: string}", "E0306 `read` may not"),
        ("{fields: {a: {list: [c]}}}", "Thing: {a: list<string>}", "E0301 no field `c`"),
        ("{fields: {a: {list: [a.b]}}}", "Thing: {a: list<string>}", "E0301 no field `b`"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, response: str, types: str, said: str) -> None:
    reading(tmp_path, "Thing", response, types)
    [problem] = shop.found(tmp_path)
    code, _, text = said.partition(" ")
    assert problem.code == code and text in problem.message


def test_a_module_of_the_teams_may_be_called_as_a_mapping_is(tmp_path: Path) -> None:
    """Its functions are called, though the mapping's own function has that name already."""
    (tmp_path / "team").mkdir()
    (tmp_path / "team/thing.py").write_text("def loud(text: str) -> str:\n    return text + '!'\n")
    (tmp_path / "pyproject.toml").write_text("")
    reading(tmp_path, "Thing", "{fields: {a: {call: team.thing.loud, with: {text: a}}}}")
    spec = tmp_path / "integration.yaml"
    text = spec.read_text("utf-8").replace(
        "operations:\n",
        "mappings:\n  thing: {from: item, to: Thing, "
        "fields: {a: {call: team.thing.loud, with: {text: a}}}}\noperations:\n",
    )
    spec.write_text(
        text.replace("{fields: {a: {call: team.thing.loud, with: {text: a}}}}}", "{use: thing}}"),
        "utf-8",
    )
    document = json.loads((tmp_path / "openapi.json").read_text("utf-8"))
    document["components"] = {"schemas": {"item": ITEM}}
    [path] = document["paths"].values()
    path["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/item"
    }
    (tmp_path / "openapi.json").write_text(json.dumps(document), "utf-8")
    assert result(tmp_path, answer(body='{"a":"1"}')).a == "1!"
