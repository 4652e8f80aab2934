"""Which operation of the new document is meant by one of the old: what is sent decides, method and
path; an id is only a hint where nothing stands at that path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portwright.openapi.document import OpenApi
from portwright.openapi.operations import OperationEntry
from portwright.openapi.path_template import PLACEHOLDER, read_path

Address = tuple[str, str]
"""Method, and the path with its placeholders bare: their names are never sent."""


@dataclass(frozen=True, slots=True)
class Operations:
    """The operations of a document by what is sent. `base` is the path of its first server."""

    by_address: Mapping[Address, OperationEntry]
    by_id: Mapping[str, OperationEntry]
    base: str

    def at(self, method: str, path: str, base: str) -> OperationEntry | None:
        """The operation under a path below `base`; a document may move a part of its paths into
        the URL of its servers, or back."""
        direct = self.by_address.get((method, bare(path)))
        whole = bare(base + path)
        if direct is not None or not whole.startswith(self.base):
            return direct
        return self.by_address.get((method, whole.removeprefix(self.base)))

    def moved(self, operation_id: str) -> OperationEntry | None:
        """Where an operation with this id is now."""
        found = self.by_id.get(operation_id)
        return found if found is not None and not found.derived else None


def operations_of(document: OpenApi) -> Operations:
    entries: Iterable[OperationEntry] = document.operations.values()
    found: dict[Address, OperationEntry] = {}
    for entry in entries:
        found.setdefault((entry.method, bare(entry.path)), entry)
    return Operations(found, document.operations, base_path(document.data))


def bare(path: str) -> str:
    return PLACEHOLDER.sub("{}", path)


def base_path(data: Mapping[str, Any]) -> str:
    """The path of the first server, without a slash at its end."""
    servers = data.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else None
    url = first.get("url") if isinstance(first, Mapping) else None
    try:
        return urlsplit(url).path.rstrip("/") if isinstance(url, str) else ""
    except ValueError:
        return ""


def positions(path: str) -> Mapping[str, int]:
    """The number of each placeholder of a path."""
    return {name: index for index, name in enumerate(read_path(path).placeholders)}
