"""What replaying one interaction in the process costs: at most 0.3 ms over the client's own cost.

Each case of this repository with one interaction is played by the synchronous client or adapter,
from a cassette that was read: requests compared, network blocked, time virtual, all made anew. The
client's own cost is that of the same object, made anew as well, over a transport that answers from
memory. Beside them vcrpy, with which the client uses its own transport, and which reads the file
each time; and the replay with the reading of the file. CPU time without the collection of
garbage, medians over the runs of each case, then over the cases. Exit 1 when the limit is missed.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.report import machine_line, parser, table, write_json
from portwright_harness.cassette import read_cassette
from portwright_harness.clock import VirtualTime
from portwright_harness.config import read_config
from portwright_harness.manifest import find_manifests
from portwright_harness.play import client_of, play
from portwright_harness.ready import Ready, make_ready
from portwright_harness.replay import Tape
from portwright_harness.scenario import scenario_of
from portwright_harness.vcr_path import refusals, vcr_stage
from portwright_harness.vendor import load_vendor
from portwright_runtime import Headers, WireRequest, WireResponse

ROOT = Path(__file__).parents[1]
MOST = 0.3
OWN, REPLAY, READING, VCRPY = "client alone", "replay", "replay, file read", "vcrpy, file read"


@dataclass(slots=True)
class Case:
    """A cassette's way to be played in each way, and what that cost (ms, a run)."""

    name: str
    ways: dict[str, Callable[[], object]]
    costs: dict[str, list[float]] = field(default_factory=dict)

    def over(self, way: str) -> float:
        """Above the client alone."""
        return median(self.costs[way]) - median(self.costs[OWN])


@dataclass(frozen=True, slots=True)
class Canned:
    """A source that answers from memory, and looks at nothing."""

    response: WireResponse

    def answer(self, request: WireRequest) -> WireResponse:
        return self.response


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(__doc__, 20).parse_args(arguments)
    cases = list(_cases())
    gc.disable()  # It would always come at the same ways, and be counted there alone.
    for number in range(options.runs + 1):
        gc.collect()
        for case in cases:
            for way, work in case.ways.items():
                _keep(case, way, _taken(work), number)
    rows = [_row(cases, way) for way in (OWN, REPLAY, READING, VCRPY)]
    print(table(("ms an interaction", "median", "over alone", "x of replay"), rows))
    over = median(case.over(REPLAY) for case in cases)
    verdict = "ok" if over <= MOST else "MISSED"
    print(f"\nreplay over the client alone: {over:.2f} ms, at most {MOST} ms: {verdict}")
    print(f"{len(cases)} cassettes, medians of {options.runs} runs; {machine_line()}.")
    write_json(options.json, "replay", {"unit": "ms", "over": over, "cases": _records(cases)})
    return 0 if over <= MOST else 1


def _cases() -> Iterator[Case]:
    config = read_config(ROOT)
    for name in find_manifests(config.generated):
        vendor = load_vendor(config, name)
        for path in vendor.cassette_paths():
            own = [c for c in vendor.cases() if c.names(path.parent.name, path.stem)]
            stated = next((c for c in own if not c.faults), None)
            if stated is None or len(read_cassette(path).interactions) != 1:
                continue
            ready = make_ready(scenario_of(vendor, path, stated))
            yield Case(f"{name}/{path.parent.name}/{path.stem}", _ways(ready, path))


def _ways(ready: Ready, path: Path) -> dict[str, Callable[[], object]]:
    def read() -> None:
        read_cassette(path)
        _replayed(ready)

    return {
        OWN: lambda: _alone(ready),
        REPLAY: lambda: _replayed(ready),
        READING: read,
        VCRPY: lambda: _through_vcrpy(ready, path),
    }


def _alone(ready: Ready) -> None:
    call = ready.calls[0]
    with client_of(ready, "sync", _canned(ready), VirtualTime()) as client, _stated(ready):
        answer = getattr(client, call.call.operation)(**call.arguments)
        list(answer) if call.is_stream else None


def _canned(ready: Ready) -> Canned:
    response = ready.scenario.interactions[0].response
    return Canned(WireResponse(response.status, Headers(response.headers), response.body))


@contextmanager
def _stated(ready: Ready) -> Iterator[None]:
    """A case may be about an error."""
    try:
        yield
    except Exception:
        if ready.scenario.raises is None:
            raise


def _replayed(ready: Ready) -> None:
    tape = Tape(ready.scenario.interactions)
    found = play(ready, tape, "sync", tape)
    if found.problems or tape.problems or tape.unplayed():
        raise SystemExit(f"{ready.scenario.path} does not play")


def _through_vcrpy(ready: Ready, path: Path) -> None:
    with vcr_stage(path, 1) as stage:
        found = play(ready, stage, "sync", None, refusals=refusals())
        if found.problems or stage.problems or stage.count_problems():
            raise SystemExit(f"{path} does not play through vcrpy")


def _taken(work: Callable[[], object]) -> float:
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


def _keep(case: Case, way: str, taken: float, number: int) -> None:
    """The first round is not counted: it imports and fills what is kept."""
    if number:
        case.costs.setdefault(way, []).append(taken)


def _row(cases: Sequence[Case], way: str) -> tuple[str, str, str, str]:
    cost = median(median(case.costs[way]) for case in cases)
    over = median(case.over(way) for case in cases)
    ratio = median(median(case.costs[way]) / median(case.costs[REPLAY]) for case in cases)
    return way, f"{cost:.2f}", f"{over:.2f}", f"{ratio:.1f}"


def _records(cases: Sequence[Case]) -> list[dict[str, object]]:
    return [{"name": case.name, "ms": case.costs} for case in cases]


if __name__ == "__main__":
    sys.exit(main())
