"""The headers that a recording keeps: what requests are compared by, and what answers mean by."""

from __future__ import annotations

from collections.abc import Collection

from portwright_harness.manifest import Manifest, OperationEntry
from portwright_harness.recorder.scrub import Kept

_REQUEST = ("content-type",)
# What HTTP itself says of an answer and people look for, and the usual names of a request's id.
_ANSWER = (
    *("content-type", "content-disposition", "date", "etag", "last-modified", "link", "location"),
    *("retry-after", "ratelimit", "ratelimit-policy", "ratelimit-limit", "ratelimit-remaining"),
    *("ratelimit-reset", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
    *("idempotency-key", "idempotent-replayed", "request-id", "x-request-id"),
)
# They are of the bytes on the wire; a recording holds the decoded body.
_OF_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def kept_headers(manifest: Manifest, entry: OperationEntry, read: Collection[str]) -> Kept:
    """By the manifest, and by what the client read of the answers."""
    sent = {argument.wire.lower() for argument in entry.arguments if argument.in_ == "header"}
    key = entry.keyed
    if key is not None and key[0] == "header":
        sent.add(key[1].lower())
    declared = {name.lower() for name in manifest.connection.headers}
    request = frozenset({*_REQUEST, *declared, *sent})
    return Kept(request, frozenset({*_ANSWER, *sent, *read}) - _OF_WIRE)
