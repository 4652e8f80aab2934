"""Ports that changed since packages of vendors were compiled for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from portwright.build.port import LoadedPort
from portwright.diagnostics.model import Diagnostics
from portwright.ir.port_contract import Change, changes, contract, members
from portwright.rules.ports import changed_port
from portwright.source.folder import read_manifests
from portwright.source.span import Span

_NOUNS: Final = {
    "errors": "error",
    "events": "event",
    "operations": "operation",
    "types": "type",
}
_VERBS: Final = {"added": "was added", "removed": "was removed", "changed": "changed"}


def warn_changed(
    ports: tuple[LoadedPort, ...], compiled: frozenset[str], out: Path, sink: Diagnostics
) -> None:
    """Compare with what the manifests in `out` recorded; those of the packages `compiled`, whose
    specs are of this run, are not looked at. Of a run with errors nothing is said."""
    if not ports or sink.has_errors:
        return
    by_package = {item.package: item for item in ports}
    for folder, data in read_manifests(out).items():
        if folder.name not in compiled:
            for package, before in _recorded(data).items():
                if package in by_package:
                    _compare(folder, by_package[package], before, sink)


def _recorded(data: bytes) -> dict[str, Mapping[str, Any]]:
    """What a manifest says of the ports that its package was compiled for, by package (a port of
    the team's own Python has none); nothing if it is damaged."""
    try:
        entries = [item for item in json.loads(data).get("port", []) if "package" in item]
        return {item["package"]: item for item in entries if isinstance(item["members"], dict)}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}


def _compare(folder: Path, now: LoadedPort, before: Mapping[str, Any], sink: Diagnostics) -> None:
    """Of a port that another one imports, only the types that were recorded."""
    known: dict[str, Any] = before["members"]
    current = members(now.port)
    whole = "contract" in before
    if whole and before["contract"] == contract(now.port):
        return
    if not whole:
        current = {name: current[name] for name in known if name in current}
    shown = folder.as_posix()
    found = _telling(changes(known, current))
    for change in found:
        what = f"{_NOUNS[change.table]} `{change.name}`"
        verb = _VERBS[change.kind]
        sink.add(changed_port.report(_place(now, change), shown, what, verb, change.parts))
    if whole and not found:
        what = f"`{now.port.name}`"
        sink.add(changed_port.report(now.written.port.span, shown, what, "changed"))


def _telling(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """A type that came or went does not matter to an adapter; what uses it does, and is told."""
    known = tuple(item for item in found if item.table in _NOUNS)
    return tuple(i for i in known if i.table != "types" or i.kind == "changed") or known


def _place(port: LoadedPort, change: Change) -> Span:
    """Where the member is defined: in the port, in one that it imports, or nowhere any more."""
    return next(_places(port, change), port.written.port.span)


def _places(port: LoadedPort, change: Change) -> Iterator[Span]:
    for item in port.closure if change.table == "types" else (port,):
        table = getattr(item.written, change.table)
        if change.name in table:
            yield table.place.keys[change.name]
