"""Values that a schema allows, for calls whose answer alone is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portwright_harness.schema import JsonSchema, Schemas, enum_of, kinds

MAX_DEPTH = 20

_VALUES: dict[str, Any] = {
    "string": "stand-in",
    "integer": 1,
    "number": 1,
    "boolean": True,
    "array": [],
    "null": None,
}
_TEXTS = {
    "date-time": "2000-01-01T00:00:00Z",
    "date": "2000-01-01",
    "time": "00:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "decimal": "1",
    "byte": "",
    "binary": "",
}


@dataclass(frozen=True, slots=True)
class StandIn:
    """Makes the least that a schema allows."""

    schemas: Schemas

    def value(self, schema: JsonSchema, depth: int = 0) -> Any:
        """Required fields alone, the first word of an enum, no element of a list."""
        branch = self.schemas.alternatives(schema)[0]
        listed = enum_of(branch)
        if listed:
            return listed[0]
        kind = next((one for one in _VALUES if one in kinds(branch)), "object")
        if kind == "string":
            return _TEXTS.get(str(branch.get("format")), _VALUES[kind])
        return _VALUES[kind] if kind != "object" else self._object(branch, depth)

    def _object(self, branch: JsonSchema, depth: int) -> dict[str, Any]:
        if depth > MAX_DEPTH:
            return {}
        properties = branch.get("properties", {})
        return {
            name: self.value(properties.get(name, {}), depth + 1)
            for name in branch.get("required", ())
        }
