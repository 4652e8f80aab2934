"""Names in the packages of ports: what the modules use themselves, no port may take away."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from portwright.ir import port_names, reserved
from portwright.ir.naming import is_reserved_vendor
from portwright_runtime.adapter import AsyncAdapter, SyncAdapter
from tests.architecture import PACKAGES, ROOT

TEMPLATES = sorted((PACKAGES["portwright_templates"] / "port").glob("*.jinja"))
MODULES = [
    *sorted(ROOT.glob("generated/ports/*/*.py")),
    *sorted(ROOT.glob("tests/ports/cases/*/expected/*/*.py")),
]


def test_classes_that_the_templates_import_are_reserved() -> None:
    imports = " ".join(
        line
        for path in TEMPLATES
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("from ") and "{{" not in line
    )
    used = set(re.findall(r"\b[A-Z]\w+", imports))
    assert {"Money", "Protocol", "StrEnum", "UNSET"} <= used
    assert used <= port_names.CLASSES


def test_what_class_bodies_use_is_no_field_and_no_operation() -> None:
    """Annotations of fields and methods; parameters and the bodies of functions hide nothing."""
    used = {name for path in MODULES for name in _used_in_bodies(_tree(path))}
    small = {name for name in used if name[0].islower()}
    assert {"str", "dt", "tuple", "bool"} <= small
    assert small <= port_names.FIELDS & port_names.OPERATIONS


def _used_in_bodies(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            yield from _names(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "__reduce__":
            for argument in node.args.kwonlyargs:
                yield from _names(argument.annotation)
            yield from _names(node.returns)


def _names(node: ast.AST | None) -> Iterator[str]:
    if node is not None:
        yield from (item.id for item in ast.walk(node) if isinstance(item, ast.Name))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_module_defines_a_name_twice(path: Path) -> None:
    names: list[str] = []
    for node in _tree(path).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
        elif isinstance(node, ast.ClassDef):
            names.append(node.name)
    assert len(names) == len(set(names))


def test_what_an_exception_has_is_no_field_of_an_error() -> None:
    has = {name for name in dir(Exception) if not name.startswith("_")}
    assert has <= port_names.ERROR_FIELDS
    constructor = {"super", "self"}
    assert constructor <= port_names.ERROR_FIELDS


def test_what_an_adapter_has_is_no_operation() -> None:
    known = {*dir(AsyncAdapter), *dir(SyncAdapter), *get_type_hints(AsyncAdapter), "wire"}
    assert {"aclose", "client", "close"} <= known
    assert {name for name in known if not name.startswith("_")} <= port_names.OPERATIONS


def test_what_no_client_can_have_is_no_operation_of_a_port() -> None:
    """An adapter makes each of its operations of one of the client's that has the same name."""
    assert reserved.METHODS | reserved.CLIENT_ATTRIBUTES <= port_names.OPERATIONS


def test_no_class_hides_one_of_python() -> None:
    known = {name for name in dir(builtins) if re.fullmatch("[A-Z][A-Za-z0-9]*", name)}
    assert known <= port_names.CLASSES


@pytest.mark.parametrize(
    ("file", "package"),
    [
        ("payments.port.yaml", "payments"),
        ("shop-orders.port.yaml", "shop_orders"),
        ("ShopOrders.port.yaml", "shop_orders"),
        ("types.port.yaml", "types"),
        ("class.port.yaml", None),
        ("2pay.port.yaml", None),
        ("payments.yaml", None),
    ],
)
def test_a_package_is_named_after_the_file(file: str, package: str | None) -> None:
    assert port_names.port_package(file) == package


@pytest.mark.parametrize(
    ("port", "base"),
    [("PaymentsPort", "PaymentsError"), ("Payments", "PaymentsError"), ("Port", "PortError")],
)
def test_the_base_of_the_errors_is_named_after_the_port(port: str, base: str) -> None:
    assert port_names.error_base(port) == base
    assert base in port_names.own_classes(port)


def test_no_vendor_is_named_ports() -> None:
    assert is_reserved_vendor("ports")
    assert not is_reserved_vendor("port")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
