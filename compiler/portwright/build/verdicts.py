"""The validator's word on a document, asked for once for the same bytes: it takes seconds."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version

from portwright.models.store import Store, key_of
from portwright.openapi.document import OpenApi
from portwright.openapi.validate import NAME, Verdict, validate


def verdict_of(document: OpenApi, store: Store | None) -> Verdict:
    """What `store` has of it, or what the validator says now."""
    if store is None:
        return validate(document.document)
    key = key_of("verdict", NAME, version(NAME), document.sha256, document.parts)
    kept = store.get([key]).get(key)
    if kept is not None:
        return _unpacked(kept)
    verdict = validate(document.document)
    store.put({key: json.dumps(asdict(verdict)).encode()})
    return verdict


def _unpacked(data: bytes) -> Verdict:
    value = json.loads(data)
    findings = tuple((pointer, message) for pointer, message in value.pop("findings"))
    return Verdict(**value, findings=findings)
