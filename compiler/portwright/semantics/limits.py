"""`limits:` and the queued parts of policies, as configuration of the runtime."""

from __future__ import annotations

from collections.abc import Iterator

from portwright.diagnostics.model import Diagnostics
from portwright.ir.config import Config, Setting, config
from portwright.language.connection import Connection
from portwright.language.policies import Breaker, Budget, Bulkhead, Limit, Observe
from portwright.language.quantities import Rate
from portwright.language.terms import FromParam, Queue
from portwright.rules.safety import contradicting_policy
from portwright.rules.secrets import undeclared_param
from portwright.semantics.configured import check, written
from portwright.semantics.published import check_published
from portwright.source.span import Text


def bind_limits(
    limits: tuple[Limit, ...], connection: Connection, sink: Diagnostics
) -> tuple[Config, ...]:
    """Each limit as a `Limit` of the runtime, which has been tried on it."""
    bound = tuple(_LimitBinder(limit, connection, sink).config() for limit in limits)
    for limit, tree in zip(limits, bound, strict=True):
        parts = {"queue": written(limit.queue), "observe": written(limit.observe)}
        check(tree, written(limit, **parts), sink)
        check_published(limit, sink)
    return bound


class _LimitBinder:
    def __init__(self, limit: Limit, connection: Connection, sink: Diagnostics) -> None:
        self._limit = limit
        self._connection = connection
        self._sink = sink

    def config(self) -> Config:
        limit = self._limit
        self._check_environment()
        return config(
            "Limit",
            per=scope(limit.per, self._connection, self._sink),
            rate=_per_period(limit.rate),
            quota=_per_period(limit.quota),
            concurrent=_whole(limit.concurrent),
            env=str(limit.env) if limit.env is not None else None,
            burst=_whole(limit.burst),
            share=_share(limit.share),
            queue=queue(limit.queue),
            observe=_observe(limit.observe),
            reserve=limit.reserve.value if limit.reserve is not None else None,
        )

    def _check_environment(self) -> None:
        known, env = self._connection.environments, self._limit.env
        if env is not None and not known.declares(env):
            names = ", ".join(f"`{name}`" for name in known)
            wanted = f"one of {names}" if names else "a name of connection.environments"
            self._sink.add(contradicting_policy.report(env.span, "limit.env", wanted))


def breaker(
    settings: Breaker, connection: Connection, sink: Diagnostics
) -> Iterator[tuple[str, Setting]]:
    """What a policy says of its breaker, by the runtime's names."""
    for name in ("window", "slow_after", "open_for", "open_cap", "probe_time"):
        if (duration := getattr(settings, name)) is not None:
            yield name, duration.seconds
    if settings.per is not None:
        yield "per", scope(settings.per, connection, sink)
    for name in ("min_calls", "window_calls", "probes"):
        if (count := getattr(settings, name)) is not None:
            yield name, int(count)
    for name in ("failure_rate", "slow_rate"):
        if (ratio := getattr(settings, name)) is not None:
            yield name, ratio.value


def bulkhead(
    settings: Bulkhead, connection: Connection, sink: Diagnostics
) -> Iterator[tuple[str, Setting]]:
    if settings.concurrent is not None:
        yield "concurrent", int(settings.concurrent)
    if settings.per is not None:
        yield "per", scope(settings.per, connection, sink)
    waiting = settings.queue
    if waiting is not None and waiting.max is not None:
        yield "queue", int(waiting.max)
    if waiting is not None and waiting.wait is not None:
        yield "wait", waiting.wait.seconds


def budget(settings: Budget) -> Iterator[tuple[str, Setting]]:
    if settings.ratio is not None:
        yield "ratio", settings.ratio.value
    if settings.cap is not None:
        yield "cap", int(settings.cap)


def scope(per: Text | FromParam, connection: Connection, sink: Diagnostics) -> Setting:
    """`app`, `connection`, `operation`, or each value of a parameter."""
    if isinstance(per, FromParam):
        if not connection.params.declares(per.param):
            sink.add(undeclared_param.report(per.param, connection.params))
        return config("Param", name=str(per.param))
    return str(per)


def queue(waiting: Queue | None) -> Config | None:
    if waiting is None:
        return None
    wait = waiting.wait.seconds if waiting.wait is not None else None
    most = int(waiting.max) if waiting.max is not None else None
    return config("Queue", max=most, wait=wait)


def _per_period(rate: Rate | None) -> tuple[int | float, ...] | None:
    """A part of a call stays one, for the runtime to refuse."""
    if rate is None:
        return None
    count = int(rate.count) if rate.count.is_integer() else rate.count
    return (count, rate.per_seconds)


def _whole(count: int | None) -> int | None:
    return int(count) if count is not None else None


def _observe(observe: Observe | None) -> Config | None:
    if observe is None:
        return None
    reset = str(observe.reset) if observe.reset is not None else None
    header, format_ = str(observe.header), str(observe.format)
    return config("Observe", header=header, format=format_, reset=reset)


def _share(share: Text | None) -> tuple[int | float, ...] | None:
    return (1, int(share.partition("/")[2])) if share is not None else None
