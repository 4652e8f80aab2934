"""Fixtures of the recorder's tests: a vendor on this machine, and a project of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.project import Project
from tests.recorder.shop import Shop, make_shop
from tests.recorder.vendor import Vendor, serving


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with serving() as running:
        yield running


@pytest.fixture
def make(tmp_path: Path, vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shop]:
    """Makes the shop: how it authenticates, and its secrets."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    return lambda *auth, **secrets: make_shop(Project(tmp_path), vendor, *auth, **secrets)


@pytest.fixture
def shop(make: Callable[..., Shop]) -> Shop:
    return make()
