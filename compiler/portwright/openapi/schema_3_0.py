"""Schemas of Swagger 2.0 as schemas of OpenAPI 3.0, one schema at a time, children first."""

from __future__ import annotations

from portwright.openapi.pointer import Node


def to_3_0(schema: Node) -> Node:
    """The schema in words of 3.0; the same object when there is nothing to change."""
    discriminator = schema.get("discriminator")
    is_file = schema.get("type") == "file"
    if not isinstance(discriminator, str) and not is_file:
        return schema
    result = dict(schema)
    if isinstance(discriminator, str):
        result["discriminator"] = {"propertyName": discriminator}
    if is_file:
        result.update(type="string", format="binary")
    return result
