"""JSON values that a schema allows, made up by chance, and who judges them: jsonschema."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random
from typing import Any

from jsonschema import Draft202012Validator

from tests.diff.made_up import COMBINERS, NAMES, PREFIX, Components, Schema

_DEEPEST = 2
_HIDDEN = {"read": "writeOnly", "send": "readOnly"}


def judge_of(made: Components, direction: str) -> Draft202012Validator:
    """Tells whether a value that travels in a direction is as the document says. Keys that nothing
    describes are refused, as vendors who send or take others say so; and a value may be of several
    branches of a `oneOf`, whose authors mean no more than that it is of one."""
    closing = _Closing(made)
    closed = {name: closing.whole(_visible(item, direction)) for name, item in made.items()}
    whole = {"$ref": PREFIX + "A", "components": {"schemas": closed}}
    return Draft202012Validator(whole)


def _visible(schema: Any, direction: str) -> Any:
    """Without the properties that do not travel in a direction."""
    if isinstance(schema, list):
        return [_visible(item, direction) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _visible(value, direction) for key, value in schema.items()}
    if "properties" in made and isinstance(made["properties"], dict):
        flag = _HIDDEN[direction]
        gone = {name for name, item in made["properties"].items() if _is_flagged(item, flag)}
        made["properties"] = {k: v for k, v in made["properties"].items() if k not in gone}
        made["required"] = [name for name in made.get("required", ()) if name not in gone]
    return made


def _is_flagged(schema: Any, flag: str) -> bool:
    return isinstance(schema, dict) and schema.get(flag) is True


class _Closing:
    """Schemas that refuse keys which they do not describe."""

    def __init__(self, made: Components) -> None:
        self._made = made

    def whole(self, schema: Any) -> Any:
        """What describes a value by itself."""
        if not isinstance(schema, dict):
            return schema
        made = self._branch(schema)
        if any(key in schema for key in COMBINERS):
            return made if self._is_open(schema) else {**made, "unevaluatedProperties": False}
        # The same where there are no branches, and judged in far less time.
        return {**made, "additionalProperties": False} if schema.get("properties") else made

    def _branch(self, schema: Schema) -> Schema:
        """What describes a value together with others is not closed itself."""
        made = {key: self._inside(key, value) for key, value in schema.items()}
        if "oneOf" in made:
            made["allOf"] = [*made.get("allOf", ()), {"anyOf": made.pop("oneOf")}]
        if made.get("properties"):
            made.pop("additionalProperties", None)
        return made

    def _inside(self, key: str, value: Any) -> Any:
        if key == "properties":
            return {name: self.whole(item) for name, item in value.items()}
        if key in COMBINERS:
            return [self._branch(item) for item in value]
        return self.whole(value) if key in ("items", "additionalProperties") else value

    def _is_open(self, schema: Any) -> bool:
        """Whether any value may be meant, by one of the branches."""
        if "$ref" in schema:
            return self._is_open(self._made[schema["$ref"].removeprefix(PREFIX)])
        branches = [item for key in COMBINERS for item in schema.get(key, ())]
        is_free = schema.get("type") == "object" and not {"properties", "additionalProperties"} & {
            key for key, value in schema.items() if value is not True
        }
        return schema == {} or is_free or any(map(self._is_open, branches))


def values(chance: Random, made: Components, direction: str, count: int) -> Iterator[Any]:
    """Different values that are as the document says, as far as chance finds some."""
    judge = judge_of(made, direction)
    visible = {name: _visible(item, direction) for name, item in made.items()}
    seen: set[str] = set()
    for _ in range(count):
        value = _Maker(chance, visible).value(visible["A"], 0)
        text = repr(value)
        if text not in seen and judge.is_valid(value):
            seen.add(text)
            yield value


class _Maker:
    """Values that a schema most probably allows."""

    def __init__(self, chance: Random, made: Components) -> None:
        self._chance = chance
        self._made = made
        # All, some or none of what may be missing.
        self._share = chance.choice((0.0, 0.5, 1.0))

    def value(self, schema: Schema, depth: int) -> Any:
        if depth > 3 * _DEEPEST:
            return None  # What requires itself has no values.
        if "$ref" in schema:
            return self.value(self._made[schema["$ref"].removeprefix(PREFIX)], depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._chance.choice(schema["enum"])
        parts = [self._own(schema, depth)] if {"type", "properties"} & schema.keys() else []
        for combiner in COMBINERS:
            branches = schema.get(combiner, [])
            taken = (
                branches if combiner == "allOf" else branches and [self._chance.choice(branches)]
            )
            parts += [self.value(branch, depth) for branch in taken]
        if not parts:
            return self._chance.choice(("x", 1, None, {}, [], True, {"a": 1}))
        if all(isinstance(part, dict) for part in parts):
            return {key: value for part in parts for key, value in part.items()}
        return parts[-1]

    def _own(self, schema: Schema, depth: int) -> Any:
        kinds = schema.get("type", "object")
        kind = self._chance.choice(kinds) if isinstance(kinds, list) else kinds
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            least = schema.get("minItems", 0)
            most = min(schema.get("maxItems", 3), 3)
            size = least if depth > _DEEPEST else self._chance.randint(least, max(least, most))
            return [self.value(schema.get("items", {}), depth + 1) for _ in range(size)]
        return self._scalar(kind, schema)

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        known = schema.get("properties", {})
        share = 0.0 if depth > _DEEPEST else self._share
        made = {
            name: self.value(inner, depth + 1)
            for name, inner in known.items()
            if name in schema.get("required", ()) or self._chance.random() < share
        }
        extra = schema.get("additionalProperties", not known)
        if extra is not False and depth <= _DEEPEST:
            inner = extra if isinstance(extra, dict) else {}
            for name in self._chance.sample((*NAMES, "more"), self._chance.randint(0, 2)):
                if name not in known:
                    made[name] = self.value(inner, depth + 1)
        return made

    def _scalar(self, kind: str, schema: Schema) -> Any:
        match kind:
            case "string":
                if schema.get("format") == "decimal":
                    return self._chance.choice(("1.50", "2"))
                texts = ("", "x", "y", "xy", "xyz", "zzzz", "1.50", "2020-01-01T00:00:00Z")
                return self._chance.choice(texts)
            case "integer":
                return self._whole(schema)
            case "number":
                return self._whole(schema) + self._chance.choice((0, 0, 0.5))
            case "boolean":
                return self._chance.random() < 0.5
            case _:
                return None

    def _whole(self, schema: Schema) -> int:
        step = schema.get("multipleOf", 1)
        return math.floor(self._chance.choice((-1, 0, 1, 2, 3, 4, 5, 8)) * step)
