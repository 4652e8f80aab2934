"""The table of properties, and their verdict on a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Final, Literal, TypeAlias

from portwright.simulate.log import Log
from portwright.simulate.properties import (
    amplification,
    attempts,
    backoff,
    breaker,
    concurrency,
    deadlines,
    inventory,
    keys,
    lines,
    order,
    probes,
    quotas,
    rate,
    retries,
    retry_after,
    unknown,
    writes,
)
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence
from portwright.simulate.target import Target

Check = Callable[[Evidence], Iterable[Breach]]
Word: TypeAlias = Literal["holds", "BROKEN", "not tested"]
_MODULES: Final[tuple[ModuleType, ...]] = (
    amplification,
    retries,
    backoff,
    retry_after,
    rate,
    quotas,
    concurrency,
    lines,
    order,
    breaker,
    probes,
    inventory,
    keys,
    deadlines,
    attempts,
    writes,
    unknown,
)
PROPERTIES: Final[Mapping[str, Check]] = {module.NAME: module.check for module in _MODULES}
_TESTED: Final[Mapping[str, Callable[[Evidence], bool]]] = {
    module.NAME: module.tested for module in _MODULES
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The breaches of each property, and the properties of which nothing in the run could show
    that they hold.
    """

    breaches: Mapping[str, tuple[Breach, ...]]
    untested: frozenset[str] = frozenset()

    @property
    def holds(self) -> bool:
        """Whether nothing was broken, and something was put to the test."""
        return not any(self.breaches.values()) and len(self.untested) < len(self.breaches)

    def word(self, name: str) -> Word:
        """What to say of a property."""
        if self.breaches[name]:
            return "BROKEN"
        return "not tested" if name in self.untested else "holds"


def judge(log: Log, target: Target, environment: str | None) -> Verdict:
    """Every property, on the log of one run."""
    evidence = Evidence(log, target, environment)
    breaches = {name: tuple(check(evidence)) for name, check in PROPERTIES.items()}
    untested = {name for name, tested in _TESTED.items() if not tested(evidence)}
    return Verdict(breaches, frozenset(untested))
