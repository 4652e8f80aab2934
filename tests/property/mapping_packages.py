"""Specs that are made up, compiled and imported."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portwright.build.compile import compile_all
from portwright.build.front import front_all
from portwright.diagnostics.model import Diagnostic, Diagnostics, Severity

SPECS = int(os.environ.get("PORTWRIGHT_MAPPINGS", "4"))
SPEC_LINES = (
    "spec: 1", "vendor: shop", "port: shop.port.yaml", "openapi: openapi.json",
    'connection: {environments: {test: {base_url: "https://shop.example"}}, auth: none}',
)  # fmt: skip


def spelled(expression: Any) -> str:
    """As it stands in a spec; JSON is YAML."""
    return json.dumps(expression)


def compiled(folder: Path, out: Path | None = None) -> list[Diagnostic]:
    """The errors; without one it writes the packages to `out`."""
    sink = Diagnostics()
    with contextlib.chdir(folder):
        front = front_all([Path("integration.yaml")], sink)
    if out is not None:
        compile_all(front.items, out)
    return [item for item in sink if item.severity is Severity.ERROR]


@contextlib.contextmanager
def imported(folder: Path) -> Iterator[tuple[Any, Any]]:
    """The packages of the vendor and of its port; they are forgotten afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        try:
            yield importlib.import_module("made.shop"), importlib.import_module("made.ports.shop")
        finally:
            for name in [key for key in sys.modules if key.split(".")[0] == "made"]:
                del sys.modules[name]
