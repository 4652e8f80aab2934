"""Record `cassettes/stripe` against localstripe, a stateful imitation of Stripe.

`python scripts/record_localstripe.py [OPERATION/SCENE …]` records all scenes, or those named.
localstripe (GPL) is installed into an environment of its own under `.cache/` and runs as a
process of its own on the loopback interface; nothing of ours imports it. The generated client
makes every call, so a cassette is written only if it decodes the answer. Inputs that the spec's
cases do not state are written to stdout, as cases to put there.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

from localstripe_recorder import simulator
from localstripe_recorder.provenance import provenance
from localstripe_recorder.recording import Client, SceneFailed, record, redacted
from localstripe_recorder.scenes import SCENES, Scene, Wire

from portwright_harness.config import read_config
from portwright_harness.manifest import Case
from portwright_harness.recorder.proof import survivors
from portwright_harness.seal import sealed_text
from portwright_harness.vendor import Vendor, load_vendor
from portwright_harness.write import write_text

ROOT = Path(__file__).resolve().parent.parent
VENDOR = "stripe"
ENVIRONMENT = "test"


def main(wanted: list[str]) -> int:
    scenes = [scene for scene in SCENES if not wanted or _label(scene) in wanted]
    unknown = set(wanted) - {_label(scene) for scene in scenes}
    if unknown:
        say(f"there is no scene {', '.join(sorted(unknown))}")
        return 2
    vendor = load_vendor(read_config(ROOT), VENDOR)
    client = Client(vendor.package(), ENVIRONMENT)
    python = simulator.install(ROOT / ".cache" / simulator.NAME)
    failed = [scene for scene in scenes if not _record(scene, vendor, client, python)]
    say(f"{len(scenes) - len(failed)} recorded, {len(failed)} failed")
    return 1 if failed else 0


def _record(scene: Scene, vendor: Vendor, client: Client, python: Path) -> bool:
    """Record one scene against a fresh simulator; false if the scene did not end as it should."""
    api_key = f"sk_test_{secrets.token_hex(12)}"
    with simulator.running(python, _label(scene), api_key) as running:
        wire = scene.prepare(running)
        try:
            caught = record(scene, wire, client, running)
        except SceneFailed as failure:
            say(f"FAILED {_label(scene)}: {failure}")
            return False
        taken = redacted(caught, scene, client, running, vendor)
    facts = provenance(vendor, scene.operation, ENVIRONMENT, taken)
    document = {"version": 1, "metadata": {"provenance": facts}, "interactions": taken.interactions}
    path = vendor.cassette(scene.operation, scene.name)
    text = sealed_text(path, document)
    if survivors(text, taken.secrets) or running.origin in text:
        raise SystemExit(f"{_label(scene)}: the recording still holds what must not be kept")
    write_text(path, text)
    _tell_case(scene, wire, vendor.manifest.cases)
    return True


def _tell_case(scene: Scene, wire: Wire, cases: Iterable[Case]) -> None:
    """The case of a scene, unless the spec states the same already."""
    stated = [
        case.with_ if scene.of_port else case.wire
        for case in cases
        if case.names(scene.operation, scene.name) and not case.faults
    ]
    if wire not in stated:
        key = "with" if scene.of_port else "wire"
        case = {"op": scene.operation, "cassette": scene.name, key: wire}
        say(f"- {json.dumps(case | ({'raises': scene.raises} if scene.raises else {}))}")


def _label(scene: Scene) -> str:
    return f"{scene.operation}/{scene.name}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
