"""Binds a scenario to the operations of a target: the script of a run, or diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from portwright.diagnostics.model import Diagnostics
from portwright.language.quantities import Rate
from portwright.language.record import Record
from portwright.rules.simulation import (
    idle_scenario,
    impossible_time,
    too_many_calls,
    uneven_shares,
    unknown_environment,
    unknown_simulated_operation,
)
from portwright.simulate.scenario import (
    AnyFault,
    Arrivals,
    Burst,
    Constant,
    Poisson,
    Scenario,
    Vendor,
)
from portwright.simulate.script import Arriving, Behaviour, Faulty, Script
from portwright.simulate.target import Target
from portwright.source.span import Text

MOST_CALLS: Final = 500_000
_CENT: Final = 1e-6


def bind_scenario(scenario: Scenario, target: Target, sink: Diagnostics) -> Script:
    """The script; worth running only when `sink` got no error."""
    duration = scenario.duration.seconds
    _check(scenario, target, sink)
    return Script(
        title=str(scenario.title),
        duration=duration,
        arrivals=tuple(_arriving(one, duration) for one in scenario.traffic),
        faults=tuple(_faulty(one) for one in scenario.faults),
        vendor=_behaviour(scenario.vendor),
        environment=_environment(scenario, target),
        seed=int(scenario.seed or 0),
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
    if not scenario.traffic and scenario.place.keys.get("traffic"):
        sink.add(idle_scenario.report(scenario.place.values["traffic"]))
    for traffic in scenario.traffic:
        _check_operations(iter(traffic.operations), target, sink)
        total = sum(share.value for share in traffic.operations.values())
        if abs(total - 1) > _CENT:
            sink.add(uneven_shares.report(traffic.place.values.get("operations"), total))
        _check_times(traffic, duration, sink)
        _check_rate(traffic, sink)
    for fault in scenario.faults:
        _check_operations(fault.operations, target, sink)
        _check_times(fault, duration, sink)
    if scenario.vendor is not None:
        _check_vendor(scenario.vendor, sink)
    calls = sum(_expected(_arriving(one, duration)) for one in scenario.traffic)
    if calls > MOST_CALLS:
        sink.add(too_many_calls.report(scenario.place.values.get("traffic"), calls, MOST_CALLS))


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


def _check_rate(traffic: Arrivals, sink: Diagnostics) -> None:
    rate = None if isinstance(traffic, Burst) else _rate(traffic)
    if rate is not None and not rate.count:
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


def _header(text: str | None) -> tuple[str, str] | None:
    name, _, value = (text or "").partition(":")
    return (name.strip(), value.strip()) if name.strip() else None


# What each kind of fault says beside its times and its share.
_SAYS: Final[Mapping[str, Callable[[Any], Mapping[str, Any]]]] = {
    "outage": lambda fault: {"what": str(fault.outage)},
    "error": lambda fault: {
        "what": str(fault.error),
        "processed": bool(fault.processed),
        "header": _header(fault.header),
    },
    "throttle": lambda fault: {
        "what": str(fault.as_ or "seconds"),
        "seconds": fault.throttle.seconds,
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
