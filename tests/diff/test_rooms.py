"""The plan of the package: whoever opens it is led to every module."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from portwright import diff
from portwright.diff import operations, schemas, used


@pytest.mark.parametrize("room", [diff, operations, schemas, used], ids=lambda it: it.__name__)
def test_every_module_is_in_the_plan(room: ModuleType) -> None:
    assert room.__file__ is not None
    folder = Path(room.__file__).parent
    modules = {path.stem for path in folder.iterdir() if path.name[0] not in "_."}
    assert modules == set(re.findall(r"`(\w+)`", room.__doc__ or ""))
