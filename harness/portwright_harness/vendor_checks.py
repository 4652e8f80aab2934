"""The checks of a vendor that hang on no cassette: its package, and its spec's cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from portwright_harness.cassette_checks import at_case, happy_cassette
from portwright_harness.checks import ANY, FAULTS, PROJECT, Check, distinct
from portwright_harness.fault_script import label
from portwright_harness.levels import faults
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case
from portwright_harness.package import PackageError
from portwright_harness.problem import Problem
from portwright_harness.record_command import record_command
from portwright_harness.redaction import unreadable_paths
from portwright_harness.snapshot_file import ENDING, snapshot_path
from portwright_harness.vendor import Vendor


def vendor_checks(vendor: Vendor) -> list[Check]:
    """The package, the spec's `tests:`, and the fault cases that need no cassette."""
    found = [
        _check(vendor, "package", partial(_package, vendor)),
        _check(vendor, "tests", partial(_tests, vendor)),
    ]
    return distinct([*found, *_faults(vendor)])


def manifest_check(name: str, reason: str) -> Check:
    """The check that a vendor fails whose manifest cannot be used."""
    finding = Finding((Problem("package", reason),))
    return Check(name, ANY, "manifest", PROJECT, "", lambda: finding)


def is_playable(vendor: Vendor) -> bool:
    """Whether the generated package can be imported; its own check says why not."""
    return not _package(vendor).problems


def _check(vendor: Vendor, name: str, run: Callable[[], Finding]) -> Check:
    return Check(vendor.name, ANY, name, PROJECT, "", run)


def _package(vendor: Vendor) -> Finding:
    try:
        vendor.package()
    except PackageError as error:
        return Finding((Problem("package", str(error)),))
    return Finding()


def _tests(vendor: Vendor) -> Finding:
    """Every case is played by something, and every path of `scrub` is looked at."""
    texts = [
        f"`tests: scrub:` of the spec: `{path}` is neither header.NAME nor body.PATH"
        for path in unreadable_paths(vendor.manifest)
    ]
    problems = [Problem("case", text) for text in (*texts, *_unplayed(vendor))]
    return Finding((*problems, *(Problem("place", text) for text in _strays(vendor))))


def _strays(vendor: Vendor) -> Iterator[str]:
    """Snapshots that nothing is compared with."""
    compared = set()
    numbers: Counter[tuple[str, str]] = Counter()
    for case in vendor.cases():
        if case.cassette is not None and not case.faults:
            numbers[case.op, case.cassette] += 1
            if case.is_of_port:
                path = vendor.cassette(case.op, case.cassette)
                compared.add(snapshot_path(path, numbers[case.op, case.cassette]))
    for path in sorted(vendor.folder.rglob(f"*{ENDING}")):
        if path not in compared:
            place = path.relative_to(vendor.config.cassettes).as_posix()
            yield f"{place} is of no case with the port's inputs (`with:`); delete it"


def _unplayed(vendor: Vendor) -> Iterator[str]:
    """What cases ask for and there is not, each once however many cases ask for it."""
    there = set(vendor.cassette_paths())
    found = (_lack(vendor, case, number, there) for number, case in enumerate(vendor.cases(), 1))
    yield from dict.fromkeys(text for text in found if text is not None)


def _lack(vendor: Vendor, case: Case, number: int, there: set[Path]) -> str | None:
    if case.cassette is None:
        if case.faults:
            return None
        return f"case {number} of the spec, of {case.op}, has neither cassette nor faults"
    path = vendor.cassette(case.op, case.cassette)
    if path in there:
        return None
    place = path.relative_to(vendor.config.cassettes).as_posix()
    lack = f"{place} is a folder, take it away" if path.is_dir() else f"there is no {place}"
    named = f"a case names the cassette `{case.cassette}` of {case.op}"
    return f"{named}; {lack}; record it with\n  {record_command(vendor, case.op, case.cassette)}"


def _faults(vendor: Vendor) -> Iterator[Check]:
    """Fault cases of operations that have no cassette to answer them."""
    for case in vendor.cases():
        if case.faults and case.cassette is None and happy_cassette(vendor, case.op) is None:
            run = partial(at_case, vendor, case, partial(faults.check, vendor, case, None, None))
            yield Check(vendor.name, case.op, "no_cassette", FAULTS, label(case.faults), run)
