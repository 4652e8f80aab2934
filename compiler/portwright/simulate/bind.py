"""Binds a scenario to the operations of a target: the script of a run, or diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from portwright.diagnostics.model import Diagnostics
from portwright.language.quantities import Rate
from portwright.language.record import Record
from portwright.rules.simulation import (
    clock_of_some,
    fault_without_fault,
    idle_scenario,
    impossible_time,
    too_long_run,
    too_many_calls,
    uneven_shares,
    unknown_environment,
    unknown_simulated_operation,
)
from portwright.simulate.arrivals import arrivals
from portwright.simulate.scenario import (
    AnyFault,
    Arrivals,
    Burst,
    ClockJump,
    Constant,
    Poisson,
    Scenario,
    Vendor,
)
from portwright.simulate.script import Arriving, Behaviour, Faulty, Script
from portwright.simulate.target import Target
from portwright.source.span import Text

MOST_CALLS: Final = 500_000
MOST_SECONDS: Final = 86_400.0
_CENT: Final = 1e-6


def bind_scenario(
    scenario: Scenario, target: Target, sink: Diagnostics, seed: int | None = None
) -> Script:
    """The script, with a seed of its own or the one given; worth running only when `sink` has no
    error. What a reader found wrong before hides nothing here but what would follow from it.
    """
    # What could not be read is missing from lists and sums.
    is_whole = not sink.has_errors
    _check(scenario, target, sink)
    if is_whole:
        _check_wholes(scenario, sink)
    script = _script(scenario, target, seed)
    # Whether anybody comes at all is random where callers are few, and known before the run.
    if not sink.has_errors and next(arrivals(script, script.seed), None) is None:
        sink.add(idle_scenario.nobody_came(scenario.place.values.get("traffic"), script.seed))
    return script


def _script(scenario: Scenario, target: Target, seed: int | None) -> Script:
    duration = scenario.duration.seconds
    return Script(
        title=str(scenario.title),
        duration=duration,
        arrivals=tuple(_arriving(one, duration) for one in scenario.traffic),
        faults=tuple(_faulty(one) for one in scenario.faults),
        vendor=_behaviour(scenario.vendor),
        environment=_environment(scenario, target),
        seed=int(scenario.seed or 0) if seed is None else seed,
    )


def _environment(scenario: Scenario, target: Target) -> str | None:
    if scenario.environment is not None:
        return str(scenario.environment)
    return next(iter(target.environments), None)


def _check(scenario: Scenario, target: Target, sink: Diagnostics) -> None:
    duration = scenario.duration.seconds
    named = scenario.environment
    if named is not None and named not in target.environments:
        sink.add(unknown_environment.report(named.span, named, target.environments))
    for traffic in scenario.traffic:
        _check_operations(iter(traffic.operations), target, sink)
        _check_times(traffic, duration, sink)
        _check_rate(traffic, sink)
    for fault in scenario.faults:
        _check_operations(fault.operations, target, sink)
        _check_times(fault, duration, sink)
        _CHECKS.get(fault.kind, _passes)(fault, sink)
    _check_length(scenario, sink)
    if scenario.vendor is not None:
        _check_vendor(scenario.vendor, sink)
    calls = sum(_expected(_arriving(one, duration)) for one in scenario.traffic)
    if calls > MOST_CALLS:
        sink.add(too_many_calls.report(scenario.place.values.get("traffic"), calls, MOST_CALLS))


def _check_wholes(scenario: Scenario, sink: Diagnostics) -> None:
    """Somebody calls, and all of them call something."""
    if not scenario.traffic and scenario.place.keys.get("traffic"):
        sink.add(idle_scenario.report(scenario.place.values["traffic"]))
    for traffic in scenario.traffic:
        total = sum(share.value for share in traffic.operations.values())
        if abs(total - 1) > _CENT:
            sink.add(uneven_shares.report(traffic.place.values.get("operations"), total))


def _check_operations(names: Iterable[Text], target: Target, sink: Diagnostics) -> None:
    for name in names:
        if name not in target.subjects:
            sink.add(unknown_simulated_operation.report(name.span, name, target.subjects))


def _check_times(record: Arrivals | AnyFault, duration: float, sink: Diagnostics) -> None:
    """`from` lies in the run, and `until` after it."""
    places = record.place.values
    begin = record.from_.seconds if record.from_ is not None else 0.0
    if begin >= duration:
        sink.add(impossible_time.report(places.get("from"), "it begins after the run ends"))
    if record.until is not None and record.until.seconds <= begin:
        sink.add(impossible_time.report(places.get("until"), "it ends before it begins"))


def _check_length(scenario: Scenario, sink: Diagnostics) -> None:
    """Every second of a run is kept, those that the machine sleeps through too."""
    clocks = [fault for fault in scenario.faults if isinstance(fault, ClockJump)]
    slept = sum(fault.by.seconds for fault in clocks if fault.clock == "suspended")
    seconds = scenario.duration.seconds + slept
    if seconds > MOST_SECONDS:
        sink.add(too_long_run.report(scenario.duration.span, seconds, MOST_SECONDS))


def _passes(fault: AnyFault, sink: Diagnostics) -> None:
    """Nothing more can be wrong with it."""


def _check_error(fault: Any, sink: Diagnostics) -> None:
    if fault.error.startswith("2") and fault.body is None:
        sink.add(fault_without_fault.report(fault.error.span, fault.error))


def _check_clock(fault: Any, sink: Diagnostics) -> None:
    for name in ("share", "operations"):
        if name in fault.place.keys:
            sink.add(clock_of_some.report(fault.place.keys[name], name))


_CHECKS: Final[Mapping[str, Callable[[Any, Diagnostics], None]]] = {
    "error": _check_error,
    "clock": _check_clock,
}


def _check_rate(traffic: Arrivals, sink: Diagnostics) -> None:
    if isinstance(traffic, Burst):
        if not traffic.burst:
            sink.add(impossible_time.report(traffic.burst.span, "nobody comes in a burst of 0"))
        return
    rate = _rate(traffic)
    if not rate.count:
        sink.add(impossible_time.report(rate.span, "nobody comes at a rate of 0"))


def _check_vendor(vendor: Vendor, sink: Diagnostics) -> None:
    if vendor.rate is not None and vendor.rate.count < 1:
        sink.add(impossible_time.report(vendor.rate.span, "a vendor that lets nothing through"))
    median = vendor.latency.median.seconds if vendor.latency is not None else 0.0
    p99 = vendor.latency.p99 if vendor.latency is not None else None
    if p99 is not None and not 0 < median <= p99.seconds:
        why = "p99 is at least the median, and that is over 0s"
        sink.add(impossible_time.report(p99.span, why))


def _expected(arriving: Arriving) -> float:
    seconds = max(0.0, arriving.end - arriving.begin)
    if arriving.kind == "burst":
        again = int(seconds / arriving.seconds) if arriving.seconds else 0
        return arriving.count * (1 + again)
    return arriving.count / arriving.seconds * seconds


def _arriving(traffic: Arrivals, duration: float) -> Arriving:
    begin = traffic.from_.seconds if traffic.from_ is not None else 0.0
    end = min(duration, traffic.until.seconds) if traffic.until is not None else duration
    shares = {str(name): share.value for name, share in traffic.operations.items()}
    if isinstance(traffic, Burst):
        every = traffic.every.seconds if traffic.every is not None else 0.0
        return Arriving(
            kind="burst", count=traffic.burst, seconds=every, begin=begin, end=end, shares=shares
        )
    rate = _rate(traffic)
    return Arriving(
        kind="constant" if isinstance(traffic, Constant) else "poisson",
        count=rate.count,
        seconds=rate.per_seconds,
        begin=begin,
        end=end,
        shares=shares,
    )


def _rate(traffic: Constant | Poisson) -> Rate:
    return traffic.constant if isinstance(traffic, Constant) else traffic.poisson


def _behaviour(vendor: Vendor | None) -> Behaviour:
    given: dict[str, Any] = {}
    if vendor is not None and vendor.latency is not None:
        p99 = vendor.latency.p99
        given["median"] = vendor.latency.median.seconds
        given["p99"] = p99.seconds if p99 is not None else None
    if vendor is not None and vendor.rate is not None:
        given["rate"] = (vendor.rate.count, vendor.rate.per_seconds)
    if vendor is not None and vendor.key_ttl is not None:
        given["key_ttl"] = vendor.key_ttl.seconds
    return Behaviour(**given)


def _answer(fault: Any) -> Mapping[str, Any]:
    """What the answer of a fault has in it."""
    headers = tuple((str(name), str(value)) for name, value in fault.headers.items())
    return {"headers": headers, "body": "{}" if fault.body is None else str(fault.body)}


# What each kind of fault says beside its times and its share.
_SAYS: Final[Mapping[str, Callable[[Any], Mapping[str, Any]]]] = {
    "outage": lambda fault: {"what": str(fault.outage)},
    "error": lambda fault: {
        "what": str(fault.error),
        "processed": bool(fault.processed),
        **_answer(fault),
    },
    "throttle": lambda fault: {
        "what": str(fault.as_ or "seconds"),
        "seconds": fault.throttle.seconds,
        **_answer(fault),
    },
    "hang": lambda fault: {"what": str(fault.hang), "processed": fault.hang == "after"},
    "reset": lambda fault: {"what": str(fault.reset), "processed": fault.reset == "after"},
    "garble": lambda fault: {"what": str(fault.garble), "processed": True},
    "slow": lambda fault: {"seconds": fault.slow.seconds},
    "cancel": lambda fault: {"seconds": fault.cancel.seconds},
    "clock": lambda fault: {"what": str(fault.clock), "seconds": fault.by.seconds},
}


def _faulty(fault: Record) -> Faulty:
    common: Any = fault
    return Faulty(
        kind=fault.kind,  # type: ignore[arg-type]
        begin=common.from_.seconds,
        end=common.until.seconds,
        share=common.share.value if common.share is not None else 1.0,
        operations=frozenset(map(str, common.operations)),
        **_SAYS[fault.kind](fault),
    )
