"""Small documents for the tests of openapi/, and ways to load them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.source.files import SourceFile, read_file

INFO = {"title": "Shop", "version": "1"}
OK = {"200": {"description": "fine"}}


def v3(version: str = "3.0.3", **parts: Any) -> dict[str, Any]:
    """A document of 3.x with `parts` as its top level."""
    return {"openapi": version, "info": INFO, "paths": {}, **parts}


def v2(**parts: Any) -> dict[str, Any]:
    """A document of 2.0 with `parts` as its top level."""
    return {"swagger": "2.0", "info": INFO, "paths": {}, **parts}


def in_path(name: str) -> dict[str, Any]:
    """The parameter that a path's template needs."""
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def schemas(version: str = "3.0.3", /, **named: Any) -> dict[str, Any]:
    """A document of 3.x with nothing but schemas."""
    return v3(version, components={"schemas": named})


def file_of(document: Any, name: str = "openapi.json") -> SourceFile:
    """A value as JSON, or a text as it is, in a file that exists in memory only."""
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    if text is document and not text.startswith("{"):
        name = "openapi.yaml"
    return SourceFile(Path("/nowhere") / name, name, text.encode())


def attempt(document: Any, additions: Any = None) -> tuple[OpenApi | None, list[Diagnostic]]:
    """Load and keep what is said."""
    sink = Diagnostics()
    extra = None if additions is None else file_of(additions, "additions.json")
    return load_openapi(file_of(document), sink, extra), list(sink)


def load(document: Any, additions: Any = None) -> tuple[OpenApi, list[Diagnostic]]:
    """Load what must load."""
    loaded, said = attempt(document, additions)
    assert loaded is not None, [item.message for item in said]
    return loaded, said


def clean(document: Any, additions: Any = None) -> OpenApi:
    """Load what must load without a word."""
    loaded, said = load(document, additions)
    assert [item.message for item in said] == []
    return loaded


def load_folder(folder: Path, files: Mapping[str, Any]) -> tuple[OpenApi, list[Diagnostic]]:
    """Write `files` to `folder` and load the first of them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
    sink = Diagnostics()
    loaded = load_openapi(read_file(folder / next(iter(files))), sink)
    assert loaded is not None, [item.message for item in sink]
    return loaded, list(sink)


def codes(said: list[Diagnostic]) -> list[str]:
    return [item.code for item in said]


def references(node: Any) -> Iterator[str]:
    """Every `$ref` text below `node`, but for extensions, examples and other plain values."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for key, value in node.items():
            if not key.startswith("x-") and key not in PLAIN:
                yield from references(value)
    elif isinstance(node, list):
        for item in node:
            yield from references(item)


PLAIN = frozenset(("example", "examples", "default", "enum", "const", "value"))
