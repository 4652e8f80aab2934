"""Whether a JSON value conforms to a schema of the manifest, and where it does not.

This reads the recorded body and the schema alone, so that a mistake of the generated decoder, which
L3 asks, cannot hide here. What the manifest's schemas do not say is not checked: fields that nobody
selected, and what the document says beyond types, `required`, null and enums (formats, patterns,
lengths, ranges).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from portwright_harness.credentials import Fields, covered
from portwright_harness.schema import (
    JsonSchema,
    Schemas,
    enum_of,
    fits_kind,
    free_values,
    kind_of,
    kinds,
)

ROOT = "$"
Cause = Literal["null", "type", "value", "missing"]
MAX_SHOWN = 80
MAX_VALUES = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that does not conform: `path` is the JSON path in the document."""

    path: str
    text: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A place that conforms only because a review relaxed the schema; `at` points to the document,
    empty where the manifest names no review."""

    path: str
    kind: str
    at: tuple[str, ...] = ()


@dataclass(slots=True)
class Conformance:
    """What a document departs in, which reviews it needs, and names that nothing knows."""

    faults: list[Fault] = field(default_factory=list)
    relaxed: list[Relaxed] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Conforms:
    """The schemas of a manifest."""

    schemas: Schemas
    secret: Fields = ()

    @classmethod
    def of(
        cls,
        named: Mapping[str, JsonSchema],
        unselected: Mapping[str, Sequence[str]],
        secret: Fields = (),
    ) -> Conforms:
        """Each schema with the names that the document has beside its properties; no value of
        what is `secret`, or is so by its name, stands in a fault."""
        known = {
            name: {**schema, "x-unselected": unselected[name]} if name in unselected else schema
            for name, schema in named.items()
        }
        return cls(Schemas(known), secret)

    def check(self, value: object, schema: JsonSchema, path: str = ROOT) -> Conformance:
        """Everything that is wrong with a value, not only the first."""
        branches = self.schemas.alternatives(schema)
        fitting = [branch for branch in branches if _is_of(value, branch)]
        if not fitting:
            cause: Cause = "null" if value is None else "type"
            text = _not_of(value, self._told(value, path), branches)
            return Conformance([Fault(path, text, cause)])
        found = [self._branch(value, branch, path) for branch in fitting]
        best = min(found, key=lambda one: (len(one.faults), len(one.unknown)))
        best.relaxed += self._nullable(value, schema, path)
        return best

    def _told(self, value: object, path: str) -> str:
        return _shown(covered(value, path, self.secret))

    def _nullable(self, value: object, schema: JsonSchema, path: str) -> Iterator[Relaxed]:
        known = schema.get("x-deviation", {})
        if value is None and known.get("nullable"):
            yield Relaxed(path, "nullable", tuple(known.get("at", ())))

    def _branch(self, value: object, branch: JsonSchema, path: str) -> Conformance:
        found = Conformance()
        listed, known = enum_of(branch), branch.get("x-deviation", {})
        if _is_among(value, known.get("extra", ())):
            found.relaxed.append(Relaxed(path, "extra", tuple(known.get("at", ()))))
        elif listed is not None and not _is_among(value, listed):
            found.faults.append(Fault(path, _not_in(self._told(value, path), listed), "value"))
        if isinstance(value, Mapping):
            self._object(value, branch, path, found)
        elif isinstance(value, list) and "items" in branch:
            for at, item in enumerate(value):
                _add(found, self.check(item, branch["items"], f"{path}[{at}]"))
        return found

    def _object(
        self, value: Mapping[str, Any], branch: JsonSchema, path: str, found: Conformance
    ) -> None:
        properties = branch.get("properties", {})
        required = branch.get("required", ())
        for name, schema in properties.items():
            place = f"{path}{_step(name)}"
            if name in value:
                _add(found, self.check(value[name], schema, place))
            elif name in required:
                found.faults.append(Fault(place, "is required and not there", "missing"))
            elif "missing" in (known := schema.get("x-deviation", {})):
                found.relaxed.append(Relaxed(place, "missing", tuple(known.get("at", ()))))
        self._others(value, branch, path, found)

    def _others(
        self, value: Mapping[str, Any], branch: JsonSchema, path: str, found: Conformance
    ) -> None:
        """Names that are no property: JSON Schema allows them; what nothing knows is told."""
        properties, free = branch.get("properties", {}), free_values(branch)
        known = branch.get("x-unselected", ())
        for name in value.keys() - properties.keys():
            place = f"{path}{_step(name)}"
            if free is not None:
                _add(found, self.check(value[name], free, place))
            elif name not in known:
                found.unknown.append(place)


def _add(found: Conformance, more: Conformance) -> None:
    found.faults += more.faults
    found.relaxed += more.relaxed
    found.unknown += more.unknown


def _is_of(value: object, branch: JsonSchema) -> bool:
    """By JSON Schema 1.0 is an integer."""
    if fits_kind(value, branch):
        return True
    return isinstance(value, float) and value.is_integer() and "integer" in kinds(branch)


def _is_among(value: object, listed: Sequence[object]) -> bool:
    """By JSON: true is not 1."""
    is_bool = isinstance(value, bool)
    return any(value == one and isinstance(one, bool) is is_bool for one in listed)


def _not_of(value: object, told: str, branches: Sequence[JsonSchema]) -> str:
    wanted = sorted({kind for branch in branches for kind in kinds(branch)}, key=_null_last)
    allowed = " or ".join(wanted) or "nothing"
    kind = kind_of(value)
    return f"should be {allowed}, is {kind if value is None else f'{kind} {told}'}"


def _null_last(kind: str) -> tuple[bool, str]:
    return kind == "null", kind


def _not_in(told: str, listed: Sequence[object]) -> str:
    shown = ", ".join(_shown(one) for one in listed[:MAX_VALUES])
    rest = f" and {len(listed) - MAX_VALUES} more" if len(listed) > MAX_VALUES else ""
    return f"{told} is none of {shown}{rest}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _step(name: str) -> str:
    return f".{name}" if name.isidentifier() else f"[{json.dumps(name, ensure_ascii=False)}]"
