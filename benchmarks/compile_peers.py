"""Stripe's whole document through portwright and through other generators.

Each peer runs with its own defaults, in an environment of its own under .cache/. The runs take
turns, so that a busy moment of the machine does not fall on one tool alone.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import Cost, count_lines, median_cost, progress, run
from benchmarks.peers import OURS, PEERS, Peer
from benchmarks.report import machine_line, parser, table, write_json
from benchmarks.stripe_document import operations_of, stripe_document
from benchmarks.whole_spec import write_whole_spec

_IMPORT_ALL = str(Path(__file__).with_name("import_all.py"))
_HEAD = (
    *("tool", "CPU s", "x", "wall s", "peak MB", "x", "operations", "lines", "imports"),
    "exit",
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool cost (medians), and what it left behind in its last run.

    `imports` tells how many modules were imported, of how many; `notes` what went wrong.
    """

    tool: str
    cpu: float
    wall: float
    peak: float
    status: int
    operations: int | None
    lines: int
    imports: tuple[int, int]
    notes: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    made = parser(__doc__, 3)
    made.add_argument("--document", type=Path, help="the document; fetched with npm without")
    made.add_argument("--timeout", type=float, default=900.0, help="seconds for one run of a tool")
    options = made.parse_args(arguments)
    document = stripe_document(options.document)
    operations = operations_of(document)
    with tempfile.TemporaryDirectory() as place:
        results = measure(Path(place), document, operations, options.runs, options.timeout)
    _print(results, len(operations), options.runs)
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    facts = {"document_sha256": digest, "operations": len(operations), "runs": options.runs}
    write_json(options.json, "compile_peers", {**facts, "tools": _ratios(results)})
    return 0


def measure(
    place: Path,
    document: Path,
    operations: Sequence[tuple[str, str]],
    runs: int,
    timeout: float,
) -> list[Result]:
    """Every tool, in turns; `place` is an empty folder."""
    programs = {peer.name: peer.programs() for peer in PEERS}
    progress("the spec of the whole document")
    left_out = write_whole_spec(place / "spec", document, operations)
    costs: dict[str, list[Cost]] = {peer.name: [] for peer in PEERS}
    for number in range(runs):
        for index, peer in enumerate(PEERS):
            progress(f"run {number + 1}: {peer.name}")
            given = place / "spec" if peer.name == OURS else document
            out = place / f"out-{number}-{index}"
            command = peer.command(programs[peer.name], given, out)
            costs[peer.name].append(run(command, folder=place, timeout=timeout))
    refused = tuple(f"left out: {name}, {why}" for name, why in left_out.items())
    return [
        _result(
            peer,
            programs[peer.name],
            place / f"out-{runs - 1}-{index}",
            costs[peer.name],
            refused if peer.name == OURS else (),
        )
        for index, peer in enumerate(PEERS)
    ]


def _result(
    peer: Peer, programs: Path, out: Path, costs: Sequence[Cost], notes: tuple[str, ...]
) -> Result:
    cost = median_cost(costs)
    package = out / peer.package
    if cost.failure:
        notes += (cost.failure,)
    imports = (0, 0)
    count: int | None = 0 if peer.operations else None
    if package.exists():
        imports, failures = _imports(programs, out, peer.package)
        notes += failures
        count = peer.operations(package) if peer.operations else None
    lines = count_lines(package)
    return Result(
        peer.name, cost.cpu, cost.wall, cost.peak, cost.status, count, lines, imports, notes
    )


def _imports(programs: Path, out: Path, package: str) -> tuple[tuple[int, int], tuple[str, ...]]:
    """How many modules of a package can be imported, of how many; and why the first cannot."""
    progress(f"importing {package}")
    command = [str(programs / "python"), "-PB", "-W", "ignore", _IMPORT_ALL, str(out), package]
    cost = run(command, folder=out)
    try:
        said = json.loads(cost.output.splitlines()[-1])
    except (ValueError, IndexError):
        return (0, 1), (f"import: {cost.failure}",)
    failed: dict[str, str] = said["failed"]
    notes = [f"import of {name}: {why}" for name, why in failed.items()]
    return (said["modules"] - len(failed), said["modules"]), tuple(notes[:1])


def _print(results: Sequence[Result], operations: int, runs: int) -> None:
    ours = results[0]
    print(table(_HEAD, [_cells(result, ours, operations) for result in results]))
    print()
    for result in results:
        for note in result.notes:
            print(f"{result.tool}: {note}")
    print(
        f"\nMedians of {runs} runs, x as a multiple of {OURS}; `operations` of the document's "
        f"{operations},\n`-` for tools that make models only; {machine_line()}."
    )


def _cells(result: Result, ours: Result, operations: int) -> tuple[str, ...]:
    done, modules = result.imports
    return (
        result.tool,
        f"{result.cpu:.1f}",
        f"{result.cpu / ours.cpu:.2f}",
        f"{result.wall:.1f}",
        f"{result.peak:.0f}",
        f"{result.peak / ours.peak:.2f}",
        "-" if result.operations is None else f"{result.operations}/{operations}",
        str(result.lines),
        f"{done}/{modules}" if modules else "none",
        str(result.status),
    )


def _ratios(results: Sequence[Result]) -> list[dict[str, object]]:
    ours = results[0]
    return [
        {
            **asdict(result),
            "cpu_ratio": round(result.cpu / ours.cpu, 3),
            "peak_ratio": round(result.peak / ours.peak, 3),
        }
        for result in results
    ]


if __name__ == "__main__":
    sys.exit(main())
