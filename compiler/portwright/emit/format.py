"""Formats generated source with ruff: unused imports out, imports sorted, lines wrapped."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ruff import find_ruff_bin

_COMMON = ("--isolated", "--no-cache", "--quiet", "--target-version=py311", "--line-length=100")
_STEPS = (
    ("check", "--fix", "--select=F401,I,UP", *_COMMON),
    ("format", *_COMMON),
)


# ruff says much about one mistake.
_MOST_SAID = 800


class FormatFailed(Exception):
    """ruff refused what was rendered: a defect of portwright, not of a user."""


def format_sources(sources: Mapping[str, str]) -> dict[str, str]:
    """The same files, formatted."""
    with tempfile.TemporaryDirectory(prefix="portwright-") as name:
        folder = Path(name)
        for file, text in sources.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        for step in _STEPS:
            _run(step, folder)
        return {file: (folder / file).read_text(encoding="utf-8") for file in sources}


def _run(step: tuple[str, ...], folder: Path) -> None:
    command = [find_ruff_bin(), *step, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8")
    if done.returncode != 0:
        raise FormatFailed((done.stdout + done.stderr).strip()[:_MOST_SAID])
