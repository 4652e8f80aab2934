"""Events to OpenTelemetry; needs the extra `otel`, and an SDK that the application sets up."""

import time
from typing import Final

from portwright_runtime.telemetry.bounded import class_of
from portwright_runtime.telemetry.event import Event
from portwright_runtime.version import API_VERSION

try:
    from opentelemetry import metrics, trace
    from opentelemetry.trace import Span, SpanKind, StatusCode
except ImportError as missing:
    raise ImportError("OpenTelemetrySink needs portwright[otel]") from missing

# The conventions for HTTP clients are stable but for `url.template`, which is in development.
_SCHEMA: Final = "https://opentelemetry.io/schemas/1.27.0"
_SCOPE: Final = "portwright_runtime"
_BOUNDARIES: Final = (
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
)  # fmt: skip

# What a status code can be (RFC 9110); a label of another would have no bound.
_STATUSES: Final = range(100, 600)

_Attributes = dict[str, str | int]


class OpenTelemetrySink:
    """A listener that makes spans and records the metrics of an HTTP client.

    A call is an internal span, each of its attempts a client span below it; waits, refusals and
    changes of state are events of the call's span. `http.client.request.duration` has one record
    for an attempt. Both hold what the conventions require: method, server and port (of the
    connection's base URL), the status code of an answer, and `error.type`.

    Left out on purpose, of spans: `url.full`, which the conventions require, for URLs hold what
    customers are called (`url.template` stands for it); header fields, which are opt-in;
    `network.protocol.version` and `network.peer.*`, which are recommended, and which the transport
    does not tell. Trace context is not sent to vendors. `error.type` is the class of the outcome,
    not the status code; an answer that the spec's error rules call a success has none, whatever
    its status. Why:
    docs/decisions/0009-what-telemetry-tells.md.

    `status_codes=False` takes the status code off the metric: fewer series, less than the
    conventions require.
    """

    def __init__(
        self,
        *,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
        status_codes: bool = True,
    ) -> None:
        version = str(API_VERSION)
        self._tracer = trace.get_tracer(_SCOPE, version, tracer_provider, _SCHEMA)
        meter = metrics.get_meter(_SCOPE, version, meter_provider, _SCHEMA)
        self._duration = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BOUNDARIES,
        )
        self._status_codes = status_codes
        self._under_way: dict[int, Span] = {}
        self._handlers = {
            "started": self._started,
            "attempt": self._attempt,
            "wait": self._noted,
            "refused": self._noted,
            "state": self._noted,
            "finished": self._finished,
        }

    def __call__(self, event: Event) -> None:
        self._handlers[event.kind](event)

    def _started(self, event: Event) -> None:
        span = self._tracer.start_span(event.operation, attributes=_named(event))
        self._under_way[event.call] = span

    def _attempt(self, event: Event) -> None:
        attributes = self._request(event)
        metric = dict(attributes)
        if event.status is not None and event.status in _STATUSES:
            attributes["http.response.status_code"] = event.status
            if self._status_codes:
                metric["http.response.status_code"] = event.status
        self._duration.record(event.seconds, metric)
        self._attempt_span(event, attributes)

    def _attempt_span(self, event: Event, attributes: _Attributes) -> None:
        parent = self._under_way.get(event.call)
        if parent is not None and not parent.is_recording():
            return
        ended = time.time_ns()
        if event.attempt > 1:
            attributes["http.request.resend_count"] = event.attempt - 1
        span = self._tracer.start_span(
            f"{event.method} {event.template}",
            context=trace.set_span_in_context(parent) if parent else None,
            kind=SpanKind.CLIENT,
            attributes=attributes,
            start_time=ended - int(event.seconds * 1e9),
        )
        if "error.type" in attributes:
            span.set_status(StatusCode.ERROR)
        span.end(ended)

    def _request(self, event: Event) -> _Attributes:
        attributes = _named(event)
        attributes["http.request.method"] = event.method
        attributes["url.template"] = event.template
        if event.server:
            attributes["server.address"] = event.server
            attributes["server.port"] = event.port
        outcome = class_of(event)
        attributes["portwright.outcome"] = outcome
        if outcome != "success":
            attributes["error.type"] = outcome
        return attributes

    def _noted(self, event: Event) -> None:
        span = self._under_way.get(event.call)
        if span:
            facts: dict[str, str | float] = {
                "portwright.class": class_of(event),
                "portwright.seconds": event.seconds,
            }
            span.add_event(f"portwright.{event.kind}", facts)

    def _finished(self, event: Event) -> None:
        span = self._under_way.pop(event.call, None)
        if span is None:
            return
        outcome = class_of(event)
        span.set_attribute("portwright.outcome", outcome)
        span.set_attribute("portwright.attempts", event.attempt)
        if outcome != "success":
            span.set_attribute("error.type", outcome)
            span.set_status(StatusCode.ERROR)
        span.end()


def _named(event: Event) -> _Attributes:
    return {"portwright.vendor": event.vendor, "portwright.operation": event.operation}
