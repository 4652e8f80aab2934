"""The checks of one file in the folder of cassettes: its levels, and the faults it answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from portwright_harness.bind import NotDriven, bind
from portwright_harness.cassette import read_cassette
from portwright_harness.checks import (
    ANY,
    FAULTS,
    HYGIENE,
    PLAYED,
    PROJECT,
    VARIANTS,
    Check,
    distinct,
    levels_of,
)
from portwright_harness.config import Config
from portwright_harness.expectation import means
from portwright_harness.fault_script import label
from portwright_harness.levels import faults, l0
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case
from portwright_harness.places import misplaced, shown_name
from portwright_harness.problem import Problem, ScenarioError
from portwright_harness.recording import CassetteError
from portwright_harness.scenario import Scenario, scenario_of
from portwright_harness.spec_line import case_place
from portwright_harness.vendor import Vendor


def checks_of(vendor: Vendor, path: Path) -> list[Check]:
    """The checks of one cassette, in a fixed order."""
    operation, name = path.parent.name, path.stem
    run: Callable[[], Finding] = partial(l0.check, vendor, path)
    found = [Check(vendor.name, operation, name, HYGIENE, "", run)]
    own = [c for c in vendor.manifest.cases if c.names(operation, name) and not c.faults]
    if not own:
        run = partial(_unnamed, vendor, path)
        found.append(Check(vendor.name, operation, name, PROJECT, "unnamed", run))
    found += _played(vendor, path, own)
    found += _fault_checks(vendor, path, own[0] if own else None)
    found += _variant_checks(vendor, path)
    return distinct(found)


def misplaced_check(config: Config, path: Path) -> Check:
    """The check that a file which no check reads fails."""
    place = path.relative_to(config.cassettes)
    *above, name = place.parts
    vendor, operation, *rest = *above, *(ANY for _ in range(2 - len(above)))
    run = partial(_misplaced, config, path)
    scenario = shown_name("/".join((*rest, name)))
    return Check(vendor, operation, scenario, PROJECT, "misplaced", run)


def happy_cassette(vendor: Vendor, operation: str) -> Path | None:
    """The first cassette of an operation whose last answer is a success."""
    for path in vendor.cassette_paths():
        if path.parent.name != operation:
            continue
        try:
            cassette = read_cassette(path)
        except CassetteError:
            continue  # Its own checks say so.
        if means(vendor.manifest, cassette.interactions[-1].response) is None:
            return path
    return None


def _played(vendor: Vendor, path: Path, cases: list[Case]) -> Iterator[Check]:
    for number, case in enumerate(cases, 1):
        shown = path.stem if number == 1 else f"{path.stem}#{number}"
        for level in levels_of(case):
            played = partial(_run_level, PLAYED[level], vendor, path, case, number)
            run = partial(at_case, vendor, case, played)
            yield Check(vendor.name, path.parent.name, shown, level, "", run)


def _run_level(
    check: Callable[[Scenario], Finding], vendor: Vendor, path: Path, case: Case, number: int
) -> Finding:
    return check(scenario_of(vendor, path, case, number))


def at_case(vendor: Vendor, case: Case, run: Callable[[], Finding]) -> Finding:
    """What a check of a case finds, with the line of the spec on which the case stands."""
    try:
        finding = run()
    except ScenarioError as error:
        finding = Finding((error.problem,))
    return replace(finding, case=case_place(vendor, case)) if finding.problems else finding


def _fault_checks(vendor: Vendor, path: Path, recorded_by: Case | None) -> Iterator[Check]:
    """Fault cases that this cassette answers: by name, or as the first happy one."""
    for case in vendor.manifest.cases:
        if not case.faults or case.op != path.parent.name:
            continue
        if case.cassette == path.stem or (
            case.cassette is None and path == happy_cassette(vendor, case.op)
        ):
            met = partial(faults.check, vendor, case, path, recorded_by)
            run = partial(at_case, vendor, case, met)
            yield Check(vendor.name, case.op, path.stem, FAULTS, label(case.faults), run)


def _variant_checks(vendor: Vendor, path: Path) -> Iterator[Check]:
    """Those that the project asks for; what keeps a cassette from having any is told by others."""
    asked = vendor.config.variants
    if not asked:
        return
    # Not before it is needed: whoever asks for no variants need not import them.
    from portwright_harness.variants import variants_of

    try:
        found = variants_of(vendor, path)
    except (CassetteError, ScenarioError):
        return
    for variant in found:
        if any(fnmatchcase(variant.name, pattern) for pattern in asked):
            run = partial(at_case, vendor, variant.case, variant.run)
            yield Check(vendor.name, path.parent.name, path.stem, VARIANTS, variant.name, run)


def _misplaced(config: Config, path: Path) -> Finding:
    shown = path.relative_to(config.root) if config.root in path.parents else path
    why = misplaced(config.cassettes, path)
    text = f"{shown_name(shown.as_posix())} {why}, so that nothing plays it"
    return Finding((Problem("place", text),))


def _unnamed(vendor: Vendor, path: Path) -> Finding:
    """Inputs must come from elsewhere than the file: else it is compared with itself."""
    operation = path.parent.name
    vendor.operation(operation)
    text = (
        f"no case of the spec names {operation}/{path.name}, so that nothing says what to call; "
        f"add under `tests: cases:` of {vendor.name}'s spec, with the inputs that are meant:\n"
        f"  {_suggested(vendor, path)}"
    )
    return Finding((Problem("case", text),))


def _suggested(vendor: Vendor, path: Path) -> str:
    """A case as a line of YAML, its inputs as they were recorded, for a person to judge."""
    operation = path.parent.name
    entry: dict[str, object] = {"op": operation, "cassette": path.stem, "wire": {}}
    recorded = read_cassette(path).interactions
    bound = bind(vendor.manifest, recorded[0].request, prefer=operation)
    if not isinstance(bound, NotDriven) and bound.operation == operation:
        entry["wire"] = bound.arguments
    raised = means(vendor.manifest, recorded[-1].response)
    return f"- {json.dumps(entry | ({'raises': raised} if raised else {}), ensure_ascii=False)}"
