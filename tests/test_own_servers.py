"""A connection whose address is the caller's: the case `own_servers`, called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portwright_runtime.errors import ConfigurationError
from tests.compiled import imported

CASE = Path(__file__).parent / "cases/own_servers/expected"
ENVIRON = {"DEPOT_TOKEN": "t0k3n-1", "DEPOT_CLASS": "a.depot.example"}


@pytest.mark.parametrize(
    ("environment", "base_url"),
    [
        ("cloud", "https://api.depot.example/v1"),
        ("tenant", "https://a.depot.example/v1"),
        ("own", "http://127.0.0.1:8888/v1"),
        ("imitation", "http://127.0.0.1:8888"),
    ],
)
def test_the_base_url_is_that_of_the_environment(environment: str, base_url: str) -> None:
    environ = {**ENVIRON, "DEPOT_SERVER": "http://127.0.0.1:8888/"}
    assert _connection().from_env(environment, environ).base_url == base_url


def test_what_is_no_origin_is_refused_before_any_call() -> None:
    with pytest.raises(ConfigurationError, match="server must be http"):
        _connection().from_env("own", {**ENVIRON, "DEPOT_SERVER": "127.0.0.1:8888"})


def _connection() -> Any:
    with imported(CASE, "case_own_servers_called") as package:
        return package.DepotConnection
