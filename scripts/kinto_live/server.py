"""Kinto as a process of its own: where it is installed, its start and its end."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
CONSTRAINTS = _HERE / "constraints.txt"
_HOME = _HERE.parents[1] / ".cache/kinto"
# The address that Kinto has unless told otherwise. The document names the host that was asked
# for it, so asked for this one it is the same whichever port the server got.
_USUAL_HOST = "127.0.0.1:8888"
# A proxy of the environment has no business on the loopback interface.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def version() -> str:
    """The version that `make test-tools` installs."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("kinto==")).removeprefix("kinto==")


def python() -> Path | None:
    """The Python of the environment that holds Kinto; None where there is none."""
    found = _HOME / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    return found if (_HOME / ".installed").is_file() else None


@dataclass(frozen=True, slots=True)
class Server:
    """A running Kinto, and one of its users: any name and password are one."""

    origin: str
    user: str = field(default_factory=lambda: f"user-{secrets.token_hex(8)}", repr=False)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def environ(self) -> dict[str, str]:
        """The environment variables that a connection is made of."""
        return {
            "KINTO_SERVER": self.origin,
            "KINTO_USER": self.user,
            "KINTO_PASSWORD": self.password,
        }

    def document(self) -> bytes:
        """The OpenAPI document that the server serves of itself."""
        return self._send("GET", "__api__", None, {"Host": _USUAL_HOST})

    def put(self, path: str, data: Mapping[str, Any]) -> None:
        """Make or replace an object, unrecorded."""
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
        self._send("PUT", path, json.dumps({"data": data}).encode(), headers)

    def _send(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> bytes:
        url = f"{self.origin}/v1/{path}"
        request = urllib.request.Request(url, body, dict(headers), method=method)
        with _DIRECT.open(request, timeout=10) as answer:
            found: bytes = answer.read()
        return found


@contextmanager
def running(python: Path) -> Iterator[Server]:
    """A fresh Kinto for the time of the block, on a free port of the loopback interface."""
    command = [str(python), str(_HERE / "launch.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            if not port.isdecimal():
                raise SystemExit("Kinto did not start")
            yield Server(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
