"""Foreign recordings: a recorded request to a call of a generated method, or why not.

The recorded texts are parsed by the manifest's schemas into arguments of the public method and
never passed through, so that the request which the client then builds is its own work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from portwright_harness.departure import Departure
from portwright_harness.manifest import Manifest
from portwright_harness.path_match import match_path, methods_at
from portwright_harness.recording import RecordedRequest
from portwright_harness.request_reading import OtherOperationError, RequestReading


@dataclass(frozen=True, slots=True)
class Bound:
    """A recorded request as a call: JSON values by argument name, and the key it went under.

    `departures` is what the call leaves out, as the method has no place for it.
    """

    operation: str
    arguments: dict[str, Any]
    key: str | None = None
    departures: tuple[Departure, ...] = ()


@dataclass(frozen=True, slots=True)
class NotDriven:
    """Why a recorded request is not a call of any generated method."""

    reason: str
    kind: Literal["unknown operation", "other method", "departs"] = "departs"


def bind(
    manifest: Manifest,
    request: RecordedRequest,
    *,
    prefer: str | None = None,
) -> Bound | NotDriven:
    """The call that a recorded request stands for; of two that fit, the one to `prefer`."""
    read = _readings(manifest, request, prefer, partly=False)
    if isinstance(read, NotDriven):
        return read
    whole = next((found for found in read if not found.departures), None)
    if whole is not None:
        return _bound(whole)
    first = read[0]
    return NotDriven(f"{first.match.entry.operation_id}: {first.departures[0].text}")


def bind_partly(manifest: Manifest, request: RecordedRequest) -> Bound | NotDriven:
    """The call that says most of what a recorded request says; `departures` is the rest."""
    read = _readings(manifest, request, None, partly=True)
    if isinstance(read, NotDriven):
        return read
    return _bound(min(read, key=lambda found: len(found.departures)))


def _readings(
    manifest: Manifest, request: RecordedRequest, prefer: str | None, *, partly: bool
) -> list[RequestReading] | NotDriven:
    matches = match_path(manifest, request.method, request.url)
    matches.sort(key=lambda match: match.operation != prefer)
    if not matches:
        return _unknown(manifest, request)
    found: list[RequestReading] = []
    refusal = ""
    for match in matches:
        reading = RequestReading(manifest, match, request, partly=partly)
        try:
            reading.read()
        except OtherOperationError as reason:
            refusal = refusal or f"{match.entry.operation_id}: {reason}"
        else:
            found.append(reading)
    return found or NotDriven(refusal, "unknown operation")


def _unknown(manifest: Manifest, request: RecordedRequest) -> NotDriven:
    path = urlsplit(request.url).path
    methods = methods_at(manifest, request.url)
    text = f"unknown operation: {request.method} {path}"
    if not methods:
        return NotDriven(text, "unknown operation")
    return NotDriven(f"{text}, where the document has {', '.join(methods)}", "other method")


def _bound(reading: RequestReading) -> Bound:
    departures = tuple(reading.departures)
    return Bound(reading.match.operation, reading.found, reading.key, departures)
