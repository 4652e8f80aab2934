"""Recordings that other clients made, driven through ours, one interaction after the other.

The recorded request is parsed into arguments of the public method; what the client then sends is
compared with what was recorded, and the recorded answer is decoded. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from portwright_harness.bind import Bound, NotDriven, bind
from portwright_harness.cassette import read_cassette
from portwright_harness.levels import l1, l2, l3
from portwright_harness.problem import ScenarioError
from portwright_harness.recording import Interaction
from portwright_harness.scenario import Call, Scenario
from portwright_harness.vendor import Vendor

Verdict = Literal["equal", "deviation", "not driven", "failed"]


@dataclass(frozen=True, slots=True)
class Driven:
    """What came of one interaction.

    `equal`: sent canonically equal, decoded as the document says. `deviation`: the same, but the
    answer departs from the document as `deviations.yaml` says (`details` names the fields); where
    it says nothing of a null that the document forbids, the interaction failed. `not driven` and
    `failed` say why in `details`.
    """

    file: str
    line: int
    request: str
    status: int
    verdict: Verdict
    operation: str | None = None
    details: tuple[str, ...] = ()
    filled: int = 0
    selected: int = 0


ReadAs = Callable[[Interaction], Interaction]


def _as_recorded(interaction: Interaction) -> Interaction:
    return interaction


def drive(vendor: Vendor, path: Path, read_as: ReadAs = _as_recorded) -> list[Driven]:
    """Drive every interaction of a recording; raises CassetteError.

    `read_as` makes an interaction of it that a client of the spec can have: of a recording that
    was made at another address, for example.
    """
    interactions = read_cassette(path).interactions
    return [_one(vendor, path, read_as(interaction)) for interaction in interactions]


def scenario_of_interaction(
    vendor: Vendor, path: Path, interaction: Interaction, bound: Bound
) -> Scenario:
    """The call that a recorded request stands for, answered by its own recording."""
    call = Call(bound.operation, bound.arguments, bound.key)
    return Scenario(vendor, bound.operation, path, [interaction], (call,), "recording")


def _one(vendor: Vendor, path: Path, interaction: Interaction) -> Driven:
    request = f"{interaction.request.method} {interaction.request.url.partition('?')[0]}"
    facts = (path.name, interaction.line, request, interaction.response.status)
    bound = bind(vendor.manifest, interaction.request)
    if isinstance(bound, NotDriven):
        return Driven(*facts, "not driven", details=(bound.reason,))
    scenario = scenario_of_interaction(vendor, path, interaction, bound)
    try:
        sent, conforms, decoded = (one.check(scenario) for one in (l1, l2, l3))
    except ScenarioError as error:
        # The schema takes what the typed method refuses: that is our fault, not the recording's.
        return Driven(*facts, "failed", bound.operation, (f"{error.problem.kind}: {error}",))
    problems = [
        f"{item.kind}: {item.text}" for one in (sent, conforms, decoded) for item in one.problems
    ]
    problems += [f"decode: `{name}` is null against the document" for name in decoded.nulls]
    if problems:
        return Driven(*facts, "failed", bound.operation, tuple(problems))
    used = decoded.deviations
    verdict: Verdict = "deviation" if used else "equal"
    filled, selected = decoded.filled or 0, decoded.selected or 0
    return Driven(*facts, verdict, bound.operation, used, filled, selected)
