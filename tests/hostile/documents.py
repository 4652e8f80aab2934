"""Small documents that a hostile one is put into."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
OBJECT: Schema = {"type": "object", "properties": {"x": {"type": "string"}}}


def document(schema: Any = OBJECT, **more: Any) -> Schema:
    """One operation that answers `schema`; `more` stands at the root."""
    content = {"application/json": {"schema": schema}}
    responses = {"200": {"description": "d", "content": content}}
    paths = {"/a": {"get": {"operationId": "a", "responses": responses}}}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, **more}


def schemas(**named: Any) -> Schema:
    """One operation that answers the schema `A` of these."""
    return document(ref("A"), components={"schemas": named})


def operation(**more: Any) -> Schema:
    """One operation with `more` in it."""
    made = document()
    made["paths"]["/a"]["get"].update(more)
    return made


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def chain(length: int, link: Any) -> Schema:
    """`A` to `S0` to `S1` and on, each by `link(reference to the next)`."""
    named = {f"S{index}": link(ref(f"S{index + 1}")) for index in range(length)}
    return schemas(A=ref("S0"), **named, **{f"S{length}": OBJECT})
