"""Whole documents, without a spec, through portwright and through other generators.

CPU seconds of twenty documents of the corpus: ours into an empty cache, again with nothing changed,
again with one operation more, and all in one process; and each peer with its own defaults, in an
environment of its own. What each delivers, and whether that can be imported, stands beside it.
Exit 1 when a limit is missed.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost, must, progress, run
from benchmarks.report import machine_line, parser, table, write_json
from benchmarks.whole_documents import DOCUMENTS, count_operations, document, with_one_more
from benchmarks.whole_peers import OPENAPI_CLIENT, OPENAPI_GENERATOR, OURS, PACKAGE, PEERS, Tool

_IMPORT_ALL = str(Path(__file__).with_name("import_all.py"))
_BATCH = str(Path(__file__).with_name("whole_batch.py"))
_COLD, _UNCHANGED, _CHANGED, _BATCHED = "cold", "unchanged", "one more", "batch"
_WAYS = (_COLD, _UNCHANGED, _CHANGED, _BATCHED, *(peer.name for peer in PEERS))
# Ours, a peer, and the most that ours may cost as a multiple of the peer's.
_LIMITS = (
    (_COLD, OPENAPI_CLIENT.name, 1.3),
    (_COLD, OPENAPI_GENERATOR.name, 1 / 3),
    *((way, peer.name, 1 / 3) for way in (_UNCHANGED, _CHANGED, _BATCHED) for peer in PEERS),
)


@dataclass(slots=True)
class Row:
    """One document: CPU seconds and peak MB by way, methods in code and modules by tool.

    A tool that made nothing has no entry; `failures` tells why.
    """

    name: str
    operations: int
    cpu: dict[str, float] = field(default_factory=dict)
    peak: dict[str, float] = field(default_factory=dict)
    delivered: dict[str, int] = field(default_factory=dict)
    imports: dict[str, tuple[int, int]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    made = parser(__doc__, 1)
    made.add_argument("--only", metavar="TEXT", help="the documents with this in their names")
    made.add_argument("--timeout", type=float, default=900.0, help="seconds for one run of a tool")
    options = made.parse_args(arguments)
    names = [name for name in DOCUMENTS if options.only is None or options.only in name]
    with tempfile.TemporaryDirectory() as place:
        rows = measure(Path(place), names, options.runs, options.timeout)
    verdicts = list(_verdicts(rows))
    _print(rows, verdicts, options.runs)
    results = {"rows": [asdict(row) for row in rows], "limits": [asdict(item) for item in verdicts]}
    write_json(options.json, "whole_compile", {"runs": options.runs, **results})
    return 1 if any(not item.ok for item in verdicts) else 0


def measure(place: Path, names: Sequence[str], runs: int, timeout: float) -> list[Row]:
    """Every document in every way, `runs` times, of which the medians stay."""
    programs = {tool.name: tool.programs() for tool in (OURS, *PEERS)}
    rows = [Row(name, count_operations(document(name))) for name in names]
    for row in rows:
        found: dict[str, list[Cost]] = {}
        for number in range(runs):
            _clear(place)
            progress(f"{row.name}, run {number + 1}")
            for way, cost in _ways(row, place, programs, timeout):
                found.setdefault(way, []).append(cost)
        for way, costs in found.items():
            row.cpu[way] = median(cost.cpu for cost in costs)
            row.peak[way] = max(cost.peak for cost in costs)
    _clear(place)
    batch = _batch(place, [document(row.name) for row in rows])
    for row, seconds in zip(rows, batch, strict=True):
        row.cpu[_BATCHED] = seconds
    return rows


def _ways(
    row: Row, place: Path, programs: Mapping[str, Path], timeout: float
) -> Iterator[tuple[str, Cost]]:
    path = place / "document.json"
    shutil.copyfile(document(row.name), path)
    cache = {"PORTWRIGHT_CACHE": str(place / "cache"), "XDG_CACHE_HOME": str(place / "cache")}
    ours = OURS.command(programs[OURS.name], path, place / OURS.name)
    for way in (_COLD, _UNCHANGED, _CHANGED):
        if way is _CHANGED:
            path.write_bytes(with_one_more(path))
        yield way, run(ours, timeout=timeout, environment=cache)
        if way is _COLD:
            _judge(row, OURS, programs, place / OURS.name)
    shutil.copyfile(document(row.name), path)
    for peer in PEERS:
        out = place / peer.name
        out.mkdir()
        cost = run(peer.command(programs[peer.name], path, out), timeout=timeout)
        if (out / PACKAGE).exists():
            _judge(row, peer, programs, out)
            yield peer.name, cost
        else:
            row.failures[peer.name] = cost.failure or "it made nothing"


def _judge(row: Row, tool: Tool, programs: Mapping[str, Path], out: Path) -> None:
    """What a tool made of a document."""
    if not (out / PACKAGE).exists():
        row.failures[tool.name] = "it made nothing"
        return
    row.delivered[tool.name] = tool.operations(out / PACKAGE)
    python = str(programs[tool.name] / "python")
    cost = run([python, "-PB", "-W", "ignore", _IMPORT_ALL, str(out), PACKAGE], folder=out)
    try:
        said = json.loads(cost.output.splitlines()[-1])
    except (ValueError, IndexError):
        row.failures[tool.name] = cost.failure or "it cannot be imported"
        return
    failed: dict[str, str] = said["failed"]
    row.imports[tool.name] = (said["modules"] - len(failed), said["modules"])
    for module, why in list(failed.items())[:1]:
        row.failures[tool.name] = f"import of {module}: {why}"


def _batch(place: Path, paths: Sequence[Path]) -> list[float]:
    """CPU seconds of each in one process, the start of the process shared out among all."""
    progress("all in one process")
    cache = {"PORTWRIGHT_CACHE": str(place / "cache"), "XDG_CACHE_HOME": str(place / "cache")}
    command = [sys.executable, _BATCH, str(place / "batch"), *map(str, paths)]
    cost = must(run(command, environment=cache))
    seconds: list[float] = json.loads(cost.output.splitlines()[-1])
    start = cost.cpu - sum(seconds[1:]) - seconds[0]
    return [item + start / len(seconds) for item in seconds]


def _clear(place: Path) -> None:
    shutil.rmtree(place)
    place.mkdir()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The median of ours over a peer's, of the documents that the peer made something of."""

    ours: str
    peer: str
    ratio: float
    limit: float
    documents: int

    @property
    def ok(self) -> bool:
        return self.ratio <= self.limit


