"""Generated packages through mypy, many at once: what it says is told apart by package."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from benchmarks.corpus_documents import CORPUS

Mode = Literal["default", "strict"]
MODES: tuple[Mode, ...] = ("default", "strict")
_FLAGS: dict[Mode, tuple[str, ...]] = {"default": (), "strict": ("--strict",)}
# No configuration of this repository's, and a cache of files, of which those of packages can go.
_COMMAND = (
    *(sys.executable, "-m", "mypy", "--config-file=", "--no-sqlite-cache", "--no-pretty"),
    "--no-color-output",
)
_CHECKED = re.compile(r"(?:no issues found in|checked) (\d+) source files?")
_ERROR = re.compile(r"^(?P<package>\w+)/(?P<place>\S+): error: (?P<said>.*)$")
_MOST_NAMED, _MOST_SAID = 3, 250


def check_types(packages: Sequence[str], folder: Path, mode: Mode) -> dict[str, Any]:
    """The `verdicts` of each package below `folder`; or, where mypy did not check every file that
    there is, the `cause`, which may be any one of the packages.

    The cache keeps what is known of the runtime and the standard library, and of no package.
    """
    files = {package: len(list((folder / package).rglob("*.py"))) for package in packages}
    done = _mypy(packages, folder, mode)
    for known in CORPUS.glob(f"mypy/{mode}/*/doc_*"):
        if known.name in files:
            shutil.rmtree(known, ignore_errors=True)
    said = (done.stdout + done.stderr).strip().splitlines() or ["nothing"]
    count = _CHECKED.search(said[-1]) if done.returncode in (0, 1) else None
    if count is None or int(count[1]) != sum(files.values()):
        return {"cause": f"mypy exits {done.returncode} and says: {said[-1]}"[:_MOST_SAID]}
    return {"verdicts": _verdicts(files, _errors(done.stdout))}


def _mypy(packages: Sequence[str], folder: Path, mode: Mode) -> subprocess.CompletedProcess[str]:
    named = [part for package in packages for part in ("-p", package)]
    command = [*_COMMAND, *_FLAGS[mode], "--cache-dir", str(CORPUS / "mypy" / mode), *named]
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )


def _errors(output: str) -> Mapping[str, list[str]]:
    errors: dict[str, list[str]] = defaultdict(list)
    for line in output.splitlines():
        if found := _ERROR.match(line):
            errors[found["package"]].append(f"{found['place']} {found['said']}"[:_MOST_SAID])
    return errors


def _verdicts(files: Mapping[str, int], errors: Mapping[str, list[str]]) -> dict[str, Any]:
    """Of each package how many files were checked, how many errors there are, and the first; and
    its share of the CPU seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    share = (used.ru_utime + used.ru_stime) / sum(files.values())
    return {
        name: {
            "files": count,
            "errors": len(errors.get(name, ())),
            "first": errors.get(name, [])[:_MOST_NAMED],
            "cpu": round(share * count, 3),
        }
        for name, count in files.items()
    }
