"""The spec of a whole document: operations as they are, every field, default policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from portwright.build.init_auth import Proposed
from portwright.build.operation_names import operation_names
from portwright.diagnostics.model import Diagnostics
from portwright.emit.render import render_spec
from portwright.language.operations import Operation, Unsafe
from portwright.language.read import read_spec
from portwright.language.record import Place, Table
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.openapi.operations import OperationEntry
from portwright.source.files import SourceFile
from portwright.source.span import Span, Text

_UNREPEATABLE = frozenset(("POST", "PATCH"))


def whole_spec(name: str, document: OpenApi, operation_ids: Iterable[str], auth: Proposed) -> Spec:
    """The spec that `init` would write, but with all fields of the operations.

    Nothing of it stands in a file: the span of an operation has its pointer in place of the file.
    Where the vendor answers is left to the binder, which reads it from the document.
    """
    view = {"vendor": name, "auth": auth, "base_url": "", "operations": []}
    file = SourceFile(Path(name), name, render_spec(view).encode())
    head = read_spec(file, Diagnostics())
    if head is None:
        raise ValueError(f"the template of specs makes none of {view}")
    return replace(head, operations=_operations(document, operation_ids))


def without(spec: Spec, pointers: Iterable[str]) -> Spec:
    """The spec without the operations that stand there."""
    left_out = frozenset(pointers)
    kept = {
        name: operation
        for name, operation in spec.operations.items()
        if operation.call.span.file not in left_out
    }
    return replace(spec, operations=Table(kept))


def _operations(document: OpenApi, operation_ids: Iterable[str]) -> Table[Operation]:
    names: Mapping[str, str] = operation_names(document, operation_ids)
    made: dict[Text, Operation] = {}
    for identity, name in names.items():
        entry = document.operations[identity]
        made[Text(name, Span(entry.pointer))] = _operation(entry)
    return Table(made)


def _operation(entry: OperationEntry) -> Operation:
    span = Span(entry.pointer)
    everything = (Text("**", span),)
    return Operation(
        call=Text(entry.id, span),
        safety=Unsafe() if entry.method in _UNREPEATABLE else None,
        send=everything,
        read=everything,
        place=Place(span, values={"call": span}),
    )
