"""Workers of pytest-xdist share a project: what one writes, another reads whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portwright_harness.config import read_config
from portwright_harness.coverage.machine import as_json
from portwright_harness.coverage.survey import survey

ROOT = Path(__file__).resolve().parents[2]
NOW = "datetime(2026, 12, 1, tzinfo=UTC)"
# A team's own test, which asks for the coverage while the other worker writes snapshots.
COVERED = f"""
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portwright_harness.config import read_config
from portwright_harness.coverage.machine import as_json
from portwright_harness.coverage.survey import survey

ROOT = Path(__file__).parent


@pytest.mark.parametrize("number", range(12))
def test_coverage(number):
    found = as_json(survey(read_config(ROOT), now={NOW}))
    assert found == (ROOT / "coverage.expected").read_text(encoding="utf-8")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One of our vendors: few cassettes, so that it is quick."""
    for name in ("cassettes/shipstation_v2", "generated/shipstation_v2", "generated/ports"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "generated" / "__init__.py", tmp_path / "generated")
    (tmp_path / "pyproject.toml").write_text("[tool.portwright]\n", encoding="utf-8")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2"]
    where = ["--rootdir", str(project), "-c", str(project / "pyproject.toml"), str(project)]
    return subprocess.run(
        [*command, *where, *arguments],
        cwd=ROOT,  # The team's own modules, which adapters call, are importable from there.
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def snapshots(project: Path) -> dict[Path, tuple[bytes, int]]:
    found = sorted((project / "cassettes").rglob("*.snapshot.yaml"))
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def test_snapshots_are_written_once_and_coverage_stays_what_it_is(project: Path) -> None:
    kept = {path: text for path, (text, _) in snapshots(project).items()}
    for path in kept:
        path.unlink()
    expected = as_json(survey(read_config(project), now=datetime(2026, 12, 1, tzinfo=UTC)))
    (project / "coverage.expected").write_text(expected, encoding="utf-8")
    (project / "test_coverage.py").write_text(COVERED, encoding="utf-8")
    asked = ("--portwright-level", "L4", "--update-snapshots")
    done = run(project, *asked)
    assert done.returncode == 0, done.stdout
    written = snapshots(project)
    assert kept and {path: text for path, (text, _) in written.items()} == kept
    assert list(project.rglob(".*.yaml*")) == [], "nothing is left half done"
    again = run(project, *asked)
    assert again.returncode == 0 and snapshots(project) == written, "what is right stays"


def test_workers_see_the_same_as_one_process(project: Path) -> None:
    broken = next((project / "cassettes").rglob("*.snapshot.yaml"))
    broken.write_text("other: true\n", encoding="utf-8")
    levels = ("--portwright-level", "L0,L4")
    two, one = run(project, *levels), run(project, *levels, "-n", "0")
    assert two.returncode == one.returncode == 1
    assert counts(two) == counts(one)


def counts(done: subprocess.CompletedProcess[str]) -> list[str]:
    """`1 failed, 20 passed`: workers do not tell what they left out."""
    return done.stdout.splitlines()[-1].partition(" in ")[0].split(", ")[:2]
