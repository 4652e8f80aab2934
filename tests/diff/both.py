"""Two documents of one operation each, and what the comparison says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from portwright.build.whole import bind_whole
from portwright.diff.change import Finding
from portwright.diff.compare import Subject, compare
from portwright.diff.schemas.unchanged import Unchanged
from portwright.ir.shapes import Direction
from tests.openapi.documents import load

TEXT: dict[str, Any] = {"type": "string"}
WHOLE: dict[str, Any] = {"type": "integer"}


def made(required: str = "", **properties: Any) -> dict[str, Any]:
    """An object; `required` are names with blanks between them."""
    return {"type": "object", "properties": properties, "required": required.split()}


def document_of(schemas: Mapping[str, Any], version: str = "3.1.0") -> dict[str, Any]:
    """An operation that takes and answers the schema A."""
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    operation = {
        "operationId": "it",
        "requestBody": {"required": True, "content": body},
        "responses": {"200": {"description": "", "content": body}},
    }
    return {
        "openapi": version,
        "info": {"title": "It", "version": "1"},
        "paths": {"/it": {"post": operation}},
        "components": {"schemas": dict(schemas)},
    }


def subject_of(document: Mapping[str, Any]) -> Subject:
    old = load(document)[0]
    whole = bind_whole(old)
    assert whole is not None
    return Subject(old, whole.bound, whole.integration)


def findings(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Of two documents, all of the old one used."""
    return compare(subject_of(old), load(new)[0])


@contextmanager
def looking_everywhere() -> Iterator[None]:
    """While what is word for word the same is compared all the same."""
    with patch.object(Unchanged, "at", lambda *places: False):
        yield


def said(found: Iterable[Finding], direction: Direction | None = None) -> list[tuple[str, ...]]:
    """Family, verdict, before and after of what concerns a direction (or all)."""
    return [
        (item.change.family, item.verdict.value, item.change.before, item.change.after)
        for item in found
        if direction is None or any(use.direction is direction for use in item.uses)
    ]


def of_schemas(
    old: Any, new: Any, direction: Direction, version: str = "3.1.0", **more: Any
) -> list[tuple[str, ...]]:
    """What is said of a schema that became another; `more` stands in both documents."""
    before, after = (document_of({"A": schema, **more}, version) for schema in (old, new))
    return said(findings(before, after), direction)
