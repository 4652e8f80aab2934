"""Servers as documents declare them: of all operations, of a path, of one operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portwright.openapi.pointer import escape


def server_holders(key: str, pointer: str) -> tuple[str, ...]:
    """Where the servers of an operation may stand, the nearest first and the document's last."""
    return pointer, pointer.rpartition("/")[0], f"#/paths/{escape(key)}", "#"


def first_server(node: Any) -> str | None:
    """The URL of the first server that is declared right there."""
    servers = node.get("servers") if isinstance(node, Mapping) else None
    first = servers[0] if isinstance(servers, list) and servers else None
    url = first.get("url") if isinstance(first, Mapping) else None
    return url if isinstance(url, str) else None
