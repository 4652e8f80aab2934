"""Calls made ready: typed arguments, per-call options, and how their requests compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portwright_harness.connection import UnknownEnvironmentError, connect
from portwright_harness.matching import Matching, matching_for
from portwright_harness.package import ArgumentError, GeneratedPackage, PackageError
from portwright_harness.problem import ScenarioError
from portwright_harness.scenario import Call, Scenario
from portwright_runtime import CallOptions, Connection


@dataclass(frozen=True, slots=True)
class ReadyCall:
    """One call of a public method, the client's or the adapter's, its arguments converted by the
    method's type hints."""

    call: Call
    arguments: Mapping[str, object]
    matching: Matching
    group: str = ""

    @property
    def is_stream(self) -> bool:
        """Whether the answer is iterated, which fetches page after page."""
        return self.call.adapted is not None and self.call.adapted.result == "stream"


@dataclass(frozen=True, slots=True)
class Ready:
    """A scenario that can be played by either client."""

    scenario: Scenario
    package: GeneratedPackage
    connection: Connection
    calls: tuple[ReadyCall, ...]
    key: str

    def own_connection(self) -> Connection:
        """For one client alone: where tokens are renewed a connection may keep them, and what was
        given to one client would spare the next its request."""
        renews = self.scenario.vendor.manifest.connection.renewed_by is not None
        return _connected(self.scenario, self.package) if renews else self.connection

    @property
    def async_class(self) -> Any:
        """What is called: the adapter, where the calls are in the port's terms."""
        of_port = any(ready.call.adapted for ready in self.calls)
        return self.package.async_adapter if of_port else self.package.async_client

    @property
    def sync_class(self) -> Any:
        """Its synchronous twin."""
        of_port = any(ready.call.adapted for ready in self.calls)
        return self.package.sync_adapter if of_port else self.package.sync_client


def make_ready(scenario: Scenario) -> Ready:
    """Import, connect and convert; raises ScenarioError."""
    try:
        package = scenario.vendor.package()
        connection = _connected(scenario, package)
        calls = tuple(_ready(scenario, package, connection, at) for at in _indexes(scenario))
    except (PackageError, UnknownEnvironmentError) as error:
        raise ScenarioError("cassette", str(error)) from error
    except ArgumentError as error:
        raise ScenarioError("inputs", str(error)) from None
    return Ready(scenario, package, connection, calls, _recorded_key(scenario) or "portwright-key")


def _connected(scenario: Scenario, package: GeneratedPackage) -> Connection:
    recorded = scenario.interactions[0].request.url if scenario.interactions else None
    return connect(scenario.vendor.manifest, package.connection, recorded, scenario.environment)


def _indexes(scenario: Scenario) -> range:
    return range(len(scenario.calls))


def _ready(
    scenario: Scenario, package: GeneratedPackage, connection: Connection, index: int
) -> ReadyCall:
    call = scenario.calls[index]
    entry = scenario.vendor.operation(call.operation)
    declared = scenario.vendor.manifest.connection
    recorded = index < len(scenario.interactions)
    overrides = _as_recorded(scenario, index) if scenario.foreign and recorded else {}
    if call.adapted is not None:
        given = {"key": call.key} if call.key is not None else {}
        arguments = package.port_arguments(call.operation, {**call.arguments, **given})
    else:
        arguments = package.typed_arguments(call.operation, call.arguments, entry.group)
        if call.key is not None or overrides:
            arguments["options"] = CallOptions(headers=overrides or None, key=call.key)
    matching = matching_for(
        entry,
        declared,
        connection,
        overrides,
        foreign=scenario.foreign,
        redaction=scenario.vendor.redaction,
        aside=scenario.aside,
    )
    group = "" if call.adapted is not None else entry.group
    return ReadyCall(call, arguments, matching, group)


def _as_recorded(scenario: Scenario, index: int) -> dict[str, str | None]:
    """The connection's headers as another client sent them then: a version pin, an account."""
    names = scenario.vendor.manifest.connection.headers
    recorded = {name.lower(): value for name, value in scenario.interactions[index].request.headers}
    return {name: recorded.get(name.lower()) for name in names}


def _recorded_key(scenario: Scenario) -> str | None:
    """The idempotency key that the recording holds in a header, for the client to mint again."""
    place = scenario.vendor.operation(scenario.operation).keyed
    if place is None or place[0] != "header":
        return None
    for interaction in scenario.interactions:
        for name, value in interaction.request.headers:
            if name.lower() == place[1].lower():
                return value
    return None
