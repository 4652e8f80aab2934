"""One compiler for all hostile documents: starting it costs more than most of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.hostile.compiler import Compiler

pytest.register_assert_rewrite("tests.hostile.judge")


@pytest.fixture(scope="session")
def compiler() -> Iterator[Compiler]:
    if sys.platform == "win32":
        pytest.skip("limits and forks are of POSIX")
    found = Compiler()
    yield found
    found.close()
