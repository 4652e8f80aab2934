"""Events to Prometheus; needs the extra `prometheus`."""

from collections.abc import Callable, Mapping
from typing import Final

from portwright_runtime.telemetry.bounded import class_of
from portwright_runtime.telemetry.event import Event

try:
    from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram
except ImportError as missing:
    raise ImportError("PrometheusSink needs portwright[prometheus]") from missing

LABELS: Final = ("vendor", "operation", "outcome")
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

_Record = Callable[[float], None]


class PrometheusSink:
    """A listener that counts and times; one for all clients of a registry.

    | series | of |
    |---|---|
    | `portwright_calls_total`, `portwright_call_seconds` | logical calls by how they ended |
    | `portwright_attempts_total`, `portwright_attempt_seconds` | requests by outcome |
    | `portwright_waits_total`, `portwright_wait_seconds_total` | waits by stage |
    | `portwright_refusals_total` | refusals of ours by stage |
    | `portwright_state_changes_total` | by stage and new state |

    Labels are vendor, operation and class, all from closed sets, so there are never more series
    than operations times classes. Time series have no class.
    """

    def __init__(
        self,
        registry: CollectorRegistry = REGISTRY,
        *,
        namespace: str = "portwright",
        buckets: tuple[float, ...] = BUCKETS,
    ) -> None:
        def counter(name: str, what: str) -> Counter:
            return Counter(name, what, LABELS, namespace=namespace, registry=registry)

        def histogram(name: str, what: str) -> Histogram:
            return Histogram(
                name, what, LABELS[:2], namespace=namespace, registry=registry, buckets=buckets
            )

        self._counted: Mapping[str, Counter] = {
            "finished": counter("calls_total", "Logical calls by how they ended."),
            "attempt": counter("attempts_total", "Requests to the vendor by outcome."),
            "wait": counter("waits_total", "Waits of calls by stage."),
            "refused": counter("refusals_total", "Refusals of attempts by stage."),
            "state": counter("state_changes_total", "Changes of state by stage and state."),
        }
        self._waited = counter("wait_seconds_total", "Seconds of waits by stage.")
        self._timed: Mapping[str, Histogram] = {
            "finished": histogram("call_seconds", "Seconds of logical calls, waits included."),
            "attempt": histogram("attempt_seconds", "Seconds of requests to the vendor."),
        }
        # Looking a child up by its labels costs more than counting on it.
        self._cached: dict[tuple[str, str, str, str], tuple[_Record, ...]] = {}

    def __call__(self, event: Event) -> None:
        if event.kind == "started":
            return
        name = (event.kind, event.vendor, event.operation, class_of(event))
        for record in self._cached.get(name) or self._children(name):
            record(event.seconds)

    def _children(self, name: tuple[str, str, str, str]) -> tuple[_Record, ...]:
        kind, *labels = name
        records = [_one(self._counted[kind].labels(*labels))]
        if kind == "wait":
            records.append(self._waited.labels(*labels).inc)
        if kind in self._timed:
            records.append(self._timed[kind].labels(*labels[:2]).observe)
        return self._cached.setdefault(name, tuple(records))


def _one(child: Counter) -> _Record:
    return lambda seconds: child.inc()
