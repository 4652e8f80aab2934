"""Ports beside what they compile to: `expected/` holds the packages, `stderr.txt` what is said.

A folder without `stderr.txt` compiles in silence; one without `expected/` does not compile. After
a change of the output: `pytest tests/ports/test_port_cases.py --update`, and read the diff.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiled import compile_ports

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_compiles_to_this(folder: Path, request: pytest.FixtureRequest) -> None:
    found = compile_ports(folder)
    if request.config.getoption("--update"):
        _update(folder, found.files, found.said)
    assert found.said == _said(folder)
    assert found.files == _expected(folder)


def test_all_packages_pass_the_type_checker() -> None:
    """One run over all cases, as strict as for our own code."""
    command = [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases"]
    folders = [str(path.relative_to(ROOT)) for path in FOLDERS if (path / "expected").is_dir()]
    assert folders
    done = subprocess.run(
        [*command, *(f"{folder}/expected" for folder in folders)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _said(folder: Path) -> str:
    path = folder / "stderr.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _expected(folder: Path) -> dict[str, str]:
    root = folder / "expected"
    files = (path for path in root.glob("*/*") if path.suffix in (".py", ".json"))
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in files}


def _update(folder: Path, files: dict[str, str], said: str) -> None:
    shutil.rmtree(folder / "expected", ignore_errors=True)
    (folder / "stderr.txt").unlink(missing_ok=True)
    for name, text in files.items():
        path = folder / "expected" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    if said:
        (folder / "stderr.txt").write_text(said, encoding="utf-8", newline="")
