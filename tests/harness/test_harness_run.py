"""A whole project verified outside pytest, and its reports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from portwright_harness import checks
from portwright_harness.checks import LEVELS
from portwright_harness.config import Config, ConfigError, find_config, read_config
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import ManifestError, read_manifest
from portwright_harness.run import SelectionError, find_checks, verify
from tests.harness.project import SAMPLE, Project


def test_the_sample_passes() -> None:
    progress: list[tuple[int, int]] = []
    report = verify(SAMPLE, progress=lambda done, total: progress.append((done, total)))
    assert report.ok, report.text()
    assert progress == [(n + 1, len(report.results)) for n in range(len(report.results))]
    assert {result.level for result in report.results} == set(LEVELS) - {"L4"}  # it has no port


def test_ids_are_in_a_fixed_order() -> None:
    ids = [check.id for check in find_checks(read_config(SAMPLE))]
    assert ids == [check.id for check in find_checks(read_config(SAMPLE))]
    assert ids[:9] == [
        "acme/*/package[project]",
        "acme/*/tests[project]",
        "acme/create_order/ok[L0]",
        "acme/create_order/ok[L1]",
        "acme/create_order/ok[L1-vcr]",
        "acme/create_order/ok[L2]",
        "acme/create_order/ok[L3]",
        "acme/create_order/ok[faults-reset]",
        "acme/create_order/ok[faults-connect,ok]",
    ]
    assert "acme/create_refund/ok[faults-timeout,503,ok]" in ids


def test_vendors_and_levels_are_chosen() -> None:
    report = verify(SAMPLE, vendors=["acme"], levels=["L3"])
    assert {result.level for result in report.results} == {"L3", "project"}
    assert {result.vendor for result in report.results} == {"acme"}
    assert {r.level for r in verify(SAMPLE, levels=["project"]).results} == {"project"}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"vendors": ["acme", "nope"]}, "no vendor `nope`; there are: acme"),
        (
            {"levels": ["L9"]},
            "no level `L9`; there are: L0, L1, L1-vcr, L2, L3, L4, faults, variants, project",
        ),
        ({"levels": ["l1"]}, "no level `l1`"),
    ],
)
def test_what_there_is_not_cannot_be_chosen(chosen: dict[str, Any], said: str) -> None:
    with pytest.raises(SelectionError) as caught:
        verify(SAMPLE, **chosen)
    assert said in str(caught.value)


def test_a_vendor_is_known_by_its_package_or_its_cassettes(project: Project) -> None:
    (project.cassettes / "nobody").mkdir()
    (project.cassettes / "nobody" / "loose.yaml").write_text("version: 1", encoding="utf-8")
    report = verify(SAMPLE, config=project.vendor.config, vendors=["nobody"])
    assert {result.id: result.passed for result in report.results} == {
        "nobody/*/manifest[project]": False,
        "nobody/*/loose.yaml[project-misplaced]": False,
    }


def test_nothing_to_verify_is_no_success(tmp_path: Path) -> None:
    report = verify(tmp_path)
    assert not report.ok
    looked = f"no package in {tmp_path / 'generated'}, no cassette in {tmp_path / 'cassettes'}"
    assert report.text().startswith(f"nothing to verify: {looked} (no pyproject.toml there")
    declared = Config(tmp_path, tmp_path / "a", tmp_path / "b")
    assert verify(tmp_path, config=declared).text().endswith(f"no cassette in {tmp_path / 'b'}")


def test_the_summary_counts_cassettes(project: Project) -> None:
    config = project.vendor.config
    assert "0 failed, 7 cassettes" in verify(SAMPLE, config=config, levels=["L1"]).summary()
    shutil.rmtree(project.cassettes)
    assert verify(SAMPLE, config=config).summary().endswith("2 failed, 0 cassettes")


def test_the_summary_counts_what_the_models_do_not_know(project: Project) -> None:
    config = project.vendor.config
    assert "unknown" not in verify(SAMPLE, config=config, levels=["L1"]).summary()
    known = verify(SAMPLE, config=config).summary()
    assert known.endswith(
        "; unknown enum values: 1, fields not selected or unknown: 2, fields not in the document: 2"
    )
    project.edit("create_refund", "ok", '"status":"succeeded"', '"status":"teleported","x":1')
    found = verify(SAMPLE, config=config).summary()
    assert found.endswith(
        "; unknown enum values: 2, fields not selected or unknown: 3, fields not in the document: 3"
    )


def test_what_all_levels_say_of_a_cassette_is_told_once(project: Project) -> None:
    project.edit("get_order", "paid", "version: 1", "version: 2")
    report = verify(SAMPLE, config=project.vendor.config)
    failed = [result.level for result in report.results if not result.passed]
    assert failed == ["L0", "L1", "L1-vcr", "L2", "L3"]
    shown = [line for line in report.text().splitlines() if line.startswith("FAIL ")]
    assert shown == ["FAIL acme/get_order/paid[L0, L1, L1-vcr, L2, L3]"]
    assert report.text().count("version '2' is not 1") == 1
    assert len([r for r in json.loads(report.json())["results"] if r["problems"]]) == 5


def test_a_manifest_that_is_not_there_says_what_writes_it(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="`portwright compile` writes it, from specs/acme/"):
        read_manifest(tmp_path / "acme" / "manifest.json")


def test_a_failure_is_told_in_text_and_json(project: Project) -> None:
    project.edit("create_refund", "ok", "amount=500", "amount=501")
    report = verify(SAMPLE, config=project.vendor.config, levels=["L1", "L3"])
    assert not report.ok
    text = report.text()
    assert "FAIL acme/create_refund/ok[L1]\n    request: async client: request 1 of 1" in text
    assert "      - body       amount = 501\n      + body       amount = 500" in text
    assert "1 failed" in text and "ok   acme" not in text
    assert "ok   acme/create_refund/ok[L3] 3/4 fields" in report.text(verbose=True)
    document = json.loads(report.json())
    [failed] = [r for r in document["results"] if r["verdict"] == "failed"]
    assert failed["id"] == "acme/create_refund/ok[L1]"
    assert failed["problems"][0]["kind"] == "request"
    assert document["ok"] is False and document["report"] == 1


def test_a_check_that_breaks_fails_and_hides_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(scenario: object) -> Finding:
        raise RuntimeError("no such luck")

    monkeypatch.setitem(checks.PLAYED, "L3", broken)
    report = verify(SAMPLE, config=project.vendor.config, levels=["L1", "L3"])
    assert {result.level for result in report.results if not result.passed} == {"L3"}
    assert "the check broke: RuntimeError: no such luck" in report.text()
    assert any(result.level == "L1" and result.passed for result in report.results)


def test_cassettes_without_a_generated_package_fail(project: Project) -> None:
    (project.cassettes / "acme").rename(project.cassettes / "nobody")
    report = verify(SAMPLE, config=project.vendor.config)
    told = {r.id: r.passed for r in report.results if r.vendor == "nobody"}
    assert told == {"nobody/*/manifest[project]": False}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_such", "ModuleNotFoundError: No module named 'nothing_such'"),
        ("def broken(:", "SyntaxError: invalid syntax (__init__.py, line 1)"),
        ("", "has no class Acme, which its manifest names"),
    ],
    ids=["import", "syntax", "class"],
)
def test_a_package_that_does_not_import_fails_once(
    project: Project, tmp_path: Path, request: pytest.FixtureRequest, code: str, said: str
) -> None:
    generated = tmp_path / f"broken_{request.node.callspec.id}"
    (generated / "acme").mkdir(parents=True)
    manifest = SAMPLE / "sample_generated" / "acme" / "manifest.json"
    (generated / "acme" / "manifest.json").write_bytes(manifest.read_bytes())
    (generated / "acme" / "__init__.py").write_text(code, encoding="utf-8")
    report = verify(tmp_path, config=Config(tmp_path, generated, project.cassettes))
    [failed] = [result for result in report.results if not result.passed]
    assert failed.id == "acme/*/package[project]"
    assert said in report.text()
    assert {result.level for result in report.results} == {"L0", "project"}, "nothing is played"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "missing required field"),
        ("[]", "expected `object`"),
        ('{"manifest": 2', "truncated"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=f"(?i){reason}"):
        read_manifest(path)


def test_a_manifest_of_another_version_is_refused(tmp_path: Path) -> None:
    manifest = json.loads((SAMPLE / "sample_generated/acme/manifest.json").read_text("utf-8"))
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({**manifest, "manifest": 2}), encoding="utf-8")
    with pytest.raises(ManifestError, match="version 2 is not 1"):
        read_manifest(path)


@pytest.mark.parametrize(
    "text",
    [
        "[tool.portwright]\ngenerated = 1",
        "[tool",
        "[tool]\nportwright = 1",
        "[tool.portwright]\nspecs = 'x'",
    ],
)
def test_bad_settings_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        read_config(tmp_path)


def test_a_misspelled_setting_is_refused_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.portwright]\ngenerate = 'x'", encoding="utf-8")
    with pytest.raises(ConfigError, match="no setting `generate`; did you mean `generated`"):
        read_config(tmp_path)


def test_the_project_is_found_from_within(tmp_path: Path) -> None:
    inner = tmp_path / "shop" / "src"
    inner.mkdir(parents=True)
    assert find_config(inner).root == inner, "nothing is declared"
    (inner / "pyproject.toml").write_text("[tool.other]", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.portwright]", encoding="utf-8")
    assert find_config(inner).root == tmp_path
    (tmp_path / "shop" / "pyproject.toml").write_text("[tool.portwright]", encoding="utf-8")
    assert find_config(inner) == read_config(tmp_path / "shop")


def test_settings_have_defaults(tmp_path: Path) -> None:
    found = read_config(tmp_path)
    assert (found.generated, found.cassettes) == (tmp_path / "generated", tmp_path / "cassettes")
    assert not found.declared
