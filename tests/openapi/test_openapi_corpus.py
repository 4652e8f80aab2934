"""Every real document loads, whole: operations are counted in the raw text by other means."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from portwright.diagnostics.model import Diagnostic, Diagnostics
from portwright.openapi.document import OpenApi
from portwright.openapi.load import load_openapi
from portwright.source.files import read_file
from tests.openapi.documents import references

CORPUS = Path(__file__).parents[3] / "shared" / "openapi"
FILES = sorted(path for path in CORPUS.glob("*/*") if path.suffix in (".json", ".yaml"))
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}

each_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
pytestmark = pytest.mark.skipif(not FILES, reason=f"{len(FILES)} shared documents found")


@cache
def raw(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    value: dict[str, Any]
    if path.suffix == ".json":
        value = json.loads(text)
        return value
    # As JSON, so that a status is a text here too.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    value = json.loads(json.dumps(yaml.load(text, loader), default=str))
    return value


@cache
def loaded(path: Path) -> tuple[OpenApi, list[Diagnostic]]:
    sink = Diagnostics()
    document = load_openapi(read_file(path), sink)
    assert document is not None
    return document, list(sink)


def calls(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, item in document["paths"].items():
        yield from ((method.upper(), path) for method in item if method in METHODS)


@each_file
def test_all_operations_are_there(path: Path) -> None:
    document, _ = loaded(path)
    entries = document.operations.values()
    assert sorted((entry.method, entry.path) for entry in entries) == sorted(calls(raw(path)))
    declared = Counter(
        operation["operationId"]
        for item in raw(path)["paths"].values()
        for method, operation in item.items()
        if method in METHODS and operation.get("operationId")
    )
    assert {name for name, count in declared.items() if count == 1} <= document.operations.keys()


@each_file
def test_every_reference_resolves_or_is_reported(path: Path) -> None:
    document, said = loaded(path)
    for reference in references(document.data):
        document.get(reference)
    lost = {
        reference
        for reference in references(raw(path))
        if reference.startswith("#/") and not _exists(raw(path), reference)
    }
    reported = {item.message.split("`")[1] for item in said if item.code in ("W0103", "W0115")}
    assert lost == reported


@each_file
def test_nothing_that_can_be_called_is_lost(path: Path) -> None:
    document, said = loaded(path)
    assert [item.message for item in said if item.severity == "error"] == []
    assert [found.lost for found in document.findings if found.lost] == []


def _exists(document: Any, reference: str) -> bool:
    node = document
    for token in reference[2:].split("/"):
        key = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True
