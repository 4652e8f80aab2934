"""The JSON Schemas say of a file what the reader says: both come from the same records."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from portwright.diagnostics.model import Diagnostics
from portwright.language.json_schema import (
    accepted_schema,
    deviations_schema,
    port_schema,
    source_lock_schema,
    spec_schema,
)
from portwright.language.read import (
    read_accepted,
    read_deviations,
    read_port,
    read_source_lock,
    read_spec,
)
from portwright.source.documents import load_document
from portwright.source.files import SourceFile, read_file

CASES = Path(__file__).parent / "cases"
Read = Callable[[SourceFile, Diagnostics], object]
KINDS: dict[str, tuple[Read, dict[str, object]]] = {
    "stripe/integration.yaml": (read_spec, spec_schema()),
    "salesforce/integration.yaml": (read_spec, spec_schema()),
    "values_as_written/integration.yaml": (read_spec, spec_schema()),
    "payments_port/payments.port.yaml": (read_port, port_schema()),
    "deviations/deviations.yaml": (read_deviations, deviations_schema()),
    "accepted/accepted.yaml": (read_accepted, accepted_schema()),
    "source_lock/source.lock": (read_source_lock, source_lock_schema()),
}
GOOD = sorted(KINDS)


def data_of(name: str) -> Any:
    return load_document(read_file(CASES / name)).data


def refuses(schema: dict[str, object], data: Any) -> bool:
    return not Draft202012Validator(schema).is_valid(data)


def codes(read: Read, text: str) -> list[str]:
    sink = Diagnostics()
    read(SourceFile(Path("x.yaml"), "x.yaml", text.encode("utf-8")), sink)
    return [item.code for item in sink]


@pytest.mark.parametrize("name", GOOD)
def test_schema_is_one_and_accepts_what_the_reader_accepts(name: str) -> None:
    schema = KINDS[name][1]
    Draft202012Validator.check_schema(schema)
    assert [
        error.message for error in Draft202012Validator(schema).iter_errors(data_of(name))
    ] == []


@pytest.mark.parametrize("name", GOOD)
def test_every_object_is_closed_and_every_key_described(name: str) -> None:
    for definition in _objects(KINDS[name][1]):
        assert "additionalProperties" in definition
        for key in definition.get("properties", {}).values():
            assert key.get("description") or "$ref" in key


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object" and schema.get("properties"):
            yield schema
        for part in schema.values():
            yield from _objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _objects(part)


# Each row changes one place of the Stripe spec: (was, becomes, code).
MISTAKES = [
    ("vendor: stripe", "vendro: stripe", "E0003"),
    ("vendor: stripe", "vendor: Stripe Inc", "E0005"),
    ("spec: 1", "spec: 3", "E0010"),
    ("secrets: [api_key, webhook_key]", "secrets: api_key", "E0005"),
    ("{bearer: {secret: api_key}}", "{bearer: {}}", "E0004"),
    ("{bearer: {secret: api_key}}", "bearer", "E0005"),
    ("{bearer: {secret: api_key}}", "{bearer: {secret: a}, basic: {}}", "E0007"),
    ("{bearer: {secret: api_key}}", "{token: {secret: api_key}}", "E0007"),
    ("{param: account}", "{parm: account}", "E0007"),
    ("{param: account}", "{param: account, const: x}", "E0007"),
    ("production: true", "production: maybe", "E0005"),
    ("base_url: https://api.stripe.com\n  auth", "base_url: ftp://x\n  auth", "E0005"),
    ("rate: 100/s", "rate: 100", "E0009"),
    ("rate: 100/s", "quota: 5/d, rate: 100/s", "E0007"),
    ("share: 1/4", "share: 25%", "E0005"),
    ("deadline: 20s", "deadline: 20", "E0009"),
    ("deadline: 20s", "deadline: 20 s", "E0009"),
    ("ratio: 10%", "ratio: 0.1", "E0009"),
    ("attempts: 4", "attempts: four", "E0005"),
    ("attempts: 4", "attempts: -4", "E0005"),
    ("jitter: full\n", "jitter: some\n", "E0006"),
    ("then: throttle", "then: wait", "E0006"),
    ("then: throttle", "than: throttle", "E0003"),
    ("status: 5xx", "status: 6xx", "E0005"),
    ("status: 5xx", "status: []", "E0005"),
    ("code: error.decline_code", 'code: "a[12345]"', "E0005"),
    ("code: error.decline_code", "code: error..code", "E0005"),
    ("{absent: true}", "{absent: false}", "E0006"),
    ("{minor: amount, currency: currency}", "{minor: amount}", "E0004"),
    ("from: payment_intent", "from: [[]]", "E0005"),
    ("safety: read", "safety: safe", "E0006"),
    ("safety: read", "safety: {keyed: {header: X, query: y, from: $key, ttl: 1h}}", "E0007"),
    ("ttl: 24h", "ttl: 1 day", "E0009"),
    ("call: PostRefunds", "calls: PostRefunds", "E0003"),
    ("send: [intent]", "send: [a b]", "E0005"),
    ("response: {use: refund}", "response: {use: refund, fields: {}}", "E0007"),
    ("param: starting_after, from_last: id", "param: starting_after", "E0007"),
    ("path: /hooks/stripe", "path: hooks", "E0005"),
    ("other: ignore", "other: drop", "E0006"),
    ("{op: list_payments, cassette", "{cassette", "E0007"),
    ("expect: {count: 250}", "expect: 250", "E0005"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "becomes", "code"), MISTAKES)
def test_reader_and_schema_refuse_the_same_mistake(was: str, becomes: str, code: str) -> None:
    good = (CASES / "stripe/integration.yaml").read_text(encoding="utf-8")
    assert was in good
    bad = good.replace(was, becomes, 1)
    assert codes(read_spec, bad) == [code]
    data = load_document(SourceFile(Path("x.yaml"), "x.yaml", bad.encode("utf-8"))).data
    assert refuses(spec_schema(), data)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value below the root."""
    children = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in children:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


VALUES = st.sampled_from(
    ["", "x", "Name", "a_b", "5s", "10%", "3/s", "64kB", "read", "none", "https://x.y", "/p", "5xx",
     "id | null", "2026-01-01", "a" * 64, 0, 1, 7, 404, 1000, -1, 2.5, True, False, None, [], {},
     ["x"], [1], {"const": "x"}, {"secret": "x"}, {"use": "x"}, {"a": {"b": 1}}]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_reader_and_schema_agree_on_any_change(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(GOOD))
    read, schema = KINDS[name]
    changed = copy.deepcopy(data_of(name))
    path = data.draw(st.sampled_from(list(places(changed))))
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    change = data.draw(st.sampled_from(["set", "drop", "rename"]))
    old = parent.pop(path[-1])
    if change == "set" and isinstance(parent, list):
        parent.insert(path[-1], data.draw(VALUES))
    elif change == "set":
        parent[path[-1]] = data.draw(VALUES)
    elif change == "rename" and isinstance(parent, dict):
        parent[data.draw(st.sampled_from(["x", "X", "from", "then", f"{path[-1]}s"]))] = old
    said = codes(read, json.dumps(changed))
    assert bool(said) == refuses(schema, changed), said
