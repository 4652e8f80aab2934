"""Verification of a whole project, for the command line and for whoever wants the report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from portwright_harness.checks import Check, checks_of, orphans
from portwright_harness.config import Config, read_config
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import ManifestError, find_manifests
from portwright_harness.problem import Problem
from portwright_harness.report import Report, Result, result_of
from portwright_harness.vendor import load_vendor


def verify(
    root: Path,
    *,
    vendors: Collection[str] | None = None,
    levels: Collection[str] | None = None,
    config: Config | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Run every check of the project at `root`, or those of some vendors and levels.

    Raises ConfigError. `progress` hears of each check: how many are done, of how many.
    """
    checks = list(find_checks(config or read_config(root), vendors, levels))
    results = []
    for done, check in enumerate(checks, 1):
        results.append(_result(check))
        if progress is not None:
            progress(done, len(checks))
    return Report(tuple(results))


def find_checks(
    config: Config,
    vendors: Collection[str] | None = None,
    levels: Collection[str] | None = None,
) -> Iterator[Check]:
    """Every check in the order of the files' names."""
    known = find_manifests(config.generated)
    recorded = {path.name for path in config.cassettes.glob("*") if any(path.glob("*/*.yaml"))}
    for name in sorted(known.keys() | recorded):
        if vendors is None or name in vendors:
            for check in _vendor_checks(config, name):
                if levels is None or check.level in levels:
                    yield check


def _vendor_checks(config: Config, name: str) -> list[Check]:
    try:
        vendor = load_vendor(config, name)
    except ManifestError as error:
        finding = Finding((Problem("cassette", str(error)),))
        return [Check(name, "*", "manifest", "L1", "", lambda: finding)]
    paths = vendor.cassette_paths()
    if not paths:
        return orphans(vendor)
    return [check for path in paths for check in checks_of(vendor, path)]


def _result(check: Check) -> Result:
    try:
        finding = check.run()
    except Exception as error:  # noqa: BLE001 - one broken check must not hide the others
        text = f"the check broke: {type(error).__name__}: {error}"
        finding = Finding((Problem("outcome", text),))
    return result_of(check, finding)
