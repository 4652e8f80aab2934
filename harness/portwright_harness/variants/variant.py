"""A recorded call with a fault in it, for both clients, on a virtual clock."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from portwright_harness.credential_steps import CredentialSteps
from portwright_harness.credentials import Fields
from portwright_harness.expectation import names_of, shown
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case
from portwright_harness.play import MODES, Calls, Mode, Outcome, Play, client_of, play
from portwright_harness.problem import Problem
from portwright_harness.ready import Ready, ReadyCall
from portwright_harness.recording import Interaction
from portwright_harness.scenario import Scenario
from portwright_harness.spec_line import policy_place
from portwright_harness.variants.breaker import OPEN, BreakerModel
from portwright_harness.variants.oracle import Rule
from portwright_harness.variants.repeated import repeated_otherwise
from portwright_harness.variants.stage import Met, Stage
from portwright_harness.variants.story import story
from portwright_harness.variants.trace import CallTrace, attempts_of
from portwright_harness.variants.verdict import Ending, Wanted, faults_of
from portwright_runtime.errors import PortwrightError

SOURCE = "synthetic"
# Beyond as many calls as a breaker has to see, and with what the budget lets be repeated.
_CALLS_MORE = 4
_MOST_CALLS = 60
# Seconds after which no limit keeps a call back that was refused.
_LET_GO = 60.0
# Seconds before a breaker lets a probe through.
_SHORTLY = 0.001


@dataclass(frozen=True, slots=True)
class Variant:
    """Faults at the recorded answer number `leg`, `times` times in a row; where it is `lasting`, at
    every attempt of many calls, until the breaker stops them, and then the vendor is back. `source`
    says that nobody recorded it. `before` are the recorded exchanges of credentials, `recorded` the
    others; `ready` makes the scenario ready to be played.
    """

    name: str
    case: Case
    scenario: Scenario
    met: tuple[Met, ...]
    rule: Rule
    before: tuple[Interaction, ...]
    recorded: tuple[Interaction, ...]
    ready: Callable[[], Ready]
    leg: int = 0
    times: float = 1
    lasting: bool = False
    source: str = SOURCE

    @property
    def id(self) -> str:
        """`vendor/operation/cassette[fault:name]`."""
        place = f"{self.scenario.operation}/{self.scenario.path.stem}"
        return f"{self.scenario.vendor.name}/{place}[fault:{self.name}]"

    def run(self) -> Finding:
        """Call with the case's inputs, by both clients; the network is blocked, nobody waits."""
        found = (self.played(mode) for mode in MODES)
        # The twin would say the same again.
        return Finding(tuple(next((problems for problems in found if problems), ())))

    def client(self, mode: Mode = "sync") -> Any:
        """A client, or adapter, that meets the fault on a virtual clock: for code of one's own."""
        stage = replace(self._stage(), again=True)
        return client_of(self.ready(), mode, stage, stage.time)

    def _stage(self) -> Stage:
        vendor = self.scenario.vendor
        return Stage(
            self.met,
            self.recorded,
            CredentialSteps(self.before),
            vendor.operation(self.scenario.operation),
            vendor.manifest.connection.credentials,
            leg=self.leg,
            times=math.inf if self.lasting else self.times,
        )

    def played(self, mode: Mode) -> list[Problem]:
        """What one of the clients does otherwise than it must."""
        ready, stage = self.ready(), self._stage()
        calls = _lasting(self.rule, stage, ready) if self.lasting else _once(stage, ready)
        result = play(
            ready,
            stage,
            mode,
            stage,
            compare=False,
            time=stage.time,
            calls=calls,
            rng=_Extremes(),
        )
        return list(self._problems(ready, mode, stage, result))[:1]

    def _problems(self, ready: Ready, mode: Mode, stage: Stage, result: Play) -> Iterator[Problem]:
        secret = ready.scenario.vendor.redaction.fields
        endings = [_ending(outcome, secret) for outcome in result.outcomes]
        for problem in (*stage.problems, *result.problems):
            yield self._told(problem, mode, story(stage.calls, endings))
        if stage.problems:
            return
        wanted = Wanted(len(self.recorded), self.scenario.raises)
        judged = faults_of(self.rule, stage.calls, endings, wanted)
        repeated = repeated_otherwise(ready.calls[0].matching, stage.calls)
        for number, text in (*judged, *repeated):
            happened = story(stage.calls[:number], endings[:number])
            yield self._told(Problem("expect", text), mode, happened)

    def _told(self, problem: Problem, mode: Mode, happened: Iterable[str]) -> Problem:
        """The problem with what happened and where the policy stands."""
        place = policy_place(self.scenario.vendor, self.rule.name)
        lines = (
            f"{mode} client, {self.name}: {problem.text}",
            *happened,
            *([f"policy `{self.rule.name}` is {place}"] if place else []),
        )
        return replace(problem, text="\n".join(lines))


def _once(stage: Stage, ready: Ready) -> Calls:
    def calls(client: Any) -> Iterable[ReadyCall]:
        yield from _called(stage, ready, client)

    return calls


class _Extremes(random.Random):
    """Chance that goes to its ends: the most that there is, then the least, and again."""

    _count = 0

    def random(self) -> float:
        self._count += 1
        return 1.0 - 2.0**-53 if self._count % 2 else 0.0


def _lasting(rule: Rule, stage: Stage, ready: Ready) -> Calls:
    """Calls until the breaker should be open, two that it should refuse, and then the probes."""
    enough = rule.breaker.min_calls + _CALLS_MORE

    def calls(client: Any) -> Iterable[ReadyCall]:
        for _ in range(_MOST_CALLS):
            yield from _called(stage, ready, client)
            if not stage.calls[-1].legs:
                stage.time.pass_by(_LET_GO)
            breaker = _breaker(rule, stage.calls)
            if breaker.state == OPEN:
                yield from _refused(breaker.until, stage, ready, client)
                break
            if sum(bool(call.legs) for call in stage.calls) >= enough:
                break
        stage.recover()
        for _ in range(rule.breaker.probes):
            yield from _called(stage, ready, client)

    return calls


def _refused(until: float, stage: Stage, ready: Ready, client: Any) -> Iterator[ReadyCall]:
    """Right away and to the end of the pause; then the time of the probes has come."""
    for moment in (stage.time.seconds, until - _SHORTLY):
        stage.time.pass_by(moment - stage.time.seconds)
        yield from _called(stage, ready, client)
    stage.time.pass_by(until - stage.time.seconds)


def _called(stage: Stage, ready: Ready, client: Any) -> Iterator[ReadyCall]:
    stage.begin()
    yield ready.calls[0]
    call = stage.calls[-1]
    call.ended = stage.time.seconds
    call.breakers = getattr(client, "wire", client).breakers


def _breaker(rule: Rule, calls: Iterable[CallTrace]) -> BreakerModel:
    """Where it must stand after these attempts."""
    model = BreakerModel(rule.breaker)
    for attempt in attempts_of(list(calls)):
        bad = False if attempt.reading is None else attempt.reading.bad
        model.begins(attempt.began)
        model.ends(attempt.ended, bad, attempt.ended - attempt.began)
    return model


def _ending(outcome: Outcome, secret: Fields) -> Ending:
    """The vendor's error counts also where a domain error was made of it."""
    error = outcome.error
    if error is None:
        return Ending((), "the call returned")
    names = names_of(error)
    if not isinstance(error, PortwrightError) and error.__cause__ is not None:
        names += names_of(error.__cause__)
    return Ending(names, f"the call raised {shown(error, secret)}")
