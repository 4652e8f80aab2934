"""The call itself: the generated client, with the caller's own credentials, over the network."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from portwright_harness.package import ArgumentError, GeneratedPackage, PackageError
from portwright_harness.play import Outcome, pages_of
from portwright_harness.recorder.exchange import Caught, catching
from portwright_harness.recorder.noting import NotingTransport
from portwright_harness.recorder.plan import Plan
from portwright_harness.recorder.problem import RecordingFailedError, RecordingRefusedError
from portwright_runtime import CallOptions
from portwright_runtime.connection import Connection
from portwright_runtime.errors import ConfigurationError


def package_of(plan: Plan) -> GeneratedPackage:
    """The generated package; raises RecordingRefusedError."""
    try:
        return plan.vendor.package()
    except PackageError as error:
        raise RecordingRefusedError(str(error)) from None


def live_connection(
    plan: Plan, package: GeneratedPackage, environ: Mapping[str, str]
) -> Connection:
    """The connection as the environment variables make it; raises RecordingRefusedError."""
    from_env: Any = package.connection.from_env
    given: dict[str, object] = {"environ": environ}
    if plan.environment is not None:
        given["environment"] = plan.environment
    lacking = [
        item.name
        for item in inspect.signature(from_env).parameters.values()
        if item.default is item.empty and item.name not in given
    ]
    if lacking:
        raise RecordingRefusedError(f"the connection needs `{lacking[0]}`, which is no variable")
    try:
        made: Connection = from_env(**given)
    except ConfigurationError as error:
        raise RecordingRefusedError(str(error)) from None
    return made


def arguments_of(plan: Plan, package: GeneratedPackage) -> dict[str, object]:
    """What the method takes; raises RecordingRefusedError."""
    call = plan.call
    try:
        if call.adapted is not None:
            given = {"key": call.key} if call.key is not None else {}
            return package.port_arguments(call.operation, {**call.arguments, **given})
        found = package.typed_arguments(call.operation, call.arguments)
    except (ArgumentError, PackageError) as error:
        raise RecordingRefusedError(str(error)) from None
    return found if call.key is None else {**found, "options": CallOptions(key=call.key)}


def call_live(
    plan: Plan, package: GeneratedPackage, connection: Connection
) -> tuple[Outcome, Caught]:
    """Make the call; its outcome, and what was on the wire."""
    arguments = arguments_of(plan, package)
    of_port = plan.call.adapted is not None
    made: Any = package.sync_adapter if of_port else package.sync_client
    with catching() as caught, NotingTransport() as transport:
        outcome = _outcome(plan, made(connection, transport=transport), arguments)
    caught.read = frozenset(transport.read)
    if not caught.exchanges:
        shown = f": {outcome.error}" if outcome.error is not None else ""
        raise RecordingFailedError(f"nothing was answered{shown}")
    return outcome, caught


def _outcome(plan: Plan, client: Any, arguments: dict[str, object]) -> Outcome:
    with client:
        try:
            method = getattr(client, plan.call.operation)
            if plan.call.pages is not None:
                return Outcome(plan.call, 0, pages_of(plan.call, method, arguments))
            answer = method(**arguments)
            adapted = plan.call.adapted
            if adapted is not None and adapted.result == "stream":
                answer = list(answer)  # Page after page.
        except Exception as error:  # noqa: BLE001 - domain errors have no base of ours
            return Outcome(plan.call, 0, error=error)
    return Outcome(plan.call, 0, answer)
