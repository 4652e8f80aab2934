"""The gates that the calls of one operation pass, flattened once for each client."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from portwright_runtime.call import Request
from portwright_runtime.connection import Connection
from portwright_runtime.policies.admission import Turnstile
from portwright_runtime.policies.breaker import CircuitBreaker
from portwright_runtime.policies.budget import RetryBudget
from portwright_runtime.policies.keyed import ByKey
from portwright_runtime.policies.limit import Limit
from portwright_runtime.policies.scope import Param
from portwright_runtime.policies.switch import Switch


@dataclass(frozen=True, slots=True)
class ForEach:
    """A stage of which there is one for each value of a parameter."""

    param: Param
    cores: ByKey[Turnstile]

    def of(self, request: Request, connection: Connection, now: float) -> Turnstile:
        """The stage of this call; calls without the parameter share one."""
        return self.cores.of(_value(self.param.name, request, connection), now)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, and the limit that it stands for, if it is not the policy's bulkhead."""

    core: Turnstile | ForEach
    limit: Limit | None


class Stages:
    """The stages of one call, with the steps of those that want to know of them laid out."""

    __slots__ = ("admits", "all", "finishes", "passes", "starts")

    def __init__(self, stages: Iterable[Turnstile]) -> None:
        self.all = tuple(stages)
        self.passes = tuple(stage.pass_now for stage in self.all)
        self.admits = tuple(stage.admit for stage in self.all)
        self.starts = tuple(stage.start for stage in self.all if stage.starts)
        self.finishes = tuple(stage.finish for stage in self.all if stage.finishes)


NO_STAGES: Final = Stages(())


class Route:
    """`stages` in their order: quotas, rates from narrow to wide, slots. None where it takes a
    call to know them, which `of` does, under `lock`. `limited` says whether answers can teach it
    anything.
    """

    __slots__ = ("_stages", "breaker", "budget", "limited", "limits", "lock", "observes", "stages")

    def __init__(
        self,
        stages: tuple[Stage, ...],
        *,
        breaker: CircuitBreaker | Switch,
        budget: RetryBudget | None,
        lock: AbstractContextManager[object],
    ) -> None:
        self._stages = stages
        self.limits = tuple(stage.limit for stage in stages)
        self.limited = any(limit and limit.concurrent is None for limit in self.limits)
        self.observes = any(limit and limit.observe for limit in self.limits)
        self.breaker = breaker
        self.budget = budget
        self.lock = lock
        fixed = [stage.core for stage in stages if isinstance(stage.core, Turnstile)]
        self.stages = Stages(fixed) if len(fixed) == len(stages) else None

    def of(self, request: Request, connection: Connection, now: float) -> Stages:
        """The stages of an attempt: those of a parameter's value may be others after a while."""
        return Stages(
            stage.core.of(request, connection, now)
            if isinstance(stage.core, ForEach)
            else stage.core
            for stage in self._stages
        )


def _value(name: str, request: Request, connection: Connection) -> str:
    for part in (request.path, request.query, request.headers, request.body):
        if isinstance(part, Mapping) and name in part:
            return str(part[name])
    return str(getattr(connection, name, ""))
