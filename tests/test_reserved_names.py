"""Every name that the templates use is reserved: what a spec names cannot take its place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from portwright.emit.connection_view import field_name
from portwright.emit.paging_view import paging_classes
from portwright.ir import reserved
from portwright.ir.naming import is_reserved_operation, is_reserved_vendor, pascal
from portwright_runtime import AsyncClient, SyncClient

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates/portwright_templates"
PACKAGES = [*sorted(ROOT.glob("tests/cases/*/expected")), ROOT / "generated/stripe"]


def test_what_the_module_of_a_client_imports_is_reserved() -> None:
    template = (TEMPLATES / "operation_imports.py.jinja").read_text(encoding="utf-8")
    imports = re.findall(r"^(?:from \S+ import (?:\(.*?\)|.*?$))", template, re.M | re.S)
    used = set(re.findall(r"\b[A-Z]\w*[a-z]\w*", " ".join(imports))) | set(paging_classes())
    assert {"At", "Decimal", "Paging", "Query", "LastItem", "Request"} <= used
    assert used <= reserved.CLIENT_CLASSES


def test_what_the_class_of_the_operations_uses_is_reserved() -> None:
    template = (TEMPLATES / "operation_methods.py.jinja").read_text(encoding="utf-8")
    decorators = set(re.findall(r"^\s*@(\w+)", template, re.M))
    assert decorators == {"operation", "paged"}
    assert all(is_reserved_operation(name) for name in decorators)


def test_what_a_client_has_is_no_operation() -> None:
    """Names of operations begin with a small letter, so what is private is in nobody's way."""
    clients = (*dir(AsyncClient), *dir(SyncClient))
    assert {name for name in clients if not name.startswith("_")} == reserved.CLIENT_ATTRIBUTES
    assert all(is_reserved_operation(name) for name in reserved.CLIENT_ATTRIBUTES)


@pytest.mark.parametrize(
    "vendor", ["true", "none", "class", "at", "body", "decimal", "header", "client", "sync_client"]
)
def test_a_vendor_hides_nothing_in_its_own_package(vendor: str) -> None:
    assert is_reserved_vendor(vendor)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.parent.name)
def test_no_module_defines_a_name_twice(package: Path) -> None:
    for path in package.glob("*.py"):
        names = list(_defined(ast.parse(path.read_text(encoding="utf-8")).body))
        assert len(names) == len(set(names)), path


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.parent.name)
def test_no_field_of_a_connection_hides_what_its_class_uses(package: Path) -> None:
    """Nor can a setting have the name of a method or property of it."""
    tree = ast.parse((package / "connection.py").read_text(encoding="utf-8"))
    [cls] = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    methods = {node.name for node in cls.body if isinstance(node, ast.FunctionDef)}
    decorators = {
        node.id
        for method in cls.body
        if isinstance(method, ast.FunctionDef)
        for decorator in method.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Name)
    }
    defaults = {
        node.func.id
        for item in cls.body
        if isinstance(item, ast.AnnAssign) and item.value is not None
        for node in ast.walk(item.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    used = (methods | decorators | defaults) - {"__post_init__"}
    assert all(field_name(name) != name for name in used), used


def _defined(body: list[ast.stmt]) -> list[str]:
    names: list[str] = []
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return names


def test_a_client_is_named_after_its_vendor() -> None:
    assert pascal("acme_pay") == "AcmePay"
    assert not is_reserved_vendor("acme_pay")


@pytest.mark.parametrize(
    ("module", "taken"),
    [
        ("mappings", reserved.ANSWER_NAMES),
        ("requests", reserved.REQUEST_NAMES),
        ("domain_errors", reserved.DOMAIN_ERROR_NAMES),
        ("adapter", frozenset(("dt", "mappings", "requests", "domain_errors", "raising"))),
    ],
)
def test_what_the_modules_of_an_adapter_import_is_reserved(
    module: str, taken: frozenset[str]
) -> None:
    """Classes are in nobody's way under another name; functions and modules keep theirs."""
    template = (TEMPLATES / f"{module}.py.jinja").read_text(encoding="utf-8")
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.S)
    imports = re.findall(r"^(?:from \S+ )?import (?:\((.*?)\)|(.*?)$)", plain, re.M | re.S)
    parts = [part.split() for found in imports for part in "".join(found).split(",")]
    # `Sync` and `NotFound` stand beside the client's name, and are reserved with it.
    used = {words[-1] for words in parts if words} - {"annotations", "Sync", "NotFound"}
    assert len(used) > 1
    assert {name for name in used if name[0].islower()} <= taken | {"client", "as"}
    assert {name for name in used if name[0].isupper()} <= reserved.ADAPTER_CLASSES
