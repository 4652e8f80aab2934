"""The same document written in another way: what nobody who calls it could notice."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

Document = dict[str, Any]
Schema = dict[str, Any]
Rewriting = Callable[[Document, Random], Document]

_SCHEMA_MAPS = ("properties", "patternProperties", "definitions")
_SCHEMA_LISTS = ("allOf", "anyOf", "oneOf")
_SCHEMA_KEYS = ("items", "additionalProperties")
_TOLD = '"discriminator"'
_COMPOSED = frozenset(("allOf", "anyOf", "oneOf", "discriminator"))
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def components_of(document: Document) -> dict[str, Schema]:
    """The schemas with a name, whatever the version calls their place."""
    holder = document if "swagger" in document else document.get("components", {})
    found = holder.get("definitions" if "swagger" in document else "schemas", {})
    return found if isinstance(found, dict) else {}


def prefix_of(document: Document) -> str:
    return "#/definitions/" if "swagger" in document else "#/components/schemas/"


def schemas_of(document: Document) -> Iterator[tuple[Any, Any]]:
    """Where a schema stands: what holds it and under which key. Those inside come first, so that
    what is put in the place of one is not met again."""
    named = components_of(document)
    for name in named:
        yield from _below(named, name)
    for holder in _holders(document.get("paths", {})):
        yield from _below(holder, "schema")
    others = document.get("components", {})
    for key in ("parameters", "responses", "requestBodies", "headers"):
        for holder in _holders([document.get(key, {}), others.get(key, {})]):
            yield from _below(holder, "schema")


def _holders(node: Any) -> Iterator[dict[str, Any]]:
    """All that has a `schema`, outside of examples."""
    if isinstance(node, list):
        for item in node:
            yield from _holders(item)
    elif isinstance(node, dict):
        if "schema" in node:
            yield node
        for key, value in node.items():
            if key not in ("schema", "example", "examples") and not key.startswith("x-"):
                yield from _holders(value)


def _below(holder: Any, key: Any) -> Iterator[tuple[Any, Any]]:
    node = holder[key]
    if not isinstance(node, dict):
        return
    for word in _SCHEMA_MAPS:
        if isinstance(inner := node.get(word), dict):
            for name in inner:
                yield from _below(inner, name)
    for word in _SCHEMA_LISTS:
        if isinstance(inner := node.get(word), list):
            for index in range(len(inner)):
                yield from _below(inner, index)
    for word in _SCHEMA_KEYS:
        if word in node:
            yield from _below(node, word)
    yield holder, key


# -- one by one


def as_it_is(document: Document, chance: Random) -> Document:
    return copy.deepcopy(document)


def reordered(document: Document, chance: Random) -> Document:
    """All keys in another order."""

    def turned(node: Any) -> Any:
        if isinstance(node, list):
            return [turned(item) for item in node]
        if not isinstance(node, dict):
            return node
        keys = list(node)
        chance.shuffle(keys)
        return {key: turned(node[key]) for key in keys}

    found: Document = turned(document)
    return found


def reworded(document: Document, chance: Random) -> Document:
    """Other prose everywhere."""
    made = copy.deepcopy(document)
    for holder, key in schemas_of(made):
        if "$ref" not in holder[key] and chance.random() < 0.7:
            holder[key] |= {"description": "Now with more words.", "title": "It"}
    for operation in _operations(made):
        operation |= {"summary": "What it does", "description": "At length.", "tags": ["New"]}
    made["info"] = {**made.get("info", {}), "description": "All about it.", "version": "2"}
    return made


def _operations(document: Document) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        if isinstance(item, dict):
            yield from (item[key] for key in _METHODS if isinstance(item.get(key), dict))


def inlined(document: Document, chance: Random) -> Document:
    """Some references replaced by what they lead to."""
    made = copy.deepcopy(document)
    named, prefix = copy.deepcopy(components_of(made)), prefix_of(made)
    for holder, key in list(schemas_of(made)):
        target = holder[key].get("$ref")
        name = target.removeprefix(prefix) if isinstance(target, str) else ""
        if len(holder[key]) == 1 and name in named and chance.random() < 0.5:
            # Whoever extends a schema, or is one of several, is known by its name.
            alone = isinstance(holder, dict) and not _COMPOSED & named[name].keys()
            if alone or _TOLD not in json.dumps(document):
                holder[key] = copy.deepcopy(named[name])
    return made


def renamed(document: Document, chance: Random) -> Document:
    """Some named schemas called otherwise. A discriminator without a mapping has their names."""
    prefix = prefix_of(document)
    text = json.dumps(document)
    if _TOLD in text:
        return copy.deepcopy(document)
    names = {
        prefix + name: f"{prefix}{name}Renamed"
        for name in components_of(document)
        # What is referred to by a part of it, or in another spelling, is not found.
        if chance.random() < 0.5 and name.isalnum() and f"{prefix}{name}/" not in text
    }

    def called(node: Any) -> Any:
        if isinstance(node, list):
            return [called(item) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            key: names.get(value, value)
            if key == "$ref" and isinstance(value, str)
            else called(value)
            for key, value in node.items()
        }

    made: Document = called(document)
    named = components_of(made)
    for old, new in names.items():
        named[new.removeprefix(prefix)] = named.pop(old.removeprefix(prefix))
    return made


def wrapped(document: Document, chance: Random) -> Document:
    """Some schemas in an `allOf` of their own; not those that others may extend or choose from, nor
    where references lead into schemas."""
    made = copy.deepcopy(document)
    text = json.dumps(document)
    if re.search(r'"\$ref": "#/(paths|[^"]*/schemas/[^"]*/)', text):
        return made
    named = components_of(made)
    for holder, key in list(schemas_of(made)):
        free = isinstance(holder, dict) and holder is not named
        if chance.random() < 0.4 and (free or _TOLD not in text):
            holder[key] = {"allOf": [holder[key]]}
    return made


def with_other_placeholders(document: Document, chance: Random) -> Document:
    """Path parameters called otherwise."""
    made = copy.deepcopy(document)
    paths = made.get("paths", {})
    for path in list(paths):
        item = paths[path]
        if not isinstance(item, dict) or not _is_plain(item, path):
            continue
        places = [place for place in _parameters(item) if place.get("in") == "path"]
        for place in places:
            place["name"] = f"{place['name']}_new"
        names = {place["name"] for place in places}
        after = path
        for name in names:
            after = after.replace(f"{{{name.removesuffix('_new')}}}", f"{{{name}}}")
        paths[after] = paths.pop(path)
    return made


def _is_plain(item: Mapping[str, Any], path: str) -> bool:
    """Whether each of the path's parameters is declared here, under its own name."""
    known = list(_parameters(item))
    return all("$ref" not in place and isinstance(place.get("name"), str) for place in known)


