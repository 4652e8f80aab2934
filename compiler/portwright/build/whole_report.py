"""What `compile --openapi --report` writes: what became of a document, in numbers and places.

One object. `operations` says how many the document has, and lists what was `delivered` and, of
what was asked for, `lost`. Of `values` fields, arguments and answers in all, `escapes` are those
typed `Any` although the document gives them a type, and `open` those that it leaves open, typed
`Json`; each has its schema's pointer in the document as written. `inferred` are the schemas whose
type other keywords imply, `losses` what schemas say beyond types and the package does not keep, by
kind (see W0128). `remarks` list what of the
delivered operations is not as the document has it; `warnings` are the findings that lose no
operation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from portwright.build.whole import Lost, Whole
from portwright.build.whole_remarks import Remarks
from portwright.diagnostics.model import Diagnostic, Severity
from portwright.diagnostics.render_json import finding
from portwright.ir.integration import Integration
from portwright.ir.shapes import Struct
from portwright.lower.escapes import Untyped, count_values, escapes, left_open
from portwright.lower.losses import Loss
from portwright.openapi.document import OpenApi
from portwright.openapi.pointer import pointer_of, tokens_of

_SHAPE = 1


def whole_report(whole: Whole, found: Iterable[Diagnostic]) -> bytes:
    """As a file: JSON, indented. `found` is all that was said in the run."""
    document, made = whole.document, whole.integration
    value = {
        "report": _SHAPE,
        "document": {
            "file": document.document.file.path.name,
            "sha256": document.sha256,
            "version": document.version_declared,
        },
        "package": made.package if made is not None else None,
        "operations": _operations(whole),
        "schemas": _schemas(document, made),
        "values": count_values(made) if made is not None else 0,
        "escapes": [_untyped(item, document) for item in (escapes(made) if made else ())],
        "open": [_untyped(item, document) for item in (left_open(made) if made else ())],
        "inferred": [_written(item, document) for item in whole.inferred],
        "losses": [_loss(item, document) for item in whole.losses],
        "remarks": _remarks(whole.remarks),
        "warnings": [finding(item) for item in found if item.severity is Severity.WARNING],
    }
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _operations(whole: Whole) -> dict[str, Any]:
    readable = {entry.pointer for entry in whole.document.operations.values()}
    unread = sum(item.pointer not in readable for item in whole.lost)
    made = whole.integration.operations if whole.integration is not None else ()
    return {
        "in_document": len(readable) + unread,
        "delivered": [
            {"id": item.operation_id, "name": item.name, "method": item.method, "path": item.path}
            for item in made
        ],
        "lost": [_lost(item, whole.document) for item in whole.lost],
    }


def _remarks(found: Remarks) -> dict[str, Any]:
    return {
        "parameters_not_sent": [asdict(item) for item in found.unsent],
        "xml_as_text": list(found.xml),
        "other_credentials": {name: list(asked) for name, asked in found.other_credentials.items()},
        "callbacks": list(found.callbacks),
        "webhooks": list(found.webhooks),
    }


def _lost(item: Lost, document: OpenApi) -> dict[str, Any]:
    return {
        "id": item.id,
        "method": item.method,
        "path": item.path,
        "pointer": _written(item.pointer, document),
        "code": item.why.code if item.why is not None else None,
        "reason": item.why.message if item.why is not None else None,
    }


def _schemas(document: OpenApi, made: Integration | None) -> dict[str, int]:
    """How many the document names, and how many classes and enums were made."""
    try:
        named = len(document.get("#/components/schemas"))
    except KeyError:
        named = 0
    models = made.models if made is not None else ()
    structs = sum(isinstance(item, Struct) for item in models)
    return {"in_document": named, "classes": structs, "enums": len(models) - structs}


def _untyped(item: Untyped, document: OpenApi) -> dict[str, str]:
    pointer = _written(item.pointer.partition("|")[0], document)
    return {"holder": item.holder, "pointer": pointer, "reason": item.reason}


def _loss(item: Loss, document: OpenApi) -> dict[str, Any]:
    named = {"name": item.name} if item.name else {}
    pointers = [_written(pointer, document) for pointer in item.pointers]
    return {"kind": item.kind, **named, "count": len(pointers), "pointers": pointers}


def _written(pointer: str, document: OpenApi) -> str:
    """The pointer in the file as written, behind the file's name if it is another file."""
    if not pointer.startswith("#"):
        return f"#{pointer}"
    source, old = document.places.source(pointer)
    main = source.file is document.document.file
    return f"{'' if main else source.file.path.name}#{pointer_of(tokens_of(old))}"
