"""Changes of a document that have nothing to do with what it had before."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
# No document in the tests has these words.
PATH, WORD = "/zz_unrelated/{zz_key}", "zzUnrelated"
_METHODS = frozenset(("get", "put", "post", "delete", "patch"))


def with_more(data: Json) -> Json:
    """The document with a path and two schemas before all others, a property in every object, and
    a parameter before those of every operation."""
    more = copy.deepcopy(data)
    # Where a reference counts parameters, another before them would change what it leads to.
    counted = re.search(r"/parameters/[0-9]", json.dumps(data)) is not None
    for operation in list(_operations(more)):
        old, new = operation.get("parameters", ()), _parameter(data)
        operation["parameters"] = [*old, new] if counted else [new, *old]
    for schema in list(_schemas(more)):
        schema["properties"] = {WORD: {"type": "string"}, **schema["properties"]}
    more["paths"] = {PATH: _path(data), **more["paths"]}
    home = _home(more)
    added = {f"{WORD}Thing": _thing(), f"{WORD}Holder": _thing()}
    kept = dict(home)
    home.clear()
    home.update({**added, **kept})
    return more


def reordered(value: Any, rng: random.Random) -> Any:
    """With the keys of every map in another order; lists mean their order, and keep it."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: reordered(value[key], rng) for key in keys}
    return [reordered(item, rng) for item in value] if isinstance(value, list) else value


def without_path(data: Json, path: str) -> Json:
    return {**data, "paths": {key: item for key, item in data["paths"].items() if key != path}}


def _home(data: Json) -> Json:
    if "swagger" in data:
        home: Json = data.setdefault("definitions", {})
        return home
    components: Json = data.setdefault("components", {})
    return components.setdefault("schemas", {})  # type: ignore[no-any-return]


def _thing() -> Json:
    return {
        "type": "object",
        "properties": {"zz": {"type": "object", "properties": {"a": {"type": "string"}}}},
    }


def _path(data: Json) -> Json:
    schema = {
        "$ref": f"#/{'definitions' if 'swagger' in data else 'components/schemas'}/{WORD}Thing"
    }
    key = {"name": "zz_key", "in": "path", "required": True, **_text(data)}
    answer = (
        {"schema": schema}
        if "swagger" in data
        else {"content": {"application/json": {"schema": schema}}}
    )
    operation = {
        "operationId": WORD,
        "parameters": [key],
        "responses": {"200": {"description": "", **answer}},
    }
    return {"get": operation}


def _parameter(data: Json) -> Json:
    return {"name": WORD, "in": "query", **_text(data)}


def _text(data: Json) -> Json:
    return {"type": "string"} if "swagger" in data else {"schema": {"type": "string"}}


def _operations(data: Json) -> Iterator[Json]:
    for item in data["paths"].values():
        yield from (item[key] for key in item.keys() & _METHODS if isinstance(item[key], dict))


def _schemas(value: Any) -> Iterator[Json]:
    """Objects with properties, wherever they stand."""
    if isinstance(value, dict):
        if value.get("type") == "object" and isinstance(value.get("properties"), dict):
            yield value
        for item in list(value.values()):
            yield from _schemas(item)
    elif isinstance(value, list):
        for item in value:
            yield from _schemas(item)
