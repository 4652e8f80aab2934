"""Parts of a multipart body; the boundary is the sender's whim and is not compared."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from email.message import Message

from portwright_harness.json_values import NotJsonError, leaves, parse_json
from portwright_harness.pairs import Place


def read_parts(body: bytes, media: str) -> list[tuple[Place, str]]:
    """Each part's name, file name, media type and content; empty when the body has no parts."""
    head = b"Content-Type: " + media.encode("utf-8", "replace") + b"\r\n\r\n"
    message = message_from_bytes(head + body)
    if not message.is_multipart():
        return []
    found: list[tuple[Place, str]] = []
    for index, part in enumerate(message.walk()):
        if part is not message and not part.is_multipart():
            found += _facts(part, index)
    return found


def _facts(part: Message, index: int) -> list[tuple[Place, str]]:
    name = part.get_param("name", header="content-disposition")
    place: Place = (name if isinstance(name, str) else index,)
    file_name = part.get_filename()
    content = part.get_payload(decode=True)
    is_json = part.get_content_type().endswith("json")
    facts = _json(place, content) if is_json else [(place, _content(content))]
    if file_name is not None:
        facts.append(((*place, "filename"), file_name))
        facts.append(((*place, "type"), part.get_content_type()))
    return facts


def _json(place: Place, content: object) -> list[tuple[Place, str]]:
    """By value, as any other JSON is compared."""
    try:
        document = parse_json(content if isinstance(content, bytes) else b"")
    except NotJsonError:
        return [(place, _content(content))]
    return [((*place, *inner), value) for inner, value in leaves(document)]


def _content(content: object) -> str:
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return f"({len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()})"
