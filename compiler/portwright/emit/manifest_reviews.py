"""Reviewed deviations in the manifest: which places of its schemas they relax.

A recorded answer that needs one passes only while the review holds, so the harness must find the
review from the place. It is added after the schemas are hashed: a review that is renewed changes
nothing of what an answer may look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portwright.ir.integration import Integration, Reviewed
from portwright.ir.shapes import Field, Model, NamedChoice

Schema = dict[str, Any]


def reviews(integration: Integration) -> list[dict[str, str]]:
    """The deviations that some schema of this package is relaxed by."""
    used = {pointer for model in integration.models for pointer in _pointers(model)}
    return [_review(item) for item in integration.reviewed if item.pointer in used]


def with_reviews(
    schemas: Mapping[str, Schema], models: Iterable[Model], reviewed: tuple[Reviewed, ...]
) -> dict[str, Schema]:
    """The schemas by name, each relaxed place with the pointers (`at`) of its reviews."""
    if not reviewed:
        return dict(schemas)
    return {model.name: _placed(schemas[model.name], model, reviewed) for model in models}


def _placed(schema: Schema, model: Model, reviewed: tuple[Reviewed, ...]) -> Schema:
    if isinstance(model, NamedChoice):
        return {**schema, **_extra(model, reviewed)}
    relaxed = {field.wire: field for field in model.fields if field.deviation}
    if not relaxed:
        return schema
    properties = {
        wire: _reviewed(found, relaxed[wire], reviewed) if wire in relaxed else found
        for wire, found in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _reviewed(schema: Schema, field: Field, reviewed: tuple[Reviewed, ...]) -> Schema:
    """The pointers of a field's deviation are those of all its places in the document."""
    at = [item.pointer for item in reviewed if item.pointer in field.deviation.pointers]
    return {**schema, "x-deviation": {**schema["x-deviation"], "at": at}}


def _extra(model: NamedChoice, reviewed: tuple[Reviewed, ...]) -> Schema:
    """Values that the document's own enum lacks stand among the others: the review names them."""
    found = [item for item in reviewed if item.pointer == model.pointer and item.kind == "extra"]
    values = [value for item in found for value in item.extra]
    at = [item.pointer for item in found]
    return {"x-deviation": {"extra": values, "at": at}} if found else {}


def _pointers(model: Model) -> set[str]:
    if isinstance(model, NamedChoice):
        return {model.pointer}
    return {pointer for field in model.fields for pointer in field.deviation.pointers}


def _review(item: Reviewed) -> dict[str, str]:
    names = ("pointer", "kind", "reason", "owner", "expires")
    return {name: getattr(item, name) for name in names}
