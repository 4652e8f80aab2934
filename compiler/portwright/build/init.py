"""`init`: a first spec for a vendor, made from its document; it compiles as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portwright.build import ignored
from portwright.build.init_auth import proposed_auth
from portwright.build.operation_names import operation_names
from portwright.build.schema import FOLDER, first_schemas
from portwright.build.vendor import Added, Origin, pin
from portwright.diagnostics.model import Diagnostics
from portwright.emit.render import render_spec
from portwright.emit.write import write_files
from portwright.language.read import read_spec
from portwright.openapi.combine import one_object
from portwright.openapi.document import OpenApi
from portwright.openapi.effective import Schemas
from portwright.openapi.operation_view import OperationView, view_operation
from portwright.openapi.operations import OperationEntry
from portwright.openapi.servers import first_server
from portwright.openapi.view import ObjectView, View
from portwright.semantics.media import FIELDED, choose
from portwright.source.files import SourceFile, shown_name

_SAFE = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))
_MAX_DEPTH = 4
# Names that a path cannot spell.
_UNNAMEABLE = re.compile(r"[\s.]|^\*\*?$")


def init_vendor(
    path: Path, document: OpenApi, operation_ids: tuple[str, ...], origin: Origin, sink: Diagnostics
) -> Added | None:
    """Write a spec with these operations, the slice and the lock, and the schema that an editor
    reads the spec by; the ids must be the document's.

    The vendor is named after the folder of `path`. None, and nothing written, when `sink` got
    an error.
    """
    view = _view(path.parent.name, document, operation_ids, sink)
    spec = SourceFile(path, shown_name(path), render_spec(view).encode())
    pinned = pin(spec, document, origin, sink)
    if pinned is None:
        return None
    # The spec goes last: until it is there, `init` can be run again.
    files = {**_for_editors(spec, document), **pinned.files, path: spec.data}
    write_files(files)
    return replace(pinned.added, written=tuple(files))


def _for_editors(spec: SourceFile, document: OpenApi) -> dict[Path, bytes]:
    """The schemas; and they are made anew in every clone, so git has a line to ignore them."""
    read = read_spec(spec, Diagnostics())
    made = dict(first_schemas(spec.path, read, document, FOLDER)) if read is not None else {}
    ignore = Path(ignored.NAME)
    line = ignored.with_line(ignore, FOLDER.name)
    return {**made, ignore: line} if line is not None else made


@dataclass(frozen=True, slots=True)
class Listed:
    """An operation of a document."""

    id: str
    method: str
    path: str


def list_operations(document: OpenApi) -> list[Listed]:
    """The operations in the order of the document."""
    return [Listed(item.id, item.method, item.path) for item in document.operations.values()]


def _view(
    vendor: str, document: OpenApi, operation_ids: tuple[str, ...], sink: Diagnostics
) -> dict[str, Any]:
    schemas = Schemas(document)
    base_url = _base_url(document)
    auth = proposed_auth(document, base_url, sink)
    names = operation_names(document, operation_ids)
    return {
        "vendor": vendor,
        "auth": auth,
        "base_url": base_url,
        "operations": [
            _operation(names[item], document.operations[item], document, schemas) for item in names
        ],
    }


def _operation(
    name: str, entry: OperationEntry, document: OpenApi, schemas: Schemas
) -> dict[str, Any]:
    view = view_operation(document, entry.pointer)
    return {
        "name": name,
        "call": entry.id,
        "safety": "" if entry.method in _SAFE else "unsafe",
        "send": list(dict.fromkeys(_send(view, entry, schemas))) or ["*"],
        "read": list(dict.fromkeys(_read(view, schemas))) or ["*"],
    }


def _send(view: OperationView, entry: OperationEntry, schemas: Schemas) -> Iterator[str]:
    """All scalars, and what is required besides; a PUT replaces, so it sends all it has."""
    if entry.method == "PUT":
        yield "**"
        return
    yield "*"
    for parameter in view.parameters:
        if parameter.required:
            yield from _required(parameter.name, (parameter.pointer,), schemas, "readOnly")
    chosen = choose(view.body.media) if view.body is not None else None
    if chosen is None or chosen[0].pointer is None or chosen[1] not in FIELDED:
        return
    body = schemas.view(chosen[0].pointer)
    made = one_object(body)
    if made is not None and body.is_object:
        yield from _inside("", made, schemas, "readOnly", 0)
    else:
        yield from _required("body", (chosen[0].pointer,), schemas, "readOnly")


def _read(view: OperationView, schemas: Schemas) -> Iterator[str]:
    yield "*"
    successes = [item for item in view.answers if item.status.startswith("2")]
    for answer in successes or [item for item in view.answers if item.status == "default"]:
        chosen = choose(answer.media)
        if chosen is None or chosen[0].pointer is None or chosen[1] != "json":
            continue
        target = _element(schemas.view(chosen[0].pointer), schemas)
        if (made := one_object(target)) is not None:
            yield from _inside("", made, schemas, "writeOnly", 0)


def _inside(
    prefix: str, made: ObjectView, schemas: Schemas, hidden: str, depth: int
) -> Iterator[str]:
    """Paths to what an object requires besides its scalars."""
    for name in sorted(made.required & made.properties.keys()):
        pointers = made.properties[name]
        if schemas.is_flag(pointers, hidden):
            continue
        if _UNNAMEABLE.search(name):
            yield f"{prefix}**"
        else:
            yield from _required(prefix + name, pointers, schemas, hidden, depth)


def _required(
    path: str, pointers: tuple[str, ...], schemas: Schemas, hidden: str, depth: int = 0
) -> Iterator[str]:
    """Paths that select a required value: itself, or the scalars inside an object."""
    view = schemas.merged(pointers)
    inner = _element(view, schemas)
    made = one_object(inner)
    if inner.maps and any(schemas.view(value).objects for value in inner.maps if value):
        yield f"{path}.**"
    elif made is None:
        if view.arrays or view.maps or view.anything:
            yield path
    elif inner.scalars:
        yield path
    elif depth >= _MAX_DEPTH:
        yield f"{path}.**"
    else:
        yield f"{path}.*"
        yield from _inside(f"{path}.", made, schemas, hidden, depth + 1)


def _element(view: View, schemas: Schemas) -> View:
    """Through arrays to what they hold: paths pass through them."""
    for _ in range(_MAX_DEPTH):
        if not view.arrays or view.objects:
            break
        view = schemas.merged(view.arrays)
    return view


def _base_url(document: OpenApi) -> str:
    url = first_server(document.data) or ""
    fixed = url.startswith(("http://", "https://"))
    return url.rstrip("/") if fixed and not set(url) & set("{} \t\n") else ""
