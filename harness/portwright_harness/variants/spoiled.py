"""Answers that are spoiled: what a vendor sends that is not what its document says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portwright_harness.recording import Headers, RecordedResponse
from portwright_harness.schema import JsonSchema, Schemas, enum_of

UNKNOWN: Final = "portwright_unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded answer, and what the manifest says of it."""

    recorded: RecordedResponse
    schema: JsonSchema
    schemas: Schemas

    @property
    def document(self) -> dict[str, Any] | None:
        """The body, where it is an object of JSON."""
        try:
            found = json.loads(self.recorded.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def properties(self) -> Iterator[tuple[str, JsonSchema, bool]]:
        """Those of an answer that is no union, and whether each is required."""
        nodes = self.schemas.alternatives(self.schema)
        for node in nodes if len(nodes) == 1 else ():
            for name, schema in node.get("properties", {}).items():
                yield name, schema, name in node.get("required", ())


Spoiled = tuple[Headers, bytes] | None
"""Headers and body; None where there is nothing of that kind to spoil."""


def _truncated(answer: Answer) -> Spoiled:
    body = answer.recorded.body.strip()
    return (answer.recorded.headers, body[:-1]) if body[:1] in (b"{", b"[") else None


def _malformed(answer: Answer) -> Spoiled:
    body = answer.recorded.body.strip()
    return (answer.recorded.headers, b"?" + body) if body[:1] in (b"{", b"[") else None


def _other_media(answer: Answer) -> Spoiled:
    if answer.recorded.body.strip()[:1] not in (b"{", b"["):
        return None
    kept = (pair for pair in answer.recorded.headers if pair[0].lower() != "content-type")
    return (*kept, ("Content-Type", "text/html")), b"<html>down for maintenance</html>"


def _missing(answer: Answer) -> Spoiled:
    document = answer.document or {}
    for name, schema, required in answer.properties():
        if required and name in document and not _is_excused(schema):
            rest = {key: value for key, value in document.items() if key != name}
            return answer.recorded.headers, json.dumps(rest).encode()
    return None


def _is_excused(schema: JsonSchema) -> bool:
    """Whether a reviewed deviation lets the field be missing."""
    return "missing" in schema.get("x-deviation", {})


def _unknown(answer: Answer) -> Spoiled:
    document = answer.document or {}
    for name, schema, _ in answer.properties():
        if isinstance(document.get(name), str) and _is_open(answer.schemas, schema):
            body = json.dumps({**document, name: UNKNOWN}).encode()
            return answer.recorded.headers, body
    return None


def _is_open(schemas: Schemas, schema: JsonSchema) -> bool:
    """Several words: one alone is a constant, which tells what an object is."""
    listed = [enum_of(node) for node in schemas.alternatives(schema)]
    return len(listed) == 1 and listed[0] is not None and len(listed[0]) > 1


SPOILED: Final[Mapping[str, Callable[[Answer], Spoiled]]] = {
    "truncated_json": _truncated,
    "malformed_json": _malformed,
    "wrong_content_type": _other_media,
    "missing_field": _missing,
    "unknown_enum": _unknown,
}
