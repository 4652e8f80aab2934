"""A client of the language server protocol over stdio: just what a test of an editor needs."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

TIMEOUT: Final = 60.0
"""Seconds that an answer may take on a busy machine."""
# What the server would fetch from the network, and the checks that are not of the schema.
_SETTINGS: Final = MappingProxyType(
    {
        "yaml": {
            "validate": True,
            "completion": True,
            "hover": True,
            "schemaStore": {"enable": False},
            "kubernetesCRDStore": {"enable": False},
        }
    }
)


@dataclass(slots=True)
class Editor:
    """One open connection. Positions are lines and columns from 0, as the protocol has them."""

    process: subprocess.Popen[bytes]
    _inbox: queue.Queue[dict[str, Any] | None] = field(default_factory=queue.Queue)
    _told: dict[str, list[Any]] = field(default_factory=dict)
    _number: int = 0

    def start(self, folder: Path) -> None:
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {
            "processId": None,
            "rootUri": folder.as_uri(),
            "capabilities": {
                "textDocument": {"completion": {"completionItem": {}}},
                "workspace": {"configuration": True},
            },
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
        })  # fmt: skip
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": dict(_SETTINGS)})

    def open(self, path: Path, text: str) -> list[Any]:
        """Show a text as the file's; answers what is wrong with it."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._told:
            self._handle(self._next())
        return self._told.pop(uri)

    def close(self, path: Path) -> None:
        self.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})

    def complete(self, path: Path, line: int, column: int) -> list[Any]:
        """What may stand at a place."""
        position = {"line": line, "character": column}
        found = self.ask(
            "textDocument/completion",
            {"textDocument": {"uri": path.as_uri()}, "position": position},
        )
        items: list[Any] = found["items"] if isinstance(found, dict) else found or []
        return items

    def ask(self, method: str, parameters: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._handle(message)

    def tell(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _handle(self, message: dict[str, Any]) -> None:
        method, parameters = message.get("method"), message.get("params")
        if method == "textDocument/publishDiagnostics":
            self._told[parameters["uri"]] = parameters["diagnostics"]
        elif method == "workspace/configuration":
            known = [_SETTINGS.get(item.get("section")) for item in parameters["items"]]
            self._send({"id": message["id"], "result": known})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})

    def _next(self) -> dict[str, Any]:
        message = self._inbox.get(timeout=TIMEOUT)
        assert message is not None, "the language server ended"
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._inbox.put(json.loads(stream.read(length)))
        self._inbox.put(None)


@contextmanager
def editing(command: list[str], folder: Path) -> Iterator[Editor]:
    """A language server that knows a folder; it is ended afterwards."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        editor = Editor(process)
        editor.start(folder)
        yield editor
    finally:
        process.kill()
        process.communicate()
