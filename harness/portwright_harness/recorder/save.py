"""A finished text is played before it is put into its place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from portwright_harness.cassette_checks import checks_of
from portwright_harness.checks import HYGIENE, PLAYED, Check
from portwright_harness.recorder.plan import Plan
from portwright_harness.recorder.problem import RecordingFailedError
from portwright_harness.snapshot_file import ENDING
from portwright_harness.vendor import Vendor


def _failures(checks: Iterable[Check]) -> list[str]:
    """What `verify` would tell of it, all at once: the vendor may not be asked often."""
    found = []
    for check in checks:
        if check.level in (HYGIENE, *PLAYED):
            problems = check.run().problems
            found += [f"  {check.id}: {problem.text}" for problem in problems]
    return found


def check_plays(plan: Plan, text: str) -> dict[Path, str]:
    """Raises RecordingFailedError unless every level passes, in a folder of its own.

    Answers the snapshots of what the port made of it that do not stand beside the cassette yet: a
    recording is the first to say what they are. One that is there is for `verify` to compare.
    """
    with tempfile.TemporaryDirectory(prefix="portwright-") as name:
        config = replace(plan.vendor.config, cassettes=Path(name), update=True)
        staged = Vendor(config, plan.vendor.manifest)
        path = staged.cassette(plan.case.op, plan.path.stem)
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        failures = _failures(checks_of(staged, path))
        if failures:
            raise RecordingFailedError("\n".join(["what was recorded fails", *failures]))
        made = {item: item.read_text("utf-8") for item in path.parent.glob(f"*{ENDING}")}
    wanted = {plan.path.with_name(item.name): snapshot for item, snapshot in made.items()}
    return {item: snapshot for item, snapshot in wanted.items() if not item.exists()}
