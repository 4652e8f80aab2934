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
        (thing("u", u={"anyOf": [TEXT, thing("a", a=TEXT)]}), "Thing: {a: string}", "a: u.a",
         "E0306 `Thing.a` may not"),
        (thing("o", o=thing(id=TEXT)), "Thing: {a: id}", "a: {ref: o}", "E0306 `Thing.a` may not"),
        (thing("o", o=thing(a=TEXT)), "Thing: {a: id}", "a: {ref: o}", "E0301 `o` has no field"),
        (thing("o", o={"anyOf": [TEXT, thing("id", id=WHOLE)]}), "Thing: {a: string}",
         "a: {ref: o}", "E0303 `Thing.a` is `string`, but this gives `string or integer`"),
    ],
    ids=[
        "null in a list", "no such key", "a text in its place", "no id at times", "no id at all",
        "a number at times",
    ],
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


LEFT_OUT, NULL = "may not be left out, but this may", "may not be null, but this may"
INPUTS = (
    "{text: string | unset, other: string, money: money | unset, texts: list<string>, "
    "by: map<string>, none: string | null, at: instant | null}"
)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ("text", LEFT_OUT), ("{concat: [other, text]}", LEFT_OUT),
        ("{default: text, value: x}", LEFT_OUT), ("{first_of: [text, text]}", LEFT_OUT),
        ("{currency_of: money}", LEFT_OUT), ("{split: text, by: x, take: 0}", NULL),
        ("'texts[0]'", NULL), ("by.a", NULL), ("{concat: [none, none]}", NULL),
        ("{time_to: at, as: iso8601}", NULL), ("{first_of: [none, none]}", NULL),
    ],
)  # fmt: skip
def test_what_may_not_be_there_is_no_value_for_what_is_required(
    tmp_path: Path, filled: str, said: str
) -> None:
    assert asked(tmp_path, TEXT, filled) == f"E0306 `send.x` {said}"


def test_texts_of_what_may_be_left_out_may_be_left_out(tmp_path: Path) -> None:
    assert asked(tmp_path, listed(TEXT), "{split: text, by: x}") == f"E0306 `send.x` {LEFT_OUT}"


def asked(folder: Path, required: Any, filled: str) -> str:
    """What is said of a required field that is filled so."""
    shop.write(
        folder,
        port=f"operations: {{send: {{in: {INPUTS}}}}}",
        paths={"/": {"post": sending("send", thing("x", x=required))}},
        operations=f"  send: {{call: send, safety: unsafe, request: {{x: {filled}}}}}",
    )
    return told(folder)


ANSWER = thing(
    "i n s o l b", i=WHOLE, n={"type": "number"}, s=TEXT, b={"type": "boolean"}, maybe_i=WHOLE,
    maybe_n={"type": "number"}, maybe_s=TEXT, maybe_b={"type": "boolean"},
    l=listed(thing("a", a=TEXT)), o=thing("a", a=TEXT), maybe_l=listed(thing("a", a=TEXT)),
    maybe_o=thing("a", a=TEXT),
)  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "filled"),
    [
        ("money", "{money: {minor: maybe_i, currency: s}}"),
        ("money", "{money: {minor: i, currency: maybe_s}}"),
        ("money", "{money: {major: n, currency: maybe_s}}"),
        ("money", "{money: {major: maybe_n, currency: {const: EUR}}}"),
        ("decimal", "{decimal: maybe_n}"), ("decimal", "{decimal: maybe_s}"),
        ("instant", "{time: maybe_i, from: unix_s}"), ("date", "{time: maybe_s, from: date}"),
        ("string", "{concat: [maybe_s, maybe_i]}"), ("string", "maybe_o.a"), ("id", "maybe_i"),
        ("string", "{split: s, by: x, take: 0}"), ("list<string>", "{split: maybe_s, by: x}"),
        ("string", "{first_of: [maybe_s, maybe_o.a]}"),
        ("list<Row>", "{each: maybe_l, fields: {a: a}}"),
        ("Row", "{object: maybe_o, fields: {a: a}}"),
    ],
)  # fmt: skip
def test_null_goes_through_every_transform(tmp_path: Path, type_: str, filled: str) -> None:
    read(tmp_path, ANSWER, f"Row: {{a: string}}, Thing: {{x: {type_}}}", f"x: {filled}")
    assert told(tmp_path) == "E0306 `Thing.x` may not be null, but this may"
    read(tmp_path, ANSWER, f"Row: {{a: string}}, Thing: {{x: {type_} | null}}", f"x: {filled}")
    assert not shop.found(tmp_path).has_errors
    surely = filled.replace("maybe_", "")
    if "take" not in filled:
        read(tmp_path, ANSWER, f"Row: {{a: string}}, Thing: {{x: {type_}}}", f"x: {surely}")
        assert not shop.found(tmp_path).has_errors
