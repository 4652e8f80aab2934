"""The smallest value that a JSON Schema of a manifest allows: answers and arguments to simulate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_PREFIX: Final = "#/schemas/"
_MAX_DEPTH: Final = 30
_FORMATS: Final[Mapping[str, str]] = {
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "email": "a@example.com",
    "uri": "https://example.com",
    "decimal": "1",
}
_PLAIN: Final[Mapping[str, object]] = {"boolean": False, "null": None}


class NoSampleError(Exception):
    """A schema of which no value can be made."""


class Sampler:
    """Makes values of the schemas of one manifest."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas

    def value(self, schema: Any, depth: int = 0) -> object:
        """A small value of the schema; raises NoSampleError."""
        if depth > _MAX_DEPTH:
            raise NoSampleError("a schema that requires itself")
        if not isinstance(schema, Mapping):
            return {}
        if "$ref" in schema:
            return self.value(self._schemas.get(schema["$ref"].removeprefix(_PREFIX)), depth + 1)
        for word in ("const", "default"):
            if word in schema:
                return schema[word]
        if schema.get("enum"):
            return schema["enum"][0]
        return self._composed(schema, depth)

    def _composed(self, schema: Mapping[str, Any], depth: int) -> object:
        for word in ("anyOf", "oneOf"):
            if schema.get(word):
                return self._first(schema[word], depth)
        if schema.get("allOf"):
            parts = [self.value(part, depth + 1) for part in schema["allOf"]]
            maps = [part for part in parts if isinstance(part, Mapping)]
            return {name: part[name] for part in maps for name in part} if maps else parts[0]
        return self._typed(schema, depth)

    def _first(self, schemas: list[Any], depth: int) -> object:
        """The first of the choices that a value can be made of; null at last."""
        failed = NoSampleError("an empty choice")
        for part in sorted(schemas, key=lambda part: part == {"type": "null"}):
            try:
                return self.value(part, depth + 1)
            except NoSampleError as error:
                failed = error
        raise failed

    def _typed(self, schema: Mapping[str, Any], depth: int) -> object:
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        if kind == "array":
            count = int(schema.get("minItems", 0))
            return [self.value(schema.get("items"), depth + 1) for _ in range(count)]
        if kind in ("integer", "number"):
            return _number(schema)
        if kind == "string":
            return _text(schema)
        if kind in _PLAIN:
            return _PLAIN[str(kind)]
        properties = schema.get("properties", {})
        required = schema.get("required", ())
        return {name: self.value(properties.get(name), depth + 1) for name in required}


def _number(schema: Mapping[str, Any]) -> object:
    if "exclusiveMinimum" in schema:
        return schema["exclusiveMinimum"] + 1
    least = schema.get("minimum", 1)
    return min(max(least, 1), schema.get("maximum", max(least, 1)))


def _text(schema: Mapping[str, Any]) -> str:
    text = _FORMATS.get(schema.get("format", ""), "x")
    return text.ljust(int(schema.get("minLength", 0)), "x")[: schema.get("maxLength")]
