"""Compile every spec, replay every cassette, and show what came of it.

Runs the commands a user would run, and builds its table from what they report.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("vendor", "operations", "schemas", "lines", "status", "passed", "failed")


def main() -> int:
    compiled, compile_exit = report("compile")
    say(*(f"{found['code']}: {found['message']}" for found in compiled["diagnostics"]))
    if compile_exit:
        return compile_exit
    verified, verify_exit = report("verify")
    verdicts = verdicts_by_vendor(verified["results"])
    specs = compiled["specs"]
    say("", *table(COLUMNS, [row(spec, verdicts) for spec in specs]), "")
    say(*(f"FAILED {item['id']}" for item in verified["results"] if item["verdict"] != "passed"))
    say(f"Verified: {verified['summary']}.")
    say("", "Where to look next:", *next_places([spec["vendor"] for spec in specs]))
    return verify_exit


def report(verb: str) -> tuple[dict[str, Any], int]:
    """What `portwright <verb>` reports as JSON, and its exit code; its stderr passes through."""
    program = shutil.which("portwright", path=str(Path(sys.executable).parent))
    if program is None:
        raise SystemExit("portwright is not installed beside this Python; run `make setup`")
    say(f"$ portwright {verb}")
    command = [program, verb, "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    try:
        return json.loads(done.stdout), done.returncode
    except ValueError:
        raise SystemExit(f"`portwright {verb}` failed:\n{done.stdout}") from None


def verdicts_by_vendor(results: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """How many checks passed and failed for each vendor."""
    found: dict[str, Counter[str]] = {}
    for result in results:
        found.setdefault(result["vendor"], Counter())[result["verdict"]] += 1
    return found


def row(spec: dict[str, Any], verdicts: dict[str, Counter[str]]) -> tuple[str, ...]:
    verdict = verdicts.get(spec["vendor"], Counter())
    cells = {**spec, "passed": verdict["passed"], "failed": verdict["failed"]}
    return tuple(str(cells[column]) for column in COLUMNS)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    rule = tuple("-" * width for width in widths)
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, rule, *rows)
    ]


def next_places(vendors: list[str]) -> list[str]:
    """Paths that exist, each with what a reader finds there."""
    places = [
        place
        for vendor in vendors
        for place in (
            (f"specs/{vendor}/integration.yaml", "what was asked for"),
            (f"generated/{vendor}/client.py", "the typed client that came of it"),
            (f"cassettes/{vendor}", "the exchanges it was verified against"),
        )
    ]
    places += [("README.md", "how to begin with a vendor of your own")]
    there = [(path, what) for path, what in places if (ROOT / path).exists()]
    width = max(len(path) for path, _ in there)
    return [f"  {path.ljust(width)}  {what}" for path, what in there]


def say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
