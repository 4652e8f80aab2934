"""`portwright simulate` on the Stripe spec and on a shop: what it prints, writes and exits with."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portwright.cli.verbs import portwright
from portwright.simulate.package import PackageError, load_target
from portwright.simulate.properties.table import PROPERTIES
from tests.cli.project import DOCUMENT, SPEC

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SCENARIO = """\
scenario: 1
title: a short one
duration: 6s
traffic: [{constant: 20/s, operations: {get_order: 100%}}]
faults: [{outage: refused, from: 2s, until: 4s}]
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A spec that was never compiled, and a scenario."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "specs/shop/integration.yaml": SPEC,
        "specs/shop/openapi.yaml": DOCUMENT,
        "scenario.yaml": SCENARIO,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(portwright, ["simulate", *arguments])


def on_shop(*arguments: str) -> Result:
    return run("specs/shop", "--scenario", "scenario.yaml", *arguments)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_that_ships_holds(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spec = "scenarios/shop" if path.stem == "hostile" else "specs/stripe"
    result = run(
        str(ROOT / spec), "--scenario", str(path),
        "--generated", str(ROOT / "generated"), "--format", "json",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["holds"] is True
    assert report["summary"]["offered"] > 1000
    assert all(fault["sent"] > 0 for fault in report["faults"])


def test_the_hostile_scenario_leaves_nothing_untested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scenario = str(ROOT / "scenarios/hostile.yaml")
    result = run(str(ROOT / "scenarios/shop"), "--scenario", scenario)
    assert "not tested" not in result.stdout
    assert result.stdout.count("\nholds ") == len(PROPERTIES)


def test_every_scenario_that_ships_has_its_picture() -> None:
    names = {"outage", "brown_out", "throttling_storm", "hostile"}
    assert {path.stem for path in SCENARIOS} == names
    page = (ROOT / "docs/simulator.md").read_text(encoding="utf-8")
    for path in SCENARIOS:
        assert f"simulations/{path.stem}.svg" in page
        assert (ROOT / f"docs/simulations/{path.stem}.svg").is_file()


def test_a_package_that_is_not_there_is_compiled_aside(shop: Path) -> None:
    result = on_shop()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("shop, live: a short one (seed 0)\n")
    assert (shop / ".portwright/simulated/shop/manifest.json").is_file()
    assert not (shop / "generated").exists()


def test_a_package_that_is_current_is_taken_as_it_is(shop: Path) -> None:
    assert CliRunner().invoke(portwright, ["compile"]).exit_code == 0
    assert on_shop().exit_code == 0
    assert not (shop / ".portwright").exists()


def test_the_same_seed_gives_the_same_bytes(shop: Path) -> None:
    def outputs(seed: str) -> tuple[str, bytes]:
        result = on_shop("--seed", seed, "--format", "json", "--events", "events.jsonl")
        assert result.exit_code == 0, result.output
        return result.stdout, (shop / "events.jsonl").read_bytes()

    assert outputs("1") == outputs("1")
    assert outputs("1") != outputs("2")


def test_events_are_one_json_object_a_line(shop: Path) -> None:
    on_shop("--events", "events.jsonl")
    entries: list[dict[str, Any]] = [
        json.loads(line) for line in (shop / "events.jsonl").read_text("utf-8").splitlines()
    ]
    assert entries[0]["kind"] == "arrive"
    assert sum(entry["kind"] == "end" for entry in entries) >= 120
    assert [entry["kind"] for entry in entries if "fault" in entry["kind"]] == ["fault"]


def test_a_picture_is_written(shop: Path) -> None:
    pytest.importorskip("matplotlib")
    assert on_shop("--plot", "out.png").exit_code == 0
    assert (shop / "out.png").read_bytes().startswith(b"\x89PNG")


def test_a_breach_is_named_and_exits_with_1(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_at_once(self: Any, now: float, cost: int) -> bool:
        return True

    monkeypatch.setattr("portwright_runtime.policies.bulkhead.SlotPool._take", all_at_once)
    text = SCENARIO.replace("outage: refused", "hang: before").replace("20/s", "60/s")
    (shop / "scenario.yaml").write_text(text, encoding="utf-8")
    result = on_shop()
    assert result.exit_code == 1
    assert "BROKEN      concurrency: at 2." in result.stdout
    assert "26 in flight, the bulkhead has 25 slots" in result.stdout


def test_a_mistake_in_the_scenario_exits_with_1(shop: Path) -> None:
    (shop / "scenario.yaml").write_text(SCENARIO.replace("get_", "gte_"), encoding="utf-8")
    result = on_shop()
    assert result.exit_code == 1
    assert "error[E1001]: no operation `gte_order` in the spec" in result.stderr
    assert "--> scenario.yaml:4:" in result.stderr
    machine = on_shop("--format", "json")
    assert machine.exit_code == 1
    assert "E1001" in machine.stdout


def test_a_mistake_in_the_spec_exits_with_1(shop: Path) -> None:
    (shop / "specs/shop/integration.yaml").write_text(
        SPEC.replace("getOrder", "getOdrer"), encoding="utf-8"
    )
    result = on_shop()
    assert result.exit_code == 1
    assert "E0201" in result.stderr


def test_a_scenario_that_is_not_there_is_told(shop: Path) -> None:
    result = run("specs/shop", "--scenario", "nothing.yaml")
    assert result.exit_code == 1
    assert "E0001" in result.stderr


def test_a_package_that_cannot_be_imported_is_told_with_its_place(shop: Path) -> None:
    assert CliRunner().invoke(portwright, ["compile"]).exit_code == 0
    target = shop / "generated/shop"
    (target / "client.py").write_text("import nothing_of_the_kind\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"client\.py:1: ModuleNotFoundError: No module named"):
        load_target(target)


def test_a_folder_of_specs_is_told_which_there_are(shop: Path) -> None:
    result = run("specs", "--scenario", "scenario.yaml")
    assert result.exit_code == 2
    assert "specs is a folder of specs; name one of them: specs/shop" in result.stderr


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(shop: Path) -> None:
    (shop / "taken").write_text("", encoding="utf-8")
    result = on_shop("--events", "taken/events.jsonl")
    assert result.exit_code == 2
    assert "taken/events.jsonl cannot be written" in result.stderr


def test_a_run_in_which_nobody_calls_is_a_finding(shop: Path) -> None:
    """Whether anybody comes depends on the seed."""
    text = SCENARIO.replace("constant: 20/s", "poisson: 1/1d")
    (shop / "scenario.yaml").write_text(text, encoding="utf-8")
    result = on_shop("--seed", "5")
    assert result.exit_code == 1
    assert "error[E1006]: nobody calls: with seed 5 no caller comes" in result.stderr


@pytest.mark.parametrize("name", ["out.gif", "out"])
def test_a_picture_of_another_kind_is_refused(shop: Path, name: str) -> None:
    result = on_shop("--plot", name)
    assert result.exit_code == 2
    assert "a picture is .png or .svg" in result.stderr


def test_without_the_plotting_library_nothing_is_run(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    result = on_shop("--plot", "out.png", "--events", "events.jsonl")
    assert result.exit_code == 2
    assert "pip install 'portwright[plot]'" in result.stderr
    assert not (shop / "events.jsonl").exists()


def test_every_operation_of_stripe_can_be_simulated() -> None:
    target = load_target(ROOT / "generated/stripe")
    assert len(target.subjects) > 20
    for name in target.subjects:
        assert target.subjects[name].status == 200, name
