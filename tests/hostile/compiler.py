"""Compiles hostile documents as a user would, bounded, and judges what came of each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

SECONDS = 10
BYTES = 1 << 30
NAME = "acme"

_SIGNALS = {9: "killed for its work or memory", 14: "waits for ever", 24: "works for ever"}
_FINDING = ("error[", "warning[")
# As text, as JSON and SARIF, and as GitHub reads it.
_ERRORS = ("error[", '"error"', "::error")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`files` are the package's by name; `stray` all others that the run left behind."""

    status: int
    printed: str
    files: Mapping[str, str]
    stray: tuple[str, ...]
    fault: str

    @property
    def codes(self) -> list[str]:
        """Codes of the findings, in order."""
        lines = [line for line in self.printed.splitlines() if line.startswith(_FINDING)]
        return [line.partition("[")[2].partition("]")[0] for line in lines]


class Compiler:
    """Runs one document after the other in forks of one process."""

    def __init__(self) -> None:
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.forks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            encoding="utf-8",
            env={**os.environ, "NO_COLOR": "1", "PORTWRIGHT_CACHE": "off"},
        )
        assert json.loads(_stream(self._process.stdout).readline()) == "ready"

    def close(self) -> None:
        _stream(self._process.stdin).close()
        self._process.wait(timeout=30)

    def compile(
        self, folder: Path, document: str, *arguments: str, name: str = NAME, seconds: int = SECONDS
    ) -> Outcome:
        """Compile `document`, which stands in the folder, into its `out`."""
        before = set(_tree(folder))
        argv = ["compile", "--openapi", document, "--name", name, "--out", "out", *arguments]
        answer = self._ask(folder, {"argv": argv, "seconds": seconds})
        printed = (folder / "printed").read_text("utf-8", errors="replace")
        package = folder / "out" / name
        files = {
            path.relative_to(package).as_posix(): path.read_text("utf-8")
            for path in sorted(package.rglob("*"))
            if path.is_file()
        }
        ours = {f"out/{name}/{file}" for file in files} | {"out/__init__.py", "printed"}
        stray = tuple(sorted(set(_tree(folder)) - before - ours))
        return Outcome(answer["status"], printed, files, stray, _fault(answer, printed))

    def imported(self, folder: Path, outcome: Outcome, name: str = NAME) -> str:
        """Import all modules of what was compiled; the fault, or nothing."""
        paths = [PurePosixPath(file) for file in outcome.files if file.endswith(".py")]
        parts = [(name, *path.parent.parts, path.stem) for path in paths]
        modules = [".".join(part for part in found if part != "__init__") for found in parts]
        answer = self._ask(folder, {"modules": modules, "seconds": SECONDS})
        printed = (folder / "printed").read_text("utf-8", errors="replace")
        return printed or f"ended with {answer}" if answer != {"status": 0, "signal": 0} else ""

    def _ask(self, folder: Path, request: dict[str, Any]) -> dict[str, int]:
        stdin = _stream(self._process.stdin)
        stdin.write(json.dumps({"folder": str(folder), "bytes": BYTES, **request}) + "\n")
        stdin.flush()
        answer: dict[str, int] = json.loads(_stream(self._process.stdout).readline())
        return answer


def _fault(answer: Mapping[str, int], printed: str) -> str:
    """Why an outcome is neither code nor a clear error; empty if it is one."""
    if answer["signal"]:
        return _SIGNALS.get(answer["signal"], f"ended by signal {answer['signal']}")
    if answer["status"] not in (0, 1, 2) or "E0014" in printed or "Traceback" in printed:
        return f"status {answer['status']}: {printed[-2000:]}"
    if answer["status"] == 1 and not any(word in printed for word in _ERRORS):
        return f"no error said: {printed[-2000:]}"
    return ""


def _tree(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if not path.is_dir() or path.is_symlink():
            yield path.relative_to(folder).as_posix()


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
