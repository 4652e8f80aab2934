"""Import a package and call one of its operations, as an application does that needs no other.

`one_operation_probe.py FOLDER PACKAGE CLIENT GROUP METHOD ARGUMENTS`: CLIENT is the name of the
synchronous client, ARGUMENTS a JSON object. The vendor answers at once, a success and an error, so
that the decoders of both are built; what the answers hold is not right, and is refused.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from portwright_runtime import Headers, WireRequest, WireResponse
from portwright_runtime.errors import PortwrightError


class Canned:
    """Answers every request with one status and an empty object."""

    def __init__(self, status: int) -> None:
        headers = Headers((("Content-Type", "application/json"),))
        self._answer = WireResponse(status, headers, b"{}")

    def send(self, request: WireRequest) -> WireResponse:
        return self._answer

    def close(self) -> None: ...


def main() -> None:
    folder, package, name, group, method, arguments = sys.argv[1:]
    sys.path.insert(0, folder)
    module = importlib.import_module(package)
    environ = {f"{package.upper()}_API_KEY": "key"}
    connection = getattr(module, f"{name.removeprefix('Sync')}Connection").from_env(environ=environ)
    for status in (200, 404):
        client: Any = getattr(module, name)(connection, transport=Canned(status))
        with client:
            try:
                getattr(getattr(client, group), method)(**json.loads(arguments))
            except PortwrightError:
                continue


if __name__ == "__main__":
    main()
