"""Scenarios: what to call, with which inputs, and which recording must answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from portwright_harness.cassette import read_cassette
from portwright_harness.difference import Key
from portwright_harness.manifest import AdaptedOperation, Case
from portwright_harness.problem import ScenarioError
from portwright_harness.recording import Interaction, Unplayable
from portwright_harness.vendor import Vendor

Origin = Literal["case", "recording"]

KEY = "$key"


@dataclass(frozen=True, slots=True)
class Call:
    """One logical call: JSON values by argument name, and the key it goes under.

    `adapted` is set where the adapter is called, with the inputs of the port's operation; `pages`
    where a list is asked for page by page, at most so many: the result is the list of their values.
    """

    operation: str
    arguments: Mapping[str, Any]
    key: str | None = None
    adapted: AdaptedOperation | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Calls in order and the interactions that answer them.

    `origin` says where the inputs come from: the spec's case, or the recorded requests of another
    client. `environment` is the one that the recording says it is of; `number` tells the cases of
    one cassette apart. `aside` are places of the requests that are not compared, as the recording
    holds there what no call can send. `unplayable` says at which lines plain vcrpy would break.
    """

    vendor: Vendor
    operation: str
    path: Path
    interactions: Sequence[Interaction]
    calls: tuple[Call, ...]
    origin: Origin
    raises: str | None = None
    environment: str | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)
    number: int = 1
    aside: tuple[Key, ...] = ()
    unplayable: tuple[Unplayable, ...] = ()

    @property
    def foreign(self) -> bool:
        """Whether another client made the recording."""
        return self.origin == "recording"


def scenario_of(vendor: Vendor, path: Path, case: Case, number: int = 1) -> Scenario:
    """The scenario of one cassette file; raises CassetteError or ScenarioError.

    The inputs are the case's: inputs out of the cassette would compare the file with itself.
    """
    cassette = read_cassette(path)
    operation = path.parent.name
    return Scenario(
        vendor,
        operation,
        path,
        cassette.interactions,
        (stated_call(vendor, case),),
        "case",
        raises=case.raises,
        environment=cassette.environment,
        expect=case.expect or {},
        number=number,
        unplayable=cassette.unplayable,
    )


def stated_call(vendor: Vendor, case: Case) -> Call:
    """A call with the inputs of a case; `$key` among them is the caller's own key."""
    arguments = case.inputs
    key = arguments.pop(KEY, None)
    stated = None if key is None else str(key)
    entry = vendor.operation(case.op)
    if case.is_of_port:
        return Call(case.op, arguments, stated, vendor.adapted(case.op))
    missing = [a.name for a in entry.arguments if a.required and a.name not in arguments]
    if missing:
        raise ScenarioError("inputs", f"the inputs lack the required argument `{missing[0]}`")
    return Call(case.op, arguments, stated, pages=case.pages)
