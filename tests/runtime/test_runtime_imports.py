"""What an import of the runtime costs: nothing that only a call needs."""

import subprocess
import sys

import pytest

from portwright_runtime import API_VERSION, require_api
from portwright_runtime.errors import ConfigurationError

HEAVY = ("httpx2", "httpcore2", "asyncio", "ssl", "socket", "email", "hmac", "anyio", "h11")


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*(m for m in {HEAVY!r} if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return set(run.stdout.split())


def test_importing_the_runtime_loads_no_http_library() -> None:
    assert loaded("import portwright_runtime, portwright_runtime.errors") == set()


def test_a_real_transport_does() -> None:
    code = (
        "from portwright_runtime import SyncClient\nSyncClient(connection=None)._transport.close()"
    )
    assert "httpx2" in loaded(code)


def test_generated_code_is_held_to_the_version_of_the_runtime() -> None:
    require_api(API_VERSION)
    with pytest.raises(ConfigurationError, match="compile it again"):
        require_api(API_VERSION + 1)
