"""What a whole document uses of its schemas: the same whether each root is walked alone or what was
taken whole is walked once, and all that there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from portwright.build.documents import load_document
from portwright.build.init_auth import proposed_auth
from portwright.build.whole_spec import whole_spec
from portwright.diagnostics.model import Diagnostics
from portwright.ir.integration import Integration
from portwright.ir.shapes import Struct
from portwright.lower.integration import lower
from portwright.openapi.view import Overrides
from portwright.semantics.bind import bind

_TEXT = {"type": "string"}
_INLINE = "#/paths/~1orders/get/responses/200/content/application~1json/schema/properties/buyer"
_SCHEMAS: dict[str, Any] = {
    "Shop": {"type": "object", "properties": {"name": _TEXT, "last": {"$ref": _INLINE}}},
    "Node": {
        "type": "object",
        "properties": {
            "id": {**_TEXT, "readOnly": True},
            "secret": {**_TEXT, "writeOnly": True},
            "next": {"$ref": "#/components/schemas/Node"},
            "shops": {"type": "array", "items": {"$ref": "#/components/schemas/Shop"}},
        },
    },
}


def _answer(schema: Any) -> dict[str, Any]:
    return {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}


def _operation(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"operationId": name, "responses": _answer(schema), **more}


def _document(shared: str) -> dict[str, Any]:
    buyer = {"type": "object", "properties": {"mail": _TEXT, "node": {"$ref": shared}}}
    orders = {"type": "object", "properties": {"buyer": buyer}}
    body = {"content": {"application/json": {"schema": {"$ref": shared}}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://api.shop.example"}],
        "paths": {
            "/nodes": {
                "get": _operation("listNodes", {"$ref": shared}),
                "post": _operation("addNode", {"$ref": shared}, requestBody=body),
            },
            "/orders": {"get": _operation("listOrders", orders)},
            "/shops": {"get": _operation("listShops", {"$ref": "#/components/schemas/Shop"})},
        },
        "components": {"schemas": _SCHEMAS},
    }


def _lowered(document: Path, *, advise: bool) -> Integration:
    sink = Diagnostics()
    loaded = load_document(document, sink)
    assert loaded is not None
    spec = whole_spec("shop", loaded, loaded.operations, proposed_auth(loaded, "", sink))
    bound = bind(spec, loaded, Overrides(), sink, advise=advise)
    assert not sink.has_errors, list(sink)
    return lower(bound, ())


@pytest.mark.parametrize("shared", ["Node", "Shop"])
def test_walking_once_takes_what_every_root_takes(tmp_path: Path, shared: str) -> None:
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(_document(f"#/components/schemas/{shared}")), encoding="utf-8")
    once, alone = _lowered(path, advise=False), _lowered(path, advise=True)
    assert once == alone
    # Also what a shared schema takes from inside an operation, which it is no part of.
    structs = [item for item in once.models if isinstance(item, Struct)]
    buyers = [item for item in structs if item.pointer == _INLINE]
    assert len(buyers) > 1
    assert all({"mail", "node"} == {each.name for each in item.fields} for item in buyers)
