"""A finished text into its place: played first, then put there whole or not at all."""

from __future__ import annotations

import contextlib
import os
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


def put(path: Path, text: str) -> None:
    """Replace the file atomically; what was there stays when that fails."""
    lacking = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, so that no run of the tests takes it for a cassette.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        for folder in lacking:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
