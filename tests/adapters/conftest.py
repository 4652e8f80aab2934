"""The two ways in which a port is called."""

from __future__ import annotations

from typing import cast

import pytest

from tests.adapters.shipping_vendors import Kind


@pytest.fixture(params=["async", "sync"])
def kind(request: pytest.FixtureRequest) -> Kind:
    return cast("Kind", request.param)
