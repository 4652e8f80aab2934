"""The committed cassettes of Kinto say what they are; this needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from portwright_harness.cassette import read_cassette
from portwright_harness.config import read_config
from portwright_harness.vendor import load_vendor
from scripts.kinto_live.scenes import SCENES
from scripts.kinto_live.server import version
from tests.architecture import ROOT


def committed() -> Iterator[Path]:
    return (p for p in ROOT.glob("cassettes/kinto/*/*.yaml") if not p.match("*.snapshot.yaml"))


def test_each_case_has_a_scene_and_a_recording() -> None:
    cases = load_vendor(read_config(ROOT), "kinto").cases()
    recorded = {f"{path.parent.name}/{path.stem}" for path in committed()}
    assert recorded == {scene.case for scene in SCENES}
    assert recorded == {f"{case.op}/{case.cassette}" for case in cases}


def test_each_is_a_recording_of_a_server_that_we_ran() -> None:
    for path in committed():
        facts = read_cassette(path).provenance
        assert facts is not None
        assert (facts.source, facts.facts["environment"]) == ("self_hosted", "local")


def test_the_document_is_of_the_version_that_is_installed() -> None:
    lock = yaml.safe_load((ROOT / "specs/kinto/source.lock").read_text(encoding="utf-8"))
    [entry] = lock["documents"].values()
    assert entry["origin"] == {"pypi": f"kinto@{version()}", "path": "/v1/__api__"}
