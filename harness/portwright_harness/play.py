"""Playing a scenario: public methods of the generated client or adapter, one after the other."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Literal, Protocol

from portwright_harness.clock import AsyncVirtualClock, SyncVirtualClock, VirtualTime
from portwright_harness.matching import Matching
from portwright_harness.network import blocked
from portwright_harness.package import method_of
from portwright_harness.problem import Problem
from portwright_harness.ready import Ready, ReadyCall
from portwright_harness.replay import AsyncReplay, ReplayError, Source, SyncReplay
from portwright_harness.scenario import Call, Scenario
from portwright_runtime.errors import PortwrightError

Mode = Literal["async", "sync"]
MODES: tuple[Mode, ...] = ("async", "sync")
Refusals = tuple[type[Exception], ...]
# The calls that are made with a client, which may hang on what became of those before.
Calls = Callable[[Any], Iterable[ReadyCall]]


class Stage(Protocol):
    """What answers the calls of a scenario: told how requests compare, it counts its answers."""

    matching: Matching | None

    @property
    def played(self) -> int:
        """How many interactions have answered."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call returned or raised, and how many interactions were played by then."""

    call: Call
    played: int
    value: object = None
    error: Exception | None = None


@dataclass(slots=True)
class Play:
    """What came of one run: an outcome for each call that was made, and what must not happen."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    time: VirtualTime = field(default_factory=VirtualTime)
    refused: bool = False


def play(
    ready: Ready,
    stage: Stage,
    mode: Mode,
    source: Source | None,
    *,
    compare: bool = True,
    refusals: Refusals = (ReplayError,),
    time: VirtualTime | None = None,
    calls: Calls | None = None,
    rng: random.Random | None = None,
) -> Play:
    """Make every call with one client, the network blocked.

    `source` answers in the process; without one the client makes its own transport, which
    somebody has patched. A refusal of the replay ends the run; the stage keeps the problem.
    `calls` says which calls are made, those of the scenario in order unless it is given; `rng`
    gives the jitter.
    """
    result = Play(time=time or VirtualTime(start=_start(ready.scenario)))
    client = client_of(ready, mode, source, result.time, rng)
    made = calls(client) if calls is not None else ready.calls
    steps = _Steps(stage, result, compare)
    with _running(mode) as run, blocked() as attempts:
        try:
            run(client, made, steps)
        except refusals:
            result.refused = True
    result.problems += attempts.problems()
    return result


@contextmanager
def _running(mode: Mode) -> Iterator[Callable[[Any, Iterable[ReadyCall], _Steps], None]]:
    """What plays calls; the loop of an asynchronous client makes its own sockets, so it is there
    before the network goes."""
    if mode == "sync":
        yield _play_sync
        return
    with asyncio.Runner() as runner:
        runner.get_loop()
        yield lambda client, calls, steps: runner.run(_play_async(client, calls, steps))


@dataclass(frozen=True, slots=True)
class _Steps:
    stage: Stage
    result: Play
    compare: bool

    def begin(self, ready: ReadyCall) -> str:
        self.stage.matching = ready.matching if self.compare else None
        return ready.call.operation

    def returned(self, ready: ReadyCall, value: object) -> None:
        self.result.outcomes.append(Outcome(ready.call, self.stage.played, value))

    def raised(self, ready: ReadyCall, error: Exception) -> None:
        """Keep an error that a call may end with; any other breaks the check."""
        adapted = ready.call.adapted
        domain = adapted.raises if adapted is not None else ()
        names = {cls.__name__ for cls in type(error).__mro__}
        if not isinstance(error, PortwrightError) and names.isdisjoint(domain):
            raise error
        self.result.outcomes.append(Outcome(ready.call, self.stage.played, error=error))


async def _play_async(client: Any, calls: Iterable[ReadyCall], steps: _Steps) -> None:
    async with client:
        for ready in calls:
            method = method_of(client, ready.group, steps.begin(ready))
            try:
                steps.returned(ready, await _awaited(ready, method))
            except Exception as error:  # noqa: BLE001 - domain errors have no base of ours
                steps.raised(ready, error)


async def _awaited(ready: ReadyCall, method: Any) -> object:
    """The result; a stream's items, page after page, or the pages that the case asks for."""
    if ready.call.pages is not None:
        pages = method.pages(**ready.arguments)
        found: list[object] = []
        while len(found) < ready.call.pages and (page := await anext(pages, None)) is not None:
            found.append(page.value)
        return found
    if ready.is_stream:
        return [item async for item in method(**ready.arguments)]
    return await method(**ready.arguments)


def pages_of(call: Call, method: Any, arguments: Mapping[str, object]) -> list[object]:
    """The answers of the pages that a case asks for, or of all that there are."""
    return [page.value for page in itertools.islice(method.pages(**arguments), call.pages)]


def _play_sync(client: Any, calls: Iterable[ReadyCall], steps: _Steps) -> None:
    with client:
        for ready in calls:
            method = method_of(client, ready.group, steps.begin(ready))
            try:
                steps.returned(ready, _returned(ready, method))
            except Exception as error:  # noqa: BLE001 - domain errors have no base of ours
                steps.raised(ready, error)


def _returned(ready: ReadyCall, method: Any) -> object:
    if ready.call.pages is not None:
        return pages_of(ready.call, method, ready.arguments)
    answer = method(**ready.arguments)
    return list(answer) if ready.is_stream else answer


def client_of(
    ready: Ready,
    mode: Mode,
    source: Source | None,
    time: VirtualTime,
    rng: random.Random | None = None,
) -> Any:
    """A client, or adapter, that `source` answers; its time is virtual and its chance is fixed."""
    options: dict[str, Any] = {"rng": rng or random.Random(0), "new_key": _keys(ready.key)}
    connection = ready.own_connection()
    if mode == "async":
        options["clock"] = AsyncVirtualClock(time)
        options["transport"] = AsyncReplay(source) if source else None
        return ready.async_class(connection, **options)
    options["clock"] = SyncVirtualClock(time)
    options["transport"] = SyncReplay(source) if source else None
    return ready.sync_class(connection, **options)


def _keys(recorded: str) -> Callable[[], str]:
    """The recorded key for the first call; a client that mints again gets another one."""
    numbers = itertools.count(1)

    def mint() -> str:
        number = next(numbers)
        return recorded if number == 1 else f"{recorded}-{number}"

    return mint


def _start(scenario: Scenario) -> float:
    """The moment of the recording, so that dates in it (Retry-After) mean what they meant."""
    if not scenario.interactions:
        return VirtualTime().start
    for name, value in scenario.interactions[0].response.headers:
        if name.lower() == "date":
            try:
                return parsedate_to_datetime(value).timestamp()
            except (ValueError, OverflowError):
                break
    return VirtualTime().start
