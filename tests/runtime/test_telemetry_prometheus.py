"""Series for Prometheus: right, few, and their children looked up once."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime import Event
from portwright_runtime.telemetry.event import OUTCOMES, STAGES, STATES
from tests.runtime.doubles import Rig, Wire, answer
from tests.runtime.telling import HOST, PRIVATE, Named, SyncNamed, tell

client = pytest.importorskip("prometheus_client")

from portwright_runtime.telemetry.prometheus import PrometheusSink  # noqa: E402

Labels = dict[str, str]


def series(registry: object) -> Iterator[tuple[str, Labels, float]]:
    for metric in registry.collect():  # type: ignore[attr-defined]
        for sample in metric.samples:
            if not sample.name.endswith("_created"):
                yield sample.name, sample.labels, sample.value


def test_calls_attempts_and_waits_are_counted_and_timed(rig: Rig) -> None:
    registry = client.CollectorRegistry()
    wire = Wire(answer(429, "{}", retry_after="2"), answer())
    shop = rig.client(wire, (Named, SyncNamed), listener=PrometheusSink(registry))
    wire.takes = iter([0.5, 0.25])
    rig.call(shop.create_refund, amount=5)

    def value(name: str, **labels: str) -> float | None:
        known = {"vendor": "shop", "operation": "create_refund", **labels}
        found: float | None = registry.get_sample_value(f"portwright_{name}", known)
        return found

    assert value("attempts_total", outcome="throttle") == 1
    assert value("attempts_total", outcome="success") == 1
    assert value("calls_total", outcome="success") == 1
    assert value("waits_total", outcome="retry") == 1
    assert value("wait_seconds_total", outcome="retry") == 2.0
    assert value("attempt_seconds_sum") == 0.75
    assert value("attempt_seconds_count") == 2
    assert value("call_seconds_sum") == 2.75


def test_series_are_bounded_by_operations_and_classes() -> None:
    registry = client.CollectorRegistry()
    sink = PrometheusSink(registry)
    first = tell(sink)
    after_once = {(name, *sorted(labels.items())) for name, labels, _ in series(registry)}
    for _ in range(3):
        tell(sink)
    again = {(name, *sorted(labels.items())) for name, labels, _ in series(registry)}
    assert after_once == again and first > 20
    labels = [labels for _, labels, _ in series(registry)]
    assert {name for one in labels for name in one} <= {"vendor", "operation", "outcome", "le"}
    assert {one["operation"] for one in labels} == {"create_refund", "get_refund"}
    assert {one["outcome"] for one in labels if "outcome" in one} <= OUTCOMES | STAGES
    assert not [text for text in (*PRIVATE, HOST) if text in repr(labels)]


WORDS = st.one_of(st.text(max_size=5), st.sampled_from(sorted(OUTCOMES | STAGES | STATES)))
EVENTS = st.builds(
    Event,
    kind=st.sampled_from(["started", "attempt", "wait", "refused", "state", "finished"]),
    operation=st.sampled_from(["a", "b"]),
    attempt=st.integers(0, 9),
    outcome=WORDS,
    seconds=st.floats(0, 100),
    stage=WORDS,
    status=st.one_of(st.none(), st.integers(0, 10**6)),
)


@given(events=st.lists(EVENTS, max_size=60))
def test_words_from_outside_make_no_series(events: list[Event]) -> None:
    registry = client.CollectorRegistry()
    sink = PrometheusSink(registry)
    for event in events:
        sink(event)
    classes = {labels["outcome"] for _, labels, _ in series(registry) if "outcome" in labels}
    states = {f"{stage}_{state}" for stage in STAGES | {"other"} for state in STATES | {"other"}}
    assert classes <= OUTCOMES | STAGES | states | {"other"}
    counted = sum(value for name, _, value in series(registry) if name.endswith("attempts_total"))
    assert counted == sum(event.kind == "attempt" for event in events)


def test_children_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = PrometheusSink(client.CollectorRegistry())
    event = Event("attempt", "op", 1, "success", 0.5)
    sink(event)

    def never(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(client.Counter, "labels", never)
    sink(event)
    with pytest.raises(AssertionError):
        sink(Event("attempt", "op", 1, "throttle", 0.5))


@pytest.mark.parametrize(
    ("module", "needs", "extra"),
    [("prometheus", "prometheus_client", "prometheus"), ("otel", "opentelemetry", "otel")],
)
def test_a_sink_without_its_library_says_which_extra(module: str, needs: str, extra: str) -> None:
    code = (
        f"import sys\nsys.modules[{needs!r}] = None\nimport portwright_runtime.telemetry.{module}"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert f"portwright[{extra}]" in run.stderr and run.returncode == 1


def test_the_runtime_itself_loads_none_of_them() -> None:
    code = "import sys, portwright_runtime, portwright_runtime.paged\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {"logging", "prometheus_client", "opentelemetry", "asyncio", "httpx2"}
