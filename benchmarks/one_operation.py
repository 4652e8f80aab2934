"""What one operation of a large vendor costs: importing the package, and a call of it.

Stripe and GitHub are compiled whole; the rest of them must not be paid for. Each figure is of a
whole fresh interpreter, the byte code being there. Exit 1 when a limit is missed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.compile import Figure
from benchmarks.measure import Cost, must, program, progress, run
from benchmarks.report import machine_line, parser, table, write_json
from benchmarks.whole_documents import GITHUB, STRIPE, document

_PROBE = str(Path(__file__).with_name("one_operation_probe.py"))
_MOST_SECONDS, _MOST_MB = 0.5, 60


@dataclass(frozen=True, slots=True)
class Subject:
    """A document compiled as `package`, and the call of one operation that answers much."""

    document: str
    package: str
    client: str
    operation_id: str
    arguments: dict[str, str]


SUBJECTS = (
    Subject(STRIPE, "stripe_api", "SyncStripeApi", "GetChargesCharge", {"charge": "ch_1"}),
    Subject(GITHUB, "github_api", "SyncGithubApi", "repos/get", {"owner": "me", "repo": "it"}),
)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 5).parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        figures = list(measure(Path(place), options.runs))
    head = ("one operation", "median", "spread", "unit", "limit", "")
    print(table(head, [item.cells for item in figures]))
    print(f"\nMedians of {options.runs} runs; {machine_line()}.")
    rows = [{**asdict(item), "median": item.median, "ok": item.ok} for item in figures]
    write_json(options.json, "one_operation", {"figures": rows})
    return 1 if any(item.ok is False for item in figures) else 0


def measure(place: Path, runs: int) -> Iterator[Figure]:
    """All figures; `place` is an empty folder."""
    for name, code in (("Python alone", "pass"), ("the runtime", "import portwright_runtime")):
        yield from _figures(name, [sys.executable, "-c", code], place, runs, bounded=False)
    for subject in SUBJECTS:
        name = Path(subject.document).stem
        progress(f"compiling {name}")
        made = _compiled(subject, place)
        count = len(json.loads((made / "manifest.json").read_bytes())["operations"])
        command = [sys.executable, _PROBE, *_call(subject, place, made)]
        title = f"{name} ({count}), {subject.operation_id}"
        yield from _figures(title, command, place, runs, bounded=True)


def _compiled(subject: Subject, place: Path) -> Path:
    command = [program("portwright"), "compile", "--openapi", str(document(subject.document))]
    cost = run([*command, "--name", subject.package, "--out", str(place)])
    made = place / subject.package
    if not made.exists():
        raise SystemExit(f"{cost.output}\nnothing came of {subject.document}")
    return made


def _call(subject: Subject, place: Path, made: Path) -> list[str]:
    """The arguments of the probe; where the operation stands is looked up in what was made."""
    operations = json.loads((made / "manifest.json").read_bytes())["operations"]
    wanted = subject.operation_id
    method = next(name for name, item in operations.items() if item["operation_id"] == wanted)
    group = next(
        path.stem
        for path in sorted((made / "operations").glob("*.py"))
        if f"    def {method}(" in path.read_text(encoding="utf-8")
    )
    arguments = json.dumps(subject.arguments)
    return [str(place), subject.package, subject.client, group, method, arguments]


def _figures(
    name: str, command: Sequence[str], place: Path, runs: int, *, bounded: bool
) -> Iterator[Figure]:
    must(run(command, folder=place))
    costs: list[Cost] = [must(run(command, folder=place)) for _ in range(runs)]
    seconds = _MOST_SECONDS if bounded else None
    yield Figure(f"{name}, CPU", "s", [cost.cpu for cost in costs], seconds)
    size = _MOST_MB if bounded else None
    yield Figure(f"{name}, peak", "MB", [cost.peak for cost in costs], size)


if __name__ == "__main__":
    sys.exit(main())
