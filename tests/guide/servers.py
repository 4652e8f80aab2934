"""Servers that pages are run against, each a vendor's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scripts.kinto_live import server


@contextmanager
def with_server(name: str) -> Iterator[None]:
    """The server up for the time of the block, what reaches it in environment variables."""
    if not name:
        yield
        return
    assert name == "kinto", f"no server {name!r}"
    installed = server.python()
    if installed is None:
        pytest.skip("no Kinto: make test-tools")
    with server.running(installed) as running, pytest.MonkeyPatch.context() as patch:
        for variable, value in running.environ.items():
            patch.setenv(variable, value)
        yield
