"""localstripe as a process of its own: its environment, its start and its end."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "localstripe"
VERSION = "1.15.10"

_LAUNCHER = Path(__file__).with_name("launch.py")
# A proxy of the environment has no business on the loopback interface.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def install(folder: Path) -> Path:
    """The Python of an environment that holds localstripe, which is made when it is missing."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    stamp = folder / f"{NAME}-{VERSION}"
    if not stamp.is_file():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", f"{NAME}=={VERSION}"]
        subprocess.run(command, check=True)
        stamp.touch()
    return python


@dataclass(frozen=True, slots=True)
class Simulator:
    """A running localstripe; `create` and `read` prepare what a scene needs, unrecorded."""

    origin: str
    api_key: str

    def create(self, path: str, **fields: Any) -> dict[str, Any]:
        """POST a form, nested fields in brackets; the decoded answer."""
        return self._send("POST", path, urllib.parse.urlencode(list(_pairs(fields))).encode())

    def read(self, path: str) -> dict[str, Any]:
        """GET; the decoded answer."""
        return self._send("GET", path, None)

    def _send(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        request = urllib.request.Request(f"{self.origin}/v1/{path}", body, method=method)
        request.add_header("Authorization", f"Bearer {self.api_key}")
        try:
            with _DIRECT.open(request) as answer:
                document: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{NAME} refused {method} {path}: {refused.read().decode()}") from None
        return document


@contextmanager
def running(python: Path, seed: str, api_key: str) -> Iterator[Simulator]:
    """A fresh simulator for the time of the block, on a free port of the loopback interface."""
    command = [str(python), str(_LAUNCHER), seed]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            if not port.isdecimal():
                raise SystemExit(f"{NAME} did not start")
            yield Simulator(f"http://127.0.0.1:{port}", api_key)
        finally:
            process.terminate()


def _pairs(fields: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        place = f"{prefix}[{name}]" if prefix else name
        if isinstance(value, Mapping):
            yield from _pairs(value, place)
        else:
            yield place, str(value).lower() if isinstance(value, bool) else str(value)
