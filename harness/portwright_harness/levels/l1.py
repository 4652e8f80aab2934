"""L1: the generated client, called with the scenario's inputs, sends what the cassette holds."""

from __future__ import annotations

from portwright_harness.expectation import because, outcome_problems, request_outcomes
from portwright_harness.levels.finding import Finding
from portwright_harness.play import MODES, Mode, play
from portwright_harness.problem import Problem
from portwright_harness.ready import Ready, make_ready
from portwright_harness.replay import Tape
from portwright_harness.scenario import Scenario


def check(scenario: Scenario) -> Finding:
    """Play with both clients over the in-process transport."""
    ready = make_ready(scenario)
    problems: list[Problem] = []
    for mode in MODES:
        found = _played(ready, mode)
        if found:
            problems += found
            break  # The twin would say the same again.
    return Finding(tuple(problems))


def _played(ready: Ready, mode: Mode) -> list[Problem]:
    scenario = ready.scenario
    tape = Tape(scenario.interactions)
    result = play(ready, tape, mode, tape)
    problems = [*tape.problems, *result.problems]
    if not tape.problems:
        problems += because(scenario, tape.unplayed(), result.outcomes)
        problems += outcome_problems(scenario, request_outcomes(result.outcomes))
    return [Problem(p.kind, f"{mode} client: {p.text}") for p in problems]
