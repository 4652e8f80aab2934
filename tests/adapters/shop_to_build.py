"""A small vendor and its port, put together by a test and compiled into packages of its own."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portwright.build.compile import compile_all
from portwright.build.front import front_all
from portwright.diagnostics.model import Diagnostics

SPEC = """\
spec: 1
vendor: shop
port: shop.port.yaml
openapi: openapi.json
connection: {{environments: {{test: {{base_url: "https://shop.example"}}}}, auth: none}}
mappings:
{mappings}
operations:
{operations}
"""


def write(
    folder: Path, *, port: str, paths: dict[str, Any], mappings: str = "  {}", operations: str
) -> None:
    """The three files of a vendor; `paths` are those of its document."""
    document = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    (folder / "openapi.json").write_text(json.dumps(document), "utf-8")
    (folder / "shop.port.yaml").write_text(f"port: ShopPort\n{port}", "utf-8")
    text = SPEC.format(mappings=mappings, operations=operations)
    (folder / "integration.yaml").write_text(text.replace("mappings:\n  {}\n", ""), "utf-8")


def found(folder: Path) -> Diagnostics:
    """What the compiler finds."""
    return _compiled(folder, folder / "none", generate=False)


def _compiled(folder: Path, out: Path, *, generate: bool) -> Diagnostics:
    sink = Diagnostics()
    with contextlib.chdir(folder):
        front = front_all([Path("integration.yaml")], sink)
    if generate:
        assert list(sink) == []
        compile_all(front.items, out)
    return sink


@contextlib.contextmanager
def adapter(folder: Path) -> Iterator[tuple[Any, Any]]:
    """The synchronous adapter's class and a connection for it; all is forgotten afterwards."""
    out = folder / "made"
    _compiled(folder, out, generate=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        try:
            package = importlib.import_module("made.shop")
            yield package.SyncShopShop, package.ShopConnection(environment="test")
        finally:
            for name in [key for key in sys.modules if key.split(".")[0] == "made"]:
                del sys.modules[name]
