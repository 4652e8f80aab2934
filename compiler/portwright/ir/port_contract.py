"""What a port means, as JSON values: to know whether it changed under an adapter, and where.

A member is `operations.refund`, `types.Payment`, `errors.Declined` or `events.RefundChanged`. Types
of other ports that this one leads to are members too: an adapter makes and takes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from portwright.ir.port import Port, PortEnum, PortField, PortOperation, PortRecord, spelled

Meaning: TypeAlias = "str | list[str] | dict[str, str] | dict[str, Meaning]"
ChangeKind: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A member that is not what it was; `parts` are its fields or words that differ, if it has
    any."""

    table: str
    name: str
    kind: ChangeKind
    parts: tuple[str, ...] = ()


def members(port: Port) -> dict[str, Meaning]:
    """Every member with its types as a port spells them; in the order of their names."""
    found: dict[str, Meaning] = {}
    found |= {f"types.{item.name}": _type(item) for item in port.types}
    found |= {f"errors.{item.name}": _fields(item.fields) for item in port.errors}
    found |= {f"operations.{item.name}": _operation(item) for item in port.operations}
    found |= {f"events.{item.name}": spelled(item.carries) for item in port.events}
    return dict(sorted(found.items()))


def contract(port: Port) -> str:
    """A hash over the port's name and members: neither order nor comments change it."""
    text = json.dumps([port.name, members(port)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def recorded(port: Port) -> list[dict[str, object]]:
    """What an adapter's manifest says of the port that it was compiled for, and then of the types
    that this has from other ports: those members alone, for the rest of them does not matter."""
    origin = port.origin
    place = {"module": origin.module} if origin.module else {"package": origin.package}
    whole: dict[str, object] = {
        "port": port.name,
        **place,
        "contract": contract(port),
        "members": members(port),
    }
    return [whole, *_imported(port)]


def _imported(port: Port) -> Iterator[dict[str, object]]:
    packages = {item.origin.package for item in port.types} - {"", port.origin.package}
    for package in sorted(packages):
        types = [item for item in port.types if item.origin.package == package]
        found = {f"types.{item.name}": _type(item) for item in types}
        yield {"package": package, "members": dict(sorted(found.items()))}


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """What differs between the members of a port then and now, by name."""
    return tuple(_changes(before, after))


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    for member in sorted({*before, *after}):
        table, _, name = member.partition(".")
        old, new = before.get(member), after.get(member)
        if old is None or new is None:
            yield Change(table, name, "added" if old is None else "removed")
        elif old != new:
            yield Change(table, name, "changed", tuple(_parts(old, new)))


def _parts(old: object, new: object) -> Iterator[str]:
    """The keys of two maps, or the words of two lists, that are not in both alike; the inputs of an
    operation are named themselves."""
    if isinstance(old, list) and isinstance(new, list):
        yield from sorted({*old} ^ {*new})
    if not isinstance(old, dict) or not isinstance(new, dict):
        return
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if one != other:
            inner = key == "in" and isinstance(one, dict) and isinstance(other, dict)
            yield from _parts(one, other) if inner else (key,)


def _type(item: PortEnum | PortRecord) -> Meaning:
    if isinstance(item, PortEnum):
        return sorted(member.value for member in item.members)
    return _fields(item.fields)


def _fields(fields: tuple[PortField, ...]) -> dict[str, str]:
    return {
        item.name: spelled(item.type) + (" | unset" if item.may_be_unset else "")
        for item in sorted(fields, key=lambda item: item.name)
    }


def _operation(item: PortOperation) -> dict[str, Meaning]:
    return {
        "in": _fields(item.inputs),
        "out": spelled(item.out) if item.out is not None else "",
        "raises": sorted(item.raises),
        "key": item.key,
    }
