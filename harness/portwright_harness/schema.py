"""Reading the JSON Schemas of a manifest: references, alternatives, properties, kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

JsonSchema = Mapping[str, Any]

_REF = "#/schemas/"
_KINDS: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
_IMPLIED = {"properties": "object", "additionalProperties": "object", "items": "array"}


@dataclass(frozen=True, slots=True)
class Schemas:
    """The named schemas of a manifest."""

    named: Mapping[str, JsonSchema]

    def resolve(self, schema: JsonSchema) -> JsonSchema:
        """Follow `$ref` to a schema; an endless or dangling chain is the empty schema."""
        seen: set[str] = set()
        while isinstance(ref := schema.get("$ref"), str):
            name = ref.removeprefix(_REF)
            if name in seen or name not in self.named:
                return {}
            seen.add(name)
            schema = self.named[name]
        return schema

    def alternatives(self, schema: JsonSchema) -> tuple[JsonSchema, ...]:
        """The branches of a union, flattened; the schema itself where it is none."""
        return tuple(self._flatten(schema, 0))

    def _flatten(self, schema: JsonSchema, depth: int) -> Iterator[JsonSchema]:
        node = self._merged(self.resolve(schema), depth)
        branches = [*node.get("anyOf", ()), *node.get("oneOf", ())]
        if not branches or depth > 20:
            yield node
            return
        own = {key: value for key, value in node.items() if key not in ("anyOf", "oneOf")}
        for branch in branches:
            for flat in self._flatten(branch, depth + 1):
                yield _both(own, flat)

    def _merged(self, node: JsonSchema, depth: int) -> JsonSchema:
        if "allOf" not in node or depth > 20:
            return node
        merged: JsonSchema = {key: value for key, value in node.items() if key != "allOf"}
        for part in node["allOf"]:
            merged = _both(merged, self._merged(self.resolve(part), depth + 1))
        return merged


def _both(left: JsonSchema, right: JsonSchema) -> JsonSchema:
    """A schema that says what both say, as far as reading values needs it."""
    properties = {**left.get("properties", {}), **right.get("properties", {})}
    merged = {**left, **right}
    return {**merged, "properties": properties} if properties else merged


def kinds(schema: JsonSchema) -> frozenset[str]:
    """The JSON types that a schema allows; empty where it allows any."""
    stated = schema.get("type")
    if isinstance(stated, str):
        return frozenset({stated})
    if isinstance(stated, list):
        return frozenset(stated)
    implied = {kind for word, kind in _IMPLIED.items() if word in schema}
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return frozenset(implied | {kind_of(value) for value in values})


def kind_of(value: object) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "object"
    return _KINDS.get(type(value), "array" if isinstance(value, list | tuple) else "number")


def fits_kind(value: object, schema: JsonSchema) -> bool:
    """Whether the value's type is one that the schema allows."""
    allowed = kinds(schema)
    kind = kind_of(value)
    return not allowed or kind in allowed or (kind == "integer" and "number" in allowed)


def enum_of(schema: JsonSchema) -> tuple[object, ...] | None:
    """The values that a schema lists; None where it lists none."""
    if "const" in schema:
        return (schema["const"],)
    listed = schema.get("enum")
    return tuple(listed) if isinstance(listed, list) else None


def free_values(schema: JsonSchema) -> JsonSchema | None:
    """The schema of values under names of the sender's choice; None where there are none."""
    extra = schema.get("additionalProperties")
    if isinstance(extra, Mapping):
        return extra
    if extra is True or (extra is None and not schema.get("properties")):
        return {}
    return None


def says_nothing(schema: JsonSchema, schemas: Schemas, depth: int = 0) -> bool:
    """Whether a schema takes any value of a kind: no field, word or element of it is described."""
    return depth < 20 and all(
        enum_of(branch) is None
        and not branch.get("properties")
        and kinds(branch) <= {"object", "array"}
        and all(
            says_nothing(branch[below], schemas, depth + 1)
            for below in ("items", "additionalProperties")
            if isinstance(branch.get(below), Mapping)
        )
        for branch in schemas.alternatives(schema)
    )
