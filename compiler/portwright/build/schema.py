"""JSON Schemas for editors: of the language's files, and of each vendor's spec."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from portwright.build.files import open_file, open_named
from portwright.build.front import Inputs, read_inputs
from portwright.build.port import Ports, is_port
from portwright.diagnostics.model import Diagnostic, Diagnostics, Severity
from portwright.editor.vendor_schema import Known, render, vendor_schema
from portwright.emit.write import write_files
from portwright.language import json_schema
from portwright.language.record import NAME
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.openapi.view import Overrides
from portwright.rules.binding import same_package
from portwright.semantics.deviations import bind_deviations
from portwright.source.files import read_file
from portwright.source.problem import SourceError
from portwright.source.span import Span

FOLDER: Final = Path(".portwright")
# By the file that each is for; no vendor can have such a name.
_GENERIC: Final = {
    "integration.yaml": json_schema.spec_schema,
    "port.yaml": json_schema.port_schema,
    "deviations.yaml": json_schema.deviations_schema,
    "accepted.yaml": json_schema.accepted_schema,
    "source.lock": json_schema.source_lock_schema,
}


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema on disk; `operations` are those of the vendor's document."""

    path: Path
    status: Literal["written", "unchanged"]
    bytes: int
    operations: int | None = None


def write_schemas(
    specs: Iterable[Path], out: Path, sink: Diagnostics, whole: Path | None = None
) -> list[Schema]:
    """Write the generic schemas and one for each spec. A spec with mistakes has one too, as far
    as it can be read; without its document it has none, and what was there stays.

    `whole` is a document to read in place of the one beside the spec.
    """
    made = _generic(out)
    ports = Ports()
    operations: dict[Path, int] = {}
    of_vendors: dict[Path, Path] = {}
    for spec in specs:
        known = None if is_port(spec) else _known(spec, sink, ports, whole)
        if known is None:
            continue
        path = vendor_path(spec, known.spec, out)
        if path in made:
            other = of_vendors[path].as_posix()
            sink.add(same_package.report(Span(spec.as_posix()), _vendor(spec, known.spec), other))
            continue
        made[path], of_vendors[path] = vendor_schema(known), spec
        operations[path] = len(known.document.operations)
    changed = {path: data for path, data in made.items() if _differs(path, data)}
    write_files(changed)
    return [
        Schema(
            path,
            "written" if path in changed else "unchanged",
            len(data),
            operations.get(path),
        )
        for path, data in made.items()
    ]


def first_schemas(spec: Path, read: Spec, document: OpenApi, out: Path) -> Mapping[Path, bytes]:
    """What `init` writes for editors beside a new spec: those of the generic schemas that are not
    there, and the vendor's, of the whole document."""
    made = {path: data for path, data in _generic(out).items() if _differs(path, data)}
    return {**made, vendor_path(spec, read, out): vendor_schema(Known(read, document, Overrides()))}


def vendor_path(spec: Path, read: Spec, out: Path) -> Path:
    return out / f"{_vendor(spec, read)}.schema.json"


def _vendor(spec: Path, read: Spec) -> str:
    """The vendor's name; that of the folder where the spec has no usable one."""
    return str(read.vendor) if re.fullmatch(NAME, read.vendor) else spec.resolve().parent.name


def _generic(out: Path) -> dict[Path, bytes]:
    return {out / f"{name}.schema.json": render(schema()) for name, schema in _GENERIC.items()}


def _known(spec: Path, sink: Diagnostics, ports: Ports, whole: Path | None) -> Known | None:
    """Warnings are for `check` to tell."""
    found = Diagnostics()
    inputs = read_inputs(spec, found, ports)
    document = inputs.document if inputs is not None else None
    if inputs is not None and whole is not None:
        document = _whole(spec, inputs, whole, found)
    for diagnostic in _errors(found):
        sink.add(diagnostic)
    if inputs is None or document is None:
        return None
    deviations, port = inputs.deviations, inputs.port
    overrides = bind_deviations(deviations, document, Diagnostics()) if deviations else Overrides()
    return Known(inputs.spec, document, overrides, port.written if port is not None else None)


def _whole(spec: Path, inputs: Inputs, whole: Path, sink: Diagnostics) -> OpenApi | None:
    """The whole document, with what the team adds to it."""
    file, named = open_file(whole, sink), inputs.spec.openapi.additions
    additions = open_named(spec.parent, named, sink) if named is not None else None
    return load_openapi(file, sink, additions) if file is not None else None


def _errors(found: Diagnostics) -> Iterator[Diagnostic]:
    return (item for item in found if item.severity is Severity.ERROR)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return read_file(path).data != data
    except SourceError:
        return True
