"""Recorded values of which a part fits the schema: that part, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portwright_harness.canonical import Part
from portwright_harness.departure import Departure, DepartureKind
from portwright_harness.difference import shown_place
from portwright_harness.pairs import Place
from portwright_harness.schema import JsonSchema, Schemas, free_values, kinds
from portwright_harness.typed_values import NotTypedError, Reader

Departures = tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class PartialReader:
    """Reads what fits, and names what does not; what an enum does not list does not fit."""

    schemas: Schemas
    text: bool
    part: Part

    def read(self, value: object, schema: JsonSchema, place: Place) -> tuple[Any, Departures]:
        """The fitting part of a value; raises NotTypedError where nothing of it fits."""
        exact = Reader(self.schemas, self.text, closed=True)
        try:
            return exact.read(value, schema, shown_place(place) or "body"), ()
        except NotTypedError:
            found = [
                self._inside(value, branch, place)
                for branch in self.schemas.alternatives(schema)
                if _is_container(value, branch)
            ]
            if not found:
                raise
            return min(found, key=lambda one: len(one[1]))

    def _inside(self, value: object, schema: JsonSchema, place: Place) -> tuple[Any, Departures]:
        if isinstance(value, Mapping):
            return self._object(value, schema, place)
        assert isinstance(value, list)
        items = schema.get("items", {})
        # Elements cannot be left out: those behind them would stand at another place.
        read = [self.read(child, items, (*place, at)) for at, child in enumerate(value)]
        return [child for child, _ in read], tuple(one for _, found in read for one in found)

    def _object(
        self, value: Mapping[str, object], schema: JsonSchema, place: Place
    ) -> tuple[Any, Departures]:
        properties, extra = schema.get("properties", {}), free_values(schema)
        read: dict[str, Any] = {}
        found: list[Departure] = []
        for name, child in value.items():
            inner, there = properties.get(name, extra), (*place, name)
            if inner is None:
                found.append(self.left("undeclared field", "is not in the document", there))
                continue
            try:
                read[name], below = self.read(child, inner, there)
                found += below
            except NotTypedError as reason:
                found.append(self.left("value of another type", str(reason), there))
        return read, tuple(found)

    def left(self, kind: DepartureKind, why: str, place: Place) -> Departure:
        """What is at a place, left out of the call and of the comparison."""
        shown = shown_place(place)
        text = why if shown and shown in why else f"`{shown}` {why}"
        return Departure(kind, text, ((self.part, place),))


def _is_container(value: object, branch: JsonSchema) -> bool:
    if isinstance(value, Mapping):
        return "object" in (kinds(branch) or {"object"})
    return isinstance(value, list) and "array" in (kinds(branch) or {"array"})
