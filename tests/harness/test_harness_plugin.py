"""The plugin in real pytest runs, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.project import SAMPLE

REFUND = "acme/create_refund/ok"


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
    for level in ("L1", "L1-vcr", "L3", "faults-timeout,503,ok"):
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


def test_a_vendor_without_a_package_is_an_error(root: Path) -> None:
    (root / "cassettes" / "acme").rename(root / "cassettes" / "nobody")
    done = run(root)
    assert done.returncode != 0
    assert "manifest.json cannot be read" in done.stdout


def test_files_elsewhere_are_left_alone(root: Path) -> None:
    cassette = root / "cassettes" / f"{REFUND}.yaml"
    for place in ("cassettes/loose.yaml", "cassettes/acme/loose.yaml", "other/acme/a/ok.yaml"):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(cassette, root / place)
    done = run(root, "--collect-only")
    assert "loose" not in done.stdout and "other" not in done.stdout
    assert f"{REFUND}[L1]" in done.stdout


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
        "    heavy = {'vcr', 'yaml', 'msgspec', 'httpx2', 'portwright_runtime', 'portwright'}\n"
        "    assert 'portwright_harness.plugin' in sys.modules\n"
        "    assert not heavy & set(sys.modules)\n"
        "    ours = {m for m in sys.modules if m.startswith('portwright_harness')}\n"
        "    assert ours == {'portwright_harness', 'portwright_harness.plugin'}\n",
        encoding="utf-8",
    )
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
