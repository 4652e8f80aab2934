"""What belongs to nothing: cassettes of no case, cases without their cassette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from portwright_harness.coverage.exchanges import Recorded
from portwright_harness.coverage.points import Point
from portwright_harness.record_command import record_command
from portwright_harness.vendor import Vendor

Kind = Literal[
    "cassette of no case", "case without cassette", "never recorded", "unreadable cassette"
]


@dataclass(frozen=True, slots=True)
class Orphan:
    """`place` is `operation/cassette` or an operation; `command` records it, where one can."""

    kind: Kind
    place: str
    command: str | None = None
    text: str = ""


def orphans_of(vendor: Vendor, recorded: Recorded, points: list[Point]) -> list[Orphan]:
    """Each once, by kind."""
    found = [*_of_no_case(vendor), *_without_cassette(vendor), *_never(points)]
    found += [
        Orphan("unreadable cassette", f"{path.parent.name}/{path.stem}", text=text)
        for path, text in recorded.unreadable.items()
    ]
    return list(dict.fromkeys(found))


def _of_no_case(vendor: Vendor) -> Iterator[Orphan]:
    cases = {(case.op, case.cassette) for case in vendor.cases() if not case.faults}
    for path in vendor.cassette_paths():
        operation, name = path.parent.name, path.stem
        if (operation, name) not in cases:
            yield Orphan("cassette of no case", f"{operation}/{name}")


def _without_cassette(vendor: Vendor) -> Iterator[Orphan]:
    for case in vendor.cases():
        if case.cassette and not vendor.cassette(case.op, case.cassette).is_file():
            command = record_command(vendor, case.op, case.cassette)
            yield Orphan("case without cassette", f"{case.op}/{case.cassette}", command)


def _never(points: list[Point]) -> Iterator[Orphan]:
    """Their commands stand with the gaps."""
    for point in points:
        if point.dimension == "operations" and not point.recorded:
            yield Orphan("never recorded", point.operation)
