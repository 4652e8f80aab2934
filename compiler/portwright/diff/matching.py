"""Which operation of the new document is meant by one of the old: what is sent decides, method and
path; an id is only a hint where nothing stands at that path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
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

    by_address: Mapping[Address, tuple[OperationEntry, ...]]
    by_id: Mapping[str, OperationEntry]
    base: str
    keys: frozenset[Address]
    """The same with all that the documents write behind a path to tell operations apart, which is
    not sent: `/#action=list`."""

    def at(self, method: str, path: str, key: str, before: Operations) -> OperationEntry | None:
        """The operation at a path of the document `before`, written as `key` there; a document may
        move a part of its paths into the URL of its servers, or back."""
        found = self._among((method, bare(path)), key, before)
        whole = bare(before.base + path)
        if found is not None or not whole.startswith(self.base):
            return found
        return self._among((method, whole.removeprefix(self.base)), key, before)

    def _among(self, address: Address, key: str, before: Operations) -> OperationEntry | None:
        """Of several at one path the one that is written the same way; else one that is new."""
        method, there = address[0], self.by_address.get(address, ())
        exact = (entry for entry in there if entry.key == key)
        same = (entry for entry in there if bare(entry.key) == bare(key))
        free = (entry for entry in there if (method, bare(entry.key)) not in before.keys)
        return next(chain(exact, same, free), None)

    def moved(self, operation_id: str) -> OperationEntry | None:
        """Where an operation with this id is now."""
        found = self.by_id.get(operation_id)
        return found if found is not None and not found.derived else None


def operations_of(document: OpenApi) -> Operations:
    found: dict[Address, tuple[OperationEntry, ...]] = {}
    for entry in document.operations.values():
        address = entry.method, bare(entry.path)
        found[address] = (*found.get(address, ()), entry)
    keys = frozenset((entry.method, bare(entry.key)) for entry in document.operations.values())
    return Operations(found, document.operations, base_path(document.data), keys)


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
