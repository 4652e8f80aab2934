"""Mappings beside what they compile to, which passes the type checkers and is in the tests called.

A case holds a spec, its document and its port; `expected/` is the adapter, `stderr.txt` what is
said. After a change of the output: `pytest tests/mapped/test_mapping_cases.py --update`, and read
the diff.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mapped.built import FOLDERS, Built, built, root


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_compiles_to_this(folder: Path, request: pytest.FixtureRequest) -> None:
    found = built(folder.name)
    if request.config.getoption("--update"):
        _update(folder, found)
    said = folder / "stderr.txt"
    assert found.said == (said.read_text(encoding="utf-8") if said.exists() else "")
    expected = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("expected/*")}
    assert found.files == expected


def test_all_adapters_pass_the_type_checker() -> None:
    """One run over all cases, as strict as for our own code: the adapters fit their ports."""
    for folder in FOLDERS:
        built(folder.name)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, "."]
    done = subprocess.run(command, cwd=root(), capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_generated_adapters_import_nothing_that_they_do_not_use() -> None:
    for folder in FOLDERS:
        built(folder.name)
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F", "."]
    done = subprocess.run(command, cwd=root(), capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def _update(folder: Path, found: Built) -> None:
    shutil.rmtree(folder / "expected", ignore_errors=True)
    (folder / "stderr.txt").unlink(missing_ok=True)
    for name, text in found.files.items():
        (folder / "expected").mkdir(exist_ok=True)
        (folder / "expected" / name).write_text(text, encoding="utf-8", newline="")
    if found.said:
        (folder / "stderr.txt").write_text(found.said, encoding="utf-8", newline="")
