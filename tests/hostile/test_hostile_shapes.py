"""Documents that are built to take for ever, or all memory, or all of the stack."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.compiler import Compiler
from tests.hostile.documents import OBJECT, document, operation, ref, schemas
from tests.hostile.judge import judged, judged_text
from tests.hostile.shapes import BUILT

_SCHEMA = json.dumps(OBJECT)


@pytest.mark.parametrize("name", BUILT)
def test_ends_in_time(name: str, compiler: Compiler, tmp_path: Path) -> None:
    judged(compiler, tmp_path, BUILT[name]())


@pytest.mark.parametrize("opening", ['{"items":', '{"allOf":[', '{"properties":{"a":', '{"x-a":'])
@pytest.mark.parametrize("depth", [100, 400, 100_000])
def test_schemas_in_one_another(
    opening: str, depth: int, compiler: Compiler, tmp_path: Path
) -> None:
    closing = "".join({"{": "}", "[": "]"}.get(char, "") for char in reversed(opening))
    text = json.dumps(document()).replace(_SCHEMA, opening * depth + "{}" + closing * depth)
    outcome = judged_text(compiler, tmp_path, "openapi.json", text.encode())
    brackets = depth * (opening.count("{") + opening.count("["))
    assert outcome.codes[:1] == (["E0011"] if brackets > 490 else outcome.codes[:1])
    assert (outcome.status == 0) == (brackets < 490)


_KEPT = {
    "lists": "a type of too many lists and maps within one another",
    "properties": "an object of more than 5,000 properties",
}


@pytest.mark.parametrize("name", _KEPT)
def test_what_is_no_longer_typed_has_a_reason(
    name: str, compiler: Compiler, tmp_path: Path
) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(BUILT[name]()))
    compiler.compile(tmp_path, "openapi.json", "--report", "report.json")
    reasons = {
        item["reason"] for item in json.loads((tmp_path / "report.json").read_bytes())["escapes"]
    }
    assert _KEPT[name] in reasons


CYCLES: dict[str, dict[str, Any]] = {
    "itself": schemas(A=ref("A")),
    "two": schemas(A=ref("B"), B=ref("A")),
    "list": schemas(A={"type": "array", "items": ref("A")}),
    "map": schemas(A={"type": "object", "additionalProperties": ref("A")}),
    "map of lists": schemas(
        A={"type": "array", "items": {"type": "object", "additionalProperties": ref("A")}}
    ),
    "not": schemas(A={"not": ref("A")}),
    "inside": schemas(
        A={"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A/properties/a"}}}
    ),
    "growing": schemas(
        A={
            "type": "object",
            "properties": {"a": {"$ref": "#/components/schemas/A/properties/a/items"}},
        }
    ),
    "root": schemas(A={"$ref": "#"}),
    "components": schemas(A={"$ref": "#/components"}),
    "nothing": schemas(A={"$ref": ""}),
    "document": {**document(), "$ref": "#"},
    "path": {**document(), "paths": {"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}},
    "paths": {**document(), "paths": {"$ref": "#/paths"}},
    "callback": operation(callbacks={"x": {"{$url}": {"$ref": "#/paths/~1a"}}}),
    **{
        f"{key} {kind}": schemas(A={key: [ref("B"), *more]}, B={key: [ref("A"), *more]})
        for key in ("allOf", "anyOf", "oneOf")
        for kind, more in (("alone", []), ("beside", [OBJECT]))
    },
}
_PLACES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "parameters": lambda link: operation(parameters=[link]),
    "responses": lambda link: operation(responses={"400": link}),
    "headers": lambda link: operation(
        responses={"200": {"description": "d", "headers": {"X": link}}}
    ),
    "requestBodies": lambda link: operation(requestBody=link),
    "pathItems": lambda link: {**document(), "paths": {"/b": link}},
    "callbacks": lambda link: operation(callbacks={"x": link}),
    "links": lambda link: operation(responses={"200": {"description": "d", "links": {"X": link}}}),
    "securitySchemes": lambda _: document(security=[{"A": []}]),
}


@pytest.mark.parametrize("name", CYCLES)
def test_references_in_a_circle(name: str, compiler: Compiler, tmp_path: Path) -> None:
    judged(compiler, tmp_path, CYCLES[name])


@pytest.mark.parametrize("section", _PLACES)
def test_other_parts_in_a_circle(section: str, compiler: Compiler, tmp_path: Path) -> None:
    links = [{"$ref": f"#/components/{section}/{name}"} for name in "BA"]
    made = _PLACES[section](links[1])
    made["components"] = {section: dict(zip("AB", links, strict=True))}
    outcome = judged(compiler, tmp_path, made)
    assert {"W0115", "W0103"} & set(outcome.codes)
