"""`action.yml`: what it declares holds together, and its commands do what it says."""

from __future__ import annotations

import json
import tomllib

import pytest

from tests.architecture import ROOT
from tests.cli.conftest import *  # noqa: F403 - the fixtures
from tests.cli.project import DOCUMENT, Project
from tests.published.action import ACTION, BASH, run_compare, step

needs_bash = pytest.mark.skipif(BASH is None, reason="no bash: steps of the action are not run")
NULLABLE = DOCUMENT.replace(
    "description: {type: string, title", "description: {nullable: true, type: string, title"
)
INPUTS = {"spec": "shop", "openapi": "new.yaml"}


def test_every_step_has_a_shell_and_reads_inputs_as_variables_alone() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for item in ACTION["runs"]["steps"]:
        assert item["shell"] == "bash"
        assert "${{" not in item["run"], "a value in a script would be read as code"


def test_every_input_is_used_and_every_output_is_made() -> None:
    steps = json.dumps(ACTION["runs"])
    assert all(f"inputs.{name} " in steps for name in ACTION["inputs"])
    made = step("Compare")["run"]
    for name, item in ACTION["outputs"].items():
        assert item["value"] == f"${{{{ steps.diff.outputs.{name} }}}}"
        assert f"{name}=" in made or f"{name}<<" in made


def test_the_extra_that_is_installed_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert '"$SOURCE[compiler]"' in step("Install portwright")["run"]
    assert "compiler" in project["optional-dependencies"]
    assert (ROOT / "constraints.txt").is_file()


@needs_bash
def test_a_break_fails_the_step_and_is_told(shop: Project) -> None:
    shop.write("new.yaml", NULLABLE)
    ran = run_compare(shop.folder, {**INPUTS, "sarif": "out.sarif"})
    assert ran.code == 1, ran.shown
    assert ran.outputs == {"breaks": "true", "report": "portwright-diff.md"}
    assert "may be null" in ran.summary
    assert (shop.folder / "portwright-diff.md").read_text(encoding="utf-8") == ran.summary
    sarif = json.loads((shop.folder / "out.sarif").read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1


@needs_bash
def test_what_breaks_nothing_passes(shop: Project) -> None:
    shop.write("new.yaml", DOCUMENT)
    ran = run_compare(shop.folder, INPUTS)
    assert (ran.code, ran.outputs["breaks"]) == (0, "false"), ran.shown


@needs_bash
def test_all_operations_of_a_document(shop: Project) -> None:
    shop.write("old.yaml", DOCUMENT)
    shop.write("new.yaml", NULLABLE)
    ran = run_compare(shop.folder, {"spec": "old.yaml", "openapi": "new.yaml", "all": "true"})
    assert ran.code == 1, ran.shown
    assert (
        run_compare(
            shop.folder,
            {"spec": "old.yaml", "openapi": "new.yaml", "all": "true", "fail-on": "never"},
        ).code
        == 0
    )


@needs_bash
def test_an_unreadable_document_is_no_break(shop: Project) -> None:
    shop.write("new.yaml", "[")
    ran = run_compare(shop.folder, {**INPUTS, "sarif": "out.sarif"})
    assert (ran.code, ran.outputs["breaks"]) == (3, "false")
    assert "new.yaml:1:2" in ran.summary
    assert ran.summary
    assert json.loads((shop.folder / "out.sarif").read_text(encoding="utf-8"))["runs"]


@needs_bash
@pytest.mark.parametrize("name", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--help"])
def test_names_are_never_code(shop: Project, name: str) -> None:
    shop.write("new.yaml", DOCUMENT)
    ran = run_compare(shop.folder, {**INPUTS, "spec": name})
    assert ran.code not in (0, 1)
    assert not (shop.folder / "pwned").exists()
