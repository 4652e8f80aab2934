"""What counts as a change of a port, and how it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.build.front import front_all
from portwright.diagnostics.model import Diagnostics
from portwright.ir.port import Port
from portwright.ir.port_contract import Change, changes, contract, members

COMMON = "port: CommonPort\ntypes: {Address: {city: string, zip: string | null}}\n"
PORT = """\
port: ShopPort
imports: {common.port.yaml: [Address]}
types:
  Status: {enum: [pending, paid]}
  Order: {id: id, total: money, to: Address, status: Status}
errors:
  Refused: {field: string | null}
operations:
  get_order: {in: {id: id, at: instant | null}, out: Order, raises: [Refused]}
  put_order: {in: {total: money, note: string | null | unset}, out: Order, key: true}
events: {OrderPaid: Order}
"""


def bound(folder: Path, port: str = PORT, common: str = COMMON) -> Port:
    (folder / "common.port.yaml").write_text(common, "utf-8")
    (folder / "shop.port.yaml").write_text(port, "utf-8")
    sink = Diagnostics()
    front = front_all([folder / "shop.port.yaml"], sink)
    assert not sink.has_errors, list(sink)
    [found] = [item.port for item in front.ports if item.package == "shop"]
    return found


OTHER_WORDS = """# The same port.
operations:
  put_order: {key: true, out: Order, in: {note: string|null|unset, total: money}}
  get_order: {raises: [Refused], out: Order, in: {at: instant | null, id: id}}
errors: {Refused: {field: string | null}}
events: {OrderPaid: Order}
types:
  Order: {status: Status, to: Address, total: money, id: id}
  Status: {enum: [paid, pending]}  # as they come
imports: {common.port.yaml: [Address]}
port: ShopPort
"""


def test_a_port_that_says_the_same_in_other_words_is_the_same(tmp_path: Path) -> None:
    before, after = bound(tmp_path), bound(tmp_path, OTHER_WORDS)
    assert changes(members(before), members(after)) == ()
    assert contract(after) == contract(before)


def change(table: str, name: str, *parts: str) -> Change:
    return Change(table, name, "changed", parts)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("total: money, to", "total: decimal, to", change("types", "Order", "total")),
        (
            "pending, paid]",
            "pending, sent]",
            change("types", "Status", "paid", "sent"),
        ),
        (
            "at: instant | null",
            "at: instant",
            change("operations", "get_order", "at"),
        ),
        (", raises: [Refused]}", "}", change("operations", "get_order", "raises")),
        ("key: true", "key: required", change("operations", "put_order", "key")),
        (" | null | unset", " | null", change("operations", "put_order", "note")),
        ("  put_order", "  set_order", Change("operations", "put_order", "removed")),
        ("  put_order", "  set_order", Change("operations", "set_order", "added")),
        (
            "field: string | null",
            "at: string",
            change("errors", "Refused", "at", "field"),
        ),
        ("OrderPaid: Order", "OrderPaid: id", change("events", "OrderPaid")),
    ],
    ids=lambda value: value.name if isinstance(value, Change) else "",
)
def test_a_change_is_told_where_it_is(old: str, new: str, told: Change, tmp_path: Path) -> None:
    before = bound(tmp_path)
    after = bound(tmp_path, PORT.replace(old, new))
    found = changes(members(before), members(after))
    assert told in found
    assert len(found) == (2 if "set_order" in new else 1)
    assert contract(after) != contract(before)


def test_a_change_of_an_imported_type_is_one_of_the_port(tmp_path: Path) -> None:
    before = bound(tmp_path)
    after = bound(tmp_path, common=COMMON.replace("zip: string | null", "zip: string"))
    found = changes(members(before), members(after))
    assert found == (change("types", "Address", "zip"),)
    assert contract(after) != contract(before)


def test_another_name_of_the_port_is_another_contract(tmp_path: Path) -> None:
    before = bound(tmp_path)
    after = bound(tmp_path, PORT.replace("ShopPort", "StallPort"))
    assert changes(members(before), members(after)) == ()
    assert contract(after) != contract(before)
