"""`portwright record`: from a plan to a cassette, through everything that speaks against one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from portwright_harness.package import GeneratedPackage
from portwright_harness.play import Outcome
from portwright_harness.recorder.exchange import Caught, Exchange
from portwright_harness.recorder.headers import kept_headers
from portwright_harness.recorder.last_answer import last_answer
from portwright_harness.recorder.live import (
    arguments_of,
    call_live,
    live_connection,
    package_of,
)
from portwright_harness.recorder.plan import Plan
from portwright_harness.recorder.problem import RecordingFailedError, RecordingRefusedError
from portwright_harness.recorder.proof import survivors
from portwright_harness.recorder.provenance import provenance
from portwright_harness.recorder.save import check_plays
from portwright_harness.recorder.scrub import Scrubber, interactions
from portwright_harness.recorder.secrets import Secrets, secrets_of, seen
from portwright_harness.recorder.verdict import check_outcome
from portwright_harness.redaction import redaction_of
from portwright_harness.seal import sealed_text
from portwright_harness.write import write_text
from portwright_harness.yaml_text import as_yaml
from portwright_runtime.connection import Connection

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A cassette that was written; `redacted` are the places where something was taken out."""

    place: str
    interactions: int
    redacted: tuple[str, ...]


def record(plan: Plan, environ: Mapping[str, str], progress: Progress) -> Recorded:
    """Call, redact, prove, play, and put the file into its place.

    `progress` hears what is done now. Raises RecordingRefusedError before anything is sent, and
    RecordingFailedError after; then the cassettes are as they were.
    """
    package, connection, secrets = prepared(plan, environ)
    try:
        return _recorded(plan, package, connection, secrets, progress)
    except RecordingFailedError as error:
        raise RecordingFailedError(secrets.hidden(str(error))) from None
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - its text may hold what must not be shown
        text = f"{type(error).__name__}: {error}"
        raise RecordingFailedError(secrets.hidden(text)) from None


def prepared(
    plan: Plan, environ: Mapping[str, str]
) -> tuple[GeneratedPackage, Connection, Secrets]:
    """All that a call needs; raises RecordingRefusedError for what is not there."""
    package = package_of(plan)
    arguments_of(plan, package)
    connection = live_connection(plan, package, environ)
    return package, connection, secrets_of(connection, plan.vendor.manifest.connection.secrets)


def _recorded(
    plan: Plan,
    package: GeneratedPackage,
    connection: Connection,
    known: Secrets,
    progress: Progress,
) -> Recorded:
    progress(f"calling {plan.case.op}")
    outcome, caught = call_live(plan, package, connection)
    secrets = _learned(plan, caught.exchanges, known)
    try:
        _check(plan, outcome, caught.exchanges, secrets)
        progress("redacting")
        text, scrubber = _text(plan, caught, secrets)
        progress("proving that no secret is left")
        _refuse_binary(scrubber, secrets)
        _prove(text, secrets)
        progress("playing what was recorded")
        snapshots = check_plays(plan, text)
        for snapshot in snapshots.values():
            # A text as JSON, which the proof takes apart: snapshots have tags of their own.
            _prove(json.dumps(snapshot), secrets)
    except RecordingFailedError as error:
        raise RecordingFailedError(secrets.hidden(str(error))) from None
    write_text(plan.path, text)
    for path, snapshot in snapshots.items():
        write_text(path, snapshot)
    return Recorded(plan.place, len(caught.exchanges), tuple(sorted(scrubber.places)))


def _check(plan: Plan, outcome: Outcome, exchanges: Sequence[Exchange], secrets: Secrets) -> None:
    try:
        check_outcome(plan, outcome, exchanges)
    except RecordingFailedError as error:
        said = last_answer(plan.vendor.manifest, exchanges, secrets)
        raise RecordingFailedError(f"{error}\nthe last answer was {said}") from None


def _learned(plan: Plan, exchanges: Sequence[Exchange], known: Secrets) -> Secrets:
    """Tokens and cookies that were given out count as the credentials of the connection do."""
    places = plan.vendor.redaction
    return known.with_seen(found for one in exchanges for found in seen(one, places))


def _text(plan: Plan, caught: Caught, secrets: Secrets) -> tuple[str, Scrubber]:
    manifest = plan.vendor.manifest
    kept = kept_headers(manifest, plan.entry, caught.read)
    scrubber = Scrubber(redaction_of(manifest), kept, secrets)
    found = interactions(caught.exchanges, scrubber)
    statuses = [exchange.status for exchange in caught.exchanges]
    facts = provenance(plan, statuses, scrubber.places, datetime.now(UTC))
    document = {"version": 1, "metadata": {"provenance": facts}, "interactions": found}
    return sealed_text(plan.path, document), scrubber


def _refuse_binary(scrubber: Scrubber, secrets: Secrets) -> None:
    """What is no text is kept as it is or not at all."""
    for where, data in scrubber.binary:
        left = survivors(as_yaml({"string": data}), secrets)
        if left:
            names = ", ".join(map(str, left))
            text = f"{where} is no text, so that nothing can be taken out of it, and it holds"
            raise RecordingFailedError(f"{text} a secret: {names}; send something else there")


def _prove(text: str, secrets: Secrets) -> None:
    """The text is what will be the file, to the byte."""
    left = survivors(text, secrets)
    if left:
        names = ", ".join(map(str, left))
        raise RecordingFailedError(f"redaction left a secret in the recording: {names}")


__all__ = [
    "Recorded",
    "RecordingFailedError",
    "RecordingRefusedError",
    "prepared",
    "record",
]
