"""Documents that are built to take for ever, or all memory, or all of the stack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.hostile.documents import OBJECT, chain, document, operation, ref, schemas


def properties(names: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}}


def alike(count: int) -> list[str]:
    """Different texts that all come to one name."""
    return [f"{'-' * (index % 220)}a{'.' * (index // 220)}" for index in range(count)]


def queries(names: list[str]) -> dict[str, Any]:
    schema = {"type": "string"}
    return operation(parameters=[{"name": n, "in": "query", "schema": schema} for n in names])


def paths(names: list[str]) -> dict[str, Any]:
    get = {"responses": {"200": {"description": "d"}}}
    return {**document(), "paths": {name: {"get": get} for name in names}}


def branches(key: str, outer: int, inner: int) -> dict[str, Any]:
    return schemas(
        A={
            "allOf": [
                {key: [properties([f"p{i}x{j}"]) for j in range(inner)]} for i in range(outer)
            ]
        }
    )


BUILT: dict[str, Callable[[], dict[str, Any]]] = {
    "references": lambda: chain(2000, lambda link: link),
    "allOf": lambda: chain(2000, lambda link: {"allOf": [link, properties(["p"])]}),
    "lists": lambda: chain(2000, lambda link: {"type": "array", "items": link}),
    "maps": lambda: chain(2000, lambda link: {"type": "object", "additionalProperties": link}),
    "unions of lists and maps": lambda: chain(
        40,
        lambda link: {
            "anyOf": [
                {"type": "array", "items": link},
                {"type": "object", "additionalProperties": link},
            ]
        },
    ),
    "unions in unions": lambda: chain(40, lambda link: {"oneOf": [link, link]}),
    "unions that multiply": lambda: branches("oneOf", 20, 2),
    "wide unions that multiply": lambda: branches("anyOf", 8, 10),
    "all of all": lambda: schemas(
        A=ref("S0"), **{f"S{i}": {"allOf": [ref(f"S{j}") for j in range(40)]} for i in range(40)}
    ),
    "any of all": lambda: schemas(
        A=ref("S0"), **{f"S{i}": {"anyOf": [ref(f"S{j}") for j in range(40)]} for i in range(40)}
    ),
    "constants": lambda: schemas(A={"enum": [f"v{i}" for i in range(10**5)]}),
    "properties": lambda: schemas(A=properties([f"p{i}" for i in range(10**4)])),
    "properties of one name": lambda: schemas(A=properties(alike(1000))),
    "arguments of one name": lambda: queries(alike(1000)),
    "arguments": lambda: queries([f"q{index}" for index in range(3000)]),
    "methods": lambda: {
        **document(),
        "paths": {"/a": {f"m{index}": {"responses": {}} for index in range(10**4)}},
    },
    "operations of one name": lambda: paths(["/" + "-" * index for index in range(1, 200)]),
    "placeholders": lambda: paths(["/" + "".join(f"{{a{index}}}" for index in range(10**4))]),
    "open braces": lambda: paths(["/" + "{" * 10**6, "/" + "{?a" * 10**5]),
    "a long path": lambda: paths(["/" + "a" * 10**6]),
    "a long id": lambda: operation(operationId="Ab0" * 10**5),
    "long texts": lambda: schemas(A={"enum": ["a" * 10**6, "b"]}),
    "a long name before many": lambda: document(
        ref("A" * 10**5),
        components={"schemas": {"A" * 10**5: properties([f"p{i}" for i in range(3000)])}},
    ),
    "long names": lambda: schemas(A=properties([f"{'a' * i}{'b_' * i}" for i in range(1, 600)])),
    "branches with one property": lambda: schemas(
        A={"oneOf": [{"properties": {"p": properties([f"q{index}"])}} for index in range(500)]}
    ),
    "tags": lambda: operation(tags=[f"t{index}" for index in range(10**5)]),
    "statuses": lambda: operation(
        responses={str(index): {"description": "d"} for index in range(2000)}
    ),
    "mapped names": lambda: schemas(
        A={
            "oneOf": [ref("B")],
            "discriminator": {"propertyName": "k", "mapping": {f"k{i}": "B" for i in range(10**4)}},
        },
        B=OBJECT,
    ),
    "references to nothing": lambda: schemas(
        A={"type": "object", "properties": {f"p{i}": ref(f"none{i}") for i in range(2000)}}
    ),
    "damage": lambda: schemas(
        A={"type": "object", "properties": {f"p{i}": {"type": i} for i in range(2000)}}
    ),
    "patterns": lambda: schemas(
        A={
            "type": "object",
            "properties": {
                "x": {"type": "string", "pattern": "(a+)+$", "default": "a" * 40 + "!"},
                "y": {"enum": ["a" * 40 + "!", "b"], "pattern": "(a|a)*$"},
                "z": {"type": "string", "pattern": "(?P<x>("},
            },
            "patternProperties": {"(a|a)*$": {"type": "string"}},
        }
    ),
}

HEAVY: dict[str, Callable[[], dict[str, Any]]] = {
    "a million constants": lambda: schemas(A={"enum": [f"v{i}" for i in range(10**6)]}),
    "a million numbers": lambda: schemas(A={"enum": list(range(10**6))}),
    "a hundred thousand properties": lambda: schemas(A=properties([f"p{i}" for i in range(10**5)])),
    "properties of one name": lambda: schemas(A=properties(alike(5000))),
    "arguments of one name": lambda: queries(alike(10**4)),
    "ten thousand operations": lambda: paths([f"/p{index}" for index in range(10**4)]),
    "chain of references": lambda: chain(20_000, lambda link: link),
    "references to nothing": lambda: schemas(
        A={"type": "object", "properties": {f"p{i}": ref(f"none{i}") for i in range(10**4)}}
    ),
}
"""For scripts/fuzz_documents.py: what takes seconds each."""
