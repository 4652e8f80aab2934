"""`action.yml` run as GitHub would run it: inputs by their defaults, a step's script in bash."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.architecture import ROOT

BASH = shutil.which("bash")
ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{\s*(\S+)\s*\}\}")


@dataclass(frozen=True)
class Ran:
    """How a step ended, and the files that GitHub would read."""

    code: int
    shown: str
    outputs: Mapping[str, str]
    summary: str


def step(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        item for item in ACTION["runs"]["steps"] if item["name"] == name
    )
    return found


def run_compare(folder: Path, inputs: Mapping[str, str]) -> Ran:
    """The step `Compare` in `folder`, with this Python's programs."""
    given = {name: item.get("default", "") for name, item in ACTION["inputs"].items()}
    known = {f"inputs.{name}": value for name, value in {**given, **inputs}.items()}
    compare = step("Compare")
    env = {
        name: _EXPRESSION.sub(lambda found: known[found[1]], text)
        for name, text in compare["env"].items()
    }
    files = {name: folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    assert BASH is not None
    done = subprocess.run(
        # Source: how GitHub runs `shell: bash`.
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", compare["run"]],
        cwd=folder,
        env={**os.environ, **env, **{k: str(v) for k, v in files.items()}, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    texts = {
        name: file.read_text(encoding="utf-8") if file.exists() else ""
        for name, file in files.items()
    }
    outputs = _outputs(texts["GITHUB_OUTPUT"])
    return Ran(done.returncode, done.stdout + done.stderr, outputs, texts["GITHUB_STEP_SUMMARY"])


def _outputs(text: str) -> dict[str, str]:
    """`name=value` lines, and the form for texts of several lines."""
    several = re.findall(r"^(\w+)<<(\w+)\n(.*?)\n\2$", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^(\w+)<<(\w+)\n(.*?)\n\2$", "", text, flags=re.MULTILINE | re.DOTALL)
    single = [line.partition("=") for line in rest.splitlines() if "=" in line]
    return {name: value for name, _, value in single} | {n: value for n, _, value in several}
