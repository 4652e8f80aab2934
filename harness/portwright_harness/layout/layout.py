"""A cassette's text laid out anew. What it says stays: that is proved before a text is given."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from portwright_harness.cassette import read_cassette
from portwright_harness.json_text import json_block
from portwright_harness.json_values import NotJsonError, parse_json
from portwright_harness.recording import (
    Cassette,
    CassetteError,
    Headers,
    Interaction,
)
from portwright_harness.yaml_text import as_yaml
from portwright_harness.yaml_tree import Mapping, Scalar, Sequence, Tree, read_tree


def laid_out(path: Path) -> tuple[str, str]:
    """The text of a cassette as it is, and laid out; raises CassetteError."""
    cassette = read_cassette(path)
    before = path.read_text(encoding="utf-8-sig")
    messages = _messages(read_tree(before))
    after = as_yaml(_document(cassette, messages))
    _refuse_comments(path, before, after)
    _prove(cassette, after)
    return before, after


def _document(cassette: Cassette, messages: list[str]) -> dict[str, Any]:
    pairs = zip(cassette.interactions, messages, strict=True)
    return {
        "version": 1,
        **({"metadata": cassette.metadata} if cassette.metadata else {}),
        "interactions": [_interaction(item, message) for item, message in pairs],
    }


def _interaction(item: Interaction, message: str) -> dict[str, Any]:
    request, response = item.request, item.response
    return {
        "request": {
            "method": request.method,
            "uri": request.url,
            "body": None if request.body is None else _body(request.body),
            "headers": _headers(request.headers),
        },
        "response": {
            "status": {"code": response.status, "message": message},
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


def _messages(tree: Tree) -> list[str]:
    """The reason phrases, which nothing but a reader needs."""
    items = tree.entries["interactions"] if isinstance(tree, Mapping) else tree
    found = []
    for item in items.items if isinstance(items, Sequence) else []:
        message: Tree | None = item
        for key in ("response", "status", "message"):
            message = message.entries.get(key) if isinstance(message, Mapping) else None
        known = isinstance(message, Scalar) and not message.null
        found.append(message.text if known and isinstance(message, Scalar) else "")
    return found


def _refuse_comments(path: Path, before: str, after: str) -> None:
    kept = {line.strip() for line in after.splitlines()}
    for number, line in enumerate(before.splitlines(), 1):
        if line.strip().startswith("#") and line.strip() not in kept:
            text = "a comment would be lost: say it in `metadata.provenance`, as `why`"
            raise CassetteError(path, number, text)


def _prove(cassette: Cassette, text: str) -> None:
    """Read the new text, and find in it what the old one said."""
    with tempfile.TemporaryDirectory(prefix="portwright-") as folder:
        path = Path(folder) / cassette.path.name
        path.write_text(text, encoding="utf-8")
        again = read_cassette(path)
    same = again.metadata == cassette.metadata and [
        _meaning(item) for item in again.interactions
    ] == [_meaning(item) for item in cassette.interactions]
    if not same:
        raise CassetteError(cassette.path, 1, "cannot be laid out: it would say something else")


def _meaning(item: Interaction) -> tuple[object, ...]:
    request, response = item.request, item.response
    asked = replace(request, headers=_sorted(request.headers), body=None)
    answered = replace(response, headers=_sorted(response.headers), body=b"")
    return asked, _value(request.body), answered, _value(response.body)


def _sorted(headers: Headers) -> Headers:
    return tuple(sorted(headers, key=lambda pair: pair[0].lower()))


def _value(body: bytes | None) -> object:
    if body is None or json_block(body.decode("utf-8", "replace")) is None:
        return body
    try:
        return parse_json(body)
    except NotJsonError:
        return body
