"""Mappings made up by chance: the compiler refuses what may be null where none may be, and nothing
else; what it makes of the rest gives what the naive interpreter of the language gives.

PORTWRIGHT_MAPPINGS=500 tries that many specs instead of a few.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

import pytest

from portwright_runtime import Money
from tests.property.mapping_answers import STATES, Mappings, Node, fields, json_of
from tests.property.mapping_oracle import Reading
from tests.property.mapping_packages import SPEC_LINES, SPECS, compiled, imported, spelled
from tests.runtime.doubles import Clock, Wire, answer

CASES = 25
ANSWERS = 12


@dataclasses.dataclass
class Case:
    """One object of the answer and the mapping that reads it. `unsound`: a field that may be null
    is of a type that may not."""

    name: str
    node: Node
    record: str
    filled: dict[str, Any]
    unsound: bool


def case(chance: Random, name: str, types: dict[str, dict[str, str]]) -> Case:
    root = Node("object", fields=fields(chance, 2))
    record, filled = Mappings(chance, name.upper(), types).record(root, 2, count=3)
    nulls = [field for field, type_ in types[record].items() if type_.endswith(" | null")]
    unsound = bool(nulls) and chance.random() < 0.3
    if unsound:
        field = chance.choice(nulls)
        types[record][field] = types[record][field].removesuffix(" | null")
    return Case(name, root, record, filled, unsound)


def write(folder: Path, cases: list[Case], types: dict[str, dict[str, str]]) -> None:
    shown = {f"C{one.name}": one.node.schema for one in cases}
    parts = {one.name: {"$ref": f"#/components/schemas/C{one.name}"} for one in cases}
    whole = {"type": "object", "required": list(parts), "properties": parts}
    content = {"application/json": {"schema": whole}}
    get = {"operationId": "get", "responses": {"200": {"description": "", "content": content}}}
    document = {
        "openapi": "3.1.0", "info": {"title": "Shop", "version": "1"},
        "paths": {"/": {"get": get}}, "components": {"schemas": shown},
    }  # fmt: skip
    (folder / "openapi.json").write_text(json.dumps(document), "utf-8")
    port = {
        "port": "ShopPort",
        "types": {
            "State": {"enum": STATES}, **types,
            "All": {one.name: one.record for one in cases},
        },
        "operations": {"get": {"out": "All"}},
    }  # fmt: skip
    (folder / "shop.port.yaml").write_text(json.dumps(port), "utf-8")
    lines = [
        *SPEC_LINES,
        "mappings:",
        *(f"  m{one.name}: {spelled(_mapping(one))}" for one in cases),
        "operations:",
        "  get: {call: get, response: {fields: "
        + spelled({one.name: {"object": one.name, "use": f"m{one.name}"} for one in cases})
        + "}}",
    ]  # fmt: skip
    (folder / "integration.yaml").write_text("\n".join(lines), "utf-8")


def _mapping(one: Case) -> Any:
    return {"from": f"C{one.name}", "to": one.record, "fields": one.filled}


FIRST_LINE = len(SPEC_LINES) + 2


def refused(folder: Path, cases: list[Case]) -> dict[str, list[str]]:
    """What is wrong with each mapping."""
    said: dict[str, list[str]] = {}
    for item in compiled(folder):
        line = item.span.line - FIRST_LINE if item.span is not None else -1
        name = cases[line].name if 0 <= line < len(cases) else "elsewhere"
        said.setdefault(name, []).append(f"{item.code} {item.message}")
    return said


def plain(value: Any) -> Any:
    """A result as the oracle gives it."""
    match value:
        case Money():
            return (value.amount, value.currency)
        case Enum():
            return value.value
        case list() | tuple():
            return [plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return value


def typed(value: Any) -> Any:
    """With the types that no port may confuse: an int, a decimal, a bool, a text."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [typed(item) for item in value]
    return (type(value).__name__, value)


@pytest.mark.parametrize("seed", range(SPECS))
def test_answers_become_what_the_language_says(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    types: dict[str, dict[str, str]] = {}
    cases = [case(chance, f"c{number}", types) for number in range(CASES)]
    write(tmp_path, cases, types)
    said = refused(tmp_path, cases)
    wrong = {
        one.name: (spelled(_mapping(one)), types[one.record], said.get(one.name))
        for one in cases
        if one.unsound != (one.name in said)
    }
    assert not wrong and "elsewhere" not in said, (wrong, said.get("elsewhere"))
    sound = [one for one in cases if not one.unsound]
    owners = {one.name.upper() for one in sound}
    write(tmp_path, sound, {n: made for n, made in types.items() if n.split("R")[0] in owners})
    assert compiled(tmp_path, tmp_path / "made") == []
    with imported(tmp_path) as (shop, _):
        mappings = importlib.import_module("made.shop.mappings")
        for _ in range(ANSWERS):
            body = _answer(sound, chance)
            for one, found in _read(shop, sound, body):
                expected = Reading({}, types).record(one.filled, body[one.name], one.record)
                made = plain(getattr(mappings, f"m{one.name}")(found))
                assert typed(made) == typed(expected), (spelled(_mapping(one)), body[one.name])


def _answer(cases: list[Case], chance: Random) -> Any:
    absent = chance.choice((0, 0.3, 0.6, 1))
    return {one.name: json_of(one.node, chance, absent) for one in cases}


def _read(shop: Any, cases: list[Case], body: Any) -> Iterator[tuple[Case, Any]]:
    """What the generated client reads; the body as JSON reads it, with exact numbers."""
    text = json.dumps(body)
    body.update(json.loads(text, parse_float=Decimal))
    wire = Wire(answer(body=text))
    port = shop.SyncShopShop(shop.ShopConnection(environment="test"), transport=wire, clock=Clock())
    found = port.wire.get()
    for one in cases:
        yield one, getattr(found, one.name)
