"""Recordings that other clients made, driven through ours, one interaction after the other.

The recorded request is parsed into arguments of the public method; what the client then sends is
compared with what was recorded, and the recorded answer is decoded. What a recording says that the
method has no place for is named and left out, and the rest is compared all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from portwright_harness.bind import Bound, NotDriven, bind, bind_partly
from portwright_harness.cassette import read_recording
from portwright_harness.departure import Departure
from portwright_harness.foreign.driven import LEVELS, Driven, Judged, Reason
from portwright_harness.foreign.judge import Judge
from portwright_harness.recording import Interaction
from portwright_harness.scenario import Call, Scenario
from portwright_harness.vendor import Vendor


@dataclass(frozen=True, slots=True)
class Reread:
    """An interaction as a client of the document can have it, and what it was against it."""

    interaction: Interaction
    departures: tuple[Departure, ...]


ReadAs = Callable[[Interaction], Interaction | Reread]


def recorded_as_is(interaction: Interaction) -> Interaction:
    """The interaction itself."""
    return interaction


def recorded_at(address: str, ours: str) -> ReadAs:
    """Recordings of one address as if they had been made at another, a sandbox's for example."""
    old, new = address.rstrip("/") + "/", ours.rstrip("/") + "/"

    def read_as(interaction: Interaction) -> Interaction:
        request = interaction.request
        if not request.url.startswith(old):
            return interaction
        url = new + request.url.removeprefix(old)
        return replace(interaction, request=replace(request, url=url))

    return read_as


def drive(vendor: Vendor, path: Path, read_as: ReadAs = recorded_as_is) -> list[Driven]:
    """Drive every interaction of a recording; raises CassetteError.

    `read_as` makes an interaction of it that a client of the spec can have: of a recording that
    was made at another address, for example. What it says to be against the document is told.
    """
    read = (read_as(interaction) for interaction in read_recording(path).interactions)
    return [
        _one(vendor, path, item.interaction, item.departures)
        if isinstance(item, Reread)
        else _one(vendor, path, item, ())
        for item in read
    ]


def not_driven(path: Path, why: str) -> list[Driven]:
    """The interactions of a recording that nothing can drive; raises CassetteError."""
    judged = Judged("not driven", (Reason(why, why),))
    return [
        Driven(*_facts(path, item), None, dict.fromkeys(LEVELS, judged))
        for item in read_recording(path).interactions
    ]


def scenario_of_interaction(
    vendor: Vendor, path: Path, interaction: Interaction, bound: Bound
) -> Scenario:
    """The call that a recorded request stands for, answered by its own recording."""
    call = Call(bound.operation, bound.arguments, bound.key)
    aside = tuple(key for departure in bound.departures for key in departure.at)
    recorded = [interaction]
    return Scenario(vendor, bound.operation, path, recorded, (call,), "recording", aside=aside)


def _one(
    vendor: Vendor, path: Path, interaction: Interaction, told: tuple[Departure, ...]
) -> Driven:
    facts = _facts(path, interaction)
    judge = _judge(vendor, path, interaction, told)
    if isinstance(judge, NotDriven):
        reason = Reason(judge.kind, judge.reason)
        return Driven(*facts, None, dict.fromkeys(LEVELS, Judged("not driven", (reason,))))
    levels = judge.levels()
    return Driven(*facts, judge.scenario.operation, levels, judge.filled, judge.selected)


def _facts(path: Path, interaction: Interaction) -> tuple[str, int, str, int]:
    request = f"{interaction.request.method} {interaction.request.url.partition('?')[0]}"
    return path.name, interaction.line, request, interaction.response.status


def _judge(
    vendor: Vendor, path: Path, interaction: Interaction, told: tuple[Departure, ...]
) -> Judge | NotDriven:
    """The whole call if it is sent as it was recorded, else the part that the method can say."""
    whole = bind(vendor.manifest, interaction.request)
    if isinstance(whole, Bound):
        judge = Judge(scenario_of_interaction(vendor, path, interaction, whole), told)
        if not judge.differences():
            return judge
    part = bind_partly(vendor.manifest, interaction.request)
    if isinstance(part, NotDriven):
        return part
    scenario = scenario_of_interaction(vendor, path, interaction, part)
    return Judge(scenario, (*told, *part.departures))
