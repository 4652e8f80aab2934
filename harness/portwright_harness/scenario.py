"""Scenarios: what to call, with which inputs, and which recording must answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from portwright_harness.bind import NotDriven, bind
from portwright_harness.cassette import read_cassette
from portwright_harness.manifest import Case
from portwright_harness.problem import ScenarioError
from portwright_harness.recording import Cassette, Interaction
from portwright_harness.vendor import Vendor

Origin = Literal["case", "metadata", "recording"]

KEY = "$key"


@dataclass(frozen=True, slots=True)
class Call:
    """One logical call: JSON values by argument name, the key it goes under, header overrides."""

    operation: str
    arguments: Mapping[str, Any]
    key: str | None = None
    headers: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Calls in order and the interactions that answer them.

    `origin` says where the inputs come from: the spec's case, the cassette's metadata, or the
    recorded requests of a foreign recording.
    """

    vendor: Vendor
    operation: str
    path: Path
    interactions: Sequence[Interaction]
    calls: tuple[Call, ...]
    origin: Origin
    raises: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def foreign(self) -> bool:
        """Whether another client made the recording."""
        return self.origin == "recording"


def scenario_of(vendor: Vendor, path: Path, case: Case | None) -> Scenario:
    """The scenario of one cassette file; raises CassetteError or ScenarioError."""
    cassette = read_cassette(path)
    operation = path.parent.name
    vendor.operation(operation)
    if case is not None:
        found = _stated(vendor, cassette, operation, {"wire": case.wire}, "case")
        return replace(found, raises=case.raises, expect=case.expect or {})
    stated = cassette.metadata.get("inputs")
    if isinstance(stated, dict):
        raises = stated.get("raises")
        found = _stated(vendor, cassette, operation, stated, "metadata")
        return replace(found, raises=raises if isinstance(raises, str) else None)
    return _from_recording(vendor, cassette, operation)


def stated_call(vendor: Vendor, operation: str, wire: Mapping[str, Any]) -> Call:
    """A call with the inputs of a case; `$key` among them is the caller's own key."""
    arguments = dict(wire)
    key = arguments.pop(KEY, None)
    entry = vendor.operation(operation)
    missing = [a.name for a in entry.arguments if a.required and a.name not in arguments]
    if missing:
        raise ScenarioError("inputs", f"the inputs lack the required argument `{missing[0]}`")
    return Call(operation, arguments, None if key is None else str(key))


def _stated(
    vendor: Vendor,
    cassette: Cassette,
    operation: str,
    inputs: Mapping[str, Any],
    origin: Origin,
) -> Scenario:
    call = stated_call(vendor, operation, _map(inputs, "wire"))
    call = replace(call, headers=_map(inputs, "headers"))
    return Scenario(
        vendor,
        operation,
        cassette.path,
        cassette.interactions,
        (call,),
        origin,
        params=_map(inputs, "params"),
    )


def _map(inputs: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = inputs.get(name) or {}
    if not isinstance(value, Mapping):
        raise ScenarioError("inputs", f"metadata.inputs.{name} must be a map")
    return value


def _from_recording(vendor: Vendor, cassette: Cassette, operation: str) -> Scenario:
    calls = tuple(
        _bound_call(vendor, interaction, operation) for interaction in cassette.interactions
    )
    if operation not in {call.operation for call in calls}:
        found = ", ".join(dict.fromkeys(call.operation for call in calls))
        raise ScenarioError("inputs", f"the recording is of {found}, not of {operation}")
    return Scenario(vendor, operation, cassette.path, cassette.interactions, calls, "recording")


def _bound_call(vendor: Vendor, interaction: Interaction, operation: str) -> Call:
    bound = bind(vendor.manifest, interaction.request, prefer=operation)
    if isinstance(bound, NotDriven):
        raise ScenarioError(
            "inputs",
            f"no case names this cassette, and its request in line {interaction.line} cannot be "
            f"driven: {bound.reason}",
        )
    return Call(bound.operation, bound.arguments, bound.key)
