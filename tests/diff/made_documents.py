"""Documents made in tests, compared as `portwright diff --all` does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from portwright.build.diff import Diff, diff_all
from portwright.diagnostics.model import Diagnostics

Document = dict[str, Any]
SERVER = "https://api.parcels.example"


def document(paths: Document, **more: Any) -> Document:
    """A document of 3.1 with these paths."""
    info = {"title": "Parcels", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "servers": [{"url": SERVER}], "paths": paths, **more}


def json_answer(schema: Document) -> Document:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def reading(operation_id: str, schema: Document, *names: str) -> Document:
    """A GET that answers a schema; `names` are of parameters in its path."""
    return {
        "operationId": operation_id,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {"200": json_answer(schema)},
    }


def compared(old: Document, new: Document, folder: Path) -> Diff:
    """All operations of `old` against `new`."""
    paths = folder / "old.json", folder / "new.json"
    for path, value in zip(paths, (old, new), strict=True):
        path.write_text(json.dumps(value), encoding="utf-8")
    sink = Diagnostics()
    diff = diff_all(*paths, sink)
    assert diff is not None, [item.message for item in sink]
    return diff


def families(diff: Diff) -> list[str]:
    return [item.change.family for item in diff.findings]
