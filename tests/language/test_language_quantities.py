"""Quantities carry their unit."""

from __future__ import annotations

import pytest

from portwright.language.quantities import Count, duration, rate, ratio, size
from portwright.source.span import Span

HERE = Span("f")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("500ms", 0.5), ("700ms", 0.7), ("20s", 20), ("1.5s", 1.5), ("10m", 600), ("24h", 86400),
        ("7d", 604800), ("0s", 0),
    ],
)  # fmt: skip
def test_durations(text: str, seconds: float) -> None:
    made = duration(text, HERE)
    assert made is not None and (made.seconds, made.text) == (seconds, text)


@pytest.mark.parametrize("text", ["20", "20 s", "s", "-1s", "1h30m", "1e3s", "20S", "٣s", "1.s"])
def test_what_is_no_duration(text: str) -> None:
    assert duration(text, HERE) is None


@pytest.mark.parametrize(
    ("text", "count", "window"),
    [("25/s", 25, 1), ("40/m", 40, 60), ("100000/24h", 100000, 86400), ("1/500ms", 1, 0.5)],
)
def test_rates(text: str, count: float, window: float) -> None:
    made = rate(text, HERE)
    assert made is not None and (made.count, made.per_seconds) == (count, window)


@pytest.mark.parametrize("text", ["25", "25/", "/s", "25 / s", "25/0s", "25/sec"])
def test_what_is_no_rate(text: str) -> None:
    assert rate(text, HERE) is None


@pytest.mark.parametrize(
    ("text", "count"), [("512B", 512), ("256kB", 256_000), ("1MB", 1_000_000), ("2GB", 2 * 10**9)]
)
def test_sizes(text: str, count: int) -> None:
    made = size(text, HERE)
    assert made is not None and made.bytes == count


@pytest.mark.parametrize("text", ["512", "256KB", "1.5MB", "1 MB"])
def test_what_is_no_size(text: str) -> None:
    assert size(text, HERE) is None


@pytest.mark.parametrize(("text", "value"), [("0%", 0), ("10%", 0.1), ("2.5%", 0.025), ("100%", 1)])
def test_ratios(text: str, value: float) -> None:
    made = ratio(text, HERE)
    assert made is not None and made.value == value


@pytest.mark.parametrize("text", ["10", "0.1", "101%", "-1%", "10 %"])
def test_what_is_no_ratio(text: str) -> None:
    assert ratio(text, HERE) is None


def test_a_count_is_a_number_with_a_place() -> None:
    count = Count(4, Span("f", 2, 3, 2, 4))
    assert (count + 1, count.value, count.span.line) == (5, 4, 2)
