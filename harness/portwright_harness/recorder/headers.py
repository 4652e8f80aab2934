"""The headers that a recording keeps: what requests are compared by, and what answers mean by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from portwright_harness.manifest import Manifest, OperationEntry
from portwright_harness.recorder.scrub import Kept

_REQUEST = ("Content-Type",)
# What HTTP itself says of an answer and clients act on, and the usual names of a request's id.
_ANSWER = (
    *("Content-Type", "Content-Disposition", "Date", "ETag", "Last-Modified", "Link", "Location"),
    *("Retry-After", "RateLimit", "RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining"),
    *("RateLimit-Reset", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"),
    *("Idempotency-Key", "Idempotent-Replayed", "Request-Id", "X-Request-Id"),
)


def kept_headers(manifest: Manifest, entry: OperationEntry, definition: object) -> Kept:
    """By the manifest, and by what the client reads: `definition` is the compiled operation."""
    sent = {argument.wire for argument in entry.arguments if argument.in_ == "header"}
    key = entry.keyed
    if key is not None and key[0] == "header":
        sent.add(key[1])
    request = (*_REQUEST, *manifest.connection.headers, *sent)
    answer = (*_ANSWER, *sent, *_named(definition))
    return Kept(frozenset(map(str.lower, request)), frozenset(map(str.lower, answer)))


def _named(definition: object) -> Iterator[str]:
    """The header names in a compiled definition: of paging, quotas and hints, however deep."""
    if isinstance(definition, tuple):
        for item in definition:
            yield from _named(item)
    if isinstance(definition, Mapping):
        yield from _named(tuple(definition.values()))
    if not is_dataclass(definition):
        return
    for item in fields(definition):
        value = getattr(definition, item.name, None)
        if isinstance(value, str) and (item.name in ("header", "reset", "total_header")):
            yield value
        else:
            yield from _named(value)
