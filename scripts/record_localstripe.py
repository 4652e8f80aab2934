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
from typing import Any

from localstripe_recorder import simulator
from localstripe_recorder.provenance import provenance
from localstripe_recorder.recording import Client, SceneFailed, readable, record
from localstripe_recorder.scenes import SCENES, Scene, Wire
from localstripe_recorder.scrub import Scrub

from portwright_harness.manifest import read_manifest
from portwright_harness.package import import_package
from portwright_harness.seal import sealed_text
from portwright_harness.write import write_text

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "generated"
VENDOR = "stripe"
ENVIRONMENT = "test"


def main(wanted: list[str]) -> int:
    scenes = [scene for scene in SCENES if not wanted or _label(scene) in wanted]
    unknown = set(wanted) - {_label(scene) for scene in scenes}
    if unknown:
        say(f"there is no scene {', '.join(sorted(unknown))}")
        return 2
    path = GENERATED / VENDOR / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    client = Client(import_package(ROOT, GENERATED, read_manifest(path)), ENVIRONMENT)
    python = simulator.install(ROOT / ".cache" / simulator.NAME)
    failed = [scene for scene in scenes if not _record(scene, manifest, client, python)]
    say(f"{len(scenes) - len(failed)} recorded, {len(failed)} failed")
    return 1 if failed else 0


def _record(scene: Scene, manifest: dict[str, Any], client: Client, python: Path) -> bool:
    """Record one scene against a fresh simulator; false if the scene did not end as it should."""
    api_key = f"sk_test_{secrets.token_hex(12)}"
    with simulator.running(python, _label(scene), api_key) as running:
        wire = scene.prepare(running)
        try:
            caught = record(scene, wire, client, running)
        except SceneFailed as failure:
            say(f"FAILED {_label(scene)}: {failure}")
            return False
        scrub = Scrub(tuple(manifest["scrub"]))
        interactions = readable(caught, client, running, scrub)
    facts = provenance(manifest, scene.operation, ENVIRONMENT, interactions)
    document = {"version": 1, "metadata": {"provenance": facts}, "interactions": interactions}
    _write(scene, sealed_text(_path(scene), document), secret=api_key, origin=running.origin)
    _tell_case(scene, wire, manifest["cases"])
    return True


def _write(scene: Scene, text: str, *, secret: str, origin: str) -> None:
    for unwanted in (secret, origin):
        if unwanted in text:
            raise SystemExit(f"{_label(scene)}: the recording still holds what must not be kept")
    write_text(_path(scene), text)


def _path(scene: Scene) -> Path:
    return ROOT / "cassettes" / VENDOR / scene.operation / f"{scene.name}.yaml"


def _tell_case(scene: Scene, wire: Wire, cases: Iterable[dict[str, Any]]) -> None:
    """The case of a scene, unless the spec states the same already."""
    key = "with" if scene.of_port else "wire"
    stated = [
        case.get(key)
        for case in cases
        if case["op"] == scene.operation and case["cassette"] == scene.name and not case["faults"]
    ]
    if wire not in stated:
        case = {"op": scene.operation, "cassette": scene.name, key: wire}
        say(f"- {json.dumps(case | ({'raises': scene.raises} if scene.raises else {}))}")


def _label(scene: Scene) -> str:
    return f"{scene.operation}/{scene.name}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
