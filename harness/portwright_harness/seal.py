"""The digest that a cassette carries of all that it says: what changed since is seen.

It is over the meaning of the file, not over its bytes: another layout of the same is no change. It
guards against accidents, not against people, who may write a digest anew.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

from portwright_harness.cassette import parse_cassette
from portwright_harness.document import document_of
from portwright_harness.recording import Cassette, CassetteError
from portwright_harness.yaml_text import as_yaml

KEY = "digest"
"""Where it stands in `metadata.provenance`."""


def digest_of(cassette: Cassette) -> str:
    """The digest of a cassette as it is now; the one that it carries is no part of it."""
    document = document_of(cassette)
    facts = cassette.provenance.facts if cassette.provenance else {}
    unsealed = {name: fact for name, fact in facts.items() if name != KEY}
    document["metadata"] = {**cassette.metadata, "provenance": unsealed}
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), default=_bytes)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def carried(cassette: Cassette) -> str | None:
    """The digest that a cassette carries; None where it has none."""
    found = cassette.provenance.facts.get(KEY) if cassette.provenance else None
    return None if found is None else str(found)


def resealed(cassette: Cassette) -> Cassette:
    """The cassette with the digest of what it says; raises CassetteError without provenance."""
    if cassette.provenance is None:
        text = "there is no `metadata.provenance` that could carry a digest"
        raise CassetteError(cassette.path, 1, text)
    others = {name: fact for name, fact in cassette.provenance.facts.items() if name != KEY}
    facts = {**others, KEY: digest_of(cassette)}
    return replace(
        cassette,
        metadata={**cassette.metadata, "provenance": facts},
        provenance=replace(cassette.provenance, facts=facts),
    )


def sealed_text(path: Path, document: dict[str, Any]) -> str:
    """The text of a new cassette that will be at `path`, laid out, with its digest."""
    return as_yaml(document_of(resealed(parse_cassette(path, as_yaml(document)))))


def _bytes(value: object) -> object:
    """A body that is no text."""
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} is no part of a cassette")
    return {"base64": b64encode(value).decode()}
