"""JSON Schemas (draft 2020-12) of the language's files, for editors; derived from the records."""

from __future__ import annotations

import inspect
import json
from typing import Final, TypeAlias

from portwright.language.accepted import Accepted
from portwright.language.deviations import Deviations
from portwright.language.port import Port
from portwright.language.record import Keys
from portwright.language.shape import (
    ChoiceOrTable,
    ChoiceShape,
    KeyShape,
    MappingShape,
    RecordShape,
    RecordType,
    ScalarShape,
    Shape,
    TableShape,
    keys_of,
    rest_of,
)
from portwright.language.source_lock import SourceLock
from portwright.language.spec import Spec

Json: TypeAlias = dict[str, object]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def spec_schema() -> Json:
    """The schema of `specs/<vendor>/integration.yaml`."""
    return _document(Spec)


def port_schema() -> Json:
    """The schema of `specs/ports/*.port.yaml`."""
    return _document(Port)


def deviations_schema() -> Json:
    """The schema of `specs/<vendor>/deviations.yaml`."""
    return _document(Deviations)


def accepted_schema() -> Json:
    """The schema of `specs/<vendor>/accepted.yaml`."""
    return _document(Accepted)


def source_lock_schema() -> Json:
    """The schema of `specs/<vendor>/source.lock`."""
    return _document(SourceLock)


def _document(cls: RecordType) -> Json:
    writer = _Writer()
    root = writer.reference(cls)
    definitions = {name: writer.definitions[name] for name in sorted(writer.definitions)}
    return {"$schema": DRAFT, "title": f"portwright: {cls.__name__}", **root, "$defs": definitions}


class _Writer:
    """Collects a definition for each record that a schema reaches."""

    def __init__(self) -> None:
        self.definitions: dict[str, Json] = {}
        self._classes: dict[str, RecordType] = {}

    def reference(self, cls: RecordType) -> Json:
        name = cls.__name__
        if self._classes.setdefault(name, cls) is not cls:
            raise ValueError(f"two records are called {name}")
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._record(cls)
        return {"$ref": f"#/$defs/{name}"}

    def _record(self, cls: RecordType) -> Json:
        rest = rest_of(cls)
        known = [item for item in keys_of(cls) if item is not rest]
        kind = cls.kind if cls.form == "inline" else None
        made: Json = {
            "type": "object",
            "description": inspect.getdoc(cls) or "",
            "properties": {item.name: self._key(item) for item in known},
            "required": [item.name for item in known if item.required or item.name == kind],
            "additionalProperties": False,
        }
        if rest is not None and rest.rest and isinstance(rest.shape.mapping, TableShape):
            pattern = _whole(rest.rest.pattern)
            made["patternProperties"] = {pattern: self._shape(rest.shape.mapping.value)}
        if cls.one_of:
            made["allOf"] = [_one_of(group) for group in cls.one_of]
        return made

    def _key(self, item: KeyShape) -> Json:
        schema = self._shape(item.shape)
        if item.about.exactly is not None:
            schema = {"const": json.loads(item.about.exactly)}
        if item.about.nullable:
            schema = {"anyOf": [schema, {"type": "null"}]}
        return {**schema, "description": item.about.doc}

    def _shape(self, shape: Shape) -> Json:
        if shape.anything:
            return {}
        parts = [*self._scalars(shape.scalar), *self._sequences(shape)]
        if shape.mapping is not None:
            parts += self._mappings(shape.mapping)
        return parts[0] if len(parts) == 1 else {"anyOf": parts}

    def _scalars(self, scalar: ScalarShape | None) -> list[Json]:
        if scalar is None:
            return []
        if scalar.short is not None:
            key = next(item for item in keys_of(scalar.short) if item.name == scalar.short.short)
            return self._scalars(key.shape.scalar)
        words = [*scalar.words, *scalar.kinds]
        made: list[Json] = [{"enum": words}] if words else []
        return made + ([dict(scalar.leaf.schema)] if scalar.leaf else [])

    def _sequences(self, shape: Shape) -> list[Json]:
        if shape.sequence is None:
            return []
        item = shape.sequence.item
        made: Json = {"type": "array", "items": {} if item is None else self._shape(item)}
        if shape.scalar is not None and shape.scalar.many:
            made["minItems"] = 1
        return [made]

    def _mappings(self, mapping: MappingShape) -> list[Json]:
        match mapping:
            case RecordShape(cls):
                return [self.reference(cls)]
            case TableShape():
                return [self._table(mapping)]
            case ChoiceShape(kinds):
                return [{"oneOf": [self._kind(kind, cls) for kind, cls in kinds.items()]}]
            case ChoiceOrTable(choice, table):
                named: Json = {"anyOf": [{"required": [kind]} for kind in choice.kinds]}
                chosen, other = self._mappings(choice), self._table(table)
                return [{"if": named, "then": chosen[0], "else": other}]
            case _:
                return [{"type": "object"}]

    def _table(self, table: TableShape) -> Json:
        made: Json = {"type": "object", "additionalProperties": self._shape(table.value)}
        return made | _names(table.keys)

    def _kind(self, kind: str, cls: RecordType) -> Json:
        """The record itself where options stand beside the kind, else a map to it."""
        if cls.form == "inline":
            return self.reference(cls)
        return {
            "type": "object",
            "properties": {kind: self.reference(cls)},
            "required": [kind],
            "additionalProperties": False,
        }


def _names(keys: Keys | None) -> Json:
    return {"propertyNames": {"pattern": _whole(keys.pattern)}} if keys else {}


def _one_of(group: tuple[str, ...]) -> Json:
    return {"oneOf": [{"required": [name]} for name in group]}


def _whole(pattern: str) -> str:
    return f"^({pattern})$"
