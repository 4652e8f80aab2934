"""L1 over plain vcrpy: the same cassette, played through the client's own HTTP transport."""

from __future__ import annotations

from portwright_harness.expectation import because, outcome_problems, request_outcomes
from portwright_harness.levels.finding import Finding
from portwright_harness.play import MODES, Mode, play
from portwright_harness.problem import Problem
from portwright_harness.ready import Ready, make_ready
from portwright_harness.scenario import Scenario
from portwright_harness.vcr_form import form_problems
from portwright_harness.vcr_path import refusals, vcr_stage


def check(scenario: Scenario) -> Finding:
    """Play with both clients through vcrpy."""
    if scenario.unplayable:
        config, path = scenario.vendor.config, scenario.path
        return Finding(form_problems(config, path, scenario.unplayable))
    ready = make_ready(scenario)
    for mode in MODES:
        problems = _played(ready, mode)
        if problems:
            return Finding(tuple(problems))
    return Finding()


def _played(ready: Ready, mode: Mode) -> list[Problem]:
    scenario = ready.scenario
    with vcr_stage(scenario.path, len(scenario.interactions)) as stage:
        result = play(ready, stage, mode, None, refusals=refusals())
        problems = [*stage.problems, *result.problems]
        if result.refused and not stage.problems:
            text = f"request {stage.played + 1} has no interaction in vcrpy's cassette"
            problems.append(Problem("extra", text))
        if not problems:
            problems += because(scenario, stage.count_problems(), result.outcomes)
            problems += outcome_problems(scenario, request_outcomes(result.outcomes))
    return [Problem(p.kind, f"{mode} client through vcrpy: {p.text}") for p in problems]
