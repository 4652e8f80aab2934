"""Every test of the drivers runs over both of them."""

import pytest

from tests.runtime.doubles import Rig


@pytest.fixture(params=["async", "sync"])
def rig(request: pytest.FixtureRequest) -> Rig:
    return Rig(request.param)
