"""Hooks: what they take and give, and whether that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright.ir.port import (
    PortForeign,
    PortList,
    PortMap,
    PortNamed,
    PortNullable,
    PortScalar,
    PortStream,
    PortType,
)
from portwright.signatures.fit import fits
from portwright.signatures.hook import (
    Hook,
    HookParameter,
)
from tests.signatures.project import PREAMBLE, read_hook, write

TEXT, INT, MONEY = PortScalar("string"), PortScalar("int"), PortScalar("money")


def hook_of(folder: Path, text: str, **others: str) -> Hook:
    write(folder, hooks=PREAMBLE + text, **others)
    found = read_hook(folder, "name")
    assert found is not None
    return found


def test_a_hook(tmp_path: Path) -> None:
    found = hook_of(
        tmp_path, "def name(first: str, last: Any = None, *, n: float) -> str | None: ..."
    )
    assert (found.module, found.name, found.returns) == ("shop.hooks", "name", PortNullable(TEXT))
    assert found.parameters == (
        HookParameter("first", TEXT, "str", True),
        HookParameter("last", PortForeign("Any"), "Any", False),
        HookParameter("n", PortForeign("float"), "float", True),
    )
    assert found.place.endswith("shop/hooks.py:13")


def test_a_hook_is_called_where_it_is_defined(tmp_path: Path) -> None:
    real = "def other(a: str) -> int: ...\n"
    found = hook_of(tmp_path, "from .real import other as name\n", real=real)
    assert (found.module, found.name, found.returns) == ("shop.real", "other", INT)


def test_a_hook_may_be_decorated(tmp_path: Path) -> None:
    found = hook_of(tmp_path, "@cache\n@other(3)\ndef name(a: str) -> str: ...")
    assert [item.name for item in found.parameters] == ["a"]


def test_types_that_are_generated_later_are_foreign(tmp_path: Path) -> None:
    text = "from generated.ports.payments import Status\ndef name(a: str) -> Status: ..."
    found = hook_of(tmp_path, text)
    assert found.returns == PortForeign("Status")
    assert fits(found.returns, PortNamed("Status"))


@pytest.mark.parametrize(
    ("given", "wanted", "fit"),
    [
        (TEXT, TEXT, True),
        (TEXT, PortScalar("id"), True),
        (PortScalar("id"), TEXT, True),
        (PortScalar("bool"), INT, True),
        (INT, PortScalar("bool"), False),
        (INT, PortScalar("decimal"), False),
        (PortScalar("instant"), PortScalar("date"), False),
        (TEXT, PortNullable(TEXT), True),
        (PortNullable(TEXT), TEXT, False),
        (PortNullable(TEXT), PortNullable(TEXT), True),
        (PortNullable(TEXT), PortForeign("Any"), True),
        (PortForeign("Any"), TEXT, True),
        (PortForeign("float"), MONEY, False),
        (PortForeign("float"), PortNullable(MONEY), False),
        (MONEY, PortForeign("float"), False),
        (PortForeign("float"), PortForeign("float"), True),
        (PortForeign("X"), PortNamed("Payment"), True),
        (PortNamed("Payment"), PortNamed("Payment"), True),
        (PortNamed("Payment"), PortNamed("Refund"), False),
        (PortList(TEXT), PortList(PortNullable(TEXT)), True),
        (PortList(PortNullable(TEXT)), PortList(TEXT), False),
        (PortMap(TEXT), PortMap(TEXT), True),
        (PortStream(TEXT), PortStream(INT), False),
        (PortList(TEXT), TEXT, False),
        (PortList(TEXT), PortMap(TEXT), False),
    ],
)
def test_fits(given: PortType, wanted: PortType, fit: bool) -> None:
    assert fits(given, wanted) is fit
