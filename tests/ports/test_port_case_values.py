"""Values of test cases, read by the types of a port: one spelling each, or none."""

from __future__ import annotations

import pytest

from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import (
    Member,
    Origin,
    Port,
    PortEnum,
    PortField,
    PortForeign,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortRecord,
    PortScalar,
    PortType,
)
from portwright.semantics.port_values import PortValues
from portwright.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from portwright.source.span import Span

NOWHERE = Span("spec.yaml")
HERE = Origin("shop")
SIZE = PortEnum("Size", (Member("SMALL", "small"), Member("LARGE", "large")), HERE)
LINE = PortRecord(
    "Line",
    (
        PortField("sku", PortScalar("id")),
        PortField("size", PortNamed("Size")),
        PortField("note", PortNullable(PortScalar("string")), has_default=True),
    ),
    HERE,
)
PORT = Port("ShopPort", HERE, (SIZE, LINE), (), ())
MONEY, TEXT = PortScalar("money"), PortScalar("string")


def node(value: object) -> Node:
    """A plain value is an unquoted scalar; `'…'` a quoted one."""
    match value:
        case dict():
            entries = tuple((ScalarNode(k, NOWHERE), node(v)) for k, v in value.items())
            return MappingNode(entries, NOWHERE)
        case list():
            return SequenceNode(tuple(map(node, value)), NOWHERE)
    text = str(value)
    return ScalarNode(text.strip("'"), NOWHERE, quoted=text.startswith("'"))


def read(type: PortType, value: object) -> tuple[object, list[str]]:
    sink = Diagnostics()
    found = PortValues(PORT, sink).read(node(value), type, "it")
    return found, [f"{item.code} {item.message}" for item in sink]


@pytest.mark.parametrize(
    ("kind", "text", "read_as"),
    [
        ("string", "12.50", "12.50"),
        ("id", "012", "012"),
        ("int", "-3", -3),
        ("decimal", "'99.90'", "99.90"),
        ("decimal", "1e3", "1E+3"),
        ("bool", "true", True),
        ("bytes", "aGk=", "aGk="),
        ("money", "12.5 USD", "12.50 USD"),
        ("money", "0 JPY", "0 JPY"),
        ("instant", "2026-01-31T13:00:00+01:00", "2026-01-31T12:00:00+00:00"),
        ("instant", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00+00:00"),
        ("date", "2026-01-31", "2026-01-31"),
        ("duration", "1.5h", "PT5400S"),
        ("duration", "250ms", "PT0.25S"),
    ],
)
def test_a_scalar_is_read(kind: str, text: str, read_as: object) -> None:
    assert read(PortScalar(kind), text) == (read_as, [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("string", "null", "text"),
        ("int", "'3'", "a whole number"),
        ("int", "3.0", "a whole number"),
        ("decimal", "NaN", "a number"),
        ("decimal", "ten", "a number"),
        ("bool", "yes", "true or false"),
        ("bool", "'true'", "true or false"),
        ("bytes", "a", "base64"),
        ("money", "12.50", "an amount such as 12.50 USD"),
        ("money", "12.50 usd", "an amount such as 12.50 USD"),
        ("instant", "2026-01-31T12:00:00", "a moment such as 2026-01-31T12:00:00Z"),
        ("instant", "2026-01-31", "a moment such as 2026-01-31T12:00:00Z"),
        ("date", "2026-02-30", "a date such as 2026-01-31"),
        ("duration", "30", "a duration such as 30s"),
    ],
)
def test_what_is_no_such_scalar_is_told(kind: str, text: str, wanted: str) -> None:
    _, told = read(PortScalar(kind), text)  # type: ignore[arg-type]
    assert told == [f"E0205 `it` takes {wanted}"]


@pytest.mark.parametrize(
    ("type", "value", "read_as"),
    [
        (PortNullable(MONEY), "null", None),
        (PortNullable(MONEY), "1 USD", "1.00 USD"),
        (PortList(MONEY), ["1 USD", "2 JPY"], ["1.00 USD", "2 JPY"]),
        (PortMap(MONEY), {"a": "1 USD"}, {"a": "1.00 USD"}),
        (PortNamed("Size"), "large", "large"),
        (PortNamed("Line"), {"sku": "1", "size": "small"}, {"sku": "1", "size": "small"}),
        (PortForeign("Decimal | str"), "1.50", "1.50"),
    ],
)
def test_a_value_is_read_all_the_way_down(type: PortType, value: object, read_as: object) -> None:
    assert read(type, value) == (read_as, [])


@pytest.mark.parametrize(
    ("type", "value", "told"),
    [
        (PortList(MONEY), "1 USD", ["E0205 `it` takes a list"]),
        (PortNullable(PortList(MONEY)), {}, ["E0205 `it` takes a list or null"]),
        (PortList(PortNullable(TEXT)), [[]], ["E0205 `it[0]` takes text or null"]),
        (PortMap(TEXT), {"a": [1]}, ["E0205 `it.a` takes text"]),
        (PortNamed("Size"), "huge", ["E0205 `it` takes a word of Size, and `huge` is none"]),
        (PortNamed("Size"), [], ["E0205 `it` takes a word of Size"]),
        (PortNamed("Line"), "sku", ["E0205 `it` takes a map"]),
        (
            PortNamed("Line"),
            {"sku": "1", "colour": "red"},
            ["E0204 `Line` has no field `colour`", "E0204 `Line` needs `size`"],
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_where_it_is(
    type: PortType, value: object, told: list[str]
) -> None:
    assert sorted(read(type, value)[1]) == told
