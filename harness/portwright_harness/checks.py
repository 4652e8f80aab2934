"""A check: one thing to verify, of a cassette, a case or a vendor's package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from portwright_harness.levels import l1, l1_vcr, l2, l3, l4
from portwright_harness.levels.finding import Finding
from portwright_harness.manifest import Case
from portwright_harness.problem import Problem, ScenarioError
from portwright_harness.recording import CassetteError
from portwright_harness.scenario import Scenario

HYGIENE = "L0"
PLAYED: dict[str, Callable[[Scenario], Finding]] = {
    "L1": l1.check,
    "L1-vcr": l1_vcr.check,
    "L2": l2.check,
    "L3": l3.check,
    "L4": l4.check,
}
# Snapshots are of what the port returns: cases in the vendor's terms have none.
OF_PORT = "L4"
FAULTS = "faults"
# Faults that no case states, derived from what was recorded.
VARIANTS = "variants"
# Whether the package, the spec's cases and the cassettes belong together: asked at every level.
PROJECT = "project"
LEVELS = (HYGIENE, *PLAYED, FAULTS, VARIANTS, PROJECT)

ANY = "*"
_PREFIX = {VARIANTS: "fault:"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to verify; `run` plays it and never raises for what the check is about."""

    vendor: str
    operation: str
    scenario: str
    level: str
    detail: str
    play: Callable[[], Finding]

    @property
    def played(self) -> bool:
        """Whether it calls the generated client, and so needs a package that can be imported."""
        return self.level in PLAYED or self.level in (FAULTS, VARIANTS)

    @property
    def id(self) -> str:
        """`vendor/operation/scenario[level]`: the same on every run and machine; of a variant,
        `[fault:name]`."""
        shown = f"{_PREFIX.get(self.level, f'{self.level}-')}{self.detail}"
        shown = shown if self.detail else self.level
        return f"{self.vendor}/{self.operation}/{self.scenario}[{shown}]"

    def run(self) -> Finding:
        """Verify; a cassette or inputs that cannot be used are problems as well."""
        try:
            return self.play()
        except CassetteError as error:
            return Finding((Problem("cassette", str(error)),))
        except ScenarioError as error:
            return Finding((error.problem,))


def levels_of(case: Case) -> tuple[str, ...]:
    """The levels that a case is played at."""
    return tuple(level for level in PLAYED if level != OF_PORT or case.is_of_port)


def distinct(found: list[Check]) -> list[Check]:
    """Numbers for checks that would share an id."""
    seen: dict[str, int] = {}
    numbered = []
    for check in found:
        count = seen[check.id] = seen.get(check.id, 0) + 1
        again = f"{check.detail}#{count}" if check.detail else f"#{count}"
        numbered.append(check if count == 1 else replace(check, detail=again))
    return numbered
