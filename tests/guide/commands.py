"""The commands that a page shows: run in its folder, their output held against the page's."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click.testing

from portwright.cli.verbs import portwright
from tests.architecture import ROOT

PROMPT = "$ "
# Verbs that import what was generated: the name `generated` is another package here.
_IMPORTS: Final = ("record", "verify", "simulate")
_MAIN: Final = "from portwright.cli.main import main; main()"
_CACHE = ROOT / ".mypy_cache/guide"


@dataclass(frozen=True, slots=True)
class Command:
    """One command and what the page says that it prints."""

    line: str
    shown: str


@dataclass(frozen=True, slots=True)
class Ran:
    output: str
    status: int


def commands_of(text: str) -> Iterator[Command]:
    for part in re.split(r"^(?=\$ )", text, flags=re.MULTILINE):
        line, _, shown = part.partition("\n")
        if line:
            yield Command(line.removeprefix(PROMPT), shown)


def run(line: str, folder: Path) -> Ran:
    """Runs `portwright` in this process where it leaves nothing behind, and `python`, `mypy` and
    `pytest` of this environment."""
    program, *arguments = shlex.split(line)
    if program == "portwright" and arguments[0] not in _IMPORTS:
        return _in_process(arguments, folder)
    if program == "portwright":
        return subprocess_of(["-c", _MAIN, *arguments], folder)
    if program == "python":
        return subprocess_of(arguments, folder)
    if program == "mypy":
        arguments = ["--cache-dir", str(_CACHE), *arguments]
    if program == "pytest":
        # As its script is: `python -m pytest` alone would find what is in the folder by itself.
        return subprocess_of(["-P", "-m", program, *arguments], folder)
    return subprocess_of(["-m", program, *arguments], folder)


def subprocess_of(arguments: list[str], folder: Path, text: str = "") -> Ran:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, input=text, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    return Ran(done.stdout, done.returncode)


def _in_process(arguments: list[str], folder: Path) -> Ran:
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = click.testing.CliRunner().invoke(portwright, arguments, prog_name="portwright")
    finally:
        os.chdir(before)
    return Ran(done.output, done.exit_code)


def is_shown(shown: str, output: str) -> bool:
    """Whether the output is what the page shows, its elisions aside."""
    pattern = "".join(_line_pattern(line) for line in shown.splitlines())
    return re.fullmatch(pattern, _tidy(output)) is not None


def _tidy(output: str) -> str:
    """Without blanks at the ends of lines, which pages do not keep."""
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines())


def _line_pattern(line: str) -> str:
    if line.strip() == "...":
        return r"(?:.*\n)*?"
    return ".*".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n"


def updated(command: Command, output: str) -> str:
    """The command with what it printed, as a page shows it."""
    shown = command.shown if is_shown(command.shown, output) else _tidy(output)
    return f"{PROMPT}{command.line}\n{shown}"
