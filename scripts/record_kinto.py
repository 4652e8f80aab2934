"""Record `cassettes/kinto` against a Kinto that is started for it; `make test-tools` installs one.

`python scripts/record_kinto.py [OPERATION/CASSETTE …]` records all cases of `specs/kinto`, or those
named, as `portwright record kinto CASE --refresh` does; before each, what it asks for is put there.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portwright_harness.config import read_config  # noqa: E402
from portwright_harness.recorder.plan import Wish, make_plan  # noqa: E402
from portwright_harness.recorder.problem import (  # noqa: E402
    RecordingFailedError,
    RecordingRefusedError,
)
from portwright_harness.recorder.record import record  # noqa: E402
from portwright_harness.vendor import load_vendor  # noqa: E402
from scripts.kinto_live.scenes import SCENES, Scene, prepare  # noqa: E402
from scripts.kinto_live.server import Server, python, running  # noqa: E402


def main(wanted: list[str]) -> int:
    scenes = [scene for scene in SCENES if not wanted or scene.case in wanted]
    unknown = set(wanted) - {scene.case for scene in scenes}
    installed = python()
    if unknown or installed is None:
        say(
            f"there is no case {', '.join(sorted(unknown))}" if unknown else "make test-tools first"
        )
        return 2
    with running(installed) as server:
        failed = [scene for scene in scenes if not _record(scene, server)]
    say(f"{len(scenes) - len(failed)} recorded, {len(failed)} failed")
    return 1 if failed else 0


def _record(scene: Scene, server: Server) -> bool:
    prepare(scene, server)
    vendor = load_vendor(read_config(ROOT), "kinto")
    try:
        plan = make_plan(vendor, Wish(scene.case, refresh=True))
        record(plan, server.environ, lambda _: None)
    except (RecordingFailedError, RecordingRefusedError) as error:
        say(f"FAILED {scene.case}: {error}")
        return False
    return True


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
