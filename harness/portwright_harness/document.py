"""A cassette as the plain document that its file holds: in one order, bodies decoded."""

from __future__ import annotations

from typing import Any

from portwright_harness.json_text import json_block
from portwright_harness.recording import Cassette, Headers, Interaction


def document_of(cassette: Cassette) -> dict[str, Any]:
    """What is written, whatever the layout of the file that was read."""
    return {
        "version": 1,
        **({"metadata": cassette.metadata} if cassette.metadata else {}),
        "interactions": [_interaction(item) for item in cassette.interactions],
    }


def _interaction(item: Interaction) -> dict[str, Any]:
    request, response = item.request, item.response
    return {
        "request": {
            "method": request.method,
            "uri": request.url,
            "body": None if request.body is None else _body(request.body),
            "headers": _headers(request.headers),
        },
        "response": {
            "status": {"code": response.status, "message": response.reason},
            "headers": _headers(response.headers),
            "body": {"string": _body(response.body)},
        },
    }


def _headers(headers: Headers) -> dict[str, list[str]]:
    """By name; the values of one header in their order."""
    found: dict[str, list[str]] = {}
    for name, value in sorted(headers, key=lambda pair: pair[0].lower()):
        found.setdefault(name, []).append(value)
    return found


def _body(body: bytes) -> str | bytes:
    """JSON in lines, other text as it is, and bytes where YAML has no text for them."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return body
    if not all(character.isprintable() or character in "\t\n\r" for character in text):
        return body
    return json_block(text) or text
