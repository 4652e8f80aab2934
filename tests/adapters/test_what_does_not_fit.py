"""What may be null, or another value than is documented, is told where it may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portwright.diagnostics.model import Severity
from tests.adapters import shop_to_build as shop

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def thing(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties}


def listed(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def mapped(values: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def sending(name: str, body: Any) -> dict[str, Any]:
    return {
        "operationId": name,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"204": {"description": ""}},
    }


def reading(name: str, schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"operationId": name, "responses": {"200": {"description": "", "content": content}}}


OBJECT_OR_NULL = {"anyOf": [thing("a", a=TEXT), {"type": "null"}]}


def told(folder: Path) -> str:
    """The one error that there is."""
    [problem] = [item for item in shop.found(folder) if item.severity is Severity.ERROR]
    return f"{problem.code} {problem.message}"


def read(folder: Path, schema: Any, types: str, fields: str) -> None:
    shop.write(
        folder,
        port=f"types: {{{types}}}\noperations: {{read: {{out: Thing}}}}",
        paths={"/": {"get": reading("read", schema)}},
        operations=f"  read: {{call: read, response: {{fields: {{{fields}}}}}}}",
    )


@pytest.mark.parametrize(
    ("schema", "types", "fields", "said"),
    [
        (thing("r", r=listed(OBJECT_OR_NULL)), "Row: {a: string}, Thing: {r: list<Row>}",
         "r: {each: r, fields: {a: a}}", "E0306 `Thing.r` may not be null"),
        (thing("m", m=mapped(TEXT)), "Thing: {a: string}", "a: m.k", "E0306 `Thing.a` may not"),
        (thing("o", o=thing(id=TEXT)), "Thing: {a: id}", "a: {ref: o}", "E0306 `Thing.a` may not"),
        (thing("o", o=thing(a=TEXT)), "Thing: {a: id}", "a: {ref: o}", "E0301 `o` has no field"),
        (thing("o", o={"anyOf": [TEXT, thing("id", id=WHOLE)]}), "Thing: {a: string}",
         "a: {ref: o}", "E0303 `Thing.a` is `string`, but this gives `string or integer`"),
    ],
    ids=["null in a list", "no such key", "no id at times", "no id at all", "a number at times"],
)  # fmt: skip
def test_what_may_not_be_there_is_told(
    tmp_path: Path, schema: Any, types: str, fields: str, said: str
) -> None:
    read(tmp_path, schema, types, fields)
    assert told(tmp_path).startswith(said)


@pytest.mark.parametrize(
    ("response", "out"),
    [
        ("{at: o, each: l, fields: {a: a}}", "list<Row>"),
        ("{at: o, value: a}", "string"),
        ("{value: {each: l, value: a}}", "list<string>"),
        ("{each: l, value: a}", "list<string>"),
    ],
)
def test_what_stands_in_what_may_be_null_may_be_null(
    tmp_path: Path, response: str, out: str
) -> None:
    inside = thing("a l", a=TEXT, l=listed(thing("a", a=TEXT)))
    shop.write(
        tmp_path,
        port=f"types: {{Row: {{a: string}}}}\noperations: {{read: {{out: {out}}}}}",
        paths={"/": {"get": reading("read", thing("l", o=inside, l=listed(OBJECT_OR_NULL)))}},
        operations=f"  read: {{call: read, response: {response}}}",
    )
    assert told(tmp_path) == "E0306 `read.out` may not be null, but this may"


@pytest.mark.parametrize(
    ("field", "inputs", "request_of", "said"),
    [
        (listed(thing("a", a=TEXT)), "rows: list<Row | null>", "{each: rows, fields: {a: a}}",
         "E0306 `send.x` may not be null"),
        (listed(TEXT), "rows: list<Row | null>", "{each: rows, value: a}",
         "E0306 `send.x` may not be null"),
        ({"type": "integer", "enum": [1, 2]}, "rows: int", "rows",
         "E0303 `send.x` is `1 | 2`, but `rows` is `int`"),
        ({"type": "boolean", "enum": [True]}, "rows: bool", "rows",
         "E0303 `send.x` is `true`, but `rows` is `bool`"),
    ],
    ids=["null in a list", "a field of null in a list", "another number", "another truth"],
)  # fmt: skip
def test_what_the_vendor_does_not_take_is_told(
    tmp_path: Path, field: Any, inputs: str, request_of: str, said: str
) -> None:
    shop.write(
        tmp_path,
        port=f"types: {{Row: {{a: string}}}}\noperations: {{send: {{in: {{{inputs}}}}}}}",
        paths={"/": {"post": sending("send", thing(x=field))}},
        operations=f"  send: {{call: send, safety: unsafe, request: {{x: {request_of}}}}}",
    )
    assert told(tmp_path).startswith(said)


@pytest.mark.parametrize(
    "filled",
    ["text", "{concat: [other, text]}", "'texts[0]'", "texts_by.a",
     "{default: text, value: x}", "{first_of: [text, text]}",
     "{currency_of: money}", "{split: text, by: x, take: 0}"],
)  # fmt: skip
def test_what_may_be_left_out_is_no_value_for_what_is_required(tmp_path: Path, filled: str) -> None:
    inputs = (
        "{text: string | unset, other: string, money: money | unset, texts: list<string>, "
        "texts_by: map<string>}"
    )
    shop.write(
        tmp_path,
        port=f"operations: {{send: {{in: {inputs}}}}}",
        paths={"/": {"post": sending("send", thing("x", x=TEXT))}},
        operations=f"  send: {{call: send, safety: unsafe, request: {{x: {filled}}}}}",
    )
    what = "null" if "take" in filled or "texts" in filled else "left out"
    assert told(tmp_path) == f"E0306 `send.x` may not be {what}, but this may"
