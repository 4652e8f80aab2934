"""L4: what the port returns, or raises, is what its snapshot holds."""

from __future__ import annotations

from portwright_harness.expectation import outcome_problems
from portwright_harness.levels.finding import Finding
from portwright_harness.play import Outcome, play
from portwright_harness.problem import Problem
from portwright_harness.ready import make_ready
from portwright_harness.replay import Tape
from portwright_harness.scenario import Scenario
from portwright_harness.snapshot_diff import snapshot_diff
from portwright_harness.snapshot_file import snapshot_path
from portwright_harness.snapshot_text import written
from portwright_harness.write import write_text
from portwright_runtime.errors import PortwrightError


def check(scenario: Scenario) -> Finding:
    """Play through the adapter; requests are counted, not compared.

    A result is written only when it is the one that the case states.
    """
    ready = make_ready(scenario)
    tape = Tape(scenario.interactions)
    result = play(ready, tape, "async", tape, compare=False)
    problems = [*tape.problems, *result.problems, *outcome_problems(scenario, result.outcomes)]
    if problems:
        return Finding(tuple(problems))
    text = "".join(_text(outcome) for outcome in result.outcomes)
    return _updated(scenario, text) if scenario.vendor.config.update else _compared(scenario, text)


def _text(outcome: Outcome) -> str:
    """Errors of the runtime are the vendor's and L3's; of them the class alone is kept."""
    if isinstance(outcome.error, PortwrightError):
        return written({"raises": type(outcome.error).__name__})
    return written(outcome.value if outcome.error is None else {"raises": outcome.error})


def _updated(scenario: Scenario, text: str) -> Finding:
    path = snapshot_path(scenario.path, scenario.number)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return Finding()
    write_text(path, text)
    return Finding(notes=(f"wrote {_shown(scenario)}",))


def _compared(scenario: Scenario, text: str) -> Finding:
    path = snapshot_path(scenario.path, scenario.number)
    try:
        kept = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _failed(f"{_shown(scenario)} is not there; write it with\n{_command(scenario)}")
    except OSError as error:
        return _failed(f"{_shown(scenario)} cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        return _failed(f"{_shown(scenario)} is not UTF-8 at byte {error.start}")
    if kept == text:
        return Finding()
    shown = snapshot_diff(kept, text, scenario.vendor.redaction.fields)
    return _failed(
        f"the result is not the one of {_shown(scenario)}:\n{shown}\n"
        f"if that is right, write it anew with\n{_command(scenario)}"
    )


def _failed(text: str) -> Finding:
    return Finding((Problem("snapshot", text),))


def _shown(scenario: Scenario) -> str:
    return scenario.vendor.config.shown(snapshot_path(scenario.path, scenario.number))


def _command(scenario: Scenario) -> str:
    """For this cassette alone; `portwright verify --update-snapshots` writes them all."""
    return f"  pytest --update-snapshots {scenario.vendor.config.shown(scenario.path)}"
