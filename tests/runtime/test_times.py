"""Times in every format of vendors, both ways."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwright_runtime import times
from portwright_runtime.errors import ConfigurationError, MappingFailed

PACIFIC = "America/Los_Angeles"
# Away from the ends, where a zone leads out of what Python can say.
moments = st.datetimes(datetime(1900, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
seconds = moments.map(lambda moment: moment.replace(microsecond=0))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def same(found: datetime, wanted: datetime) -> bool:
    return found == wanted and found.tzinfo is UTC


@given(moments, offsets)
def test_iso8601_goes_round(moment: datetime, offset: timezone) -> None:
    abroad = moment.astimezone(offset)
    assert same(times.from_iso8601(times.to_iso8601(abroad)), moment)
    assert same(times.from_iso8601(abroad.isoformat()), moment)
    assert same(times.from_iso8601(abroad.strftime("%Y-%m-%dT%H:%M:%S.%f%z")), moment)


@given(seconds, offsets, st.text("0123456789", min_size=1, max_size=12))
def test_fractions_of_any_length_are_read(moment: datetime, offset: timezone, digits: str) -> None:
    sign = moment.astimezone(offset).strftime("%z")
    wanted = moment + timedelta(microseconds=int(digits.ljust(6, "0")[:6]))
    text = f"{moment.astimezone(offset):%Y-%m-%dT%H:%M:%S}.{digits}"
    assert same(times.from_iso8601(f"{text}{sign}"), wanted)
    assert same(times.from_iso8601(f"{text}{sign[:3]}:{sign[3:]}"), wanted)
    utc = f"{moment:%Y-%m-%d %H:%M:%S}.{digits}"
    assert same(times.from_utc_text(utc), wanted)
    assert same(times.from_local(utc.replace(" ", "T"), "UTC"), wanted)


@given(st.integers(-(10**10), 10**11), st.integers(0, 999_999))
def test_unix_times_are_read_in_every_spelling(whole: int, micros: int) -> None:
    wanted = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=whole)
    exact = Decimal(whole) + Decimal(micros) / 1_000_000
    behind = wanted + timedelta(microseconds=micros)
    for value in (whole, str(whole), float(whole), Decimal(whole)):
        assert same(times.from_unix_s(value), wanted)
    assert same(times.from_unix_s(exact), behind) and same(times.from_unix_s(f"{exact:f}"), behind)
    assert same(times.from_unix_ms(exact * 1000), behind)
    assert same(times.from_odata(f"/Date({whole}000)/"), wanted)


@given(moments, offsets)
def test_unix_times_go_round(moment: datetime, offset: timezone) -> None:
    abroad = moment.astimezone(offset)
    assert times.from_unix_s(times.to_unix_s(abroad)) == moment.replace(microsecond=0)
    to_the_millisecond = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert times.from_unix_ms(times.to_unix_ms(abroad)) == to_the_millisecond
    assert times.from_odata(times.to_odata(abroad)) == to_the_millisecond
    assert times.from_utc_text(times.to_utc_text(abroad)) == moment.replace(microsecond=0)


@given(moments, st.sampled_from([PACIFIC, "Europe/Berlin", "Asia/Kathmandu", "UTC"]))
def test_local_times_go_round_but_for_the_hour_that_comes_twice(
    moment: datetime, zone: str
) -> None:
    local = moment.astimezone(ZoneInfo(zone))
    text = times.to_local(moment, zone)
    assert local.isoformat().startswith(text)
    found = times.from_local(text, zone)
    assert same(found, moment) if not local.fold else found < moment
    assert times.to_local(found, zone) == text


@given(st.dates(), st.sampled_from(["", "T00:00:00Z", " 23:59:59", "T12:30:00.0000000"]))
def test_dates_go_round(day: date, behind: str) -> None:
    assert times.from_date(times.to_date(day) + behind) == day


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (times.from_unix_s(1700000000), at(2023, 11, 14, 22, 13, 20)),
        (times.from_unix_s(1700000000.123), at(2023, 11, 14, 22, 13, 20, 123000)),
        (times.from_unix_s("-1.5"), at(1969, 12, 31, 23, 59, 58, 500000)),
        # A finer fraction is cut off, before 1970 too: the microsecond that it lies in.
        (times.from_unix_s("-0.0000015"), at(1969, 12, 31, 23, 59, 59, 999_998)),
        (times.from_unix_ms(1700000000123), at(2023, 11, 14, 22, 13, 20, 123000)),
        (times.from_iso8601("2024-03-01T12:30:00.1234567Z"), at(2024, 3, 1, 12, 30, 0, 123456)),
        (times.from_iso8601("2024-03-01T12:30:00.000+0000"), at(2024, 3, 1, 12, 30)),
        (times.from_iso8601("2024-03-01T12:30:00-08:00"), at(2024, 3, 1, 20, 30)),
        (times.from_odata("/Date(1700000000000)/"), at(2023, 11, 14, 22, 13, 20)),
        (times.from_odata("/Date(1700000000000+0000)/"), at(2023, 11, 14, 22, 13, 20)),
        (times.from_odata("/Date(1700000000000-0480)/"), at(2023, 11, 14, 22, 13, 20)),
        (times.from_odata("/Date(-1)/"), at(1969, 12, 31, 23, 59, 59, 999000)),
        (times.from_utc_text("2024-03-01 12:30:00"), at(2024, 3, 1, 12, 30)),
        (times.from_local("2024-03-01T12:30:00.0000000", PACIFIC), at(2024, 3, 1, 20, 30)),
        (times.from_local("2024-07-01 12:30:00", PACIFIC), at(2024, 7, 1, 19, 30)),
        # Clocks go back: 01:30 comes twice, the first is summer time.
        (times.from_local("2024-11-03T01:30:00", PACIFIC), at(2024, 11, 3, 8, 30)),
        # They go forward: there is no 02:30; by the offset from before it is 03:30 of summer time.
        (times.from_local("2024-03-10T02:30:00", PACIFIC), at(2024, 3, 10, 10, 30)),
    ],
)
def test_reading(found: datetime, wanted: datetime) -> None:
    assert same(found, wanted)


def test_writing() -> None:
    moment = at(2024, 3, 1, 20, 30, 5)
    half = moment.replace(microsecond=500_000)
    assert times.to_iso8601(moment) == "2024-03-01T20:30:05Z"
    assert times.to_iso8601(half) == "2024-03-01T20:30:05.500000Z"
    assert times.to_utc_text(half) == "2024-03-01 20:30:05"
    assert times.to_local(moment, PACIFIC) == "2024-03-01T12:30:05"
    assert times.to_unix_s(half) == 1709325005 and times.to_unix_ms(half) == 1709325005500
    assert times.to_unix_s(at(1969, 12, 31, 23, 59, 59, 500_000)) == -1
    assert times.to_odata(half) == "/Date(1709325005500)/"
    assert times.to_date(date(2024, 3, 1)) == "2024-03-01"
    assert times.to_iso8601(at(33, 1, 1)) == "0033-01-01T00:00:00Z"


NAIVE = ["", "x", "2024-03-01", "2024-13-01T00:00:00", "2024-02-30T00:00:00", "20240301"]
BAD: list[tuple[Any, list[Any]]] = [
    (times.from_iso8601, [*NAIVE, "2024-03-01T12:30:00", "2024-03-01T12:30:00+99:00"]),
    (times.from_iso8601, ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00", "1700000000"]),
    (times.from_utc_text, [*NAIVE, "2024-03-01 12:30:00Z", "2024-03-01 12:30:00+01:00"]),
    (lambda text: times.from_local(text, PACIFIC), [*NAIVE, "2024-03-01T12:30:00Z"]),
    (lambda text: times.from_local(text, PACIFIC), ["9999-12-31T23:59:59"]),
    (times.from_date, ["", "2024-3-1", "2024-W09-5", "2024-02-30", "20240301", "2024-03-01x"]),
    (times.from_odata, ["", "/Date()/", "/Date(1.5)/", "Date(1)", "/Date(1)/x", "/Date(9e9)/"]),
    (times.from_odata, ["/Date(999999999999999999)/", "/Date(-999999999999999999)/"]),
]
NO_NUMBERS: list[Any] = ["", "x", " 1", "1_000", "١", "NaN", "1e3", True, None]
NO_NUMBERS += [float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")]
NO_NUMBERS += [10**30, -(10**30), 1e300, Decimal("1e999999999"), "9" * 5000]
BAD += [(times.from_unix_s, NO_NUMBERS), (times.from_unix_ms, NO_NUMBERS)]


@pytest.mark.parametrize(("read", "value"), [(read, v) for read, values in BAD for v in values])
def test_what_is_no_time_is_a_failed_mapping(read: Any, value: Any) -> None:
    with pytest.raises(MappingFailed) as caught:
        read(value)
    assert caught.value.__context__ is None and len(str(caught.value)) < 140


def test_what_is_next_to_nothing_is_nothing() -> None:
    assert times.from_unix_s(Decimal("1e-999999")) == at(1970, 1, 1)


@pytest.mark.parametrize(
    "write",
    [
        times.to_unix_s,
        times.to_unix_ms,
        times.to_iso8601,
        times.to_odata,
        times.to_utc_text,
        lambda moment: times.to_local(moment, PACIFIC),
    ],
)
def test_moments_that_say_none_are_refused(write: Any) -> None:
    with pytest.raises(ConfigurationError, match="zone"):
        write(datetime(2024, 3, 1))
    with pytest.raises(ConfigurationError, match="range"):
        write(datetime.min.replace(tzinfo=timezone(timedelta(hours=14))))


def test_more_that_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not a moment"):
        times.to_date(at(2024, 3, 1))
    with pytest.raises(ConfigurationError, match="range"):
        times.to_local(at(1, 1, 1), PACIFIC)
    for zone in ("Mars/Olympus", "", "../etc/passwd", "America"):
        with pytest.raises(ConfigurationError, match="no time zone"):
            times.from_local("2024-03-01T12:30:00", zone)