def _parameters(item: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for holder in (item, *(item[key] for key in _METHODS if isinstance(item.get(key), dict))):
        found = holder.get("parameters", [])
        yield from (place for place in found if isinstance(place, dict))


def as_3_1(document: Document, chance: Random) -> Document:
    """A document of 3.0 as one of 3.1."""
    if not str(document.get("openapi", "")).startswith("3.0"):
        return copy.deepcopy(document)
    made = copy.deepcopy(document)
    for holder, key in list(schemas_of(made)):
        holder[key] = _in_3_1(holder[key])
    return {**made, "openapi": "3.1.0"}


def _in_3_1(schema: Schema) -> Schema:
    if "$ref" in schema:
        told = {"$ref": schema["$ref"]}
        return {"anyOf": [told, {"type": "null"}]} if schema.get("nullable") is True else told
    made = {key: value for key, value in schema.items() if key != "nullable"}
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(made.get(exclusive), bool) and made.pop(exclusive) and inclusive in made:
            made[exclusive] = made.pop(inclusive)
    if schema.get("nullable") is not True:
        return made
    if isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if isinstance(made.get("enum"), list) and None not in made["enum"]:
            made["enum"] = [*made["enum"], None]
        return made
    return {**made, "nullable": True}


REWRITINGS: Mapping[str, Rewriting] = {
    "as it is": as_it_is,
    "keys in another order": reordered,
    "other prose": reworded,
    "references inlined": inlined,
    "schemas renamed": renamed,
    "schemas in an allOf": wrapped,
    "placeholders renamed": with_other_placeholders,
    "3.0 as 3.1": as_3_1,
}
