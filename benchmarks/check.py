"""What `portwright check` of all specs costs when nothing was pinned again, against its limit.

The tree is as committed: every document's verdict is on record. Exit 1 when the limit is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from benchmarks.compile import Figure
from benchmarks.measure import ROOT, must, program, progress, run
from benchmarks.report import machine_line, parser, table, write_json

_LIMIT = 1.5


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 9).parse_args(arguments)
    figures = list(_figures(options.runs))
    specs = len(list((ROOT / "specs").glob("*/integration.yaml")))
    ports = len(list((ROOT / "specs").glob("*/*.port.yaml")))
    title = f"check of {specs} specs, {ports} ports"
    print(table((title, "median", "spread", "unit", "limit", ""), [item.cells for item in figures]))
    print(f"\nMedians of {options.runs} runs; {machine_line()}.")
    results = [{**asdict(item), "median": item.median, "ok": item.ok} for item in figures]
    write_json(options.json, "check", {"specs": specs, "ports": ports, "figures": results})
    return 1 if any(item.ok is False for item in figures) else 0


def _figures(runs: int) -> Iterator[Figure]:
    costs = []
    for number in range(runs):
        progress(f"check {number + 1}")
        costs.append(must(run([program("portwright"), "check"])))
    yield Figure("CPU", "s", [cost.cpu for cost in costs], _LIMIT)
    yield Figure("wall", "s", [cost.wall for cost in costs])
    yield Figure("peak", "MB", [cost.peak for cost in costs])


if __name__ == "__main__":
    sys.exit(main())
