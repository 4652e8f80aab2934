"""Verification of a whole project, for the command line and for whoever wants the report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from portwright_harness.cassette_checks import checks_of, misplaced_check
from portwright_harness.checks import LEVELS, PROJECT, Check
from portwright_harness.config import Config, read_config
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import ManifestError, find_manifests
from portwright_harness.places import misplaced, recorded_files
from portwright_harness.problem import Problem
from portwright_harness.report import Report, Result, result_of
from portwright_harness.vendor import load_vendor
from portwright_harness.vendor_checks import is_playable, manifest_check, vendor_checks


class SelectionError(Exception):
    """A vendor or level that there is not."""


def verify(
    root: Path,
    *,
    vendors: Collection[str] | None = None,
    levels: Collection[str] | None = None,
    config: Config | None = None,
    update: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Run every check of the project at `root`, or those of some vendors and levels.

    Whether the project's parts belong together is asked at every level. Raises ConfigError and
    SelectionError. `update` writes snapshots instead of comparing them. `progress` hears of each
    check: how many are done, of how many.
    """
    config = replace(config or read_config(root), update=update)
    checks = list(find_checks(config, vendors, levels))
    results = []
    for done, check in enumerate(checks, 1):
        results.append(_result(check))
        if progress is not None:
            progress(done, len(checks))
    return Report(tuple(results), config, _count_cassettes(config, vendors))


def find_checks(
    config: Config,
    vendors: Collection[str] | None = None,
    levels: Collection[str] | None = None,
) -> Iterator[Check]:
    """Every check, vendor by vendor, in the order of the files' names; raises SelectionError."""
    files = recorded_files(config.cassettes)
    known = find_manifests(config.generated).keys() | set(_folders(config, files))
    _refuse_unknown("vendor", vendors or (), sorted(known))
    _refuse_unknown("level", levels or (), LEVELS)
    found = [check for name in sorted(known) for check in _vendor_checks(config, name)]
    strangers = [path for path in files if misplaced(config.cassettes, path) is not None]
    for check in (*found, *(misplaced_check(config, path) for path in strangers)):
        wanted = vendors is None or check.vendor in vendors
        if wanted and (levels is None or check.level in (*levels, PROJECT)):
            yield check


def _folders(config: Config, files: Iterable[Path]) -> Iterator[str]:
    """The folders of vendors that hold a cassette, well placed or not."""
    for path in files:
        *folders, _ = path.relative_to(config.cassettes).parts
        yield from folders[:1]


def _count_cassettes(config: Config, vendors: Collection[str] | None) -> int:
    """How many cassettes the chosen vendors have, whatever the levels."""
    files = [p for p in recorded_files(config.cassettes) if misplaced(config.cassettes, p) is None]
    return sum(vendors is None or name in vendors for name in _folders(config, files))


def _refuse_unknown(kind: str, wanted: Iterable[str], known: Collection[str]) -> None:
    for name in wanted:
        if name not in known:
            raise SelectionError(f"no {kind} `{name}`; there are: {', '.join(known) or 'none'}")


def _vendor_checks(config: Config, name: str) -> list[Check]:
    try:
        vendor = load_vendor(config, name)
    except ManifestError as error:
        return [manifest_check(name, str(error))]
    recorded = (check for path in vendor.cassette_paths() for check in checks_of(vendor, path))
    found = [*vendor_checks(vendor), *recorded]
    return found if is_playable(vendor) else [check for check in found if not check.played]


def _result(check: Check) -> Result:
    try:
        finding = check.run()
    except Exception as error:  # noqa: BLE001 - one broken check must not hide the others
        text = f"the check broke: {type(error).__name__}: {error}"
        finding = Finding((Problem("outcome", text),))
    return result_of(check, finding)
