"""Requests made up by chance: the compiler refuses what may be left out where the vendor requires
it, and nothing else; what is sent of the rest is what the naive interpreter of the language says,
as JSON and as a form.

PORTWRIGHT_MAPPINGS=500 tries that many specs instead of a few.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest

from portwright_runtime import Money
from tests.property.mapping_inputs import Request, request
from tests.property.mapping_oracle import UNSET, Sending
from tests.property.mapping_packages import SPEC_LINES, SPECS, compiled, imported, spelled
from tests.runtime.doubles import Clock, Wire, answer

REQUESTS = 12
CALLS = 10
MEDIA = {"send_json": "application/json", "send_form": "application/x-www-form-urlencoded"}


def write(folder: Path, made: list[Request]) -> dict[int, str]:
    """The files of a vendor; by line of the spec the request that it is of."""
    body = {"type": "object", "properties": {one.name: one.schema for one in made}}
    paths = {
        f"/{name}": {
            "post": {
                "operationId": name,
                "requestBody": {"required": True, "content": {media: {"schema": body}}},
                "responses": {"204": {"description": ""}},
            }
        }
        for name, media in MEDIA.items()
    }
    document = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    (folder / "openapi.json").write_text(json.dumps(document), "utf-8")
    records = {
        name: {field: item.spelled for field, item in inside.items()}
        for one in made
        for name, inside in one.records.items()
    }
    inputs = {name: item.spelled for one in made for name, item in one.inputs.items()}
    port = {
        "port": "ShopPort",
        "types": {"State": {"enum": ["new", "done", "lost"]}, **records},
        "operations": {name: {"in": inputs} for name in MEDIA},
    }
    (folder / "shop.port.yaml").write_text(json.dumps(port), "utf-8")
    lines, owners = [*SPEC_LINES, "operations:"], {}
    for operation in MEDIA:
        lines += [f"  {operation}:", f"    call: {operation}", "    safety: unsafe", "    request:"]
        for one in made:
            for name, sent in one.fields.items():
                lines.append(f"      {one.name}.{name}: {spelled(sent.expression)}")
                owners[len(lines)] = one.name
    (folder / "integration.yaml").write_text("\n".join(lines), "utf-8")
    return owners


def as_port(value: Any, port: Any, record: str = "") -> Any:
    """A value of the oracle's as the port has it."""
    if value is UNSET:
        return msgspec.UNSET
    if isinstance(value, tuple):
        return Money(*value)
    if record and isinstance(value, list):
        return [as_port(item, port, record) for item in value]
    if record and isinstance(value, dict):
        return getattr(port, record)(**{key: as_port(item, port) for key, item in value.items()})
    return port.State(value) if value in ("new", "done") else value


def given(made: list[Request], values: dict[str, Any], port: Any) -> dict[str, Any]:
    types = {name: item.type for one in made for name, item in one.inputs.items()}
    records = {name for one in made for name in one.records}
    found = {}
    for name, value in values.items():
        record = types[name].removeprefix("list<").removesuffix(">")
        found[name] = as_port(value, port, record if record in records else "")
    return found


def flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The leaves of a form."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from flat(f"{name}[{key}]" if name else key, item)
    elif isinstance(value, list):
        for item in value:
            yield from flat(name, item)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    else:
        yield name, text(value)


def text(value: Any) -> str:
    """A number in one way of several to write it."""
    try:
        return f"{Decimal(value).normalize():f}"
    except ArithmeticError:
        return str(value)


def expected(made: list[Request], values: dict[str, Any], *, form: bool) -> dict[str, Any]:
    sending = Sending(form=form)
    found = {one.name: _of(one, values, sending) for one in made}
    return {name: value for name, value in found.items() if value}


def _of(one: Request, values: dict[str, Any], sending: Sending) -> Any:
    fields = {name: sent.expression for name, sent in one.fields.items()}
    return sending.fields(fields, values, one.needed)


@pytest.mark.parametrize("seed", range(SPECS))
def test_requests_are_what_the_language_says(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    made = [request(chance, f"c{number}") for number in range(REQUESTS)]
    owners = write(tmp_path, made)
    said: dict[str, list[str]] = {}
    for item in compiled(tmp_path):
        line = item.span.line if item.span is not None else 0
        said.setdefault(owners.get(line, "elsewhere"), []).append(item.message)
    assert set(said) == {one.name for one in made if one.unsound}, said
    sound = [one for one in made if not one.unsound]
    write(tmp_path, sound)
    assert compiled(tmp_path, tmp_path / "made") == []
    with imported(tmp_path) as (shop, port):
        for _ in range(CALLS):
            values = _values(sound, chance)
            wire = Wire(answer(204, ""), answer(204, ""))
            adapter = shop.SyncShopShop(
                shop.ShopConnection(environment="test"), transport=wire, clock=Clock()
            )
            adapter.send_json(**given(sound, values, port))
            body = json.loads(wire.sent[0].body or b"", parse_float=Decimal)
            for one in sound:
                wished = expected([one], values, form=False).get(one.name)
                fields = {name: sent.expression for name, sent in one.fields.items()}
                assert body.get(one.name) == wished, (fields, one.inputs, values)
            adapter.send_form(**given(sound, values, port))
            pairs = parse_qsl((wire.sent[1].body or b"").decode(), keep_blank_values=True)
            leaves = flat("", expected(sound, values, form=True))
            assert sorted((name, text(value)) for name, value in pairs) == sorted(leaves)


def _values(made: list[Request], chance: Random) -> dict[str, Any]:
    gone = chance.choice((0, 0.3, 0.6, 1))
    return {
        name: item.value(chance, one.records, gone)
        for one in made
        for name, item in one.inputs.items()
    }
