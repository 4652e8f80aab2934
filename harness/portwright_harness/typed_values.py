"""Recorded values to JSON values as a schema describes them: text typed, unknown names found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portwright_harness.schema import (
    JsonSchema,
    Schemas,
    enum_of,
    fits_kind,
    free_values,
    kinds,
)

_INTEGER = re.compile(r"-?[0-9]{1,300}")
_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "false": False}


class NotTypedError(Exception):
    """A recorded value that the schema has no place or no type for."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values by schemas; `text` where the wire carries nothing but text (forms, queries).

    `closed` refuses a text that an enum does not list, which an open one takes.
    """

    schemas: Schemas
    text: bool
    closed: bool = False

    def read(self, value: object, schema: JsonSchema, where: str) -> Any:
        """The value with the types of the schema; raises NotTypedError with the reason."""
        reasons: list[NotTypedError] = []
        for strict in (True,) if self.closed else (True, False):
            for branch in self.schemas.alternatives(schema):
                try:
                    return self._branch(value, branch, where, strict)
                except NotTypedError as reason:
                    reasons.append(reason)
        raise max(reasons, key=lambda reason: str(reason).startswith("unknown field"))

    def _branch(self, value: object, schema: JsonSchema, where: str, strict: bool) -> Any:
        if isinstance(value, Mapping):
            return self._object(value, schema, where)
        if isinstance(value, list):
            return self._array(value, schema, where)
        if self.text and isinstance(value, str):
            return self._text(value, schema, where, strict)
        if not fits_kind(value, schema):
            raise NotTypedError(f"`{where}` is not {_kinds_text(schema)}")
        _listed(value, schema, where, strict)
        return value

    def _object(self, value: Mapping[str, object], schema: JsonSchema, where: str) -> Any:
        if "object" not in (kinds(schema) or {"object"}):
            raise NotTypedError(f"`{where}` is not {_kinds_text(schema)}")
        properties = schema.get("properties", {})
        extra = free_values(schema)
        read = {}
        for name, child in value.items():
            inner = properties.get(name, extra)
            if inner is None:
                raise NotTypedError(f"unknown field `{where}.{name}`")
            read[name] = self.read(child, inner, f"{where}.{name}")
        return read

    def _array(self, value: list[object], schema: JsonSchema, where: str) -> Any:
        if "array" not in (kinds(schema) or {"array"}):
            raise NotTypedError(f"`{where}` is not {_kinds_text(schema)}")
        items = schema.get("items", {})
        return [self.read(child, items, f"{where}[{at}]") for at, child in enumerate(value)]

    def _text(self, text: str, schema: JsonSchema, where: str, strict: bool) -> Any:
        allowed = kinds(schema)
        if not allowed:
            return text
        for kind in ("integer", "number", "boolean", "string", "null", "array"):
            if kind in allowed:
                found, value = _TYPED[kind](text)
                if found and kind == "array":
                    return self._array(value, schema, where)
                if found:
                    _listed(value, schema, where, strict)
                    return text if schema.get("format") == "decimal" else value
        raise NotTypedError(f"`{where}` is not {_kinds_text(schema)}")


def _listed(value: object, schema: JsonSchema, where: str, strict: bool) -> None:
    """Refuse what an enum does not list: all of it at first, then only what is not text."""
    listed = enum_of(schema)
    if listed is None or value in listed:
        return
    if strict or not isinstance(value, str) or "const" in schema or "" in listed:
        raise NotTypedError(f"`{where}` is none of the listed values")


def _kinds_text(schema: JsonSchema) -> str:
    return " or ".join(sorted(kinds(schema))) or "allowed"


def _integer(text: str) -> tuple[bool, Any]:
    return (True, int(text)) if _INTEGER.fullmatch(text) else (False, None)


def _number(text: str) -> tuple[bool, Any]:
    """One without a fraction is an integer, as a caller would give it."""
    whole, value = _integer(text)
    if whole:
        return True, value
    return (True, float(text)) if _NUMBER.fullmatch(text) else (False, None)


_TYPED: dict[str, Callable[[str], tuple[bool, Any]]] = {
    "integer": _integer,
    "number": _number,
    "boolean": lambda text: (text in _BOOLEANS, _BOOLEANS.get(text)),
    "string": lambda text: (True, text),
    "null": lambda text: (text == "", None),
    "array": lambda text: (True, [text]),
}
