"""The table of properties, and their verdict on a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from portwright.simulate.log import Log
from portwright.simulate.properties import (
    amplification,
    concurrency,
    deadlines,
    inventory,
    keys,
    order,
    probes,
    rate,
    unknown,
    writes,
)
from portwright.simulate.properties.breach import Breach
from portwright.simulate.properties.evidence import Evidence
from portwright.simulate.target import Target

Check = Callable[[Evidence], Iterable[Breach]]
_MODULES: Final[tuple[ModuleType, ...]] = (
    amplification,
    rate,
    concurrency,
    probes,
    inventory,
    keys,
    deadlines,
    order,
    writes,
    unknown,
)
PROPERTIES: Final[Mapping[str, Check]] = {module.NAME: module.check for module in _MODULES}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many breaches of each property there are, and the first of each."""

    breaches: Mapping[str, tuple[Breach, ...]]

    @property
    def holds(self) -> bool:
        """Whether nothing was broken."""
        return not any(self.breaches.values())


def judge(log: Log, target: Target, environment: str | None) -> Verdict:
    """Every property, on the log of one run."""
    evidence = Evidence(log, target, environment)
    return Verdict({name: tuple(check(evidence)) for name, check in PROPERTIES.items()})
