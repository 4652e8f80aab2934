"""Schemas in the form of 3.1 as 3.0 has to write them."""

from __future__ import annotations

from typing import Any

from tests.diff.made_up import COMBINERS, Components, Schema

_EXCLUSIVE = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))


def in_3_0(made: Components) -> Components:
    return {name: _older(schema) for name, schema in made.items()}


def _older(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    made = {key: _inside(key, value) for key, value in schema.items()}
    if "const" in made:
        made["enum"] = [made.pop("const")]
    for exclusive, inclusive in _EXCLUSIVE:
        if exclusive in made:
            bound = {inclusive: made.pop(exclusive), exclusive: True}
            # The two are one bound there, so that both need two schemas.
            made |= {"allOf": [*made.get("allOf", ()), bound]} if inclusive in made else bound
    return _nullable(made)


def _inside(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: _older(item) for name, item in value.items()}
    if key in COMBINERS:
        return [_older(item) for item in value]
    return _older(value) if key in ("items", "additionalProperties") else value


def _nullable(schema: Schema) -> Schema:
    """One type, which may be null; several are a union."""
    kinds = schema.get("type")
    if kinds != "null" and not isinstance(kinds, list):
        return schema
    rest = {key: value for key, value in schema.items() if key != "type"}
    null = {"nullable": True} if "null" in kinds else {}
    types = [kind for kind in kinds if kind != "null"] if kinds != "null" else []
    if not types:
        return {**rest, "enum": [None], "nullable": True}
    flags = {key: rest.pop(key) for key in ("readOnly", "writeOnly") if key in rest}
    made = [{**rest, "type": kind, **null} for kind in types]
    return {**(made[0] if len(made) == 1 else {"anyOf": made}), **flags}
