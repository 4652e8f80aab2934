"""Spans and metrics of OpenTelemetry, by the conventions for HTTP clients."""

import pytest

from portwright_runtime import Event
from portwright_runtime.telemetry.event import OUTCOMES
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.telling import PRIVATE, STATUSES, Named, SyncNamed, tell

pytest.importorskip("opentelemetry.sdk")

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import (
    HistogramDataPoint,
    InMemoryMetricReader,
)
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider, sampling
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from portwright_runtime.telemetry.otel import OpenTelemetrySink


class Collected:
    """A sink, and what came out of it."""

    def __init__(
        self, *, sampler: sampling.Sampler = sampling.ALWAYS_ON, **options: object
    ) -> None:
        self._exporter = InMemorySpanExporter()
        self.tracers = TracerProvider(sampler=sampler)
        self.tracers.add_span_processor(SimpleSpanProcessor(self._exporter))
        self._reader = InMemoryMetricReader()
        self.sink = OpenTelemetrySink(
            tracer_provider=self.tracers,
            meter_provider=MeterProvider([self._reader]),
            **options,  # type: ignore[arg-type]
        )

    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    def points(self) -> list[dict[str, object]]:
        data = self._reader.get_metrics_data()
        if data is None:
            return []
        [metric] = [m for r in data.resource_metrics for s in r.scope_metrics for m in s.metrics]
        assert (metric.name, metric.unit) == ("http.client.request.duration", "s")
        return [
            {**(point.attributes or {}), "count": point.count, "bounds": point.explicit_bounds}
            for point in metric.data.data_points
            if isinstance(point, HistogramDataPoint)
        ]


def throttled_once(rig: Rig, collected: Collected) -> None:
    wire = Wire(answer(429, "{}", retry_after="2"), answer())
    client = rig.client(wire, (Named, SyncNamed), listener=collected.sink)
    wire.takes = iter([0.5, 0.25])
    rig.call(client.get_refund, "cus_4242")


def test_a_call_is_a_span_and_so_is_each_attempt(rig: Rig) -> None:
    collected = Collected()
    throttled_once(rig, collected)
    first, second, call = collected.spans()
    assert [span.name for span in (call, first)] == ["get_refund", "GET /v1/refunds/{refund}"]
    assert (call.kind, first.kind) == (SpanKind.INTERNAL, SpanKind.CLIENT)
    assert call.context and first.parent and second.parent
    assert {first.parent.span_id, second.parent.span_id} == {call.context.span_id}
    assert dict(first.attributes or {}) == {
        "portwright.vendor": "shop",
        "portwright.operation": "get_refund",
        "portwright.outcome": "throttle",
        "http.request.method": "GET",
        "http.response.status_code": 429,
        "server.address": "shop.example",
        "server.port": 443,
        "url.template": "/v1/refunds/{refund}",
        "error.type": "throttle",
    }
    facts = dict(second.attributes or {})
    assert (facts["http.request.resend_count"], facts["http.response.status_code"]) == (1, 200)
    assert first.status.status_code is StatusCode.ERROR
    assert second.status.status_code is call.status.status_code is StatusCode.UNSET
    assert (first.end_time or 0) - (first.start_time or 0) == 500_000_000
    assert [event.name for event in call.events] == ["portwright.wait"]
    assert dict(call.events[0].attributes or {}) == {
        "portwright.class": "retry",
        "portwright.seconds": 2.0,
    }


def test_a_call_is_below_the_span_of_its_caller(rig: Rig) -> None:
    collected = Collected()
    with collected.tracers.get_tracer("app").start_as_current_span("request") as request:
        throttled_once(rig, collected)
    *_, call, _ = collected.spans()
    assert call.parent and call.parent.span_id == request.get_span_context().span_id


def test_the_duration_of_requests_is_a_histogram(rig: Rig) -> None:
    collected = Collected()
    throttled_once(rig, collected)
    failed, fine = sorted(collected.points(), key=lambda point: "error.type" not in point)
    assert failed["error.type"] == "throttle" and "error.type" not in fine
    assert fine["server.address"] == "shop.example" and fine["server.port"] == 443
    assert fine["http.request.method"] == "GET" and fine["count"] == 1
    assert fine["http.response.status_code"] == 200
    assert failed["http.response.status_code"] == 429
    assert fine["bounds"] == (
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
    )  # fmt: skip


def test_status_codes_are_off_the_metric_when_asked_for(rig: Rig) -> None:
    collected = Collected(status_codes=False)
    throttled_once(rig, collected)
    assert not any("http.response.status_code" in point for point in collected.points())
    *attempts, _ = collected.spans()
    assert [(s.attributes or {})["http.response.status_code"] for s in attempts] == [429, 200]


def test_what_is_no_status_code_makes_no_series() -> None:
    collected = Collected()
    for status in (0, 99, 600, 10**6, -200):
        collected.sink(Event("attempt", "op", 1, "retry", 0.5, status=status))
    [point] = collected.points()
    assert point["count"] == 5 and "http.response.status_code" not in point


def test_a_server_that_is_not_known_yet_is_left_out() -> None:
    collected = Collected()
    collected.sink(Event("attempt", "op", 1, "auth_failed", 0.5))
    [point] = collected.points()
    assert not {"server.address", "server.port"} & set(point)


def test_series_and_spans_hold_nothing_private_and_are_bounded(rig: Rig) -> None:
    collected = Collected()
    tell(collected.sink, rig)
    once = len(collected.points())
    tell(collected.sink, rig)
    points = collected.points()
    assert len(points) == once <= 2 * len(OUTCOMES) * (len(STATUSES) + 1)
    shown = repr(points) + "".join(span.to_json() for span in collected.spans())
    assert "/v1/refunds/{refund}" in shown
    assert not [text for text in PRIVATE if text in shown]


def test_no_span_stays_under_way(rig: Rig) -> None:
    collected = Collected()
    calls = tell(collected.sink, rig)
    internal = [span for span in collected.spans() if span.kind is SpanKind.INTERNAL]
    assert len(internal) == calls and not collected.sink._under_way
    failed = [span for span in internal if span.status.status_code is StatusCode.ERROR]
    assert 0 < len(failed) < calls


def test_a_call_that_is_not_sampled_makes_no_spans_but_counts(rig: Rig) -> None:
    collected = Collected(sampler=sampling.ALWAYS_OFF)
    throttled_once(rig, collected)
    assert collected.spans() == [] and len(collected.points()) == 2


def test_an_attempt_without_its_call_is_told_all_the_same() -> None:
    collected = Collected()
    collected.sink(
        Event("attempt", "op", 1, "success", 0.5, method="GET", template="/a", status=200)
    )
    collected.sink(Event("wait", "op", 1, "retry", 0.5, stage="retry"))
    collected.sink(Event("finished", "op", 1, "success", 0.5))
    assert [span.name for span in collected.spans()] == ["GET /a"]
