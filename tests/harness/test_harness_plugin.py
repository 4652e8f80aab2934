"""The plugin in real pytest runs, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portwright_harness import checks, level_names, places, plugin
from tests.harness.project import SAMPLE

REFUND = "acme/create_refund/ok"
HEAVY = {"vcr", "yaml", "msgspec", "httpx2", "junitparser", "portwright_runtime", "portwright"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project as a user has it."""
    ignored = shutil.ignore_patterns("__pycache__", ".pytest_cache")
    shutil.copytree(SAMPLE, tmp_path / "shop", ignore=ignored)
    return tmp_path / "shop"


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        command,
        cwd=root,
        env={**environment, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def edit(root: Path, old: str, new: str) -> None:
    path = root / "cassettes" / f"{REFUND}.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_cassettes_are_tests(root: Path) -> None:
    done = run(root, "-v", "--strict-markers")
    assert done.returncode == 0, done.stdout + done.stderr
    for level in ("L0", "L1", "L1-vcr", "L3", "faults-timeout,503,ok"):
        assert f"{REFUND}[{level}] PASSED" in done.stdout


def test_a_failure_shows_the_diff_and_no_traceback(root: Path) -> None:
    edit(root, "amount=500", "amount=501")
    done = run(root)
    assert done.returncode == 1
    assert "- body       amount = 501\n  + body       amount = 500" in done.stdout
    assert "Traceback" not in done.stdout and "portwright_harness/" not in done.stdout


def test_markers_select(root: Path) -> None:
    done = run(root, "-m", "portwright_l3", "-v")
    assert done.returncode == 0
    assert f"{REFUND}[L3] PASSED" in done.stdout and "[L1]" not in done.stdout


def test_one_cassette_is_run_by_its_path(root: Path) -> None:
    done = run(root, "-v", f"cassettes/{REFUND}.yaml")
    assert done.returncode == 0
    assert f"{REFUND}[L1] PASSED" in done.stdout and "get_order" not in done.stdout


def test_workers_agree_on_the_ids(root: Path) -> None:
    done = run(root, "-n", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "different tests were collected" not in done.stdout.lower()


def test_the_checks_of_the_vendor_come_along_with_any_of_its_cassettes(root: Path) -> None:
    done = run(root, "-v", f"cassettes/{REFUND}.yaml")
    for name in ("package", "tests"):
        assert done.stdout.count(f"acme/*/{name}[project] PASSED") == 1
    alone = run(root, "-v", "sample_generated/acme/manifest.json::acme/*/tests[project]")
    assert alone.returncode == 0 and "1 passed" in alone.stdout
    both = run(root, "-v", "cassettes", "sample_generated")
    assert both.returncode == 0 and both.stdout.count("acme/*/tests[project] PASSED") == 1


def test_a_case_without_a_cassette_fails_once_in_every_subset(root: Path) -> None:
    (root / "cassettes" / "acme" / "get_order" / "paid.yaml").unlink()
    for arguments in ([], ["-n", "2"], [f"cassettes/{REFUND}.yaml"]):
        done = run(root, *arguments)
        assert done.returncode == 1 and "1 failed" in done.stdout, done.stdout
        assert "there is no acme/get_order/paid.yaml" in done.stdout


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("acme/client.py", "def broken(:", "SyntaxError: invalid syntax (client.py, line 1)"),
        ("acme/manifest.json", "{}", "manifest.json: Object missing required field"),
    ],
)
def test_a_package_that_cannot_be_used_is_one_failure(
    root: Path, path: str, text: str, said: str
) -> None:
    (root / "sample_generated" / path).write_text(text, encoding="utf-8")
    done = run(root)
    assert done.returncode == 1
    assert "1 failed" in done.stdout and "error" not in done.stdout.splitlines()[-1]
    assert said in done.stdout and "Traceback" not in done.stdout


def test_a_vendor_without_a_package_is_one_failure(root: Path) -> None:
    (root / "cassettes" / "acme").rename(root / "cassettes" / "nobody")
    done = run(root, "cassettes")
    assert done.returncode == 1 and "1 failed" in done.stdout
    assert "manifest.json cannot be read" in done.stdout


@pytest.mark.parametrize("place", ["loose.yaml", "acme/loose.yml", "acme/get_order/x/loose.yaml"])
def test_a_cassette_in_the_wrong_place_fails_where_it_stands(root: Path, place: str) -> None:
    path = root / "cassettes" / place
    path.parent.mkdir(exist_ok=True)
    shutil.copy(root / "cassettes" / f"{REFUND}.yaml", path)
    done = run(root)
    assert done.returncode == 1 and "1 failed" in done.stdout
    assert f"cassettes/{place}" in done.stdout


