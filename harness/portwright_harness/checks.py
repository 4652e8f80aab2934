"""Which checks a project has: for each cassette its levels, and the fault cases of its spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from portwright_harness.cassette import read_cassette
from portwright_harness.fault_script import label
from portwright_harness.levels import faults, l1, l1_vcr, l3
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case
from portwright_harness.problem import Problem, ScenarioError
from portwright_harness.recording import CassetteError
from portwright_harness.scenario import Scenario, scenario_of
from portwright_harness.vendor import Vendor

LEVELS: dict[str, Callable[[Scenario], Finding]] = {
    "L1": l1.check,
    "L1-vcr": l1_vcr.check,
    "L3": l3.check,
}
FAULTS = "faults"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to verify; `run` plays it and never raises for what the check is about."""

    vendor: str
    operation: str
    scenario: str
    level: str
    detail: str
    play: Callable[[], Finding]

    @property
    def id(self) -> str:
        """`vendor/operation/scenario[level]`: the same on every run and machine."""
        shown = f"{self.level}-{self.detail}" if self.detail else self.level
        return f"{self.vendor}/{self.operation}/{self.scenario}[{shown}]"

    def run(self) -> Finding:
        """Verify; a cassette or inputs that cannot be used are problems as well."""
        try:
            return self.play()
        except CassetteError as error:
            return Finding((Problem("cassette", str(error)),))
        except ScenarioError as error:
            return Finding((error.problem,))


def checks_of(vendor: Vendor, path: Path) -> list[Check]:
    """The checks of one cassette file, in a fixed order."""
    operation, name = path.parent.name, path.stem
    own = _cases_of(vendor, operation, name)
    found: list[Check] = []
    for number, case in enumerate(own or [None], 1):
        shown = name if number == 1 else f"{name}#{number}"
        for level, check in LEVELS.items():
            run = partial(_run_level, check, vendor, path, case)
            found.append(Check(vendor.name, operation, shown, level, "", run))
    found += _fault_checks(vendor, path, own[0] if own else None)
    if path == next(iter(vendor.cassette_paths()), None):
        found += _orphans(vendor)
    return _distinct(found)


def _run_level(
    check: Callable[[Scenario], Finding], vendor: Vendor, path: Path, case: Case | None
) -> Finding:
    return check(scenario_of(vendor, path, case))


def _cases_of(vendor: Vendor, operation: str, name: str) -> list[Case]:
    return [
        case
        for case in vendor.manifest.cases
        if case.op == operation and case.cassette == name and not case.faults
    ]


def _fault_checks(vendor: Vendor, path: Path, recorded_by: Case | None) -> Iterator[Check]:
    """Fault cases that this cassette answers: by name, or as the first happy one."""
    for case in vendor.manifest.cases:
        if not case.faults or case.op != path.parent.name:
            continue
        if case.cassette == path.stem or (
            case.cassette is None and path == happy_cassette(vendor, case.op)
        ):
            run = partial(faults.check, vendor, case, path, recorded_by)
            yield Check(vendor.name, case.op, path.stem, FAULTS, label(case.faults), run)


def _orphans(vendor: Vendor) -> Iterator[Check]:
    """Cases that no cassette file answers; they hang on the vendor's first cassette."""
    for case in vendor.manifest.cases:
        if not case.op:
            continue
        if case.cassette is not None and not _cassette_path(vendor, case).is_file():
            run = partial(_missing, case)
            yield Check(vendor.name, case.op, case.cassette, "L1", "missing", run)
        elif case.faults and case.cassette is None and happy_cassette(vendor, case.op) is None:
            run = partial(faults.check, vendor, case, None, None)
            yield Check(vendor.name, case.op, "no_cassette", FAULTS, label(case.faults), run)


def orphans(vendor: Vendor) -> list[Check]:
    """The cases of a vendor that has no cassettes at all."""
    return _distinct(list(_orphans(vendor)))


def _cassette_path(vendor: Vendor, case: Case) -> Path:
    return vendor.folder / case.op / f"{case.cassette}.yaml"


def _missing(case: Case) -> Finding:
    text = f"a case names the cassette `{case.cassette}` of {case.op}, and there is no such file"
    return Finding((Problem("cassette", text),))


def happy_cassette(vendor: Vendor, operation: str) -> Path | None:
    """The first cassette of an operation whose last answer is a success."""
    for path in sorted((vendor.folder / operation).glob("*.yaml")):
        try:
            cassette = read_cassette(path)
        except CassetteError:
            continue  # Its own checks say so.
        if cassette.interactions[-1].response.status < 400:
            return path
    return None


def _distinct(found: list[Check]) -> list[Check]:
    """Numbers for checks that would share an id."""
    seen: dict[str, int] = {}
    distinct = []
    for check in found:
        count = seen[check.id] = seen.get(check.id, 0) + 1
        again = f"{check.detail}#{count}" if check.detail else f"#{count}"
        distinct.append(check if count == 1 else replace(check, detail=again))
    return distinct
