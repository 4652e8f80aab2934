"""Derive the synchronous drivers from the asynchronous ones, token by token.

`python scripts/derive_sync.py` writes `_sync/`; with `--check` it writes nothing and fails when
a file there is not what would be written. A substitution that no file uses is an error: the
table says what is so, and no more.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SUBSTITUTIONS = (
    (r"\basync def\b", "def"),
    (r"\bawait ", ""),
    (r"\b__a(enter|exit|iter|next)__", r"__\1__"),
    (r"\bStopAsyncIteration\b", "StopIteration"),
    (r"\baclose\b", "close"),
    (
        r"\bAsync(Call|Client|Clock|Gate|Items|PagedCall|Pages|SystemClock|Transport|Httpx2Transport)\b",
        r"Sync\1",
    ),
    (r"\bAsync(Adapter|Credentials|Csrf|Flight|Renewal|Stream|Tokens)\b", r"Sync\1"),
    (r"\bflight_async\b", "flight_sync"),
    (r"\bAsync(Bell|Gatekeeper|Home|Resource|SleepingBell|SystemBell)\b", r"Sync\1"),
    (r"\bASYNC_THREADS\b", "SYNC_THREADS"),
    (r"\b_async\b", "_sync"),
    (r"\basync_httpx2\b", "sync_httpx2"),
    (r" *import asyncio\n\n", ""),
    (r"\basyncio\.sleep\b", "time.sleep"),
    (r"\n\n    Kept across several event loops [^\n]*", ""),
    (
        r"The drivers, asynchronous: the source that `_sync` is derived from\.",
        "The drivers, synchronous: derived from `_async` by scripts/derive_sync.py, not edited.",
    ),
)
RUNTIME = Path(__file__).resolve().parents[1] / "runtime" / "portwright_runtime"
# What no substitution may leave behind.
LEFT_OVER = re.compile(r"\basync\b|\bawait\b|\basyncio\b|Async")


class Derivation:
    """Applies the table and remembers which rows were of use."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def apply(self, text: str) -> str:
        """The synchronous twin of a module's text."""
        for pattern, replacement in SUBSTITUTIONS:
            text, count = re.subn(pattern, replacement, text)
            if count:
                self.used.add(pattern)
        return formatted(text)

    def unused(self) -> list[str]:
        """The rows that did nothing."""
        return [pattern for pattern, _ in SUBSTITUTIONS if pattern not in self.used]


def formatted(text: str) -> str:
    """The text as ruff lays it out: lines that got shorter may fit on one."""
    ruff = [sys.executable, "-m", "ruff", "format", "--line-length", "100", "-"]
    run = subprocess.run(ruff, input=text.encode(), capture_output=True, check=True)
    return run.stdout.decode()


def problems(source: Path, target: Path, *, check: bool) -> Iterator[str]:
    """Derive every module of `source` into `target`; say what is wrong."""
    derivation = Derivation()
    wanted = {path.name: derivation.apply(path.read_text("utf-8")) for path in source.glob("*.py")}
    for name, text in sorted(wanted.items()):
        if left := LEFT_OVER.search(text):
            yield f"{name}: `{left[0]}` is left in the synchronous text"
        path = target / name
        if not check:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            yield f"{target.name}/{name}: not derived from {source.name}/{name}"
    yield from (f"{p.name}: has no source" for p in target.glob("*.py") if p.name not in wanted)
    yield from (f"unused substitution: {pattern}" for pattern in derivation.unused())


def main(arguments: list[str] | None = None) -> int:
    """Write or check; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args(arguments).check
    found = list(problems(RUNTIME / "_async", RUNTIME / "_sync", check=check))
    sys.stderr.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