def _verdicts(rows: Sequence[Row]) -> Iterator[Verdict]:
    for ours, peer, limit in _LIMITS:
        both = [row for row in rows if peer in row.cpu]
        if both:
            medians = [median(row.cpu[way] for row in both) for way in (ours, peer)]
            yield Verdict(ours, peer, medians[0] / medians[1], limit, len(both))


def _print(rows: Sequence[Row], verdicts: Sequence[Verdict], runs: int) -> None:
    print(table(("CPU s", "operations", *_WAYS), [_seconds(row) for row in rows]))
    print()
    tools = (OURS, *PEERS)
    print(
        table(("delivered; imports", *(tool.name for tool in tools)), list(_outcomes(rows, tools)))
    )
    print()
    for row in rows:
        for tool, why in row.failures.items():
            print(f"{tool}, {Path(row.name).stem}: {why}")
    head = ("medians", "of", "ratio", "at most", "documents", "")
    print(f"\n{table(head, [_judged(item) for item in verdicts])}")
    print(f"\n{runs} run(s) of each; {machine_line()}.")


def _seconds(row: Row) -> tuple[str, ...]:
    cells = [f"{row.cpu[way]:.2f}" if way in row.cpu else "-" for way in _WAYS]
    return (Path(row.name).stem, str(row.operations), *cells)


def _outcomes(rows: Sequence[Row], tools: Sequence[Tool]) -> Iterator[tuple[str, ...]]:
    """For each document methods in code and modules that can be imported, of how many."""
    for row in rows:
        cells = []
        for tool in tools:
            done, modules = row.imports.get(tool.name, (0, 0))
            cells.append(f"{row.delivered.get(tool.name, 0)}/{row.operations}; {done}/{modules}")
        yield (Path(row.name).stem, *cells)


def _judged(item: Verdict) -> tuple[str, ...]:
    verdict = "ok" if item.ok else "MISSED"
    numbers = (f"{item.ratio:.2f}", f"{item.limit:.2f}", str(item.documents))
    return (item.ours, item.peer, *numbers, verdict)


if __name__ == "__main__":
    sys.exit(main())
