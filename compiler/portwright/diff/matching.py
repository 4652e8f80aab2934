"""Which operation of the new document is meant by one of the old: what is sent decides, method and
path; an id is only a hint where nothing stands at that path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from portwright.diagnostics.suggest import closest
from portwright.openapi.document import OpenApi
from portwright.openapi.operations import OperationEntry
from portwright.openapi.path_template import PLACEHOLDER, read_path
from portwright.openapi.servers import first_server

Address = tuple[str, str]
"""Method, and the path with its placeholders bare: their names are never sent."""
Entries = Mapping[Address, tuple[OperationEntry, ...]]


@dataclass(frozen=True, slots=True)
class Operations:
    """The operations of a document by what is sent. `base` is the path of its first server."""

    by_address: Entries
    by_id: Mapping[str, OperationEntry]
    base: str
    keys: frozenset[Address]
    """The same with all that the documents write behind a path to tell operations apart, which is
    not sent: `/#action=list`."""
    slashed: Entries
    """By addresses without a slash at their end."""

    def at(self, method: str, path: str, key: str, before: Operations) -> OperationEntry | None:
        """The operation at a path of the document `before`, written as `key` there; a document may
        move a part of its paths into the URL of its servers, or back. A path that differs in a
        slash at its end alone is taken where there is no other."""
        ways = ((self.by_address, path), (self.slashed, path.rstrip("/")))
        found = (self._below(known, (method, tried), key, before) for known, tried in ways)
        return next(filter(None, found), None)

    def _below(
        self, known: Entries, address: Address, key: str, before: Operations
    ) -> OperationEntry | None:
        method, path = address
        found = _among(known.get((method, bare(path)), ()), key, before)
        whole = bare(before.base + path)
        if found is not None or not whole.startswith(self.base):
            return found
        return _among(known.get((method, whole.removeprefix(self.base)), ()), key, before)

    def moved(self, operation_id: str) -> OperationEntry | None:
        """Where an operation with this id is now."""
        found = self.by_id.get(operation_id)
        return found if found is not None and not found.derived else None

    def alike(self, method: str, path: str, before: Operations) -> str:
        """A path much like one that is gone, which the old document had not; empty for none."""
        came = sorted(
            entries[0].path
            for address, entries in self.by_address.items()
            if address[0] == method and address not in before.by_address
        )
        found = closest(path, came)
        return f"{method} {found}" if found is not None else ""

    def added(self, before: Operations) -> int:
        """How many there are that the old document has not."""
        return sum(
            before.at(entry.method, entry.path, entry.key, self) is None
            for entries in self.by_address.values()
            for entry in entries
        )


def operations_of(document: OpenApi) -> Operations:
    """All of a document, by each way to find them."""
    entries = document.operations.values()
    by_address = _gathered(((item.method, bare(item.path)), item) for item in entries)
    slashed = _gathered(((item.method, bare(item.path).rstrip("/")), item) for item in entries)
    keys = frozenset((item.method, bare(item.key)) for item in entries)
    return Operations(by_address, document.operations, base_path(document.data), keys, slashed)


def _gathered(found: Iterable[tuple[Address, OperationEntry]]) -> Entries:
    gathered: dict[Address, tuple[OperationEntry, ...]] = {}
    for address, entry in found:
        gathered[address] = (*gathered.get(address, ()), entry)
    return gathered


def _among(there: Iterable[OperationEntry], key: str, before: Operations) -> OperationEntry | None:
    """Of several at one path the one that is written the same way; else one that is new."""
    known = tuple(there)
    exact = (entry for entry in known if entry.key == key)
    same = (entry for entry in known if bare(entry.key) == bare(key))
    free = (entry for entry in known if (entry.method, bare(entry.key)) not in before.keys)
    return next(chain(exact, same, free), None)


def bare(path: str) -> str:
    """A path without the names of its placeholders, which are never sent."""
    return PLACEHOLDER.sub("{}", path)


def base_path(data: Mapping[str, Any]) -> str:
    """The path of the first server, without a slash at its end."""
    try:
        return urlsplit(first_server(data) or "").path.rstrip("/")
    except ValueError:
        return ""


def positions(path: str) -> Mapping[str, int]:
    """The number of each placeholder of a path."""
    return {name: index for index, name in enumerate(read_path(path).placeholders)}
