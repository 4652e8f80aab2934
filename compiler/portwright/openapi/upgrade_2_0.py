"""A Swagger 2.0 document, already read and clean, as an OpenAPI 3 document.

Schemas were converted while reading (schema_3_0); what moves here is what stands around them.
"""

from __future__ import annotations

import re
from typing import Any

from portwright.openapi.pointer import Node, escape
from portwright.openapi.upgrade_2_0_operation import Upgrade
from portwright.openapi.upgrade_2_0_security import security_scheme

_KEPT = ("info", "security", "tags", "externalDocs")
_SPREAD = ("host", "basePath", "schemes", "consumes", "produces", "pathItems")
_RENAMED = ("definitions", "parameters", "responses", "securityDefinitions")
_REPLACED = frozenset(("swagger", "paths", *_SPREAD, *_RENAMED, *_KEPT))

SECTIONS = {
    "/components/schemas": "/definitions",
    "/components/parameters": "/parameters",
    "/components/responses": "/responses",
    "/components/pathItems": "/pathItems",
    "/components/securitySchemes": "/securityDefinitions",
}
"""Where the sections stood."""

REWRITES = (
    (re.compile(r"(/responses/[^/]+)/content/[^/]+(?=/schema)"), r"\1"),
    (re.compile(r"(/responses/[^/]+/headers/[^/]+)/schema"), r"\1"),
)
"""What wraps a schema in 3.0 did not exist in 2.0."""


def upgrade(document: Node) -> tuple[Node, dict[str, str]]:
    """The document, and the pointers of what moved within its operations."""
    change = Upgrade(document)
    # Components first: operations refer to the shared parts as they were.
    components: Node = {
        "schemas": document.get("definitions", {}),
        "parameters": change.shared_parameters(),
        "responses": _mapped(document, "responses", change.response),
        "securitySchemes": _mapped(document, "securityDefinitions", security_scheme),
        "pathItems": _mapped_at(document, "pathItems", "/components/pathItems", change),
    }
    result: Node = {
        "openapi": "3.0.3",
        **{key: document[key] for key in _KEPT if key in document},
        "servers": servers(document),
        "paths": _mapped_at(document, "paths", "/paths", change),
        "components": {name: part for name, part in components.items() if part},
    }
    result.update((key, value) for key, value in document.items() if key not in _REPLACED)
    return result, change.moved


def servers(document: Node) -> list[Node]:
    """Scheme, host and base path as URLs; without a host, relative to the document's own."""
    host, path = document.get("host"), document.get("basePath", "")
    if not host:
        return [{"url": path or "/"}]
    schemes = document.get("schemes") or ["https"]
    path = path if path.startswith("/") or not path else f"/{path}"
    return [{"url": f"{scheme}://{host}{path}".rstrip("/")} for scheme in schemes]


def _mapped(document: Node, section: str, convert: Any) -> Node:
    return {name: convert(part) for name, part in document.get(section, {}).items()}


def _mapped_at(document: Node, section: str, base: str, change: Upgrade) -> Node:
    return {
        name: part if name.startswith("x-") else change.path_item(part, f"{base}/{escape(name)}")
        for name, part in document.get(section, {}).items()
    }
