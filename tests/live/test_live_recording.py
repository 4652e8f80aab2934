"""What `portwright record` makes of a vendor that is really there."""

from __future__ import annotations

from pathlib import Path

import pytest

from portwright_harness.cassette import read_cassette
from portwright_harness.checks import LEVELS
from portwright_harness.config import Config
from portwright_harness.recorder.plan import Plan, Wish, make_plan
from portwright_harness.recorder.problem import RecordingFailedError
from portwright_harness.recorder.record import record
from portwright_harness.run import verify
from portwright_harness.vendor import load_vendor
from scripts.kinto_live.scenes import SCENES, prepare
from scripts.kinto_live.server import Server, running
from tests.architecture import ROOT


def config_in(folder: Path) -> Config:
    """The committed package, its cassettes in a folder of their own."""
    return Config(ROOT, ROOT / "generated", folder / "cassettes")


def plan_of(case: str, folder: Path) -> Plan:
    return make_plan(load_vendor(config_in(folder), "kinto"), Wish(case))


def test_all_cases_are_recorded_and_play_without_the_server(
    kinto_python: Path, tmp_path: Path
) -> None:
    with running(kinto_python) as server:
        for scene in SCENES:
            prepare(scene, server)
            record(plan_of(scene.case, tmp_path), server.environ, lambda _: None)
    report = verify(ROOT, vendors=["kinto"], config=config_in(tmp_path))
    assert [one.finding.problems for one in report.results if one.finding.problems] == []
    assert {one.level for one in report.results} == set(LEVELS)
    found = {path for path in tmp_path.rglob("*.yaml") if not path.match("*.snapshot.yaml")}
    assert {f"{path.parent.name}/{path.stem}" for path in found} == {s.case for s in SCENES}
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert server.password not in text and server.user not in text
        facts = read_cassette(path).provenance
        assert facts is not None and facts.source == "self_hosted"


def test_three_pages_are_three_pages(kinto: Server, tmp_path: Path) -> None:
    [scene] = [scene for scene in SCENES if scene.case == "list_books/three_pages"]
    prepare(scene, kinto)
    plan = plan_of(scene.case, tmp_path)
    record(plan, kinto.environ, lambda _: None)
    requests = [one.request.url for one in read_cassette(plan.path).interactions]
    assert ["_token=" in url for url in requests] == [False, True, True]


def test_another_answer_than_the_case_s_is_not_kept(kinto: Server, tmp_path: Path) -> None:
    """Nobody put the shelf there that the case reads."""
    fresh = Server(kinto.origin)
    with pytest.raises(RecordingFailedError, match="Forbidden"):
        record(plan_of("get_book/found", tmp_path), fresh.environ, lambda _: None)
    assert not list(tmp_path.rglob("*.yaml"))
