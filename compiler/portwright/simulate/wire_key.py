"""The key of a request as it stands on the wire: what a vendor sees, whatever we meant to send."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from portwright_runtime.keying import place_of
from portwright_runtime.policies.safety import Safety
from portwright_runtime.transport.port import WireRequest


def wire_key(safety: Safety, request: WireRequest) -> str:
    """The key that the vendor deduplicates by; "" if there is none."""
    place = place_of(safety)
    if place is None:
        return ""
    if place.part == "headers":
        named = (value for name, value in request.headers if name.lower() == place.name.lower())
        return next(named, "")
    if place.part == "path":
        return urlsplit(request.url).path
    if place.part == "query":
        return parse_qs(urlsplit(request.url).query).get(place.name, [""])[0]
    return _field(place.name, (request.body or b"").decode())


def _field(name: str, body: str) -> str:
    if body.startswith("{"):
        return str(json.loads(body).get(name, ""))
    return parse_qs(body).get(name, [""])[0]
