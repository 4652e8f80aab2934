"""A finished text is played before it is put into its place."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from portwright_harness.cassette_checks import checks_of
from portwright_harness.checks import HYGIENE, PLAYED
from portwright_harness.recorder.plan import Plan
from portwright_harness.recorder.problem import RecordingFailedError
from portwright_harness.snapshot_file import ENDING
from portwright_harness.vendor import Vendor


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
        for check in checks_of(staged, path):
            if check.level in (HYGIENE, *PLAYED):
                for problem in check.run().problems:
                    text = f"what was recorded fails {check.id}: {problem.text}"
                    raise RecordingFailedError(text)
        made = {item: item.read_text("utf-8") for item in path.parent.glob(f"*{ENDING}")}
    wanted = {plan.path.with_name(item.name): snapshot for item, snapshot in made.items()}
    return {item: snapshot for item, snapshot in wanted.items() if not item.exists()}
