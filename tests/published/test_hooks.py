"""`.pre-commit-hooks.yaml`: read as pre-commit reads it, and its commands run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pre_commit.clientlib import load_manifest

from tests.architecture import ROOT
from tests.cli.conftest import *  # noqa: F403 - the fixtures
from tests.cli.project import DOCUMENT, Project

HOOKS: dict[str, Any] = {
    hook["id"]: hook for hook in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
}


def run(project: Project, hook: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The hook's command with what a team writes under `args`, as pre-commit starts it."""
    program, *rest = shlex.split(HOOKS[hook]["entry"])
    found = Path(sys.executable).parent / program
    return subprocess.run(
        [str(found), *rest, *HOOKS[hook]["args"], *arguments],
        cwd=project.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_all_hooks_take_no_file_names_and_install_what_they_need() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    for hook in HOOKS.values():
        assert hook["language"] == "python" and not hook["pass_filenames"]
        [needed] = hook["additional_dependencies"]
        named = re.fullmatch(r"\.\[([\w,]+)\]", needed)
        assert named is not None and set(named[1].split(",")) <= extras.keys()


@pytest.mark.parametrize("hook", ["portwright-check", "portwright-compile"])
def test_specs_that_hold_pass_and_others_fail(shop: Project, hook: str) -> None:
    assert shop.run("compile").exit_code == 0
    assert run(shop, hook).returncode == 0
    shop.write("specs/shop/integration.yaml", shop.spec.read_text(encoding="utf-8") + "nope: 1\n")
    assert run(shop, hook).returncode == 1


def test_a_package_that_somebody_edited_fails(shop: Project) -> None:
    assert shop.run("compile").exit_code == 0
    (shop.package / "models.py").write_text("", encoding="utf-8")
    assert run(shop, "portwright-compile").returncode == 1


def test_cassettes_are_replayed(shop: Project) -> None:
    shop.write("pyproject.toml", "[tool.portwright]\n")
    done = run(shop, "portwright-verify")
    assert done.returncode == 1 and "nothing to verify" in done.stdout


@pytest.mark.parametrize(("change", "code"), [("nullable: true, ", 1), ("", 0)])
def test_a_new_document_is_compared(shop: Project, change: str, code: int) -> None:
    before = "description: {type: string, title"
    after = f"description: {{{change}type: string, title"
    shop.write("new.yaml", DOCUMENT.replace(before, after))
    assert run(shop, "portwright-diff", "shop", "new.yaml").returncode == code
