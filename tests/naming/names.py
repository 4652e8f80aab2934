"""Every name of the package that a document compiles to, by the thing that has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from portwright.build.front import compile_front
from portwright.build.vendor import load_document
from portwright.build.whole import compile_whole
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Integration, Operation
from portwright.ir.shapes import Model, Struct
from portwright.openapi.document import OpenApi

_PARAMETER = re.compile(r"(?P<holder>#.*)/parameters/(?P<index>[0-9]+)(?=/|$)")
Names = dict[tuple[str, ...], str]


def names_of(data: dict[str, Any], folder: Path, wanted: tuple[str, ...] = ()) -> Names:
    """Operations by method and path, arguments by their place in these, models by direction and
    pointer, fields by model and wire name. `wanted` are operations by id; none means all."""
    path = folder / "openapi.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    sink = Diagnostics()
    document = load_document(path, sink)
    assert document is not None, list(sink)
    made = compile_whole(document, "whole", wanted, sink).integration
    return _gathered(_names(document, made)) if made is not None else {}


def names_with_spec(spec: str, data: dict[str, Any], folder: Path) -> Names:
    """The same of what a spec selects, whose document is `data`."""
    (folder / "integration.yaml").write_text(spec, encoding="utf-8")
    [name] = re.findall(r"^openapi: (\S+)$", spec, re.MULTILINE)
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    sink = Diagnostics()
    document = load_document(folder / name, sink)
    made = compile_front(folder / "integration.yaml", sink, date(2026, 11, 1))
    assert document is not None
    assert made is not None, list(sink)
    return _gathered(_names(document, made))


def _gathered(names: Iterable[tuple[tuple[str, ...], str]]) -> Names:
    """What stands inline is named after each operation that borrows it from another path."""
    found: dict[tuple[str, ...], set[str]] = {}
    for thing, name in names:
        found.setdefault(thing, set()).add(name)
    return {thing: " ".join(sorted(those)) for thing, those in found.items()}


def _names(document: OpenApi, made: Integration) -> Iterator[tuple[tuple[str, ...], str]]:
    for operation in made.operations:
        yield from _operation(operation)
    for model in made.models:
        yield from _model(model, document)


def _operation(operation: Operation) -> Iterator[tuple[tuple[str, ...], str]]:
    # Paths that differ in what stands behind `#` are sent alike; a borrowed one stands elsewhere.
    call = f"{operation.method} {operation.path} {operation.pointer}"
    yield ("operation", call), operation.name
    yield ("group", call), operation.group
    for item in operation.arguments:
        yield ("argument", call, item.where, item.wire), item.name


def _model(model: Model, document: OpenApi) -> Iterator[tuple[tuple[str, ...], str]]:
    pointer = _PARAMETER.sub(lambda found: _named(found, document), model.pointer)
    identity = (model.direction.value, pointer)
    yield ("model", *identity), model.name
    for item in model.fields if isinstance(model, Struct) else ():
        yield ("field", *identity, item.wire), item.name


def _named(found: re.Match[str], document: OpenApi) -> str:
    """A parameter by its name, since its number depends on those before it."""
    place = f"{found['holder']}/parameters/{found['index']}"
    _, parameter = document.resolve(document.get(place))
    return f"{found['holder']}/parameters/{parameter['in']} {parameter['name']}"
