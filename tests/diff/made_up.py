"""Schemas made up by chance in the form of 3.1, and changes of them such as vendors make."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Schema = dict[str, Any]
Components = dict[str, Schema]

PREFIX = "#/components/schemas/"
NAMES = ("a", "b", "kind", "c")
COMBINERS = ("allOf", "anyOf", "oneOf")
_TRIES = 5
"""Many a change does not fit where it is to be made."""
_SCALARS: tuple[Schema, ...] = (
    {"type": "string"},
    {"type": "string", "enum": ["x", "y"]},
    {"type": "string", "const": "x"},
    {"type": "string", "format": "decimal"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "maxLength": 2},
    {"type": "string", "pattern": "^x"},
    {"type": "integer"},
    {"type": "integer", "minimum": 1},
    {"type": "integer", "enum": [1, 2]},
    {"type": "number"},
    {"type": "number", "exclusiveMaximum": 4},
    {"type": "boolean"},
    {"type": ["string", "null"]},
    {"type": ["integer", "string"]},
    {"enum": ["x", 1, None]},
    {"type": "null"},
    {},
)


def components(chance: Random) -> Components:
    """A root and two schemas that it may refer to. Only below a property or an item may they refer
    back: else they would be no schemas."""
    made: Components = {
        name: tagged(chance, name.lower()) if chance.random() < 0.5 else schema(chance, 2, "")
        for name in ("B", "C")
    }
    return {"A": any_object(chance, 3, "BC"), **made}


def schema(chance: Random, depth: int, direct: str) -> Schema:
    """`direct` are the components that it may refer to itself."""
    kinds: list[Callable[[Random, int, str], Schema]] = [scalar, scalar]
    if depth > 0:
        kinds += [any_object, any_object, listed, mapped, composed]
    if direct:
        kinds.append(referring)
    return chance.choice(kinds)(chance, depth, direct)


def scalar(chance: Random, depth: int, direct: str) -> Schema:
    return dict(chance.choice(_SCALARS))


def referring(chance: Random, depth: int, direct: str) -> Schema:
    return {"$ref": PREFIX + chance.choice(direct)}


def any_object(chance: Random, depth: int, direct: str) -> Schema:
    names = [name for name in NAMES if chance.random() < 0.5] or ["a"]
    made: Schema = {
        "type": "object",
        "properties": {name: schema(chance, depth - 1, "ABC") for name in names},
    }
    if required := [name for name in names if chance.random() < 0.5]:
        made["required"] = required
    return made


def tagged(chance: Random, tag: str) -> Schema:
    """An object that a discriminator tells."""
    made = any_object(chance, 1, "")
    made["properties"]["kind"] = {"type": "string", "enum": [tag]}
    made["required"] = sorted({*made.get("required", ()), "kind"})
    return made


def listed(chance: Random, depth: int, direct: str) -> Schema:
    return {"type": "array", "items": schema(chance, depth - 1, "ABC")}


def mapped(chance: Random, depth: int, direct: str) -> Schema:
    values = True if chance.random() < 0.2 else schema(chance, depth - 1, "ABC")
    return {"type": "object", "additionalProperties": values}


def composed(chance: Random, depth: int, direct: str) -> Schema:
    combiner = chance.choice(COMBINERS)
    part = any_object if combiner == "allOf" or chance.random() < 0.6 else schema
    parts = [part(chance, depth - 1, direct) for _ in range(chance.choice((1, 2, 2, 3)))]
    if direct and combiner != "allOf" and chance.random() < 0.3:
        tell = {"discriminator": {"propertyName": "kind"}}
        return {"oneOf": [{"$ref": PREFIX + name} for name in direct if name != "A"], **tell}
    return {combiner: parts}


# -- changes


def changed(chance: Random, made: Components) -> Components:
    """The same with one to three changes somewhere in it."""
    new = copy.deepcopy(made)
    for _ in range(chance.choice((1, 1, 2, 3))):
        places = list(_places(new))
        for _ in range(_TRIES):
            holder, key, direct, beside = chance.choice(places)
            other = chance.choice(CHANGES)(chance, holder[key], new, direct)
            # What is none of an object's type, together with an object, is nothing at all.
            if other != holder[key] and (not beside or _is_object(other)):
                holder[key] = other
                break
    return new


def _is_object(schema: Schema) -> bool:
    return schema.get("type") == "object" and "properties" in schema


Place = tuple[Any, Any, str, bool]


def _places(made: Components) -> Iterator[Place]:
    """Where schemas stand: the holder, the key in it, what may be referred to there, and whether
    others hold together with it."""
    for name in made:
        yield from _inside(made, name, "BC" if name == "A" else "", beside=False)


def _inside(holder: Any, key: Any, direct: str, *, beside: bool) -> Iterator[Place]:
    here = holder[key]
    if not isinstance(here, dict):
        return
    yield holder, key, direct, beside
    for name in here.get("properties", ()):
        yield from _inside(here["properties"], name, "ABC", beside=False)
    for word in ("items", "additionalProperties"):
        if word in here:
            yield from _inside(here, word, "ABC", beside=False)
    for combiner in COMBINERS:
        for index in range(len(here.get(combiner, ()))):
            yield from _inside(here[combiner], index, direct, beside=beside or combiner == "allOf")


def _another(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    return schema(chance, 2, direct)


def _nullable(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    kinds = old.get("type")
    if isinstance(kinds, list) and "null" in kinds:
        return {**old, "type": [kind for kind in kinds if kind != "null"] or "string"}
    if kinds is not None and "enum" not in old and "const" not in old:
        return {**old, "type": list(dict.fromkeys([*_listed(kinds), "null"]))}
    return {"anyOf": [old, {"type": "null"}]}


def _listed(kinds: Any) -> list[str]:
    return kinds if isinstance(kinds, list) else [kinds]


def _typed(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    if "type" not in old:
        return scalar(chance, 0, "")
    kept = [word for word in _listed(old["type"]) if chance.random() < 0.5]
    kind = chance.choice(("string", "integer", "number", "boolean"))
    rest = {key: value for key, value in old.items() if key not in ("enum", "const")}
    return {**rest, "type": list(dict.fromkeys([*kept, kind]))}


def _enum(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    rest = {key: value for key, value in old.items() if key not in ("enum", "const")}
    if "enum" in old and chance.random() < 0.8:
        more = chance.choice((1, 2, "x", "z"))
        values = old["enum"][1:] if chance.random() < 0.5 else [*old["enum"], more]
        kinds = {"type": old["type"]} if "type" in old else {}
        fit = [value for value in values if _fits(value, old.get("type"))]
        return {**rest, **kinds, "enum": fit or old["enum"]}
    if {"enum", "const"} & old.keys():
        return rest
    kinds = {*_listed(old.get("type", "object"))}
    if "format" in old or kinds & {"object", "array"}:
        return old
    words = ("x", "y", "z", 1, 2, 3)
    fit = [value for value in words if _fits(value, old.get("type")) and chance.random() < 0.6]
    return {**old, "enum": fit} if fit else old


def _fits(value: Any, kinds: Any) -> bool:
    if kinds is None:
        return True
    names = {str: ("string",), int: ("integer", "number"), type(None): ("null",)}[type(value)]
    return bool({*names} & {*_listed(kinds)})


def _bounds(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    words = {
        "string": ("minLength", "maxLength", "pattern"),
        "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        "array": ("minItems", "maxItems", "uniqueItems"),
        "object": ("minProperties", "maxProperties"),
    }
    known = [word for kind in _listed(old.get("type")) for word in words.get(str(kind), ())]
    if not known:
        return old
    word = chance.choice(known)
    values = {"pattern": ("^x", "y$", "."), "uniqueItems": (True, False), "multipleOf": (1, 2, 4)}
    rest = {key: value for key, value in old.items() if key != word}
    value = chance.choice(values.get(word, (0, 1, 2, 3)))
    return rest if word in old and chance.random() < 0.4 else {**rest, word: value}


def _format(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    rest = {key: value for key, value in old.items() if key != "format"}
    kind = chance.choice(("decimal", "date-time", "uuid", "int64"))
    return rest if "format" in old and chance.random() < 0.6 else {**rest, "format": kind}


def _required(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    if "properties" not in old:
        return old
    name = chance.choice((*old["properties"], chance.choice(NAMES)))
    return {**old, "required": sorted({name} ^ {*old.get("required", ())})}


def _properties(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    if "properties" not in old:
        return old
    name, known = chance.choice(NAMES), old["properties"]
    if name in known:
        rest = {key: value for key, value in known.items() if key != name}
        required = [item for item in old.get("required", ()) if item != name]
        return {**old, "properties": rest, "required": required}
    return {**old, "properties": {**known, name: schema(chance, 1, "ABC")}}


def _flags(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    """Of a property of an object, since elsewhere it says nothing."""
    if not old.get("properties"):
        return old
    name = chance.choice(tuple(old["properties"]))
    inner = old["properties"][name]
    if "$ref" in inner:
        return old
    flag = chance.choice(("readOnly", "writeOnly"))
    rest = {key: value for key, value in inner.items() if key not in ("readOnly", "writeOnly")}
    set_ = rest if flag in inner else {**rest, flag: True}
    return {**old, "properties": {**old["properties"], name: set_}}


def _keys(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    if old.get("type") != "object":
        return old
    rest = {key: value for key, value in old.items() if key != "additionalProperties"}
    if "additionalProperties" in old:
        return rest
    return {**rest, "additionalProperties": chance.choice((False, True, {"type": "string"}))}


def _wrapped(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    combiner = chance.choice(COMBINERS)
    if chance.random() < 0.3:
        return {combiner: [old]}
    if combiner == "allOf":
        return {combiner: [old, any_object(chance, 1, direct)]} if "properties" in old else old
    return {combiner: [old, schema(chance, 1, direct)]}


def _branches(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    for combiner in COMBINERS:
        if combiner in old:
            parts = old[combiner]
            if len(parts) > 1 and chance.random() < 0.5:
                gone = chance.randrange(len(parts))
                return {**old, combiner: [*parts[:gone], *parts[gone + 1 :]]}
            if combiner == "allOf" and not all(map(_is_object, parts)):
                return old
            part = any_object if combiner == "allOf" else schema
            return {**old, combiner: [*parts, part(chance, 1, direct)]}
    return old


def _other_way(chance: Random, old: Schema, made: Components, direct: str) -> Schema:
    """What a reference leads to, in its place; or another reference."""
    if "$ref" not in old:
        return old
    if chance.random() < 0.5 and direct:
        return referring(chance, 0, direct)
    return copy.deepcopy(made[old["$ref"].removeprefix(PREFIX)])


CHANGES: tuple[Callable[[Random, Schema, Components, str], Schema], ...] = (
    *(_another, _nullable, _typed, _enum, _enum, _bounds, _bounds, _format, _required),
    *(_required, _properties, _properties, _flags, _keys, _wrapped, _branches, _other_way),
)
