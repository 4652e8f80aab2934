"""`portwright verify`: what it is asked for must be there, and a fault is told once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.project import Project

SAMPLE = Path(__file__).parents[1] / "harness" / "sample"


@pytest.fixture
def acme(empty: Project) -> Project:
    """The sample of the harness, as a project of its own."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SAMPLE, empty.folder, ignore=ignored, dirs_exist_ok=True)
    return empty


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "--level L9",
            "no level `L9`; there are: L0, L1, L1-vcr, L2, L3, L4, faults, variants, project",
        ),
        ("--level L1 --level l3", "no level `l3`"),
        ("--vendor nope", "no vendor `nope`; there are: acme"),
        ("--vendor acme --vendor nope", "no vendor `nope`"),
    ],
)
def test_what_there_is_not_is_wrong_usage(acme: Project, arguments: str, said: str) -> None:
    result = acme.run("verify", *arguments.split())
    assert result.exit_code == 2
    assert said in result.stderr and result.stdout == ""


def test_a_vendor_where_there_is_none_is_wrong_usage(empty: Project) -> None:
    result = empty.run("verify", "--vendor", "acme")
    assert result.exit_code == 2
    assert "no vendor `acme`; there are: none" in result.stderr


def test_levels_are_chosen(acme: Project) -> None:
    done = acme.execute("verify", "--level", "L0", "--format", "json")
    assert done.returncode == 0, done.stdout
    assert '"level": "L0"' in done.stdout and '"level": "L1"' not in done.stdout


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("client.py", "def broken(:", "SyntaxError: invalid syntax (client.py, line 1)"),
        ("manifest.json", "{}", "manifest.json: Object missing required field"),
    ],
)
def test_a_package_that_cannot_be_used_is_told_once(
    acme: Project, path: str, text: str, said: str
) -> None:
    """In a process of its own: a package once imported stays imported."""
    acme.write(f"sample_generated/acme/{path}", text)
    done = acme.execute("verify")
    assert done.returncode == 1
    assert done.stdout.count("FAIL") == done.stdout.count(said) == 1


def test_a_report_for_programs_names_the_level_of_each_check(acme: Project) -> None:
    acme.write("cassettes/acme/loose.yml", "version: 1")
    done = acme.execute("verify", "--level", "project", "--format", "json")
    results = json.loads(done.stdout)["results"]
    failed = [item for item in results if item["verdict"] == "failed"]
    assert [(item["id"], item["level"]) for item in failed] == [
        ("acme/*/loose.yml[project-misplaced]", "project")
    ]


def test_the_project_is_found_from_a_folder_in_it(acme: Project) -> None:
    """As pytest finds it."""
    (acme.folder / "src").mkdir()
    done = Project(acme.folder / "src").execute("verify", "--level", "L0")
    assert done.returncode == 0, done.stdout
    assert "0 failed, 7 cassettes" in done.stdout and "pyproject" not in done.stderr


def test_a_project_that_does_not_declare_itself_is_told_what_pytest_asks_for(acme: Project) -> None:
    (acme.folder / "pyproject.toml").unlink()
    (acme.folder / "sample_generated").rename(acme.folder / "generated")
    done = acme.execute("verify", "--level", "L0")
    assert done.returncode == 0, done.stdout
    assert "add `[tool.portwright]` to pyproject.toml" in done.stderr
