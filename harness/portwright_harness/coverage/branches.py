"""Branches of unions: which of them a recorded value is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portwright_harness.schema import JsonSchema, Schemas, enum_of, fits_kind, kinds

_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """One alternative of a union under the name that a reader knows it by."""

    name: str
    schema: JsonSchema


def branches_of(schemas: Schemas, schema: JsonSchema) -> list[Branch]:
    """The branches of a union that are more than null; empty where there is but one."""
    found = {branch.name: branch for branch in _flat(schemas, _items(schemas, schema), 0)}
    return list(found.values()) if len(found) > 1 else []


def branches_met(
    schemas: Schemas, branches: Iterable[Branch], values: Iterable[object]
) -> set[str]:
    """The names of the branches that some value is of; of several that fit, the closest."""
    found: set[str] = set()
    for value in values:
        fitting = [(_closeness(schemas, value, branch), branch.name) for branch in branches]
        best = max((closeness for closeness, _ in fitting), default=-1)
        found.update(name for closeness, name in fitting if closeness == best >= 0)
    return found


def _items(schemas: Schemas, schema: JsonSchema) -> JsonSchema:
    """Values of lists are met one by one, so what counts is what a list holds."""
    node = schemas.resolve(schema)
    items = node.get("items")
    return _items(schemas, items) if isinstance(items, Mapping) else schema


def _flat(schemas: Schemas, schema: JsonSchema, depth: int) -> list[Branch]:
    node = schemas.resolve(schema)
    inner = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    if inner and depth < _MAX_DEPTH:
        return [branch for part in inner for branch in _flat(schemas, part, depth + 1)]
    if kinds(node) == {"null"}:
        return []
    return [Branch(_name(schema, node), schema)]


def _name(schema: JsonSchema, node: JsonSchema) -> str:
    ref = schema.get("$ref")
    if isinstance(ref, str):
        return ref.rpartition("/")[2]
    items = node.get("items")
    if isinstance(items, Mapping):
        return f"list of {_name(items, items)}"
    listed = enum_of(node)
    if listed is not None:
        return "|".join(map(str, listed))
    return "|".join(sorted(kinds(node))) or "any"


def _closeness(schemas: Schemas, value: object, branch: Branch) -> int:
    """How well a value fits: -1 not at all, else how many of its fields the branch knows."""
    best = -1
    for node in schemas.alternatives(branch.schema):
        if isinstance(items := node.get("items"), Mapping):
            best = max(best, _closeness(schemas, value, Branch(branch.name, items)))
        elif fits_kind(value, node) and _agrees(schemas, value, node):
            best = max(best, _known(value, node))
    return best


def _agrees(schemas: Schemas, value: object, node: JsonSchema) -> bool:
    listed = enum_of(node)
    if listed is not None and value not in listed:
        return False
    if not isinstance(value, Mapping):
        return True
    if any(name not in value for name in node.get("required", ())):
        return False
    told = ((n, enum_of(schemas.resolve(s))) for n, s in node.get("properties", {}).items())
    return all(value[n] in values for n, values in told if values is not None and n in value)


def _known(value: object, node: JsonSchema) -> int:
    properties = node.get("properties", {})
    return len(properties.keys() & value.keys()) if isinstance(value, Mapping) else 0
