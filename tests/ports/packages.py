"""Ports compiled into a package of their own and imported from there."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from portwright.build.compile import compile_all
from portwright.build.front import front_all
from portwright.diagnostics.model import Diagnostics

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs/ports"


def compile_into(out: Path, ports: Path) -> None:
    """All ports of a folder; a finding, a warning too, fails the test."""
    sink = Diagnostics()
    front = front_all(sorted(ports.glob("*.port.yaml")), sink)
    assert list(sink) == []
    compile_all(front.items, out)


@contextlib.contextmanager
def imported(out: Path, package: str) -> Iterator[ModuleType]:
    """`ports.<package>` of an output folder, by the folder's own name; forgotten afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(out.parent))
        try:
            yield importlib.import_module(f"{out.name}.ports.{package}")
        finally:
            for name in [key for key in sys.modules if key.split(".")[0] == out.name]:
                del sys.modules[name]