def test_a_cassette_that_no_case_names_fails(root: Path) -> None:
    cassette = root / "cassettes" / f"{REFUND}.yaml"
    shutil.copy(cassette, cassette.with_name("copy.yaml"))
    done = run(root)
    assert done.returncode == 1 and "1 failed" in done.stdout
    assert '- {"op": "create_refund", "cassette": "copy"' in done.stdout


def test_files_elsewhere_are_left_alone(root: Path) -> None:
    other = root / "other" / "acme" / "a" / "ok.yaml"
    other.parent.mkdir(parents=True)
    shutil.copy(root / "cassettes" / f"{REFUND}.yaml", other)
    shutil.copy(root / "sample_generated/acme/manifest.json", other.parent)
    done = run(root, "--collect-only")
    assert "other" not in done.stdout and "ManifestFile" in done.stdout
    assert f"{REFUND}[L1]" in done.stdout


def test_the_plugin_looks_at_all_that_may_be_meant_for_a_cassette() -> None:
    assert places.SUFFIXES <= plugin.SUFFIXES
    assert Path(plugin.MANIFEST).suffix in plugin.SUFFIXES


def test_a_project_that_does_not_declare_us_is_left_alone(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert "no tests" in run(root).stdout


def test_settings_that_cannot_be_read_are_a_usage_error(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.portwright]\ncassettes = 1\n", encoding="utf-8")
    done = run(root)
    assert done.returncode == 2
    assert "tool.portwright.cassettes must be the name of a folder" in done.stderr + done.stdout


def test_nothing_heavy_is_loaded_for_other_peoples_tests(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text(
        "import sys\n"
        "def test_loaded():\n"
        f"    heavy = {HEAVY}\n"
        "    assert 'portwright_harness.plugin' in sys.modules\n"
        "    assert not heavy & set(sys.modules)\n"
        "    ours = {m for m in sys.modules if m.startswith('portwright_harness')}\n"
        "    assert ours == {'portwright_harness', 'portwright_harness.plugin'}\n",
        encoding="utf-8",
    )
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_plugin_imports_itself_alone() -> None:
    """Not even of the standard library does it load what pytest did not."""
    code = "import sys, pytest; print('| ours', file=sys.stderr); import portwright_harness.plugin"
    command = [sys.executable, "-X", "importtime", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    before, _, after = done.stderr.partition("| ours\n")
    assert "pytest" in imported(before)
    assert imported(after) == {"portwright_harness", "portwright_harness.plugin"}


def imported(told: str) -> set[str]:
    """The modules of a report of `-X importtime`."""
    return {line.rpartition("|")[2].strip() for line in told.splitlines() if "import time:" in line}


def test_nothing_heavy_is_loaded_by_a_project_without_cassettes(tmp_path: Path) -> None:
    """One that declares us, with files that might be cassettes elsewhere."""
    (tmp_path / "pyproject.toml").write_text("[tool.portwright]\n", encoding="utf-8")
    (tmp_path / "data.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "test_other.py").write_text("def test_it(): pass\n", encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        "import sys\ndef pytest_unconfigure():\n    print('LOADED', *sorted(sys.modules))\n",
        encoding="utf-8",
    )
    done = run(tmp_path, "-s", "--portwright-level", "L1")
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = set(done.stdout.partition("LOADED")[2].split())
    assert "portwright_harness.plugin" in loaded
    assert not HEAVY & loaded


def test_the_names_of_levels_are_those_that_there_are() -> None:
    assert level_names.LEVELS == checks.LEVELS


@pytest.mark.parametrize(
    ("chosen", "run_", "not_run"),
    [
        (("-k", "fault:503_always"), "fault:503_always", "fault:429"),
        (("-m", "portwright_variants"), "fault:reset_after", "L1"),
        (("--portwright-level", "variants", "-n", "2"), "fault:outage", "faults-timeout,503,ok"),
        ((f"cassettes/{REFUND}.yaml::{REFUND}[fault:401]",), "fault:401", "fault:429"),
    ],
)
def test_variants_are_items_of_their_own(
    root: Path, chosen: tuple[str, ...], run_: str, not_run: str
) -> None:
    done = run(root, "-v", *chosen)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = f"{REFUND}[{run_}]"
    assert f"{passed} PASSED" in done.stdout or f"PASSED cassettes/{REFUND}.yaml::{passed}" in (
        done.stdout
    )
    assert f"{REFUND}[{not_run}]" not in done.stdout


def test_a_project_without_variants_has_none(root: Path) -> None:
    pyproject = root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + "variants = false\n")
    done = run(root, "-v")
    assert done.returncode == 0 and "[fault:" not in done.stdout
