"""A document walked along its schema: which selected fields it fills, and what is unknown in it.

msgspec stops at the first error and skips what nobody selected; the walk sees everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portwright_harness.schema import (
    JsonSchema,
    Schemas,
    enum_of,
    fits_kind,
    free_values,
    kind_of,
)

WHOLE = "(body)"


@dataclass(slots=True)
class Walk:
    """What a walk saw. Fields are dotted paths, the elements of a list taken together."""

    slots: dict[str, None] = field(default_factory=dict)
    filled: dict[str, None] = field(default_factory=dict)
    unknown_fields: dict[str, None] = field(default_factory=dict)
    unknown_values: dict[str, object] = field(default_factory=dict)
    deviations: dict[str, None] = field(default_factory=dict)
    nulls: dict[str, None] = field(default_factory=dict)
    """Fields that are null where neither the document nor a deviation allows it; models take null
    for absence."""


def walk(document: object, schema: JsonSchema, schemas: Schemas) -> Walk:
    """Walk a whole document; one without fields counts as a single slot."""
    found = Walk()
    _Walker(schemas, found).visit(document, schema, "")
    if not found.slots:
        found.slots[WHOLE] = None
        if document not in (None, "", [], {}):
            found.filled[WHOLE] = None
    return found


@dataclass(frozen=True, slots=True)
class _Walker:
    schemas: Schemas
    found: Walk

    def visit(self, value: object, schema: JsonSchema, path: str) -> None:
        branches = self._fitting(value, schema)
        if isinstance(value, Mapping):
            self._object(value, branches, path)
        elif isinstance(value, list):
            for branch in branches:
                for child in value:
                    self.visit(child, branch.get("items", {}), path)
        elif value is not None:
            self._leaf(value, branches, path)

    def _fitting(self, value: object, schema: JsonSchema) -> list[JsonSchema]:
        branches = [b for b in self.schemas.alternatives(schema) if fits_kind(value, b)]
        if len(branches) > 1 and isinstance(value, Mapping):
            return [b for b in branches if self._constants_agree(value, b)] or branches
        return branches

    def _constants_agree(self, value: Mapping[str, Any], branch: JsonSchema) -> bool:
        """Whether the properties that tell branches apart (const, enum) say that this is one."""
        for name, inner in branch.get("properties", {}).items():
            listed = enum_of(self.schemas.resolve(inner))
            if listed is not None and name in value and value[name] not in listed:
                return False
        return True

    def _object(self, value: Mapping[str, Any], branches: Iterable[JsonSchema], path: str) -> None:
        known: dict[str, list[JsonSchema]] = {}
        free: list[JsonSchema] = []
        for branch in branches:
            for name, inner in branch.get("properties", {}).items():
                known.setdefault(name, []).append(inner)
            extra = free_values(branch)
            if extra is not None:
                free.append(extra)
        self._properties(value, known, path)
        for name in value.keys() - known.keys():
            self._other(name, value[name], free, path)

    def _properties(
        self, value: Mapping[str, Any], known: Mapping[str, list[JsonSchema]], path: str
    ) -> None:
        for name, schemas in known.items():
            place = f"{path}.{name}" if path else name
            self.found.slots[place] = None
            self._deviation(name, value, schemas, place)
            if value.get(name) is not None:
                self.found.filled[place] = None
                inner = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
                self.visit(value[name], inner, place)
            elif name in value and not any(map(self._takes_null, schemas)):
                self.found.nulls[place] = None

    def _takes_null(self, schema: JsonSchema) -> bool:
        return any(fits_kind(None, branch) for branch in self.schemas.alternatives(schema))

    def _deviation(
        self, name: str, value: Mapping[str, Any], schemas: list[JsonSchema], place: str
    ) -> None:
        """A field that passes only because a reviewed deviation says so."""
        for schema in schemas:
            known = schema.get("x-deviation", {})
            if name not in value:
                used = "missing" in known
            elif value[name] is None:
                used = "nullable" in known
            else:
                used = value[name] in known.get("extra", ())
            if used:
                self.found.deviations[place] = None

    def _other(self, name: str, value: object, free: list[JsonSchema], path: str) -> None:
        if not free:
            self.found.unknown_fields[f"{path}.{name}" if path else name] = None
        for schema in free:
            self.visit(value, schema, f"{path}.*" if path else "*")

    def _leaf(self, value: object, branches: list[JsonSchema], path: str) -> None:
        listed = [enum_of(branch) for branch in branches]
        if not listed or None in listed or kind_of(value) not in ("string", "integer"):
            return
        if not any(value in values for values in listed if values is not None):
            self.found.unknown_values[path or WHOLE] = value
