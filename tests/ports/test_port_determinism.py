"""The same ports give the same bytes: in any process, any order of keys, any output folder."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compiled import compile_ports
from tests.ports.packages import ROOT, SPECS
from tests.test_determinism import MAIN, shuffle_folder, unhashed

CASES = ROOT / "tests/ports/cases"


def compiled(ports: Path, out: Path, seed: str) -> dict[str, str]:
    files = sorted(str(path) for path in ports.glob("*.port.yaml"))
    command = [sys.executable, "-c", MAIN, "compile", *files, "--out", str(out)]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=env, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found = [path for path in out.rglob("*") if path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in found}


def test_another_process_and_folder_make_the_same_bytes(tmp_path: Path) -> None:
    first = compiled(SPECS, tmp_path / "a", "1")
    assert compiled(SPECS, tmp_path / "b/c", "2") == first
    assert "ports/payments/port.py" in first


@pytest.mark.parametrize("folder", [SPECS, CASES / "everything", CASES / "hostile_names"])
def test_the_order_of_keys_changes_nothing_but_hashes_of_files(
    folder: Path, tmp_path: Path
) -> None:
    before = compile_ports(folder).files
    shuffle_folder(folder, tmp_path, random.Random(7))
    after = compile_ports(tmp_path).files
    assert before != after
    assert {name: unhashed(text) for name, text in after.items()} == {
        name: unhashed(text) for name, text in before.items()
    }


def test_one_more_of_each_changes_no_line_of_what_is_there(tmp_path: Path) -> None:
    text = (SPECS / "payments.port.yaml").read_text("utf-8")
    (tmp_path / "addresses.port.yaml").write_bytes((SPECS / "addresses.port.yaml").read_bytes())
    (tmp_path / "payments.port.yaml").write_text(text, "utf-8")
    before = compile_ports(tmp_path).files
    text = text.replace("types:\n", "types:\n  Fee: {of: money}\n")
    text = text.replace("operations:\n", "operations:\n  get_fee: {out: Fee}\n")
    (tmp_path / "payments.port.yaml").write_text(text, "utf-8")
    after = compile_ports(tmp_path).files
    assert after["payments/errors.py"] == before["payments/errors.py"]
    for name in ("payments/types.py", "payments/port.py"):
        had = set(_blocks(before[name]))
        assert had <= set(_blocks(after[name]))
        assert len(_blocks(after[name])) > len(had)


def _blocks(source: str) -> list[str]:
    """What stands between empty lines; imports apart."""
    return [block for block in source.split("\n\n") if "import " not in block]
