"""How values and types of a document are written in findings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from portwright.openapi.pointer import tokens_of
from portwright.openapi.view import View

_MOST_SHOWN = 5
_COMPONENT = ("components", "schemas")
_SILENT = frozenset(("properties", "schema", "content", "allOf", "anyOf", "oneOf"))
_STEPS = {"items": "[]", "additionalProperties": "{}"}


def listed_values(values: Iterable[Any]) -> str:
    """Constants as JSON, sorted, so that their order in a document says nothing."""
    return ", ".join(sorted(json.dumps(value, ensure_ascii=False) for value in values))


def kinds_of(view: View) -> tuple[str, ...]:
    """The kinds of JSON value that a schema allows, by their JSON Schema names; `any` for all."""
    if view.anything is not None:
        return ("any",)
    found = {scalar.kind for scalar in view.scalars}
    found |= {"object"} if view.objects or view.maps else set()
    found |= {"array"} if view.arrays else set()
    found |= {"null"} if view.nullable else set()
    return tuple(sorted(found))


def subject_of(pointer: str) -> str:
    """What a person calls the place at a pointer: `Refund.amount`, `GET /refunds 200 data[].id`."""
    tokens = tokens_of(pointer)
    if tokens[:2] == _COMPONENT and len(tokens) > 2:
        return tokens[2] + _steps(tokens[3:])
    if tokens[:1] == ("paths",) and len(tokens) > 2:
        return f"{tokens[2].upper()} {tokens[1]}{_inside(tokens[3:])}"
    if tokens[:1] == ("components",) and len(tokens) > 2:
        return f"{tokens[1]}.{tokens[2]}{_below(_without_media(list(tokens[3:])))}"
    return ".".join(tokens)


def _inside(tokens: tuple[str, ...]) -> str:
    match tokens:
        case ("responses", status, *rest):
            return f" answer {status}{_below(_without_media(rest))}"
        case ("requestBody", *rest):
            return f" body{_below(_without_media(rest))}"
        case ():
            return ""
        case _:
            return " " + ".".join(tokens)


def _without_media(tokens: list[str]) -> tuple[str, ...]:
    """Without the media type, which may hold anything."""
    return tuple(tokens[2:]) if tokens[:1] == ["content"] else tuple(tokens)


def _below(tokens: tuple[str, ...]) -> str:
    steps = _steps(tokens).removeprefix(".")
    return f": {steps}" if steps else ""


def _steps(tokens: Iterable[str]) -> str:
    """Names behind `properties` stay, whatever they are; what only leads there goes."""
    text, named, listed = "", False, False
    for token in tokens:
        if named:
            text, named = f"{text}.{token}", False
        elif listed:
            listed = False
        elif token == "properties":
            named = True
        elif token in _SILENT:
            listed = token.endswith("Of")
        else:
            text += _STEPS.get(token, f".{token}")
    return text
