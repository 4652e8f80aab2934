"""What an import of the runtime costs: nothing that only a call needs."""

import subprocess
import sys

import pytest

import portwright_runtime
from portwright_runtime import API_VERSION, require_api
from portwright_runtime.errors import ConfigurationError

HEAVY = ("httpx2", "httpcore2", "asyncio", "ssl", "socket", "email", "hmac", "anyio", "h11")


DRIVERS = tuple(
    f"portwright_runtime.{name}" for name in ("_async.client", "_sync.client", "prepare", "method")
)


def loaded(code: str, modules: tuple[str, ...] = HEAVY) -> set[str]:
    script = f"import sys\n{code}\nprint(*(m for m in {modules!r} if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return set(run.stdout.split())


def test_importing_the_runtime_loads_no_http_library() -> None:
    assert loaded("import portwright_runtime, portwright_runtime.errors") == set()


@pytest.mark.parametrize("code", ["import portwright_runtime", "import portwright.semantics.bind"])
def test_settings_come_without_the_drivers(code: str) -> None:
    assert loaded(code, DRIVERS) == set()


def test_an_adapter_without_listings_pays_for_none() -> None:
    paging = ("portwright_runtime._async.pages", "portwright_runtime.paged")
    assert loaded("import portwright_runtime.adapter, portwright_runtime.mapping", paging) == set()
    assert loaded("import portwright_runtime.paged", paging) == set(paging)


def test_money_and_times_come_when_asked_for() -> None:
    later = ("portwright_runtime.money", "portwright_runtime.currencies", "zoneinfo")
    assert loaded("import portwright_runtime, portwright_runtime.errors", later) == set()
    assert loaded("from portwright_runtime import Money", later) == set(later[:2])


def test_a_client_brings_the_drivers() -> None:
    assert loaded("from portwright_runtime import operation", DRIVERS) == set(DRIVERS)


def test_the_order_of_imports_does_not_matter() -> None:
    code = "import portwright_runtime.paged\nfrom portwright_runtime import *\noperation(None)"
    assert "httpx2" not in loaded(code)


def test_everything_that_is_promised_is_there() -> None:
    assert all(hasattr(portwright_runtime, name) for name in portwright_runtime.__all__)
    assert not hasattr(portwright_runtime, "AsyncServer")


def test_a_real_transport_does() -> None:
    code = (
        "from portwright_runtime import SyncClient\nSyncClient(connection=None)._transport.close()"
    )
    assert "httpx2" in loaded(code)


def test_generated_code_is_held_to_the_version_of_the_runtime() -> None:
    require_api(API_VERSION)
    with pytest.raises(ConfigurationError, match="compile it again"):
        require_api(API_VERSION + 1)
