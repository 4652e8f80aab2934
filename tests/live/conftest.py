"""A vendor's own server on this machine, where `make test-tools` could install it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.kinto_live import server


@pytest.fixture(scope="session")
def kinto_python() -> Path:
    """The Python that has Kinto."""
    found = server.python()
    if found is None:
        pytest.skip("no Kinto: make test-tools")
    return found


@pytest.fixture(scope="session")
def kinto(kinto_python: Path) -> Iterator[server.Server]:
    """A running Kinto, shared by tests that each have a shelf of their own."""
    with server.running(kinto_python) as found:
        yield found
