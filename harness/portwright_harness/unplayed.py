"""Checks that cannot be played, for runs that select checks by their names and levels.

A check that is not there is selected by nothing, so that `pytest -m portwright_l1` would pass by
leaving out all that is broken. These stand in its place: each says where the fault is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from portwright_harness.checks import ANY, FAULTS, LEVELS, PROJECT, Check, distinct, levels_of
from portwright_harness.fault_script import label
from portwright_harness.levels.finding import Finding
from portwright_harness.vendor import Vendor


class NotPlayedError(Exception):
    """A check that was not run: its text says why, and which check fails for it."""


def without_package(found: Iterable[Check]) -> list[Check]:
    """The checks of a vendor whose package cannot be imported: what needs none stays as it is."""
    reason = "the package cannot be imported"
    return [_not_played(check, reason, "package") if check.played else check for check in found]


def without_manifest(name: str, path: Path) -> list[Check]:
    """A check for each level of a cassette of a vendor of whom nothing is known."""
    place = (name, path.parent.name, path.stem)
    found = (Check(*place, level, "", Finding) for level in LEVELS if level != PROJECT)
    return [_not_played(check, "the manifest cannot be used", "manifest") for check in found]


def without_cassette(vendor: Vendor) -> list[Check]:
    """The checks of the cases whose cassette is not there."""
    there = set(vendor.cassette_paths())
    found = []
    for case in vendor.cases():
        if case.cassette is None or vendor.cassette(case.op, case.cassette) in there:
            continue
        levels = {FAULTS: label(case.faults)} if case.faults else dict.fromkeys(levels_of(case), "")
        for level, detail in levels.items():
            check = Check(vendor.name, case.op, case.cassette, level, detail, Finding)
            found.append(_not_played(check, "the cassette is not there", "tests"))
    return distinct(found)


def _not_played(check: Check, reason: str, told_by: str) -> Check:
    return replace(check, play=_refusal(f"{reason}, see {check.vendor}/{ANY}/{told_by}[{PROJECT}]"))


def _refusal(reason: str) -> Callable[[], Finding]:
    def play() -> Finding:
        raise NotPlayedError(f"not played: {reason}")

    return play
